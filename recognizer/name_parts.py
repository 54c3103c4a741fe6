"""Parts of an entry → parts that hold one name each: what commas cut in pieces is put together,
what a word joins is taken apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from recognizer.resume import Part

OPENING, CLOSING = tuple('“"‘'), tuple('”"’')
"""Quotation marks before and after a name."""
_TELLING = 4
"""Words from which the name of a course in the catalogue is more than a subject."""
_PIECES = 4
"""Pieces, parted by commas, of the longest name that is looked for."""
_AND = re.compile(r"\s(?:and|&)\s")


@dataclass(frozen=True, slots=True)
class NameReader:
    """`is_credential` tells whether a text is a credential's name, `is_certification` whether it is
    that of a certification or licence.
    """

    is_credential: Callable[[str], bool]
    is_certification: Callable[[str], bool]

    def is_telling(self, text: str) -> bool:
        """A credential's name, long enough to be no mere subject."""
        return len(text.split()) >= _TELLING and self.is_credential(text)

    def read(self, parts: Sequence[Part], text: str, base: int) -> list[Part]:
        """The parts in text order; `text` is the entry's, which begins at `base`."""
        whole = self._whole_names(parts, text, base)
        return [piece for part in whole for piece in self._apart(part)]

    def _whole_names(self, parts: Sequence[Part], text: str, base: int) -> list[Part]:
        """Pieces of one known name are one part ("Anatomy, Physiology, and First Aid")."""
        out = list(parts)
        at = 0
        while at < len(out):
            run = 0
            while run < _PIECES and at + run < len(out) and _goes_on(out, at, run):
                run += 1
            for size in range(run, 2, -1):
                first, last = out[at], out[at + size - 1]
                whole = text[first.start - base : last.end - base]
                if self.is_credential(whole):
                    out[at : at + size] = [replace(first, text=whole, end=last.end)]
                    break
            at += 1
        return out

    def _apart(self, part: Part) -> list[Part]:
        """Two names joined by a word ("CCNP Enterprise and CompTIA Network+") are two parts."""
        if part.role != "title" or self.is_credential(part.text):
            return [part]
        for joint in _AND.finditer(part.text):
            one, two = part.text[: joint.start()], part.text[joint.end() :]
            quoted = one[-1:] in CLOSING and two[:1] in OPENING
            if quoted or (self.is_certification(one) and self.is_certification(two)):
                at = part.start + joint.end()
                first = replace(part, text=one, end=part.start + joint.start())
                rest = replace(part, text=two, start=at, sep=joint.group())
                return [first, *self._apart(rest)]
        return [part]


def _goes_on(parts: Sequence[Part], at: int, run: int) -> bool:
    """The part is a piece of a title, and only a comma parts it from the piece before."""
    part = parts[at + run]
    return part.role == "title" and (not run or part.sep.strip() == ",")
