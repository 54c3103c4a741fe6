"""A story laid onto pages: header, columns, sidebars, browser headers and footers."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from models.synthetic.column import Column
from models.synthetic.fonts import font_for, width
from models.synthetic.layouts import Header, Layout
from models.synthetic.sheet import Look, RectOp, Sheet, TextOp
from models.synthetic.story import Part, Piece, Story

A4, LETTER = (595.3, 841.9), (612.0, 792.0)
"""Width and height in points."""
SIDE_ROLES = ("skills", "languages", "hobbies", "personal")
"""What a side column holds besides, perhaps, the credentials."""
_ACCENTS = ("#1f3a5f", "#000000", "#7a1f2b", "#14532d", "#4338ca", "#374151")
_SIDE_FILLS = ("#1f2d3d", "#2f4858", "#e8edf2", "#f3e9dc")
_ICONS = ("\uf041", "\uf095", "\uf0e0", "\uf08c", "\uf09b")
"""Font Awesome's map marker, telephone, envelope, LinkedIn and GitHub."""
_BULLETS = ("•", "•", "•", "-", "–", "*", "\uf0b7", "\uf0d8", "➢", "▪", "o")


def look_of(layout: Layout, rng: Random) -> Look:
    """Typography within what the layout allows."""
    spread = rng.random() < layout.spread
    return Look(
        family=rng.choice(layout.families),
        size=rng.choice((9.0, 9.5, 10.0, 10.5, 11.0)),
        leading=rng.choice((1.15, 1.25, 1.35, 1.5)),
        accent=rng.choice(_ACCENTS),
        rule=rng.choice(("line", "line", "none", "box")),
        capitals=rng.random() < 0.45,
        spread=rng.choice((1.5, 3.0)) if spread else 0.0,
        spelled=spread and rng.random() < 0.3,
        bullet=rng.choice(_BULLETS),
        hyphen=rng.choice(("-", "-", "\u00ad")) if rng.random() < layout.hyphens else "",
        justify=rng.random() < 0.3,
        icons=rng.random() < 0.25,
        doubled=rng.random() < 0.05,
    )


def lay_out(story: Story, layout: Layout, rng: Random) -> Sheet:
    """The pages of the story."""
    size = rng.choice((A4, A4, LETTER))
    margin = rng.choice((40.0, 50.0, 60.0, 72.0)) if layout.frame == "one" else 36.0
    sheet = Sheet(size[0], size[1], top=margin, bottom=size[1] - margin)
    look = look_of(layout, rng)
    header = rng.choice(layout.header)
    if layout.frame in ("one", "labels"):
        column = Column(sheet, look, margin, size[0] - 2 * margin, margin)
        _header(column, story, header)
        for part in story.parts:
            column.part_of(part)
    elif layout.frame == "two":
        _two_columns(sheet, look, story, layout, rng)
    else:
        _sidebar(sheet, look, story, layout, header, rng)
    if layout.browser:
        _browser(sheet, story, rng)
    return sheet


def _header(column: Column, story: Story, header: Header) -> None:
    """Name, headline and contact at the top of the column."""
    sheet, base = column.sheet, column.look.size
    centre = header in ("centred", "banner")
    if header == "banner":
        sheet.page(1).back.append(RectOp(0, 0, sheet.width, 96, fill="#23395b"))
        column.y, column.colour = 22, "#ffffff"
    marks = _ICONS if column.look.icons else ("",) * len(_ICONS)
    contact = [f"{mark} {item}".strip() for mark, item in zip(marks, story.contact, strict=False)]
    column.line((Piece(story.name, bold=True),), size=base * 1.9, centre=centre)
    column.line(story.headline, size=base * 1.1, centre=centre)
    if header == "side":
        for item in contact:
            column.line((Piece(item),), size=base * 0.9)
    else:
        column.line((Piece("  |  ".join(contact)),), size=base * 0.9, centre=centre)
    if header == "banner":
        column.y, column.colour = max(column.y, 108), "#222222"
    column.y += base


def _split(story: Story, layout: Layout, rng: Random) -> tuple[list[Part], list[Part]]:
    """Main and side parts."""
    credentials_aside = rng.random() < layout.side
    side = [
        part
        for part in story.parts
        if part.role in SIDE_ROLES
        or (credentials_aside and part.role == "credentials")
        or (layout.frame == "two" and part.role in ("education", "projects"))
    ]
    return [part for part in story.parts if part not in side], side


def _two_columns(sheet: Sheet, look: Look, story: Story, layout: Layout, rng: Random) -> None:
    head = Column(sheet, look, sheet.top, sheet.width - 2 * sheet.top, sheet.top)
    _header(head, story, "centred")
    room = (sheet.width - 2 * sheet.top - 20) * rng.choice((0.5, 0.58, 0.62))
    left, right = _split(story, layout, rng)
    if rng.random() < 0.4:
        left, right = right, left
    rest = sheet.width - 2 * sheet.top - 20 - room
    for parts, x, w in ((left, sheet.top, room), (right, sheet.top + room + 20, rest)):
        column = Column(sheet, look, x, w, head.y)
        for part in parts:
            column.part_of(part)


def _sidebar(
    sheet: Sheet, look: Look, story: Story, layout: Layout, header: Header, rng: Random
) -> None:
    wide = rng.choice((165.0, 180.0, 195.0))
    fill = rng.choice(_SIDE_FILLS)
    light = fill in _SIDE_FILLS[:2]
    x = 0.0 if layout.frame == "left" else sheet.width - wide
    main_x = wide + 20 if layout.frame == "left" else 32.0
    main = Column(sheet, look, main_x, sheet.width - wide - 52, sheet.top)
    accent = "#ffffff" if light else look.accent
    narrow = replace(look, size=max(look.size - 1.5, 8.0), accent=accent, spread=0.0, spelled=False)
    side = Column(sheet, narrow, x + 14, wide - 28, sheet.top)
    side.colour = "#ffffff" if light else "#222222"
    main_parts, side_parts = _split(story, layout, rng)
    side_first = rng.random() < 0.5
    if header == "side":
        _header(side, story, header)
    else:
        _header(main, story, header)
        side.y = max(side.y, 110.0 if header == "banner" else sheet.top)
    for column, parts in ((side, side_parts), (main, main_parts))[:: 1 if side_first else -1]:
        for part in parts:
            column.part_of(part)
    for page in sheet.pages:
        page.back.insert(0, RectOp(x, 0, wide, sheet.height, fill=fill))


def _browser(sheet: Sheet, story: Story, rng: Random) -> None:
    """The line a browser prints above and below each page."""
    day, month, hour, minute = (rng.randint(*r) for r in ((13, 28), (1, 9), (10, 23), (10, 59)))
    when = f"{day}/0{month}/2024, {hour}:{minute}"
    url = f"https://{story.name.split()[0].lower()}.example.com/resume.html"
    font = font_for(story.name + url, "helvetica", False, False)
    for number, page in enumerate(sheet.pages, start=1):
        count = f"{number}/{len(sheet.pages)}"
        title = f"{story.name} – Resume"
        for x, y, text in (
            (24.0, 20.0, when),
            ((sheet.width - width(title, font, 8)) / 2, 20.0, title),
            (24.0, sheet.height - 14, url),
            (sheet.width - 24 - width(count, font, 8), sheet.height - 14, count),
        ):
            page.text.append(TextOp(x, y, text, font, 8, "#444444"))
