"""The curated data for readers: search, providers, credentials, and how tiers work."""

from __future__ import annotations

from flask import Blueprint, Response, abort, jsonify, render_template, request

from recognizer.credential import DIMENSIONS
from recognizer.search import search
from recognizer.tier_reasons import FACT_REASONS
from recognizer.web.catalogue_facts import (
    CredentialFacts,
    KindTier,
    ProviderFacts,
    letters,
    providers_at,
    rules_in_words,
)
from recognizer.web.services import services
from recognizer.web.words import TIERS_IN_WORDS

blueprint = Blueprint("catalogue", __name__)
_HITS = 20
_NAMES = 8
"""Entries offered while someone types."""
_LONGEST_QUERY = 200


@blueprint.get("/catalogue")
def browse() -> str:
    """A search box, its answers, and the providers by letter."""
    taxonomy = services().taxonomy
    wanted = request.args.get("q", "")[:_LONGEST_QUERY].strip()
    letter = request.args.get("letter", "")[:1].upper()
    return render_template(
        "catalogue.html",
        wanted=wanted,
        hits=search(taxonomy, wanted, limit=_HITS) if wanted else (),
        letters=letters(taxonomy),
        letter=letter,
        providers=providers_at(taxonomy, letter) if letter else (),
        taxonomy=taxonomy,
        tier_of=lambda entry: KindTier.of(taxonomy.facts(entry)),
    )


@blueprint.get("/catalogue/names")
def names() -> Response:
    """Credentials that go by what someone types, for the page's script."""
    taxonomy = services().taxonomy
    hits = search(taxonomy, request.args.get("q", "")[:_LONGEST_QUERY].strip(), limit=3 * _NAMES)
    known = [taxonomy.credential(hit.id) for hit in hits if hit.kind == "credential"]
    return jsonify(
        [
            {"id": one.id, "name": f"{one.name}, {taxonomy.provider(one.issuer).name}"}
            for one in known[:_NAMES]
        ]
    )


@blueprint.get("/catalogue/credentials/<id_>")
def credential(id_: str) -> str:
    """One credential: what it is, its facts with their sources, what it counts towards."""
    taxonomy = services().taxonomy
    if not taxonomy.has_credential(id_):
        abort(404)
    facts = CredentialFacts.of(taxonomy, id_)
    return render_template("credential.html", facts=facts, dimensions=DIMENSIONS)


@blueprint.get("/catalogue/providers/<id_>")
def provider(id_: str) -> str:
    """One provider: who they are, what holds for their credentials, and which are known."""
    taxonomy = services().taxonomy
    if not taxonomy.has_provider(id_):
        abort(404)
    return render_template("provider.html", facts=ProviderFacts.of(taxonomy, id_))


@blueprint.get("/tiers")
def tiers() -> str:
    """How tiers work, in plain words."""
    return render_template(
        "tiers.html", tiers=TIERS_IN_WORDS, reasons=FACT_REASONS, rules=rules_in_words()
    )
