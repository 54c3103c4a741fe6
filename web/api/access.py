"""Who may call: keys with scopes, the person at the machine, and how often.

The endpoint knows keys only. What a browser carries for the pages (its cookie) counts for nothing
here, so no page of another site can make a browser call it.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from flask import Flask, Response, current_app, g, request
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from recognizer.web.api.problems import Problem
from recognizer.web.keys import SCOPES, Caller, Scope
from recognizer.web.services import services
from recognizer.web.tables import Account, ApiKey

_POLICY = "default"
_WINDOW = 60
"""Seconds for which a quota counts."""
_LOCAL = Caller("local", frozenset(SCOPES))
"""The one person at the machine; the pages show the same uploads."""
_EXTENSION = "recognizer-limits"


class _Counters(MemoryStorage):
    """Counts in this process. What is over is dropped once a minute; the library starts a thread
    for that at every hit, which takes a fifth of a request's time.
    """

    def __init__(self) -> None:
        super().__init__()
        self._counting = threading.Lock()
        self._swept = 0.0

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Adds to a counter that ends `expiry` seconds after its first hit."""
        moment = time.time()
        with self._counting:
            if moment - self._swept > _WINDOW:
                self._swept = moment
                for old in tuple(self.expirations):
                    self.get(old)  # drops it when it is over
            self.get(key)
            self.storage[key] += amount
            self.expirations.setdefault(key, moment + expiry)
            return self.storage[key]


def limit_requests(app: Flask) -> None:
    """Counts requests in this process, and says in each answer how many are left.

    Fields of draft-ietf-httpapi-ratelimit-headers-11, and those that were usual before.
    """
    app.extensions[_EXTENSION] = SlidingWindowCounterRateLimiter(_Counters())

    @app.after_request
    def say(response: Response) -> Response:
        response.headers.extend(g.get("rate_headers", {}))
        return response


def needing(scope: Scope, view: Callable[..., Any]) -> Callable[..., Any]:
    """A view for callers with this scope, within their quota."""

    @wraps(view)
    def checked(*arguments: Any, **options: Any) -> Any:
        admit(scope)
        return view(*arguments, **options)

    return checked


def admit(scope: Scope) -> None:
    """Lets the request go on, or refuses it with 401, 403 or 429."""
    found = identify()
    _count(found.owner if found else f"address:{request.remote_addr}", found)
    if found is None:
        realm = {"WWW-Authenticate": 'Bearer realm="recognizer"'}
        raise Problem("unauthorized", headers=realm)
    if scope not in found.scopes:
        wanted = f'Bearer realm="recognizer", error="insufficient_scope", scope="{scope}"'
        raise Problem("missing_scope", headers={"WWW-Authenticate": wanted})
    g.caller = found


def identify() -> Caller | None:
    """Whose request this is; None for nobody known."""
    made = services()
    given = request.headers.get("Authorization")
    if given is None:
        alone = made.settings.on_loopback and not made.database.holds(Account, ApiKey)
        return _LOCAL if alone else None
    kind, _, secret = given.partition(" ")
    return made.keys.caller(secret.strip()) if kind.lower() == "bearer" else None


def caller() -> Caller:
    """Who asks, behind `needing`."""
    return cast(Caller, g.caller)


def _count(who: str, found: Caller | None) -> None:
    most = (found and found.per_minute) or services().settings.requests_per_minute
    limiter = current_app.extensions[_EXTENSION]
    item = RateLimitItemPerMinute(most)
    within = limiter.hit(item, who)
    reset, left = limiter.get_window_stats(item, who)
    seconds = max(1, math.ceil(reset - time.time()))
    left = max(0, left) if within else 0
    g.rate_headers = {
        "RateLimit-Policy": f'"{_POLICY}";q={most};w={_WINDOW}',
        "RateLimit": f'"{_POLICY}";r={left};t={seconds}',
        "X-RateLimit-Limit": str(most),
        "X-RateLimit-Remaining": str(left),
        "X-RateLimit-Reset": str(seconds),
    }
    if not within:
        raise Problem(
            "too_many_requests",
            headers={"Retry-After": str(seconds)},
            more={"violated-policies": [_POLICY]},
        )
