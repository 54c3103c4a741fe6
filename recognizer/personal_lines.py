"""Contact lines and personal details of a résumé: where each stands in the text.

Hiding a whole contact line is better than showing half of one: what stands in the block above the
first section or under a title such as "Personal details" is taken generously, elsewhere only what
a label or its own form gives away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from recognizer.personal_emails import emails, is_email_in
from recognizer.personal_places import (
    beside,
    goes_on_below,
    is_address,
    is_sentence,
    may_be_a_town,
)
from recognizer.resume import Document, Line, Section

Kind = Literal[
    "name",
    "email",
    "phone",
    "address",
    "birth",
    "status",
    "pronoun",
    "number",
    "profile",
    "degree_year",
    "photo",
]
"""`birth`: date or place of birth, age. `status`: gender, marital status, nationality, religion,
body. `number`: passport and identity numbers. `profile`: user names and personal sites."""


class Detail(NamedTuple):
    """One personal detail: `document.text[start:end]`."""

    kind: Kind
    start: int
    end: int


_PHONE = re.compile(r"(?<![\w/.-])(?:\(?\+|00)?\(?\d(?:[\s().\-–/]{0,3}\d){6,14}(?![\w/])")
_REACHED = re.compile(r"\w@\w|\+\d[\d ()./-]{7,}\d")
_PHONE_WORD = re.compile(
    r"\b(?:tel(?:e(?:phone|fone|fon))?|phone|ph(?:\.| ?no)?|mob(?:ile|il)?|cell(?:ular|phone)?|"
    r"contact(?: ?(?:no|number|#|us))?|whats ?app|hand ?phone|hp|fax|m[óo]vil|celular|t|m|p)\b"
    r"[\s.:#|)\-–]*(?:(?:no|number|nr|n[º°o])[\s.:]*)?$",
    re.IGNORECASE,
)
_YEARS = re.compile(r"(?:19|20)\d\d\D{1,5}(?:19|20)\d\d")
_DATE = re.compile(
    r"\d{1,2} ?[./-] ?\d{1,2} ?[./-] ?(?:\d\d){1,2}\b|(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2}|"
    r"\b\d{1,2}/(?:19|20)\d\d\b"
)
_LABELS: tuple[tuple[Kind, str], ...] = (
    (
        "birth",
        r"(?:date|place|year|dt\.?)(?: ?(?:&|and|/) ?(?:place|date))? of birth|d\.? ?o\.? ?b\.?|"
        r"birth ?(?:day|date|place)|born(?: on| in)?|age|fecha de nacimiento|"
        r"lugar de nacimiento|data de nascimento|idade|edad|geburtsdatum|geburtsort|"
        r"date de naissance",
    ),
    (
        "status",
        r"gender|sex|(?:marital|civil|family|maritial)[ -]?status|martial status|marital|"
        r"nationality(?: ?/ ?\w+)?|citizenship|citizen of|religion|caste|community|ethnicity|race|"
        r"mother ?tongue|native language|blood ?(?:group|type)|height|weight|complexion|"
        r"visa(?: ?status| ?type)?|children|no\.? of (?:children|dependents)|estado civil|"
        r"nacionalidad(?:e)?|sexo|"
        r"familienstand|staatsangeh[öo]rigkeit|nationalit[äé]t?|situation familiale",
    ),
    (
        "name",
        r"(?:father|mother|husband|spouse|wife|guardian|parent)['’]?s?['’]? ?(?:/ ?\w+['’]?s? ?)?"
        r"name|name of (?:the )?(?:father|mother|spouse)|(?:full|candidate|applicant|first|last|"
        r"family|given|sur|middle)['’]?s? ?names?|surname|[sdw][/.]o\.?|"
        r"nombre completo|nome completo|vor- und nachname",
    ),
    (
        "number",
        r"passport(?: ?(?:details|no|number|#))?|pass ?port no|visa ?no|"
        r"aadh?aa?r(?: ?(?:card|no))*|pan(?: ?(?:card|no))+|ssn|"
        r"social security(?: ?(?:no|number))?|"
        r"c\.?n\.?i\.?c\.?(?: ?(?:no|number))?|national id(?: ?(?:no|number|card))?|iqama(?: ?no)?|"
        r"(?:date|place) of (?:issue|expiry)(?= *[:.-] *\d)|rut|cpf|dni|nric",
    ),
    (
        "address",
        r"(?:(?:permanent|present|current|postal|mailing|home|residential|residence|residing|"
        r"local|contact|communication|correspondence|corresponding)[ /&]*)*address(?: for \w+)?|"
        r"residence|residing at|(?:home|current) (?:town|location|city)|domicile|native place|"
        r"permanent add|add(?=\s*[:.])|location(?=\s*:)|direcci[óo]n|endere[çc]o|anschrift|"
        r"adresse|city(?=\s*:)|pin ?code|zip ?code|postal code",
    ),
    ("email", r"(?:e[ -]?mails?|mail)(?: ?(?:id|address|i\.d\.?))*"),
    (
        "phone",
        r"(?:skype|whats ?app)(?: ?(?:id|no))?|(?:mobile|phone|contact|tel) ?(?:no|number)s?",
    ),
    ("profile", r"(?:linked ?in|github|gitlab|twitter|instagram|facebook|portfolio|website|blog)"),
)
_LABEL = re.compile(
    r"(?<![\w@/.])(?:"
    + "|".join(f"(?P<{kind}>{words})" for kind, words in _LABELS)
    + r")(?P<mark>(?:\s*\(.{1,20}?\))?[ \t]*(?:no\.?|number)?[ \t]*"
    r"(?::-|[:=\-–—]+|(?=\t)|\.{2,}|$))",
    re.MULTILINE,
)
"""Of lower case: without regard to it, the many words take three times as long."""
_BARE = re.compile(
    r"\b(?:\d{2} years? old|aged? \d{2}\b|"
    r"(?:male|female|unmarried|married|single|divorced|widow(?:er)?)(?=\s*(?:[,|;/\n\t)]|$)))",
    re.IGNORECASE,
)
PRONOUNS = re.compile(
    r"(?=[(shteéHSTEÉM])(?:"  # letters they begin with: most places are passed at a glance
    r"\(?\b(?:she|he|they|ella|él)\s*/\s*(?:her|him|them|hers|his|theirs)(?:\s*/\s*\w+)?\b\)?|"
    r"\b(?:[Hh]e|[Ss]he|[Hh]is|[Hh]ers?|[Hh]im|[Hh]imself|[Hh]erself)\b(?!/)|"
    r"\b(?:Mr|Mrs|Ms|Miss)\b\.?(?=\s?[A-Z])"
    r"(?![ -]?(?:Access|DOS|Dos|Excel|Office|Outlook|Paint|Power|Project|SQL|Visio|Windows|Word)))"
)
_TITLE = re.compile(
    r"(?i)\W*(?:(?:academic|career|core|educational|employment|key|professional|technical|work) )?"
    r"(?:backgrounds?|career|education|employment|experience|history|objective|overview|profile|"
    r"projects|qualifications?|skills|summary|synopsis|training)\b[ \w]{0,12}:?\W*$"
)
"""A line that ends the contact block even where the sections take it for no title."""
_BLOCK_LINES = 15
"""Lines of the block above the first section's title: name, contact, a word about oneself."""
_LONGEST_NAME, _LONGEST_VALUE, _LONGEST_ADDRESS = 6, 8, 25
"""Words of the longest name behind a label, of other values, and of an address in one line."""
_LONGEST_PART = 14
"""Words from which a part of a contact line is a sentence."""
_ADDRESS_LINES = 4
"""Most lines that an address goes on for under its label."""


