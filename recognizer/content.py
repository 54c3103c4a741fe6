"""A page's drawing instructions → operators with their operands, the usual forms by one pattern.

pdfminer's own parser takes a content stream apart character class by character class, in Python:
that was half the time of the whole program. Nearly all of a stream is numbers, names, plain
strings and operators; these are matched here, everything else (comments, dictionaries, pictures
inside the stream, broken or cut-off tokens) is left to pdfminer at the same place, so that both
read the same.
"""

from __future__ import annotations

import re
from binascii import unhexlify
from collections.abc import Iterator, Sequence
from typing import Any

from pdfminer.pdfinterp import PDFContentParser
from pdfminer.psexceptions import PSEOF
from pdfminer.psparser import LIT, PSKeyword, literal_name

from recognizer.deadline import Deadline

Operation = tuple[bytes, list[Any]]
"""An operator, and what stands between it and the one before it."""

_NUMBER = rb"[+-]?(?:[0-9]{1,18}(?:\.[0-9]{0,40})?|\.[0-9]{1,40})"
_WORD = rb"[^#/%\[\]()<>{}\s]*+"
"""The letters of a name or an operator; a `#` in it stands for a coded letter, which is rare."""
_CHARACTERS = rb"(?:[^()\\]++|\\(?:[()\\nrtbf]|[0-3][0-7]{0,2}|[4-7][0-7]?(?![0-7])))*+"
"""A string without strings inside it; other escapes are rare."""
_HEX = rb"[0-9A-Fa-f\s]*+"
_PAIR = rb"\s*+/(%b)(?:\s++(%b)(?=[\s/>]|\Z)|\s*+\((%b)\)|\s*+/(%b)(?=[\s/>]|\Z))"
"""A name and its value in the dictionary of a marked passage."""
_PLAIN = _PAIR.replace(b"(%b)", b"%b") % (_WORD, _NUMBER, _CHARACTERS, _WORD)
_TOKEN = re.compile(
    rb"\s*+(?:"
    rb"((?:" + _NUMBER + rb"\s++)*+)([A-Za-z]" + _WORD + rb")(?=[#/%\[\]()<>{}\s])"
    rb"|/(" + _WORD + rb")(?=[/%\[\]()<>{}\s])"
    rb"|\[((?:\s++|\(" + _CHARACTERS + rb"\)|" + _NUMBER + rb"(?=[\s()<\]])|<" + _HEX + rb">)*+)\]"
    rb"|\((" + _CHARACTERS + rb")\)"
    rb"|<(" + _HEX + rb")>(?=[^>])"
    rb"|((?:" + _NUMBER + rb"\s++)++)"
    rb"|<<((?:" + _PLAIN + rb")*+)\s*+>>"
    rb"|(['\"])"
    rb"|())"
)
_OPERATOR, _NAME, _ARRAY, _STRING, _HEX_STRING, _NUMBERS, _DICTIONARY, _QUOTE = range(2, 10)
"""Groups of `_TOKEN`: which of them matched last says what was found."""
_ITEM = re.compile(rb"(" + _NUMBER + rb")|\((" + _CHARACTERS + rb")\)|<(" + _HEX + rb")>")
_ENTRY = re.compile(_PAIR % (_WORD, _NUMBER, _CHARACTERS, _WORD))
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(.))", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_PDFMINERS = frozenset((b"BI", b"ID", b"true", b"false"))
"""Keywords that are no operators, or change how what follows is read."""
_MANY = 50_000
"""Different numbers kept for the next time they are met."""


class _Numbers(dict[bytes, float]):
    """Numbers by their spelling: coordinates and widths come again and again."""

    def __missing__(self, token: bytes) -> float:
        value = self[token] = float(token) if b"." in token else int(token)
        return value


class ContentParser(PDFContentParser):
    """pdfminer's parser of content streams, with a clock and a quick way through usual tokens."""

    BUFSIZ = 1 << 16

    def __init__(self, streams: Sequence[object], deadline: Deadline) -> None:
        self._deadline = deadline
        self._numbers = _Numbers()
        super().__init__(streams)

    def fillbuf(self) -> bool:
        """Fetches the next piece of the stream; looks at the clock.

        Raises DeadlineError and, at the end, PSEOF.
        """
        self._deadline.check()
        if len(self._numbers) > _MANY:
            self._numbers.clear()
        return super().fillbuf()

    def operations(self) -> Iterator[Operation]:
        """The operators of all streams, in order; operands after the last one are left out."""
        operands: list[Any] = []
        while True:
            for match in _TOKEN.finditer(self.buf, self.charpos):
                kind = match.lastindex
                if kind == _OPERATOR:
                    name = match[_OPERATOR]
                    if name in _PDFMINERS:
                        break
                    if match[1]:
                        operands += map(self._numbers.__getitem__, match[1].split())
                    yield name, operands
                    operands = []
                elif kind == _QUOTE:
                    yield match[_QUOTE], operands
                    operands = []
                elif not self._take(kind, match, operands):
                    break
                self.charpos = match.end()
            try:
                found = self._next_objects()
            except PSEOF:
                return
            for one in found:
                if isinstance(one, PSKeyword):
                    yield one.name, operands
                    operands = []
                else:
                    operands.append(one)

    def _next_objects(self) -> list[Any]:
        """What pdfminer makes of the next token: mostly one object, of a picture two."""
        found = [self.nextobject()[1]]
        while self.results:
            found.append(self.nextobject()[1])
        return found

    def _take(self, kind: int | None, match: re.Match[bytes], operands: list[Any]) -> bool:
        """Adds an operand; False where pdfminer must read on."""
        if kind == _ARRAY:
            operands.append([self._item(item) for item in _ITEM.finditer(match[_ARRAY])])
        elif kind == _NAME:
            operands.append(_name(match[_NAME]))
        elif kind == _STRING:
            operands.append(_string(match[_STRING]))
        elif kind == _HEX_STRING:
            operands.append(_from_hex(match[_HEX_STRING]))
        elif kind == _NUMBERS:
            operands += map(self._numbers.__getitem__, match[_NUMBERS].split())
        elif kind == _DICTIONARY:
            operands.append(dict(map(self._entry, _ENTRY.finditer(match[_DICTIONARY]))))
        else:
            return False
        return True

    def _item(self, match: re.Match[bytes]) -> float | bytes:
        kind = match.lastindex
        if kind == 1:
            return self._numbers[match[1]]
        return _string(match[2]) if kind == 2 else _from_hex(match[3])

    def _entry(self, match: re.Match[bytes]) -> tuple[str, object]:
        key = literal_name(_name(match[1]))
        if match.lastindex == 2:
            return key, self._numbers[match[2]]
        return key, _string(match[3]) if match.lastindex == 3 else _name(match[4])


def _name(written: bytes) -> object:
    try:
        return LIT(str(written, "utf-8"))
    except UnicodeDecodeError:
        return LIT(written)


def _string(written: bytes) -> bytes:
    return _ESCAPE.sub(_unescaped, written) if b"\\" in written else written


def _unescaped(match: re.Match[bytes]) -> bytes:
    octal, letter = match.groups()
    return bytes((int(octal, 8),)) if octal else _ESCAPED.get(letter, letter)


def _from_hex(written: bytes) -> bytes:
    """The bytes; a last digit that stands alone is a byte of its own, as pdfminer has it."""
    digits = b"".join(written.split())
    if len(digits) % 2:
        return unhexlify(digits[:-1]) + bytes((int(digits[-1:], 16),))
    return unhexlify(digits)
