"""Synthetic résumés: same seed, same bytes; labels that agree with the page."""

import io
import itertools
import json
import os
import re
import subprocess
import sys
import unicodedata
from pathlib import Path
from random import Random
from typing import Any, get_args

import pytest
from pdfminer.high_level import extract_pages, extract_text
from pdfminer.layout import LAParams
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import resolve1

from models.synthetic import LAYOUTS, Resume, Stock, generate, own_stock, sample_resume
from models.synthetic.awards import Award
from models.synthetic.dates import Written, write, write_range, write_running
from models.synthetic.entries import compose, usable
from models.synthetic.fonts import drawable
from models.synthetic.labels import LABEL_KEYS
from models.synthetic.offers import taxonomy_offers
from models.synthetic.stock import data, vendor_in
from recognizer.resume import CredentialType, Status
from recognizer.settings import Settings
from recognizer.taxonomy import Taxonomy
from tests.taxonomy_folder import write_taxonomy

ROOT = Path(__file__).resolve().parent.parent
SEEDS = range(4)
OWN = own_stock()
CASES = [pytest.param(name, seed, id=f"{name}-{seed}") for name in LAYOUTS for seed in SEEDS]


def folded(text: str) -> str:
    """Letters and digits only, ligatures resolved: spacing, dashes and hyphens fall away."""
    plain = unicodedata.normalize("NFKD", text.replace("\u00ad", ""))
    return "".join(c for c in plain.casefold() if c.isalnum() or c == "\ue000")


def undivided(text: str) -> str:
    """A span's text on one line; a hyphen at a line break is taken for a divided word's."""
    return re.sub(r"\s+", " ", re.sub(r"(?<=\w)[-\u00ad]\n(?=\w)", "", text))


@pytest.fixture(scope="module")
def resumes() -> dict[tuple[str, int], Resume]:
    return {
        (name, seed): generate(seed, name, stock=OWN)
        for name, seed in itertools.product(LAYOUTS, SEEDS)
    }


@pytest.mark.parametrize("name", sorted(LAYOUTS))
def test_synthetic_same_seed_gives_same_bytes(name: str, resumes: Any) -> None:
    again = generate(1, name, stock=OWN)
    assert again == resumes[name, 1]
    assert again.pdf != resumes[name, 2].pdf


@pytest.mark.parametrize(("name", "seed"), CASES)
def test_synthetic_pdf_shows_what_the_label_says(name: str, seed: int, resumes: Any) -> None:
    resume = resumes[name, seed]
    pages = [folded(text) for text in extract_text(io.BytesIO(resume.pdf)).split("\f")]
    for credential in resume.label["credentials"]:
        page = pages[credential["page"] - 1]
        for word in credential["title"].split():
            if len(word) < 9:  # longer ones may be divided, with other text between
                assert folded(word) in page, (word, credential)
        assert folded(credential["title"])[:4] in page


@pytest.mark.parametrize(("name", "seed"), CASES)
def test_synthetic_label_has_the_form_of_the_guidelines(name: str, seed: int, resumes: Any) -> None:
    label = resumes[name, seed].label
    assert list(label) == ["id", "credentials", "notes"]
    least, most = LAYOUTS[name].count
    assert least <= len([c for c in label["credentials"] if c["required"]]) + 2
    assert len(label["credentials"]) <= most + 2
    for credential in label["credentials"]:
        assert tuple(credential) == LABEL_KEYS
        assert credential["type"] in get_args(CredentialType)
        assert credential["status"] in get_args(Status)
        for key in ("issued", "expires"):
            value = credential[key]
            assert value is None or re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2]))?", value)
        assert credential["issued"] is None or credential["status"] in ("earned", "expired")
        assert credential["title"].strip(" .,-|") == credential["title"]
        assert all(value != "" for value in credential.values())


@pytest.mark.parametrize(("name", "seed"), CASES)
def test_synthetic_spans_agree_with_the_label(name: str, seed: int, resumes: Any) -> None:
    resume = resumes[name, seed]
    seen: dict[tuple[int | None, str], list[str]] = {}
    for block in resume.text_blocks:
        within: dict[tuple[int | None, str], list[str]] = {}
        for span in block.spans:
            text = block.text[span.start : span.end]
            within.setdefault((span.award, span.tag), []).append(text)
        for key, texts in within.items():
            seen.setdefault(key, []).append(undivided("\n".join(texts)))
    for index, credential in enumerate(resume.label["credentials"]):
        assert credential["title"] in seen[index, "TITLE"]
        named = {*seen.get((index, "ISSUER"), ()), *seen.get((index, "PLATFORM"), ())}
        assert named <= {credential["issuer"], credential["platform"]}
        number = seen.get((index, "ID"))
        assert number == ([credential["credential_id"]] if credential["credential_id"] else None)
        assert bool(credential["issued"]) <= bool(seen.get((index, "DATE")))
        quote = folded(credential["quote"])
        assert folded(credential["title"])[:6] in quote


