"""Features: what is read from a credential, and above all what is not."""

from __future__ import annotations

import dataclasses
from dataclasses import replace

import pytest

from recognizer.assessment_words import CUES, STRENGTHENING
from recognizer.features import Shown, features, heading_cues, issuer_kind, title_words


def shown(title: str = "Welding", context: str = "", **stated: object) -> Shown:
    fields: dict[str, object] = {"type": "training", **stated}
    return Shown(title, context=context, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("context", "feature"),
    [
        ("proctored exam", "says:supervised"),
        ("exam conducted by the State Board", "says:supervised"),
        ("invigilated", "says:supervised"),
        ("Prüfung bestanden", "says:exam"),
        ("examen final", "says:exam"),
        ("theory and practical test", "says:practical"),
        ("final project graded", "says:project"),
        ("final project graded", "says:graded"),
        ("NSQF level 4", "says:accredited"),
        ("valid until 2026", "says:renewed"),
        ("vigente hasta 2026", "says:renewed"),
        ("public register", "says:registered"),
        ("Licence no. 48213", "says:numbered_license"),
        ("two-day workshop", "says:workshop"),
        ("taller", "says:workshop"),
        ("webinar", "says:event"),
        ("attended", "says:attended"),
        ("Teilnahme", "says:attended"),
        ("hackathon", "says:contest"),
        ("annual member", "says:membership"),
        ("job simulation", "says:simulation"),
        ("self-paced", "says:unassessed_online"),
        ("Grade: 98/100", "says:graded"),
        ("with 70 %", "says:graded"),
        ("completed with A grade", "says:graded"),
        ("Marks obtained: 71", "says:graded"),
        ("2 days", "workload:short"),
        ("a single-day event", "workload:short"),
        ("30 days", "workload:medium"),
        ("1 week", "workload:medium"),
        ("40 horas", "workload:medium"),
        ("6 months", "workload:long"),
        ("valid 3 years", "workload:unstated"),
        ("renewed every two years", "workload:unstated"),
        ("5 years experience", "workload:unstated"),
    ],
)
def test_features_read_the_words_beside_the_title(context: str, feature: str) -> None:
    assert feature in features(shown(context=context))


@pytest.mark.parametrize(
    ("context", "feature"),
    [
        ("unproctored exam", "says:supervised"),
        ("online exam", "says:exam"),
        ("Grade 12 pupils", "says:graded"),
        ("100 % online", "says:graded"),
        ("Heron Railway Workshop", "says:workshop"),
        ("workshop supervisor", "says:workshop"),
        ("internal auditor", "says:in_house"),
        ("Registered under the Societies Act", "says:licensed"),
        ("45 days", "workload:long"),
        ("practical experience with Flutter", "says:practical"),
        ("Project Management", "says:project"),
        ("machine learning", "says:introductory"),
        ("score card design", "says:contest"),
    ],
)
def test_features_leave_other_meanings_alone(context: str, feature: str) -> None:
    assert feature not in features(shown(context=context))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Rao Computer Institute, Warangal", "training"),
        ("Nursing Council of Windmere", "regulator"),
        ("Board of Technical Examinations", "examiner"),
        ("Ministry of Health, Lower Savanna", "government"),
        ("Polytechnic of Nova Marlo", "university"),
        ("Guild of Marketing People", "professional_body"),
        ("St. Amara Hospital", "health"),
        ("Orchid Auto Components Ltd", "employer"),
        ("Robotics Club, Kaveri College", "club"),
        ("Kestrel", "other"),
        (None, "unnamed"),
    ],
)
def test_features_know_the_kind_of_an_issuer_by_its_name(name: str | None, kind: str) -> None:
    assert issuer_kind(shown(issuer=name)) == kind


def test_features_prefer_the_kind_that_the_catalogue_knows() -> None:
    assert issuer_kind(shown(issuer="Cedar Institute", issuer_kind="vendor")) == "vendor"


