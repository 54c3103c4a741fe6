"""The catalogue for readers: search, letters, every kind of entry, and how tiers work."""

from __future__ import annotations

import pytest

from recognizer.web.services import Services
from recognizer.web.words import TIERS_IN_WORDS
from visiting import Visit, marked, parsed, words


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("CKA", "Certified Kubernetes Administrator"),
        ("AZ-104", "Microsoft Certified: Azure Administrator Associate"),
        ("project management professional", "Project Management Professional"),
    ],
)
def test_catalogue_search_finds_names_short_forms_and_codes(
    visit: Visit, asked: str, first: str
) -> None:
    page = visit.get("/catalogue", query_string={"q": asked})
    hits = parsed(page).query("ul.hits a")
    assert first in words(hits[0])
    assert first in marked(visit.get(hits[0].attrs["href"]), "h1")[0]


@pytest.mark.parametrize("asked", ["zzzz qqqq", "<b>", "%", "x" * 5_000, "=1", "' OR 1=1"])
def test_catalogue_search_for_nonsense_says_what_to_try(visit: Visit, asked: str) -> None:
    page = visit.get("/catalogue", query_string={"q": asked})
    assert page.status_code == 200
    assert parsed(page).query("ul.hits li")


def test_catalogue_letters_lead_to_all_providers_but_universities(visit: Visit) -> None:
    listed = set()
    for link in parsed(visit.get("/catalogue")).query("nav.letters a"):
        page = parsed(visit.get(link.attrs["href"]))
        assert page.query('nav.letters a[aria-current="page"]')[0].attrs == {
            **link.attrs,
            "aria-current": "page",
        }
        listed |= {one.attrs["href"] for one in page.query("ul.columns a")}
    assert "/catalogue/providers/coursera" in listed
    assert len(listed) > 300


def test_catalogue_every_kind_of_entry_has_a_sound_page(visit: Visit, made: Services) -> None:
    taxonomy = made.taxonomy
    kinds = {}
    for id_ in taxonomy.credential_ids:
        entry = taxonomy.credential(id_)
        about = (
            entry.type,
            entry.lifecycle,
            entry.workload is None,
            entry.superseded_by is None,
            bool(entry.stackable_into),
            bool(entry.platforms),
        )
        kinds.setdefault(about, f"/catalogue/credentials/{id_}")
    for id_ in taxonomy.provider_ids:
        one = taxonomy.provider(id_)
        about = (one.kind, one.parent is None, bool(one.former_names), bool(one.defaults))
        kinds.setdefault(about, f"/catalogue/providers/{id_}")
    assert len(kinds) > 50
    for path in kinds.values():
        answer = visit.get(path)
        assert answer.status_code == 200, path
        page = parsed(answer)
        assert words(page.query("h1")[0]).strip(), path
        for link in page.query("a[href]"):
            assert link.attrs["href"].startswith(("/", "#", "https://", "http://")), path


@pytest.mark.parametrize("kind", ["credentials", "providers"])
@pytest.mark.parametrize("id_", ["no-such-entry", "..%2f..%2fetc", "<script>", "é"])
def test_catalogue_unknown_entries_are_not_found(visit: Visit, kind: str, id_: str) -> None:
    answer = visit.get(f"/catalogue/{kind}/{id_}")
    assert answer.status_code == 404
    assert parsed(answer)


def test_catalogue_tiers_are_explained_in_plain_words(visit: Visit) -> None:
    said = words(visit.get("/tiers"))
    for level, (name, meaning) in TIERS_IN_WORDS.items():
        assert f"Tier {level}: {name}. {meaning}" in said
    assert "Not rated" in said
    assert "nothing about the person" in said
