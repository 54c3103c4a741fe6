"""A small sound taxonomy, written where a test wants it, to be broken one value at a time."""

from __future__ import annotations

from pathlib import Path

FILES: dict[str, str] = {
    "release.yaml": 'version: 1.2.3\ndate: 2026-11-22\nrubric: "1.0"\n',
    "sources/test.yaml": """\
- id: example-page
  title: A page with facts
  url: https://example.org/facts
  retrieved: 2026-11-20
- id: other-page
  title: Another page
  url: https://example.org/other
  retrieved: 2026-11-21
""",
    "providers/test.yaml": """\
- id: acme
  name: Acme Cloud
  kind: vendor
  roles: [issuer]
  aliases: [Acme Web Services]
  acronyms: [AWX]
  former_names: [Ajax Hosting]
  country: 'NO'
  domains: [acme.example.com]
  defaults:
    certification:
      assessment: {value: 3, source: example-page}
      identity: {value: 2, source: example-page}
  verification: acme_verify
  sources: [example-page]
  reviewed: 2026-11-22
- id: learnly
  name: Learnly
  kind: mooc_platform
  roles: [issuer, platform]
  domains: [learnly.org]
  teaches_online: true
  defaults:
    certification:
      assessment: {value: 1, source: other-page}
      verifiability: {value: 2, source: other-page}
    course_certificate:
      assessment: {value: 1, source: other-page}
  sources: [other-page]
  reviewed: 2026-11-22
""",
    "credentials/test.yaml": """\
- id: acme-architect
  name: Acme Certified Architect – Associate
  type: certification
  issuer: acme
  platforms: [learnly]
  aliases: [Acme Architect]
  acronyms: [ACAA]
  codes: [AC-900, AC-800]
  core: true
  facts:
    identity: {value: 1, source: other-page}
    currency: {value: 2, source: other-page}
  validity_months: 36
  skills: [cloud]
  stackable_into: [acme-expert]
  sources: [example-page]
  reviewed: 2026-11-22
- id: acme-expert
  name: Acme Certified Expert
  type: certification
  issuer: acme
  skills: [statistics]
  sources: [example-page]
  reviewed: 2026-11-22
- id: acme-statistics
  name: Statistics
  type: course_certificate
  issuer: learnly
  ambiguous: true
  sources: [example-page]
  reviewed: 2026-11-22
""",
    "skills.csv": "id,name,aliases,esco\ncloud,Cloud computing,the cloud,\n"
    "statistics,Statistics,,\n",
    "universities.csv": "id,name,aliases,country,domain,source\n"
    "acme-university,Acme Cloud,,US,au.edu|acme-u.edu,example-page\n"
    "university-of-ostmark,University of Ostmark,Ostmark Uni|UOM,AT,ostmark.ac.at,example-page\n",
    "employers.csv": "id,name,aliases,kind,country,domain,source\n"
    "harbour-board,Harbour Board of Ostmark,,government,AT,harbour.example.at,other-page\n"
    "plum-steel,Plum Steel,PLST|Plum Iron,employer,,,example-page\n",
    "catalogues/learnly.csv": "id,title,issuer,platform,type,hours,language,source\n"
    "learnly-long,Deep Sea Navigation for Curious Beginners,learnly,learnly,"
    "course_certificate,12.5,en,other-page\n"
    "learnly-stats,Statistics,university-of-ostmark,learnly,course_certificate,,,other-page\n",
    "verification_links.yaml": "- id: acme_verify\n  provider: acme\n",
}


def write_taxonomy(folder: Path) -> Path:
    """The small taxonomy in a folder."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def break_taxonomy(folder: Path, file: str, old: str, new: str) -> Path:
    """The small taxonomy with one piece of one file replaced."""
    write_taxonomy(folder)
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{file} holds no {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder
