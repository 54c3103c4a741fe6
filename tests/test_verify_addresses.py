"""Addresses of records: the patterns of platforms, look-alikes, masking."""

from __future__ import annotations

import pytest
import yaml
from small_taxonomy import REAL

from recognizer.errors import TaxonomyError
from recognizer.links import Address, mask_url, normalize_url, registrable, resembled_host
from recognizer.verification_link import VerificationLink, read_links

LINKS = read_links(yaml.safe_load((REAL / "verification_links.yaml").read_text(encoding="utf-8")))
WITH_SAMPLE = [link for link in LINKS if link.sample]
NAMED = [link for link in WITH_SAMPLE if link.mode != "generic"]
UUID = "00000000-0000-4000-8000-000000000000"


def matching(url: str) -> list[str]:
    address = Address.parse(url)
    assert address is not None
    return [link.id for link in LINKS if link.matches_url(address.text)]


@pytest.mark.parametrize("link", WITH_SAMPLE, ids=lambda link: link.id)
def test_verify_sample_fits_its_own_pattern_and_no_other(link: VerificationLink) -> None:
    named = {one.id for one in NAMED}
    for prefix in ("", "https://", "http://www.", "HTTPS://WWW."):
        found = matching(prefix + str(link.sample))
        assert link.id in found
        assert [id_ for id_ in found if id_ in named] == ([link.id] if link.id in named else [])


@pytest.mark.parametrize("link", NAMED, ids=lambda link: link.id)
def test_verify_imitated_hosts_fit_no_named_pattern(link: VerificationLink) -> None:
    host, _, path = str(link.sample).partition("/")
    named = {one.id for one in NAMED}
    name, _, ending = host.rpartition(".")
    for imitation in (
        f"{host}.evil.io/{path}",
        f"{name}-verify.{ending}/{path}",
        f"{host.replace(registrable(host), 'my-' + registrable(host))}/{path}",
        f"evil.io/{host}/{path}",
        f"evil.io/?next=https://{host}/{path}",
        f"https://{host}@evil.io/{path}",
    ):
        found = set(matching(imitation)) & named
        assert not found, imitation


@pytest.mark.parametrize("link", [link for link in LINKS if link.number], ids=lambda link: link.id)
def test_verify_number_sample_fits(link: VerificationLink) -> None:
    assert link.matches_number(str(link.number_sample)) is True
    assert link.matches_number("x") is False


@pytest.mark.parametrize("link", LINKS, ids=lambda link: link.id)
def test_verify_entries_are_complete(link: VerificationLink) -> None:
    assert (link.mode == "optin") <= link.absence_is_inconclusive
    assert (link.mode == "generic") <= (link.provider is None)
    assert (link.portal is None) or link.ask


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"regex": "("}, "regex"),
        ({"mode": "maybe"}, "mode"),
        ({"colour": "red"}, "colour"),
        ({"sample": None}, None),
        ({"evidence": ""}, "evidence"),
    ],
)
def test_verify_wrong_entry_is_refused_by_name(change: dict[str, object], field: str) -> None:
    entry = {
        "id": "one",
        "name": "One",
        "mode": "record",
        "regex": "one",
        "sample": "one",
        "evidence": "seen",
    }
    assert read_links([entry])[0].id == "one"
    with pytest.raises(TaxonomyError) as caught:
        read_links([{**entry, **change}])
    assert (caught.value.entry, caught.value.field) == ("one", field)
    with pytest.raises(TaxonomyError, match="sorted"):
        read_links([entry, entry])


@pytest.mark.parametrize(
    ("raw", "normal"),
    [
        ("coursera.org/verify/ABCD1234EFGH", "https://coursera.org/verify/ABCD1234EFGH"),
        ("(www.a.org/x).", "https://www.a.org/x"),
        ("https://a.org/wiki_(x)", "https://a.org/wiki_(x)"),
        ("https://a.org/x?utm_source=cv&id=1&utm_medium=pdf", "https://a.org/x?id=1"),
        ("https://a\u200b.org/\u00adx", "https://a.org/x"),
        ("ｈｔｔｐｓ：／／ａ．ｏｒｇ／Ｘ", "https://a.org/X"),
        ("https://A.ORG/Path", "https://a.org/Path"),
        ("https://evil.io\\@a.org/x", "https://evil.io/@a.org/x"),
        ("javascript:alert(1)", None),
        ("mailto:someone@a.org", None),
        ("file:///etc/passwd", None),
        ("http://[::1", None),
        ("localhost/x", None),
        ("", None),
        ("https://a.org/" + "x" * 3000, None),
    ],
)
def test_verify_normalize_url(raw: str, normal: str | None) -> None:
    assert normalize_url(raw) == normal


