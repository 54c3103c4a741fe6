"""The pages as a visitor meets them: upload, list, report, verdicts, deletion, errors."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import datetime, timedelta, tzinfo
from typing import Any

import pytest
from sqlalchemy import update

import hostile
from recognizer.web import create_app
from recognizer.web.reviews import VERDICTS
from recognizer.web.services import Services
from recognizer.web.tables import Batch, now
from served import PASSWORD, Reading, services
from visiting import Visit, invented_resume, marked, parsed, sample, words


def said_again(made: Services) -> list[dict[str, Any]]:
    lines = made.settings.review_file.read_text("utf-8").splitlines()
    return [json.loads(line)["review"] for line in lines]


def test_pages_upload_leads_to_the_list_in_the_order_given(
    visit: Visit, three: tuple[str, list[str]]
) -> None:
    page = visit.get(three[0])
    assert marked(page, "li.resume h3") == ["Résumé 1", "Résumé 2", "Résumé 3"]
    links = [node.attrs["href"] for node in parsed(page).query("li.resume h3 a")]
    assert links == [f"/resumes/{document}" for document in three[1]]
    assert "8 credentials were found" in marked(page, "li.resume")[0]
    visit.show_names()
    assert marked(visit.get(three[0]), "li.resume h3") == ["1. ines.pdf", "2. 1.pdf", "3. 2.pdf"]


class InTime(datetime):
    """A clock that stands before the sample's credentials expire."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> InTime:
        return cls(2026, 11, 22, tzinfo=tz)


