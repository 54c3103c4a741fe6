"""Does an entry of a list name a credential, or a degree, a duty, a heading, a school?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from recognizer.cues import Cues
from recognizer.dates import fold
from recognizer.degrees import names_branch, names_degree, names_schooling
from recognizer.headings import claims_for
from recognizer.lead_ins import CLAIMS
from recognizer.names import normalize
from recognizer.organizations import OrganizationReader
from recognizer.resume import Part, Section
from recognizer.section_titles import SILENT, SectionTitles
from recognizer.units import DESCRIBES, GUESSED

_MAX_TITLE_WORDS = 20
"""Words; longer "titles" are sentences."""
_BARE_WORDS = 10
"""Words from which a title without organization, date or claim word is a sentence."""
_LONG_YEARS = 2
"""Years between two dates from which an entry among degrees is one of them."""
_YEARS = re.compile(r"(?i)(?:[3-6]|three|four|five)\s?(?:\.\d\s?)?(?:years?|yrs?)\b")
"""How long a degree takes."""
_BARE_TRAINING = 5
"""The same under a heading of trainings, where what was done there is listed too."""
_TAUGHT = frozenset({"training", "courses", "certifications"})
"""Kinds of section whose entries say what was learnt somewhere."""
_LOWER_WORDS = 6
"""Words from which a "title" that begins with a small letter is part of a sentence."""
_FUNCTION_WORDS = frozenset(
    "and which to for by as in with from of the that who where when while at on or but was "
    "is".split()
)
"""A title that begins with one of these, in small letters, is the rest of a sentence."""
_JOB = re.compile(
    r"\b(?:intern|assistant|manager|officer|resident|chairman|student|lecturer|professor|teacher|"
    r"scientist|fellow|captain|president|"
    r"secretary|head|lead|coordinator|executive|supervisor|employee|representative|consultant)\b"
)
_POST = re.compile(
    r"intern|internship|trainee|assistant|manager|officer|scientist|executive|supervisor|consultant|"
    r"coordinator|director|lecturer|professor|teacher|associate|developer|engineer|analyst|designer|"
    r"accountant|technician|operator|foreman|nurse|clerk|representative"
)
"""Last word of a post; with years beside it, it is work."""
_FELLOWS = frozenset({"fellow", "fellows", "fellowship"})
"""Last words of a post that may stand after the place where it was held."""
_LISTS_OF_PEOPLE = frozenset({"register", "registry", "directory"})
"""Last words of a list on which somebody stands; nothing is awarded."""
_COURSE = re.compile(r"\b(?:course|training|boot ?camp|apprentice(?:ship)?|nanodegree)\b")
_COURSEWORK = re.compile(
    r"\b(?:main|relevant|key|core|selected) (?:course|subjects?|modules?)|\bcourse ?work\b|"
    r"\bcourses:|\bgpa\b|\bcgpa\b"
)
_EXCHANGE = re.compile(
    r"\b(?:exchange|erasmus|semester|visiting|foundation year|year abroad|study abroad)\b"
)
_HIGHER = re.compile(
    r"\b(?:university|universit\w+|univ|college|(?:high|public|secondary|primary|higher|senior|"
    r"grammar|model|convent|central|govt|government) school|lycee|faculty|polytechnic|vidyalaya|"
    r"hospital|board|ecole|escuela|gymnasium|"
    r"iit|nit|iiit|campus|preparatory|department|institute of (?:technology|science|management|"
    r"engineering))\b"
)
_CONTEST = re.compile(
    r"\bkaggle (?:competition|challenge)\b|\b(?:competition|hackathon|contest|olympiad)\s?(?::|$)"
)
"""A contest, in which one takes part."""
_TAKEN = re.compile(rf"(?i:{CLAIMS}|(?:done|did|taken|took)\b)(?!.*\b(?:workshop|seminar|webinar))")
"""Words with which an entry of a list says that a training or course was gone through."""
_DEED = re.compile(r"^[A-Z][a-z]+(?:ed|ing)\s+\S+\s+\S+")
_NOT_DEED = re.compile(
    r"^(?:Certified|Approved|Authori[sz]ed|Accredited|Licen[cs]ed|Registered|Chartered|Advanced|Applied|Integrated|"
    r"Distributed|Trained|Automated|Embedded|"
    r"Programming|Engineering|Marketing|Accounting|Training|Testing|Networking|Learning|"
    r"Understanding|Welding|Rigging|Nursing|Banking|"
    r"Processing|Modeling|Modelling|Writing|Teaching|Coaching|Drawing|Drafting|Designing|Building|"
    r"Getting|Introducing|Mastering|Planning|"
    r"Ethical|Computing|Fundamentals|Qualified|Supervised|Unsupervised|Working|"
    r"Screenwriting|Editing|Leading|Managing|Creating|Developing|Using)\b"
)
_GENERIC = frozenset(
    "certificate certificates certification certifications course courses training trainings "
    "license licence diploma completed online "
    "workshop workshops seminar internship skills others other details achievements professional "
    "technical program passed "
    "member membership certified yes no na n a nil none".split()
)


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for a title: the taxonomy knows it, an organization or a date stands beside
    it, the entry says that something was certified.
    """

    known: bool
    supported: bool
    dated: bool
    claimed: bool
    examined: bool = False
    named: bool = False

    @property
    def any(self) -> bool:
        """At least one of them."""
        return self.known or self.supported or self.dated or self.claimed or self.named

    @property
    def confidence(self) -> float:
        """How sure the reading is, 0.55 to 0.97: the more signs, the surer."""
        total = 0.55 + 0.25 * self.known + 0.1 * self.supported + 0.05 * (self.dated + self.claimed)
        total += 0.1 * (self.named and not self.known)
        return min(0.97, round(total, 2))


