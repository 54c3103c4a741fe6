"""Words before a title that are not part of it: "Successfully completed a 3-day course in …"."""

from __future__ import annotations

import re

from recognizer.cues import Cues
from recognizer.dates import fold

CLAIMS = (
    r"(?:(?:also|currently|at\s+present|presently|recently|successfully|i|have|has)\s+)*"
    r"(?:completed|certified\s+(?:in|by|as|for)|passed|earned|obtained|received|attended|undergone|"
    r"underwent|holder\s+of|cleared|qualified|enrolled\s+in|pursuing|trained\s+(?:in|on|at)|hold|"
    r"holds|working\s+towards?|preparing\s+for)\b"
)
"""Words with which a sentence begins that says what was earned, as a pattern."""
CLAIM = re.compile(rf"(?i:{CLAIMS})")
"""How a line begins that says what was earned; it is never the rest of a name before it."""
TRAINED_AT = re.compile(
    r"(?i)(?P<what>(?:[\w.+#-]+\s){0,5}(?P<thing>training|course|apprenticeship|internship))\s+(?P<lead>in|at|from|with)\s+"
)
"""Words before the place of a training ("Four weeks Training in …")."""
AWARDS = ("certified by", "accredited by", "authorized by", "authorised by")
"""Words before the body that certifies, after which the field may be said."""
IN_WHAT = re.compile(r"\s+(?:in|as|for|on)\s+(?:an?\s+|the\s+)?(?=\w)")
"""Between who certifies and what for ("Certified by the Academy in Welding")."""
_CLAIMING = re.compile(
    r"(?:(?:at present|currently|presently|now|also)\s+)?(?:i\s+(?:am\s+)?)?(?:working towards?|"
    r"preparing for|studying (?:for|towards?)|holder of|holds?|hold)\s+(?:(?:the|an?)\s+)?"
)
"""Words before what is held or prepared for."""
_DURATION = re.compile(
    r"(?i:one|two|three|four|five|six|\d{1,2})[\s-](?:hours?|days?|weeks?|months?|years?)\s+(?=[A-Z])"
)
"""How long it took, before its name ("Three months Tally Course")."""
_ADJECTIVES = frozenset({"a", "an", "the", "online", "my"})
"""Words between a verb and a name that are part of neither ("Passed the online …")."""
_WORD = re.compile(r"[^\s,:]+[,:]?")
_QUOTED = re.compile(r"[\"“”‘]\s*([^\"“”’]{4,90})[\"“”’]")
_AFTER_QUOTED = re.compile(
    r"(?i)\W*(?:(?:certifi\w+|course|training|diploma|exam\w*|programme?|qualification)\W*)*"
    r"(?:with\s.*)?"
)
"""What may follow a quoted title: the word for what it is, and how it went."""
_KEEP = re.compile(
    r"^(?:certifi(?:ed|cate|cation)\b|licen[cs]ed\b|registered\b|accredited\b|chartered\b)"
)
_TAIL = re.compile(r"[\s.,;:|\-–—_*\"“”'’]+$")
_STANDS_END = re.compile(r"\s(?:for|in|on|by)$")
_ARTICLE = re.compile(r"(?:the|a|an)\s+(?=[A-Z])")
_COMPLETION = re.compile(r"(?i)\s+(?:course\s+|training\s+)?completion$")
_COURSE_END = re.compile(r"(?i)\s+(?:course|courses|training|exam|examination)$")
_GENERIC_END = re.compile(
    r"(?i)\s+(?:successfully|held|conducted|organi[sz]ed|done|obtained|achieved|and)$"
)


