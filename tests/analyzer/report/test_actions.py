"""What leaders and analysts read of what was tried."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import jsonschema
import pytest

from analyzer.actions import Action, Moved, Outcome
from analyzer.gate import GatedAction, gate
from analyzer.report import schema, to_html, to_json
from analyzer.report.actions.sections import REASONS, describe_actions
from analyzer.rollout.verdict import _REMEDIES
from analyzer.settings import GateSettings
from analyzer.types import Effect, Reason
from analyzer.wording import OUTCOME_NAMES, causal_verbs
from tests.deeds import FELL, FELL_TOO, NAMES, NOT_FOUND, UNCLEAR, UNMEASURED, UNMOVED, WAITING, make_action
from tests.factories import make_analysis

SETTINGS = GateSettings()
UNFOUND = {"employee_theme": None, "customer_theme": None, "found_by": ("", "")}
EVERY = (
    make_action(),
    make_action(FELL, UNCLEAR),
    make_action(FELL, UNMOVED),
    make_action(UNCLEAR, FELL_TOO),
    make_action(UNMEASURED, UNMEASURED),
    make_action(UNMEASURED, FELL_TOO),
    make_action(replace(FELL, apart=True), FELL_TOO),
    make_action(measured=NOT_FOUND, **UNFOUND),
    make_action(measured=WAITING, **UNFOUND),
)


def gated(*actions: Action, settings: GateSettings = SETTINGS) -> tuple[GatedAction, ...]:
    return gate(make_analysis(actions=actions), settings).actions


def page_of(*actions: Action) -> str:
    return to_html(gate(make_analysis(actions=actions), SETTINGS), date(2026, 9, 1))


@pytest.mark.parametrize("action", EVERY)
def test_it_names_no_unit_and_no_day_to_a_reader(action: Action) -> None:
    page = page_of(action)
    assert "What was tried, and what changed" in page
    for secret in ("Harbour Street", "Mill Lane", "2026-03-09", "9 March", "20 February"):
        assert secret not in page


@pytest.mark.parametrize("text", ["New tills in Harbour Street", "MILL  LANE: new tills", "mill lane"])
def test_it_withholds_words_that_name_a_unit(text: str) -> None:
    (shown,) = gated(make_action(what=text, owner=text))
    assert (shown.what, shown.owner) == ("", "")
    assert shown.outcome is Outcome.TESTED


def test_it_withholds_words_that_name_a_unit_of_which_somebody_spoke() -> None:
    statement = make_analysis().statements[0]
    analysis = make_analysis(
        actions=(make_action(what="As at Quay 7"),), statements=(replace(statement, unit="quay 7"),)
    )
    assert gate(analysis, SETTINGS).actions[0].what == ""
    assert gated(make_action(what="A quay 77 days long"))[0].what == "A quay 77 days long"


def test_it_withholds_words_that_name_a_theme_of_few_people() -> None:
    whole = make_analysis(actions=(make_action(what="Less of Cash counted twice"),))
    themes = tuple(replace(t, people=4, name="Cash counted twice") if t.id == "E9" else t for t in whole.themes)
    assert gate(replace(whole, themes=themes), SETTINGS).actions[0].what == ""


@pytest.mark.parametrize("measured", [make_action().measured, WAITING])
def test_it_drops_an_action_on_a_theme_of_few_people(measured: object) -> None:
    codes = {} if measured is not WAITING else UNFOUND
    whole = make_analysis(actions=(make_action(measured=measured, **codes),))
    themes = tuple(replace(theme, people=4) if theme.id == "C1" else theme for theme in whole.themes)
    assert gate(replace(whole, themes=themes), SETTINGS).actions == ()


def test_it_names_no_theme_that_is_not_there() -> None:
    (shown,) = gated(make_action(measured=NOT_FOUND, employee_name="A theme of three people", **UNFOUND))
    assert (shown.employee, shown.customer) == ("", "")
    assert "A theme of three people" not in repr(shown)


def test_it_calls_a_theme_what_this_run_calls_it() -> None:
    (shown,) = gated(make_action(employee_name="As it was called once"))
    assert shown.employee == NAMES[0]


@pytest.mark.parametrize("people", [5, 12, 25])
def test_it_says_why_nothing_was_measured_whatever_the_threshold(people: int) -> None:
    settings = GateSettings(people=people, quote=people)
    (card,) = describe_actions(gated(make_action(UNMEASURED, UNMEASURED), settings=settings)).cards
    assert [side for side, _ in card.lines] == ["Among employees", "Among customers"]
    assert all("units with the action were heard" in line for _, line in card.lines)


def test_it_falls_back_on_its_own_words_where_a_detail_may_not_pass() -> None:
    few = replace(UNMEASURED, reasons=(Reason("FEW_PEOPLE", "Only 3 people name it."),))
    (card,) = describe_actions(gated(make_action(few, few))).cards
    assert [line for _, line in card.lines] == [REASONS["FEW_PEOPLE"]] * 2


@pytest.mark.parametrize("action", EVERY)
def test_it_claims_no_cause_below_tested(action: Action) -> None:
    cards = describe_actions(gated(action)).cards
    texts = [
        text for card in cards for text in (card.sentence, card.outcome, card.about, card.settle, *sum(card.lines, ()))
    ]
    assert [text for text in texts if causal_verbs(text)] == []


def test_it_gives_effect_interval_p_and_units() -> None:
    (card,) = describe_actions(gated(make_action())).cards
    assert card.lines[0][1].startswith(
        "−6.1 points of employees (95% interval −9.2 to −3.0); p below 0.001; eight units with the action against "
    )
    assert "no sign that they were moving apart" in card.lines[0][1]
    assert card.about == "Seen to by Head of stores, since March 2026, in two units."


@pytest.mark.parametrize(
    ("low", "high", "apart", "said"),
    [
        (-40.0, 38.0, False, "too few people to tell whether they were moving apart before"),
        (-40.0, 5.0, False, "no sign that they were moving apart"),
        (-12.0, 12.0, False, "no sign that they were moving apart"),
        (-40.0, 38.0, True, "already moving apart"),
    ],
)
def test_it_reads_no_calm_into_a_time_before_that_fits_with_any_change(
    low: float, high: float, apart: bool, said: str
) -> None:
    placebo = Effect(0.4, low, high, "points of employees")
    (card,) = describe_actions(gated(make_action(replace(FELL, placebo=placebo, apart=apart)))).cards
    assert card.lines[0][1].endswith(f", {said}.")


def test_it_leaves_the_section_out_where_nothing_was_tried() -> None:
    assert "What was tried" not in page_of()


def test_it_writes_every_action_as_the_schema_says() -> None:
    written = to_json(make_analysis(actions=EVERY))
    jsonschema.validate(written, schema())
    actions = written["actions"]
    assert isinstance(actions, list)
    assert [action["outcome"] for action in actions] == [str(action.measured.outcome) for action in EVERY]
    assert actions[0]["units"][0] == {"unit": "Harbour Street", "day": "2026-03-09"}
    assert actions[0]["employee"]["effect"]["value"] == -6.1


def test_it_has_a_schema_with_every_outcome_and_movement() -> None:
    defs = schema()["$defs"]
    assert isinstance(defs, dict)
    assert set(defs["action"]["properties"]["outcome"]["enum"]) == set(Outcome)
    assert set(defs["change"]["anyOf"][1]["properties"]["moved"]["enum"]) == set(Moved)


def test_it_has_words_for_every_outcome_and_reason() -> None:
    assert set(OUTCOME_NAMES) == set(Outcome)
    assert set(_REMEDIES) == set(REASONS)
