"""Offers drawn from the curated taxonomy."""

from __future__ import annotations

from pathlib import Path

from models.synthetic.stock import Offer
from recognizer.credential import Credential, Provider
from recognizer.taxonomy import Taxonomy

LONGEST_TITLE = 90
"""Longest spelling used, in characters: résumés shorten longer names."""
MOST_SPELLINGS = 6
"""Most spellings per credential: an entry with fifty aliases must not dominate."""


def taxonomy_offers(directory: Path) -> tuple[Offer, ...]:
    """One offer per credential of the taxonomy, in the order of their ids."""
    taxonomy = Taxonomy.load(directory)
    return tuple(
        _offer(taxonomy, taxonomy.credential(id)) for id in sorted(taxonomy.credential_ids)
    )


def _offer(taxonomy: Taxonomy, credential: Credential) -> Offer:
    issuer = taxonomy.provider(credential.issuer)
    platform = taxonomy.provider(credential.platforms[0]) if credential.platforms else None
    if platform is None and issuer.teaches_online:
        platform = issuer
    return Offer(
        titles=_titles(credential),
        issuers=_spellings(issuer),
        platform=platform.name if platform and platform.kind != "badge_platform" else None,
        type=credential.type,
        local=issuer.kind == "training_company",
    )


def _titles(credential: Credential) -> tuple[str, ...]:
    acronyms = () if credential.ambiguous else credential.acronyms
    coded = tuple(f"{credential.name} ({code})" for code in credential.codes[:1])
    names = (credential.name, *coded, *acronyms, *credential.aliases)
    fitting = tuple(name for name in names if 2 < len(name) <= LONGEST_TITLE)
    return (fitting or (credential.name,))[:MOST_SPELLINGS]


def _spellings(provider: Provider) -> tuple[str, ...]:
    return (provider.name, *provider.acronyms[:1], *provider.aliases[:2])
