"""Placing themes and dividing leavers, from files to the analysis."""

from __future__ import annotations

from pathlib import Path

from analyzer.pipeline import create_run, execute, load_analysis
from analyzer.settings import Settings
from analyzer.slices.bands import COHORTS
from analyzer.types import Analysis, Side
from models import Record
from tests.analyzer.pipeline.company import LEAVERS, THINGS, customers, hand_in, make_run, open_company
from tests.fakes import fake_tools, small_knowledge


def leavers(people: int = 120) -> bytes:
    """A table whose leavers also have a tenure, a job and an age."""
    rows = ["id,date,site,tenure months,job title,age,comment"]
    for number in range(people):
        said = LEAVERS[number % 3].format(THINGS[number // 3 % len(THINGS)])
        job = ("Clerk", "Driver")[number % 2]
        rows.append(
            f"E{number:03d},2025-0{number % 9 + 1}-10,Hill,{number % 4 * 12 + 3},{job},{25 + number % 35},{said}"
        )
    return ("\n".join(rows) + "\n").encode()


def analyse(home: Path, settings: Settings) -> Analysis:
    store, tools = open_company(home), fake_tools()
    uploads = [
        hand_in(store, leavers(), Side.EMPLOYEE, tools, "leavers.csv"),
        hand_in(store, customers(), Side.CUSTOMER, tools, "comments.csv"),
    ]
    run_id = create_run(store, uploads, settings)
    execute(store, run_id, tools)
    with store.sessions() as session:
        return load_analysis(session, run_id)


def test_it_divides_leavers_where_a_run_asks_for_it(home: Path) -> None:
    found = analyse(home, Settings(slices=True)).slices
    assert found is not None
    assert [(each.kind, each.columns) for each in found.slices] == [
        ("tenure", ("tenure months",)),
        ("role", ("job title",)),
        ("cohort", ("age",)),
    ]
    assert all(sum(people for _, people in each.bands) + each.unknown == 120 for each in found.slices)


def test_it_divides_nobody_otherwise_and_has_no_step_for_it(home: Path) -> None:
    analysis = analyse(home, Settings())
    assert analysis.slices is None
    assert "slice" not in analysis.run.seconds


def test_it_stores_of_every_age_its_cohort_alone(home: Path) -> None:
    store = open_company(home)
    hand_in(store, leavers(), Side.EMPLOYEE, fake_tools())
    with store.sessions() as session:
        kept = {value for record in session.query(Record) for name, value in record.attributes if name == "age"}
    assert kept == set(COHORTS[1:])


def test_it_places_anchored_themes_where_their_mechanism_stands(home: Path) -> None:
    store = open_company(home)
    run_id = make_run(store, fake_tools())
    execute(store, run_id, fake_tools())
    with store.sessions() as session:
        analysis = load_analysis(session, run_id)
    anchored = [theme for theme in analysis.themes if small_knowledge().mechanism(theme.mechanism)]
    assert anchored
    for theme in anchored:
        mechanism = small_knowledge().mechanism(theme.mechanism)
        assert mechanism is not None
        assert (theme.layer, theme.placed_from) == (mechanism.layer, "mechanism")
        own = (mechanism.employee_stage,) if theme.side is Side.EMPLOYEE else mechanism.customer_stages
        assert theme.stages == own
    linked = [link for link in analysis.links if link.mechanism]
    assert linked
    assert all((link.domino, link.levers) == ("D1", ("TEC",)) for link in linked)
    assert all((link.domino, link.levers) == (None, ()) for link in analysis.links if not link.mechanism)
