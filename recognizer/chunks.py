"""An entry's text cut at separators, around what is known by its form already."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from recognizer.resume import Part

_EDGE = " \t\n\xa0-–—"
"""Left at the beginning of a piece where a date or number was taken out before it."""
_HARD = re.compile(r"\t|\n|\s*[|•·♦▪●∙\ufffd\uf0b7\uf0a7]\s*|\s{4,}|\s?//\s?|;|\s\.\s?$")
_SOFT = re.compile(
    r"\s[-–—~]+\s|\s[-–—](?=\w)|(?<=[\w)\"”])[-–—]\s|[–—]|,\s?(?=\D)|,\s|:-|:\s|:$|\s?[(\[]|[)\]]|"
    r"(?<!Pvt)(?<!Ltd)(?<!Inc)(?<!Dr)(?<!St)(?<!Mr)(?<!Mt)(?<!No)(?<!Govt)(?<!Dept)(?<!Univ)(?<!Inst)(?<!\b[A-Z])\.\s(?=[A-Z])|"
    r"\s?@\s?(?=\w)|\s/\s|\s(?=(?:Year|Date|Duration|Institute|Issued|Grade)\s?:)"
)

_ITEM = re.compile(r"\d{1,2}")
_STRAY_END = re.compile(
    r"(?i)\s+(?:in|on|since|during|dated|from|of|at|year|exp(?:ir\w+)?\.?|valid|until|till|through|issued|"
    r"awarded|obtained|completed|earned|passed|renewal)$"
)


def chunks_of(text: str, masks: list[Part]) -> Iterable[Part]:
    """The text between masks, cut at separators. `sep` keeps what stood before each piece."""
    at, line = 0, 0
    for start, end in _gaps(text, masks):
        cuts = [
            (m.start() + start, m.end() + start)
            for pattern in (_HARD, _SOFT)
            for m in pattern.finditer(text[start:end])
        ]
        sep = text[at:start] if at < start else ""
        position = start
        for cut_start, cut_end in [*sorted(cuts), (end, end)]:
            if cut_start < position:
                if cut_end > position:
                    sep += text[position:cut_end]
                    position = cut_end
                continue
            piece = text[position:cut_start]
            if piece.strip(_EDGE):
                lead = len(piece) - len(piece.lstrip(_EDGE))
                tail = len(piece.rstrip())
                line = text.count("\n", 0, position + lead)
                yield Part(
                    "title",
                    position + lead,
                    position + tail,
                    piece.strip().lstrip(_EDGE),
                    sep,
                    line,
                )
                sep = ""
            sep = (sep if not piece.strip(_EDGE) else "") + text[cut_start:cut_end]
            position = cut_end
        at = end


def _gaps(text: str, masks: list[Part]) -> Iterable[tuple[int, int]]:
    at = 0
    for mask in masks:
        if mask.start > at:
            yield at, mask.start
        at = max(at, mask.end)
    if at < len(text):
        yield at, len(text)


def is_short_form(short: str, name: str) -> bool:
    """The capitals of `short` are initials of the words of `name` ("Good Clinical Practice "
    "(GCP)").
    """
    if not (2 <= len(short) <= 8 and short.replace("-", "").isalpha() and short[1:].isupper()):
        return False
    initials = [word[0].upper() for word in re.findall(r"[A-Za-z]+", name)]
    letters = iter(initials)
    return len(initials) >= 2 and all(c in letters for c in short.upper() if c.isalpha())


def without_stray_end(chunk: Part, masks: list[Part]) -> Part:
    """The chunk without last words that lead to a date: "Coursera in", "AHA Valid until"."""
    dated = any(m.role == "date" and 0 <= m.start - chunk.end <= 3 for m in masks)
    end = len(chunk.text)
    while dated and (stray := _STRAY_END.search(chunk.text[:end])) is not None:
        end = stray.start()
    return piece_of(chunk, 0, end) if 0 < end < len(chunk.text) else chunk


def is_item_number(chunk: Part, following: str, text: str) -> bool:
    """The number of a list's item at the start of its line ("3. PMP", "4) CCNA")."""
    alone = not text[: chunk.start].rpartition("\n")[2].strip(" (")
    return alone and bool(_ITEM.fullmatch(chunk.text)) and following[:1] in (".", ")")


def piece_of(chunk: Part, start: int, end: int, sep: str | None = None) -> Part:
    """A piece of a chunk, trimmed."""
    piece = chunk.text[start:end]
    lead = len(piece) - len(piece.lstrip(" \"“”‘'.,:-–—"))
    tail = len(piece.rstrip(' "“”‘.,:-–—'))
    tail = max(tail, lead)
    if (
        piece.count("“", lead, tail) > piece.count("”", lead, tail)
        and piece[tail : tail + 1] == "”"
    ):
        tail += 1  # it closes a name within the title
    return replace(
        chunk,
        start=chunk.start + start + lead,
        end=chunk.start + start + tail,
        text=piece[lead:tail],
        sep=chunk.sep if sep is None else sep,
    )
