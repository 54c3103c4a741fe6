"""`recognizer verify`: readable text, JSON lines, exit status, and what it never prints."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from minting import EMAIL, TITLE, Mint, assertion, day, forged, png
from recognizer.cli import cli

MINT = Mint()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {
        "good.png": png(MINT.token()),
        "good.json": MINT.document().encode(),
        "past.jwt": MINT.token(MINT.credential(validUntil=day(-1))).encode(),
        "forged.jwt": forged(MINT.token(), payload={"name": "CISSP"}).encode(),
        "hosted.json": json.dumps(assertion()).encode(),
        "letter.txt": b"Dear manager,",
        "trust.yaml": f"- id: {MINT.did}\n  provider: amazon-web-services\n".encode(),
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


def verify(folder: Path, *arguments: str, stdin: bytes | None = None) -> Result:
    known = {path.name for path in folder.iterdir()}
    words = [str(folder / one) if one in known else one for one in arguments]
    return CliRunner().invoke(cli, ["verify", *words], input=stdin)


def test_verify_says_it_in_plain_words(folder: Path) -> None:
    done = verify(folder, "good.png", "--email", EMAIL)
    assert done.exit_code == 0, done.output
    assert f"good.png  1 badge\n  {TITLE}  Open Badges 3.0, PNG\n" in done.stdout
    said = " ".join(done.stdout.split())
    assert "It says: certification, issued by Amazon Web Services (did:key:" in said
    assert "Result: signature valid, issuer not known. The signature is valid" in said
    assert "    - recipient passed: It was awarded to the address that you gave.\n" in done.stdout
    assert "In the catalogue: AWS Certified Solutions Architect" in done.stdout
    assert EMAIL not in done.output
    assert max(map(len, done.stdout.splitlines())) <= 100


def test_verify_knows_whom_the_user_trusts(folder: Path) -> None:
    done = verify(folder, "good.json", "--trust", "trust.yaml")
    assert "Result: signature valid, issuer trusted. Amazon Web Services signed" in done.stdout
    assert done.exit_code == 0


@pytest.mark.parametrize(
    ("names", "status"),
    [
        (("good.png", "good.json"), 0),
        (("good.png", "past.jwt"), 1),
        (("forged.jwt",), 1),
        (("hosted.json",), 1),
        (("letter.txt", "good.png"), 1),
        (("missing.png",), 1),
        ((), 2),
        (("good.png", "--email", "nobody"), 2),
        (("good.png", "--trust", "letter.txt"), 2),
        (("good.png", "--trust", "missing.yaml"), 2),
        (("good.png", "--offline"), 2),
    ],
)
def test_verify_exit_status(folder: Path, names: tuple[str, ...], status: int) -> None:
    done = verify(folder, *names)
    assert done.exit_code == status, done.output
    assert "Traceback" not in done.output


def test_verify_goes_on_after_a_file_it_cannot_read(folder: Path) -> None:
    (folder / "sub").mkdir()
    done = verify(folder, "letter.txt", "missing.png", "sub", "good.png")
    assert done.exit_code == 1
    assert "not_a_badge: letter.txt holds no Open Badge." in done.stderr
    assert "cannot_open: missing.png cannot be opened (there is no such file)." in done.stderr
    assert "not_a_badge: sub holds no Open Badge (it is a folder)." in done.stderr
    assert "good.png  1 badge" in done.stdout


def test_verify_prints_a_json_line_for_each_file(folder: Path) -> None:
    done = verify(folder, "good.png", "letter.txt", "hosted.json", "--json")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [Path(row["file"]).name for row in rows] == ["good.png", "letter.txt", "hosted.json"]
    assert rows[0]["report"]["badges"][0]["valid"] is True
    assert rows[1]["error"]["code"] == "not_a_badge" and "report" not in rows[1]
    assert rows[2]["report"]["badges"][0]["valid"] is None
    assert done.stderr == ""


def test_verify_reads_standard_input(folder: Path) -> None:
    done = verify(folder, "-", stdin=MINT.token().encode())
    assert done.exit_code == 0 and "standard input  1 badge" in done.stdout


def test_verify_lets_no_badge_steer_the_terminal(folder: Path) -> None:
    credential = MINT.credential()
    credential["credentialSubject"]["achievement"]["name"] = "\x1b[2J[red]CISSP\x07\u202e"
    (folder / "good.png").write_bytes(png(MINT.token(credential)))
    done = verify(folder, "good.png")
    assert "[2J[red]CISSP" in done.stdout
    assert not {"\x1b", "\x07", "\u202e"} & set(done.stdout)


def test_verify_says_what_to_install(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recognizer.badge_proofs.find_spec", lambda name: None)
    done = verify(folder, "good.png")
    assert done.exit_code == 1
    assert "badge checking is not installed: pip install" in done.stderr


def test_verify_fetches_only_when_asked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    async def resolve(host: str, port: int) -> tuple[str, ...]:
        asked.append(host)
        return ("127.0.0.1",)

    monkeypatch.setattr("recognizer.public_addresses.resolve", resolve)
    assert verify(folder, "hosted.json").exit_code == 1 and asked == []
    done = verify(folder, "hosted.json", "--online")
    assert (done.exit_code, asked) == (1, ["badges.example"])
    assert "The issuer's site could not be asked." in " ".join(done.stdout.split())
