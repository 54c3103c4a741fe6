"""Offers drawn from the curated taxonomy."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from models.synthetic.fonts import drawable
from models.synthetic.stock import Offer, Stock, own_stock
from recognizer.credential import Credential, Provider
from recognizer.settings import Settings
from recognizer.taxonomy import Taxonomy

LONGEST_TITLE = 90
"""Longest spelling used, in characters: résumés shorten longer names."""
MOST_SPELLINGS = 6
"""Most spellings per credential: an entry with fifty aliases must not dominate."""


@lru_cache(maxsize=1)
def default_stock() -> Stock:
    """The own offers and, where a released taxonomy lies beside the program, its credentials.

    Raises TaxonomyError when the taxonomy is there and broken.
    """
    directory = Settings().taxonomy_dir
    if not (directory / "release.yaml").is_file():
        return own_stock()
    return Stock(own_stock().known, taxonomy_offers(directory))


def taxonomy_offers(directory: Path) -> tuple[tuple[Offer, ...], ...]:
    """Shelves of offers, courses apart from the rest; a credential whose name the fonts cannot
    show is left out. Raises TaxonomyError when the taxonomy is broken.
    """
    taxonomy = Taxonomy.load(directory)
    found = (_offer(taxonomy, taxonomy.credential(id)) for id in sorted(taxonomy.credential_ids))
    offers = [offer for offer in found if offer]
    courses = tuple(offer for offer in offers if offer.type == "course_certificate")
    others = tuple(offer for offer in offers if offer.type != "course_certificate")
    return tuple(shelf for shelf in (courses, others) if shelf)


def _offer(taxonomy: Taxonomy, credential: Credential) -> Offer | None:
    titles = _titles(credential)
    if not titles:
        return None
    issuer = taxonomy.provider(credential.issuer)
    named = [taxonomy.provider(id) for id in credential.platforms]
    platform = next((p for p in (*named, issuer) if _delivers(p)), None)
    return Offer(
        titles=titles,
        issuers=_spellings(issuer),
        platform=platform.name if platform else None,
        type=credential.type,
        local=issuer.kind == "training_company",
    )


def _delivers(provider: Provider) -> bool:
    """Whether labels name it as the platform: course sites do, vendors and badge sites do not."""
    if provider.kind == "nonprofit":
        return provider.teaches_online
    return provider.kind.endswith("_platform") and provider.kind != "badge_platform"


def _titles(credential: Credential) -> tuple[str, ...]:
    acronyms = () if credential.ambiguous else credential.acronyms
    coded = tuple(f"{credential.name} ({code})" for code in credential.codes[:1])
    names = (credential.name, *coded, *acronyms, *credential.aliases)
    fitting = [name for name in names if 2 < len(name) <= LONGEST_TITLE and drawable(name)]
    return tuple(dict.fromkeys(fitting))[:MOST_SPELLINGS]


def _spellings(provider: Provider) -> tuple[str, ...]:
    names = (provider.name, *provider.acronyms[:1], *provider.aliases[:2])
    return tuple(name for name in names if drawable(name))
