"""What is shown, for spreadsheets and programs: with names hidden when they are hidden on the page.

CSV has the columns of `recognizer score` and two more: the reviewer's verdict and what she says it
is. JSON holds the contract's reports, the credentials that fit the filter.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from recognizer.export import COLUMNS, rows
from recognizer.report import Report
from recognizer.result_files import harmless
from recognizer.web.filters import Filter
from recognizer.web.reports import Shown
from recognizer.web.tables import Review

_REVIEW_COLUMNS = ("review", "review_entry")
Reviews = Mapping[tuple[str, int], Review]


def as_csv(shown: Iterable[Shown], wanted: Filter, reviews: Reviews) -> bytes:
    """One row a credential; a file without any, or with an error, has one row of its own."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, (*COLUMNS, *_REVIEW_COLUMNS))
    writer.writeheader()
    for one in shown:
        for row in _rows(one, wanted, reviews):
            writer.writerow({key: harmless(cell) for key, cell in row.items()})
    return text.getvalue().encode("utf-8-sig", "replace")


def _rows(one: Shown, wanted: Filter, reviews: Reviews) -> Iterable[dict[str, Any]]:
    blank = dict.fromkeys((*COLUMNS, *_REVIEW_COLUMNS))
    if one.report is None:
        document = one.document
        error = {"error_code": document.error_code, "error_message": document.error_message}
        yield {**blank, "file": one.label, **error}
        return
    for index in _fitting(one.report, wanted):
        review = reviews.get((one.id, index))
        single = replace(one.report, credentials=(one.report.credentials[index],))
        said = (review.verdict, review.entry) if review else (None, None)
        for row in rows(one.label, single):
            yield {**row, **dict(zip(_REVIEW_COLUMNS, said, strict=True))}
    if not one.report.credentials:
        yield {**blank, **rows(one.label, one.report)[0]}


def as_json(shown: Iterable[Shown], wanted: Filter, reviews: Reviews) -> bytes:
    """A list of `{"file", "report"}` or `{"file", "error"}`, and reviews beside them."""
    made = [_entry(one, wanted, reviews) for one in shown]
    return json.dumps(made, ensure_ascii=False, indent=2).encode("utf-8", "replace") + b"\n"


def _entry(one: Shown, wanted: Filter, reviews: Reviews) -> dict[str, Any]:
    if one.report is None:
        document = one.document
        error = {"code": document.error_code, "message": document.error_message}
        return {"file": one.label, "state": document.state, "error": error}
    kept = _fitting(one.report, wanted)
    fitting = replace(one.report, credentials=tuple(one.report.credentials[i] for i in kept))
    said = {
        str(place): {"verdict": review.verdict, "entry": review.entry}
        for place, index in enumerate(kept)
        if (review := reviews.get((one.id, index)))
    }
    return {"file": one.label, "report": json.loads(fitting.to_json()), "reviews": said}


def _fitting(report: Report, wanted: Filter) -> tuple[int, ...]:
    return tuple(i for i, item in enumerate(report.credentials) if wanted.fits(item))
