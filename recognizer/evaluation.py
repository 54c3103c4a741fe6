"""Figures of found credentials against labelled résumés: precision, recall, F1 and per field.

A label file is one JSON object per résumé: `{"id", "credentials": [{"title", "issuer",
"platform", "type", "issued", "expires", "credential_id", "url", "status", "required",
"quote", …}]}`. Labels and predictions are assigned one to one so that the sum of title
similarities is largest. A label with `required: false` is a borderline case: finding it is
neither rewarded nor punished. All ratios are 0–1, rounded to four places; None means that
nothing was there to be counted. The constants are those of the labelling guidelines.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NamedTuple

from rapidfuzz import fuzz

from recognizer.comparison import EITHER_TYPE, Entry, assign, fold, same_organization

Half = Literal["seen", "unseen"]
Figures = dict[str, Any]

_SCHEME = re.compile(r"^https?://(www\.)?")


class Mistake(NamedTuple):
    """One difference: which résumé, which field (or MISSED, FALSE), and what stood there."""

    document: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Counts over résumés; add them one by one, then read `figures()`."""

    count: Counter[str] = field(default_factory=Counter)
    by_type: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    mistakes: list[Mistake] = field(default_factory=list)

    def add(self, document: str, golds: Sequence[Entry], found: Sequence[Entry] | None) -> None:
        """Counts one résumé; `found` is None when there is no report, so all are missed."""
        self.count["documents"] += 1
        self.count["no_report"] += found is None
        found = found or ()
        pairs, missed, extra = assign(golds, found)
        for i, j in pairs:
            if golds[i].required:
                self._add_pair(document, golds[i], found[j])
            else:
                self.count["borderline_found"] += 1
        for gold in (golds[i] for i in missed if golds[i].required):
            self.count["fn"] += 1
            self.by_type[str(gold.type)]["fn"] += 1
            self._mistake(document, "MISSED", f"{gold.title} | {gold.quote}"[:200])
        for j in extra:
            self.count["fp"] += 1
            self.count["fp_in_documents_without_credentials"] += not golds
            self._mistake(document, "FALSE", f"{found[j].title} | {found[j].quote}"[:200])
        self.count["documents_without_credentials"] += not golds

    def _add_pair(self, document: str, gold: Entry, found: Entry) -> None:
        count = self.count
        count["tp"] += 1
        self.by_type[str(gold.type)]["tp"] += 1
        title_ok = fuzz.token_sort_ratio(fold(found.title), fold(gold.title)) >= 90
        orgs, found_orgs = gold.organizations, found.organizations
        org_ok = not orgs or any(same_organization(f, g) for f in found_orgs for g in orgs)
        if orgs:
            count["provider_n"] += 1
            count["provider_ok"] += org_ok
        if gold.issuer:
            count["issuer_n"] += 1
            count["issuer_ok"] += same_organization(fold(found.issuer), fold(gold.issuer))
        type_ok = found.type == gold.type or {found.type, gold.type} == EITHER_TYPE
        count["title_ok"] += title_ok
        count["exact"] += title_ok and org_ok
        count["type_ok"] += type_ok
        count["status_ok"] += found.status == gold.status
        self._add_fields(document, gold, found)
        if not org_ok:
            text = f"{list(found_orgs)} != {list(orgs)} ({gold.title})"
            self._mistake(document, "provider", text)
        if not title_ok:
            self._mistake(document, "title", f"{found.title!r} != {gold.title!r}")
        if not type_ok:
            self._mistake(document, "type", f"{found.type} != {gold.type} ({gold.title})")

    def _add_fields(self, document: str, gold: Entry, found: Entry) -> None:
        for name, clean in _FIELDS:
            ours, theirs = getattr(found, name), getattr(gold, name)
            if not (ours or theirs):
                continue
            same = clean(ours) == clean(theirs)
            self.count[f"{name}_n"] += 1
            self.count[f"{name}_ok"] += same
            if not same:
                self._mistake(document, name, f"{ours!r} != {theirs!r} ({gold.title})")

    def _mistake(self, document: str, kind: str, text: str) -> None:
        self.mistakes.append(Mistake(document, kind, text))

    def figures(self) -> Figures:
        """One figure per key, in the order in which they are printed."""
        count = self.count
        tp, fp, fn = count["tp"], count["fp"], count["fn"]
        precision, recall = _ratio(tp, tp + fp) or 0.0, _ratio(tp, tp + fn) or 0.0
        exact = count["exact"]
        result: Figures = {
            "documents": count["documents"],
            "no_report": count["no_report"],
            "required": tp + fn,
            "precision": precision,
            "recall": recall,
            "f1": _f1(precision, recall),
            "exact_f1": _f1(_ratio(exact, tp + fp) or 0.0, _ratio(exact, tp + fn) or 0.0),
        }
        for name in ("title", "type", "status"):
            result[name] = _ratio(count[f"{name}_ok"], tp)
        for name in ("provider", "issuer", "issued", "expires", "url", "credential_id"):
            result[name] = _ratio(count[f"{name}_ok"], count[f"{name}_n"])
        result["false_per_document_without_credentials"] = _ratio(
            count["fp_in_documents_without_credentials"], count["documents_without_credentials"]
        )
        result["recall_by_type"] = {
            kind: _ratio(c["tp"], c["tp"] + c["fn"]) for kind, c in sorted(self.by_type.items())
        }
        return result


