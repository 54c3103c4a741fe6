"""The library's door: bytes or a path in, a report out, the same every time and for everybody."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import logging
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import jsonschema
import pytest

from models.synthetic import generate, own_stock
from models.synthetic.people import Person, person
from recognizer import Recognizer
from recognizer.errors import UnreadableResume
from recognizer.report import Report
from recognizer.schema import report_schema
from tests import hostile
from tests.drawn import CONTACT, NAME, listing, report, resume

ROOT = Path(__file__).resolve().parent.parent
OWN = own_stock()
ORCHARD = {
    "Summary": "A certified PMP who keeps orchards and their books.",
    "Experience": "Orchard Keeper at Pear Valley Farms, 2016 to 2019",
    "Education": "Bachelor of Science in Pomology, University of Nowhere, 2014",
    "Certifications": [
        "- AWS Certified Developer – Associate, Amazon Web Services, May 2021",
        "- Machine Learning, Stanford University (Coursera), 2020",
        "- The Complete Orchard Course, Udemy, 2019",
        "- Orchard Care, Plum Academy (in progress)",
        "- CCNA, Cisco, 2015 (expired)",
    ],
}


def test_pipeline_reads_a_path_its_text_and_bytes_alike(recognizer: Any, tmp_path: Path) -> None:
    path = tmp_path / "resume.pdf"
    path.write_bytes(resume(ORCHARD))
    of_bytes = recognizer.recognize(path.read_bytes())
    assert isinstance(of_bytes, Report)
    assert recognizer.recognize(path) == of_bytes
    assert recognizer.recognize(str(path)) == of_bytes
    assert recognizer.recognize(path, name="x.pdf").document.name == "x.pdf"


def test_pipeline_report_says_which_file_it_is_about(recognizer: Any, tmp_path: Path) -> None:
    data = resume(ORCHARD)
    path = tmp_path / "robin.pdf"
    path.write_bytes(data)
    document = recognizer.recognize(path).document
    assert (document.name, document.pages) == ("robin.pdf", 1)
    assert document.sha256 == hashlib.sha256(data).hexdigest()


def test_pipeline_report_is_valid_by_its_schema(recognizer: Any) -> None:
    found = report(recognizer, ORCHARD)
    jsonschema.Draft202012Validator(report_schema()).validate(found)
    assert len(found["credentials"]) == 6
    assert found["summary"]["headline"]


def test_pipeline_report_without_credentials_is_a_report(recognizer: Any) -> None:
    found = report(recognizer, {"Experience": ORCHARD["Experience"]})
    jsonschema.Draft202012Validator(report_schema()).validate(found)
    assert (found["credentials"], found["degrees"]) == ([], [])


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (hostile.garbage, "damaged_pdf"),
        (hostile.encrypted, "encrypted_pdf"),
        (hostile.pictures_only, "no_text_layer"),
        (lambda: b"orchards", "not_a_pdf"),
        (lambda: b"", "not_a_pdf"),
    ],
)
def test_pipeline_unreadable_files_raise(
    recognizer: Any, make: Callable[[], bytes], code: str
) -> None:
    with pytest.raises(UnreadableResume) as caught:
        recognizer.recognize(make(), name="robin.pdf")
    assert caught.value.code == code
    assert "robin.pdf" in str(caught.value)


def test_pipeline_many_goes_on_after_bad_files(recognizer: Any, tmp_path: Path) -> None:
    good = resume(ORCHARD)
    made = {
        "a.pdf": good,
        "b.pdf": hostile.garbage(),
        "c.pdf": hostile.encrypted(),
        "e.pdf": good,
    }
    for name, data in made.items():
        (tmp_path / name).write_bytes(data)
    paths = [tmp_path / f"{letter}.pdf" for letter in "abcde"]
    results = list(recognizer.recognize_many(paths))
    assert [path for path, _ in results] == [str(path) for path in paths]
    kinds = [r.code if isinstance(r, UnreadableResume) else "report" for _, r in results]
    assert kinds == ["report", "damaged_pdf", "encrypted_pdf", "cannot_open", "report"]
    first, last = results[0][1], results[-1][1]
    assert first.credentials == last.credentials and len(first.credentials) == 6


def test_pipeline_many_reads_one_file_at_a_time(recognizer: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(resume(ORCHARD))
    asked = []

    def paths() -> Any:
        for number in range(3):
            asked.append(number)
            yield path

    results = recognizer.recognize_many(paths())
    next(results)
    assert asked == [0]


DIGEST = """
import hashlib, sys
from recognizer import Recognizer
reader = Recognizer.load()
for path in sys.argv[1:]:
    print(hashlib.sha256(reader.recognize(path).to_json()).hexdigest())
