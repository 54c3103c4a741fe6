"""The polished sample résumé of the README: one invented person, eight varied credentials."""

from __future__ import annotations

from models.synthetic.awards import Award
from models.synthetic.column import Column
from models.synthetic.dates import Written
from models.synthetic.drawing import render
from models.synthetic.entries import compose
from models.synthetic.sheet import Look, Sheet
from models.synthetic.story import Block, Part, Piece, plain

_COURSERA = "https://www.coursera.org/verify/K7TQ2MZ4XW9D"
_CREDLY = "https://www.credly.com/badges/3f0c9a7e-52b1-4c1d-9a64-0b7d2e8f6a15"
_UDEMY = "https://www.udemy.com/certificate/UC-8d1f4c20-6b7e-4a39-b2c5-91e07f3a6d48/"


def _award(title: str, by: str | None = None, via: str | None = None, **rest: object) -> Award:
    fields: dict[str, object] = {
        "type": "certification", "required": True, "status": "earned", "vendor": None,
        "alone": False, "joint": "{issuer} ({platform})", **rest,
    }  # fmt: skip
    return Award(title=title, issuer=by, platform=via, **fields)  # type: ignore[arg-type]


_ENTRY = "{title}[ {note}][\t{date}]\n[{by}][ · {valid}][ · {id}][ · {link}]"

_AWARDS = (
    _award(
        "AWS Certified Solutions Architect – Associate", "Amazon Web Services",
        date=Written("Mar 2024", "2024-03"), valid=Written("Mar 2027", "2027-03"), url=_CREDLY,
        link="title",
    ),
    _award(
        "Certified Kubernetes Administrator (CKA)", "The Linux Foundation",
        date=Written("Nov 2024", "2024-11"), number="LF-8h2kq4t9xz",
        number_word="Certificate ID",
    ),
    _award(
        "Machine Learning Specialization", "Stanford University", "Coursera",
        date=Written("Jun 2023", "2023-06"), url=_COURSERA, link="title",
    ),
    _award(
        "Google Advanced Data Analytics Professional Certificate", None, "Coursera",
        date=Written("Jan 2022", "2022-01"),
    ),
    _award(
        "The Web Developer Bootcamp", None, "Udemy", date=Written("2021", "2021"), url=_UDEMY,
        link="word", link_word="Certificate",
    ),
    _award("SQL (Intermediate)", None, "HackerRank", date=Written("Aug 2021", "2021-08")),
    _award(
        "Programming, Data Structures and Algorithms Using Python", "IIT Madras", "NPTEL",
        date=Written("Apr 2020", "2020-04"), joint="{platform}, {issuer}",
    ),
    _award(
        "Project Management Professional (PMP)", "Project Management Institute",
        note="(in progress, exam in May 2027)",
    ),
)  # fmt: skip


def _credentials() -> tuple[Block, ...]:
    blocks = []
    for index, award in enumerate(_AWARDS):
        _, lines = compose(award, index, _ENTRY, bold=True)
        for k, (left, right) in enumerate(lines):
            blocks.append(
                Block("continued" if k else "bullet", left, right=right, gap=0.3 * (not k))
            )
    return tuple(blocks)


def _job(title: str, employer: str, span: str, *done: str) -> tuple[Block, ...]:
    line = (Piece(title, bold=True), Piece(f", {employer}"))
    return (
        Block("text", line, right=plain(span), gap=0.4),
        *(Block("bullet", plain(item)) for item in done),
    )


def _parts() -> tuple[Part, ...]:
    about = (
        "Data engineer with seven years of experience in cloud platforms and analytics. Certified "
        "Kubernetes Administrator, fluent in Python and SQL."
    )
    return (
        Part("summary", "Profile", (Block("text", plain(about)),)),
        Part("credentials", "Licenses & Certifications", _credentials()),
        Part("experience", "Experience", (
            *_job(
                "Senior Data Engineer", "Northgate Analytics, Porto", "Feb 2022 – Present",
                "Moved 40 nightly jobs to Kubernetes and cut the bill by a third",
                "Prepared the team for the company's ISO 27001 certification",
            ),
            *_job(
                "Data Analyst", "Kestrel Logistics, Lyon", "Sep 2018 – Jan 2022",
                "Built the delivery dashboard used by 200 dispatchers",
                "Taught an introductory SQL course to colleagues",
            ),
        )),
        Part("education", "Education", (
            Block(
                "text",
                (Piece("B.Sc. Computer Science", bold=True), Piece(", Eastmoor University")),
                right=plain("2018"),
            ),
        )),
        Part("skills", "Skills", (
            Block("text", plain("Python, SQL, AWS, Kubernetes, Airflow, Tableau, Git")),
        )),
        Part("languages", "Languages", (
            Block("text", plain("English (fluent), Portuguese (native), French (good)")),
        )),
    )  # fmt: skip


def sample_resume() -> bytes:
    """The sample as a one-page PDF; the same bytes every time."""
    sheet = Sheet(595.3, 841.9, top=48, bottom=794)
    column = Column(sheet, Look(accent="#1f3a5f", leading=1.35), 54, 487.3, 48)
    column.line(plain("Inês Carvalho Amaral", bold=True), size=20)
    column.line(plain("Data Engineer"), size=11.5)
    contact = "Porto, Portugal  |  +351 555 010 299  |  ines.amaral@example.com"
    column.line(plain(contact), size=9)
    column.y += 8
    for part in _parts():
        column.part_of(part)
    return render(sheet, "line", "Resume Inês Carvalho Amaral")
