"""Dates and ranges as résumés write them."""

from __future__ import annotations

import pytest

from recognizer.dates import DateReader, fold
from recognizer.resume import PartialDate
from tests.pdfs import data_of

READER = DateReader.of(data_of("months"))


def found(text: str) -> list[str]:
    """Every date as `2021-05`, `2019 to 2021-03`, `2019 to now`; `2019?` is a bare year."""
    written = []
    for span in READER.find(text):
        if span.ongoing:
            written.append(f"{span.first} to now")
        elif span.is_range:
            written.append(f"{span.first} to {span.last}")
        else:
            written.append(f"{span.first}{'?' if span.bare else ''}")
    return written


SINGLE = [
    ("May 2021", "2021-05"),
    ("may 2021", "2021-05"),
    ("MAY 2021", "2021-05"),
    ("May, 2021", "2021-05"),
    ("May. 2021", "2021-05"),
    ("May-2021", "2021-05"),
    ("May/2021", "2021-05"),
    ("May2021", "2021-05"),
    ("May of 2021", "2021-05"),
    ("Jan. 2020", "2020-01"),
    ("September 2019", "2019-09"),
    ("Sept '19", "2019-09"),
    ("Sept ’19", "2019-09"),
    ("Sep'19", "2019-09"),
    ("Sep-19", "2019-09"),
    ("Sept. 2019", "2019-09"),
    ("Jun 98", "1998-06"),
    ("05/2021", "2021-05"),
    ("5/2021", "2021-05"),
    ("05-2021", "2021-05"),
    ("05.2021", "2021-05"),
    ("05/21", "2021-05"),
    ("2021-05", "2021-05"),
    ("2021/05", "2021-05"),
    ("2021.05", "2021-05"),
    ("2021-05-17", "2021-05"),
    ("17 May 2021", "2021-05"),
    ("17th May 2021", "2021-05"),
    ("15th June 2021", "2021-06"),
    ("15th of June 2021", "2021-06"),
    ("1st June, 2021", "2021-06"),
    ("22 nd Jan 2021", "2021-01"),
    ("June 15, 2021", "2021-06"),
    ("June 15th, 2021", "2021-06"),
    ("June 15-17, 2021", "2021-06"),
    ("15-17 June 2021", "2021-06"),
    ("11-12/Feb/2015", "2015-02"),
    ("19-Mar-2016", "2016-03"),
    ("19/Mar/2016", "2016-03"),
    ("17/05/2021", "2021-05"),
    ("17.05.2021", "2021-05"),
    ("17-05-2021", "2021-05"),
    ("05/17/2021", "2021-05"),
    ("04/05/2021", "2021-05"),
    ("04/05/21", "2021-04"),
    ("17/05/21", "2021-05"),
    ("2021", "2021?"),
    ("(2021)", "2021?"),
    ("Q2 2020", "2020"),
    ("Q4, 2020", "2020"),
    ("Spring 2020", "2020"),
    ("Fall 2019", "2019"),
    ("Summer '20", "2020"),
    ("Winter 2018", "2018"),
    ("mai 2020", "2020-05"),
    ("März 2020", "2020-03"),
    ("Dezember 2020", "2020-12"),
    ("1. Juni 2020", "2020-06"),
    ("février 2020", "2020-02"),
    ("août 2020", "2020-08"),
    ("Déc. 2020", "2020-12"),
    ("enero de 2020", "2020-01"),
    ("15 de marzo de 2020", "2020-03"),
    ("março de 2020", "2020-03"),
    ("Ago 2020", "2020-08"),
    ("settembre 2020", "2020-09"),
    ("Mei 2020", "2020-05"),
    ("Maj 2020", "2020-05"),
    ("Ekim 2020", "2020-10"),
    ("Printemps 2020", "2020"),
    ("Herbst 2020", "2020"),
    ("Primavera 2020", "2020"),
]


@pytest.mark.parametrize(("text", "wanted"), SINGLE)
@pytest.mark.parametrize(
    "around", ["{}", "Orchard Care, {}", "Orchard Care ({})", "{} | Elm School"]
)
def test_dates_of_every_form(text: str, wanted: str, around: str) -> None:
    assert found(around.format(text)) == [wanted]


