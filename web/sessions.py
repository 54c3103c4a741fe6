"""Who asks, and whether names are hidden: what a request knows of its browser."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from flask import abort, g, session

from recognizer.web.accounts import Visitor
from recognizer.web.services import services
from recognizer.web.tables import Document

_NAMES_SHOWN = "names_shown"


def set_visitor(visitor: Visitor) -> None:
    """Lays down who asks, for this request."""
    g.visitor = visitor


def visitor_or_none() -> Visitor | None:
    """Who asks; None on pages for everyone."""
    found: Visitor | None = g.get("visitor")
    return found


def visitor() -> Visitor:
    """Who asks; refuses when nobody is known."""
    found = visitor_or_none()
    if found is None:
        abort(401)
    return found


def blind() -> bool:
    """Whether names and personal details are hidden: so it begins in every session."""
    return not session.get(_NAMES_SHOWN, False)


def note_shown(
    documents: Iterable[Document], form: str, action: Literal["viewed", "exported"] = "viewed"
) -> None:
    """Writes down that the visitor is shown the reports of these documents."""
    services().viewings.note(visitor().owner, documents, form, blind=blind(), action=action)


def show_names(shown: bool) -> None:
    """Switches blind mode, for this browser and session."""
    session[_NAMES_SHOWN] = shown
