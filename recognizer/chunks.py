"""An entry's text cut at separators, around what is known by its form already."""

from __future__ import annotations

import re
from collections.abc import Iterable

from recognizer.resume import Part

_HARD = re.compile(r"\t|\n|\s*[|•·♦▪●∙\ufffd\uf0b7\uf0a7]\s*|\s{4,}|\s?//\s?|;|\s\.\s?$")
_SOFT = re.compile(
    r"\s[-–—~]+\s|\s[-–—](?=\w)|(?<=[\w)\"”])[-–—]\s|[–—]|,\s?(?=\D)|,\s|:-|:\s|:$|\s?[(\[]|[)\]]|"
    r"(?<!Pvt)(?<!Inc)(?<!Dr)(?<!St)(?<!Mr)(?<!Mt)(?<!No)(?<!Govt)(?<!Dept)(?<!Univ)(?<!Inst)(?<!\b[A-Z])\.\s(?=[A-Z])|"
    r"\s?@\s?(?=\w)|\s/\s"
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
            if piece.strip():
                lead = len(piece) - len(piece.lstrip())
                tail = len(piece.rstrip())
                line = text.count("\n", 0, position + lead)
                yield Part("title", position + lead, position + tail, piece.strip(), sep, line)
                sep = ""
            sep = (sep if not piece.strip() else "") + text[cut_start:cut_end]
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
