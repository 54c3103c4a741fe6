"""The curated data for readers: search, providers, credentials, and how tiers work."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request

from recognizer.credential import DIMENSIONS
from recognizer.search import search
from recognizer.tier_reasons import FACT_REASONS
from recognizer.web.catalogue_facts import CredentialFacts, ProviderFacts, letters, providers_at
from recognizer.web.services import services
from recognizer.web.words import TIERS_IN_WORDS

blueprint = Blueprint("catalogue", __name__)
_HITS = 40
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
    return render_template("tiers.html", tiers=TIERS_IN_WORDS, reasons=FACT_REASONS)
