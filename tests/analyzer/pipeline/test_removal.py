"""What is removed is gone from everywhere, and what was told of many stays as it was told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from analyzer.gate import Gated, gate
from analyzer.ingest import IngestError
from analyzer.pipeline import (
    Going,
    Plan,
    RemovalError,
    Store,
    Tools,
    add_action,
    create_run,
    execute,
    follow,
    foresee_records,
    foresee_run,
    foresee_upload,
    load_analysis,
    remove,
    same_person,
)
from analyzer.redact import Redacted, Redactor
from analyzer.settings import GateSettings, Settings
from analyzer.types import Analysis, Side
from analyzer.waves import How
from models import Action, Base, Link, Loss, Measurement, Membership, Record, Run, Statement, Upload, UploadRecord, Wave
from models import Theme as StoredTheme
from models.enums import RunStatus, StepStatus, UploadStatus
from models.findings import remainder_of_run
from models.queries import count_records
from tests.analyzer.pipeline.company import SITES, customers, employees, hand_in, open_company
from tests.fakes import WordEar, fake_tools

# Of one leaver: every word of it that nobody else says.
ODD = "The till froze on zebra mornings, and customers quarrelled with yodelling porcupines."
ONLY_THEIRS = ("zebra", "quarrelled", "yodelling", "porcupines")


class Ear(WordEar):
    heard = frozenset({"customers", "people", "staff", "waited"})


def tools() -> Tools:
    return replace(fake_tools(), ear=lambda _: Ear())


@pytest.fixture
def store(home: Path) -> Store:
    return open_company(home)


def leavers(*more: str, people: int = 48) -> bytes:
    """The company's leavers, everybody a person of their own, and some more rows."""
    head, *rows = employees(people).decode().splitlines()
    named = [f"{row},{row.partition(',')[0]},shift" for row in rows]
    return ("\n".join([f"{head},employee_id,team", *named, *more]) + "\n").encode()


def odd(number: int = 1, person: str = "odd", text: str = ODD) -> str:
    return f'X{number},2025-03-0{number},Lighthouse,"{text}",{person},gardening'


def done(store: Store, *uploads: int, after: int | None = None) -> int:
    run = create_run(store, uploads, Settings())
    if after:
        follow(store, run, after)
    assert execute(store, run, tools()) is RunStatus.DONE
    return run


def both(store: Store, *more: str) -> tuple[int, int]:
    employee = hand_in(store, leavers(*more), Side.EMPLOYEE, tools(), "leavers.csv")
    return employee, hand_in(store, customers(96), Side.CUSTOMER, tools(), "comments.csv")


def found(store: Store, run: int) -> Analysis:
    with store.sessions() as session:
        return load_analysis(session, run)


def shown(store: Store, run: int) -> Gated:
    return gate(found(store, run), GateSettings())


def without_words(gated: Gated) -> Gated:
    """The same without what somebody said."""
    return replace(
        gated,
        sides=tuple(
            replace(s, removed=None, themes=tuple(replace(t, quotes=(), description="") for t in s.themes))
            for s in gated.sides
        ),
        links=tuple(
            replace(
                link,
                voices=(),
                employee=replace(link.employee, quotes=(), description=""),
                customer=replace(link.customer, quotes=(), description=""),
            )
            for link in gated.links
        ),
    )


def counts(store: Store, run: int) -> tuple[dict[str, tuple[int, int]], dict[str, int]]:
    """What the pages of a run count by themselves."""
    with store.sessions() as session:
        return remainder_of_run(session, run), count_records(session, run)


def record_saying(store: Store, text: str) -> int:
    with store.sessions() as session:
        return session.scalars(select(Record.id).where(Record.text.contains(text)).order_by(Record.id)).all()[0]


def do(store: Store, foresee: Callable[[Session], Going]) -> Going:
    with store.sessions() as session:
        going = foresee(session)
    return remove(store, foresee, going.seal)


