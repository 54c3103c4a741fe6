"""The gold label of an award, and the text with spans that models are trained on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from models.synthetic.awards import Award
from models.synthetic.links import printed
from models.synthetic.sheet import Drawn
from models.synthetic.story import Role, Tag

LABEL_KEYS = (
    "title", "issuer", "platform", "type", "issued", "expires", "credential_id", "url", "status",
    "required", "page", "quote",
)  # fmt: skip
"""Keys of one labelled credential, in order."""


@dataclass(frozen=True, slots=True)
class Span:
    """A labelled stretch of `TextBlock.text`, half-open; `award` counts the label's credentials.

    A title that runs on below a date at the right margin has two spans.
    """

    start: int
    end: int
    tag: Tag
    award: int | None


@dataclass(frozen=True, slots=True)
class TextBlock:
    """One paragraph, entry line or table row as drawn; a newline stands at each line break.

    `role` and `section` tell under which heading it stands (None above the first). A block
    without spans names no credential.
    """

    text: str
    kind: str
    role: Role | None
    section: str | None
    page: int
    spans: tuple[Span, ...] = ()


def text_blocks(drawn: list[Drawn]) -> tuple[TextBlock, ...]:
    """The résumé's text in reading order with its spans."""
    return tuple(_block(one) for one in drawn)


def _block(drawn: Drawn) -> TextBlock:
    text = ""
    spans: list[Span] = []
    for k, row in enumerate(drawn.rows):
        joint = "\n" if k else ""
        for fragment in row.fragments:
            text += joint + (" " if fragment.space and not joint.endswith("\n") and text else "")
            joint = ""
            start, text = len(text), text + fragment.text
            if fragment.tag is None:
                continue
            last = spans[-1] if spans else None
            if last and last.tag == fragment.tag and last.award == fragment.award:
                if not text[last.end : start].strip():
                    spans[-1] = Span(last.start, len(text), last.tag, last.award)
                    continue
            spans.append(Span(start, len(text), fragment.tag, fragment.award))
    return TextBlock(text, drawn.kind, drawn.role, drawn.section, drawn.page, tuple(spans))


def _quote(index: int, drawn: list[Drawn]) -> tuple[int, str]:
    """Page and words of the lines that speak of an award.

    The headline and the summary count only where no other section does.
    """
    found = [
        (one, row)
        for one in drawn
        for row in one.rows
        if any(fragment.award == index for fragment in row.fragments)
    ]
    own = [(one, row) for one, row in found if one.role not in (None, "summary")]
    found = own or found
    return found[0][0].page, " ".join(row.text() for _, row in found)


def label(award: Award, index: int, drawn: list[Drawn]) -> dict[str, Any]:
    """The label of one award, by the rules of the labelling guidelines."""
    issuer, platform = _organizations(award)
    page, quote = _quote(index, drawn)
    used = award.used
    url = award.url if "url" in used else None
    values = (
        award.title,
        issuer,
        platform,
        award.type,
        award.date.value if award.date and "date" in used else None,
        award.valid.value if award.valid and "valid" in used else None,
        award.number if "id" in used else None,
        printed(url) if url and award.link == "printed" else url,
        award.status if _told(award) else "earned",
        award.required,
        page,
        quote,
    )
    return dict(zip(LABEL_KEYS, values, strict=True))


def _told(award: Award) -> bool:
    """Whether the status was printed: by a note, or by a date that still runs."""
    running = award.date is not None and award.date.value is None
    return "note" in award.used or ("date" in award.used and running)


def _organizations(award: Award) -> tuple[str | None, str | None]:
    """Issuer and platform as written; whoever teaches and certifies alone stands in both."""
    issuer = award.issuer if "issuer" in award.used else None
    platform = award.platform if "platform" in award.used else None
    issuer = issuer or award.vendor or platform
    if award.alone:
        return issuer, platform or issuer
    return issuer, platform