@pytest.mark.parametrize(("name", "seed"), CASES)
def test_synthetic_links_are_in_the_pdf_or_printed(name: str, seed: int, resumes: Any) -> None:
    resume = resumes[name, seed]
    targets = set()
    for page in PDFPage.get_pages(io.BytesIO(resume.pdf)):
        for annotation in resolve1(page.annots) or []:
            targets.add(resolve1(resolve1(annotation)["A"])["URI"].decode())
    printed = folded(" ".join(block.text for block in resume.text_blocks))
    labelled = {c["url"] for c in resume.label["credentials"] if c["url"]}
    assert all(url in targets or folded(url) in printed for url in labelled)
    assert targets <= labelled


def test_synthetic_each_layout_comes_from_some_seed() -> None:
    assert {generate(seed, stock=OWN).layout for seed in range(len(LAYOUTS))} == set(LAYOUTS)


def test_synthetic_wrapped_entries_wrap() -> None:
    texts = [
        block.text[span.start : span.end]
        for seed in range(8)
        for block in generate(seed, "wrapped_entries", stock=OWN).text_blocks
        for span in block.spans
        if span.tag == "TITLE"
    ]
    assert sum("\n" in text for text in texts) >= 3


def test_synthetic_unknown_layout_is_refused() -> None:
    with pytest.raises(KeyError):
        generate(1, "papyrus", stock=OWN)


@pytest.mark.parametrize("seed", SEEDS)
def test_synthetic_no_credentials_has_hard_negatives_only(seed: int, resumes: Any) -> None:
    resume = resumes["no_credentials", seed]
    assert resume.label["credentials"] == []
    assert not any(block.spans for block in resume.text_blocks)
    text = " ".join(block.text for block in resume.text_blocks).casefold()
    assert re.search(r"certif|licen|course|aws|award|scrum", text)


def test_synthetic_text_stays_on_the_page(resumes: Any) -> None:
    for resume in list(resumes.values())[:: len(SEEDS)]:
        for page in extract_pages(io.BytesIO(resume.pdf), laparams=LAParams(boxes_flow=None)):
            for item in page:
                assert item.x0 >= -1 and item.x1 <= page.width + 1, resume.id
                assert item.y0 >= -1 and item.y1 <= page.height + 1, resume.id


@pytest.mark.parametrize(
    ("style", "text", "value"),
    [
        ("mon", "Sep 2019", "2019-09"),
        ("month", "September 2019", "2019-09"),
        ("slash", "09/2019", "2019-09"),
        ("slash_short", "09/19", "2019-09"),
        ("apostrophe", "Sept '19", "2019-09"),
        ("mon_dash", "Sep-19", "2019-09"),
        ("quarter", "Q3 2019", "2019"),
        ("season", "Fall 2019", "2019"),
        ("year", "2019", "2019"),
        ("iso", "2019-09", "2019-09"),
    ],
)
def test_synthetic_dates_as_written_and_as_labelled(style: str, text: str, value: str) -> None:
    assert write(2019, 9, style, Random(1)) == Written(text, value)


@pytest.mark.parametrize("seed", SEEDS)
def test_synthetic_date_ranges_are_labelled_by_their_end(seed: int) -> None:
    assert write_range(2021, 6, "month_range", Random(seed)).value == "2021-06"
    assert write_range(2021, 6, "range", Random(seed)).value == "2021"
    assert write_running(2021, 6, Random(seed)).value is None


@pytest.mark.parametrize(
    ("title", "issuers", "vendor"),
    [
        ("AWS Certified Developer – Associate", ("Amazon Web Services", "AWS"), "AWS"),
        ("Microsoft Certified: Azure Fundamentals", ("Microsoft",), "Microsoft"),
        ("GOOGLE UX DESIGN", ("Google",), "GOOGLE"),
        ("Laws of Motion", ("AWS",), None),
        ("Bare Necessities", ("are",), None),
        ("PRINCE2 Foundation", ("AXELOS", "PeopleCert"), None),
    ],
)
def test_synthetic_vendor_inside_a_title(
    title: str, issuers: tuple[str, ...], vendor: str | None
) -> None:
    assert vendor_in(title, issuers) == vendor