HOSTS = [str(link.sample).split("/")[0].split("?")[0] for link in NAMED]


@pytest.mark.parametrize(
    ("host", "imitated"),
    [
        ("credly.com.evil.io", "credly.com"),
        ("coursera-verify.com", "coursera.org"),
        ("coursera.net", "coursera.org"),
        ("c0ursera.org", "coursera.org"),
        ("courserra.org", "coursera.org"),
        ("cours\u0435ra.org", "coursera.org"),
        ("cours\u0435ra.org".encode("idna").decode(), "coursera.org"),
        ("udemi.com", "udemy.com"),
        ("hackerank.com", "hackerrank.com"),
        ("credly-badges.vercel.app", "credly.com"),
        ("mycoursera.com", "coursera.org"),
        ("learn.coursera.org", None),
        ("credentials.example.com", None),
        ("hackerearth.com", None),
        ("isaac.org", None),
        ("drive.google.com", None),
        ("linkedin.cn", None),
        ("example.org", None),
        ("bücher.example", None),
    ],
)
def test_verify_look_alikes(host: str, imitated: str | None) -> None:
    assert resembled_host(host, HOSTS) == imitated


def test_verify_no_official_host_resembles_another() -> None:
    assert [host for host in HOSTS if resembled_host(host, HOSTS)] == []
    assert registrable("verify.example.ac.in") == "example.ac.in"


@pytest.mark.parametrize(
    ("url", "masked"),
    [
        ("https://www.linkedin.com/in/jane-doe/", "https://linkedin.com/in/***/"),
        ("trailblazer.me/id/jdoe", "https://trailblazer.me/id/***"),
        (
            "giac.org/certified-professional/j-doe/1",
            "https://giac.org/certified-professional/***/1",
        ),
        ("https://a.org/x?identity__email=j%40doe.org", "https://a.org/x?identity__email=***"),
        ("https://a.org/j@doe.org/x", "https://a.org/***/x"),
        ("https://jdoe.github.io/ccna.pdf", "https://***.github.io/***"),
        ("mailto:j@doe.org", "***"),
        (f"credly.com/badges/{UUID}", f"https://credly.com/badges/{UUID}"),
    ],
)
def test_verify_mask_url(url: str, masked: str) -> None:
    assert mask_url(url) == masked
    assert mask_url(masked) in (masked, "***")


HOLDERS = {
    "alura": "cursos.alura.com.br/certificate/jdoe/some-course",
    "badgr": "badgr.com/public/assertions/AAAAAAAAAAAAAAAAAAAAAA?identity__email=jdoe%40a.org",
    "badgr_api": "api.badgr.io/public/assertions/AAAAAAAAAAAAAAAAAAAAAA?identity__email=jdoe@a.org",
    "codecademy": f"codecademy.com/profiles/jdoe/certificates/{'0' * 32}",
    "credly_profile": "credly.com/users/jdoe/badges",
    "freecodecamp": "freecodecamp.org/certification/jdoe/responsive-web-design",
    "giac": "giac.org/certified-professional/jdoe/12345",
    "hubspot": "app.hubspot.com/academy/achievements/abcd1234/en/1/jdoe/inbound",
    "huggingface_agents": "huggingface.co/datasets/agents-course/certificates/resolve/main/"
    "certificates/jdoe/2025-01-01.png",
    "isc2": "isc2.org/MemberVerification?name=jdoe",
    "kaggle": "kaggle.com/learn/certification/jdoe/python",
    "ms_share": "learn.microsoft.com/api/credentials/share/en-us/jdoe/0123456789ABCDEF",
    "ms_user": "learn.microsoft.com/en-us/users/jdoe/credentials/0123456789abcdef",
    "parchment": "badges.parchment.com/public/assertions/AAAAAAAAAAAAAAAAAAAAAA"
    "?identity__email=jdoe%40a.org",
    "platzi": "platzi.com/p/jdoe/curso/1234-x/diploma/",
    "semrush": "static.semrush.com/academy/certificates/0123456789/jdoe_25.pdf",
    "simplilearn": "simplilearn.com/skillup-certificate-landing?token=jdoe",
    "thoughtindustries": f"ti-user-certificates.s3.amazonaws.com/{UUID}/jdoe.pdf",
    "trailblazer": "trailblazer.me/id/jdoe",
}


@pytest.mark.parametrize("link", [one for one in LINKS if one.pii_in_url], ids=lambda one: one.id)
def test_verify_every_personal_address_is_masked(link: VerificationLink) -> None:
    address = HOLDERS[link.id]
    assert link.id in matching(address)
    assert "jdoe" not in mask_url(address)
