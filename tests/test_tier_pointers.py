"""What an estimate says of itself: only what was said, each fact once, and what is still open."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from small_taxonomy import claim, small_taxonomy

from models.tier.labels import read_labels
from models.tier.train import ARTEFACT
from recognizer import __version__
from recognizer.credential import Source
from recognizer.features import Shown, features
from recognizer.report import Reason
from recognizer.resume import Section
from recognizer.taxonomy import Taxonomy
from recognizer.tier import rate
from recognizer.tier_estimate import estimate, shown_of
from recognizer.tier_model import TierModel

CONTRARY = (
    "it is called a course or training",
    "it is presented as a single course",
    "it is presented as training, not as an examination",
)


@pytest.fixture(scope="module")
def model() -> TierModel:
    return TierModel.load(ARTEFACT, recognizer=__version__, taxonomy="1.0.0", rubric="1.0")


@pytest.fixture(scope="module")
def taxonomy(tmp_path_factory: pytest.TempPathFactory) -> Taxonomy:
    return small_taxonomy(tmp_path_factory.mktemp("taxonomy"))


def shown(title: str, issuer: str | None, type_: str, context: str = "", **more: object) -> Shown:
    return Shown(title, type_, issuer=issuer, context=context, **more)  # type: ignore[arg-type]


def told(
    model: TierModel, one: Shown, so_far: tuple[Reason, ...] = ()
) -> tuple[list[str], list[str], str]:
    """(codes, what the pointers say, what would settle it)."""
    reasons = estimate(model, one, so_far).reasons
    points = [r.text.partition(": ")[2] for r in reasons if r.code.startswith("points-")]
    settles = [r.text for r in reasons if r.code == "would-settle"]
    return [r.code for r in reasons], points, settles[0] if settles else ""


def test_pointers_are_few_and_never_contrary_or_unsaid(model: TierModel) -> None:
    for label in read_labels()[::17]:
        one = label.shown()
        _, points, _ = told(model, one)
        assert len(points) <= 3 and len(set(points)) == len(points)
        assert sum(f"{text}." in points for text in CONTRARY) <= 1, points
        assert sum(text.startswith(("its issuer", "it is given on")) for text in points) <= 1
        words = " ".join(points)
        assert "stated" not in words or "workload:unstated" not in features(one)
        assert "no workload" not in words and "no kind" not in words


def test_pointers_stay_beside_a_high_probability(model: TierModel) -> None:
    one = shown("Rope splicing course", "Heron Institute", "training", "3 months, certificate")
    found = estimate(model, one, ())
    assert found.probability is not None and found.probability > 0.8
    assert told(model, one)[1], "a sure estimate says why, too"


def test_no_issuer_is_said_and_points_nowhere(model: TierModel) -> None:
    codes, points, settles = told(model, shown("Rope splicing course", None, "training"))
    assert "issuer-not-found" in codes and "who issued it" in settles
    assert not any("issuer" in text for text in points)
    codes, _, settles = told(model, shown("Rope splicing course", "Heron Institute", "training"))
    assert "issuer-not-found" not in codes and "who issued it" not in settles


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (shown("Robotics workshop", "Heron College", "training"), "it is called a workshop"),
        (shown("Robotics bootcamp", "Heron College", "bootcamp", "2 days"), "bootcamp of a few"),
        (shown("Robotics", None, "training", heading=("workshop",)), "list of workshops"),
    ],
)
def test_a_workshop_is_called_one_by_its_own_words_alone(
    model: TierModel, one: Shown, said: str
) -> None:
    points = told(model, one)[1]
    assert any(said in text for text in points), points
    assert sum("workshop" in text or "bootcamp" in text for text in points) == 1


def test_settling_asks_for_nothing_that_is_known(model: TierModel) -> None:
    nurse = shown("Registered Midwife", "Midwives Council of Windmere", "license", "valid to 2027")
    settles = told(model, nurse)[2]
    assert "supervised exam" in settles and "renewed" not in settles
    facts = (Reason("public-record", ""), Reason("identity-checked", ""))
    settles = told(model, replace(nurse, context="valid to 2027, board exam"), facts)[2]
    assert "public" not in settles and "identity" not in settles and "renewed" not in settles
    course = shown("Web course", "Heron Institute", "training", "projects and quizzes")
    assert "whether the project is graded or reviewed" in told(model, course)[2]


def test_bare_names_say_whether_an_issuer_was_found(model: TierModel) -> None:
    assert told(model, shown("Python", None, "training"))[0] == ["bare-subject"]
    assert told(model, shown("Gold", "Kestrel", "badge"))[0] == ["bare-issuer"]
    listed = shown("Python", None, "training", heading=("course",))
    assert told(model, listed)[0] == ["bare-subject"], "a list of courses says nothing alone"


@pytest.mark.parametrize("title", ["ISO 22000 Lead Auditor course", "ISO 22000 internal auditor"])
def test_an_auditors_course_without_issuer_is_no_certification(
    model: TierModel, title: str
) -> None:
    level = estimate(model, shown(title, None, "certification"), ()).level
    assert level in (None, 4)


def test_attended_without_issuer_is_never_a_course_completed(model: TierModel) -> None:
    one = shown("Ladder safety", None, "training", heading=("course", "attended"))
    assert estimate(model, one, ()).level in (None, 5)
    graded = replace(one, context="final exam, 82 %")
    assert estimate(model, graded, ()).level in (2, 3, 4, None)


def test_tier_one_does_not_rest_on_an_associations_name(model: TierModel) -> None:
    for title in ("Certified Loom Instructor", "Licensed Loom Instructor"):
        one = shown(title, "Royal Society of Weavers", "certification")
        assert estimate(model, one, ()).level != 1


def test_shown_takes_the_heading_of_the_section(taxonomy: Taxonomy) -> None:
    said = claim("Ladder safety", type="training")
    section = Section("training", "Safety trainings attended", 0, 0, 10)
    said = replace(said, mention=replace(said.mention, section=section))
    assert shown_of(said, None, taxonomy, borrowed=False).heading == ("course", "attended")


def test_a_providers_silence_is_not_called_its_word(model: TierModel, taxonomy: Taxonomy) -> None:
    known = taxonomy.provider("comptia")
    found = rate(None, claim("Anything", type="certification"), taxonomy, provider=known)
    codes = [reason.code for reason in found.reasons]
    assert "assessment-unknown" in codes and "provider-default" not in codes


def test_facts_of_addresses_that_were_not_read_say_so(tmp_path: Path) -> None:
    taxonomy = small_taxonomy(tmp_path)
    bough = taxonomy.credential("comptia-bough")
    first = rate(bough, claim("CompTIA Bough"), taxonomy).reasons[0]
    assert first.text.endswith("(Read 2026-11-20.)")
    page = {"id": "a", "title": "A", "url": "https://example.org/", "retrieved": "2026-11-20"}
    assert not Source.model_validate(page).from_files
    noted = page | {"note": "Form of the address seen in public files of a stored code index."}
    assert Source.model_validate(noted).from_files


def test_a_board_certificate_is_one_of_an_examination() -> None:
    one = shown("Board certified in loom care", "Board of Loom Care", "certification")
    assert "says:public_exam" in features(one)
