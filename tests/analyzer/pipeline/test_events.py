"""The log of events, and the runs that are given it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.exc import NoResultFound

from analyzer.events import Event, EventKind, LeftOut, Outside
from analyzer.pipeline import (
    Store,
    create_run,
    events_of_run,
    execute,
    forget_event,
    load_analysis,
    log_events,
    logged_events,
    without_names,
)
from analyzer.settings import LinkSettings, Settings
from analyzer.types import Analysis, Side
from models import Event as StoredEvent
from models.queries import units
from tests.analyzer.pipeline.company import COMMENTS, LEAVERS, THINGS, hand_in, make_run, open_company
from tests.fakes import CountingRedactor, fake_tools

REFIT = Event("Harbour", date(2025, 3, 4), date(2025, 4, 30), EventKind.REFIT)
PRICES = Event(None, date(2025, 6, 1), None, EventKind.PRICE, "one penny more")
SHOPS = [f"Shop {number}" for number in range(10)]
SETTINGS = Settings(links=LinkSettings(permutations=99))


@pytest.fixture
def store(home: Path) -> Store:
    return open_company(home)


def logged(store: Store) -> tuple[Event, ...]:
    with store.sessions() as session:
        return logged_events(session)


def left_out(store: Store, run_id: int) -> LeftOut:
    with store.sessions() as session:
        return events_of_run(session, run_id)


def analysis(store: Store, run_id: int) -> Analysis:
    with store.sessions() as session:
        found = load_analysis(session, run_id)
    return replace(found, run=replace(found.run, seconds={}))


def forget_all(store: Store) -> None:
    with store.sessions() as session:
        numbers = [event.id for event in session.query(StoredEvent)]
    for number in numbers:
        forget_event(store, number)


def chain(sentences: tuple[str, ...], people: int) -> bytes:
    """Everybody of ten shops and twelve months says one thing."""
    rows = ["date,site,comment"]
    for at, (shop, month, _) in enumerate(
        (shop, month, one) for shop in SHOPS for month in range(1, 13) for one in range(people)
    ):
        sentence = sentences[at % len(sentences)].format(THINGS[at // len(sentences) % len(THINGS)])
        rows.append(f"2025-{month:02d}-15,{shop},{sentence}")
    return ("\n".join(rows) + "\n").encode()


def uploads(store: Store) -> list[int]:
    tools = fake_tools()
    return [
        hand_in(store, chain(LEAVERS, 1), Side.EMPLOYEE, tools),
        hand_in(store, chain(COMMENTS, 2), Side.CUSTOMER, tools),
    ]


def test_it_keeps_a_log_in_the_order_of_days(store: Store) -> None:
    assert log_events(store, [PRICES, REFIT], fake_tools()) == 2
    assert logged(store) == (REFIT, PRICES)


def test_it_logs_the_same_event_once(store: Store) -> None:
    log_events(store, [REFIT, PRICES], fake_tools())
    again = replace(REFIT, unit="harbour  ")
    assert log_events(store, [again, replace(REFIT, end=None)], fake_tools()) == 1
    assert len(logged(store)) == 3


def test_it_takes_names_out_of_notes_and_loads_nothing_where_there_are_none(store: Store) -> None:
    redactor = CountingRedactor()
    tools = fake_tools(redactor=redactor)
    assert without_names([REFIT], tools) == (REFIT,)
    assert redactor.given == []
    log_events(store, [replace(REFIT, note="ask ada@example.org")], tools)
    assert logged(store)[0].note == "ask [EMAIL]"


def test_it_has_no_event_that_was_taken_out(store: Store) -> None:
    log_events(store, [REFIT, PRICES], fake_tools())
    with store.sessions() as session:
        number = session.query(StoredEvent).filter_by(unit="Harbour").one().id
    assert forget_event(store, number) == REFIT
    assert logged(store) == (PRICES,)
    with pytest.raises(NoResultFound):
        forget_event(store, number)


def test_a_run_leaves_out_the_cells_of_its_units_and_months(store: Store) -> None:
    shop = Event("shop 3", date(2025, 2, 10), date(2025, 3, 1), EventKind.INCIDENT)
    elsewhere, later = replace(shop, unit="Depot"), replace(shop, start=date(2027, 1, 1), end=None)
    run_id = create_run(store, uploads(store), SETTINGS, events=[shop, PRICES, elsewhere, later])
    execute(store, run_id, fake_tools())
    said = left_out(store, run_id)
    assert (said.cells, said.of) == (2 + 10, 120)
    assert [(use.cells, use.outside) for use in said.uses] == [
        (2, None),
        (10, None),
        (0, Outside.UNIT),
        (0, Outside.PERIOD),
    ]
    assert analysis(store, run_id).controls.tested > 0


def test_a_run_keeps_the_events_it_was_given_whatever_becomes_of_the_log(store: Store) -> None:
    log_events(store, [replace(REFIT, unit="Shop 1"), PRICES], fake_tools())
    given = uploads(store)
    run_id = create_run(store, given, SETTINGS)
    forget_all(store)
    execute(store, run_id, fake_tools())
    with_events = analysis(store, run_id)
    assert with_events.left_out.cells == 2 + 10
    log_events(store, [REFIT], fake_tools())
    assert analysis(store, run_id) == with_events
    same = create_run(store, given, SETTINGS, events=[use.event for use in with_events.left_out.uses])
    execute(store, same, fake_tools())
    assert analysis(store, same).links == with_events.links


def test_a_run_can_be_given_no_events_although_there_are_some(store: Store) -> None:
    log_events(store, [PRICES], fake_tools())
    run_id = create_run(store, uploads(store), SETTINGS, events=())
    execute(store, run_id, fake_tools())
    assert analysis(store, run_id).left_out == LeftOut()


def test_it_says_of_a_run_that_tests_nothing_that_its_events_took_nothing(store: Store) -> None:
    log_events(store, [REFIT], fake_tools())
    run_id = make_run(store, fake_tools())
    execute(store, run_id, fake_tools())
    assert [use.outside for use in left_out(store, run_id).uses] == [Outside.UNTESTED]


def test_it_says_of_one_side_alone_that_its_events_took_nothing(store: Store) -> None:
    run_id = create_run(store, uploads(store)[:1], SETTINGS, events=[PRICES])
    execute(store, run_id, fake_tools())
    assert [use.outside for use in left_out(store, run_id).uses] == [Outside.UNTESTED]


def test_it_counts_a_unit_once_however_it_is_spelled(store: Store) -> None:
    table = b"comment,site\nThe till froze again.,Hill\nNobody came.,HILL\nIt was cold.,hill  top\nWe left.,Hill Top\n"
    run_id = create_run(store, [hand_in(store, table, Side.CUSTOMER, fake_tools())], SETTINGS)
    assert analysis(store, run_id).coverage[Side.CUSTOMER].units == 2


def test_it_knows_the_units_of_both_sides_and_of_certain_uploads(store: Store) -> None:
    table = b"comment,site\nThe till froze again.,Hill\nNobody came.,Hill\n"
    first = hand_in(store, table, Side.CUSTOMER, fake_tools())
    uploads(store)
    with store.sessions() as session:
        assert units(session, list(Side)) == ["Hill", *SHOPS]
        assert units(session, list(Side), [first]) == ["Hill"]
        assert units(session, [Side.EMPLOYEE], [first]) == []
