"""The trained estimate: loaded or refused, monotone, explained, and modest."""

from __future__ import annotations

import hashlib
import itertools
import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from small_taxonomy import claim, small_taxonomy

from models.tier.labels import read_labels
from models.tier.matrix import sign_of, table
from models.tier.train import ARTEFACT, card, parameters, train
from recognizer import __version__
from recognizer.errors import ArtefactError
from recognizer.features import Shown, features
from recognizer.settings import Settings
from recognizer.taxonomy import Taxonomy
from recognizer.tier import rate
from recognizer.tier_estimate import estimate
from recognizer.tier_model import TierModel

FACTS = (
    "proctored exam",
    "state licensing examination passed",
    "written exam",
    "practical test",
    "final project reviewed by instructors",
    "graded assignments, 75 % to pass",
    "ISO 17024 accredited",
    "valid until 2027, renewal every 3 years",
    "public register",
    "Licence no. 48213",
)
"""What strengthens, in the words of résumés."""


def load(directory: Path = ARTEFACT, **versions: str) -> TierModel:
    fit = {"recognizer": __version__, "taxonomy": "1.0.0+abc", "rubric": "1.0", **versions}
    return TierModel.load(directory, **fit)


@pytest.fixture(scope="module")
def model() -> TierModel:
    return load()


@pytest.fixture(scope="module")
def taxonomy(tmp_path_factory: pytest.TempPathFactory) -> Taxonomy:
    return small_taxonomy(tmp_path_factory.mktemp("taxonomy"))


def shown(title: str, issuer: str | None, type_: str, context: str = "") -> Shown:
    return Shown(title, type_, issuer=issuer, context=context)  # type: ignore[arg-type]


def level(model: TierModel, one: Shown) -> int | None:
    return estimate(model, one, ()).level


def codes(model: TierModel, one: Shown) -> list[str]:
    return [reason.code for reason in estimate(model, one, ()).reasons]


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (shown("Advance Excel", "Sunrise Computer Institute", "training", "3 months"), 4),
        (
            replace(shown("CCNA", "Sunrise Networking", "certification"), borrowed=True),
            4,
        ),
        (shown("Workshop on Robotics", "Kaveri Engineering College", "training"), 5),
        (shown("Hackathon", "River Student Club", "badge", "participant"), 5),
        (shown("Web Bootcamp", "Nova School", "bootcamp", "12 weeks, capstone project graded"), 3),
        (shown("Java Certification", "Orion Pvt Ltd", "certification", "internal exam 80 %"), 3),
        (shown("Typing", "Board of Technical Examinations", "certification", "board exam"), 2),
        (
            shown(
                "Registered Nurse",
                "Nursing Council of Windmere",
                "license",
                "licensing exam passed, reg. no. 55812, valid until 2027, public register",
            ),
            1,
        ),
    ],
)
def test_estimate_of_plain_cases(model: TierModel, one: Shown, expected: int) -> None:
    assert level(model, one) == expected


@pytest.mark.parametrize(
    "one",
    [
        shown("Python", None, "course_certificate"),
        shown("Six Sigma Green Belt", None, "certification"),
        shown("Advanced Certificate", "Orion", "certification"),
        shown("Gold", "Kestrel", "badge"),
    ],
)
def test_estimate_is_withheld_for_a_bare_name(model: TierModel, one: Shown) -> None:
    found = estimate(model, one, ())
    assert (found.level, found.probabilities, found.basis) == (None, None, None)
    assert [reason.code for reason in found.reasons] in (["bare-subject"], ["bare-issuer"])


def test_estimate_below_the_threshold_says_what_would_settle_it(model: TierModel) -> None:
    unsure = replace(model, threshold=0.999)
    one = shown("Advance Excel", "Sunrise Computer Institute", "training", "3 months")
    found = estimate(unsure, one, ())
    assert found.level is None and found.probabilities is None
    assert [reason.code for reason in found.reasons] == ["estimate-unsure", "would-settle"]


