"""The kept copy of a checked taxonomy: the same answers, private, and never in the way."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from recognizer import taxonomy as loader
from recognizer import taxonomy_cache
from recognizer.errors import TaxonomyError
from recognizer.taxonomy import Taxonomy
from tests.taxonomy_folder import write_taxonomy

pytestmark = pytest.mark.skipif(not hasattr(os, "getuid"), reason="files have no owner here")


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "recognizer"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_taxonomy(tmp_path / "taxonomy")


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One item per time the files were really parsed."""
    calls: list[int] = []
    real = loader.build
    monkeypatch.setattr(loader, "build", lambda files: calls.append(len(files)) or real(files))
    return calls


def everything(taxonomy: Taxonomy) -> object:
    return (
        taxonomy.version,
        [taxonomy.provider(id_) for id_ in taxonomy.provider_ids],
        [taxonomy.credential(id_) for id_ in taxonomy.credential_ids],
        [taxonomy.facts(taxonomy.credential(id_)) for id_ in taxonomy.credential_ids],
        [taxonomy.skill(id_) for id_ in taxonomy.skill_ids],
        [taxonomy.source(id_) for id_ in taxonomy.source_ids],
        taxonomy.provider_names,
        taxonomy.provider_acronyms,
        taxonomy.credential_names,
        taxonomy.credential_acronyms,
        taxonomy.credential_codes,
        taxonomy.skill_names,
        taxonomy.data("verification_links"),
        taxonomy.providers_at("acme-u.edu"),
        taxonomy.credentials_of("learnly"),
        taxonomy.fuzzy_candidates("acme certifed architect"),
        taxonomy.family_of("learnly-long"),
    )


def test_copy_gives_the_same_taxonomy(cache: Path, folder: Path, builds: list[int]) -> None:
    first, second = Taxonomy.load(folder), Taxonomy.load(folder)
    assert len(builds) == 1
    assert everything(first) == everything(second)
    assert list(first.credential_names) == list(second.credential_names), "in the same order too"


def test_copy_is_private(cache: Path, folder: Path) -> None:
    Taxonomy.load(folder)
    (copy,) = cache.iterdir()
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert stat.S_IMODE(cache.stat().st_mode) == 0o700


def test_changed_file_is_read_again(cache: Path, folder: Path, builds: list[int]) -> None:
    Taxonomy.load(folder)
    (folder / "skills.csv").write_text("id,name,aliases,esco\n")
    with pytest.raises(TaxonomyError):
        Taxonomy.load(folder)
    assert len(builds) == 2


def test_changed_code_is_another_copy(
    cache: Path, folder: Path, builds: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    Taxonomy.load(folder)
    monkeypatch.setattr(taxonomy_cache, "_code_digest", lambda: "newer")
    Taxonomy.load(folder)
    assert len(builds) == 2
    assert len(list(cache.iterdir())) == 2


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b"\xff", b'{"tables": {}, "names": {}}', b'{"tables": 1']
)
def test_damaged_copy_is_ignored(
    cache: Path, folder: Path, builds: list[int], content: bytes
) -> None:
    before = everything(Taxonomy.load(folder))
    (copy,) = cache.iterdir()
    copy.write_bytes(content)
    assert everything(Taxonomy.load(folder)) == before
    assert len(builds) == 2


def test_copy_with_a_changed_letter_is_ignored(
    cache: Path, folder: Path, builds: list[int]
) -> None:
    Taxonomy.load(folder)
    (copy,) = cache.iterdir()
    copy.write_bytes(copy.read_bytes().replace(b"acme", b"acne", 1))
    Taxonomy.load(folder)
    assert len(builds) == 2


@pytest.mark.parametrize("place", ["file", "folder"])
def test_copy_that_others_may_write_is_ignored(
    cache: Path, folder: Path, builds: list[int], place: str
) -> None:
    Taxonomy.load(folder)
    (copy,) = cache.iterdir()
    (copy if place == "file" else cache).chmod(0o777)
    Taxonomy.load(folder)
    assert len(builds) == 2


def test_copy_of_another_user_is_ignored(
    cache: Path, folder: Path, builds: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    Taxonomy.load(folder)
    monkeypatch.setattr(os, "getuid", lambda: 4_242)
    Taxonomy.load(folder)
    assert len(builds) == 2


def test_link_in_place_of_the_copy_is_not_followed(
    cache: Path, folder: Path, builds: list[int], tmp_path: Path
) -> None:
    Taxonomy.load(folder)
    (copy,) = cache.iterdir()
    elsewhere = copy.rename(tmp_path / "elsewhere.json")
    copy.symlink_to(elsewhere)
    Taxonomy.load(folder)
    assert len(builds) == 2


def test_no_place_for_a_copy(
    folder: Path, builds: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    for place in (str(tmp_path / "file"), "relative/folder"):
        monkeypatch.setenv("XDG_CACHE_HOME", place)
        assert Taxonomy.load(folder).has_provider("acme")
    assert len(builds) == 2


def test_old_copies_are_forgotten(cache: Path, folder: Path) -> None:
    for number in range(taxonomy_cache.KEPT + 3):
        (folder / "extra.yaml").write_text(f"- {number}\n")
        Taxonomy.load(folder)
    assert len(list(cache.iterdir())) == taxonomy_cache.KEPT