def contact_lines(document: Document, sections: Sequence[Section]) -> tuple[Line, ...]:
    """Lines of the block above the first title and of sections with personal details, and those
    of the first page with an e-mail address or a number with a country's code: beside a sidebar
    they are read after its titles.
    """
    first = next((s.start for s in sections if s.kind is not None), len(document.text))
    above = [line for line in document.lines if line.start < first][:_BLOCK_LINES]
    titled = (n for n, line in enumerate(above) if _TITLE.match(document.line_text(line)))
    above = above[: next(titled, None)]
    told = [
        line
        for section in sections
        if section.kind in ("personal", "declaration", "references")
        for line in document.lines_between(section.body_start, section.end)
    ]
    reached = [
        line
        for line in document.lines
        if line.page == 1 and _REACHED.search(document.line_text(line))
    ]
    return tuple(dict.fromkeys((*above, *told, *reached)))


def details(
    document: Document, contact: Sequence[Line], places: frozenset[str]
) -> Iterator[Detail]:
    """Every detail that a label or its form gives away; ranges may overlap."""
    text = document.text
    for found in emails(text):
        yield Detail("email", *found.span())
    phones = tuple(_phones(text, contact))
    yield from phones
    yield from _labelled(document)
    for found in PRONOUNS.finditer(text):
        yield Detail("pronoun", *found.span())
    called = {number.start for number in phones}
    whole: set[int] = set()
    for line in contact:
        reached = is_email_in(document.line_text(line)) or any(
            line.start <= start < line.end for start in called
        )
        for start, end in line.cells or ((line.start, line.end),):
            for detail in _of_cell(text, start, end, places, beside_contact=reached):
                yield detail
                if detail.kind == "address":
                    whole.add(line.start)
    for start, end in beside(document, contact, frozenset(whole)):
        yield Detail("address", start, end)


