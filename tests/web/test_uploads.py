"""Handing in, looking before storing, storing."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from analyzer.pipeline import take_in
from analyzer.types import Side
from models import Upload
from models.enums import Role, UploadStatus
from tests.analyzer.pipeline import company
from tests.fakes import fake_tools
from tests.web.office import TABLE, Office, open_office
from web.intake import preview

AMBIGUOUS = b"comment;site;day\nThe till froze twice an hour.;Harbour;03/04/2025\nNobody came.;Harbour;05/06/2025\n"
INTERVIEW = "Interviewer: Why do you leave?\nLeaver: The roster changed every Thursday evening, without a word.\n"
SAMPLES = Path(__file__).parents[2] / "samples"
SECRET = "Nobody but the person who handed this in may read it."


def hand_in(client: FlaskClient, content: bytes, name: str = "comments.csv", **fields: str) -> TestResponse:
    return client.post("/uploads/file", data={"file": (BytesIO(content), name), **fields})


def newest(office: Office) -> Upload:
    with office.store.sessions() as session:
        return session.query(Upload).order_by(Upload.id.desc()).limit(1).one()


def spooled(office: Office) -> list[str]:
    return sorted(path.name for path in office.store.spool.iterdir())


def waiting(office: Office) -> int:
    with office.store.sessions() as session:
        return session.query(Upload).filter(Upload.status != UploadStatus.STORED).count()


def queued(office: Office) -> bool:
    return (office.store.installation.home / "queue.db").exists()


def test_it_shows_how_a_file_will_be_read_before_anything_of_it_is_stored(office: Office) -> None:
    cx = office.sit_down(Role.CX)
    page = cx.get(hand_in(cx, TABLE).headers["Location"], follow_redirects=True)
    upload = newest(office)
    assert (upload.status, upload.side, upload.records) == (UploadStatus.WAITING, "customer", 0)
    assert "The till froze twice an hour." in page.text
    assert "nothing is stored yet" in page.text
    assert '<option value="text" selected>' in page.text
    assert not queued(office)


def test_it_counts_in_the_preview_what_becomes_of_each_row(office: Office) -> None:
    cx = office.sit_down(Role.CX)
    upload_id = office.wait(Role.CX, Side.CUSTOMER, TABLE + b"broken;row;2025-03-03;with;too;many\n")
    text = " ".join(cx.get(f"/uploads/{upload_id}/preview/").text.split())
    assert "<dt>Rows</dt><dd>3</dd>" in text
    assert "<dt>Record</dt><dd>1</dd>" in text
    assert "<dt>No answer</dt><dd>1</dd>" in text
    assert "<dt>Problem row</dt><dd>1</dd>" in text
    assert "<td>4</td>" in text


def test_it_stores_what_is_confirmed_and_not_before(office: Office) -> None:
    cx = office.sit_down(Role.CX)
    upload_id = office.wait(Role.CX, Side.CUSTOMER)
    answer = cx.post(f"/uploads/{upload_id}/preview/", data={"action": "store"})
    assert answer.headers["Location"] == f"/uploads/{upload_id}"
    assert newest(office).status is UploadStatus.READING
    assert queued(office)


def test_a_second_request_to_store_an_upload_leaves_it_stored(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    cx = office.sit_down(Role.CX)
    upload_id = office.wait(Role.CX, Side.CUSTOMER)

    def store_meanwhile(_: Upload) -> str:
        take_in(office.store, upload_id, fake_tools())
        return ""

    monkeypatch.setattr(preview, "_unanswered", store_meanwhile)
    assert cx.post(f"/uploads/{upload_id}/preview/", data={"action": "store"}).status_code == 404
    assert (newest(office).status, queued(office)) == (UploadStatus.STORED, False)


def test_it_forgets_what_is_cancelled_with_its_bytes(office: Office) -> None:
    cx = office.sit_down(Role.CX)
    upload_id = office.wait(Role.CX, Side.CUSTOMER)
    assert len(spooled(office)) == 1
    cx.post(f"/uploads/{upload_id}/preview/discard")
    assert spooled(office) == []
    assert waiting(office) == 0


def test_it_reads_the_columns_as_they_are_corrected(office: Office) -> None:
    cx = office.sit_down(Role.CX)
    upload_id = office.wait(Role.CX, Side.CUSTOMER)
    cx.post(f"/uploads/{upload_id}/preview/", data={"role-0": "text", "role-1": "attribute", "role-2": "ignored"})
    assert [column["role"] for column in newest(office).plan["columns"]] == ["text", "attribute", "ignored"]  # type: ignore[union-attr,attr-defined,call-overload,index]


def test_it_says_what_is_wrong_with_a_correction_and_keeps_the_former_reading(office: Office) -> None:
    cx = office.sit_down(Role.CX)
    upload_id = office.wait(Role.CX, Side.CUSTOMER)
    before = newest(office).plan
    answer = cx.post(
        f"/uploads/{upload_id}/preview/", data={"role-0": "ignored", "role-1": "ignored", "role-2": "ignored"}
    )
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert newest(office).plan == before


@pytest.mark.parametrize(
    ("answer", "stored", "order"),
    [("", False, None), ("dmy", True, "dmy"), ("mdy", True, "mdy"), ("none", True, None)],
)
def test_it_stores_no_dates_whose_order_nobody_has_settled(
    office: Office, answer: str, stored: bool, order: str | None
) -> None:
    cx = office.sit_down(Role.CX)
    upload_id = office.wait(Role.CX, Side.CUSTOMER, AMBIGUOUS)
    assert "Which comes first" in cx.get(f"/uploads/{upload_id}/preview/").text
    reply = cx.post(f"/uploads/{upload_id}/preview/", data={"action": "store", "dates": answer})
    assert (reply.status_code == 302) is stored
    assert (newest(office).status is UploadStatus.READING) is stored
    assert newest(office).plan["date_order"] == order


def test_it_says_before_storing_and_after_that_dates_cannot_be_read(office: Office) -> None:
    days = ["2025-03-01", "soon"] * 3
    rows = [f"The {thing} till froze again.;Harbour;{day}" for thing, day in zip(company.THINGS, days, strict=False)]
    content = "\n".join(["comment;site;day", *rows]).encode()
    told = "Column “day”: 3 of 6 values could not be read as dates; these rows count as undated."
    cx = office.sit_down(Role.CX)
    page = cx.get(hand_in(cx, content).headers["Location"], follow_redirects=True)
    assert told in page.text
    upload_id = newest(office).id
    take_in(office.store, upload_id, fake_tools())
    assert newest(office).records == 6
    assert told in cx.get(f"/uploads/{upload_id}").text


def test_it_keeps_the_interviewers_words_out_of_the_preview_of_a_pasted_interview(office: Office) -> None:
    hr = office.sit_down(Role.HR)
    page = hr.post(
        "/uploads/text",
        data={"text": INTERVIEW, "day": "2025-03-04", "unit": " Harbour  Street"},
        follow_redirects=True,
    )
    assert "The roster changed every Thursday evening" in page.text
    assert "Why do you leave?" not in page.text
    assert (newest(office).plan["day"], newest(office).plan["unit"]) == ("2025-03-04", "Harbour Street")


def test_a_pasted_texts_head_fills_unit_and_day_in_and_an_emptied_field_is_none(office: Office) -> None:
    hr = office.sit_down("hr")
    text = f"Site: York\nDate: 12 May 2026\n\n{INTERVIEW}"
    page = hr.post("/uploads/text", data={"text": text}, follow_redirects=True).text
    assert 'name="day" value="2026-05-12"' in page
    assert 'value="York"' in page
    assert "neither unit nor date" not in page
    look = f"/uploads/{newest(office).id}/preview/"
    page = hr.post(
        look, data={"shape": "interview", "day": "", "unit": "", "action": "look"}, follow_redirects=True
    ).text
    assert 'value="York"' not in page
    assert "1 record has neither unit nor date" in page


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "empty.csv"),
        (b"id;score\n1;2\n2;3\n", "numbers.csv"),
        (bytes(range(256)) * 8, "photo.jpg"),
        (b"PK", "a.xlsx"),
    ],
)
def test_it_says_on_the_form_why_a_file_cannot_be_read_and_keeps_nothing(
    office: Office, content: bytes, name: str
) -> None:
    answer = hand_in(office.sit_down(Role.CX), content, name)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert spooled(office) == []
    assert waiting(office) == 0


def test_it_asks_for_a_file_where_none_was_chosen(office: Office) -> None:
    answer = office.sit_down(Role.CX).post("/uploads/file", data={})
    assert answer.status_code == 422
    assert "Choose a file." in answer.text


@pytest.mark.parametrize("size", [20_000, 200_000])
def test_it_refuses_a_file_over_the_limit_in_one_sentence(home: Path, size: int) -> None:
    office = open_office(home, limit=10_000)
    answer = hand_in(office.sit_down(Role.CX), b"comment\n" + b"The queue never ends.\n" * (size // 22))
    assert answer.status_code in {413, 422}
    assert "MB" in answer.text
    assert spooled(office) == []
    assert waiting(office) == 0


def test_it_adds_nothing_where_the_same_file_is_handed_in_again(office: Office) -> None:
    cx = office.sit_down(Role.CX)
    first = hand_in(cx, TABLE).headers["Location"]
    assert hand_in(cx, TABLE, "again.csv").headers["Location"] == first
    assert waiting(office) == 1


@pytest.mark.parametrize(("role", "side"), [(Role.HR, "employee"), (Role.CX, "customer")])
def test_it_takes_the_side_from_the_role_whatever_the_form_says(office: Office, role: Role, side: str) -> None:
    other = "customer" if side == "employee" else "employee"
    hand_in(office.sit_down(role), TABLE, side=other, public="y")
    assert newest(office).side == side
    assert newest(office).public is (side == "customer")


def test_it_asks_analysts_for_the_side(office: Office) -> None:
    hand_in(office.sit_down(Role.ANALYST), TABLE, side="customer")
    assert newest(office).side == "customer"


@pytest.mark.parametrize("role", [Role.CX, Role.ANALYST])
def test_it_shows_words_that_are_not_redacted_yet_to_nobody_but_who_handed_them_in(office: Office, role: Role) -> None:
    upload_id = office.wait(Role.HR, Side.EMPLOYEE, f"comment\n{SECRET}\n{SECRET}\n".encode())
    other = office.sit_down(role)
    for page in (
        f"/uploads/{upload_id}",
        f"/uploads/{upload_id}/preview/",
        f"/uploads/{upload_id}/records",
        "/uploads/",
    ):
        assert SECRET not in other.get(page, follow_redirects=True).text
    assert other.post(f"/uploads/{upload_id}/preview/", data={"action": "store"}).status_code == 404
    assert other.post(f"/uploads/{upload_id}/preview/discard").status_code == 404
    assert SECRET in office.sit_down(Role.HR).get(f"/uploads/{upload_id}/preview/").text


def test_it_says_how_far_the_storing_is(office: Office) -> None:
    upload_id = office.wait(Role.CX, Side.CUSTOMER)
    with office.store.sessions.begin() as session:
        upload = session.get_one(Upload, upload_id)
        upload.status, upload.done, upload.rows = UploadStatus.READING, 128, 400
    progress = office.sit_down(Role.CX).get(f"/uploads/{upload_id}/progress.json").json
    assert progress == {
        "status": "reading",
        "finished": False,
        "steps": [{"name": "store", "done": 128, "total": 400}],
    }


def test_it_counts_nothing_before_the_rows_are_known(office: Office) -> None:
    upload_id = office.wait(Role.CX, Side.CUSTOMER)
    with office.store.sessions.begin() as session:
        upload = session.get_one(Upload, upload_id)
        upload.status, upload.done, upload.rows = UploadStatus.READING, 0, 0
    page = office.sit_down(Role.CX).get(f"/uploads/{upload_id}").text
    assert '<span class="going-count"></span>' in page


def test_it_counts_the_first_rows_of_a_large_file_alone(home: Path) -> None:
    office = open_office(home, limit=8 * 1024 * 1024)
    head, *rows = (SAMPLES / "customers.csv").read_bytes().splitlines(keepends=True)
    upload_id = office.wait(Role.CX, Side.CUSTOMER, head + b"".join(rows * (21_000 // len(rows) + 1)))
    page = office.sit_down(Role.CX).get(f"/uploads/{upload_id}/preview/").text
    assert "<dt>Rows</dt><dd>20,000</dd>" in " ".join(page.split())
    assert "These are its first rows." in page


def test_a_row_that_is_handed_in_twice_is_one_record_in_the_overview(office: Office) -> None:
    def records() -> str:
        page = office.sit_down(Role.CX).get("/").text
        return page.split("side-customer")[1].split('class="figure">')[1].split("<")[0]

    before = int(records())
    for people in (20, 23):
        company.hand_in(office.store, company.customers(people), Side.CUSTOMER, fake_tools(), f"{people}.csv")
    assert int(records()) == before + 23


CODED = b"""Q1,Q2
What was wrong?,Anything else?
The till froze twice an hour.,Nobody came over to help.
The bread was old again.,They laughed at me for asking.
I waited for half an hour.,The lift was out of order.
"""


@pytest.mark.parametrize(("rows", "records"), [("1", 4), ("2", 3)])
def test_it_asks_whether_a_row_is_somebodys_answers_before_it_is_stored(
    office: Office, rows: str, records: int
) -> None:
    cx = office.sit_down(Role.CX)
    page = f"/uploads/{office.wait(Role.CX, Side.CUSTOMER, CODED)}/preview/"
    assert "How many rows say what the columns hold?" in cx.get(page).text
    assert cx.post(page, data={"action": "store"}).status_code == 422
    answer = cx.post(page, data={"action": "store", "header_rows": rows, "role-0": "text"})
    if rows == "2":
        # Columns that nobody has seen yet are looked at once more.
        assert newest(office).status is UploadStatus.WAITING
        assert "What was wrong?" in cx.get(answer.headers["Location"]).text
        answer = cx.post(page, data={"action": "store", "header_rows": rows})
    assert answer.status_code == 302
    assert newest(office).status is UploadStatus.READING
    take_in(office.store, newest(office).id, fake_tools())
    assert newest(office).records == records


def test_it_asks_nothing_of_headers_where_one_row_holds_them(office: Office) -> None:
    cx = office.sit_down(Role.CX)
    assert "How many rows" not in cx.get(f"/uploads/{office.wait(Role.CX, Side.CUSTOMER)}/preview/").text


def test_its_records_are_listed_with_the_ids_by_which_somebody_may_ask_for_one(office: Office) -> None:
    rows = b"id,comment,site\nR_17,The till froze twice an hour.,North\nR_18,Nobody came over to help.,South\n"
    upload = office.wait(Role.CX, Side.CUSTOMER, rows)
    take_in(office.store, upload, fake_tools())
    cx = office.sit_down(Role.CX)
    assert "line 2 · id R_17 · North" in cx.get(f"/uploads/{upload}/records").text
    unnamed = office.wait(Role.CX, Side.CUSTOMER, rows.replace(b"id,", b"colour,"))
    take_in(office.store, unnamed, fake_tools())
    assert "· id " not in cx.get(f"/uploads/{unnamed}/records").text


def test_a_records_rating_is_shown_as_it_was_given(office: Office) -> None:
    rows = b"comment,stars\nThe till froze twice an hour.,4\nNobody came over to help.,4.5\nThe queue was short.,\n"
    upload = office.wait(Role.CX, Side.CUSTOMER, rows)
    take_in(office.store, upload, fake_tools())
    page = office.sit_down(Role.CX).get(f"/uploads/{upload}/records").text
    assert "line 2 · rating 4 ·" in page
    assert "line 3 · rating 4.5 ·" in page
    assert page.count("rating") == 2


@pytest.mark.parametrize(
    ("role", "title", "told"),
    [
        (Role.HR, "Paste exit interviews", (True, False)),
        (Role.CX, "Paste customer comments", (False, True)),
        (Role.ANALYST, "Paste text", (True, True)),
    ],
)
def test_the_page_for_pasting_speaks_of_what_its_reader_hands_in(
    office: Office, role: Role, title: str, told: tuple[bool, bool]
) -> None:
    page = office.sit_down(role).get("/uploads/text").text
    assert f"<h1>{title}</h1>" in page
    assert ("The interviewer&#39;s words are kept apart." in page, "reviews with their stars" in page) == told
    assert "your customer comments" not in page
