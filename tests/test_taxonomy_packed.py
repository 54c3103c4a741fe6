"""Tables packed into text: the same tables come out, and nothing else is taken for them."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from recognizer.taxonomy import build
from recognizer.taxonomy_files import read_folder
from recognizer.taxonomy_names import Names
from recognizer.taxonomy_packed import Packed, pack, unpack
from recognizer.taxonomy_tables import Tables
from tests.taxonomy_folder import write_taxonomy


@pytest.fixture
def tables(tmp_path: Path) -> Tables:
    return build(read_folder(write_taxonomy(tmp_path / "taxonomy")))


def shallow(value: Any) -> dict[str, Any]:
    parts = {item.name: getattr(value, item.name) for item in fields(value)}
    return {
        name: {key: part[key] for key in part} if hasattr(part, "keys") else part
        for name, part in parts.items()
    }


def test_packed_comes_out_the_same(tables: Tables) -> None:
    names = Names.of(tables)
    again, names_again = unpack(pack(tables, names))
    assert shallow(again) == shallow(tables)
    assert shallow(names_again) == shallow(names)
    for kind in ("sources", "providers", "credentials", "skills", "universities", "catalogue"):
        assert list(getattr(again, kind)) == list(getattr(tables, kind)), "in the same order"


def test_packed_mapping_answers_like_a_dictionary() -> None:
    packed = Packed(b"a\n\xc3\xa9", b"1\n2", lambda key, line: key + line.decode())
    assert dict(packed) == {"a": "a1", "é": "é2"}
    assert (packed.get("a"), packed.get("b"), packed.get("b", 0)) == ("a1", None, 0)
    assert ("a" in packed, "b" in packed, len(packed)) == (True, False, 2)
    with pytest.raises(KeyError):
        packed["b"]


def test_empty_tables_are_packed() -> None:
    again, _ = unpack(pack(Tables(), Names.of(Tables())))
    assert not again.credentials and not again.files


@pytest.mark.parametrize("key", ["two\nlines", "nul\0"])
def test_key_with_a_separator_is_refused(tables: Tables, key: str) -> None:
    tables.skills[key] = {"id": key, "name": key, "aliases": [], "esco": []}
    tables.files[f"skills/{key}"] = "skills.csv"
    with pytest.raises(ValueError):
        pack(tables, Names.of(tables))


@pytest.mark.parametrize("content", [b"", b"{}", b"{}\0", b"{}\0a\0b"])
def test_other_text_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError):
        unpack(content)