def _phones(text: str, contact: Sequence[Line]) -> Iterator[Detail]:
    blocks = [(line.start, line.end) for line in contact]
    for found in _PHONE.finditer(text):
        number = found.group()
        digits = sum(map(str.isdigit, number))
        if not 7 <= digits <= 15 or "\n" in number or _YEARS.search(number) or _DATE.search(number):
            continue
        begun = text[max(0, found.start() - 30) : found.start()].rsplit("\n", 1)[-1]
        inside = any(start <= found.start() < end for start, end in blocks)
        if inside or number.lstrip("(").startswith("+") or _PHONE_WORD.search(begun):
            yield Detail("phone", *found.span())


def _labelled(document: Document) -> Iterator[Detail]:
    """Values behind labels, up to the next label or the end of the line; below, if it is empty."""
    lines = document.lines
    for number, line in enumerate(lines):
        text = document.line_text(line)
        labels = [m for m in _LABEL.finditer(_lower(text)) if _begins(text, m)]
        for at, found in enumerate(labels):
            kind = next(kind for kind, _ in _LABELS if found[kind])
            stop = labels[at + 1].start() if at + 1 < len(labels) else len(text)
            value = text[found.end() : stop]
            bare = value.strip(" \t:.-–|,;")
            if bare and _fits(kind, bare):
                start = line.start + found.end() + value.index(bare)
                yield Detail(kind, start, start + len(bare))
            follow = _ADDRESS_LINES if kind == "address" else 0 if bare else 1
            yield from _below(document, number, kind, follow)
            if kind == "address" and not bare:
                yield from _across(document, number)


def _lower(text: str) -> str:
    """Lower case with every character in its place."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower()[0] for c in text)


def _goes_on(kind: Kind, text: str) -> bool:
    """A line below a label that is its value and no other label's."""
    if kind == "address":
        return goes_on_below(text)
    if kind == "birth" and not any(map(str.isdigit, text)):
        return False
    return ":" not in text and "\t" not in text


def _fits(kind: Kind, value: str) -> bool:
    """A value that can be what its label says."""
    size = len(value.split())
    if kind == "email":
        return "@" in value
    if kind == "profile":
        return size == 1 and re.search(r"[./@\d_]|\w-\w", value) is not None
    if kind in ("phone", "number"):
        return any(map(str.isdigit, value))
    if kind == "name":
        return size <= _LONGEST_NAME and len(re.findall(r"[^\W\d_]", value)) > 1
    return size <= (_LONGEST_ADDRESS if kind == "address" else _LONGEST_VALUE)


def _begins(text: str, found: re.Match[str]) -> bool:
    """A label stands at the start of a line or cell, or behind a bar, comma or wide gap."""
    before = text[: found.start()].rstrip(" ")
    marked = found["mark"].strip() != "" or text[found.end() : found.end() + 1] == "\t"
    return (before == "" or before[-1] in "\t|,;•·/)(-–") and (
        marked or found.end() == len(text.rstrip())
    )


def _below(document: Document, number: int, kind: Kind, most: int) -> Iterator[Detail]:
    """Lines under a label in the same column that go on with it."""
    above = document.lines[number]
    for line in document.lines[number + 1 : number + 1 + most]:
        text = document.line_text(line)
        if line.block != above.block or _LABEL.search(_lower(text)) or line.bold:
            return
        if not _fits(kind, text) or not _goes_on(kind, text):
            return
        yield Detail(kind, line.start, line.end)


def _across(document: Document, number: int) -> Iterator[Detail]:
    """Lines of another column beside the label of an address, down to the next label, where one
    of them has the form of an address.
    """
    label, below = document.lines[number], document.lines[number + 1 : number + 2]
    low = min((line.bbox.top for line in below if line.block == label.block), default=9e9)
    rows = [
        line
        for line in document.lines
        if (line.page == label.page and line.block != label.block)
        and line.bbox.x0 >= label.bbox.x1
        and label.bbox.top - 2 <= (line.bbox.top + line.bbox.bottom) / 2
        and line.bbox.bottom < min(low, label.bbox.top + 2 * _ADDRESS_LINES * label.bbox.height)
    ][:_ADDRESS_LINES]
    texts = [document.line_text(line) for line in rows]
    if any(is_address(text, frozenset()) for text in texts):
        for line, text in zip(rows, texts, strict=True):
            if not is_sentence(text) and not is_email_in(text):
                yield Detail("address", line.start, line.end)


def _of_cell(
    text: str, start: int, end: int, places: frozenset[str], *, beside_contact: bool
) -> Iterator[Detail]:
    """What a cell of a contact line is, taken by its form: part by part between bars.

    Beside a telephone number or an e-mail address any short part is taken for the town.
    """
    for part in re.finditer(r"[^|•·]+", text[start:end]):
        said = part.group().strip()
        at = start + part.start() + (len(part.group()) - len(part.group().lstrip()))
        if not said:
            continue
        if bare := _BARE.search(said):
            yield Detail("status", at + bare.start(), at + bare.end())
        if len(said.split()) > _LONGEST_PART or is_email_in(said) or _DATE.search(said):
            continue
        if is_address(said, places) or (beside_contact and may_be_a_town(said)):
            yield Detail("address", at, at + len(said))