def test_estimate_never_looks_like_a_fact(model: TierModel) -> None:
    one = shown("Workshop on Robotics", "Kaveri Engineering College", "training")
    found = estimate(model, one, ())
    assert found.basis == "estimate"
    assert all(reason.source is None for reason in found.reasons)
    assert found.reasons[0].code == "estimated" and found.reasons[-1].code == "would-settle"
    assert "Points to a weaker tier: it is called a workshop: usually attendance only." in [
        reason.text for reason in found.reasons
    ]


def test_estimate_says_that_an_institutes_ccna_is_its_course(model: TierModel) -> None:
    one = shown("Certified Drone Tuner", "Sunrise Academy", "certification")
    assert codes(model, one)[0] == "institute-name"
    passed = replace(one, context="passed the examination")
    assert "institute-name" not in codes(model, passed)


def test_estimate_probabilities_sum_to_one_and_hold_the_level(model: TierModel) -> None:
    for label in read_labels()[::40]:
        found = model.estimate(features(label.shown()))
        assert sum(found.probabilities) == pytest.approx(1, abs=1e-9)
        assert min(found.probabilities) >= 0
        if found.probability > 0.5:
            assert found.probability == max(found.probabilities)


def test_estimate_is_monotone_by_its_weights(model: TierModel) -> None:
    for name, weights in model.weights.items():
        assert all(weight * sign_of(name) >= 0 for weight in weights), name


def test_estimate_never_weakens_by_a_strengthening_fact(model: TierModel) -> None:
    """Every kind of labelled row, each fact and each two facts together added to its words."""
    added = [*FACTS, *(", ".join(two) for two in itertools.combinations(FACTS, 2))]
    rows = [label for label in read_labels() if label.borrowed or int(label.id[1:]) % 29 == 0]
    for label in rows:
        one = label.shown()
        before = model.estimate(features(one)).level
        for words in added:
            with_fact = replace(one, context=f"{one.context}, {words}".strip(", "))
            assert model.estimate(features(with_fact)).level <= before, (label.id, words)


def test_rate_lets_facts_decide_first(model: TierModel, taxonomy: Taxonomy) -> None:
    bough = taxonomy.credential("comptia-bough")
    found = rate(bough, claim("CompTIA Bough", type="certification"), taxonomy, model=model)
    assert (found.level, found.basis) == (1, "catalogue")


def test_rate_estimates_where_nothing_was_matched(model: TierModel, taxonomy: Taxonomy) -> None:
    one = claim("Tally", type="training", issuer="?Sunrise Computer Institute")
    assert rate(None, one, taxonomy).level is None
    found = rate(None, one, taxonomy, model=model)
    assert (found.level, found.basis) == (4, "estimate")
    assert [reason.code for reason in found.reasons][:2] == ["not-matched", "estimated"]


def test_rate_estimates_where_the_assessment_is_unknown(
    model: TierModel, taxonomy: Taxonomy
) -> None:
    twig = taxonomy.credential("pmi-twig")
    stated = claim("PMI Twig", type="certification", issuer="?Sunrise Training Academy")
    found = rate(twig, stated, taxonomy, model=model)
    assert (found.level, found.basis) == (4, "estimate")
    assert "institute-course" in [reason.code for reason in found.reasons]


@pytest.mark.parametrize(
    ("versions", "told"),
    [
        ({"recognizer": "7.0.0"}, "recognizer_major"),
        ({"taxonomy": "2.0.0+abc"}, "taxonomy_major"),
        ({"rubric": "1.1"}, "rubric"),
    ],
)
def test_model_is_refused_where_versions_do_not_fit(versions: dict[str, str], told: str) -> None:
    with pytest.raises(ArtefactError, match=told):
        load(**versions)


