"""Whom to believe: lists of issuers, curated and of one's own, and what is said without any."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest
from small_taxonomy import small_taxonomy

from minting import ISSUER, Mint
from recognizer.badge_proofs import pem_of
from recognizer.badge_trust import read_curated, read_own
from recognizer.badges import BadgeChecker
from recognizer.curation import check
from recognizer.errors import BadgesNotInstalled, TaxonomyError, TrustError

MINT = Mint()
AWS = "amazon-web-services"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- id: did:web:a.example\n  provider: no-such\n", "is no provider of the taxonomy"),
        ("- id: nonsense\n", "entry 1, id"),
        ("- id: did:web:a.example\n  keys:\n  - kty: oct\n    k: c2VjcmV0\n", "public keys"),
        ("- id: did:web:a.example\n  keys:\n  - kty: OKP\n    d: c2VjcmV0\n", "private key"),
        ("- id: did:web:a.example\n  trusted: true\n", "entry 1, trusted"),
        ("id: did:web:a.example\n", "is not a list"),
        ("- &a [*a]\n", "anchor"),
    ],
)
def test_list_of_ones_own_is_refused_with_the_place(
    tmp_path: Path, text: str, message: str
) -> None:
    file = tmp_path / "trust.yaml"
    file.write_text(text)
    with pytest.raises(TrustError, match=message) as refused:
        BadgeChecker.load(trust=file)
    assert "c2VjcmV0" not in str(refused.value)
    with pytest.raises(TrustError, match="cannot be read"):
        BadgeChecker.load(trust=tmp_path / "missing.yaml")


def test_list_of_the_documentation_can_be_read(root: Path, tmp_path: Path) -> None:
    page = (root / "docs" / "verification.md").read_text("utf-8")
    shown = page.partition("```yaml\n")[2].partition("```")[0]
    file = tmp_path / "trust.yaml"
    file.write_text(shown.replace("example-university", AWS))
    found = read_own(file, {AWS})
    assert [(one.provider, len(one.keys)) for one in found] == [(AWS, 0), (None, 1)]
    pem_of(found[1].keys[0])


def test_curated_list_needs_its_sources() -> None:
    row = {
        "id": "did:web:a.example",
        "provider": AWS,
        "source": "https://a.example/badges",
        "reviewed": "2026-11-22",
    }
    assert read_curated([row], {AWS})[0].provider == AWS
    for wrong in ([{**row, "source": None}], [{**row, "provider": "acme"}], [row, row], {"a": 1}):
        with pytest.raises(TaxonomyError):
            read_curated(wrong, {AWS})


def test_without_the_packages_the_error_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("recognizer.badge_proofs.find_spec", lambda name: None)
    with pytest.raises(BadgesNotInstalled, match=r"pip install '[a-z-]+\[badges\]'"):
        BadgeChecker.load()


def test_issuers_name_alone_gives_no_provider(tmp_path: Path) -> None:
    """Anybody may write "Amazon Web Services"; the list of trusted issuers goes by identifier."""
    file = tmp_path / "trust.json"
    file.write_text(json.dumps([{"id": Mint().did, "provider": AWS}]))
    trusted = BadgeChecker.load(trust=file)
    (badge,) = trusted.check(MINT.token().encode(), name="badge").badges
    assert (badge.issuer.name, badge.issuer.id, badge.state) == (
        ISSUER,
        None,
        "signature_valid_issuer_unknown",
    )
    assert dataclasses.asdict(badge.issuer)["identifier"] == MINT.did


def test_curated_list_is_checked_with_the_rest_of_the_data(tmp_path: Path) -> None:
    small_taxonomy(tmp_path)
    before = check(tmp_path)
    file = tmp_path / "badge_issuers.yaml"
    file.write_text("- id: did:web:a.example\n  provider: cedar-learn\n")
    (found,) = set(check(tmp_path)) - set(before)
    assert (found.file, found.entry, found.field) == (file.name, "did:web:a.example", "source")