def forget(store: Store, *records: int) -> Going:
    return do(store, partial(foresee_records, record_ids=records))


def dump(store: Store) -> str:
    """All that the tables hold, and what lies in the database's files."""
    with store.sessions() as session:
        cells = [str(row) for table in Base.metadata.sorted_tables for row in session.execute(select(table))]
    files = [path.read_bytes().decode("latin-1") for path in store.place.home.glob("headwater.db*")]
    return "\n".join([*cells, *files])


def test_no_word_of_a_removed_record_is_left_anywhere(store: Store) -> None:
    uploads = both(store, odd())
    first = done(store, *uploads)
    done(store, *uploads, after=first)
    hashes = vectors(store)
    before = dump(store)
    assert all(word in before for word in (*ONLY_THEIRS, "gardening", "Lighthouse"))
    going = forget(store, record_saying(store, "zebra"))
    assert (len(going.records), going.statements, len(going.kept), going.runs) == (1, 1, 2, ())
    after = dump(store)
    assert [word for word in (*ONLY_THEIRS, "gardening") if word in after] == []
    # The statement's, and that of the clause that was listened to.
    assert len(hashes) - len(vectors(store)) == 2


def vectors(store: Store) -> set[str]:
    with store.sessions() as session:
        return set(session.scalars(select(Base.metadata.tables["vectors"].c.text_hash)))


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
    uploads = both(store, odd(text=said))
    run = done(store, *uploads)
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


def test_somebody_of_whom_another_record_stays_is_counted_once(store: Store) -> None:
    run = done(store, *both(store, odd(1), odd(2)))
    first, second = (r for r in persons_records(store))
    before = {said.person for said in found(store, run).counted}
    forget(store, first)
    assert {said.person for said in found(store, run).counted} == before
    forget(store, second)
    people = {said.person for said in found(store, run).counted}
    assert len(people) == len(before)
    with store.sessions() as session:
        assert not people & set(before - people)
        assert not session.scalars(select(Record).where(Record.person.in_(before - people))).all()


def persons_records(store: Store) -> tuple[int, ...]:
    with store.sessions() as session:
        return same_person(session, record_saying(store, "zebra"))


def test_the_records_of_one_person_are_found_where_a_column_names_them(store: Store) -> None:
    both(store, odd(1), odd(2), odd(3, "other"))
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
    uploads = both(store, odd())
    first = done(store, *uploads)
    forget(store, record_saying(store, "zebra"))
    second = found(store, done(store, *uploads, after=first))
    assert {theme.id for theme in second.themes} == {theme.id for theme in found(store, first).themes}
    assert second.waves[Side.EMPLOYEE].how is How.JOINED
    assert (
        len(second.statements) == second.coverage[Side.EMPLOYEE].statements + second.coverage[Side.CUSTOMER].statements
    )


def test_the_row_does_not_come_in_again(store: Store) -> None:
    both(store, odd())
    forget(store, record_saying(store, "zebra"))
    again = hand_in(store, leavers(odd(), odd(2, "new", "A new one, about the till.")), Side.EMPLOYEE, tools())
    with store.sessions() as session:
        upload = session.get_one(Upload, again)
        assert (upload.rows, upload.records, upload.skipped) == (50, 49, 1)
        assert not session.scalars(select(Record).where(Record.text.contains("zebra"))).all()
        asides = Base.metadata.tables["set_asides"]
        (reason,) = session.scalars(select(asides.c.reason)).all()
    assert reason == "its record was removed, so it does not come in again"


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
    store = replace(store, place=replace(store.place, keep_uploads=True))
    employee, customer = both(store, odd())
    assert len(list(store.spool.iterdir())) == 2
    forget(store, record_saying(store, "zebra"))
    with store.sessions() as session:
        assert session.get_one(Upload, employee).spool is None
        kept = session.get_one(Upload, customer).spool
    assert [path.name for path in store.spool.iterdir()] == [kept]


