"""The curated data for programs: search, credentials, providers, each fact with its source."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import Response, jsonify

from recognizer.credential import DIMENSIONS, Facts
from recognizer.search import search
from recognizer.taxonomy import Taxonomy
from recognizer.tier_reasons import FACT_REASONS
from recognizer.web.api.calls import Calls
from recognizer.web.api.contract import answers, json_answer
from recognizer.web.api.options import SearchOptions
from recognizer.web.api.problems import Problem
from recognizer.web.services import services

blueprint = Calls("taxonomy", __name__, url_prefix="/api/v1/taxonomy")


@blueprint.call(
    "GET",
    "/search",
    scope="read",
    query=SearchOptions,
    operationId="searchTaxonomy",
    responses={200: json_answer("The best first.", "Hits"), **answers(422)},
)
def find(query: dict[str, Any]) -> Response:
    """Credentials and providers that go by a name, a code, or something like it."""
    taxonomy = services().taxonomy
    hits = search(taxonomy, query["q"], limit=query["limit"])
    found = [{"kind": h.kind, "id": h.id, "name": h.name, "score": h.score} for h in hits]
    return jsonify(results=found, taxonomy=taxonomy.release.version)


@blueprint.call(
    "GET",
    "/credentials/<slug:credential>",
    scope="read",
    example="coursera-stanford-machine-learning",
    operationId="showCredential",
    responses={
        200: json_answer("The entry.", "CatalogueCredential"),
        **answers(404),
    },
)
def credential(credential: str) -> Response:
    """One credential of the taxonomy: what is known of it, and from where."""
    taxonomy = services().taxonomy
    if not taxonomy.has_credential(credential):
        raise Problem("not_found", "The taxonomy has no credential of this id.")
    entry = taxonomy.credential(credential)
    return jsonify(
        id=entry.id,
        name=entry.name,
        type=entry.type,
        issuer=_provider(taxonomy, entry.issuer),
        platforms=[_provider(taxonomy, id_) for id_ in entry.platforms],
        aliases=entry.aliases,
        codes=entry.codes,
        validity_months=entry.validity_months,
        does_not_expire=entry.does_not_expire,
        hours=entry.workload.hours if entry.workload else None,
        skills=[{"id": id_, "name": taxonomy.skill(id_).name} for id_ in entry.skills],
        stackable_into=[_credential(taxonomy, id_) for id_ in entry.stackable_into],
        lifecycle=entry.lifecycle,
        superseded_by=_credential(taxonomy, entry.superseded_by) if entry.superseded_by else None,
        facts=_facts(taxonomy, taxonomy.facts(entry)),
        sources=_sources(taxonomy, entry.sources),
        reviewed=entry.reviewed.isoformat(),
        taxonomy=taxonomy.release.version,
    )


@blueprint.call(
    "GET",
    "/providers/<slug:provider>",
    scope="read",
    example="coursera",
    operationId="showProvider",
    responses={200: json_answer("The entry.", "CatalogueProvider"), **answers(404)},
)
def provider(provider: str) -> Response:
    """One provider of the taxonomy: who issues, delivers, shows or assesses credentials."""
    taxonomy = services().taxonomy
    if not taxonomy.has_provider(provider):
        raise Problem("not_found", "The taxonomy has no provider of this id.")
    entry = taxonomy.provider(provider)
    return jsonify(
        id=entry.id,
        name=entry.name,
        kind=entry.kind,
        roles=entry.roles,
        aliases=entry.aliases,
        country=entry.country,
        homepage=str(entry.homepage) if entry.homepage else None,
        credentials=len(taxonomy.credentials_of(provider)),
        sources=_sources(taxonomy, entry.sources),
        reviewed=entry.reviewed.isoformat(),
        taxonomy=taxonomy.release.version,
    )


def _provider(taxonomy: Taxonomy, id_: str) -> dict[str, str]:
    return {"id": id_, "name": taxonomy.provider(id_).name}


def _credential(taxonomy: Taxonomy, id_: str) -> dict[str, str]:
    return {"id": id_, "name": taxonomy.credential(id_).name}


def _facts(taxonomy: Taxonomy, facts: Facts) -> dict[str, Any]:
    """Dimension of the rubric → value, what it means, and its source; null where unknown."""
    said: dict[str, Any] = {}
    for dimension in DIMENSIONS:
        fact = getattr(facts, dimension)
        said[dimension] = fact and {
            "value": fact.value,
            "meaning": FACT_REASONS[dimension][fact.value][1],
            "source": _source(taxonomy, fact.source),
        }
    return said


def _sources(taxonomy: Taxonomy, ids: Iterable[str]) -> list[dict[str, str]]:
    return [_source(taxonomy, id_) for id_ in ids]


def _source(taxonomy: Taxonomy, id_: str) -> dict[str, str]:
    source = taxonomy.source(id_)
    retrieved = source.retrieved.isoformat()
    return {"title": source.title, "url": str(source.url), "retrieved": retrieved}
