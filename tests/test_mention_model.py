"""The trained mention model: what it learns from, what it may decide, when it is refused."""

from __future__ import annotations

import itertools
import json
import shutil
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from models.mention.__main__ import FOLDER
from models.mention.ablation import compared, finders, spoilt
from models.mention.ablation import lines as lines_of
from models.mention.examples import Example, claimed_in, examples
from models.mention.pages import Range, Sheet
from models.mention.resumes import LAYOUTS, overlaps, resume
from models.mention.training import accuracy, digest, save, train
from models.mention.words import Words, Writer, lines
from recognizer.errors import ArtefactError
from recognizer.judging import META, WEIGHTS, Judge, Shown, shown
from recognizer.mentions import MentionFinder
from recognizer.pipeline import Recognizer
from recognizer.resume import Document, Mention, Part, Section
from recognizer.sections import find_sections
from recognizer.settings import Settings
from tests.drawn import listing, titles

MOST_BYTES = 15_000_000
"""Largest artefact that the project ships."""


@pytest.fixture(scope="module")
def words(recognizer: Any) -> Words:
    return Words.load(recognizer.taxonomy)


@pytest.fixture(scope="module")
def kinds(recognizer: Any) -> Any:
    return recognizer.taxonomy.data("section_titles")["kinds"]


@pytest.fixture(scope="module")
def plain_finder(recognizer: Any) -> MentionFinder:
    return replace(recognizer.finder, judge=None)


@pytest.fixture(scope="module")
def few(plain_finder: MentionFinder) -> list[Example]:
    return list(examples(range(25), plain_finder))


@pytest.fixture(scope="module")
def trained(few: list[Example]) -> Judge:
    return train(few, rounds=1)


def test_mention_training_text_comes_from_the_seed_alone(words: Words, kinds: Any) -> None:
    sheets = [resume(seed, words, kinds) for seed in range(10)]
    assert sheets == [resume(seed, words, kinds) for seed in range(10)]
    assert {sheet.layout for sheet in sheets} == set(LAYOUTS)
    assert len({sheet.document.text for sheet in sheets}) == 10


def test_mention_training_text_is_a_document(words: Words, kinds: Any) -> None:
    for seed in range(20):
        sheet = resume(seed, words, kinds)
        document = sheet.document
        assert (
            "\n".join(document.line_text(line) for line in document.lines) + "\n" == document.text
        )
        for line in document.lines:
            assert (line.cells[0][0], line.cells[-1][1]) == (line.start, line.end)
        assert all(document.text[a:b].strip() for a, b in sheet.titles)


def test_mention_training_lines_can_all_be_filled(words: Words) -> None:
    given = lines()
    writer = Writer.of(words, Random(1))
    others = [line for group in given["others"].values() for line in group]
    for template in [*given["claims"], *others, *given["borderline"]]:
        text = "".join(run.text for run in writer.line(template))
        assert "{" not in text and text.strip(), template
    assert all("{T:" in line for line in given["claims"])
    assert not any("{T:" in line for line in [*others, *given["borderline"]])


LONG = "Fruit Storage and Handling Course, Pear Valley, when the frost had spoilt all in the barns"


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ("Fruit Storage and Handling Course", True),
        ("Completed Fruit Storage and Handling Course", True),
        ("Fruit", False),
        ("Pear Valley", False),
        (LONG, None),
        ("Workshop on Figs", None),
    ],
)
def test_mention_examples_are_labelled_as_evaluation_does(
    found: str, expected: bool | None
) -> None:
    text = f"Completed {LONG}\nWorkshop on Figs\n"
    document = Document("", "", text, (), ())
    title, doubtful = "Fruit Storage and Handling Course", "Workshop on Figs"

    def place(piece: str) -> Range:
        return Range(text.index(piece), text.index(piece) + len(piece))

    sheet = Sheet(document, (place(title),), (place(doubtful),))
    here = place(found)
    mention = Mention(found, *here, Section(None, None, 0, 0, len(text)), "list", *here)
    assert claimed_in(sheet, mention) is expected


