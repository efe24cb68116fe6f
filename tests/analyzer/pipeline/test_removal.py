"""What is removed is gone from everywhere, and what was told of many stays as it was told."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from analyzer.ingest import Choices
from analyzer.pipeline import (
    Store,
)
from analyzer.report import to_json
from analyzer.types import Side
from analyzer.waves import Continuation
from models import Base, Link, Loss, Membership, Record, Statement, Upload, UploadRecord
from models import Theme as StoredTheme
from models.findings import severities_of_run
from tests.analyzer.pipeline.company import SITES, hand_in, open_company
from tests.removing import (
    ODD,
    ONLY_THEIRS,
    both,
    counts,
    done,
    dump,
    employees_alone,
    forget,
    found,
    leavers,
    odd,
    persons_records,
    record_saying,
    shown,
    tools,
    vectors,
    without_words,
)


@pytest.fixture
def store(home: Path) -> Store:
    return open_company(home)


def severities(store: Store, run: int) -> list[float | None]:
    """How bad analysis.json says that each theme is."""
    themes: Any = to_json(found(store, run))["themes"]
    return [theme["severity"] for theme in themes]


def test_no_word_of_a_removed_record_is_left_anywhere(store: Store) -> None:
    uploads = both(store, odd())
    first = done(store, *uploads)
    done(store, *uploads, after=first)
    hashes = vectors(store)
    before = dump(store)
    assert all(word in before for word in (*ONLY_THEIRS, "gardening", "Lighthouse"))
    plan = forget(store, record_saying(store, "zebra"))
    assert (len(plan.records), plan.statements, len(plan.kept), plan.runs) == (1, 1, 2, ())
    after = dump(store)
    assert [word for word in (*ONLY_THEIRS, "gardening") if word in after] == []
    # The statement's, and that of the clause that was listened to.
    assert len(hashes) - len(vectors(store)) == 2


def test_a_link_quotes_others_alone(store: Store) -> None:
    run = done(store, *both(store, odd()))
    others, old = "I waited at the lamp till for lamp goods.", [["employee", ODD], ["customer", "A comment."]]
    quoted = [
        {"side": "employee", "text": ODD[:30], "record": "X1"},
        {"side": "customer", "text": others, "record": "C1"},
    ]
    with store.sessions.begin() as session:
        first, second = session.scalars(select(Link).where(Link.run_id == run).order_by(Link.id).limit(2))
        first.evidence = {**first.evidence, "voices": quoted, "judgement": {"relation": "unrelated", "cited": quoted}}
        second.evidence = {**second.evidence, "voices": old}
        links = first.id, second.id
    forget(store, record_saying(store, "zebra"))
    with store.sessions() as session:
        first, second = (session.get_one(Link, link) for link in links)
    assert first.evidence["voices"] == quoted[1:]
    assert first.evidence["judgement"] == {"relation": "unrelated", "cited": quoted[1:]}
    assert second.evidence["voices"] == old[1:]


def test_what_others_say_too_keeps_its_vector(store: Store) -> None:
    said = "We were short of apple people on apple shifts."
    upload = employees_alone(store, odd(text=said))
    run = done(store, upload)
    hashes = vectors(store)
    with store.sessions() as session:
        mine = session.scalars(select(UploadRecord.record_id).where(UploadRecord.label == "X1")).one()
    forget(store, mine)
    assert vectors(store) == hashes
    assert found(store, run).statements


def test_a_run_tells_the_same_numbers_however_many_are_removed_one_by_one(store: Store) -> None:
    run = done(store, *both(store, odd(1), odd(2), odd(3, "other", "Quinces amuse nobody, said granny.")))
    before, counted = shown(store, run), counts(store, run)
    assert counted[0]["employee"][0] > 0
    assert any(theme.quotes for side in before.sides for theme in side.themes)
    with store.sessions() as session:
        query = select(Statement.record_id).join(Membership).where(Membership.quote.is_not(None))
        quoted = session.scalars(query.join(Record).where(Record.side == Side.EMPLOYEE).limit(5)).all()
    odd_ones = [record_saying(store, "Quinces"), record_saying(store, "zebra")]
    for number, record in enumerate([*odd_ones, *dict.fromkeys(quoted)], 1):
        forget(store, record)
        after = shown(store, run)
        assert without_words(after) == without_words(before), number
        assert counts(store, run) == counted
        employee, customer = after.sides
        assert not any(theme.quotes for theme in employee.themes)
        assert any(theme.quotes for theme in customer.themes)
        assert employee.removed is not None
        assert (employee.removed.records is None) == (number < 5)
        assert customer.removed is None
        assert found(store, run).removed[Side.EMPLOYEE].records == number


def test_a_theme_is_as_bad_as_it_was_found_whoever_is_removed(store: Store) -> None:
    run = done(store, *both(store, odd()))
    with store.sessions.begin() as session:
        grades = Membership.statement_id % 7 / 10.0
        session.execute(update(Membership).where(Membership.severity > 0).values(severity=grades + 0.1))
        before = {side: severities_of_run(session, run, side) for side in Side}
        in_themes = select(Statement.record_id).join(Membership).where(Membership.theme_id.is_not(None))
        records = session.scalars(in_themes.join(Record).where(Record.side == Side.EMPLOYEE).limit(3)).all()
    written = severities(store, run)
    assert len(set(written)) > 1
    for record in dict.fromkeys(records):
        forget(store, record)
        assert severities(store, run) == written
        with store.sessions() as session:
            assert {side: severities_of_run(session, run, side) for side in Side} == before
    with store.sessions.begin() as session:
        # A home in which the first record was removed before this was kept.
        session.execute(update(Loss).values(severities=None))
    assert severities(store, run) != written


def test_somebody_of_whom_another_record_stays_is_counted_once_and_is_nobody_once_none_does(store: Store) -> None:
    run = done(store, employees_alone(store, odd(1), odd(2)))
    first, second = persons_records(store)
    with store.sessions() as session:
        pseudonym = session.get_one(Record, first).person
    before = {said.person for said in found(store, run).counted}
    forget(store, first)
    assert {said.person for said in found(store, run).counted} == before
    forget(store, second)
    after = {said.person for said in found(store, run).counted}
    assert (len(after), before - after) == (len(before), {pseudonym})
    assert pseudonym not in dump(store)


def test_the_records_of_one_person_are_found_where_a_column_names_them(store: Store) -> None:
    employees_alone(store, odd(1), odd(2), odd(3, "other"))
    assert len(persons_records(store)) == 2


def test_a_new_run_is_that_of_somebody_who_never_saw_the_record(store: Store, tmp_path: Path) -> None:
    uploads = both(store, odd())
    done(store, *uploads)
    forget(store, record_saying(store, "zebra"))
    never = open_company(tmp_path / "never")
    ours, theirs = found(store, done(store, *uploads)), found(never, done(never, *both(never)))
    for name in ("themes", "links", "coverage", "statements", "not_tested", "ailments", "controls", "removed"):
        assert _anonymous(getattr(ours, name)) == _anonymous(getattr(theirs, name)), name


def _anonymous(value: object) -> str:
    """Keys of installations differ, and so do the pseudonyms that they give."""
    return re.sub(r"person='\w+'", "", repr(value))


def test_a_run_that_follows_goes_on_without_it(store: Store) -> None:
    upload = employees_alone(store, odd())
    first = done(store, upload)
    forget(store, record_saying(store, "zebra"))
    second = found(store, done(store, upload, after=first))
    assert {theme.id for theme in second.themes} == {theme.id for theme in found(store, first).themes}
    assert second.waves[Side.EMPLOYEE].how is Continuation.JOINED
    assert len(second.statements) == second.coverage[Side.EMPLOYEE].statements


def test_the_row_does_not_come_in_again(store: Store) -> None:
    employees_alone(store, odd())
    forget(store, record_saying(store, "zebra"))
    again = hand_in(store, leavers(odd(), odd(2, "new", "A new one, about the till.")), Side.EMPLOYEE, tools())
    with store.sessions() as session:
        upload = session.get_one(Upload, again)
        assert (upload.rows, upload.records, upload.skipped) == (50, 49, 1)
        assert not session.scalars(select(Record).where(Record.text.contains("zebra"))).all()
        asides = Base.metadata.tables["set_asides"]
        (reason,) = session.scalars(select(asides.c.reason)).all()
    assert reason == "its record was removed, so it does not come in again"


SURVEY = """id,date,site,good,bad
R_1,2025-03-04,North,The team was kind to me,The rota changed every single week
R_2,2025-03-05,South,I learnt a lot from my colleagues,Zebras came to the till each morning
"""


def test_other_columns_of_a_file_make_nobody_a_second_person_nor_bring_anybody_back(store: Store) -> None:
    both_columns, one = ({"good": "text", "bad": "text"}, {"good": "ignored", "bad": "text"})
    hand_in(store, SURVEY.encode(), Side.EMPLOYEE, tools(), choices=Choices(roles=both_columns))
    again = hand_in(store, SURVEY.encode(), Side.EMPLOYEE, tools(), choices=Choices(roles=one))
    with store.sessions() as session:
        people = session.scalars(select(Record.person)).all()
        assert (len(people), len(set(people))) == (4, 2)
        assert any("Of 2 rows other words" in str(note) for note in session.get_one(Upload, again).plan["notes"])
        theirs = session.scalars(select(Record.id).where(Record.text.contains("Zebras"))).all()
    forget(store, *theirs)
    hand_in(store, SURVEY.replace("Zebras", "The zebras").encode(), Side.EMPLOYEE, tools())
    assert "ebras" not in dump(store)


def test_an_upload_counts_what_was_removed_of_it_and_loses_its_name_with_its_last_record(store: Store) -> None:
    alone = hand_in(
        store, b"id,comment\n1,My name is on the file and the till froze.\n", Side.EMPLOYEE, tools(), "Ada.csv"
    )
    forget(store, record_saying(store, "on the file"))
    with store.sessions() as session:
        upload = session.get_one(Upload, alone)
        assert (upload.name, upload.records, upload.removed) == (f"upload-{alone}", 1, 1)


def test_kept_bytes_that_hold_it_are_deleted(home: Path) -> None:
    store = open_company(home)
    store = replace(store, installation=replace(store.installation, keep_uploads=True))
    employee, customer = both(store, odd())
    assert len(list(store.spool.iterdir())) == 2
    forget(store, record_saying(store, "zebra"))
    with store.sessions() as session:
        assert session.get_one(Upload, employee).spool is None
        kept = session.get_one(Upload, customer).spool
    assert [path.name for path in store.spool.iterdir()] == [kept]


def test_a_run_that_calls_a_theme_by_words_of_theirs_alone_goes_too(store: Store) -> None:
    run = done(store, employees_alone(store, odd()))
    with store.sessions.begin() as session:
        theme = session.scalars(select(StoredTheme).where(StoredTheme.side == "employee")).first()
        assert theme
        theme.name, theme.name_from = "Zebra mornings", "keywords"
    plan = forget(store, record_saying(store, "zebra"))
    assert ([each.id for each in plan.runs], plan.named, plan.kept) == ([run], True, ())
    assert "zebra" not in dump(store).casefold()


def test_telling_words_of_theirs_alone_and_what_a_model_wrote_of_them_go(store: Store) -> None:
    upload = employees_alone(store, odd())
    run = done(store, upload)
    other = done(store, hand_in(store, leavers(), Side.EMPLOYEE, tools()))
    record = record_saying(store, "zebra")
    with store.sessions.begin() as session:
        # Taken over by a run that did not read the record itself.
        session.execute(
            update(StoredTheme)
            .where(StoredTheme.run_id == other)
            .values(description="Tills freeze, and porcupines come.")
        )
        theme = session.scalars(
            select(StoredTheme).join(Membership).join(Statement).where(Statement.record_id == record)
        ).one()
        theme.keywords, theme.description = ["till", "zebra mornings"], "Tills freeze, and porcupines come."
        code = theme.code
    forget(store, record)
    theme_now = next(theme for theme in found(store, run).themes if theme.id == code)
    assert (theme_now.keywords, theme_now.description) == (("till",), "")
    assert not any(theme.description for theme in found(store, other).themes)


def test_what_is_kept_of_it_names_no_unit_and_no_day(store: Store) -> None:
    run = done(store, employees_alone(store, odd()))
    forget(store, record_saying(store, "zebra"))
    (trace,) = found(store, run).removed[Side.EMPLOYEE].traces
    assert (trace.unit, trace.date, trace.text, trace.record) == (None, date(2025, 3, 1), "", "")
    assert "Lighthouse" in found(store, run).units
    with store.sessions() as session:
        (loss,) = session.scalars(select(Loss))
        assert set(loss.units) == {*SITES, "Lighthouse"}
