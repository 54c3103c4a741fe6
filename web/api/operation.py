"""The server's state: whether it lives, whether it can work, and figures for Prometheus.

Figures are counts and times only. They are shown to this machine and to keys with the scope admin.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import get_args

from flask import Flask, Response, current_app, g, jsonify, request
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from recognizer import __version__
from recognizer.web.api.access import admit, identify
from recognizer.web.api.calls import Calls
from recognizer.web.api.contract import answers, json_answer
from recognizer.web.api.problems import Problem
from recognizer.web.config import is_loopback
from recognizer.web.services import Services, services
from recognizer.web.tables import State

blueprint = Calls("operation", __name__)
_EXTENSION = "recognizer-metrics"
_BUCKETS = (0.005, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60)
"""Bounds of the histogram, in seconds."""


@blueprint.call(
    "GET",
    "/healthz",
    scope=None,
    operationId="health",
    responses={200: json_answer("The process answers.", "State")},
)
def healthz() -> Response:
    """Whether the process answers at all."""
    return jsonify(status="ok")


@blueprint.call(
    "GET",
    "/readyz",
    scope=None,
    operationId="readiness",
    responses={200: json_answer("It can take work.", "State"), **answers(503)},
)
def readyz() -> Response:
    """Whether it can take work: the database answers, and files can be read."""
    if not services().database.answers() or not services().dispatcher.able:
        raise Problem("unavailable", headers={"Retry-After": "5"})
    return jsonify(status="ok")


@blueprint.call(
    "GET",
    "/metrics",
    scope=None,
    operationId="metrics",
    security=[{"key": ["admin"]}, {}],
    responses={
        200: {
            "description": "Counts and times in the text form of Prometheus.",
            "content": {"text/plain": {"schema": {"type": "string"}}},
        },
        **answers(401, 403, 429),
    },
)
def metrics() -> Response:
    """Figures for Prometheus: to this machine without a key, to others with the scope admin."""
    if identify() is not None or not is_loopback(request.remote_addr or ""):
        admit("admin")
    registry: CollectorRegistry = current_app.extensions[_EXTENSION]
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def measure(app: Flask, made: Services) -> None:
    """Counts this app's requests, pages included, and the documents of its database."""
    registry = CollectorRegistry()
    labels = ("endpoint", "method", "status")
    requests = Counter("recognizer_http_requests", "Requests answered.", labels, registry=registry)
    seconds = Histogram(
        "recognizer_http_request_seconds",
        "Time until the answer was ready.",
        ("endpoint",),
        registry=registry,
        buckets=_BUCKETS,
    )
    registry.register(_Documents(made))
    app.extensions[_EXTENSION] = registry

    @app.before_request
    def begin() -> None:
        g.began = time.perf_counter()

    @app.after_request
    def end(response: Response) -> Response:
        endpoint = request.endpoint or "none"
        method = request.method if request.method in _METHODS else "other"
        requests.labels(endpoint, method, str(response.status_code)).inc()
        if (began := g.get("began")) is not None:
            seconds.labels(endpoint).observe(time.perf_counter() - began)
        return response


_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"})


class _Documents(Collector):
    """What is in the database at the moment of asking."""

    def __init__(self, made: Services) -> None:
        self._made = made

    def collect(self) -> Iterable[Metric]:
        counts, oldest = self._made.progress.figures()
        documents = GaugeMetricFamily(
            "recognizer_documents", "Documents that are kept, by state.", labels=["state"]
        )
        for state in get_args(State):
            documents.add_metric([state], counts.get(state, 0))
        yield documents
        yield GaugeMetricFamily(
            "recognizer_oldest_waiting_seconds", "Age of the oldest that waits.", oldest
        )
        jobs = self._made.dispatcher.ended
        yield GaugeMetricFamily("recognizer_jobs_ended", "Jobs ended since the start.", jobs)
        build = GaugeMetricFamily(
            "recognizer_build_info", "Versions.", labels=["version", "taxonomy"]
        )
        build.add_metric([__version__, self._made.taxonomy.release.version], 1)
        yield build