def test_mention_overlap_is_a_share() -> None:
    assert overlaps(Range(0, 10), Range(0, 10)) == 1
    assert overlaps(Range(0, 10), Range(5, 10)) == 0.5
    assert overlaps(Range(0, 10), Range(10, 20)) == 0


def test_mention_examples_leave_known_names_to_the_rules(few: list[Example]) -> None:
    assert 20 < len(few) < 400
    assert {example.claimed for example in few} == {True, False}
    for example in few:
        assert len(example.seen[0]) == len(example.seen[1]) <= 90
        assert "title" in example.seen[1]


@pytest.mark.slow
def test_mention_model_is_the_same_for_the_same_seed(few: list[Example], trained: Judge) -> None:
    assert digest(train(few, rounds=1).nlp) == digest(trained.nlp)
    assert digest(train(few, rounds=1, seed=8).nlp) != digest(trained.nlp)


def test_mention_model_is_saved_and_loaded(
    few: list[Example], trained: Judge, tmp_path: Path
) -> None:
    save(trained, tmp_path, {"resumes": 25})
    loaded = Judge.load(tmp_path)
    assert (loaded.version, loaded.threshold) == (trained.version, trained.threshold)
    seen = [example.seen for example in few]
    assert loaded.probabilities(seen) == pytest.approx(trained.probabilities(seen))
    assert accuracy(loaded, few) == accuracy(trained, few)
    assert loaded.probabilities([]) == []


@pytest.mark.parametrize(
    "harm",
    [
        lambda folder: (folder / WEIGHTS).write_bytes(b"\x80\x04N."),
        lambda folder: (folder / WEIGHTS).unlink(),
        lambda folder: (folder / META).unlink(),
        lambda folder: (folder / META).write_text("{}"),
        lambda folder: (folder / META).write_text("[]"),
        lambda folder: (folder / META).write_text("no JSON"),
        lambda folder: change(folder, format=0),
        lambda folder: change(folder, threshold=1.5),
        lambda folder: change(folder, threshold="low"),
        lambda folder: change(folder, sha256="0" * 64),
    ],
)
def test_mention_model_that_does_not_fit_is_refused(harm: Any, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(FOLDER, folder)
    Judge.load(folder)
    harm(folder)
    with pytest.raises(ArtefactError, match="model"):
        Judge.load(folder)


def change(folder: Path, **changes: Any) -> None:
    meta = json.loads((folder / META).read_text())
    (folder / META).write_text(json.dumps(meta | changes))


def test_mention_model_shipped_is_small_and_described(root: Path) -> None:
    files = sorted(path.name for path in FOLDER.iterdir())
    assert files == [META, WEIGHTS]
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) <= MOST_BYTES
    card = (root / "models" / "mention" / "CARD.md").read_text("utf-8")
    assert f"`{Judge.load(FOLDER).version}`" in card


def test_mention_model_is_named_in_the_report(recognizer: Any, sample_pdf: Path) -> None:
    assert recognizer.recognize(sample_pdf).versions.mention_model == Judge.load(FOLDER).version


def test_mention_model_can_be_left_out(recognizer: Any, sample_pdf: Path) -> None:
    alone = Recognizer.of(Settings(mention_model_dir=None), recognizer.taxonomy)
    report = alone.recognize(sample_pdf)
    assert report.versions.mention_model is None
    assert report.credentials


