"""The quick way through content streams reads what pdfminer's own parser reads, whatever comes."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from pdfminer.pdfinterp import PDFContentParser
from pdfminer.pdftypes import PDFStream
from pdfminer.psexceptions import PSEOF, PSSyntaxError
from pdfminer.psparser import PSKeyword

from recognizer.content import ContentParser
from recognizer.deadline import Deadline, DeadlineError

PIECES = (
    b"q 1 0 0 1 72.5 -700. cm",
    b"BT /F1 12 Tf 0 Tc\n14.4 TL T* (plain) Tj ET Q",
    b"[(Let)-20(ter)+.5<0041 0042>-.25(s)]TJ",
    b"[ (a) 1 [2 3] /Name (b) ] TJ",
    b"[] 0 d [3 5] 0. d",
    rb"(a \(b\) \101\7\53x \n\\) Tj (a \q \
b) Tj",
    b"(one (two (three)) four) Tj () Tj (a)' 1 2 (b)\"",
    b"<48656C6c6f> Tj <4> Tj <41 4> Tj <> Tj <4g1> Tj",
    b"/Span <</MCID 3 /Lang (en-US)>> BDC /P<</MCID 0>>BDC EMC",
    b"/P <</Attached [/Top] /Type/Pagination>> BDC <<>> BDC <</A/B/C 1>>BDC",
    b"/Span<</ActualText<FEFF0041>>>BDC EMC",
    b"/A#20B 1 Tf /\xe9t\xe9 gs /Im0 Do / gs",
    b"0 0 m 10 0 l 10 10 l h f* 1 2 3 4 re W* n b* S",
    b"% a remark (with [ brackets\n1 g",
    b"BI /W 2 /H 1 /BPC 8 ID ab\nEI Q",
    b"BI /W 2 /F /A85 ID 87cUR~> EI",
    b"1.2.3 4 w --5 g 5-3 w 1e5 w . g - w +7 g .5. g",
    b"true false null /K true gs",
    b"123456789012345678901234567890 w 0.00000000000000000000000000000000000000000000001 w",
    b"12/F1 Tf 3(a)Tj 4[5]TJ 6<41>Tj 7%x\n8 g",
    b"{ 1 2 add } ) ] >> > 1 g",
    b"1\x002 g\x00Q\x0cq\x0bQ",
    b"Tj# (x)Tj BX foo:bar EX",
    b"1 2 3",
)
"""Usual and unusual drawing instructions."""


def shown(value: Any) -> Any:
    """A value that can be compared: pictures by their data, numbers with their type."""
    if isinstance(value, PDFStream):
        return shown(value.attrs), value.rawdata
    if isinstance(value, list):
        return [shown(one) for one in value]
    if isinstance(value, dict):
        return {key: shown(one) for key, one in value.items()}
    return repr(value) if isinstance(value, int | float) else value


def as_pdfminer_reads(streams: Sequence[bytes]) -> Iterator[tuple[bytes, Any]]:
    operands: list[Any] = []
    try:
        parser = PDFContentParser([PDFStream({}, data) for data in streams])
        while True:
            _, found = parser.nextobject()
            if isinstance(found, PSKeyword):
                yield found.name, shown(operands)
                operands = []
            else:
                operands.append(found)
    except PSEOF:
        return


def as_we_read(streams: Sequence[bytes]) -> Iterator[tuple[bytes, Any]]:
    try:
        parser = ContentParser([PDFStream({}, data) for data in streams], Deadline(60))
    except PSEOF:
        return
    for name, operands in parser.operations():
        yield name, shown(operands)


@pytest.mark.parametrize("piece", PIECES)
def test_content_is_read_as_pdfminer_reads_it(piece: bytes) -> None:
    expected = list(as_pdfminer_reads([piece]))
    assert list(as_we_read([piece])) == expected
    assert list(as_we_read([piece + b"\nQ"])) == list(as_pdfminer_reads([piece + b"\nQ"]))


@pytest.mark.parametrize("piece", PIECES)
def test_content_may_be_cut_anywhere_into_streams(piece: bytes) -> None:
    for cut in range(len(piece) + 1):
        streams = (piece[:cut], b"", piece[cut:])
        assert outcome(as_we_read(streams)) == outcome(as_pdfminer_reads(streams)), streams


@pytest.mark.parametrize("size", [1, 2, 3, 5, 11, 64])
def test_content_does_not_depend_on_how_much_is_fetched_at_once(
    size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = b"\n".join(PIECES)
    expected = list(as_we_read([whole]))
    assert len(expected) > 60
    monkeypatch.setattr(ContentParser, "BUFSIZ", size)
    assert list(as_we_read([whole])) == expected


@pytest.mark.parametrize("seed", range(40))
def test_content_of_any_pieces_is_read_as_pdfminer_reads_it(seed: int) -> None:
    chance = random.Random(seed)
    whole = b" ".join(chance.choices(PIECES, k=10))
    broken = b"".join(whole[at : at + 9] for at in sorted(chance.choices(range(len(whole)), k=30)))
    for content in (whole, broken):
        assert outcome(as_we_read([content])) == outcome(as_pdfminer_reads([content])), content


def outcome(operations: Iterator[tuple[bytes, Any]]) -> list[Any]:
    """The operations, and the error that ends them if one does."""
    found: list[Any] = []
    try:
        found.extend(operations)
    except (AssertionError, PSSyntaxError) as error:
        found.append(type(error))
    return found


@pytest.mark.parametrize(
    ("content", "error"),
    [(rb"(\777) Tj", AssertionError), (b"<</A 1/B>> BDC", PSSyntaxError)],
)
def test_content_that_pdfminer_refuses_is_refused(content: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        list(as_pdfminer_reads([content]))
    with pytest.raises(error):
        list(as_we_read([content]))


@pytest.mark.parametrize("content", [b"1 " * 70_000, b"[" + b"1 " * 70_000, b"(" * 70_000])
def test_content_without_an_operator_looks_at_the_clock(content: bytes) -> None:
    parser = ContentParser([PDFStream({}, content)], Deadline(60))
    parser._deadline = Deadline(-1)
    with pytest.raises(DeadlineError):
        list(parser.operations())
