"""Personal details of a résumé: what they are and where on its pages they stand.

For reading blind: who judges a credential needs none of them. Nothing here is an input to any
other stage, and nothing of it is logged.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from recognizer.names import normalize
from recognizer.personal_candidates import find_name
from recognizer.personal_emails import emails
from recognizer.personal_initials import initials
from recognizer.personal_lines import Detail, Kind, contact_lines, details
from recognizer.personal_links import URL, handle, own_site, users
from recognizer.personal_name import PersonName
from recognizer.personal_numbers import license_numbers
from recognizer.resume import BBox, Document, Line, Page, Section
from recognizer.taxonomy import Taxonomy

__all__ = ["Kind", "PersonalDetails", "PersonalMark", "find_personal"]

_PORTRAIT = 32.0
"""Points: shortest side of a picture that may be a portrait (11 mm)."""
_STRIP = 4.0
"""Times as wide as high, or the reverse, from which a picture is a banner or a rule."""
_WORDS_ON_IT = 3
"""Words that stand on a picture from which it is a background."""
_DIGITS: dict[Kind, int] = {"phone": 6, "birth": 4, "number": 5, "address": 1}
"""Digits from which such a detail is the person's wherever it stands."""
_YEAR = re.compile(r"(?<!\d)(?:19[5-9]\d|20[0-4]\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class PersonalMark:
    """A box to hide. `start` == `end` where it stands on no text, as with a portrait."""

    kind: Kind
    page: int
    bbox: BBox
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PersonalDetails:
    """What names or describes the person: boxes on the pages, and the words to hide in texts.

    `values` are (kind, text as it stands on the résumé), each once, longest first. `common` are
    words of the name that credentials' names use too ("angel"): alone they stay.
    """

    marks: tuple[PersonalMark, ...] = ()
    values: tuple[tuple[Kind, str], ...] = ()
    name: PersonName | None = None
    common: frozenset[str] = frozenset()


def find_personal(
    document: Document,
    sections: Sequence[Section],
    taxonomy: Taxonomy,
    licenses: Iterable[str] = (),
    papers: frozenset[str] = frozenset(),
) -> PersonalDetails:
    """The personal details of a résumé, marks in the order of pages and text.

    `licenses` are the numbers of licenses that its report names, `papers` those of its other
    credentials.
    """
    contact = contact_lines(document, sections)
    places = _normalized(tuple(taxonomy.data("places")["places"]))
    urls = tuple(URL.finditer(document.text))
    found = [
        *details(document, contact, places),
        *_profiles(document, urls, contact, taxonomy.is_word_of_names),
    ]
    found.extend(Detail("number", *span) for span in license_numbers(document, licenses, papers))
    titles = frozenset(section.start for section in sections if section.title)
    told = (document.text[one.start : one.end] for one in found if one.kind == "profile")
    name = find_name(
        document,
        titles,
        (*_user_names(document, urls), *told),
        taxonomy.is_word_of_names,
        _is_other(taxonomy, places),
    )
    common: frozenset[str] = frozenset()
    if name is not None:
        common = frozenset(w for w in name.long_words if taxonomy.is_word_of_names(w))
        found.extend(_name_details(document, name, common, contact))
    found.extend(Detail("name", *span) for span in initials(document, contact, name))
    found.extend(_degree_years(document, sections))
    merged = sorted(set(found), key=lambda one: (one.start, -one.end, one.kind))
    marks = [mark for detail in merged for mark in _marks(document, detail)]
    marks.extend(_portraits(document))
    marks.sort(key=lambda mark: (mark.page, mark.start, mark.end, mark.kind, mark.bbox))
    return PersonalDetails(tuple(marks), _values(document, merged, name), name, common)


@lru_cache(maxsize=4)
def _normalized(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(normalize, names))


def _user_names(document: Document, urls: Iterable[re.Match[str]]) -> Iterator[str]:
    """Local parts of e-mail addresses and user names in links and text."""
    for found in emails(document.text):
        yield re.split(r"@|\(at\)|\[at\]", found.group())[0].strip()
    for link in document.links:
        if link.url.lower().startswith("mailto:"):
            yield link.url[7:].split("@")[0]
        yield from (link.url[start:end] for start, end in users(link.url))
    for found in urls:
        url = found.group()
        yield from (url[start:end] for start, end in users(url))


def _profiles(
    document: Document,
    urls: Iterable[re.Match[str]],
    contact: Iterable[Line],
    is_common: Callable[[str], bool],
) -> Iterator[Detail]:
    """User names: those of profile addresses, and at the top of the first page those that stand
    alone and the names of sites.
    """
    known: set[str] = set()
    for found in urls:
        for start, end in users(found.group()):
            known.add(found.group()[start:end].casefold())
            yield Detail("profile", found.start() + start, found.start() + end)
    for found in urls if known else ():
        for part in re.finditer(r"[\w-]{5,}", found.group()):
            if part.group().casefold() in known:
                yield Detail("profile", found.start() + part.start(), found.start() + part.end())
    for line in contact:
        for start, end in line.cells if line.page == 1 else ():
            text = document.text[start:end]
            if handle(text, is_common):
                yield Detail("profile", start, end)
            for found in URL.finditer(text):
                if site := own_site(found.group()):
                    at = start + found.start()
                    yield Detail("profile", at + site[0], at + site[1])


def _is_other(taxonomy: Taxonomy, places: frozenset[str]) -> Callable[[str], bool]:
    def is_other(text: str) -> bool:
        plain = normalize(text)
        return (
            plain in places
            or plain.rsplit(" ", 1)[-1] in places
            or plain in taxonomy.skill_names
            or plain in taxonomy.credential_names
            or plain in taxonomy.provider_names
        )

    return is_other


def _name_details(
    document: Document, name: PersonName, common: frozenset[str], contact: Iterable[Line]
) -> Iterator[Detail]:
    """Where the name stands: in full anywhere, single words of it where nothing else is meant."""
    text = document.text
    for start, end in (*name.full_in(text), *name.glued_in(text)):
        yield Detail("name", start, end)
    for start, end in name.single_in(text, common.__contains__):
        yield Detail("name", start, end)
    for line in contact:
        said = document.line_text(line)
        if all(word in name.words for word in normalize(said).split()):
            yield Detail("name", line.start, line.end)


def _degree_years(document: Document, sections: Sequence[Section]) -> Iterator[Detail]:
    for section in sections:
        if section.kind == "education":
            for found in _YEAR.finditer(document.text, section.body_start, section.end):
                yield Detail("degree_year", *found.span())


def _marks(document: Document, detail: Detail) -> Iterator[PersonalMark]:
    """One box for every line that the detail stands on."""
    words = document.words
    at = bisect_left(words, detail.start, key=lambda word: word.end)
    boxes: dict[tuple[int, float], BBox] = {}
    for line in document.lines_between(detail.start, detail.end):
        box: BBox | None = None
        while at < len(words) and words[at].start < min(detail.end, line.end):
            word = words[at]
            if word.end > detail.start and word.start >= line.start:
                box = word.bbox if box is None else box.union(word.bbox)
            at += 1
        boxes[line.page, line.start] = box or line.bbox
    for (page, _), box in boxes.items():
        rounded = BBox(*(round(side, 1) for side in box))
        yield PersonalMark(detail.kind, page, rounded, detail.start, detail.end)


def _portraits(document: Document) -> Iterator[PersonalMark]:
    for page in document.pages:
        for box in page.images:
            if _may_show_a_face(document, page, box):
                yield PersonalMark("photo", page.number, box, 0, 0)


def _may_show_a_face(document: Document, page: Page, box: BBox) -> bool:
    """Large enough, no strip, and no words stand on it as on a background."""
    wide, high = box.x1 - box.x0, box.height
    if min(wide, high) < _PORTRAIT or max(wide, high) > _STRIP * min(wide, high):
        return False
    on_it = sum(
        box.x0 <= (word.bbox.x0 + word.bbox.x1) / 2 <= box.x1
        and box.top <= (word.bbox.top + word.bbox.bottom) / 2 <= box.bottom
        for word in document.words
        if word.page == page.number
    )
    return on_it < _WORDS_ON_IT


def _values(
    document: Document, found: Iterable[Detail], name: PersonName | None
) -> tuple[tuple[Kind, str], ...]:
    values = {
        " ".join(document.text[detail.start : detail.end].split()): detail.kind for detail in found
    }
    kept = ((kind, text) for text, kind in values.items() if _is_telling(kind, text, name))
    return tuple(sorted(kept, key=lambda value: (-len(value[1]), value[1])))


def _is_telling(kind: Kind, text: str, name: PersonName | None) -> bool:
    """It means the person wherever it stands: a town or a year means other things elsewhere."""
    digits = sum(map(str.isdigit, text))
    if kind == "name":
        return " " in text
    if kind == "profile":
        return len(text) > 3 and (digits > 0 or (name is not None and name.made_of(text)))
    if kind in ("phone", "birth", "number", "address"):
        return digits >= _DIGITS[kind]
    return kind == "email" and "@" in text