@pytest.mark.parametrize(("threshold", "kept"), [(0.0, 4), (0.9999, 2)])
def test_mention_model_never_drops_a_known_or_short_name(
    recognizer: Any, threshold: float, kept: int
) -> None:
    judge = replace(recognizer.finder.judge, threshold=threshold)
    text = "Certifications\nCompTIA A+\nOrchard Care\nPlum Pruning\nCOPQ\n"
    section = Section("certifications", "Certifications", 0, 14, len(text))
    document = Document("", "", text, (), ())

    def mention(title: str, credential: str | None) -> Mention:
        at = text.index(title)
        return Mention(
            title, at, at + len(title), section, "list", at, at + len(title), credential=credential
        )

    mentions = [
        mention("CompTIA A+", "comptia-a-plus"),
        mention("COPQ", None),
        mention("Orchard Care", None),
        mention("Plum Pruning", None),
    ]
    left = judge.kept(document, mentions)
    assert [m.text for m in left] == [m.text for m in mentions][:kept]


def entry(text: str, title: str, kind: str | None, parts: tuple[Part, ...] = ()) -> Shown:
    """What the model is shown of the line in which the title stands."""
    at = text.index(title)
    start, end = text.rfind("\n", 0, at) + 1, text.index("\n", at)
    heading = text.split("\n")[0] if kind else None
    section = Section(kind, heading, 0, text.index("\n") + 1 if kind else 0, len(text))
    mention = Mention(title, at, at + len(title), section, "list", start, end, parts)
    return shown(Document("", "", text, (), ()), mention)


def test_mention_model_sees_no_year_no_link_and_no_name() -> None:
    one = "Courses\nPlum Pruning, 2009\nOrchard Care, 2010\n"
    assert entry(one, "Orchard Care", "courses") == entry(
        one.replace("2009", "2024").replace("2010", "2025"), "Orchard Care", "courses"
    )
    linked = one.replace("2010\n", "2010 https://a.example\n")
    at = linked.index("https")
    link = Part("url", at, at + 17, linked[at : at + 17])
    seen = entry(linked, "Orchard Care", "courses", (link,))
    assert seen == entry(one, "Orchard Care", "courses")
    assert "Pruning" in seen[0]
    top = "Robin Quince\nCertified Orchard Keeper\n12 Fig Lane\n"
    assert entry(top, "Orchard Keeper", None)[0] == ["§None", "Certified", "Orchard", "Keeper"]


def test_mention_ablation_tells_the_three_ways_apart(recognizer: Any) -> None:
    ways = finders(recognizer.finder.judge)
    found = compared(itertools.islice(spoilt(ways["rules"]), 10), ways)
    assert list(found["all"]) == ["rules", "model", "both"]
    counts = {way: counted.count for way, counted in found["all"].items()}
    assert counts["both"]["fp"] < counts["rules"]["fp"]
    assert len({(c["tp"], c["fp"]) for c in counts.values()}) == 3
    rows = list(lines_of(found))
    assert len(rows) == len(found) and rows[0].startswith("| all | ")


def test_mention_model_drops_what_plainly_is_none(recognizer: Any) -> None:
    page = listing(
        "- CompTIA A+, CompTIA, 2018",
        "- Fruit Storage Training, Plum Academy, 2021",
        "- Orchard Keeper Intern | Pear Valley Farms, Plum Town | Jan 2020 – Mar 2021",
    )
    found = titles(recognizer, page)
    assert "Fruit Storage Training" in found
    assert not [title for title in found if "Intern" in title]


@pytest.mark.slow
def test_mention_model_beats_the_rules_on_spoilt_text(
    recognizer: Any, plain_finder: MentionFinder
) -> None:
    held = list(examples(range(2_000_000, 2_000_060), plain_finder))
    figures = accuracy(recognizer.finder.judge, held)
    assert figures["kept"] >= 0.97
    assert figures["dropped"] >= 0.5


def test_mention_finder_reads_what_it_proposes(recognizer: Any, words: Words, kinds: Any) -> None:
    sheet = resume(3, words, kinds)
    sections = find_sections(sheet.document, recognizer.titles)
    proposed, _ = recognizer.finder.candidates(sheet.document, sections)
    found = recognizer.finder.find(sheet.document, sections).mentions
    assert {m.start for m in found} <= {m.start for m in proposed}
