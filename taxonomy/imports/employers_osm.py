"""Brands and operators of OpenStreetMap's name-suggestion-index as rows for employers.csv.

Reads `nsi/nsi.min.json` of the npm package name-suggestion-index (BSD 3-Clause), each group of
which ("operators/amenity/hospital") holds names with their tags. Whoever runs something that
stands on a map trains its people: hospitals, utilities, police, school districts, hotels, banks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

GROUPS = re.compile(
    r"operators/(?:office/.*|military/.*|railway/.*|route/railway|aeroway/.*|telecom/.*|"
    r"emergency/ambulance_station|leisure/park|"
    r"power/(?:plant|substation|generator)|man_made/(?:pipeline|water_works|wastewater_plant)|"
    r"amenity/(?:police|hospital|clinic|doctors|fire_station|school|social_facility|library|"
    r"courthouse|prison|community_centre|post_office|kindergarten|charging_station|"
    r"waste_disposal))|"
    r"brands/(?:office/.*|healthcare/.*|tourism/(?:hotel|hostel|motel|theme_park)|"
    r"leisure/(?:fitness_centre|sports_centre)|"
    r"amenity/(?:bank|hospital|clinic|dentist|pharmacy|fuel|fast_food|restaurant|cafe|car_rental|"
    r"cinema|post_office|money_transfer|bureau_de_change|social_facility|animal_shelter|"
    r"vehicle_inspection|kindergarten|childcare)|"
    r"shop/(?:supermarket|electronics|telecommunication|mobile_phone|department_store|car|"
    r"car_repair|doityourself|hardware|cosmetics|travel_agency|optician|furniture|wholesale|"
    r"computer|money_lender|charity|chemist|medical_supply|hearing_aids|trade))"
)
"""Who has staff to train; a chain of vending machines has not."""
ONE_WORD = re.compile(
    r"operators/(?:office/.*|amenity/hospital|power/plant)|"
    r"brands/(?:office/(?:company|it|logistics|insurance|telecommunication|consulting)|"
    r"tourism/hotel|amenity/(?:bank|hospital|fuel)|"
    r"shop/(?:supermarket|electronics|telecommunication|car|department_store))"
)
"""Groups whose names of one word people know; elsewhere these are given names and fancies."""
WITHOUT_ITEM = re.compile(r"operators/(?:office/.*|amenity/(?:police|hospital|fire_station))")
"""Groups that need no Wikidata item to be well known."""
PUBLIC = re.compile(
    r"operators/(?:military/.*|leisure/park|office/government|"
    r"amenity/(?:police|fire_station|school|library|courthouse|prison))"
)
CHARITY = re.compile(
    r"operators/amenity/social_facility|brands/(?:shop/charity|office/association)"
)
_KINDS = {
    "government": "government",
    "public": "government",
    "religious": "nonprofit",
    "ngo": "nonprofit",
    "charitable": "nonprofit",
    "private_non_profit": "nonprofit",
}
"""Tag operator:type → kind."""
_LATIN = re.compile(r"[\x20-\u024f\u1e00-\u1eff’–]+")
_PLACE = re.compile(r"[a-z]{2}")
_CODES = {"fx": "FR"}
"""The index's own code for France without what lies overseas."""
_TREES = ("operator", "brand")


@dataclass(slots=True)
class Named:
    """One name of the index with what its groups say of it."""

    name: str
    groups: list[str] = field(default_factory=list)
    kind: str = ""
    countries: set[str] = field(default_factory=set)
    aliases: list[str] = field(default_factory=list)
    has_item: bool = False

    def is_known(self) -> bool:
        """Whether it is known well enough, and is more than a word."""
        telling = self.has_item or any(map(WITHOUT_ITEM.fullmatch, self.groups))
        return telling and (" " in self.name or any(map(ONE_WORD.fullmatch, self.groups)))

    def country(self) -> str:
        """The only country it is found in, as two capitals, or nothing."""
        return next(iter(self.countries)) if len(self.countries) == 1 else ""


def named(folder: Path) -> Iterator[Named]:
    """Names in Latin letters, each once, in the order of the index."""
    index = json.loads((folder / "nsi" / "nsi.min.json").read_text("utf-8"))["nsi"]
    found: dict[str, Named] = {}
    for group, content in sorted(index.items()):
        if GROUPS.fullmatch(group):
            for item in content["items"]:
                _add(found, group, item)
    for one in found.values():
        if one.is_known():
            yield one


def _add(found: dict[str, Named], group: str, item: Mapping[str, Any]) -> None:
    tags: dict[str, str] = item["tags"]
    texts = [tags[key] for tree in _TREES for key in (tree, f"{tree}:en") if key in tags]
    names = [text for text in texts if _LATIN.fullmatch(text)]
    if not names:
        return
    one = found.setdefault(names[0], Named(names[0]))
    one.groups.append(group)
    one.aliases += [text for text in names[1:] if text not in one.aliases]
    one.kind = one.kind or _kind(group, tags)
    one.countries |= set(map(_country, item.get("locationSet", {}).get("include", ["001"])))
    one.has_item = one.has_item or any(f"{tree}:wikidata" in tags for tree in _TREES)


def _kind(group: str, tags: Mapping[str, str]) -> str:
    if (stated := _KINDS.get(tags.get("operator:type", ""))) is not None:
        return stated
    if PUBLIC.fullmatch(group):
        return "government"
    return "nonprofit" if CHARITY.fullmatch(group) else "employer"


def _country(place: object) -> str:
    """Country of a place of the index: "in", "us-tx.geojson"; nothing for a circle or a region.

    >>> _country("in"), _country("us-tx.geojson"), _country("001")
    ('IN', 'US', '')
    """
    head = place.split("-")[0] if isinstance(place, str) else ""
    return _CODES.get(head, head.upper()) if _PLACE.fullmatch(head) else ""
