"""Whether a pair can be tested at all: how many people it takes, and who vouches for the themes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from analyzer.link.candidates import Candidate
from analyzer.link.grade import Evidence, settle
from analyzer.link.panel import Panel
from analyzer.link.testability import thin_pair
from analyzer.types import Reason

EXPLAINED = Candidate(0, 0, 0.5, "M01")
ALIKE = replace(EXPLAINED, mechanism=None)


def panel(mentions: float) -> Panel:
    said, one = np.full((1, 10, 10), mentions / 100), np.ones(1)
    return Panel(said, np.full((10, 10), 9.0), one, one * mentions, np.array([10]), one * 40)


@pytest.mark.parametrize(
    ("employees", "customers", "explained", "alike"),
    [(19, 90, True, True), (20, 30, False, True), (29, 50, False, True), (30, 49, False, True), (30, 50, False, False)],
)
def test_a_pair_without_a_mechanism_takes_more_people(
    employees: int, customers: int, explained: bool, alike: bool
) -> None:
    panels = panel(employees), panel(customers)
    assert bool(thin_pair(panels, EXPLAINED)) is explained
    assert bool(thin_pair(panels, ALIKE)) is alike


def test_what_would_settle_it_names_the_people_that_are_asked_for() -> None:
    few = (Reason("FEW_PEOPLE", "Too few people."),)
    evidence = Evidence(True, voiced=False, tested=None, reasons=few, confounded=False, fdr=0.1, declared=0.1)
    assert "20 employees and 30 customers" in settle(evidence)
    assert "30 employees and 50 customers" in settle(replace(evidence, mechanism=False))