def title_range(text: str, cues: Cues) -> tuple[int, int]:
    """(start, end) of the bare title within `text`; the whole text when nothing precedes it.

    A quoted name after such words is the title. "Certified Scrum Master" and "Certificate in
    Accounting" keep their first word: there it is part of the name.
    """
    end = len(_GENERIC_END.sub("", _TAIL.sub("", text)))
    end = len(_COMPLETION.sub("", text[:end]).removesuffix(" certified"))
    end = _without_cue(text[:end], cues)
    if text[:end].count("(") > text[:end].count(")") and text[end : end + 1] == ")":
        end += 1
    if text[:end].count("“") > text[:end].count("”") and text[end : end + 1] == "”":
        end += 1
    start = _lead_end(text[:end], cues)
    after = _COURSE_END.search(text, start, end) if start > 0 else None
    if after is not None and after.start() > start + 2:
        if after.group().strip().islower():
            end = after.start()
    if start == 0 and (duration := _DURATION.match(text)) is not None:
        start = duration.end()
    quoted = _QUOTED.search(text)
    if quoted is not None and quoted.start() <= start + 2:
        generic = 0 < start and _AFTER_QUOTED.fullmatch(text, quoted.end()) is not None
        if generic or quoted.end() >= 0.6 * end:
            return quoted.start(1), quoted.start(1) + len(quoted[1].rstrip())
    if (article := _ARTICLE.match(text, start)) is not None:
        start = article.end()
    while start < end and not (text[start].isalnum() or text[start] in "(.‘'"):
        start += 1
    return (start, end) if start < end else (0, end)


def _without_cue(text: str, cues: Cues) -> int:
    """Where the title ends before words on how it stands ("CISSP – planned for 2027")."""
    folded = fold(text)
    words = _STANDS_END.sub("", folded)
    for pattern in (*(cue.pattern for cue in cues.status), cues.expiry):
        for cue in pattern.finditer(folded):
            bracket = folded.rfind("(", 0, cue.start())
            apart = bracket >= 0 and not folded[bracket + 1 : cue.start()].strip()
            closed = apart and ")" not in folded[cue.end() : -1]
            if cue.start() > 2 and (cue.end() >= len(words) or closed):
                return len(_TAIL.sub("", text[: bracket if closed else cue.start()]))
    return len(text)


def _lead_end(text: str, cues: Cues) -> int:
    """Where the lead-in ends: a verb ("Completed"), then things and joints up to the name."""
    folded = fold(text)
    words = [(m.start(), m.end(), m.group().strip(",:.-–")) for m in _WORD.finditer(folded)]
    at, verb = 0, False
    if len(words) > 1 and words[0][2].isdigit() and words[1][2] in cues.lead_verbs:
        at = 1  # the number of an item: "1 Attended …"
    if (claiming := _CLAIMING.match(folded)) is not None:
        at, verb = sum(start < claiming.end() for start, _, _ in words), True
    while at < len(words) and words[at][2] in cues.lead_verbs:
        if _KEEP.match(words[at][2]) and not _followed_by(
            words, at, ("in", "on", "for", "by", "as", "of")
        ):
            break
        verb = True
        at += 1
        if at + 1 < len(words) and words[at][2] == "and" and words[at + 1][2] in cues.lead_verbs:
            at += 1
    joint = at
    last_of = None
    while joint < len(words) and (
        words[joint][2] in cues.lead_things
        or words[joint][2] in cues.lead_joints
        or re.fullmatch(
            r"\d{1,3}(?:st|nd|rd|th|days?|weeks?|months?|hours?|hrs?|years?)?|"
            r"\w+-(?:day|week|month|hour)s?",
            words[joint][2],
        )
    ):
        if words[joint][2] in (
            "of",
            "in",
            "on",
            "for",
            "as",
            "named",
            "entitled",
            "titled",
            "called",
        ):
            last_of = joint
        joint += 1
    if joint >= len(words):
        return words[at][0] if verb and at < len(words) else 0
    if last_of is not None and (verb or _completion(words[: last_of + 1])):
        return words[last_of + 1][0]
    things = [n for n in range(at, joint) if words[n][2] in cues.lead_things]
    if verb and things:
        return words[things[-1] + 1][0]
    while verb and at < joint and words[at][2] in _ADJECTIVES:
        at += 1
    return words[at][0] if verb else 0


def _followed_by(words: list[tuple[int, int, str]], at: int, joints: tuple[str, ...]) -> bool:
    return at + 1 < len(words) and words[at + 1][2] in joints


def _completion(words: list[tuple[int, int, str]]) -> bool:
    """True for "Certificate of completion of" and the like, which need no verb."""
    said = [word for _, _, word in words]
    return "completion" in said or "participation" in said or "attendance" in said