def test_pages_report_says_all_there_is_to_a_credential(
    visit: Visit, one: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recognizer.web.pages.report.datetime", InTime)
    page = visit.get(f"/resumes/{one[1]}")
    cards = parsed(page).query("article.card")
    assert len(cards) == 8
    first, second, last = words(cards[0]), words(cards[1]), words(cards[-1])
    for said in (
        "AWS Certified Solutions Architect – Associate",
        "Certification · Amazon Web Services · issued Mar 2024 · valid until Mar 2027",
        "Tier 1: Independently examined from the catalogue",
        "Open www.credly.com",
        "In the catalogue",
        "Page 1",
    ):
        assert said in first
    assert "Number: LF-8h2kq4t9xz" in second
    assert "in progress" in last
    assert "Not earned yet" in last
    assert "B.Sc. Computer Science, Eastmoor University" in words(page)
    assert "What to check, and what to ask the candidate" in words(page)


def test_pages_links_out_tell_nobody_where_they_come_from(
    visit: Visit, one: tuple[str, str]
) -> None:
    page = parsed(visit.get(f"/resumes/{one[1]}"))
    outside = [a for a in page.query("a[href]") if not a.attrs["href"].startswith(("/", "#"))]
    assert outside
    for link in outside:
        assert link.attrs["href"].startswith(("https://", "http://"))
        assert link.attrs["target"] == "_blank"
        assert {"noreferrer", "noopener"} <= set(link.attrs["rel"].split())
        assert "opens in a new tab" in words(link)


def test_pages_marks_and_cards_belong_together(visit: Visit, one: tuple[str, str]) -> None:
    visit.await_picture(one[1])
    page = parsed(visit.get(f"/resumes/{one[1]}"))
    marks = {a.attrs["id"]: a.attrs["href"] for a in page.query("a.mark")}
    assert marks == {f"m{n}": f"#c{n}" for n in range(1, 9)}
    assert [a.attrs["href"] for a in page.query("blockquote a")] == [f"#m{n}" for n in range(1, 9)]


def test_pages_progress_and_rows_are_what_the_script_asks_for(
    visit: Visit, three: tuple[str, list[str]]
) -> None:
    progress = visit.get(f"{three[0]}/progress").json
    assert progress == {
        "ended": 3,
        "total": 3,
        "documents": [{"id": document, "state": "done"} for document in three[1]],
    }
    row = visit.get(f"{three[0]}/rows/{three[1][1]}")
    assert row.text.strip().startswith("<li")
    assert row.text.strip() in visit.get(three[0]).text


SAID = {
    "matches": "checked by a reviewer: matches",
    "does_not_match": "checked by a reviewer: does not match",
    "not_a_credential": "reviewer: not a credential",
    "wrong_match": "reviewer: matched wrongly, it is “Certified Cloud Example”",
}
"""How the list says each verdict."""


@pytest.mark.parametrize("verdict", VERDICTS)
def test_pages_verdict_is_shown_kept_and_taken_back(
    visit: Visit, made: Services, one: tuple[str, str], verdict: str
) -> None:
    place, document = one
    entry = "Certified Cloud Example" if verdict == "wrong_match" else ""
    visit.get(f"/resumes/{document}")
    target = f"/resumes/{document}/credentials/1/review"
    answer = visit.post(target, verdict=verdict, entry=entry)
    assert (answer.status_code, answer.location) == (303, f"/resumes/{document}#c2")
    assert VERDICTS[verdict] in marked(visit.get(f"/resumes/{document}"), ".said")[0]
    assert SAID[verdict] in words(visit.get(place))
    assert verdict.replace("_", " ") in words(visit.get(f"{place}/print"))
    exported = json.loads(visit.get(f"{place}/export.json").text)[0]["reviews"]
    assert exported == {"1": {"verdict": verdict, "entry": entry or None}}
    visit.post(target, verdict="undo")
    assert SAID[verdict] not in words(visit.get(place))
    kept, back = said_again(made)[-2:]
    assert kept["id"] == back["id"] == f"{document}/1"
    assert (kept["verdict"], kept["entry"], back["verdict"]) == (verdict, entry or None, None)
    assert kept["title"] == "Certified Kubernetes Administrator (CKA)"
    assert visit.app.extensions["recognizer"].taxonomy.has_credential(kept["match"])


def test_pages_verdict_replaces_an_earlier_one(visit: Visit, one: tuple[str, str]) -> None:
    target = f"/resumes/{one[1]}/credentials/0/review"
    for verdict in ("matches", "does_not_match"):
        visit.post(target, verdict=verdict)
    said = marked(visit.get(f"/resumes/{one[1]}"), ".said")
    assert len(said) == 1
    assert VERDICTS["does_not_match"] in said[0]


@pytest.mark.parametrize(
    ("index", "verdict", "code"),
    [("99", "matches", 404), ("0", "good", 400), ("0", "", 400), ("x", "matches", 404)],
)
def test_pages_verdict_on_nothing_is_refused(
    visit: Visit, one: tuple[str, str], index: str, verdict: str, code: int
) -> None:
    answer = visit.post(f"/resumes/{one[1]}/credentials/{index}/review", verdict=verdict)
    assert answer.status_code == code


def test_pages_more_files_go_behind_those_that_are_there(
    visit: Visit, one: tuple[str, str]
) -> None:
    file = (io.BytesIO(invented_resume(3)), "more.pdf")
    assert visit.post(f"{one[0]}/files", files=[file]).status_code == 303
    assert visit.await_end(one[0])[0] == one[1]
    assert marked(visit.get(one[0]), "li.resume h3") == ["Résumé 1", "Résumé 2"]
    nothing = visit.post(f"{one[0]}/files")
    assert "No file was chosen" in words(visit.get(nothing.location))


BAD = {
    "empty.pdf": (b"", "empty"),
    "letter.docx": (b"PK\x03\x04 not much", "ZIP"),
    "words.txt": (b"Only words", "PDF"),
    "cut.pdf": (hostile.cut_in_header(), "damaged"),
    "noise.pdf": (hostile.garbage(), "damaged"),
    "locked.pdf": (hostile.encrypted(), "password"),
    "scan.pdf": (hostile.pictures_only(), "text"),
    "none.pdf": (hostile.no_pages(), "page"),
    "round.pdf": (hostile.circular_pages(), "damaged"),
}


def test_pages_bad_files_say_what_is_wrong_and_the_others_go_on(visit: Visit) -> None:
    files = [("good.pdf", sample()), *((name, data) for name, (data, _) in BAD.items())]
    place, documents = visit.read(*files)
    rows = marked(visit.get(place), "li.resume")
    assert "8 credentials were found" in rows[0]
    for document, row, (name, (_, said)) in zip(documents[1:], rows[1:], BAD.items(), strict=True):
        assert said.lower() in row.lower(), (name, row)
        alone = visit.get(f"/resumes/{document}")
        assert alone.status_code == 200
        assert said.lower() in words(alone).lower()
        assert visit.get(f"{place}/rows/{document}").status_code == 200


def test_pages_archive_is_opened_and_its_bad_members_named(visit: Visit) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("team/ines.pdf", sample())
        archive.writestr("../../locked.pdf", hostile.encrypted())
    visit.show_names()
    place, _ = visit.read(("all.zip", packed.getvalue()))
    rows = marked(visit.get(place), "li.resume")
    assert [row.split()[1] for row in rows] == ["ines.pdf", "locked.pdf"]
    assert "password" in rows[1]


@pytest.mark.parametrize("script", [True, False])
def test_pages_upload_of_nothing_says_what_to_do(visit: Visit, script: bool) -> None:
    visit.get("/")
    visit.headers = {"Accept": "application/json"} if script else {}
    answer = visit.post("/upload")
    assert answer.status_code == 400
    said = answer.text if script else marked(answer, '[role="alert"]')[0]
    assert "Choose one or more PDF files" in said


def test_pages_deleting_leaves_nothing(visit: Visit, made: Services) -> None:
    place, (first, second) = visit.read(("a.pdf", sample()), ("b.pdf", sample()))
    assert visit.post(f"/resumes/{first}/delete").location == place
    assert visit.get(f"/resumes/{first}").status_code == 404
    assert marked(visit.get(place), "li.resume h3") == ["Résumé 2"], "others keep their names"
    assert visit.post(f"/resumes/{second}/delete").location == "/"
    assert visit.get(place).status_code == 404
    place = visit.upload(("a.pdf", sample()))
    assert visit.post(f"{place}/delete").location == "/", "also while it is being read"
    assert visit.get(place).status_code == 404
    assert place not in visit.get("/").text


def test_pages_what_is_past_its_time_is_gone(visit: Visit, made: Services) -> None:
    place, (document,) = visit.read(("a.pdf", sample()))
    with made.database.session() as session:
        over = update(Batch).where(Batch.id == place.rpartition("/")[2])
        session.execute(over.values(expires=now() - timedelta(seconds=1)))
    made.forget_old()
    for path in (place, f"/resumes/{document}", f"/resumes/{document}/pages/1.jpg"):
        assert visit.get(path).status_code == 404


def test_pages_switches_stay_where_they_were_used(visit: Visit, one: tuple[str, str]) -> None:
    page = visit.get(one[0], query_string={"tier": "1"})
    forms = parsed(page).query('form input[name="back"]')
    back = {node.attrs["value"] for node in forms}
    assert back == {f"{one[0]}?tier=1"}
    for path, form in (("/names", {"shown": "yes"}), ("/theme", {"theme": "dark"})):
        answer = visit.post(path, back=back.copy().pop(), **form)
        assert (answer.status_code, answer.location) == (303, f"{one[0]}?tier=1")
    html = parsed(visit.get(one[0])).query("html")[0]
    assert html.attrs["data-bs-theme"] == "dark"
    assert visit.post("/theme", theme="pink").status_code == 400


def test_pages_switches_work_on_a_page_that_refused_a_form(visit: Visit) -> None:
    visit.get("/")
    refused = parsed(visit.post("/upload"))
    for node in refused.query('input[name="back"]'):
        answer = visit.post("/theme", theme="light", back=node.attrs["value"])
        assert visit.get(answer.location).status_code == 200


def test_pages_open_to_all_until_there_is_an_account(
    shared_reading: Reading, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with services(tmp_path_factory.mktemp("closing"), shared_reading) as made:
        visit = Visit(create_app(made))
        assert visit.get("/").status_code == 200
        assert visit.get("/sign-in").location == "/"
        place, _ = visit.read(("a.pdf", sample()))
        made.accounts.add("maria", PASSWORD)
        assert visit.get(place).location == f"/sign-in?next={place}"
        assert visit.post("/upload").location == "/sign-in"
        assert visit.sign_in("maria").status_code == 303
        assert visit.get("/").status_code == 200
        assert visit.get(place).status_code == 404, "it was uploaded before there was an account"
