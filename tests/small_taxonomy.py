"""A taxonomy of a dozen invented and public entries, for tests that need exact facts."""

from __future__ import annotations

import shutil
from pathlib import Path

from recognizer.resume import Claim, Mention, Organization, PartialDate, Section
from recognizer.taxonomy import Taxonomy

REAL = Path(__file__).resolve().parent.parent / "taxonomy"

RELEASE = """\
version: 0.0.1
date: 2026-11-22
rubric: '1.0'
"""

SOURCES = """\
- id: policy
  title: Policy page
  url: https://example.org/policy
  retrieved: 2026-11-20
"""

PROVIDERS = """\
- id: aspen-university
  name: Aspen University
  kind: university
  roles: [issuer]
  sources: [policy]
  reviewed: 2026-11-20
- id: cedar-learn
  name: Cedar Learn
  kind: course_platform
  roles: [issuer, platform]
  domains: [cedarlearn.example]
  teaches_online: true
  default_type: course_certificate
  defaults:
    course_certificate:
      assessment: {value: 1, source: policy}
      verifiability: {value: 0, source: policy}
  sources: [policy]
  reviewed: 2026-11-20
- id: comptia
  name: CompTIA
  kind: professional_body
  roles: [issuer]
  acronyms: [CompTIA]
  defaults:
    certification:
      identity: {value: 2, source: policy}
      verifiability: {value: 2, source: policy}
      currency: {value: 2, source: policy}
  sources: [policy]
  reviewed: 2026-11-20
- id: coursera
  name: Coursera
  kind: mooc_platform
  roles: [issuer, platform]
  domains: [coursera.org]
  teaches_online: true
  sources: [policy]
  reviewed: 2026-11-20
- id: credly
  name: Credly
  kind: badge_platform
  roles: [platform]
  domains: [credly.com]
  multi_issuer: true
  sources: [policy]
  reviewed: 2026-11-20
- id: drift-academy
  name: Drift Academy
  kind: training_company
  roles: [issuer]
  defaults:
    training:
      assessment: {value: 0, source: policy}
  sources: [policy]
  reviewed: 2026-11-20
- id: elm-registry
  name: Elm Registry
  kind: regulator
  roles: [issuer, regulator]
  verification: ielts
  sources: [policy]
  reviewed: 2026-11-20
- id: pmi
  name: Project Management Institute
  kind: professional_body
  roles: [issuer]
  acronyms: [PMI]
  sources: [policy]
  reviewed: 2026-11-20
"""

CREDENTIALS = """\
- id: comptia-bough
  name: CompTIA Bough
  type: certification
  issuer: comptia
  platforms: [credly]
  facts:
    assessment: {value: 3, source: policy}
  sources: [policy]
  reviewed: 2026-11-20
- id: pmi-twig
  name: PMI Twig
  type: certification
  issuer: pmi
  sources: [policy]
  reviewed: 2026-11-20
"""


def small_taxonomy(folder: Path) -> Taxonomy:
    """Writes the entries into an empty folder and loads it, with the real link patterns."""
    for name, text in (
        ("release.yaml", RELEASE),
        ("sources/small.yaml", SOURCES),
        ("providers/small.yaml", PROVIDERS),
        ("credentials/small.yaml", CREDENTIALS),
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    shutil.copy(REAL / "verification_links.yaml", folder)
    return Taxonomy.load(folder)


def claim(title: str = "Machine Learning", **stated: object) -> Claim:
    """A claim with the given fields; `issuer`, `platform` as an id or "?Name", dates as text."""
    section = Section(None, None, 0, 0, len(title))
    mention = Mention(title, 0, len(title), section, "test", 0, len(title))
    fields: dict[str, object] = {"type": "course_certificate", **stated}
    for key in ("issuer", "platform"):
        if isinstance(name := fields.get(key), str):
            fields[key] = Organization(name.lstrip("?"), None if name[0] == "?" else name)
    for key in ("issued", "expires"):
        if isinstance(date := fields.get(key), str):
            fields[key] = PartialDate.parse(date)
    return Claim(mention, title, **fields)  # type: ignore[arg-type]
