"""The Flask app: what every request goes through, and the pages' blueprints."""

from __future__ import annotations

import logging
from datetime import timedelta
from pathlib import Path
from traceback import extract_tb
from typing import Any, cast

from flask import Flask, Response, redirect, render_template, request, session, url_for
from flask_bootstrap import Bootstrap5
from flask_login import LoginManager, UserMixin, current_user
from flask_wtf.csrf import CSRFError, CSRFProtect
from markupsafe import Markup
from werkzeug.exceptions import HTTPException, SecurityError, ServiceUnavailable

from recognizer import __version__
from recognizer.web import api, security, sessions
from recognizer.web.accounts import LOCAL, Visitor
from recognizer.web.api import access, problems
from recognizer.web.database import is_away
from recognizer.web.pages import account, batch, catalogue, home, report
from recognizer.web.services import Services, keep_in, services
from recognizer.web.words import FILTERS

_RETRY_SECONDS = 5
"""What visitors are asked to wait when the server ends or its database does not answer."""
_AWAY = "The server cannot answer now; nothing was lost. Load this page again in a moment.\n"
_PLACES = 8
"""Places of a mistake that are logged, the last ones."""
log = logging.getLogger("recognizer.web")
_PUBLIC = frozenset({"account.sign_in", "static", "bootstrap.static"})
"""Endpoints that answer whoever asks, once accounts exist."""


_WRONG_NAME = (
    "This server does not answer to that name. Whoever runs it can add the name to "
    "RECOGNIZER_TRUSTED_HOSTS."
)


class _User(UserMixin):  # type: ignore[misc]  # Flask-Login has no types
    """Flask-Login's view of a visitor; its id is the token of this browser's sign-in."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor

    def get_id(self) -> str:
        return self.visitor.token or ""


class _App(Flask):
    """Logs where a mistake happened, without the error's own words: these could quote a résumé."""

    def log_exception(self, exc_info: Any) -> None:
        """The kind of the error and the places it passed."""
        kind, _, trace = exc_info
        places = [f"{Path(at.filename).name}:{at.lineno}" for at in extract_tb(trace)[-_PLACES:]]
        name = getattr(kind, "__name__", "error")
        log.error("%s at %s, by way of %s", name, request.endpoint, " → ".join(places))


def build(made: Services) -> Flask:
    """The app with its pages."""
    app = _App(__name__, static_url_path="/static")
    settings = made.settings
    app.config.update(
        SECRET_KEY=settings.signing_key(),
        SESSION_COOKIE_NAME="recognizer",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.https,
        SESSION_REFRESH_EACH_REQUEST=False,  # no cookie on answers that may be kept
        PERMANENT_SESSION_LIFETIME=timedelta(hours=settings.session_hours),
        MAX_CONTENT_LENGTH=settings.max_request_bytes,
        MAX_FORM_PARTS=settings.max_files + 20,
        BOOTSTRAP_SERVE_LOCAL=True,
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session
        WTF_CSRF_SSL_STRICT=False,  # Referer is never sent; Sec-Fetch-Site says it instead
    )
    keep_in(app, made)
    _refuse_when_ending(app, made)
    security.protect(app, settings)
    csrf = CSRFProtect(app)
    Bootstrap5(app)
    _know_visitors(app)
    api.register(app, made, csrf)
    for module in (home, batch, report, catalogue, account):
        app.register_blueprint(module.blueprint)
    _explain_errors(app)
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.globals["symbol"] = _symbol
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.context_processor(_shared)
    return app


def _refuse_when_ending(app: Flask, made: Services) -> None:
    @app.before_request
    def refuse() -> None:
        if made.ending.is_set() and request.endpoint != "operation.healthz":
            raise ServiceUnavailable(retry_after=_RETRY_SECONDS)


def _know_visitors(app: Flask) -> None:
    manager = LoginManager(app)
    manager.session_protection = None  # the token is checked in the database instead

    @manager.user_loader  # type: ignore[untyped-decorator]
    def load(token: str) -> _User | None:
        visitor = services().accounts.visitor(token)
        return _User(visitor) if visitor else None

    @app.before_request
    def know_visitor() -> Any:
        if request.endpoint is None or request.endpoint in _PUBLIC or api.is_call():
            return None
        if (visitor := _visitor()) is not None:
            sessions.set_visitor(visitor)
        elif request.method == "GET":
            return redirect(url_for("account.sign_in", next=request.full_path.rstrip("?")))
        else:
            return redirect(url_for("account.sign_in"))
        return None


def _visitor() -> Visitor | None:
    """Who asks for a page; None for a stranger."""
    if current_user.is_authenticated:
        return cast(Visitor, current_user.visitor)
    alone = services().settings.on_loopback and not services().accounts.any()
    return LOCAL if alone else None


def is_known() -> bool:
    """Whether a request comes from a key, where it is a call, or from someone signed in; where
    neither was ever made, from the person at the machine.
    """
    return (access.identify() if problems.concerns_api() else _visitor()) is not None


def _explain_errors(app: Flask) -> None:
    @app.errorhandler(HTTPException)
    def explain(error: HTTPException) -> tuple[str, int] | Response:
        if problems.concerns_api():
            return problems.answer(error)
        if error.response is not None:
            return error.response  # type: ignore[return-value]
        if (
            is_away(getattr(error, "original_exception", None)) or error.code == 503
        ):  # a page would need the database
            return Response(_AWAY, 503, {"Retry-After": str(_RETRY_SECONDS)}, mimetype="text/plain")
        if isinstance(request.routing_exception, SecurityError):  # a page would need addresses
            return Response(_WRONG_NAME, 400, mimetype="text/plain")
        code = error.code or 500
        return render_template("error.html", code=code, text=_said(error)), code

    @app.errorhandler(CSRFError)
    def explain_csrf(error: CSRFError) -> tuple[str, int]:
        text = "This page was open for too long, or you signed in again since. Load it again."
        return render_template("error.html", code=400, text=text), 400


def _said(error: HTTPException) -> str:
    known = {
        404: "There is no such page, or what stood here was deleted or has expired.",
        405: "This address does not take that kind of request.",
        413: "The upload is too large. Upload fewer files at a time.",
        500: "A mistake of the program. Nothing was lost; the log says where it happened.",
    }
    return known.get(error.code or 500, error.description or "The request was not understood.")


def _symbol(name: str) -> Markup:
    """A small drawing from _symbols.svg; the words beside it say the same."""
    text = '<svg class="symbol" aria-hidden="true" focusable="false"><use href="#s-{}"/></svg>'
    return Markup(text).format(name)


def _here() -> str:
    """The address to come back to; a form that was refused has none of its own."""
    if request.method != "GET":
        return url_for("home.start")
    return request.full_path.rstrip("?")


def _shared() -> dict[str, Any]:
    """What every template may use."""
    return {
        "visitor": sessions.visitor_or_none(),
        "blind": sessions.blind(),
        "theme": session.get("theme", "auto"),
        "version": __version__,
        "here": _here(),
        "keep_days": services().settings.keep_days,
        "keep_pdfs": services().settings.keep_pdfs,
        "accounts_exist": getattr(current_user, "is_authenticated", False),
    }
