"""The data that is shipped: no problem left, and every name finds the entry it stands in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from recognizer import curation
from recognizer.settings import Settings
from recognizer.taxonomy import Taxonomy

REAL = Settings().taxonomy_dir


@pytest.fixture(scope="module")
def taxonomy() -> Taxonomy:
    return Taxonomy.load(REAL)


def test_shipped_data_has_no_problem() -> None:
    found = curation.check(REAL)
    assert not found, f"{len(found)} problems:\n" + "\n".join(map(str, found[:40]))


def test_every_name_finds_its_credential(taxonomy: Taxonomy) -> None:
    def lost() -> Iterator[tuple[str, str]]:
        for id_ in taxonomy.curated_ids:
            entry = taxonomy.credential(id_)
            for text in (entry.name, *entry.aliases):
                if id_ not in taxonomy.credentials_named(text):
                    yield id_, text
            for text in entry.codes:
                if id_ not in taxonomy.credentials_coded(text):
                    yield id_, text
            for text in entry.acronyms:
                if id_ not in taxonomy.credential_acronyms[text]:
                    yield id_, text

    assert list(lost()) == []


def test_every_name_finds_its_provider(taxonomy: Taxonomy) -> None:
    def lost() -> Iterator[tuple[str, str]]:
        for id_ in taxonomy.provider_ids:
            entry = taxonomy.provider(id_)
            for text in (entry.name, *entry.aliases, *entry.former_names):
                if id_ not in (*taxonomy.providers_named(text), *taxonomy.employers_called(text)):
                    yield id_, text
            for text in entry.acronyms:
                acronyms = taxonomy.provider_acronyms.get(text, ())
                if id_ not in (*acronyms, *taxonomy.employers_called(text)):
                    yield id_, text
            for domain in entry.domains:
                if id_ not in taxonomy.providers_at(f"www.{domain}"):
                    yield id_, domain

    assert list(lost()) == []


def test_every_row_becomes_an_entry_with_sourced_facts(taxonomy: Taxonomy) -> None:
    for id_ in taxonomy.credential_ids:
        entry = taxonomy.credential(id_)
        facts = taxonomy.facts(entry)
        cited = {
            getattr(facts, name).source
            for name in type(facts).model_fields
            if getattr(facts, name) is not None
        }
        for source in (*entry.sources, *cited):
            assert taxonomy.source(source).url.scheme in ("https", "http"), (id_, source)


def test_shipped_data_is_parsed_once(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """How long both ways take is measured by `make bench`."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
    first = Taxonomy.load(REAL)

    def fail(*_: object) -> None:
        raise AssertionError("the kept copy was not used")

    monkeypatch.setattr("recognizer.taxonomy.build", fail)
    second = Taxonomy.load(REAL)
    assert second.version == first.version
    assert second.credential_ids == first.credential_ids
    assert second.skill_ids == first.skill_ids