"""


@pytest.mark.slow
def test_pipeline_two_processes_give_the_same_bytes(recognizer: Any, tmp_path: Path) -> None:
    paths = []
    for layout in ("gulf_india", "running_text", "table"):
        paths.append(tmp_path / f"{layout}.pdf")
        paths[-1].write_bytes(generate(21, layout, stock=OWN).pdf)
    command = [sys.executable, "-c", DIGEST, *map(str, paths)]
    runs = [
        subprocess.Popen(
            command, cwd=ROOT, text=True, stdout=subprocess.PIPE, env={"PYTHONHASHSEED": seed}
        )
        for seed in ("1", "2")
    ]
    told = [run.communicate(timeout=600)[0].split() for run in runs]
    here = [hashlib.sha256(recognizer.recognize(p).to_json()).hexdigest() for p in paths]
    assert told == [here, here]


def test_pipeline_loading_twice_gives_the_same_report(recognizer: Any) -> None:
    again = Recognizer.of(recognizer.settings, recognizer.taxonomy)
    data = resume(ORCHARD)
    assert again.recognize(data).to_json() == recognizer.recognize(data).to_json()


PEOPLE = [
    ("Robin Quince", CONTACT),
    ("Oluwaseun Adébáyò", "Lagos, Nigeria | o.adebayo@quince.example | +234 555 0101 | he/him"),
    ("Nguyễn Thị Mai", "Hà Nội, Vietnam | mai@quince.example | +84 555 0102 | she/her"),
    ("Fatima Al-Mansouri", "Doha, Qatar | fatima@quince.example | +974 555 0103 | Ms"),
    ("Ana-María de la Peña y Ruiz", "Madrid | ana@quince.example | +34 555 0104 | 34 años"),
    ("CISCO RAMIREZ", "Austin, TX 78701 | cisco@quince.example | 555 0105 | Mr, born 1961"),
    ("April May Fellows", "1 College Road, Oxford | april@quince.example | 555 0106 | Mrs"),
    ("Li", "Beijing 100000, China | li@quince.example | 555 0107 | aged 58, married"),
]
"""Name, and address with telephone and what else is nobody's business. All invented."""


def credentials_of(recognizer: Any, data: bytes, *dropped: str) -> bytes:
    """The credentials and degrees of a report as bytes, without the named parts of evidence."""
    found = json.loads(recognizer.recognize(data).to_json())
    for item in found["credentials"]:
        for key in dropped:
            del item["evidence"][key]
    return json.dumps([found["credentials"], found["degrees"]]).encode()


@pytest.mark.parametrize(("name", "contact"), PEOPLE[1:], ids=[name for name, _ in PEOPLE[1:]])
def test_pipeline_who_somebody_is_changes_nothing(recognizer: Any, name: str, contact: str) -> None:
    expected = credentials_of(recognizer, resume(ORCHARD))
    assert json.loads(expected)[0]
    assert credentials_of(recognizer, resume(ORCHARD, name=name, contact=contact)) == expected


@pytest.mark.parametrize(
    "details",
    [
        ["Gender: female", "Nationality: Indian", "Date of birth: 5 May 1968"],
        ["Gender: male", "Marital status: married", "Religion: none", "Age: 24"],
        ["Pronouns: they/them", "Passport: X1", "Driving: yes"],
    ],
)
def test_pipeline_personal_details_change_nothing(recognizer: Any, details: list[str]) -> None:
    expected = credentials_of(recognizer, resume(ORCHARD))
    told = {**ORCHARD, "Personal Details": details}
    assert credentials_of(recognizer, resume(told)) == expected
    assert credentials_of(recognizer, resume(told, photo=True)) == expected


