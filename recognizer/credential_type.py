"""Which kind of credential a claim is, by its words, its provider and where it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from recognizer.credential import Provider
from recognizer.names import normalize
from recognizer.resume import CredentialType

_BY_WORDS: tuple[tuple[CredentialType, re.Pattern[str]], ...] = (
    (
        "language_test",
        re.compile(
            r"\b(?:ielts|toefl|toeic|toiec|jlpt|hsk ?\d?|delf|dalf|dele|testdaf|ef ?set|pte "
            r"academic|duolingo english|goethe zertifikat|linguaskill|tcf|topik|b2 first|c1 "
            r"advanced|gre|gmat|lsat|mcat|graduate (?:record exam\w*|management admission))\b"
        ),
    ),
    ("bootcamp", re.compile(r"\b(?:bootcamp|boot camp|immersive)\b")),
    (
        "license",
        re.compile(
            r"\b(?:licen[cs]e[ds]?|licensure|registered nurse|notary|wireman|permit|permis)\b"
        ),
    ),
    (
        "professional_certificate",
        re.compile(
            r"\b(?:nanodegree|specialization|specialisation|micromasters|microbachelors|xseries|"
            r"professional certificate|career certificate|"
            r"(?:pg|post ?graduate) (?:certificat(?:e|ion)|program|diploma)|"
            r"executive (?:program|education|certificate)|graduate certificate|advanced "
            r"certificate|certificate of advanced studies|cas|professional program|career program|"
            r"programme? certificate|expert track|career path)\b"
        ),
    ),
    (
        "badge",
        re.compile(
            r"\b(?:badge|superbadge|skill assessment|assessment|hackathon|\d star|arcade|trivia)\b"
        ),
    ),
)
_CERTIFIED = re.compile(
    r"\b(?:certified|certification|chartered|six sigma|(?:green|black|yellow) ?belt|scrum "
    r"master|itil|prince2|lead auditor|lead implementer|certificate level|diplomate|inspector|"
    r"first aid|cpr|bls|acls)\b"
)
_COURSE = re.compile(
    r"\b(?:course|courses|fundamentals|introduction|intro|beginners?|basics|masterclass|tutorial|"
    r"crash|learn|essentials|complete|guide|mooc|programming|development|design|using|with|from|"
    r"how)\b"
)
_TRAINING = re.compile(
    r"\b(?:training|trainings|internship|apprenticeship|workshop|seminar|webinar|diploma|"
    r"vocational)\b"
)
_SAID = re.compile(r"(?i)\b(?P<thing>training|course)\s+(?:in|on|for)\W*$")
"""How words before a title end that say what it is ("Completed a training on")."""
_INSTITUTE = re.compile(
    r"\b(?:institute|academy|centre|center|computers?|computer|infotech|technologies|training|"
    r"college|classes|education)\b"
)
_ROLE = re.compile(
    r"\b(?:investigator|specialist|administrator|auditor|practitioner|technician|examiner|"
    r"assessor|welder|operator|interpretation|testing)$"
)
_ACRONYM = re.compile(r"^[A-Z][A-Za-z]?[A-Z0-9+]{1,5}(?:\s?v?\d+)?$|\b[A-Z]{1,4}-?\d{2,4}\b")

_KIND_TYPES: dict[str, CredentialType] = {
    "mooc_platform": "course_certificate",
    "course_platform": "course_certificate",
    "assessment_platform": "badge",
    "simulation_platform": "course_certificate",
    "bootcamp": "bootcamp",
    "professional_body": "certification",
    "regulator": "license",
    "university": "course_certificate",
    "training_company": "training",
}
_SECTION_TYPES: dict[str, CredentialType] = {
    "licenses": "license",
    "courses": "course_certificate",
    "training": "training",
    "workshops": "training",
    "education": "course_certificate",
}


def type_of(
    title: str,
    providers: Sequence[Provider],
    *,
    section: str | None,
    organization: str | None,
    said: str = "",
) -> CredentialType:
    """The type of a claim that no taxonomy entry settles.

    `providers` are the known ones, issuer first; `organization` is the name of the one that the
    résumé gives, known or not; `said` is what stands before the title in its entry.
    """
    plain = normalize(title)
    for kind, pattern in _BY_WORDS:
        if pattern.search(plain):
            if kind == "bootcamp" and any(
                p.kind in ("mooc_platform", "course_platform") for p in providers
            ):
                continue  # a course that calls itself a bootcamp
            return kind
    online = [p for p in providers if p.kind in ("mooc_platform", "course_platform")]
    for provider in online or providers:
        if provider.kind == "vendor":
            return _of_vendor(plain, title)
        if provider.kind == "bootcamp" and _COURSE.search(plain):
            return "course_certificate"
        if provider.default_type is not None:
            return provider.default_type
        if provider.kind in _KIND_TYPES:
            return _KIND_TYPES[provider.kind]
    if _TRAINING.search(plain):
        return "training"
    if not providers and organization and _INSTITUTE.search(normalize(organization)):
        return "training"
    if _ROLE.search(plain):
        return "certification"
    if _CERTIFIED.search(plain):
        return "certification"
    if _COURSE.search(plain):
        return "course_certificate"
    if section in _SECTION_TYPES:
        return _SECTION_TYPES[section]
    if _ACRONYM.search(title.strip()):
        return "certification"
    if (thing := _SAID.search(said)) is not None:
        return "training" if thing["thing"].lower() == "training" else "course_certificate"
    return "course_certificate" if organization else "certification"


def _of_vendor(plain: str, title: str) -> CredentialType:
    """Vendors examine and teach: the words tell which."""
    if _CERTIFIED.search(plain) or re.search(
        r"\b[A-Z]{1,4}-?\d{2,4}\b|\b(?:exam|associate|professional|expert|administrator|"
        r"architect|engineer|developer|practitioner|specialist)\b",
        title,
        re.IGNORECASE,
    ):
        return "certification"
    if _TRAINING.search(plain) and not _COURSE.search(plain):
        return "training"
    return "course_certificate"