def test_an_upload_goes_with_its_own_records_and_the_runs_that_read_it(store: Store) -> None:
    employee, customer = both(store, odd())
    short = hand_in(store, leavers(), Side.EMPLOYEE, tools(), "short.csv")
    gone, stays = done(store, employee, customer), done(store, short, customer)
    going = do(store, partial(foresee_upload, upload_id=employee))
    assert (len(going.records), going.shared, [run.id for run in going.runs]) == (1, 48, [gone])
    with store.sessions() as session:
        assert session.get(Upload, employee) is None
        assert session.scalars(select(Run.id)).all() == [stays]
    assert "zebra" not in dump(store)
    assert found(store, stays).removed == {}
    again = hand_in(store, leavers(odd()), Side.EMPLOYEE, tools(), "leavers.csv")
    with store.sessions() as session:
        assert session.get_one(Upload, again).records == 49


def test_an_action_outlives_the_run_whose_link_it_is_for(store: Store) -> None:
    uploads = both(store)
    run = done(store, *uploads)
    with store.sessions() as session:
        link = session.scalars(select(Link.id).where(Link.run_id == run)).first()
    assert link
    action = add_action(store, link, Plan("Mend the tills", "Head of shops", ((SITES[0], date(2025, 6, 1)),)))
    later = done(store, *uploads)
    going = do(store, partial(foresee_run, run_id=run))
    assert (going.measured, going.records) == (0, ())
    assert do(store, partial(foresee_run, run_id=later)).measured == 1
    with store.sessions() as session:
        assert session.get_one(Action, action).link_id is None
        assert session.scalars(select(Measurement)).all() == []
    assert len(found(store, done(store, *uploads)).actions) == 1


def test_a_run_that_followed_one_that_is_gone_hands_its_themes_on(store: Store) -> None:
    uploads = both(store)
    first = done(store, *uploads)
    second = done(store, *uploads, after=first)
    third = done(store, *uploads, after=second)
    assert [run.id for run in do(store, partial(foresee_run, run_id=second)).followers] == [third]
    with store.sessions() as session:
        assert session.get_one(Wave, third).after_id == first
    do(store, partial(foresee_run, run_id=first))
    fourth = found(store, done(store, *uploads, after=third))
    assert {wave.how for wave in fourth.waves.values()} == {How.JOINED}
    assert [(t.id, t.name) for t in fourth.themes] == [(t.id, t.name) for t in found(store, third).themes]


def test_a_run_that_broke_off_begins_anew_without_it(store: Store) -> None:
    uploads = both(store, odd())
    run = create_run(store, uploads, Settings())
    execute(store, run, tools())
    with store.sessions.begin() as session:
        stored = session.get_one(Run, run)
        stored.status = RunStatus.FAILED
        stored.steps[-1].status = StepStatus.WAITING
    assert [each.id for each in forget(store, record_saying(store, "zebra")).anew] == [run]
    with store.sessions() as session:
        assert {step.status for step in session.get_one(Run, run).steps} == {StepStatus.WAITING}
    assert execute(store, run, tools()) is RunStatus.DONE
    assert found(store, run).removed == {}
    assert "zebra" not in dump(store)


@pytest.mark.parametrize("status", [RunStatus.QUEUED, RunStatus.RUNNING])
def test_nothing_is_removed_under_a_run(store: Store, status: RunStatus) -> None:
    uploads = both(store, odd())
    run = create_run(store, uploads, Settings())
    with store.sessions.begin() as session:
        session.execute(update(Run).values(status=status))
    for foresee in (
        partial(foresee_records, record_ids=[record_saying(store, "zebra")]),
        partial(foresee_upload, upload_id=uploads[0]),
        partial(foresee_run, run_id=run),
    ):
        with pytest.raises(RemovalError, match=rf"Run {run} is under way"):
            remove(store, foresee, "")
    assert "zebra" in dump(store)


