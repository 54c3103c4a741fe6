"""When a found credential and a labelled one are the same: the rules of the evaluation.

The constants are those of the labelling guidelines; scores are 0 to 100 as rapidfuzz gives them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from rapidfuzz import fuzz
from scipy.optimize import linear_sum_assignment

_SAME_ISSUER = tuple(
    frozenset(names.split("|"))
    for names in (
        "aws|amazon web services|amazon|aws training and certification|aws academy|aws educate",
        "microsoft|microsoft azure|azure|microsoft learn|ms",
        "google|google cloud|gcp|google cloud platform|google career certificates"
        "|google skillshop|google digital garage|google developers|skillshop"
        "|google cloud skills boost|qwiklabs",
        "pmi|project management institute",
        "iit|nptel|swayam",
        "linkedin|linkedin learning|lynda|lynda com",
        "isc2|international information system security certification consortium",
        "mit|massachusetts institute of technology|mitx",
        "stanford|stanford university|stanford online",
        "deeplearning ai|deep learning ai|deeplearningai",
        "umich|university of michigan",
        "freecodecamp|free code camp|freecodecamp org",
        "oracle|oracle university|sun microsystems|sun",
        "cisco|cisco networking academy|cisco netacad|netacad",
        "salesforce|trailhead|salesforce trailhead",
        "facebook|meta",
        "ibm|ibm skillsbuild|cognitive class|cognitiveclass ai|ibm skills network",
        "scrum alliance|scrumalliance",
        "harvard|harvard university|harvardx",
        "exin|axelos|peoplecert",
        "hubspot|hubspot academy",
        "ets|educational testing service",
        "aha|american heart association",
        "finra|financial industry regulatory authority",
        "general assembly|ga",
    )
)
EITHER_TYPE = {"training", "course_certificate"}
"""They meet at local institutes, so either is accepted for the other."""
_STOP = frozenset(
    "the of and for in a an by inc ltd llc pvt limited corp corporation com org co".split()
)
_NOT_LETTERS = re.compile(r"[^a-z0-9+#]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """A credential as a label or a report gives it, reduced to what is compared."""

    title: str | None
    type: str | None = None
    issuer: str | None = None
    platform: str | None = None
    issued: str | None = None
    expires: str | None = None
    credential_id: str | None = None
    url: str | None = None
    status: str = "earned"
    required: bool = True
    quote: str = ""

    @classmethod
    def from_json(cls, item: Mapping[str, Any]) -> Entry:
        """Reads an entry of a label file or of a report's `credentials`."""
        quote = (item.get("evidence") or item).get("quote") or ""
        return cls(
            title=item.get("title"),
            type=item.get("type"),
            issuer=_name_of(item.get("issuer")),
            platform=_name_of(item.get("platform")),
            issued=item.get("issued"),
            expires=item.get("expires"),
            credential_id=item.get("credential_id"),
            url=item.get("url"),
            status=item.get("status", "earned"),
            required=bool(item.get("required", True)),
            quote=quote,
        )

    @property
    def organizations(self) -> tuple[str, ...]:
        """Issuer and platform in comparable form, without blanks."""
        names = (fold(self.issuer), fold(self.platform))
        return tuple(sorted({name for name in names if name}))


def _name_of(value: Any) -> str | None:
    name = value.get("name") if isinstance(value, dict) else value
    return name or None


def fold(text: str | None) -> str:
    """Lower-case letters and digits only, accents stripped, single spaces."""
    folded = unicodedata.normalize("NFKD", text or "").encode("ascii", "ignore").decode().lower()
    return _NOT_LETTERS.sub(" ", folded).strip()


def same_organization(found: str, gold: str) -> bool:
    """Whether two folded names mean one organization: alike, an initialism, or known to be."""
    if not found or not gold:
        return False
    if found == gold or any(found in group and gold in group for group in _SAME_ISSUER):
        return True
    if fuzz.token_set_ratio(found, gold) >= 88 and len(found) <= 3 * len(gold) + 10:
        return True
    return any(
        " " not in short
        and len(short) >= 2
        and short == "".join(word[0] for word in long.split() if word not in _STOP)
        for short, long in ((found, gold), (gold, found))
    )


def _title_score(found: str, gold: str) -> float:
    """0 to 100; 0 where the two cannot be the same credential."""
    if not found or not gold:
        return 0.0
    ordered = fuzz.token_sort_ratio(found, gold)
    if ordered >= 70:
        return ordered
    shorter, longer = sorted((len(found), len(gold)))
    if shorter / longer >= 0.4 and fuzz.token_set_ratio(found, gold) >= 92:
        return max(ordered, 70.0)
    return 0.0


def _pair_score(gold: Entry, found: Entry) -> float:
    score = _title_score(fold(found.title), fold(gold.title))
    if not score:
        return 0.0
    same = any(same_organization(f, g) for f in found.organizations for g in gold.organizations)
    return score + (5 if same else 0) + (1 if gold.required else 0)


def assign(
    golds: Sequence[Entry], found: Sequence[Entry]
) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    """Pairs, labels missed and predictions too many, as indexes."""
    if not golds or not found:
        return [], list(range(len(golds))), list(range(len(found)))
    scores = np.array([[_pair_score(gold, item) for item in found] for gold in golds])
    rows, columns = linear_sum_assignment(-scores)
    pairs = [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if scores[i, j] > 0]
    hit_rows, hit_columns = {i for i, _ in pairs}, {j for _, j in pairs}
    missed = [i for i in range(len(golds)) if i not in hit_rows]
    return pairs, missed, [j for j in range(len(found)) if j not in hit_columns]
