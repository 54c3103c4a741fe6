"""What the catalogue lacks: unmatched titles and providers of a bulk run as stubs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from recognizer.cli import cli
from recognizer.credential import Credential, Provider
from recognizer.errors import RecognizerError
from recognizer.suggestions import suggest

VALLEY = {"name": "Pear Valley Institute", "id": None}
COURSERA = {"name": "Coursera", "id": "coursera"}


def claim(title: str, issuer: Any = None, platform: Any = None, **more: Any) -> dict[str, Any]:
    match = {"credential": None, "alternatives": [{"credential": i} for i in more.pop("near", ())]}
    base = {"title": title, "type": "training", "issuer": issuer, "platform": platform}
    return base | {"match": match} | more


def row(resume: str, *claims: dict[str, Any]) -> bytes:
    report = {"document": {"sha256": resume}, "credentials": claims}
    return json.dumps({"file": f"{resume}.pdf", "report": report}).encode()


ROWS = (
    row("a", claim("Bee Care", VALLEY, near=["bee-keeper"]), claim("Soil", None, COURSERA)),
    row("b", claim("BEE CARE", VALLEY | {"name": "Pear Valley institute"})),
    row("c", claim("Bee Care", COURSERA), claim("PMP", match={"credential": "pmp"})),
    row("d", claim("Bee-care", VALLEY, type="certification"), claim("Bee Care", VALLEY)),
    b'{"file": "e.pdf", "error": {"code": "not_a_pdf", "message": "..."}}',
    row("a", claim("Bee Care", VALLEY), claim("Copied", VALLEY)),
    b"",
)


def test_suggestions_are_grouped_by_name_and_provider_and_counted_by_resume() -> None:
    found = suggest(ROWS)
    assert [(c.name, len(c.resumes)) for c in found.credentials] == [
        ("Bee Care", 3),
        ("Bee Care", 1),
        ("Soil", 1),
    ]
    assert [(p.name, len(p.resumes)) for p in found.providers] == [("Pear Valley Institute", 3)]


def test_suggestions_are_stubs_in_the_form_of_entries() -> None:
    text = suggest(ROWS).as_yaml()
    stubs = yaml.safe_load(text)
    assert stubs["providers"] == [{"id": "pear-valley-institute", "name": "Pear Valley Institute"}]
    name = {"name": "Bee Care", "type": "training"}
    assert stubs["credentials"] == [
        {"id": "bee-care"} | name | {"issuer": "pear-valley-institute"},
        {"id": "bee-care-2"} | name | {"issuer": "coursera"},
        {"id": "soil", "name": "Soil", "type": "training", "platforms": ["coursera"]},
    ]
    assert "# 3 résumés\n# perhaps another name of: bee-keeper\n- id: bee-care\n" in text
    assert "# 1 résumé\n- id: soil" in text


def test_suggestions_cannot_enter_the_catalogue_unread() -> None:
    stubs = yaml.safe_load(suggest(ROWS).as_yaml())
    for model, kind in ((Credential, "credentials"), (Provider, "providers")):
        for stub in stubs[kind]:
            with pytest.raises(ValueError, match="sources"):
                model.model_validate(stub)
    read = {"sources": ["page"], "reviewed": "2026-01-01"}
    assert (
        Credential.model_validate(stubs["credentials"][0] | read).issuer == "pear-valley-institute"
    )


@pytest.mark.parametrize(("at_least", "count"), [(1, 3), (2, 1), (3, 1), (4, 0)])
def test_suggestions_of_few_resumes_may_be_left_out(at_least: int, count: int) -> None:
    found = suggest(ROWS, at_least=at_least)
    assert len(found.credentials) == count
    assert len(yaml.safe_load(found.as_yaml())["credentials"]) == count


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Tricky: a # title", "Tricky: a # title"),
        ("two\nlines\x1b[31m", "two lines[31m"),
        ("- !!python/object", "- !!python/object"),
        ("No", "No"),
        ("2021", "2021"),
        ("日本語検定", "日本語検定"),
    ],
)
def test_suggestions_survive_any_title(title: str, name: str) -> None:
    text = suggest([row("a", claim(title, {"name": title, "id": None}))]).as_yaml()
    stubs = yaml.safe_load(text)
    assert [stubs[kind][0]["name"] for kind in ("credentials", "providers")] == [name, name]
    assert stubs["credentials"][0]["issuer"] == stubs["providers"][0]["id"]
    assert "\x1b" not in text


@pytest.mark.parametrize("line", [b"no json", b"[]", b"{}", b'{"report": {}}', b'"text"', b"7"])
def test_suggestions_name_the_line_that_is_no_row(line: bytes) -> None:
    with pytest.raises(RecognizerError, match=r"r\.jsonl: line 2 is not a row of results"):
        suggest([ROWS[0], line], name="r.jsonl")


def test_suggestions_from_the_command_line(tmp_path: Path) -> None:
    results, out = tmp_path / "r.jsonl", tmp_path / "stubs.yaml"
    results.write_bytes(b"\n".join(ROWS))
    command = ["taxonomy", "suggest", str(results), "--at-least", "2"]
    shown = CliRunner().invoke(cli, command)
    written = CliRunner().invoke(cli, [*command, "--out", str(out)])
    assert (shown.exit_code, written.exit_code, written.stdout) == (0, 0, "")
    assert out.read_text("utf-8") == shown.stdout == suggest(ROWS, at_least=2).as_yaml()
    assert f"Without an entry: 1 credential, 1 provider. Stubs: {out}" in written.stderr


def test_suggestions_write_nothing_for_a_file_of_another_kind(tmp_path: Path) -> None:
    results, out = tmp_path / "r.csv", tmp_path / "stubs.yaml"
    results.write_text("file,sha256\n")
    bad = CliRunner().invoke(cli, ["taxonomy", "suggest", str(results), "--out", str(out)])
    assert (bad.exit_code, out.exists()) == (1, False)
    assert "r.csv: line 1 is not a row of results" in bad.stderr
    nowhere = str(tmp_path / "nowhere" / "stubs.yaml")
    refused = CliRunner().invoke(cli, ["taxonomy", "suggest", str(results), "--out", nowhere])
    assert refused.exit_code == 2
    assert "does not exist. Create it first" in " ".join(refused.stderr.split())