def changed(folder: Path, file: str, change: Any) -> Path:
    """A copy of the artefact with one file changed, its hash on the card made right again."""
    directory = folder / "artefact"
    shutil.copytree(ARTEFACT, directory)
    value = json.loads((directory / file).read_bytes())
    change(value)
    (directory / file).write_text(json.dumps(value), encoding="utf-8")
    written = json.loads((directory / "card.json").read_bytes())
    digest = hashlib.sha256((directory / "parameters.json").read_bytes()).hexdigest()
    written["parameters_sha256"] = digest
    (directory / "card.json").write_text(json.dumps(written), encoding="utf-8")
    return directory


@pytest.mark.parametrize(
    ("file", "change", "told"),
    [
        ("card.json", lambda card: card.update(features=99), "features"),
        ("card.json", lambda card: card.update(format=99), "format"),
        ("parameters.json", lambda p: p.pop("weights"), "not in the expected form"),
        ("parameters.json", lambda p: p.update(temperature=0), "cannot be"),
        ("parameters.json", lambda p: p.update(threshold=float("nan")), "cannot be"),
        ("parameters.json", lambda p: p["weights"].update(x=[1, 2]), "cannot be"),
        ("parameters.json", lambda p: p.update(intercepts="abcd"), "not in the expected form"),
    ],
)
def test_model_is_refused_where_its_files_do_not_fit(
    tmp_path: Path, file: str, change: Any, told: str
) -> None:
    with pytest.raises(ArtefactError, match=told):
        load(changed(tmp_path, file, change))


def test_model_is_refused_where_a_byte_differs_or_a_file_is_missing(tmp_path: Path) -> None:
    directory = tmp_path / "artefact"
    shutil.copytree(ARTEFACT, directory)
    content = (directory / "parameters.json").read_bytes()
    (directory / "parameters.json").write_bytes(content + b" ")
    with pytest.raises(ArtefactError, match="parameters_sha256"):
        load(directory)
    (directory / "parameters.json").unlink()
    with pytest.raises(ArtefactError, match="cannot be read"):
        load(directory)
    (directory / "card.json").write_text("[]", encoding="utf-8")
    with pytest.raises(ArtefactError, match="no JSON object"):
        load(directory)


@pytest.mark.slow
def test_training_anew_gives_the_same_files(model: TierModel) -> None:
    data = table(read_labels())
    content = parameters(data, train(data), model.temperature, model.threshold)
    assert content == (ARTEFACT / "parameters.json").read_bytes()
    assert card(content, data) == json.loads((ARTEFACT / "card.json").read_bytes())


def test_labels_are_enough_and_from_many_providers() -> None:
    labels = read_labels()
    read = [label for label in labels if label.read]
    assert len(labels) >= 1500 and len(read) >= 400
    assert {label.tier for label in read} == {"", "1", "2", "3", "4", "5"}
    assert all(label.reason and label.date for label in labels)
    assert all(label.rater_a == label.rater_b for label in read if label.rater != "settled")
    groups = [label.group for label in labels]
    assert max(map(groups.count, set(groups))) <= len(labels) / 10


@pytest.mark.slow
def test_labels_by_reading_are_of_providers_outside_the_catalogue(recognizer: Any) -> None:
    known = recognizer.finder.parts.organizations.known
    inside = {
        label.issuer
        for label in read_labels()
        if label.read and label.issuer and known(label.issuer)
    }
    assert inside == set()


def test_pipeline_without_a_model_rates_by_facts_alone(
    recognizer: Any, sample_pdf: Path, tmp_path: Path
) -> None:
    plain = type(recognizer).of(Settings(tier_model_dir=None), recognizer.taxonomy)
    report = plain.recognize(sample_pdf)
    assert report.versions.tier_model is None
    assert recognizer.recognize(sample_pdf).versions.tier_model == recognizer.tiers.version
    estimated = [c for c in report.credentials if c.tier.basis == "estimate"]
    assert all(c.tier.reasons[0].code == "attendance-stated" for c in estimated)
