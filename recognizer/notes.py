"""Pieces of an entry that say how long it took or how it went: "40 hours", "with distinction"."""

from __future__ import annotations

import re

from recognizer.resume import Part

NOTE = re.compile(
    r"(?i)^(?:\W*(?:\d+(?:\.\d+)?\s?\+?\s?(?:hours?|hrs?|days?|weeks?|months?|years?|yrs?|"
    r"credits?|ects|pdus?|ceus?)(?:\s+duration)?|"
    r"(?:one|two|three|four|six)\s(?:day|week|month|year)s?(?:\s+duration)?|"
    r"duration\b.*|score\b.*|grade\b.*|marks?\b.*|"
    r"percentage\b.*|\d{1,3}(?:\.\d+)?\s?%.*|gpa\b.*|cgpa\b.*|with (?:distinction|honou?rs|grade|"
    r"a score|\d).*|distinction|first class|passed|pass|completed|certified|certificate|"
    r"certification|course|training|elite|elite\s?\+\s?(?:silver|gold)|silver|gold|"
    r"rank\b.*|top \d.*|(?:overall )?band\b.*|overall \d.*|aggregate.*|"
    r"sl\.?\s?no\b.*|s\.?\s?no\b.*|certificate course|certification course|"
    r"certified course|online course|online certification|training course|attendee|participant|"
    r"participated|attended|part[- ]time|full[- ]time|self[- ]paced|certificate of (?:completion|"
    r"attendance|participation)|with certificate|verified|free|paid|issued|"
    r"current|present|graduated?|exam|workshop|"
    r"(?:spring|summer|fall|autumn|winter)(?:\s+(?:and|to))?)\W*)$"
)

_SCORE = re.compile(r"\d{2,3}(?:\.\d)?(?:\s?/\s?\d{2,3})?")
"""A number alone after a name ("GRE, 320", "TOEFL: 104/120")."""
_BEFORE_SCORE = frozenset({",", ":", "-", "–", "—", ":-"})


def is_note(chunk: Part) -> bool:
    """The piece is nothing but a duration, a result, a form of teaching or a score."""
    scored = _SCORE.fullmatch(chunk.text) and chunk.sep.strip() in _BEFORE_SCORE
    return bool(scored) or NOTE.match(chunk.text) is not None