RANGES = [
    ("2019–Present", "2019 to now"),
    ("2019 - present", "2019 to now"),
    ("2019 to date", "2019 to now"),
    ("May 2019 – Now", "2019-05 to now"),
    ("05/2019 - Current", "2019-05 to now"),
    ("Jan 2020 - Till Date", "2020-01 to now"),
    ("seit 2019", "2019 to now"),
    ("seit März 2019", "2019-03 to now"),
    ("depuis 2019", "2019 to now"),
    ("desde enero de 2019", "2019-01 to now"),
    ("since May 2019", "2019-05 to now"),
    ("2019 – heute", "2019 to now"),
    ("2019 – aujourd'hui", "2019 to now"),
    ("2019 - Actualidad", "2019 to now"),
    ("2019 – 2021", "2019 to 2021"),
    ("2019-2021", "2019 to 2021"),
    ("2019/2021", "2019 to 2021"),
    ("2019 to 2021", "2019 to 2021"),
    ("2019 until 2021", "2019 to 2021"),
    ("2019-21", "2019 to 2021"),
    ("2019/20", "2019 to 2020"),
    ("2019–20", "2019 to 2020"),
    ("Jan 2019 – Mar 2020", "2019-01 to 2020-03"),
    ("Jan 2019-Mar 2020", "2019-01 to 2020-03"),
    ("January 2019 — March 2020", "2019-01 to 2020-03"),
    ("Jan'19 - Mar'20", "2019-01 to 2020-03"),
    ("Jan – June 2016", "2016-01 to 2016-06"),
    ("Jan-June 2016", "2016-01 to 2016-06"),
    ("January to June 2016", "2016-01 to 2016-06"),
    ("Jan/Feb 2016", "2016-01 to 2016-02"),
    ("3rd Jan to 15th June 2016", "2016-01 to 2016-06"),
    ("03/23–11/23", "2023-03 to 2023-11"),
    ("02/2024 – 10/2024", "2024-02 to 2024-10"),
    ("02.2024 bis 10.2024", "2024-02 to 2024-10"),
    ("2024-02 – 2024-10", "2024-02 to 2024-10"),
    ("de enero de 2019 a marzo de 2020", "2019-01 to 2020-03"),
    ("Septembre 2019 au juin 2020", "2019-09 to 2020-06"),
    ("15 Jan 2019 - 20 Mar 2019", "2019-01 to 2019-03"),
    ("01/02/2019 - 28/03/2019", "2019-02 to 2019-03"),
    ("May 2021 - May 2021", "2021-05"),
]


@pytest.mark.parametrize(("text", "wanted"), RANGES)
@pytest.mark.parametrize("around", ["{}", "Orchard Care, {}", "({}) Elm School"])
def test_dates_of_ranges(text: str, wanted: str, around: str) -> None:
    assert found(around.format(text)) == [wanted]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Orchard Care",
        "may",
        "I may do so 20 times a day",
        "ISO 9001:2008",
        "ISO/IEC 27001:2013",
        "ISO 27001",
        "AZ-900",
        "CS50",
        "24/7",
        "100%",
        "85.5%",
        "31/12",
        "$2020",
        "€ 5",
        "#2019",
        "2020x",
        "x2020",
        "2019%",
        "2000+ baskets",
        "v2019.1",
        "1234567890",
        "555-2019-1234",
        "1066",
        "1812",
        "2099",
        "PSM I",
        "Marching band",
        "Octagon 12",
        "http://example.org/2019",
    ],
)
def test_dates_are_not_seen_in_other_numbers(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Windows Server 2016", ["2016?"]),
        ("Excel 2013 Basics", ["2013?"]),
        ("Windows Server 2016, May 2021", ["2016?", "2021-05"]),
        ("Office 2010 and SQL Server 2012 (2019)", ["2010?", "2012?", "2019?"]),
    ],
)
def test_dates_mark_bare_years_for_what_they_may_be(text: str, wanted: list[str]) -> None:
    """A year alone may be a product's version: whoever knows the text around it decides."""
    assert found(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Issued May 2021, expires May 2024", ["2021-05", "2024-05"]),
        ("Jan 2019 - Mar 2019; Q2 2020; 2021", ["2019-01 to 2019-03", "2020", "2021?"]),
        ("Orchard Care 05/21 | Bookkeeping 06/22", ["2021-05", "2022-06"]),
        ("Orchard Care, 2020\nBookkeeping, 2021", ["2020?", "2021?"]),
        ("2021 - 2019", ["2021?", "2019?"]),
        ("Sept 19, Jun 98, and May 21.", ["2019-09", "1998-06", "2021-05"]),
        ("May 20, 2021 and June 3, 2021", ["2021-05", "2021-06"]),
    ],
)
def test_dates_of_one_text_are_told_apart(text: str, wanted: list[str]) -> None:
    assert found(text) == wanted


@pytest.mark.parametrize(("text", "_"), SINGLE + RANGES)
def test_dates_cover_the_words_that_they_stand_in(text: str, _: str) -> None:
    before = "Orchard Care, "
    spans = READER.find(before + text + ", Elm School")
    assert len(spans) == 1
    covered = (before + text + ", Elm School")[spans[0].start : spans[0].end]
    assert covered in text
    assert len(covered) >= len(text) - 4


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("00/2021", None), ("13/2021", None), ("May 1969", "1969-05"), ("Jan 70", "1970-01"),
     ("Jan 69", None), ("Jan 49", "2049-01"), ("1960", "1960?"), ("2049", "2049?"), ("1959", None)],
)  # fmt: skip
def test_dates_keep_to_the_years_of_a_working_life(text: str, wanted: str | None) -> None:
    assert found(text) == ([wanted] if wanted else [])


@pytest.mark.parametrize("text", ["MÄRZ", "Août", "Sept ’19", "İstanbul", "ﬁ", "straße", "e\u0301"])
def test_dates_fold_text_without_moving_it(text: str) -> None:
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "year", "month"), [("2021", 2021, None), ("2021-05", 2021, 5), ("1999-12", 1999, 12)]
)
def test_partial_dates_are_read_and_written(text: str, year: int, month: int | None) -> None:
    date = PartialDate.parse(text)
    assert (date.year, date.month, str(date)) == (year, month, text)


@pytest.mark.parametrize("text", ["", "May 2021", "2021-", "x-05"])
def test_partial_dates_refuse_other_forms(text: str) -> None:
    if text == "2021-":
        assert PartialDate.parse(text) == PartialDate(2021)
    else:
        with pytest.raises(ValueError):
            PartialDate.parse(text)
