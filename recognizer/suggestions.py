"""What the catalogue lacks: titles and providers of a bulk run that matched nothing, as stubs.

Reviewers' corrections from the web page follow them (`corrections.py`).

Spellings with one normal form are one suggestion; it counts résumés, not mentions. A stub holds
what résumés say and no more: no file name, number, link or quotation, and neither `sources` nor
`reviewed`, without which `taxonomy check` refuses it, so nothing enters the catalogue unread.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from recognizer.canonical import entries_as_yaml
from recognizer.corrections import Corrections
from recognizer.errors import RecognizerError
from recognizer.names import normalize

_MAX_TEXT = 300
_MAX_ID = 80
"""Characters; the schema allows names of 300 and ids of 100."""
_MAX_SIMILAR = 3
"""Entries named as perhaps the same, as many as a report names."""

Key = tuple[str, str]
"""What makes two claims one suggestion: normalized title and normalized provider ("" if none)."""


@dataclass(slots=True)
class Unmatched:
    """One title or provider without an entry, and what the résumés say of it."""

    resumes: set[str] = field(default_factory=set)
    spellings: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    issuers: Counter[str] = field(default_factory=Counter)
    platforms: Counter[str] = field(default_factory=Counter)
    similar: Counter[str] = field(default_factory=Counter)

    @property
    def name(self) -> str:
        """The commonest spelling; of equally common ones the first by alphabet."""
        return _commonest(self.spellings)[0]


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Credentials and providers that have no entry, the most frequent first."""

    credentials: tuple[Unmatched, ...]
    providers: tuple[Unmatched, ...]
    reviews: str = ""
    """Corrections of reviewers as YAML; empty for none."""

    def as_yaml(self) -> str:
        """Stubs to complete and move into credentials/*.yaml and providers/*.yaml."""
        ids = _ids(self.providers)
        known = {normalize(item.name): id_ for id_, item in zip(ids, self.providers, strict=True)}
        lines = ["# Made by `recognizer taxonomy suggest`: what no entry was found for.", _NEXT]
        lines.append("providers:" if self.providers else "providers: []")
        for id_, item in zip(ids, self.providers, strict=True):
            lines += _stub(item, {"id": id_, "name": item.name})
        lines.append("credentials:" if self.credentials else "credentials: []")
        for id_, item in zip(_ids(self.credentials), self.credentials, strict=True):
            lines += _stub(item, _credential(id_, item, known))
        return "\n".join(lines) + "\n" + self.reviews


_NEXT = """\
# Most are other names of entries that exist: try `recognizer taxonomy search`, and add an alias.
# For the rest see taxonomy/CURATING.md: complete the stub from a page you have read (sources,
# reviewed, a provider's kind and roles) and move it into its file."""


def suggest(lines: Iterable[bytes], *, at_least: int = 1, name: str = "results") -> Suggestions:
    """Groups what matched nothing in the JSONL rows of `recognizer score`, and reviews.

    `at_least` is the number of résumés below which a suggestion is left out; copies of one file
    count once. Raises RecognizerError naming the line that is no such row.
    """
    credentials: dict[Key, Unmatched] = defaultdict(Unmatched)
    providers: dict[Key, Unmatched] = defaultdict(Unmatched)
    corrections = Corrections()
    seen: set[str] = set()
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            if "review" in row:
                corrections.add(row["review"])
                continue
            report = _report(row)
            if report is None or report["document"]["sha256"] in seen:
                continue
            resume = report["document"]["sha256"]
            seen.add(resume)
            for claim in report["credentials"]:
                _add(claim, resume, credentials, providers)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise RecognizerError(
                f"{name}: line {number} is not a row of results. "
                f"Give a file written by `recognizer score … --out results.jsonl`, or the "
                f"server's reviews.jsonl."
            ) from error
    ranked = (_ranked(credentials, at_least), _ranked(providers, at_least))
    return Suggestions(*ranked, corrections.as_yaml(at_least))


def _report(row: Mapping[str, Any]) -> dict[str, Any] | None:
    """The report of a row, or None when the row holds an error."""
    return None if "error" in row else dict(row["report"])


def _add(
    claim: Mapping[str, Any],
    resume: str,
    credentials: dict[Key, Unmatched],
    providers: dict[Key, Unmatched],
) -> None:
    names = {}
    for role in ("issuer", "platform"):
        organization = claim[role]
        names[role] = (organization["id"] or organization["name"]) if organization else ""
        if organization and organization["id"] is None and normalize(organization["name"]):
            group = providers[normalize(organization["name"]), ""]
            group.resumes.add(resume)
            group.spellings[_plain(organization["name"])] += 1
    key = (normalize(claim["title"]), normalize(names["issuer"] or names["platform"]))
    if claim["match"]["credential"] is not None or not key[0]:
        return
    group = credentials[key]
    group.resumes.add(resume)
    group.spellings[_plain(claim["title"])] += 1
    group.types[claim["type"]] += 1
    group.issuers.update([names["issuer"]] if names["issuer"] else ())
    group.platforms.update([names["platform"]] if names["platform"] else ())
    group.similar.update(other["credential"] for other in claim["match"]["alternatives"])


def _plain(text: str) -> str:
    """One printable line: résumé text must not steer a terminal or leave its YAML comment."""
    line = " ".join(text.split())
    return "".join(c for c in line if c.isprintable())[:_MAX_TEXT]


def _ranked(groups: Mapping[Key, Unmatched], at_least: int) -> tuple[Unmatched, ...]:
    kept = [(key, item) for key, item in groups.items() if len(item.resumes) >= at_least]
    kept.sort(key=lambda pair: (-len(pair[1].resumes), pair[0]))
    return tuple(item for _, item in kept)


def _commonest(counts: Counter[str]) -> list[str]:
    return sorted(counts, key=lambda text: (-counts[text], text))


def _slug(text: str) -> str:
    """The words of a name as an id; the id of an entry stays as it is."""
    letters = (c if c.isascii() and c.isalnum() else " " for c in normalize(text))
    return "-".join("".join(letters).split())[:_MAX_ID].strip("-") or "unnamed"


def _ids(items: Iterable[Unmatched]) -> list[str]:
    """One id for each, numbered where two names would give the same."""
    used: Counter[str] = Counter()
    made = []
    for item in items:
        base = _slug(item.name)
        used[base] += 1
        made.append(base if used[base] == 1 else f"{base}-{used[base]}")
    return made


def _credential(id_: str, item: Unmatched, known: Mapping[str, str]) -> dict[str, Any]:
    entry: dict[str, Any] = {"id": id_, "name": item.name, "type": _commonest(item.types)[0]}
    issuers, platforms = (
        [known.get(normalize(text), _slug(text)) for text in _commonest(counts)]
        for counts in (item.issuers, item.platforms)
    )
    if issuers:
        entry["issuer"] = issuers[0]
    if platforms:
        entry["platforms"] = platforms
    return entry


def _stub(item: Unmatched, entry: dict[str, Any]) -> Iterator[str]:
    count = len(item.resumes)
    yield f"# {count} résumé{'s' if count != 1 else ''}"
    if item.similar:
        yield f"# perhaps another name of: {', '.join(_commonest(item.similar)[:_MAX_SIMILAR])}"
    yield entries_as_yaml([entry]).rstrip("\n")
