"""Who is behind a complaint."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from analyzer.involved import Cells, find_involvement
from tests.analyzer.involved.worlds import ASKED, simulate


def test_it_lists_hardly_anything_where_there_is_no_relation() -> None:
    found = [each for seed in range(25) for each in find_involvement(simulate(seed), replace(ASKED, seed=seed))]
    tested = [shift for each in found for shift in each.shifts]
    assert len(tested) == 25 * 6 * 12
    # 1,800 tests at 5 %: 90 are expected, and two-sided dependence among them widens what chance allows.
    assert 0.035 <= np.mean([shift.p <= 0.05 for shift in tested if shift.p is not None]) <= 0.065
    # At a tolerated tenth: in about one family of ten something stands out, and in one run of ten in the report.
    assert np.mean([any(shift.stands_out for shift in each.shifts) for each in found]) <= 0.16
    runs = [found[at : at + 6] for at in range(0, len(found), 6)]
    assert np.mean([any(shift.in_report for each in run for shift in each.shifts) for run in runs]) <= 0.2
    assert 0.02 <= np.mean([each.by_chance for each in found]) <= 0.2


def test_it_finds_a_strong_relation_and_gives_its_size_and_sign() -> None:
    found = [
        find_involvement(simulate(seed, units=40, strength=1.5), replace(ASKED, seed=seed))[0] for seed in range(6)
    ]
    first = [next(shift for shift in each.shifts if shift.theme == "E1") for each in found]
    assert sum(shift.stands_out for shift in first) >= 5
    for shift in first:
        assert shift.low <= shift.difference <= shift.high
        assert shift.difference == round(100 * (shift.there.share - shift.elsewhere.share), 1)
    assert sum(shift.difference > 0 for shift in first) == 6


def test_it_finds_what_is_named_less_there() -> None:
    found = find_involvement(simulate(3, units=40, strength=-1.5), ASKED)[0]
    first = next(shift for shift in found.shifts if shift.theme == "E1")
    assert first.difference < 0
    assert first.stands_out


def test_it_gives_the_same_again() -> None:
    assert find_involvement(simulate(1), ASKED) == find_involvement(simulate(1), ASKED)


def test_it_counts_everybody_on_one_side_of_the_line_or_the_other() -> None:
    cells = simulate(2)
    for at, each in enumerate(find_involvement(cells, ASKED)):
        assert each.there.people + each.elsewhere.people == cells.customers[at].sum()
        assert each.there.of + each.elsewhere.of == cells.customers_spoke.sum()
        assert each.there.share > each.elsewhere.share


def test_it_says_that_there_are_too_few_units() -> None:
    found = find_involvement(simulate(0, units=7), ASKED)
    assert {each.reason for each in found} == {"FEW_UNITS"}
    assert found[0].detail == "Both sides name 7 units in common; at least 8 are needed."
    assert not any(each.shifts for each in found)


def test_it_says_that_too_few_customers_name_it() -> None:
    cells = simulate(0)
    thinned = replace(cells, customers=np.concatenate([np.zeros_like(cells.customers[:1]), cells.customers[1:]]))
    found = find_involvement(thinned, ASKED)
    assert found[0].reason == "FEW_PEOPLE"
    assert found[1].reason == ""


def test_it_sees_nothing_unusual_where_every_place_is_alike() -> None:
    cells = simulate(0)
    alike = np.full((1, *cells.customers_spoke.shape), 2.0)
    found = find_involvement(
        Cells(alike, np.full(alike.shape[1:], 20.0), cells.employees, cells.employees_spoke),
        replace(ASKED, complaints=("C1",)),
    )
    assert [each.reason for each in found] == ["EVEN"]


@pytest.mark.parametrize("fewest", [19, 20])
def test_it_compares_no_theme_that_fewer_than_twenty_employees_name(fewest: int) -> None:
    cells = simulate(0)
    employees = cells.employees.copy()
    employees[0] = 0
    employees[0].flat[np.flatnonzero(cells.employees_spoke > 0)[:fewest]] = 1
    themes = {shift.theme for shift in find_involvement(replace(cells, employees=employees), ASKED)[0].shifts}
    assert ("E1" in themes) is (fewest == 20)
