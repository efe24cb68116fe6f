"""From an action on a link of one run to what a later run measured of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy.exc import NoResultFound

from analyzer.actions import Action, Moved, Outcome
from analyzer.events import Event, EventKind
from analyzer.pipeline import (
    ActionError,
    ActionPlan,
    Store,
    add_action,
    change_action,
    create_run,
    execute,
    load_analysis,
    log_events,
    set_open,
    units_of_run,
)
from analyzer.settings import LinkSettings, Settings
from analyzer.types import Analysis, Grade, Side
from models import Action as StoredAction
from models import Link, Run, Theme
from models.enums import RunStatus
from tests.analyzer.pipeline.company import hand_in, open_company
from tests.chain import MENDED, MONTHS, SHOPS, chain_table
from tests.fakes import WordEmbedder, fake_tools

SETTINGS = Settings(links=LinkSettings(permutations=199))
FIRST = range(8)
WHOLE = range(MONTHS)
BETTER = SHOPS[::2]
PLAN = ActionPlan("Mend the tills", "Head of stores", tuple((shop, MENDED) for shop in BETTER))


def run_over(store: Store, months: range, better: Collection[str], seed: int = 0) -> int:
    uploads = [hand_in(store, chain_table(side, months, better, seed), side, fake_tools()) for side in Side]
    run_id = create_run(store, uploads, SETTINGS)
    assert execute(store, run_id, fake_tools()) is RunStatus.DONE
    return run_id


def link_of(store: Store, run_id: int, mechanism: str = "M01") -> int:
    with store.sessions() as session:
        themes = session.query(Theme).filter_by(run_id=run_id, mechanism=mechanism)
        keys = {theme.side: theme.id for theme in themes}
        link = session.query(Link).filter_by(
            employee_theme_id=keys["employee"], customer_theme_id=keys["customer"], run_id=run_id
        )
        return link.one().id


def analysis_of(store: Store, run_id: int) -> Analysis:
    with store.sessions() as session:
        return load_analysis(session, run_id)


def only_action(store: Store, run_id: int) -> Action:
    (action,) = analysis_of(store, run_id).actions
    return action


@pytest.fixture(scope="module")
def loop(tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, int, int]:
    """The whole loop: a run, an action on its link, a run over what came later."""
    store = open_company(tmp_path_factory.mktemp("loop") / "home")
    first = run_over(store, FIRST, BETTER)
    add_action(store, link_of(store, first), PLAN)
    return store, first, run_over(store, WHOLE, BETTER)


def test_it_calls_the_link_tested_when_both_themes_fell_where_it_was_done(loop: tuple[Store, int, int]) -> None:
    store, _, later = loop
    analysis = analysis_of(store, later)
    action = only_action(store, later)
    assert action.measured.outcome is Outcome.TESTED
    tested = [link for link in analysis.links if link.grade is Grade.TESTED]
    assert [(link.employee_theme, link.customer_theme) for link in tested] == [
        (action.employee_theme, action.customer_theme)
    ]
    assert tested[0].sentence.startswith("When “Till froze” was changed, “Waited at the till” changed with it.")
    assert tested[0].score == max(link.score for link in analysis.links)
    assert tested[0].reasons == ()
    assert tested[0].effect is not None
    assert tested[0].effect.unit == "points of customers where the action was taken, beyond elsewhere"
    assert action.measured.customer is not None
    assert action.measured.customer.effect is not None
    assert (tested[0].effect.value, tested[0].lag) == (action.measured.customer.effect.value, None)


def test_it_measures_about_what_was_done(loop: tuple[Store, int, int]) -> None:
    store, _, later = loop
    measured = only_action(store, later).measured
    for change in (measured.employee, measured.customer):
        assert change
        assert change.effect
        assert change.moved is Moved.FELL
        assert change.effect.low <= -42 <= change.effect.high
        assert (change.units_with, change.units_without) == (7, 7)
        assert (change.before_periods, change.after_periods) == (8, 6)


def test_it_finds_the_link_again_by_its_mechanism(loop: tuple[Store, int, int]) -> None:
    store, _, later = loop
    assert only_action(store, later).found_by == ("mechanism", "mechanism")


def test_it_leaves_the_run_as_it_was_from_which_the_action_comes(loop: tuple[Store, int, int]) -> None:
    store, first, _ = loop
    action = only_action(store, first)
    assert action.measured.outcome is Outcome.WAITING
    assert not [link for link in analysis_of(store, first).links if link.grade is Grade.TESTED]


def test_it_calls_nothing_tested_of_an_action_that_was_never_taken(loop: tuple[Store, int, int]) -> None:
    store, first, _ = loop
    link = link_of(store, first)
    rng = np.random.default_rng(7)
    with store.sessions.begin() as session:
        for action in session.query(StoredAction):
            action.open = False
    for _ in range(4):
        shops = rng.choice(SHOPS, 7, replace=False)
        add_action(store, link, replace(PLAN, rollouts=tuple((str(shop), MENDED) for shop in shops)))
    quiet = run_over(store, WHOLE, (), seed=5)
    assert Outcome.TESTED not in {action.measured.outcome for action in analysis_of(store, quiet).actions}
    assert not [link for link in analysis_of(store, quiet).links if link.grade is Grade.TESTED]


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, int]:
    """A run of the first months, and its link."""
    store = open_company(tmp_path_factory.mktemp("begun") / "home")
    return store, link_of(store, run_over(store, FIRST, ()))


@pytest.fixture
def store(home: Path) -> Store:
    return open_company(home)


def test_it_says_when_the_link_cannot_be_found_again(store: Store) -> None:
    first = run_over(store, FIRST, ())
    add_action(store, link_of(store, first), PLAN)
    employees = chain_table(Side.EMPLOYEE, WHOLE, ())
    others = [line for line in chain_table(Side.CUSTOMER, WHOLE, ()).splitlines() if b"I waited at the" not in line]
    uploads = [
        hand_in(store, employees, Side.EMPLOYEE, fake_tools()),
        hand_in(store, b"\n".join(others) + b"\n", Side.CUSTOMER, fake_tools()),
    ]
    later = create_run(store, uploads, SETTINGS)
    execute(store, later, fake_tools())
    action = only_action(store, later)
    assert action.measured.outcome is Outcome.NOT_FOUND
    assert "“Waited at the till”" in action.measured.sentence
    assert "“Till froze”" not in action.measured.sentence
    assert action.customer_theme is None


def test_it_finds_a_theme_without_a_mechanism_by_what_it_means(store: Store) -> None:
    first = run_over(store, FIRST, ())
    add_action(store, link_of(store, first), PLAN)
    with store.sessions.begin() as session:
        session.query(StoredAction).one().employee_mechanism = None
        for theme in session.query(Theme).filter_by(run_id=first, side="employee"):
            theme.mechanism = None
    later = run_over(store, WHOLE, ())
    assert only_action(store, later).found_by == ("meaning", "mechanism")


def test_it_finds_a_theme_by_its_name_once_its_run_is_gone(store: Store) -> None:
    first = run_over(store, FIRST, ())
    add_action(store, link_of(store, first), PLAN)
    with store.sessions.begin() as session:
        session.delete(session.get_one(Run, first))
        session.flush()
        session.query(StoredAction).one().customer_mechanism = None
    later = run_over(store, WHOLE, ())
    assert only_action(store, later).found_by == ("mechanism", "name")


def test_it_says_what_is_missing_while_nothing_came_later(store: Store) -> None:
    first = run_over(store, FIRST, ())
    add_action(store, link_of(store, first), PLAN)
    again = run_over(store, FIRST, ())
    measured = only_action(store, again).measured
    assert measured.outcome is Outcome.NOT_MEASURABLE
    assert measured.employee
    assert {reason.reason for reason in measured.employee.reasons} == {"FEW_UNITS_WITH", "FEW_PERIODS_AFTER"}
    assert "2 months" in measured.settle


def test_it_measures_no_action_that_is_closed(store: Store) -> None:
    first = run_over(store, FIRST, ())
    action_id = add_action(store, link_of(store, first), PLAN)
    set_open(store, action_id, to=False)
    assert only_action(store, run_over(store, WHOLE, ())).measured.outcome is Outcome.WAITING
    set_open(store, action_id, to=True)
    assert only_action(store, run_over(store, WHOLE, ())).measured.outcome is not Outcome.WAITING


def test_it_says_that_an_action_was_written_down_after_its_first_results(store: Store) -> None:
    first = run_over(store, WHOLE, ())
    add_action(store, link_of(store, first), PLAN)
    # The company's clock stands in 2026, half a year after the tills were mended.
    assert any("written down" in limit for limit in only_action(store, run_over(store, WHOLE, ())).measured.limits)


def test_it_counts_nobody_where_and_when_an_event_struck_a_unit(store: Store) -> None:
    first = run_over(store, FIRST, ())
    add_action(store, link_of(store, first), PLAN)
    flood = [Event(shop, date(2025, 1, 1), date(2025, 8, 31), EventKind.INCIDENT) for shop in (" shop a", "Shop B")]
    log_events(store, flood, fake_tools())
    measured = only_action(store, run_over(store, WHOLE, ())).measured
    assert measured.customer
    assert (measured.customer.units_with, measured.customer.units_without) == (6, 6)


def test_it_embeds_nothing_new_to_find_a_link_again(store: Store) -> None:
    first = run_over(store, FIRST, ())
    add_action(store, link_of(store, first), PLAN)
    run_over(store, WHOLE, ())
    embedder = WordEmbedder()
    with store.sessions() as session:
        uploads = list(session.query(Run).order_by(Run.id.desc()).limit(1))
    uploads = [hand_in(store, chain_table(side, WHOLE, ()), side, fake_tools()) for side in Side]
    execute(store, create_run(store, uploads, SETTINGS), fake_tools(embedder))
    assert embedder.embedded == []


def test_it_lists_each_unit_once_in_its_most_frequent_spelling(store: Store) -> None:
    table = chain_table(Side.EMPLOYEE, range(2), ()).replace(b"2025-02-01,Shop A", b"2025-02-01, shop  a")
    run_id = create_run(store, [hand_in(store, table, Side.EMPLOYEE, fake_tools())], SETTINGS)
    with store.sessions() as session:
        assert units_of_run(session, run_id) == SHOPS


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        (replace(PLAN, what=" "), "what is done"),
        (replace(PLAN, owner=""), "who sees to it"),
        (replace(PLAN, rollouts=()), "at least one unit"),
        (replace(PLAN, rollouts=(("Shop Z", MENDED),)), "names the unit “Shop Z”; records name 14 units"),
        (
            replace(PLAN, rollouts=tuple((f"Site {number}", MENDED) for number in range(7))),
            "names the units “Site 0”, “Site 1”, “Site 2”, “Site 3”, “Site 4” and 2 more; records name 14 units",
        ),
        (replace(PLAN, rollouts=(("Shop A", MENDED), ("shop a", date(2025, 10, 1)))), "two first days"),
        (replace(PLAN, what="x" * 301), "at most 300 characters"),
    ],
)
def test_it_refuses_a_plan_in_one_sentence(begun: tuple[Store, int], plan: ActionPlan, said: str) -> None:
    store, link = begun
    with pytest.raises(ActionError, match=said):
        add_action(store, link, plan)
    with store.sessions() as session:
        assert session.query(StoredAction).count() == 0


def test_it_refuses_an_action_on_a_link_that_is_not_there(store: Store) -> None:
    with pytest.raises(NoResultFound):
        add_action(store, 99, PLAN)


def test_it_changes_an_action_and_remembers_when_its_days_were_set(begun: tuple[Store, int]) -> None:
    store, link = begun
    action_id = add_action(store, link, replace(PLAN, rollouts=(("shop  A", MENDED), ("Shop B", MENDED))))

    def stored() -> StoredAction:
        with store.sessions() as session:
            action = session.get_one(StoredAction, action_id)
            assert action.rollouts is not None
            return action

    before = stored()
    assert [(each.unit, each.day) for each in before.rollouts] == [("Shop A", MENDED), ("Shop B", MENDED)]
    change_action(
        store, action_id, replace(PLAN, what="New tills", rollouts=(("Shop B", MENDED), ("Shop A", MENDED))), SHOPS
    )
    assert (stored().what, stored().declared) == ("New tills", before.declared)
    later = date(2025, 10, 1)
    change_action(store, action_id, replace(PLAN, rollouts=(("Shop B", later), ("Shop C", later))), SHOPS)
    assert [(each.unit, each.day) for each in stored().rollouts] == [("Shop B", later), ("Shop C", later)]
    assert stored().declared > before.declared
