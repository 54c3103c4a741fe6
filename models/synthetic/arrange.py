"""A person's awards as the blocks of the credential section, in one of several arrangements."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Literal

from models.synthetic.awards import Award
from models.synthetic.entries import choose_template, compose, usable
from models.synthetic.stock import data
from models.synthetic.story import Block, BlockKind, Piece, plain

Arrangement = Literal["list", "groups", "inline", "table", "pairs", "prose", "mixed"]
Arranged = tuple[list[Award], list[Block]]


NOTES_RATE = 0.15
"""Share of lists with a line on contents below the entries; it names no credential."""


def arrange(
    awards: list[Award],
    how: Arrangement,
    families: tuple[str, ...],
    rng: Random,
    *,
    skills: tuple[str, ...],
) -> Arranged:
    """The awards with their printed slots, and the blocks; indices follow the order given.

    `skills` are words for lines on what a course was about.
    """
    if how == "groups":
        return _groups(awards, rng)
    if how == "inline":
        return _inline(awards, rng)
    if how == "table":
        return _table(awards, rng)
    if how == "pairs":
        return _pairs(awards, rng)
    if how == "prose":
        return _prose(awards, rng)
    told, blocks = _list(awards, families, rng, mixed=how == "mixed")
    return told, _annotated(blocks, skills, rng) if rng.random() < NOTES_RATE else blocks


def _list(awards: list[Award], families: tuple[str, ...], rng: Random, *, mixed: bool) -> Arranged:
    """One entry after the other: all by one template, or each by its own when `mixed`."""
    told, blocks = [], []
    bullet, bold = rng.random() < 0.6, rng.random() < 0.4
    # Entries of several lines need something that sets them apart.
    gap = 0.6 if rng.random() < 0.7 or not (bullet or bold) else 0.0
    common = choose_template(awards[0], families, rng) if awards else ""
    for index, award in enumerate(awards):
        own = ("institute", "prose") if award.local and award.status == "earned" else families
        template = common
        if mixed or (award.local and award.issuer and rng.random() < 0.6):
            template = choose_template(award, own, rng)
        if not usable(award, template) or (award.status != "earned" and "{note}" not in template):
            template = choose_template(award, ("line",), rng)
        used, lines = compose(award, index, template, bold=bold)
        told.append(used)
        for k, (left, right) in enumerate(lines):
            kind: BlockKind = ("bullet" if k == 0 else "continued") if bullet else "text"
            space = gap if k == 0 and index and len(lines) > 1 else 0.0
            blocks.append(Block(kind, left or right, right=right if left else (), gap=space))
    return told, blocks


def _annotated(blocks: list[Block], skills: tuple[str, ...], rng: Random) -> list[Block]:
    """The blocks with a line on contents after most entries."""
    annotated: list[Block] = []
    for block, following in zip(blocks, [*blocks[1:], None], strict=True):
        annotated.append(block)
        here = {p.award for p in block.pieces}
        ends = following is None or not here & {p.award for p in following.pieces}
        if ends and rng.random() < 0.7:
            a, b, c = rng.sample(skills, 3)
            text = rng.choice(data("work")["course_notes"]).format(a=a, b=b, c=c)
            nested = block.kind in ("bullet", "continued")
            annotated.append(Block("continued" if nested else "bullet", plain(text)))
    return annotated


def _groups(awards: list[Award], rng: Random) -> Arranged:
    """A heading per provider and the titles below it; the rest as plain entries."""
    told, blocks = list(awards), []
    by_provider: dict[str, list[int]] = {}
    for index, award in enumerate(awards):
        by_provider.setdefault(award.platform or award.issuer or "", []).append(index)
    # Entries without a provider come first: below a heading they would seem to be its own.
    wording = rng.choice(data("headings")["group"])
    for provider, indices in sorted(by_provider.items(), key=lambda item: item[0] != ""):
        if provider:
            tag: Literal["PLATFORM", "ISSUER"] = (
                "PLATFORM" if awards[indices[0]].platform else "ISSUER"
            )
            before, after = wording.split("{name}")
            blocks.append(Block("subheading", (Piece(before), Piece(provider, tag), Piece(after))))
        for index in indices:
            award = awards[index]
            shown = "platform" if award.platform else "issuer"
            one = replace(award, issuer=None) if award.platform else award
            used, lines = compose(
                one, index, "{title}[ ({date})][ {note}][ {valid}][ {id}][ {link}]"
            )
            slots = used.used | ({shown} if provider else frozenset())
            told[index] = replace(used, used=slots)
            blocks += [Block("bullet", left, right=right) for left, right in lines]
    return told, blocks


def _inline(awards: list[Award], rng: Random) -> Arranged:
    """Several credentials in one line, joined by commas, bars or semicolons."""
    told, blocks = list(awards), []
    joint = rng.choice((", ", "; ", " | ", " • ", ", "))
    with_by = joint in ("; ", " | ", " • ") and rng.random() < 0.6
    pieces: list[Piece] = []
    size = rng.randint(3, 4)
    for index, award in enumerate(awards):
        short = replace(award, link="title" if award.link == "title" else "none")
        template = "{title}[ ({date})]" if joint != ", " else "{title}"
        if with_by or (award.alone and joint != ", "):
            template = "{title}[ – {by}][ ({date})]"
        elif award.type not in ("certification", "license"):
            template = "{title}[ ({by})]"
        template += "[ {note}]"
        used, lines = compose(short, index, template)
        told[index] = used
        if pieces:
            pieces.append(Piece(joint))
        pieces += [piece for left, _ in lines for piece in left]
        if (index + 1) % size == 0 or index == len(awards) - 1:
            lead = rng.choice(("", "", "Certifications: ", "Certified in "))
            blocks.append(Block("text", (*(plain(lead, bold=True) if lead else ()), *pieces)))
            pieces = []
    return told, blocks


def _table(awards: list[Award], rng: Random) -> Arranged:
    """A row per credential: name, issuer, date and perhaps number or status."""
    heads = rng.choice(
        (
            ("Certification", "Issued by", "Date"),
            ("Course", "Institute", "Year"),
            ("Name of Course", "Organization", "Completed"),
            ("S.No", "Certificate", "Authority", "Date"),
        )
    )
    blocks = [Block("row", cells=tuple(plain(h, bold=True) for h in heads))]
    told = []
    for index, award in enumerate(awards):
        slots = ["{title}[ {note}]", "[{by}]", "[{date}]"]
        cells: list[tuple[Piece, ...]] = [plain(str(index + 1))] if len(heads) == 4 else []
        used: frozenset[str] = frozenset()
        for slot in slots:
            one, lines = compose(award, index, slot)
            used |= one.used
            cells.append(lines[0][0] if lines else (Piece("-"),))
        told.append(replace(award, used=used))
        blocks.append(Block("row", cells=tuple(cells)))
    return told, blocks


def _pairs(awards: list[Award], rng: Random) -> Arranged:
    """Dates at the left, the entry at the right, in the manner of Europass."""
    told, blocks = [], []
    for index, award in enumerate(awards):
        date, date_lines = compose(award, index, "[{date}]")
        template = rng.choice(
            ("{title}[, {by}][ {note}][ {valid}][ {id}]", "{title}[ – {by}][ {note}][ {link}]")
        )
        rest, lines = compose(award, index, template)
        told.append(replace(rest, used=rest.used | date.used))
        label = date_lines[0][0] if date_lines else ()
        blocks.append(Block("pair", cells=(label, lines[0][0])))
    return told, blocks


def _prose(awards: list[Award], rng: Random) -> Arranged:
    """All in sentences of one paragraph."""
    told, pieces = [], list[Piece]()
    for index, award in enumerate(awards):
        families = ["sentences_earned"]
        if award.type in ("certification", "license"):
            families = ["sentences_held", "sentences_exam"]
        if award.status in ("in_progress", "planned"):
            families = ["sentences_in_progress"]
            award = replace(award, status="in_progress", date=None, note=None)
        elif award.status == "expired":
            award = replace(award, status="earned", note=None)
        used, lines = compose(award, index, choose_template(award, tuple(families), rng))
        said = {"note"} if award.status == "in_progress" else set()
        told.append(replace(used, used=used.used | said))
        pieces += [piece for left, _ in lines for piece in left]
        pieces.append(Piece(" "))
    return told, [Block("text", tuple(pieces))] if pieces else []
