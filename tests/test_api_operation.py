"""Health, readiness and figures; the taxonomy for programs."""

from __future__ import annotations

import json
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families

from calling import Program, problem
from hostile import resume

MARK = "Quodlibet"


def figures(text: str) -> dict[str, float]:
    return {
        f"{sample.name}{sorted(sample.labels.values())}": sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_readiness_says_when_the_database_is_away(
    endpoint: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = Program(*endpoint)
    assert program.get("/readyz").json == program.get("/healthz").json == {"status": "ok"}
    monkeypatch.setattr("recognizer.web.database.Database.answers", lambda _: False)
    answer = program.get("/readyz")
    problem(answer, 503, "unavailable")
    assert int(answer.headers["Retry-After"]) > 0
    assert program.get("/healthz").status_code == 200


def test_metrics_count_and_name_nothing(endpoint: Any) -> None:
    app, made = endpoint
    program = Program.new(app, made)
    report = program.read(resume((MARK, "Certifications", "CISSP")), f"?name={MARK}.pdf")
    program.get("/api/v1/reports/unknown")
    answer = Program.new(app, made, "admin").get("/metrics")
    assert answer.status_code == 200 and answer.mimetype == "text/plain"
    found = figures(answer.text)
    assert found["recognizer_documents['done']"] >= 1
    assert found["recognizer_documents['queued']"] == 0
    assert found["recognizer_oldest_waiting_seconds[]"] == 0
    assert found["recognizer_http_requests_total['200', 'POST', 'reports.read']"] >= 1
    assert found["recognizer_http_requests_total['404', 'GET', 'none']"] >= 1
    assert found["recognizer_jobs_ended[]"] >= 1
    for secret in (MARK, report.headers["X-Report-Id"], program.secret, "key:"):
        assert secret not in answer.text


@pytest.mark.parametrize(
    ("address", "scopes", "status"),
    [
        ("127.0.0.1", None, 200),
        ("::1", None, 200),
        ("203.0.113.9", None, 401),
        ("203.0.113.9", ("admin",), 200),
        ("203.0.113.9", ("read", "score"), 403),
    ],
)
def test_metrics_are_for_this_machine_and_administrators(
    endpoint: Any, address: str, scopes: tuple[str, ...] | None, status: int
) -> None:
    app, made = endpoint
    made.keys.add("there is one", ("read",))
    program = Program.new(app, made, *scopes) if scopes else Program(app, made)
    answer = program.get("/metrics", environ_base={"REMOTE_ADDR": address})
    assert answer.status_code == status


def test_taxonomy_is_searched(program: Any) -> None:
    found = program.get("/api/v1/taxonomy/search?q=AZ-900&limit=3").json
    assert found["results"][0] == {
        "kind": "credential",
        "id": "microsoft-azure-fundamentals",
        "name": "Microsoft Certified: Azure Fundamentals",
        "score": 1.0,
    }
    assert len(found["results"]) == 3
    assert program.get("/api/v1/taxonomy/search?q=%F0%9F%8D%90").json["results"] == []


def test_taxonomy_shows_facts_with_their_sources(program: Any) -> None:
    taxonomy = program.services.taxonomy
    for id_ in ("microsoft-azure-fundamentals", *taxonomy.curated_ids[:300:7]):
        shown = program.get(f"/api/v1/taxonomy/credentials/{id_}").json
        entry = taxonomy.credential(id_)
        assert (shown["id"], shown["name"]) == (entry.id, entry.name)
        assert shown["issuer"]["name"] == taxonomy.provider(entry.issuer).name
        assert all(fact is None or fact["source"]["url"] for fact in shown["facts"].values())
        assert len(shown["facts"]) == 7 and shown["taxonomy"] == taxonomy.release.version
    provider = program.get("/api/v1/taxonomy/providers/coursera").json
    assert provider["name"] == "Coursera" and provider["credentials"] > 1000
    assert json.dumps(provider)
