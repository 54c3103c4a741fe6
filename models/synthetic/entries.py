"""An award as the lines of one entry, by a template of `data/templates.yaml`."""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random

from models.synthetic.awards import ICON, Award
from models.synthetic.links import printed
from models.synthetic.stock import data
from models.synthetic.story import Piece

_SEGMENT = re.compile(r"\[([^\]]*)\]|([^\[]+)")
_SLOT = re.compile(r"\{(\w+)\}")
_STUDY = ("Complet", "Successful", "Certified in", "Certificate of", "Undergone", "Done", "{dur")
"""Openings of templates about courses: nobody completes a licence."""
_LEADING = " |·-–—,/"

Lines = list[tuple[tuple[Piece, ...], tuple[Piece, ...]]]
"""The lines of an entry, each with what stands at its left and at the right margin."""


def usable(award: Award, template: str) -> bool:
    """Whether every slot outside brackets has a value, and the verb suits the award."""
    if award.type == "license" and template.startswith(_STUDY):
        return False
    required = _SLOT.findall(re.sub(r"\[[^\]]*\]", "", template))
    return all(_values(award, 0, slot, bold=False) for slot in required)


def choose_template(award: Award, families: tuple[str, ...], rng: Random) -> str:
    """A template of the families that fits the award; `line` fits every one."""
    fitting = [t for f in families for t in data("templates")[f] if usable(award, t)]
    return str(rng.choice(fitting or data("templates")["line"]))


def compose(award: Award, index: int, template: str, *, bold: bool = False) -> tuple[Award, Lines]:
    """The award with the slots that were printed, and its lines."""
    pieces: list[Piece] = []
    used: set[str] = set()
    for optional, fixed in _SEGMENT.findall(template):
        text = optional or fixed
        slots = _SLOT.findall(text)
        values = {slot: _values(award, index, slot, bold=bold) for slot in slots}
        if not all(values.values()):
            continue
        for k, part in enumerate(_SLOT.split(text)):
            if k % 2:
                pieces.extend(values[part])
                used.update(_printed_slots(award, part))
            elif part:
                pieces.append(Piece(part, award=index))
    return replace(award, used=frozenset(used)), _lines(pieces)


def _printed_slots(award: Award, slot: str) -> set[str]:
    if slot == "by":
        return {k for k, v in (("issuer", award.issuer), ("platform", award.platform)) if v}
    if slot == "title" and award.link == "title":
        return {"title", "url"}
    return {"url"} if slot == "link" else {slot}


def _values(award: Award, index: int, slot: str, *, bold: bool) -> tuple[Piece, ...]:
    """The pieces a slot stands for; empty when the award has nothing for it."""
    if slot == "title":
        url = award.url if award.link == "title" else None
        title = Piece(award.title, "TITLE", index, bold=bold, url=url)
        return (title, Piece(f" – {award.tail}", award=index)) if award.tail else (title,)
    if slot == "by":
        return by_pieces(award, index)
    if slot == "date" and award.date:
        return (Piece(award.date.text, "DATE", index),)
    if slot == "valid" and award.valid:
        return (
            Piece(f"{award.valid_word} ", award=index),
            Piece(award.valid.text, "DATE", index),
        )
    if slot == "id" and award.number:
        return (
            Piece(f"{award.number_word} ", award=index),
            Piece(award.number, "ID", index),
        )
    if slot == "link":
        return _link(award, index)
    text = {"note": award.note, "city": award.city, "duration": award.duration}.get(slot)
    return (Piece(text, award=index),) if text else ()


def by_pieces(award: Award, index: int) -> tuple[Piece, ...]:
    """Issuer and platform, joined the way this entry joins them."""
    issuer = Piece(award.issuer or "", "ISSUER", index)
    platform = Piece(award.platform or "", "PLATFORM", index)
    if award.issuer and award.platform:
        parts = _SLOT.split(award.joint)
        named = {"issuer": issuer, "platform": platform}
        return tuple(
            named[part] if k % 2 else Piece(part, award=index)
            for k, part in enumerate(parts)
            if part
        )
    return tuple(piece for piece in (issuer, platform) if piece.text)


def _link(award: Award, index: int) -> tuple[Piece, ...]:
    if award.url is None or award.link in ("none", "title"):
        return ()
    if award.link == "printed":
        return (Piece(printed(award.url), "URL", index),)
    word = ICON if award.link == "icon" else award.link_word
    return (Piece(word, award=index, url=award.url),)


def _lines(pieces: list[Piece]) -> Lines:
    """Breaks the pieces at newlines and tabs; empty lines vanish."""
    lines: Lines = []
    left: list[Piece] = []
    right: list[Piece] = []
    current = left
    for piece in [*pieces, Piece("\n")]:
        for part in re.split(r"([\n\t])", piece.text):
            if part == "\t":
                current = right
            elif part == "\n":
                stripped = (_stripped(left), _stripped(right))
                if any(stripped):
                    lines.append(stripped)
                left, right = [], []
                current = left
            elif part:
                current.append(replace(piece, text=part))
    return lines


def _stripped(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Without separators at the start and blanks at the end."""
    kept = list(pieces)
    while kept and kept[0].tag is None and kept[0].url is None:
        text = kept[0].text.lstrip(_LEADING)
        if text:
            kept[0] = replace(kept[0], text=text)
            break
        kept.pop(0)
    while kept and not kept[-1].text.strip():
        kept.pop()
    return tuple(kept)
