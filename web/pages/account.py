"""Signing in and out, and the switches that belong to one browser: names and colours."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from flask_login import UserMixin, login_user, logout_user
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response as Answer
from wtforms import PasswordField, StringField, SubmitField
from wtforms.validators import InputRequired, Length

from recognizer.web.accounts import LONGEST_PASSWORD
from recognizer.web.services import services
from recognizer.web.sessions import show_names, visitor_or_none

blueprint = Blueprint("account", __name__)
_REFUSED = (
    "That name and password do not fit, or there were too many attempts. "
    "After five wrong passwords an account rests for fifteen minutes."
)
_THEMES = frozenset({"auto", "light", "dark"})


class SignInForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Name and password."""

    name = StringField("Name", [InputRequired(), Length(max=80)])
    password = PasswordField("Password", [InputRequired(), Length(max=LONGEST_PASSWORD)])
    submit = SubmitField("Sign in")


class _Token(UserMixin):  # type: ignore[misc]  # Flask-Login has no types
    """What Flask-Login puts into the cookie."""

    def __init__(self, token: str) -> None:
        self.token = token

    def get_id(self) -> str:
        return self.token


@blueprint.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> str | Answer | tuple[str, int]:
    """The form; a right answer begins a new session, so that none can be laid under it."""
    if not services().accounts.any():
        return redirect(url_for("home.start"))
    form = SignInForm()
    if not form.validate_on_submit():
        return render_template("sign_in.html", form=form)
    token = services().accounts.sign_in(form.name.data or "", form.password.data or "")
    if token is None:
        return render_template("sign_in.html", form=form, refused=_REFUSED), 401
    theme = session.get("theme", "auto")
    session.clear()
    session["theme"] = theme
    session.permanent = True
    login_user(_Token(token))
    return redirect(_own_page(request.args.get("next")), 303)


@blueprint.post("/sign-out")
def sign_out() -> Answer:
    """Ends this browser's session, here and in the database."""
    known = visitor_or_none()
    if known is not None and known.token:
        services().accounts.sign_out(known.token)
    logout_user()
    session.clear()
    return redirect(url_for("home.start"), 303)


@blueprint.post("/names")
def names() -> Answer:
    """Shows names and personal details, or hides them again."""
    show_names(request.form.get("shown") == "yes")
    return redirect(_own_page(request.form.get("back")), 303)


@blueprint.post("/theme")
def theme() -> Answer:
    """Light, dark, or as the system has it."""
    chosen = request.form.get("theme", "")
    if chosen not in _THEMES:
        abort(400, "Choose light, dark or automatic.")
    session["theme"] = chosen
    return redirect(_own_page(request.form.get("back")), 303)


def _own_page(target: str | None) -> str:
    """An address below this server; anything else leads to the first page."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return url_for("home.start")
    parts = urlsplit(target.replace("\\", "/"))
    return target if not parts.netloc and not parts.scheme else url_for("home.start")
