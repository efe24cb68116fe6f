"""What is said of actions: tested where both themes fell, and something honest otherwise."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from analyzer.actions import Change, Measured, Moved, Outcome
from analyzer.rollout import Cells, Dates, Theme, measure, not_found, waiting
from analyzer.rollout.measure import placebo_in_time
from analyzer.rollout.verdict import judge_action
from analyzer.types import Effect, Reason, Side
from analyzer.wording import causal_verbs
from tests.analyzer.rollout.worlds import World, make_trial, simulate

EMPLOYEES, CUSTOMERS = World(people=6), World(people=40, share=0.15)
NAMES = ("Too few on shift", "Long queues")
FELL = Effect(-6.0, -9.0, -3.0, "points of employees")
CHANGES = {
    Moved.FELL: Change(Moved.FELL, FELL, 20.0, 0.001, 0.002),
    Moved.ROSE: Change(Moved.ROSE, replace(FELL, value=6.0, low=3.0, high=9.0), 20.0, 0.001, 0.002),
    Moved.UNMOVED: Change(Moved.UNMOVED, replace(FELL, value=0.1, low=-1.0, high=1.2), 20.0, 0.8, 0.8),
    Moved.UNCLEAR: Change(Moved.UNCLEAR, replace(FELL, high=3.0), 20.0, 0.2, 0.3, detectable=8.0),
    Moved.UNMEASURED: Change(Moved.UNMEASURED, reasons=(Reason("FEW_PERIODS_AFTER", "Only 1 period."),)),
}


def outcomes(employee: World, customer: World, seeds: int = 30) -> Counter[Outcome]:
    return Counter(measure([make_trial(employee, customer, seed)], 199, seed)[0].outcome for seed in range(seeds))


def test_it_calls_a_link_tested_most_times_when_both_themes_fall() -> None:
    found = outcomes(replace(EMPLOYEES, people=15, fall=0.6), replace(CUSTOMERS, people=80, fall=0.5))
    # The placebo in time stops about one in three: so much does a check cost that stops most drifts.
    assert found[Outcome.TESTED] >= 15


def test_it_next_to_never_calls_a_link_tested_when_nothing_falls() -> None:
    assert outcomes(EMPLOYEES, CUSTOMERS)[Outcome.TESTED] == 0


def test_it_is_not_taken_in_by_units_that_were_drifting_before() -> None:
    found = outcomes(replace(EMPLOYEES, people=15, drift=-0.1), replace(CUSTOMERS, people=80, drift=-0.1))
    assert found[Outcome.TREND] >= 20
    assert found[Outcome.TESTED] <= 4


def test_it_says_so_when_customers_change_and_employees_do_not() -> None:
    found = outcomes(EMPLOYEES, replace(CUSTOMERS, people=80, fall=0.6))
    assert found[Outcome.CUSTOMER_ONLY] >= 15
    assert found[Outcome.TESTED] <= 2


def test_it_rules_out_a_fall_where_there_is_much_to_go_by() -> None:
    quiet = World(units=60, reached=30, people=150, periods=24, first=12)
    results = [measure([make_trial(quiet, quiet, seed)], 199, seed)[0] for seed in range(4)]
    assert sum(result.outcome is Outcome.NO_EFFECT for result in results) >= 2
    assert all("fifth" in result.sentence for result in results if result.outcome is Outcome.NO_EFFECT)


def test_it_asks_more_of_each_action_the_more_are_measured() -> None:
    real = make_trial(replace(EMPLOYEES, people=15, fall=0.6), replace(CUSTOMERS, fall=0.5), 3)
    alone = measure([real], 199, 0)[0]
    among = measure([real, *(make_trial(EMPLOYEES, CUSTOMERS, seed) for seed in range(5))], 199, 0)[0]
    assert alone.customer
    assert among.customer
    assert alone.customer.p == among.customer.p
    assert (among.customer.q or 0) > (alone.customer.q or 1)


@pytest.mark.parametrize(
    ("world", "code"),
    [
        (replace(EMPLOYEES, reached=3), "FEW_UNITS_WITH"),
        (replace(EMPLOYEES, units=14), "FEW_UNITS_WITHOUT"),
        (replace(EMPLOYEES, first=3), "FEW_PERIODS_BEFORE"),
        (replace(EMPLOYEES, first=14), "FEW_PERIODS_AFTER"),
        (replace(EMPLOYEES, first=15), "FEW_PERIODS_AFTER"),
        (replace(EMPLOYEES, share=0.002), "FEW_PEOPLE"),
    ],
)
def test_it_says_why_it_cannot_measure(world: World, code: str) -> None:
    result = measure([make_trial(world, replace(world, people=40 if code != "FEW_PEOPLE" else 6), 1)], 199, 1)[0]
    assert result.outcome is Outcome.NOT_MEASURABLE
    assert result.employee
    assert code in {reason.reason for reason in result.employee.reasons}
    assert result.settle


def test_it_measures_one_side_where_the_other_cannot_be() -> None:
    trial = make_trial(EMPLOYEES, replace(CUSTOMERS, people=80, fall=0.6), 2)
    silent = replace(trial.employee, lacking=(Reason("NO_DATES", "No employee record has a date."),))
    result = measure([replace(trial, employee=silent)], 199, 2)[0]
    assert result.employee
    assert result.employee.moved is Moved.UNMEASURED
    assert result.customer
    assert result.customer.effect
    assert "could not be measured" in result.sentence


def test_it_lays_the_placebo_into_the_time_before_the_first_unit() -> None:
    cells, dates = simulate(replace(EMPLOYEES, staggered=True), 0)
    earlier, pretended = placebo_in_time(cells, dates)
    assert earlier.speakers.shape[1] == dates.until.min() == 7
    assert set(pretended.until[dates.until < 16]) == {3}
    assert set(pretended.until[dates.until == 16]) == {7}


def test_it_measures_nothing_of_units_that_nobody_names() -> None:
    nobody = Theme(Side.EMPLOYEE, "X", Cells(np.zeros((0, 0)), np.zeros((0, 0))), Dates(*np.zeros((2, 0), int)), 1)
    trial = make_trial(EMPLOYEES, CUSTOMERS, 0)
    result = measure([replace(trial, employee=nobody)], 9, 0)[0]
    assert result.employee
    assert result.employee.moved is Moved.UNMEASURED


@pytest.mark.parametrize(("employee", "customer"), list(product(CHANGES, CHANGES)))
def test_it_has_an_honest_sentence_for_every_combination(employee: Moved, customer: Moved) -> None:
    result = judge_action(NAMES, (CHANGES[employee], CHANGES[customer]), late=True, beside=True)
    assert (result.outcome is Outcome.TESTED) == (employee is customer is Moved.FELL)
    assert all(f"“{name}”" in result.sentence for name in NAMES)
    assert result.sentence.endswith(".")
    if result.outcome is not Outcome.TESTED:
        assert causal_verbs(result.sentence) == ()
    assert not [limit for limit in result.limits if causal_verbs(limit)]


@pytest.mark.parametrize("moved", [Moved.FELL, Moved.ROSE, Moved.UNMOVED])
def test_it_claims_nothing_of_units_that_were_moving_apart(moved: Moved) -> None:
    apart = replace(CHANGES[moved], apart=True)
    assert judge_action(NAMES, (apart, CHANGES[Moved.FELL]), late=False, beside=False).outcome is Outcome.TREND
    assert judge_action(NAMES, (CHANGES[Moved.FELL], apart), late=False, beside=False).outcome is Outcome.TREND


@pytest.mark.parametrize("result", [waiting(), not_found(NAMES), not_found(NAMES[:1])])
def test_it_claims_nothing_before_it_has_measured(result: Measured) -> None:
    assert causal_verbs(result.sentence) == ()
    assert result.employee is None
