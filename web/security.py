"""What every answer carries and every request must satisfy, whatever the page.

No script, style or picture may come from elsewhere, no page may stand in another's frame, and a
request that another site's page makes a browser send is refused: also where nobody signs in,
since any page in the same browser could otherwise reach this machine's loopback address.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Flask, Response, abort, request
from werkzeug.middleware.proxy_fix import ProxyFix

from recognizer.web.config import ServerSettings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",  # the component library draws its icons as data: pictures
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""After OWASP's secure headers project; reports are personal data, so nothing is kept by caches."""
_STRICT_TRANSPORT = "max-age=31536000"
_LOOPBACK_NAMES = ["localhost", "127.0.0.1"]
_LOOPBACK_SIX = "[::1]"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_OWN_SITE = frozenset({"same-origin", "none"})
"""Values of Sec-Fetch-Site for our own pages and for what the user typed in (Fetch Metadata)."""


def _named(app: WSGIApplication) -> WSGIApplication:
    """Loopback's IPv6 address goes by its name: Werkzeug's trusted names hold no such address."""

    def call(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        host = environ.get("HTTP_HOST", "")
        if host.startswith(_LOOPBACK_SIX):
            environ["HTTP_HOST"] = "localhost" + host.removeprefix(_LOOPBACK_SIX)
        return app(environ, start)

    return call


def protect(app: Flask, settings: ServerSettings) -> None:
    """Headers on every answer, names that are answered, and no requests of other sites."""
    app.config["TRUSTED_HOSTS"] = list(settings.trusted_hosts) or (
        _LOOPBACK_NAMES if settings.on_loopback else None
    )
    wsgi: WSGIApplication = app.wsgi_app
    if settings.on_loopback:
        wsgi = _named(wsgi)
    if count := settings.proxies:
        wsgi = ProxyFix(wsgi, x_for=count, x_proto=count, x_host=count)
    setattr(app, "wsgi_app", wsgi)  # noqa: B010  # a method that Flask says to replace

    @app.before_request
    def refuse_other_sites() -> None:
        site = request.headers.get("Sec-Fetch-Site")
        if request.method not in _SAFE and site is not None and site not in _OWN_SITE:
            abort(403, "This request came from another site's page.")

    @app.before_request
    def refuse_null_characters() -> None:
        texts = [request.path, *request.args.values()]
        if not request.path.startswith("/api/"):  # which asks for a key before it takes a form
            texts += request.form.values()
        if any("\0" in text for text in texts):  # no person types them, PostgreSQL keeps none
            abort(400, "The request holds a character that no text has.")

    @app.after_request
    def add_headers(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if (request.endpoint or "").endswith("static") and response.status_code in (200, 304):
            response.headers["Cache-Control"] = "private, max-age=3600"
        if settings.https:
            response.headers["Strict-Transport-Security"] = _STRICT_TRANSPORT
        return response
