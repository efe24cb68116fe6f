"""Units that somebody said are one, wherever a run reads units."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.exc import NoResultFound

from analyzer.events import Event, EventKind
from analyzer.pipeline import (
    ActionPlan,
    Store,
    UnitError,
    add_action,
    create_run,
    execute,
    join_units,
    known_units,
    load_analysis,
    log_events,
    newest_to_follow,
    part_units,
    remove,
    stored_columns,
)
from analyzer.pipeline.removal import plan_record_removal
from analyzer.pipeline.statements import load_records, load_statements
from analyzer.pipeline.waves.units import unit_names
from analyzer.settings import LinkSettings, Settings
from analyzer.spelling import UnitColumn
from analyzer.types import Side
from models import Link, Record, Run, SameUnit, Theme
from models.enums import RunStatus
from tests.analyzer.pipeline.company import hand_in, open_company
from tests.chain import MENDED, MONTHS, SHOPS, chain_table
from tests.fakes import fake_tools

SETTINGS = Settings(links=LinkSettings(permutations=199))
STAFF = b"comment,site\nThe roster changed again.,5 - York\nNobody listened.,5 - York\n"
GUESTS = b"comment,site\nThe queue was long.,York\nNobody came.,Acme York\n"
SAID = [("5 - York", "York"), ("Acme York", "York")]


@pytest.fixture
def store(home: Path) -> Store:
    return open_company(home)


def hand_in_both(store: Store) -> list[int]:
    tables = {Side.EMPLOYEE: STAFF, Side.CUSTOMER: GUESTS}
    return [hand_in(store, tables[side], side, fake_tools()) for side in Side]


def read(store: Store, run_id: int) -> set[str | None]:
    """Give the units that a run reads, which records and statements have to agree about."""
    with store.sessions() as session:
        records = {record.unit for side in Side for record in load_records(session, run_id, side).values()}
        assert {voice.content.unit for side in Side for voice in load_statements(session, run_id, side)} == records
    return records


def test_records_handed_in_before_and_after_go_by_the_name_that_was_said(store: Store) -> None:
    run_id = create_run(store, hand_in_both(store), SETTINGS)
    assert read(store, run_id) == {"5 - York", "York", "Acme York"}
    assert join_units(store, SAID) == 2
    assert read(store, run_id) == {"York"}
    later = hand_in(
        store, STAFF.replace(b"5 - York", b"5: YORK").replace(b"again", b"twice"), Side.EMPLOYEE, fake_tools()
    )
    assert read(store, create_run(store, [later], SETTINGS)) == {"York"}
    with store.sessions() as session:
        assert {record.unit for record in session.query(Record)} == {"5 - York", "5: YORK", "York", "Acme York"}
        assert load_analysis(session, run_id).coverage[Side.CUSTOMER].units == 1


def test_what_was_said_can_be_taken_back(store: Store) -> None:
    run_id = create_run(store, hand_in_both(store), SETTINGS)
    join_units(store, SAID)
    with store.sessions() as session:
        first = session.query(SameUnit).order_by(SameUnit.id).first()
    assert first is not None
    assert part_units(store, first.id) == SAID[0]
    assert read(store, run_id) == {"5 - York", "York"}
    with pytest.raises(NoResultFound):
        part_units(store, first.id)


def test_it_is_said_once_and_of_units_that_have_a_name(store: Store) -> None:
    assert join_units(store, [*SAID, ("5 york", "ACME  York")]) == 2
    assert join_units(store, SAID) == 0
    with pytest.raises(UnitError, match="Name two units"):
        join_units(store, [("Leeds", "Hull"), (" ", "York")])
    with store.sessions() as session:
        assert known_units(session).name("Leeds") == "Leeds"


def test_no_name_of_a_unit_reaches_leaders_whatever_it_goes_by(store: Store) -> None:
    run_id = create_run(store, hand_in_both(store), SETTINGS)
    join_units(store, SAID)
    with store.sessions() as session:
        assert load_analysis(session, run_id).units == {"5 - York", "York", "Acme York"}


def test_no_theme_is_called_after_a_name_that_a_unit_goes_by(store: Store) -> None:
    run_id = create_run(store, [hand_in(store, STAFF, Side.EMPLOYEE, fake_tools())], SETTINGS)
    join_units(store, [("5 - York", "Minster Yard")])
    with store.sessions() as session:
        assert unit_names(session, run_id).first("Queues in Minster Yard") == "Minster Yard"
        assert unit_names(session, run_id).first("Rosters of 5 - York") == "5 - York"


def test_a_removed_records_unit_stays_withheld_by_the_name_that_was_handed_in(store: Store) -> None:
    run_id = create_run(store, hand_in_both(store), SETTINGS)
    join_units(store, SAID)
    with store.sessions.begin() as session:
        session.get_one(Run, run_id).status = RunStatus.DONE
        (record,) = session.query(Record).filter_by(unit="Acme York")
    with store.sessions() as session:
        seal = plan_record_removal(session, (record.id,)).seal
    remove(store, lambda session: plan_record_removal(session, (record.id,)), seal)
    with store.sessions() as session:
        assert "Acme York" in load_analysis(session, run_id).units


def test_a_run_is_followed_by_the_places_that_are_one(store: Store) -> None:
    first, second = hand_in_both(store)
    earlier = create_run(store, [second], SETTINGS)
    other = b"comment,site\nThe line was long.,Y1\nNobody was there.,Acme Y1\n"
    later = hand_in(store, other, Side.CUSTOMER, fake_tools())
    with store.sessions.begin() as session:
        session.get_one(Run, earlier).status = RunStatus.DONE
        assert newest_to_follow(session, [later]) is None
    join_units(store, [("Y1", "York")])
    with store.sessions() as session:
        assert newest_to_follow(session, [later]) == earlier
        assert newest_to_follow(session, [first]) is None


def test_the_units_of_each_upload_are_listed_as_they_were_handed_in(store: Store) -> None:
    first, _ = hand_in_both(store)
    staff, guests = (
        UnitColumn("employee", frozenset({"5 - York"})),
        UnitColumn("customer", frozenset({"York", "Acme York"})),
    )
    with store.sessions() as session:
        assert stored_columns(session) == (staff, guests)
        assert stored_columns(session, [first]) == (staff,)


def test_links_events_and_actions_meet_in_units_that_are_one(store: Store) -> None:
    tables = {side: chain_table(side, range(MONTHS), ()) for side in Side}
    first = create_run(store, [hand_in(store, tables[side], side, fake_tools()) for side in Side], SETTINGS)
    assert execute(store, first, fake_tools()) is RunStatus.DONE
    with store.sessions() as session:
        keys = {theme.side: theme.id for theme in session.query(Theme).filter_by(run_id=first, mechanism="M01")}
        link = session.query(Link).filter_by(
            employee_theme_id=keys["employee"], customer_theme_id=keys["customer"], run_id=first
        )
        add_action(store, link.one().id, ActionPlan("Mend", "Stores", tuple((shop, MENDED) for shop in SHOPS[::2])))
    flood = [Event(shop, date(2025, 1, 1), date(2025, 8, 31), EventKind.INCIDENT) for shop in (" shop a", "Branch B")]
    renamed = hand_in(store, tables[Side.CUSTOMER].replace(b"Shop ", b"Branch "), Side.CUSTOMER, fake_tools())
    staff = hand_in(store, tables[Side.EMPLOYEE], Side.EMPLOYEE, fake_tools())
    log_events(store, flood, fake_tools())
    join_units(store, [(shop, shop.replace("Shop", "Branch")) for shop in SHOPS])
    later = create_run(store, [staff, renamed], SETTINGS)
    assert execute(store, later, fake_tools()) is RunStatus.DONE
    with store.sessions() as session:
        found = load_analysis(session, later)
    assert found.controls.tested > 0
    assert (found.left_out.cells > 0, {use.event.unit for use in found.left_out.uses}) == (
        True,
        {"Branch A", "Branch B"},
    )
    (action,) = found.actions
    assert action.measured.customer
    assert (action.measured.customer.units_with, action.measured.customer.units_without) == (6, 6)
