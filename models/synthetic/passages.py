"""The parts of a résumé that hold no credential, hard negatives among them."""

from __future__ import annotations

from random import Random

from models.synthetic.dates import write
from models.synthetic.people import Person
from models.synthetic.stock import data, fill
from models.synthetic.story import Block, Part, Piece, Role, plain

_RATINGS = ("●●●●○", "●●●○○", "●●●●●", "90%", "(Advanced)", "(Intermediate)", "(Basic)")


def heading(role: str, rng: Random) -> str:
    """A wording of the heading of that role."""
    return str(rng.choice(data("headings")[role]))


def _part(role: Role, blocks: list[Block], rng: Random) -> Part:
    return Part(role, heading(role, rng), tuple(blocks))


def bullets(lines: list[str]) -> list[Block]:
    """One list item per line."""
    return [Block("bullet", plain(line)) for line in lines]


def negatives(name: str, count: int, rng: Random) -> list[str]:
    """Lines of `data/negatives.yaml` with invented names filled in."""
    lines = data("negatives")[name]
    return [fill(line, rng) for line in rng.sample(lines, min(count, len(lines)))]


def summary(someone: Person, rng: Random) -> Part:
    """A sentence or two about the person, without credentials."""
    a, b = rng.sample(data("work")["fields"][someone.field]["skills"], 2)
    text = rng.choice(data("work")["summaries"]).format(
        title=someone.title, years=someone.years, a=a, b=b
    )
    if rng.random() < 0.5:
        text += rng.choice(data("work")["long_summaries"])
    return _part("summary", [Block("text", plain(text))], rng)


def experience(someone: Person, rng: Random, *, jobs: int, hard: bool) -> Part:
    """Jobs with bullets; `hard` adds jobs at providers and bullets on certified companies."""
    field = data("work")["fields"][someone.field]
    own, general = (
        rng.sample(lines, len(lines))
        for lines in (field["bullets"], data("work")["general_bullets"])
    )
    blocks: list[Block] = []
    year, space = 2026, rng.choice((0.0, 0.5, 0.8))
    for k in range(jobs):
        start = year - rng.randint(1, 4)
        title, employer = someone.title, fill("{first} {second}", rng)
        if hard and rng.random() < 0.4:
            title, employer = rng.choice(data("negatives")["jobs_at_providers"])
        month = write(start, rng.randint(1, 12), "mon", rng).text
        span = f"{month} – {'Present' if year == 2026 else write(year, 6, 'mon', rng).text}"
        if rng.random() < 0.5:
            line = (Piece(title, bold=True), Piece(f", {employer}"))
            blocks.append(Block("text", line, right=plain(span), gap=space * (k > 0)))
        else:
            bold = plain(employer, bold=True)
            blocks.append(Block("text", bold, right=plain(span), gap=space * (k > 0)))
            blocks.append(Block("text", plain(title, italic=True)))
        done = [pool.pop() for pool in (own, general) for _ in range(rng.randint(1, 4)) if pool]
        blocks += bullets(done + (negatives("bullets", rng.randint(1, 2), rng) if hard else []))
        year = start
    return _part("experience", blocks, rng)


def education(someone: Person, rng: Random, *, table: bool = False) -> Part:
    """A degree and a school certificate, as lines or as a table; sometimes coursework."""
    degree = rng.choice(data("work")["fields"][someone.field]["degrees"])
    university = fill("{university}", rng)
    year = rng.randint(2004, 2024)
    school, certificate = (
        rng.choice(data("work")["schools"]),
        rng.choice(data("negatives")["schools"]),
    )
    rows = [(degree, university, str(year)), (certificate, school, str(year - 4))]
    if table:
        head = ("Examination", "Institution", "Year")
        blocks = [Block("row", cells=tuple(plain(c, bold=True) for c in head))]
        blocks += [Block("row", cells=tuple(plain(c) for c in row)) for row in rows]
        return Part("education", heading("education", rng), tuple(blocks), ruled=True)
    blocks = []
    for name, place, when in rows[: rng.choice((1, 2, 2))]:
        line = (Piece(name, bold=True), Piece(rng.choice((" – ", ", ", " | ")) + place))
        blocks.append(Block("text", line, right=plain(when)))
    if rng.random() < 0.35:
        blocks += bullets(negatives("coursework", 1, rng))
    return _part("education", blocks, rng)


def skills(someone: Person, rng: Random, *, hard: bool = False) -> Part:
    """A list of skills; `hard` uses vendor names in the manner of credentials."""
    own = data("work")["fields"][someone.field]["skills"]
    chosen = rng.sample(own, min(rng.randint(6, 10), len(own)))
    if hard:
        return _part("skills", bullets([*negatives("skills", 3, rng), ", ".join(chosen)]), rng)
    if rng.random() < 0.5:
        return _part("skills", [Block("text", plain(", ".join(chosen)))], rng)
    if rng.random() < 0.3:
        chosen = [f"{skill} {rng.choice(_RATINGS)}" for skill in chosen]
    return _part("skills", bullets(chosen), rng)


def projects(someone: Person, rng: Random, *, hard: bool = False) -> Part:
    """A few projects; `hard` adds course-platform clones and certificate generators."""
    own = data("work")["fields"][someone.field]["projects"]
    lines = rng.sample(own, min(2, len(own)))
    if rng.random() < 0.5:
        lines = [f"{line}. {rng.choice(data('work')['project_notes'])}" for line in lines]
    return _part("projects", bullets(lines + (negatives("projects", 2, rng) if hard else [])), rng)


def listed(role: Role, source: str, count: int, rng: Random) -> Part:
    """Awards, publications or declarations out of the negatives."""
    return _part(role, bullets(negatives(source, count, rng)), rng)


def languages(rng: Random) -> Part:
    """Languages with a word on the level, as a line."""
    names = rng.sample(data("work")["languages"], 3)
    levels = ("native", "fluent", "good", "basic")
    text = ", ".join(f"{name} ({rng.choice(levels)})" for name in names)
    return _part("languages", [Block("text", plain(text))], rng)


def hobbies(rng: Random) -> Part:
    """Pastimes in one line."""
    text = ", ".join(rng.sample(data("work")["hobbies"], 3))
    return _part("hobbies", [Block("text", plain(text))], rng)


def personal(someone: Person, rng: Random) -> Part:
    """Personal details as they are given in India and the Gulf; all invented."""
    passport = f"{rng.choice('KLMNPRST')}{rng.randint(1_000_000, 9_999_999)}"
    pairs = (
        ("Nationality", someone.country),
        ("Marital Status", rng.choice(("Single", "Married"))),
        ("Passport No", passport),
        ("Date of Expiry", f"{rng.randint(13, 28)}/0{rng.randint(1, 9)}/2029"),
        ("Visa Status", rng.choice(("Visit visa", "Employment visa", "Not applicable"))),
    )
    blocks = [Block("pair", cells=(plain(k), plain(f": {v}"))) for k, v in pairs]
    return _part("personal", blocks, rng)


def declaration(rng: Random) -> Part:
    """The closing declaration, which certifies nothing but itself."""
    text = rng.choice(data("negatives")["declarations"])
    return _part("declaration", [Block("text", plain(text))], rng)