@pytest.mark.parametrize("pronoun", ["He", "She", "They"])
def test_pipeline_pronouns_change_nothing(recognizer: Any, pronoun: str) -> None:
    verb = "keep" if pronoun == "They" else "keeps"
    told = {**ORCHARD, "Summary": f"{pronoun} {verb} orchards and books. Certified PMP."}
    plain = {**ORCHARD, "Summary": "Keeps orchards and books. Certified PMP."}
    expected = credentials_of(recognizer, resume(plain), "bbox")
    assert credentials_of(recognizer, resume(told), "bbox") == expected


@pytest.mark.parametrize("education", ["2004", "1984", None])
def test_pipeline_degree_and_its_year_change_no_credential(
    recognizer: Any, education: str | None
) -> None:
    told: dict[str, Any] = {**ORCHARD}
    told["Education"] = (
        f"Bachelor of Science in Pomology, University of Nowhere, {education}"
        if education
        else "Plum School"
    )
    expected, found = (report(recognizer, s)["credentials"] for s in (ORCHARD, told))
    assert found == expected


@pytest.mark.parametrize(
    "line",
    [
        "AWS Certified Developer – Associate, Amazon Web Services, May 2021",
        "The Complete Orchard Course, Udemy, May 2021",
        "Orchard Care, Plum Academy, May 2021",
        "CCNA, Cisco, May 2021",
    ],
)
def test_pipeline_a_tier_hangs_on_nothing_around_it(recognizer: Any, line: str) -> None:
    """Neither how many credentials stand beside it, nor how the line is set."""
    others = [f"- Tree Pruning {word}, Udemy, 2019" for word in ("Alpha", "Beta", "Gamma", "Delta")]
    alone = report(recognizer, listing(f"- {line}"))["credentials"][0]
    for lines in ([f"- {line}", *others], [line], [*others, f"- {line}"]):
        found = report(recognizer, listing(*lines))["credentials"]
        same = next(c for c in found if c["title"] == alone["title"])
        assert {**same, "evidence": None} == {**alone, "evidence": None}


@pytest.mark.parametrize("layout", ["one_column", "left_sidebar", "two_column", "header_banner"])
@pytest.mark.parametrize("other", ["Grace Okafor", "Mohammed Al-Harbi", "Jürgen Böhm"])
def test_pipeline_another_name_on_a_drawn_resume_changes_nothing(
    recognizer: Any, monkeypatch: pytest.MonkeyPatch, layout: str, other: str
) -> None:
    expected = credentials_of(recognizer, generate(5, layout, stock=OWN).pdf, "bbox", "page")

    def renamed(rng: Random, **options: Any) -> Person:
        return dataclasses.replace(person(rng, **options), name=other)

    monkeypatch.setattr("models.synthetic.composition.person", renamed)
    data = generate(5, layout, stock=OWN).pdf
    assert len(json.loads(expected)[0]) >= 1
    assert credentials_of(recognizer, data, "bbox", "page") == expected


def test_pipeline_logs_hold_no_text_of_a_resume(
    recognizer: Any, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    caplog.set_level(logging.DEBUG, logger="recognizer")
    recognizer.recognize(resume(ORCHARD))
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(resume(ORCHARD)[:-400])
    list(recognizer.recognize_many([broken]))
    for secret in (*NAME.split(), "Orchard", "Pomology", "quince.example", "Stanford"):
        assert secret not in caplog.text


@pytest.mark.parametrize("cut", [200, 700, 1200])
def test_pipeline_errors_hold_no_text_of_a_resume(recognizer: Any, cut: int) -> None:
    with pytest.raises(UnreadableResume) as caught:
        recognizer.recognize(resume(ORCHARD)[:cut], name="file.pdf")
    assert "file.pdf" in str(caught.value)
    assert "Orchard" not in f"{caught.value} {caught.value.detail}"