FULL = Award(
    title="Risk and Safety", type="training", required=True, status="earned", issuer="Rao Academy",
    platform="Coursera", vendor=None, alone=False, joint="{issuer} via {platform}",
    date=Written("May 2021", "2021-05"), note="(expired)", valid=Written("2028", "2028"),
    number="A-1", url="https://bit.ly/x", link="word", city="Pune", duration="45 days",
)  # fmt: skip
BARE = Award(
    title="Risk and Safety", type="training", required=True, status="earned", issuer=None,
    platform=None, vendor=None, alone=False, joint="{issuer} via {platform}", city="Pune",
    duration="45 days",
)  # fmt: skip


@pytest.mark.parametrize("template", [t for family in data("templates").values() for t in family])
def test_synthetic_templates_print_what_an_award_has(template: str) -> None:
    told, lines = compose(FULL, 0, template)
    text = "\n".join("".join(p.text for p in (*left, *right)) for left, right in lines)
    assert "Risk and Safety" in text
    assert {"issuer", "platform"} <= told.used or "{by}" not in template
    assert ("May 2021" in text) == ("date" in told.used)
    if usable(BARE, template):
        _, lines = compose(BARE, 0, template)
        bare = "".join(p.text for left, right in lines for p in (*left, *right))
        assert "Risk and Safety" in bare
        assert not re.search(r"\(\)|\[|\]|\{|\}|None|  ", bare)


def invented() -> list[str]:
    work, institutes = data("work"), data("institutes")
    pools = (work["employers"], work["universities"], institutes)
    pairs = [f"{a} {b}" for pool in pools for a in pool["first"] for b in pool["second"]]
    return pairs + [
        f"{given} {family}"
        for region in data("people")
        for given in region["given"]
        for family in region["family"]
    ]


def test_synthetic_invented_names_belong_to_nobody_in_the_taxonomy() -> None:
    taxonomy = Taxonomy.load(Settings().taxonomy_dir)
    taken = [
        name
        for name in invented()
        if taxonomy.providers_named(name) or taxonomy.credentials_named(name)
    ]
    assert taken == []


def test_synthetic_offers_come_from_the_taxonomy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    shelves = taxonomy_offers(write_taxonomy(tmp_path / "taxonomy"))
    offers = [offer for shelf in shelves for offer in shelf]
    taxonomy = Taxonomy.load(tmp_path / "taxonomy")
    names = {taxonomy.credential(id).name for id in taxonomy.credential_ids}
    assert {offer.titles[0] for offer in offers} == names
    stock = Stock(OWN.known, shelves)
    resume = generate(3, "one_column", stock=stock)
    assert resume == generate(3, "one_column", stock=stock)


@pytest.mark.parametrize(
    ("text", "yes"), [("Größe ﬁ “x”", True), ("\uf0b7 •", True), ("機械学習", False)]
)
def test_synthetic_fonts_know_what_they_can_draw(text: str, yes: bool) -> None:
    assert drawable(text) is yes


def test_synthetic_sample_is_the_one_in_the_docs() -> None:
    pdf = sample_resume()
    assert pdf == (ROOT / "docs" / "sample" / "resume.pdf").read_bytes()
    text = extract_text(io.BytesIO(pdf))
    for words in ("Machine Learning Specialization", "in progress", "B.Sc. Computer Science"):
        assert words in text


def test_synthetic_command_writes_pdfs_and_labels(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "models.synthetic", "--own", "--out", str(tmp_path)]
    command += ["--count", "2", "--seed", "5", "--layout", "compact"]
    subprocess.run(command, check=True, cwd=ROOT)
    labels = sorted((tmp_path / "labels").iterdir())
    assert [path.stem for path in labels] == ["s00005-compact", "s00006-compact"]
    assert json.loads(labels[0].read_text()) == generate(5, "compact", stock=OWN).label
    written = (tmp_path / "pdf" / "s00005-compact.pdf").read_bytes()
    assert written == generate(5, "compact", stock=OWN).pdf


def test_synthetic_program_says_which_package_is_missing(tmp_path: Path) -> None:
    (tmp_path / "reportlab.py").write_text("raise ModuleNotFoundError('x', name='reportlab')\n")
    command = [sys.executable, "-m", "models.synthetic", "--out", str(tmp_path / "out")]
    paths = os.pathsep.join((str(tmp_path), str(Path(__file__).parents[1])))
    done = subprocess.run(
        command, capture_output=True, text=True, env=os.environ | {"PYTHONPATH": paths}
    )
    assert done.returncode == 1
    assert done.stderr.startswith("The package reportlab is missing.")
    assert "requirements-dev.lock" in done.stderr
    assert not (tmp_path / "out").exists()
