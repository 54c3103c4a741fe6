"""What is said of a claim: its state, the reasons, what to do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from small_taxonomy import REAL, claim, small_taxonomy

from recognizer.report import Match, Verification
from recognizer.taxonomy import Taxonomy
from recognizer.verification_link import read_links
from recognizer.verification_words import VERIFICATION_REASONS
from recognizer.verify import Verifier, check

DOCS = Path(__file__).resolve().parent.parent / "docs" / "verification.md"
LINKS = read_links(yaml.safe_load((REAL / "verification_links.yaml").read_text(encoding="utf-8")))
LINK_NAMES = {link.id: link.name for link in LINKS}
UUID = "00000000-0000-4000-8000-000000000000"
NO_MATCH = Match(None, None, 0.0, "none")


@pytest.fixture(scope="module")
def taxonomy(tmp_path_factory: pytest.TempPathFactory) -> Taxonomy:
    return small_taxonomy(tmp_path_factory.mktemp("taxonomy"))


def codes(found: Verification) -> list[str]:
    return [reason.code for reason in found.reasons]


@pytest.mark.parametrize(
    ("stated", "state", "pattern", "code"),
    [
        ({"url": "https://www.coursera.org/verify/ABCD1234EFGH"}, "official_link_present",
         "coursera_verify", "official-record"),
        ({"url": f"credly.com/badges/{UUID}", "issuer": "comptia"}, "official_link_present",
         "credly", "issuer-varies"),
        ({"url": "coursera.org/verify/ABCD1234EFGH", "issuer": "pmi"}, "official_link_present",
         "coursera_verify", "other-provider"),
        ({"url": "https://credly.com/users/x-y/badges"}, "official_link_present",
         "credly_profile", "official-profile"),
        ({"url": "theforage.com/completion-certificates/a/b"}, "official_link_present",
         "forage", "official-file"),
        ({"url": f"cedarlearn.example/certificates/{'0' * 32}", "issuer": "cedar-learn"},
         "official_link_present", "generic_openedx", "official-generic"),
        ({"url": f"learn.example.org/certificates/{'0' * 32}"}, "link_not_official",
         "generic_openedx", "generic-record"),
        ({"url": "https://coursera-verify.com/verify/ABCD1234EFGH"}, "lookalike_domain", None,
         "resembles-official"),
        ({"url": f"credly.com.evil.io/badges/{UUID}"}, "lookalike_domain", None,
         "resembles-official"),
        ({"url": "https://coursera.org@evil.io/verify/ABCD1234EFGH"}, "link_not_official", None,
         "link-elsewhere"),
        ({"url": "https://drive.google.com/file/d/1/view"}, "link_not_official", None,
         "file-share"),
        ({"url": "https://bit.ly/abc"}, "link_not_official", None, "short-link"),
        ({"url": "https://example.org/me"}, "link_not_official", None, "link-elsewhere"),
        ({"url": "javascript:alert(1)"}, "link_not_official", None, "link-unreadable"),
        ({"url": "https://www.coursera.org/learn/ml", "issuer": "coursera"}, "claimed",
         None, "official-site"),
        ({"url": "https://verify.comptia.org/", "issuer": "comptia"}, "claimed", "comptia",
         "portal-link"),
        ({"url": "https://verify.comptia.org?code=ABCDEFGH12345678"}, "identifier_present",
         "comptia", "portal-link"),
        ({"issuer": "comptia", "credential_id": "COMP001020304050"}, "identifier_present",
         "comptia", "number-fits"),
        ({"issuer": "comptia", "credential_id": "12"}, "identifier_present", "comptia",
         "number-differs"),
        ({"issuer": "aspen-university", "credential_id": "12"}, "identifier_present", None,
         "number-printed"),
        ({"issuer": "pmi"}, "claimed", "pmi", "optin-directory"),
        ({"issuer": "cedar-learn"}, "cannot_be_checked_publicly", None, "no-public-check"),
        ({"issuer": "elm-registry"}, "cannot_be_checked_publicly", "ielts", "no-public-check"),
        ({"issuer": "cedar-learn", "status": "planned"}, "claimed", None, "not-yet-earned"),
        ({"issuer": "comptia", "status": "expired"}, "expired", "comptia", "stated-expired"),
        ({"url": f"credly.com/badges/{UUID}", "status": "expired"}, "expired", "credly",
         "official-record"),
        ({"issuer": "pmi", "expires": "2001-01"}, "claimed", "pmi", "expiry-printed"),
    ],
)  # fmt: skip
def test_verify_state_of_a_claim(
    taxonomy: Taxonomy, stated: dict[str, object], state: str, pattern: str | None, code: str
) -> None:
    found = check(claim(**stated), NO_MATCH, taxonomy)
    assert (found.state, found.pattern) == (state, pattern)
    assert code in codes(found)
    assert found.how.endswith(".")


def test_verify_nothing_known_is_only_claimed(taxonomy: Taxonomy) -> None:
    found = check(claim(), NO_MATCH, taxonomy)
    assert found == Verification(
        "claimed",
        "No checkable link was printed; ask the applicant for one, or for a copy to confirm with "
        "the issuer.",
    )


@pytest.mark.parametrize(
    ("stated", "words"),
    [
        ({"url": "https://www.coursera.org/verify/ABCD1234EFGH"},
         ["coursera.org", "this title", "applicant's name"]),
        ({"url": f"credly.com/badges/{UUID}", "issuer": "?Acme"}, ["Acme as the issuer"]),
        ({"issuer": "pmi"}, ["opt-in", "means nothing", "pmi.org"]),
        ({"issuer": "comptia", "credential_id": "COMP001020304050"},
         ["verify.comptia.org", "verification code"]),
        ({"issuer": "coursera"},
         ["No checkable link was printed; ask the applicant for the Coursera link."]),
        ({"issuer": "coursera", "credential_id": "1"}, ["Coursera link and compare the number"]),
        ({"issuer": "coursera", "url": "coursera.org/learn/ml"}, ["leads to no record page"]),
        ({"url": "https://coursera-verify.com/x"},
         ["coursera-verify.com", "resembles coursera.org", "may be a typing mistake"]),
        ({"url": "https://example.org/x", "issuer": "pmi"},
         ["example.org, which is not known as a certificate page of pmi;"]),
    ],
)  # fmt: skip
def test_verify_says_what_to_do(
    taxonomy: Taxonomy, stated: dict[str, object], words: list[str]
) -> None:
    how = check(claim(**stated), NO_MATCH, taxonomy).how
    assert [word for word in words if word not in how] == []


def test_verify_matched_entry_gives_its_issuer(taxonomy: Taxonomy) -> None:
    match = Match("comptia-bough", "CompTIA Bough", 1.0, "exact")
    assert check(claim("CompTIA Bough"), match, taxonomy).pattern == "comptia"


@pytest.mark.parametrize(
    ("credential", "rule"),
    [
        ("coursera-google-data-analytics", "coursera_verify"),
        ("coursera-microsoft-power-bi-data-analyst", "coursera_verify"),
        ("google-ads-search-certification", "google_skillshop"),
        ("google-tensorflow-developer-certificate", "accredible"),
    ],
)
def test_verify_goes_by_the_platform_that_shows_the_award(credential: str, rule: str) -> None:
    real = Taxonomy.load(REAL)
    entry = real.credential(credential)
    assert real.verification_of(entry) == rule
    match = Match(credential, entry.name, 1.0, "exact")
    assert LINK_NAMES[rule] in check(claim(entry.name), match, real).how


def test_verify_wording_never_accuses(taxonomy: Taxonomy) -> None:
    told = " ".join(VERIFICATION_REASONS.values())
    told += check(claim(url="coursera-verify.com/x"), NO_MATCH, taxonomy).how
    assert not re.search(r"fake|fraud|forg|lie|suspicious|cheat|invalid", told, re.IGNORECASE)


def test_verify_real_rules_name_known_providers() -> None:
    real = Taxonomy.load(REAL)
    assert len(Verifier.load(real).links) >= 92
    unknown = [link.id for link in LINKS if link.provider and not real.has_provider(link.provider)]
    assert unknown == []


def test_verify_docs_list_exactly_the_codes() -> None:
    text = DOCS.read_text(encoding="utf-8").partition("### Reasons")[2]
    documented = re.findall(r"^\| `([a-z-]+)` \|", text, re.MULTILINE)
    assert sorted(documented) == sorted(VERIFICATION_REASONS)
