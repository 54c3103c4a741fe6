"""Invented certificate numbers and link targets in the shapes that providers use."""

from __future__ import annotations

from random import Random

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_HEX = "0123456789abcdef"
_CREDLY = ("AWS", "Amazon", "Microsoft", "Cisco", "IBM", "Google", "CompTIA", "Linux", "Red Hat",
           "HashiCorp", "PMI", "Project Management", "Oracle", "ISC", "Autodesk")  # fmt: skip
_TEMPLATES = {
    "Coursera": "https://www.coursera.org/verify/{code12}",
    "Udemy": "https://www.udemy.com/certificate/UC-{uuid}/",
    "LinkedIn Learning": "https://www.linkedin.com/learning/certificates/{hex64}",
    "HackerRank": "https://www.hackerrank.com/certificates/{hex12}",
    "edX": "https://courses.edx.org/certificates/{hex32}",
    "freeCodeCamp": "https://www.freecodecamp.org/certification/{hex8}/responsive-web-design",
    "Udacity": "https://confirm.udacity.com/{code8}",
    "DataCamp": "https://www.datacamp.com/statement-of-accomplishment/course/{hex32}",
    "NPTEL": "https://archive.nptel.ac.in/noc/Ecertificate/?q=NPTEL{digits8}",
    "Kaggle": "https://www.kaggle.com/learn/certification/{hex8}/intro",
    "Scrum Alliance": "https://bcert.me/{hex8}",
}


def _text(alphabet: str, length: int, rng: Random) -> str:
    return "".join(rng.choice(alphabet) for _ in range(length))


def certificate_number(rng: Random) -> str:
    """A number of one of the usual shapes."""
    shapes = (
        lambda: _text(_LETTERS, 10, rng),
        lambda: str(rng.randint(100_000, 9_999_999)),
        lambda: f"UC-{_text(_HEX, 8, rng)}",
        lambda: f"{_text('ABCDEFGH', 2, rng)}{rng.randint(10_000, 99_999)}",
        lambda: f"{rng.randint(10, 99)}-{rng.randint(1000, 9999)}-{rng.randint(100, 999)}",
        lambda: f"COMP{rng.randint(10**11, 10**12 - 1):012d}",
    )
    return rng.choice(shapes)()


def certificate_url(provider: str, rng: Random) -> str:
    """A link target for a certificate of the provider; a shared file where it has no page."""
    template = _TEMPLATES.get(provider)
    if template is None and provider.startswith(_CREDLY) and rng.random() < 0.7:
        template = "https://www.credly.com/badges/{uuid}"
    if template is None or rng.random() < 0.12:
        template = rng.choice(
            ("https://drive.google.com/file/d/{code12}{hex12}/view", "https://bit.ly/{code8}")
        )
    uuid = "-".join(_text(_HEX, n, rng) for n in (8, 4, 4, 4, 12))
    return template.format(
        uuid=uuid,
        code8=_text(_LETTERS, 8, rng),
        code12=_text(_LETTERS, 12, rng),
        digits8=_text("0123456789", 8, rng),
        **{f"hex{n}": _text(_HEX, n, rng) for n in (8, 12, 32, 64)},
    )


def printed(url: str) -> str:
    """The link as people print it."""
    return url.removeprefix("https://").removeprefix("www.").rstrip("/")