@dataclass(frozen=True, slots=True)
class Screen:
    """Accepts or refuses titles; what the labelling guidelines call "not credentials" goes here."""

    cues: Cues
    titles: SectionTitles
    organizations: OrganizationReader

    def refuses_entry(self, text: str) -> bool:
        """Declarations, awards and certified companies: nothing in such an entry counts."""
        folded = fold(text)
        refused = self.cues.not_credentials
        if _CONTEST.search(folded):
            return True
        return any(refused[kind].search(folded) for kind in ("declarations", "awards", "companies"))

    def signs(
        self,
        title: str,
        parts: Sequence[Part],
        head: str,
        *,
        known: bool,
        examined: bool = False,
        named: bool = False,
    ) -> Signs:
        """The signs for a title among the parts of its entry.

        `examined`: certifications go by this name, though perhaps of several bodies; `named`: some
        credential goes by exactly these words, and they are more than a subject.
        """
        beside = any(p.role == "organization" and p.lead != GUESSED for p in parts)
        first = min((p.start for p in parts if p.role == "title"), default=0)
        return Signs(
            known=known,
            supported=beside or bool(self.organizations.inside(title)),
            dated=any(p.role in ("date", "identifier", "status") for p in parts),
            claimed=bool(self.cues.claim_words.search(fold(head)))
            or _ends_as_course(title)
            or any(p.role == "note" and p.end <= first and claims_for(p) for p in parts),
            examined=examined,
            named=named,
        )

    def accepts(
        self, title: str, parts: Sequence[Part], head: str, section: Section, signs: Signs
    ) -> bool:
        """True when the title names a credential, as far as words and place can tell."""
        words = normalize(title).split()
        if not words:
            return False
        if signs.known:
            return True
        if len(words) > _MAX_TITLE_WORDS or not _named(words, title):
            return False
        if names_schooling(title) or names_degree(title) or self.cues.label(title) is not None:
            return False
        if DESCRIBES.match(title) or self._is_elsewhere(title):
            return False
        if not signs.claimed and _is_post(title, parts) and not self._learnt(parts, section):
            return False
        if words[-1] in _LISTS_OF_PEOPLE and not signs.claimed:
            return False
        if title[:1].islower() and len(words) > _LOWER_WORDS and not signs.known:
            return False
        if title[:1].islower() and (words[0] in _FUNCTION_WORDS or len(words) == 1):
            return False
        if all(self.cues.is_lead_in(w) for w in words) or (
            len(words) > 1 and all(self.cues.label(w) for w in words)
        ):
            return False
        if self._is_deed(title, signs):
            return False
        if section.kind == "education":
            held = signs.examined and signs.supported and signs.dated
            return held or self._is_course(title, parts, head)
        weak = self.titles.is_mixed(section.title) or self.titles.is_weak(section.title)
        if weak and names_branch(title):
            return False
        most = _BARE_TRAINING if section.kind == "training" else _BARE_WORDS
        taken = section.kind in _TAUGHT and _TAKEN.match(head) is not None
        return signs.any or taken or not (weak or len(words) > most)

    def _is_elsewhere(self, title: str) -> bool:
        """A place, or the title of a section that never lists credentials ("Passport Details")."""
        if self.organizations.is_place(title):
            return True
        found = self.titles.kind_of(title)
        return found is not None and found[0] in SILENT

    def _learnt(self, parts: Sequence[Part], section: Section) -> bool:
        """Under a heading of courses, with one who gives them: what one learnt to be."""
        if section.kind not in _TAUGHT:
            return False
        known = [self.organizations.known(p.text) for p in parts if p.role == "organization"]
        return any(one is not None and self.organizations.is_platform(one) for one in known)

    def _is_deed(self, title: str, signs: Signs) -> bool:
        """A duty or something done ("Prepared monthly accounts"), not a name."""
        if signs.claimed or signs.named:
            return False
        duty = self.cues.not_credentials["duties"].match(fold(title))
        if duty and not signs.supported:
            return True
        deed = _DEED.match(title)
        if deed is None or _NOT_DEED.match(title):
            return False
        return deed.group().split()[0].endswith("ed") or not signs.supported

    def _is_course(self, title: str, parts: Sequence[Part], head: str) -> bool:
        """In an education section: says that it is a certificate, or comes from such a provider."""
        folded = fold(title)
        if self.cues.claim_words.search(folded):
            return True
        if _JOB.search(folded) or _COURSEWORK.search(fold(head)):
            return False
        if _is_long(parts):
            return False
        if _is_short(parts) and not _EXCHANGE.search(folded):
            return True
        beside = " ".join(p.text for p in parts if p.role in ("title", "note", "link"))
        if self.cues.claim_words.search(fold(beside)) or _COURSE.search(folded):
            return True
        return any(self._teaches(p) for p in parts if p.role == "organization")

    def _teaches(self, part: Part) -> bool:
        """An organization that gives courses, not degrees."""
        if part.lead == GUESSED:
            return False
        provider = self.organizations.known(part.text)
        if provider is not None and not self.organizations.is_school(provider):
            return self.organizations.is_platform(provider)
        sure = part.hard or part.lead or part.sure or not part.sep
        return bool(sure) and not _HIGHER.search(fold(part.text)) and not names_schooling(part.text)


def _ends_as_course(title: str) -> bool:
    """The last word says what it is: a course, a training, a workshop."""
    words = normalize(title).split()
    return len(words) > 1 and bool(_COURSE.fullmatch(words[-1]))


def _is_post(title: str, parts: Sequence[Part]) -> bool:
    """A post and the time it was held: "Research Scientist, 2005 – 2008", "Lab – Fellow"."""
    spans = [p.date for p in parts if p.date is not None and p.date.is_range]
    own = _last_word(title)
    beside = {_last_word(p.text) for p in parts if p.role == "title"}
    if not spans or not (_POST.fullmatch(own) or beside & _FELLOWS):
        return False
    long = any(s.ongoing or s.last.year - s.first.year >= 1 for s in spans)
    return long or own in ("intern", "internship", "trainee")


def _last_word(text: str) -> str:
    return normalize(text).rpartition(" ")[2]


def _is_short(parts: Sequence[Part]) -> bool:
    """An organization is named, and the dates lie less than a year apart: no degree takes so "
    "long.
    """
    if not any(p.role == "organization" and p.lead != GUESSED for p in parts):
        return False
    for part in parts:
        span = part.date
        if span is not None and span.is_range and span.first.month and span.last.month:
            months = (span.last.year - span.first.year) * 12 + span.last.month - span.first.month
            return not span.ongoing and 0 <= months < 12
    return False


def _is_long(parts: Sequence[Part]) -> bool:
    """Two years between dates, or three years said: a school or a degree."""
    spans = [p.date for p in parts if p.date is not None]
    if any(p.role == "note" and _YEARS.match(p.text) for p in parts):
        return True
    return any(s.is_range and s.last.year - s.first.year >= _LONG_YEARS for s in spans)


def _named(words: Sequence[str], title: str) -> bool:
    """More than general words: something is named."""
    if all(w in _GENERIC or w.isdigit() for w in words):
        return False
    if len(words) > 1 and all(len(w) == 1 for w in words):
        return False  # letters set apart or down the margin
    return sum(c.isalpha() for c in title) >= 2 and (title[:1].isalnum() or title[:1] in "(.‘'")