def test_a_run_that_another_waits_to_follow_stays(store: Store) -> None:
    uploads = both(store)
    first = done(store, *uploads)
    second = create_run(store, uploads, Settings())
    follow(store, second, first)
    with pytest.raises(RemovalError, match=f"Run {second}, which is not done, follows it"):
        do(store, partial(foresee_run, run_id=first))


def test_an_upload_that_is_being_stored_stays(store: Store) -> None:
    employee, _ = both(store)
    with store.sessions.begin() as session:
        session.get_one(Upload, employee).status = UploadStatus.READING
    with pytest.raises(RemovalError, match="being stored"):
        do(store, partial(foresee_upload, upload_id=employee))


def test_no_more_goes_than_was_agreed_to(store: Store) -> None:
    uploads = both(store)
    with store.sessions() as session:
        agreed = foresee_upload(session, uploads[0]).seal
    run = done(store, *uploads)
    with pytest.raises(RemovalError, match="look again"):
        remove(store, partial(foresee_upload, upload_id=uploads[0]), agreed)
    assert found(store, run).themes


def test_a_run_that_calls_a_theme_by_words_of_theirs_alone_goes_too(store: Store) -> None:
    run = done(store, *both(store, odd()))
    with store.sessions.begin() as session:
        theme = session.scalars(select(StoredTheme).where(StoredTheme.side == "employee")).first()
        assert theme
        theme.name, theme.name_from = "Zebra mornings", "keywords"
    going = forget(store, record_saying(store, "zebra"))
    assert ([each.id for each in going.runs], going.named, going.kept) == ([run], True, ())
    assert "zebra" not in dump(store).casefold()


def test_telling_words_of_theirs_alone_and_what_a_model_wrote_of_them_go(store: Store) -> None:
    run = done(store, *both(store, odd()))
    record = record_saying(store, "zebra")
    with store.sessions.begin() as session:
        theme = session.scalars(
            select(StoredTheme).join(Membership).join(Statement).where(Statement.record_id == record)
        ).one()
        theme.keywords, theme.description = ["till", "zebra mornings"], "Tills freeze, and porcupines come."
        code = theme.code
    forget(store, record)
    theme_now = next(theme for theme in found(store, run).themes if theme.id == code)
    assert (theme_now.keywords, theme_now.description) == (("till",), "")


def test_what_is_kept_of_it_names_no_unit_and_no_day(store: Store) -> None:
    run = done(store, *both(store, odd()))
    forget(store, record_saying(store, "zebra"))
    (trace,) = found(store, run).removed[Side.EMPLOYEE].traces
    assert (trace.unit, trace.date, trace.text, trace.record) == (None, date(2025, 3, 1), "", "")
    assert "Lighthouse" in found(store, run).units
    with store.sessions() as session:
        (loss,) = session.scalars(select(Loss))
        assert set(loss.units) == {*SITES, "Lighthouse"}


def test_an_upload_whose_record_is_removed_while_it_is_read_stores_nothing(store: Store) -> None:
    both(store, odd())

    class Removing(Redactor):
        def redact_all(self, texts: Iterable[str]) -> Iterator[Redacted]:
            with store.sessions() as session:
                there = session.scalars(select(Record.id).where(Record.text.contains("zebra"))).all()
            for record in there:
                forget(store, record)
            return super().redact_all(texts)

    slow = replace(tools(), redactor=lambda: Removing(None))
    with pytest.raises(IngestError, match="removed while it was read"):
        hand_in(store, leavers(odd(), odd(2)), Side.EMPLOYEE, slow, "again.csv")
    assert list(store.spool.iterdir()) == []
    with store.sessions() as session:
        assert session.scalars(select(Upload.name).order_by(Upload.id)).all() == ["leavers.csv", "comments.csv"]
    assert "zebra" not in dump(store)