def test_features_never_hold_the_providers_name() -> None:
    one = shown("Zorro Cloud Associate", "Zorro exam", issuer="Zorro", issuer_kind="vendor")
    other = shown("Umbra Cloud Associate", "Umbra exam", issuer="Umbra", issuer_kind="vendor")
    assert features(one) == features(other)
    assert title_words(one) == title_words(other) == ("cloud", "associate")


def test_features_of_an_issuers_name_are_no_words_about_the_assessment() -> None:
    plain = features(shown(issuer="Board of Welding Examiners"))
    assert not any(name.startswith("says:") for name in plain)


def test_features_do_not_read_dates_links_or_people() -> None:
    allowed = {
        "title",
        "type",
        "issuer",
        "issuer_kind",
        "platform",
        "platform_kind",
        "context",
        "borrowed",
        "heading",
    }
    assert {field.name for field in dataclasses.fields(Shown)} == allowed
    context = "Zoe Example, she/her, Ruritania, born 3 March 1961, https://example.com/x"
    assert features(shown(context=context)) == features(shown())
    assert features(shown(context="1998")) == features(shown(context="2025"))


def test_features_take_a_short_bootcamp_for_a_workshop() -> None:
    short = features(shown("Java Bootcamp", "3 days", type="bootcamp"))
    long = features(shown("Java Bootcamp", "12 weeks", type="bootcamp"))
    assert "says:workshop" in short and "type:bootcamp" not in short
    assert "says:workshop" not in long and "type:bootcamp" in long


def test_features_are_in_the_order_of_no_chance() -> None:
    one = shown(context="proctored exam, valid 3 years, public register")
    assert list(features(one)) == list(features(replace(one)))


def test_cues_have_names_of_their_own_and_words_for_people() -> None:
    names = [cue.name for cue in CUES]
    assert len(set(names)) == len(names)
    assert set(names) >= STRENGTHENING
    assert all(cue.said and not cue.said.endswith(".") for cue in CUES)


@pytest.mark.parametrize(
    ("issuer", "kind"),
    [
        ("Ministry of Works", "government"),
        ("Under Government of Windmere (Regd.)", "unnamed"),
        ("Heron Institute, registered under Govt. of Windmere", "training"),
        ("Heron Crafts (recognised by the Government)", "other"),
    ],
)
def test_who_registered_an_institute_is_not_its_kind(issuer: str, kind: str) -> None:
    assert issuer_kind(shown(issuer=issuer)) == kind


@pytest.mark.parametrize(
    ("kind", "title", "cues"),
    [
        ("workshops", "Workshops", ("workshop",)),
        ("workshops", "Seminars attended", ("event", "attended")),
        ("workshops", "Workshops and training courses", ("course",)),
        ("training", "Training attended", ("course", "attended")),
        ("courses", "Courses", ("course",)),
        ("education", "Courses", ()),
        (None, None, ()),
    ],
)
def test_heading_says_what_its_entries_are(
    kind: str | None, title: str | None, cues: tuple[str, ...]
) -> None:
    assert heading_cues(kind, title) == cues


def test_heading_yields_to_the_entrys_own_words() -> None:
    headed = {"heading": ("workshop", "attended")}
    assert "says:workshop" in features(shown(**headed))
    assert "says:workshop" not in features(shown(context="written exam passed", **headed))
    named = features(shown(issuer="Heron Oil Ltd", heading=("course", "attended")))
    assert "says:attended" not in named and "says:course" in named


@pytest.mark.parametrize(
    ("stated", "is_school"),
    [
        ({"context": "12 weeks"}, True),
        ({"context": "six days"}, False),
        ({"context": "single-day"}, False),
        ({"context": "Heron Data Community"}, False),
        ({"heading": ("workshop",)}, False),
    ],
)
def test_brief_bootcamp_is_a_workshop(stated: dict[str, object], is_school: bool) -> None:
    found = features(shown("Data bootcamp", type="bootcamp", **stated))
    assert ("type:bootcamp" in found) is is_school
    assert ("says:workshop" in found) is not is_school
