"""Taking in an upload."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import NoResultFound

from analyzer.ingest import Choices, IngestError
from analyzer.pipeline import (
    NewUpload,
    Store,
    choose,
    confirm,
    count_emptied,
    discard,
    join_units,
    known_places,
    open_store,
    preview,
    receive,
    say_emptied,
    sweep,
    take_in,
)
from analyzer.types import Side
from models import Record, SetAside, Statement, Upload, UploadRecord
from models.enums import UploadStatus
from tests.analyzer.pipeline.company import customers, employees, hand_in, installation, open_company, shuffled
from tests.fakes import Clock, CountingRedactor, fake_tools

MIXED = b"""id,site,comment
1,Hill,The till froze. We were short of people.
2,Hill,n/a
3,Mill,Write to ada@example.org about it.
4,Mill,
3,Mill,Write to ada@example.org about it.
"""


@pytest.fixture
def store(home: Path) -> Store:
    return open_company(home)


def count(store: Store, table: type) -> int:
    with store.sessions() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def upload(store: Store, upload_id: int) -> Upload:
    with store.sessions() as session:
        return session.get_one(Upload, upload_id)


def test_it_accounts_for_every_row(store: Store) -> None:
    choices = Choices(roles={"id": "id"})
    found = upload(store, hand_in(store, MIXED, Side.EMPLOYEE, fake_tools(), choices=choices))
    assert (found.rows, found.records, found.no_answer, found.skipped, found.problem_rows) == (5, 2, 2, 1, 0)
    assert count(store, SetAside) == 3


WORDS = ("The till froze twice a day.", "Nobody told us of the rota.", "We were never enough people on a Saturday.")


def workbook() -> bytes:
    """A sheet whose last cells are empty in some rows, which Excel then leaves out."""
    book, file = openpyxl.Workbook(), BytesIO()
    advice = (None, "Fix the till before the season begins, please.", "Tell people a week ahead of their shifts.")
    for row in (("id", "comment", "What should change?"), *zip("123", WORDS, advice, strict=True)):
        book.active.append(row)
    book.save(file)
    return file.getvalue()


def document() -> bytes:
    """A Word document with a table."""
    made, file = docx.Document(), BytesIO()
    table = made.add_table(rows=0, cols=2)
    for row in (("id", "comment"), *((str(at), text) for at, text in enumerate(WORDS))):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    made.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("leavers.xlsx", workbook),
        ("leavers.docx", document),
        ("leavers.json", lambda: json.dumps([{"comment": text} for text in WORDS]).encode()),
        ("leavers.jsonl", lambda: "\n".join(json.dumps({"comment": text}) for text in WORDS).encode()),
        ("leavers.tsv", lambda: "\n".join(["id\tcomment", *(f"{n}\t{text}" for n, text in enumerate(WORDS))]).encode()),
        ("leavers.txt", lambda: "\n".join(f"- {text}" for text in WORDS).encode()),
    ],
)
def test_it_takes_in_files_of_every_kind_though_it_keeps_them_without_an_ending(
    store: Store, name: str, make: Callable[[], bytes]
) -> None:
    hand_in(store, make(), Side.EMPLOYEE, fake_tools(), name)
    with store.sessions() as session:
        said = "\n".join(session.scalars(select(Record.text)))
        assert all(text in said for text in WORDS)
        assert session.scalar(select(func.sum(Upload.problem_rows))) == 0


def test_it_stores_statements_that_are_slices_of_their_record(store: Store) -> None:
    hand_in(store, MIXED, Side.EMPLOYEE, fake_tools())
    with store.sessions() as session:
        slices = [
            record.text[statement.start : statement.end]
            for record, statement in session.execute(
                select(Record, Statement).join(Statement, Statement.record_id == Record.id).order_by(Statement.id)
            )
        ]
    assert slices == [
        "The till froze.",
        "We were short of people.",
        "Write to [EMAIL] about it.",
        "Write to [EMAIL] about it.",
    ]


def test_it_says_how_many_records_redaction_left_empty(store: Store) -> None:
    table = b"id,comment\n1,Mrs Brand\n2,I wrote to ada@example.org\n3,ada@example.org\n4,The till froze again\n"
    upload_id = hand_in(store, table, Side.CUSTOMER, fake_tools(), choices=Choices(roles={"id": "id"}))
    assert upload(store, upload_id).plan["notes"] == [say_emptied(1)]
    assert count_emptied(["ada@example.org", "The till froze again"], fake_tools().redactor) == 1
    assert say_emptied(0) == ""


def test_it_counts_what_only_tells_who_wrote_or_how_to_reach_them(store: Store) -> None:
    table = b"id,comment\n1,Email me at ada@example.org\n2,The till froze twice. Email me at ada@example.org.\n"
    upload_id = hand_in(store, table, Side.CUSTOMER, fake_tools(), choices=Choices(roles={"id": "id"}))
    told = "1 statement only says who wrote or how to reach them. It is set aside."
    assert upload(store, upload_id).plan["notes"] == [say_emptied(1), told]
    assert count_emptied(["Email me at ada@example.org", "Email him, he said"], fake_tools().redactor) == 1


def test_it_lets_no_personal_data_reach_any_file(store: Store, home: Path) -> None:
    hand_in(store, MIXED, Side.EMPLOYEE, fake_tools())
    assert not [path for path in home.rglob("*") if path.is_file() and b"ada@example.org" in path.read_bytes()]


def test_it_deletes_the_bytes_once_their_records_are_stored(store: Store) -> None:
    found = upload(store, hand_in(store, MIXED, Side.EMPLOYEE, fake_tools()))
    assert (found.status, found.spool, list(store.spool.iterdir())) == (UploadStatus.STORED, None, [])


def test_it_keeps_the_bytes_where_a_setting_says_so(home: Path) -> None:
    store = open_store(replace(installation(home), keep_uploads=True), Clock())
    found = upload(store, hand_in(store, MIXED, Side.EMPLOYEE, fake_tools()))
    assert (store.spool / str(found.spool)).read_bytes() == MIXED


def test_it_adds_nothing_for_the_same_file_again(store: Store) -> None:
    first = hand_in(store, employees(), Side.EMPLOYEE, fake_tools())
    assert hand_in(store, employees(), Side.EMPLOYEE, fake_tools(), "again.csv") == first
    assert (count(store, Upload), count(store, Record), list(store.spool.iterdir())) == (1, 48, [])


def test_it_takes_the_other_side_for_another_upload(store: Store) -> None:
    hand_in(store, MIXED, Side.EMPLOYEE, fake_tools())
    hand_in(store, MIXED, Side.CUSTOMER, fake_tools())
    assert (count(store, Upload), count(store, Record)) == (2, 6)


def test_it_links_known_rows_of_a_longer_file_and_redacts_only_new_ones(store: Store) -> None:
    hand_in(store, employees(40), Side.EMPLOYEE, fake_tools())
    redactor = CountingRedactor()
    found = upload(store, hand_in(store, employees(42), Side.EMPLOYEE, fake_tools(redactor=redactor)))
    assert (found.records, count(store, Record), count(store, UploadRecord)) == (42, 42, 82)
    assert sorted(redactor.given) == [
        "My needle team in the needle hall was kind to me.",
        "We were short of needle people on needle shifts.",
    ]


def test_it_keeps_equal_answers_of_two_people_apart(store: Store) -> None:
    table = (
        b"site,comment\nHill,The till froze again today.\nHill,The till froze again today.\nMill,It was cold in here.\n"
    )
    assert upload(store, hand_in(store, table, Side.EMPLOYEE, fake_tools())).records == 3
    with store.sessions() as session:
        assert len(set(session.scalars(select(Record.person)))) == 3


def test_it_knows_rows_without_ids_again_in_another_order(store: Store) -> None:
    table = (
        b"site,comment\nHill,The till froze again today.\nHill,The till froze again today.\nMill,It was cold in here.\n"
    )
    hand_in(store, table, Side.EMPLOYEE, fake_tools())
    hand_in(store, shuffled(table), Side.EMPLOYEE, fake_tools())
    assert (count(store, Upload), count(store, Record)) == (2, 3)


@pytest.mark.parametrize("head", ["id,site,stars,comment", "note,site,stars,comment"])
def test_it_stores_nothing_twice_when_its_columns_are_corrected(store: Store, head: str) -> None:
    rows = "1,Hill,4,The till froze again today.\n2,Mill,2,The till froze again today.\n3,Mill,1,It was cold in here.\n"
    table = f"{head}\n{rows}".encode()
    before = {head.partition(",")[0]: "id" if head.startswith("id") else "attribute", "comment": "text"}
    hand_in(store, table, Side.CUSTOMER, fake_tools(), choices=Choices({**before, "site": "unit", "stars": "rating"}))
    corrected = Choices({**before, "site": "attribute", "stars": "ignored"})
    hand_in(store, table, Side.CUSTOMER, fake_tools(), choices=corrected)
    assert (count(store, Upload), count(store, Record), count(store, UploadRecord)) == (2, 3, 6)
    with store.sessions() as session:
        records = session.scalars(select(Record).order_by(Record.id)).all()
    assert {(record.unit, record.rating) for record in records} == {(None, None)}
    assert all(record.attributes == [] for record in records)


def test_of_further_columns_it_stores_those_alone_that_divide_leavers(store: Store) -> None:
    table = b'comment,Provider,badge,job title,site\nThe till froze again today.,"Rowe, Ada RN",E16958,Clerk,Hill\n'
    choices = {"comment": "text", "Provider": "attribute", "badge": "attribute", "job title": "attribute"}
    hand_in(store, table, Side.EMPLOYEE, fake_tools(), choices=Choices({**choices, "site": "attribute"}))
    with store.sessions() as session:
        assert [record.attributes for record in session.scalars(select(Record))] == [[["job title", "Clerk"]]]


def test_it_stores_pseudonyms_that_another_installation_does_not_share(home: Path) -> None:
    table = (
        b"person id,comment\np-77,The till froze again today.\np-77,It was cold in here.\np-78,Nobody told us why.\n"
    )
    people = []
    for name in ("a", "b"):
        store = open_company(home / name)
        hand_in(store, table, Side.EMPLOYEE, fake_tools())
        with store.sessions() as session:
            people.append(set(session.scalars(select(Record.person))))
    assert [len(each) for each in people] == [2, 2]
    assert people[0].isdisjoint(people[1])
    assert not any("p-7" in person for person in people[0])


def test_it_leaves_nothing_behind_of_what_it_refuses(store: Store) -> None:
    with pytest.raises(IngestError):
        hand_in(store, b"", Side.EMPLOYEE, fake_tools())
    assert (count(store, Upload), list(store.spool.iterdir())) == (0, [])


def test_it_reads_no_more_of_a_file_than_tells_that_it_is_too_large(home: Path) -> None:
    store = open_store(replace(installation(home), upload_limit=10), Clock())
    with pytest.raises(IngestError):
        receive(store, BytesIO(customers()), NewUpload("comments.csv", Side.CUSTOMER))
    assert list(store.spool.iterdir()) == []


def test_it_marks_what_broke_off_later_and_takes_it_again(store: Store) -> None:
    upload_id = receive(store, BytesIO(MIXED), NewUpload("leavers.csv", Side.EMPLOYEE))
    (store.spool / str(upload(store, upload_id).spool)).write_bytes(b"")
    with pytest.raises(IngestError):
        take_in(store, upload_id, fake_tools())
    found = upload(store, upload_id)
    assert (found.status, found.spool, count(store, Record)) == (UploadStatus.FAILED, None, 0)
    assert found.error
    assert hand_in(store, MIXED, Side.EMPLOYEE, fake_tools(), "leavers.csv") == upload_id
    assert upload(store, upload_id).status is UploadStatus.STORED


class Killed(BaseException):
    """What ends a process leaves its code no chance."""


def test_it_takes_in_the_whole_upload_after_a_kill_halfway(store: Store) -> None:
    def kill(step: str, done: int, total: int) -> None:
        raise Killed

    upload_id = receive(store, BytesIO(employees()), NewUpload("leavers.csv", Side.EMPLOYEE))
    with pytest.raises(Killed):
        take_in(store, upload_id, fake_tools(), kill)
    assert (upload(store, upload_id).status, count(store, Record)) == (UploadStatus.READING, 0)
    take_in(store, upload_id, fake_tools())
    assert (upload(store, upload_id).status, count(store, Record)) == (UploadStatus.STORED, 48)


def test_it_reads_a_waiting_upload_as_it_was_corrected(store: Store) -> None:
    upload_id = receive(store, BytesIO(MIXED), NewUpload("leavers.csv", Side.EMPLOYEE))
    assert choose(store, upload_id, Choices(roles={"site": "ignored"})) == upload_id
    assert [column.role for column in preview(store, upload_id).columns if column.name == "site"] == ["ignored"]
    take_in(store, upload_id, fake_tools())
    with store.sessions() as session:
        assert set(session.scalars(select(Record.unit))) == {None}


def test_it_finds_the_upload_that_a_correction_makes_the_same(store: Store) -> None:
    first = hand_in(store, MIXED, Side.EMPLOYEE, fake_tools())
    offer = NewUpload("leavers.csv", Side.EMPLOYEE, choices=Choices(roles={"site": "ignored"}))
    second = receive(store, BytesIO(MIXED), offer)
    assert choose(store, second, Choices()) == first != second
    assert count(store, Upload) == 1


def test_it_knows_a_column_by_the_units_that_are_stored_and_by_those_that_were_said_to_be_one(store: Store) -> None:
    hand_in(store, MIXED, Side.EMPLOYEE, fake_tools())
    with store.sessions() as session:
        unit, *_ = sorted(known_places(session))
    join_units(store, [("Wharf", unit)])
    rows = f"Handled by,comment\n{unit},The queue was long again.\nWharf,They lost it twice.\n".encode()
    waiting = receive(store, BytesIO(rows), NewUpload("comments.csv", Side.CUSTOMER))
    found = preview(store, waiting)
    assert [column.role for column in found.columns] == ["unit", "text"]
    # To confirm what was found is to change nothing: it is the same upload when it comes again.
    assert choose(store, waiting, Choices(roles={column.name: column.role for column in found.columns})) == waiting
    assert receive(store, BytesIO(rows), NewUpload("comments.csv", Side.CUSTOMER)) == waiting


def test_it_stores_an_upload_as_the_first_who_decides_about_it_says(store: Store) -> None:
    upload_id = receive(store, BytesIO(MIXED), NewUpload("leavers.csv", Side.EMPLOYEE))
    confirm(store, upload_id)
    second: list[Callable[[], object]] = [
        lambda: confirm(store, upload_id),
        lambda: choose(store, upload_id, Choices(roles={"site": "ignored"})),
        lambda: discard(store, upload_id),
    ]
    for decide in second:
        with pytest.raises(NoResultFound):
            decide()
    take_in(store, upload_id, fake_tools())
    for decide in second:
        with pytest.raises(NoResultFound):
            decide()
    found = upload(store, upload_id)
    assert (found.status, found.records, found.choices["roles"]) == (UploadStatus.STORED, 3, None)


def test_it_forgets_what_nobody_decided_about_for_a_day(store: Store) -> None:
    receive(store, BytesIO(MIXED), NewUpload("leavers.csv", Side.EMPLOYEE))
    sweep(store)
    assert count(store, Upload) == 1
    later = replace(store, clock=lambda: store.clock() + timedelta(days=2))
    sweep(later)
    assert (count(store, Upload), list(store.spool.iterdir())) == (0, [])


def test_it_keeps_what_was_confirmed_before_the_day_was_over(store: Store) -> None:
    upload_id = receive(store, BytesIO(MIXED), NewUpload("leavers.csv", Side.EMPLOYEE))
    with store.sessions.begin() as session:
        session.get_one(Upload, upload_id).status = UploadStatus.READING
    sweep(replace(store, clock=lambda: store.clock() + timedelta(days=2)))
    assert (count(store, Upload), len(list(store.spool.iterdir()))) == (1, 1)


def test_it_sweeps_on_where_a_file_is_gone_already(store: Store) -> None:
    # A link to nothing is what the spool looks like where a file goes between two looks.
    (store.spool / "gone").symlink_to(store.spool / "nothing")
    receive(store, BytesIO(MIXED), NewUpload("leavers.csv", Side.EMPLOYEE))
    sweep(replace(store, clock=lambda: store.clock() + timedelta(days=2)))
    assert [path.name for path in store.spool.iterdir()] == ["gone"]


def test_it_deletes_bytes_that_a_kill_left_beside_their_stored_records(store: Store) -> None:
    upload_id = hand_in(store, MIXED, Side.EMPLOYEE, fake_tools())
    (store.spool / "left").write_bytes(MIXED)
    with store.sessions.begin() as session:
        session.get_one(Upload, upload_id).spool = "left"
    sweep(store)
    assert (upload(store, upload_id).spool, list(store.spool.iterdir())) == (None, [])


@pytest.mark.parametrize(("side", "people"), [(Side.EMPLOYEE, 1), (Side.CUSTOMER, 3)])
def test_it_takes_the_lines_of_an_employee_for_one_persons(store: Store, side: Side, people: int) -> None:
    hand_in(store, "\n\n".join(WORDS).encode(), side, fake_tools(), "leavers.txt")
    with store.sessions() as session:
        assert session.scalar(select(func.count(func.distinct(Record.person)))) == people
