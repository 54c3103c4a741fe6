"""Why an estimate came out as it did, in plain words, and what would settle it.

Only what was said is named: a fact that is missing points nowhere. Features that tell one fact
(a course is called a course and reads as one) are added up and named once, so that no two
pointers contradict or repeat each other.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from recognizer.assessment_words import CUES
from recognizer.features import EXAMINED, Shown, issuer_kind, own_words
from recognizer.report import TIER_NAMES, Reason
from recognizer.tier_model import Estimated
from recognizer.tier_reasons import FACT_REASONS, reason

__all__ = ["pointers", "second_tier", "settles"]

MOST_REASONS = 3
"""Facts that are named: a person reads no more."""
LEAST_SHIFT = 0.08
"""Tiers by which a fact has to move the expected tier in order to be named."""
LEAST_ALONE = 0.02
"""The same for the one fact that moved it most where none moved it as far as that."""

_UNSAID = frozenset({"issuer:other", "workload:unstated"})
"""Features that stand for what is not known."""

_ISSUERS = {
    "mooc_platform": "a platform for open online courses",
    "course_platform": "a platform for online courses",
    "simulation_platform": "a platform for job simulations",
    "assessment_platform": "a platform for skill tests",
    "vendor": "the maker of a product",
    "professional_body": "a professional body or association",
    "regulator": "a board, council or authority",
    "examiner": "an examining or certifying body",
    "university": "a university or college",
    "training": "a training institute",
    "bootcamp": "a bootcamp's provider",
    "government": "a public office",
    "employer": "a company or employer",
    "health": "a hospital or clinic",
    "club": "a club, student group or community",
}
_TYPES = {
    "certification": "it is presented as a certification",
    "professional_certificate": "it is presented as a programme of several courses",
    "course_certificate": "it is presented as a single course",
    "bootcamp": "it is presented as a bootcamp",
    "badge": "it is presented as a badge",
    "license": "it is presented as a licence",
    "training": "it is presented as training, not as an examination",
    "language_test": "it is presented as a language test",
}
_WORKLOADS = {
    "short": "at most about two days or sixteen hours are stated",
    "medium": "at most about ten weeks or a hundred hours are stated",
    "long": "more than about ten weeks or a hundred hours are stated",
}
_TOGETHER = {
    "exam+awarding-body": "an examination of a body that examines or licenses",
    "license+awarding-body": "a licence of a body that licenses",
    "license+renewed": "a licence that has to be renewed",
    "exam+renewed": "an examination with a limited validity",
    "exam+renewed+registered": "an examination with a limited validity and a register",
    "certification+institute": "a certification's name with a training institute as issuer",
}
_CUES = {cue.name: cue.said for cue in CUES}
_BY_HEADING = {
    "course": "it stands in a list of courses or trainings",
    "workshop": "it stands in a list of workshops: usually attendance only",
    "event": "it stands in a list of seminars or conferences: usually attendance only",
    "faculty_program": "it stands in a list of programmes for teachers: usually attendance only",
    "attended": "its list is one of what was attended",
}
_BRIEF_BOOTCAMP = "it is a bootcamp of a few days or of a club: usually attendance only"

_SAME_FACT: Mapping[str, Collection[str]] = {
    "called": (
        "course program bootcamp certified licensed skill_test introductory workshop event contest "
        "unassessed_online membership simulation gathering faculty_program attended in_house "
        "completed lead_auditor belt"
    ).split(),
    "examined": sorted(EXAMINED),
    "work": ("project", "graded"),
    "registered": ("registered", "numbered_license"),
}
"""Cues that tell one fact, by its name."""


def pointers(found: Estimated, shown: Shown) -> list[Reason]:
    """The facts that moved the estimate most, each once, in the direction they moved it."""
    facts: dict[str, list[tuple[str, float]]] = {}
    for name, shift in found.moved:
        facts.setdefault(_fact(name), []).append((name, shift))
    sums = {fact: sum(shift for _, shift in moved) for fact, moved in facts.items()}
    named: list[Reason] = []
    for fact in sorted(sums, key=lambda fact: (-abs(sums[fact]), fact)):
        least = LEAST_SHIFT if named else LEAST_ALONE
        if len(named) == MOST_REASONS or abs(sums[fact]) < least:
            break
        what = _strongest(facts[fact], sums[fact] > 0, shown)
        if what is not None:
            code = "points-stronger" if sums[fact] > 0 else "points-weaker"
            named.append(reason(code, what=what))
    return named


def settles(found: Estimated, shown: Shown, so_far: tuple[Reason, ...]) -> Reason:
    """What is not known between the estimated tier and the one next to it on the likelier side.

    What the entry says, or a fact of the catalogue among the reasons `so_far`, is not asked for.
    """
    second = second_tier(found)
    low = found.level if second > found.level else found.level - 1
    said = own_words(shown)
    open_ = _open(low, said, {one.code for one in so_far})
    if issuer_kind(shown) == "unnamed":
        open_.insert(0, "who issued it")
    return reason("would-settle", what=_joined(open_ or ["how exactly it is assessed"]))


def second_tier(found: Estimated) -> int:
    """The likeliest tier beside the estimated one."""
    others = [n for n in TIER_NAMES if n != found.level]
    return max(others, key=lambda n: (found.probabilities[n - 1], -n))


def _open(low: int, said: Collection[str], codes: Collection[str]) -> list[str]:
    """What is unknown at the border between tier `low` and the next weaker one."""
    supervised = bool({"supervised", "public_exam"} & set(said))
    asked: tuple[tuple[str, bool], ...]
    if low == 1:
        asked = (
            ("whether there is a supervised exam", supervised),
            ("whether identity is checked at the exam", _known("identity", codes)),
            ("whether it has to be renewed", "renewed" in said or _known("currency", codes)),
            (
                "whether the public can check it",
                "registered" in said or _known("verifiability", codes),
            ),
        )
    elif low == 2:
        assured = "accredited" in said or _known("quality_assurance", codes)
        asked = (
            ("whether an exam is supervised", supervised),
            ("whether an outside body assures it", assured),
        )
    else:
        return [_assessed(low, said)]
    return [what for what, known in asked if not known]


def _assessed(low: int, said: Collection[str]) -> str:
    """The question about the assessment, after what the entry says of it."""
    if EXAMINED & set(said):
        return "who sets and marks the examination, and how often it may be repeated"
    if "project" in said and "graded" not in said:
        return "whether the project is graded or reviewed"
    if "graded" in said:
        return "what is graded, and by whom"
    if low == 4 and "quiz" not in said:
        return "whether anything was assessed at all"
    return "whether anything beyond automatic quizzes is examined or graded"


def _known(dimension: str, codes: Collection[str]) -> bool:
    """Whether a fact of the catalogue on this dimension is among the reasons."""
    return any(code in codes for code, _ in FACT_REASONS[dimension])


def _joined(parts: list[str]) -> str:
    """Parts as a list in one sentence."""
    if len(parts) == 1:
        return parts[0]
    return f"{', '.join(parts[:-1])}{',' if len(parts) > 2 else ''} and {parts[-1]}"


def _fact(name: str) -> str:
    """The fact that a feature tells; features of one fact are named once."""
    group, _, value = name.partition(":")
    if group == "type" or (group == "both" and value.startswith("license")):
        return "called"
    if group in ("issuer", "platform") or value == "certification+institute":
        return "issuer"
    if group == "both":
        return "examined"
    if group == "says":
        return next((fact for fact, cues in _SAME_FACT.items() if value in cues), value)
    return group


def _strongest(moved: list[tuple[str, float]], stronger: bool, shown: Shown) -> str | None:
    """The plain words of what moved most in this direction; None where it is only something unsaid.

    `moved` is sorted, largest first. Words of the entry go before the type that was read from them.
    """
    same = [name for name, shift in moved if (shift > 0) == stronger and name not in _UNSAID]
    same.sort(key=lambda name: name.startswith("type:"))
    return _what(same[0], shown) if same else None


def _what(name: str, shown: Shown) -> str:
    """A feature in plain words."""
    group, _, value = name.partition(":")
    if group == "says":
        if value in shown.heading and value not in own_words(shown):
            return _BY_HEADING[value]
        if value == "workshop" and "workshop" not in own_words(shown):
            return _BRIEF_BOOTCAMP
        return _CUES[value]
    if group == "both":
        return _TOGETHER[value]
    if group == "workload":
        return _WORKLOADS[value]
    if group == "type":
        return _TYPES[value]
    if group == "platform":
        return f"it is given on {_ISSUERS[value]}"
    return f"its issuer is {_ISSUERS[value]}"