def read_labels(directory: Path, *, half: Half | None = None) -> dict[str, tuple[Entry, ...]]:
    """Labels by résumé id, in order. Raises ValueError naming the file that is not a label file."""
    labels = {}
    for path in sorted(directory.glob("*.json")):
        if half is None or half == half_of(path.stem):
            try:
                items = json.loads(path.read_bytes())["credentials"]
                labels[path.stem] = tuple(Entry.from_json(item) for item in items)
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise ValueError(f"{path} is not a label file ({error!r})") from error
    return labels


def found_in(report_json: bytes) -> tuple[Entry, ...]:
    """The credentials of one report as every door prints it."""
    items = json.loads(report_json).get("credentials", [])
    return tuple(Entry.from_json(item) for item in items if item.get("type") != "degree")


def evaluate(
    labels: Mapping[str, Sequence[Entry]],
    reports: Mapping[str, bytes],
    *,
    ids: Iterable[str] | None = None,
) -> Evaluation:
    """Compares reports (JSON by résumé id) with labels, of all résumés or of those in `ids`."""
    result = Evaluation()
    for document in sorted(labels) if ids is None else sorted(set(ids) & set(labels)):
        report = reports.get(document)
        result.add(document, labels[document], None if report is None else found_in(report))
    return result


def lines_of(result: Evaluation, *, errors: bool = False, as_json: bool = False) -> Iterator[str]:
    """What `recognizer evaluate` prints: each mistake if asked for, then the figures.

    The figures are a table to read, or one line of JSON.
    """
    if errors:
        yield from ("\t".join(mistake) for mistake in result.mistakes)
    figures = result.figures()
    if as_json:
        yield json.dumps(figures)
        return
    by_type = figures.pop("recall_by_type")
    for key, value in figures.items():
        yield f"{key:42} {_shown(value):>8}"
    if by_type:
        yield "recall by type"
    for kind, value in by_type.items():
        yield f"  {kind:40} {_shown(value):>8}"


def _shown(value: float | None) -> str:
    """A count as it is, a ratio with four places, a dash where nothing was there to count."""
    if value is None:
        return "–"
    return str(value) if isinstance(value, int) else f"{value:.4f}"


def half_of(document: str) -> Half:
    """Which half a résumé id belongs to: stable, so that one half can stay unseen in tuning."""
    return "seen" if hashlib.sha256(document.encode()).digest()[0] % 2 == 0 else "unseen"


def _date(value: str | None) -> str:
    return (value or "")[:7]


def _url(value: str | None) -> str:
    return _SCHEME.sub("", (value or "").strip().rstrip("/").lower())


_FIELDS = (("issued", _date), ("expires", _date), ("url", _url), ("credential_id", fold))


def _ratio(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _f1(precision: float, recall: float) -> float:
    total = precision + recall
    return round(2 * precision * recall / total, 4) if total else 0.0
