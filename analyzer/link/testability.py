"""Whether the data allow a test at all. Checked first, so that an untested pair comes with its reasons."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence

import numpy as np

from analyzer.events import UNDATED
from analyzer.link.candidates import Candidate
from analyzer.link.panel import FEWEST_PERIODS, Grid, HeadCounts, Panel, count_shared_cells, shared_grid
from analyzer.link.views import NOWHERE, SideView, Whereabouts
from analyzer.types import Reason, Side
from analyzer.wording.counts import how_many

# Below these, simulations find more noise than links (docs/methods.md).
FEWEST_UNITS = 8
FEWEST_CELLS = 60
FEWEST_UNITS_WITH_THEME = 4
# Fewest people who name a theme. Where a mechanism explains a pair, it vouches that each theme is one matter. Where
# none does, small themes often mix two matters, and four in ten links found on them were false, so more people are
# needed (docs/decisions/0027).
FEWEST_MENTIONS = {Side.EMPLOYEE: 20, Side.CUSTOMER: 30}
FEWEST_MENTIONS_ALIKE = {Side.EMPLOYEE: 30, Side.CUSTOMER: 50}
# Effective numbers of wordings. A handful of sentences, each said by many, may be one matter or several; a single
# sentence (below ONE_WORDING) is one matter (docs/decisions/0023-false-links-in-large-data.md).
FEWEST_WORDINGS = 5
ONE_WORDING = 1.5
# What an organisation with few sites can do: more months and people do not stand in for units.
FINER_UNITS = "With too few sites, let both sides name finer units, such as departments, wards or teams."
# The number of cells for which the tolerated false discovery rate is declared: 24 units over 12 months, as in the
# self-test.
DECLARED_CELLS = 288


def describe_testability(people: Mapping[Side, int], spoken: Mapping[Side, Mapping[str, Collection[int]]]) -> str:
    """Say before a run what a test needs, and how much of it the data have.

    With both sides the cells are counted; with one, the other side can only speak in fewer.

    Args:
        people: Who speaks in units that both sides name, of the sides that the reader may count.
        spoken: The months, numbered in a row, in which each of these sides speaks, by unit that both sides name.
    """
    sides = _whereabouts(list(spoken.values()))
    grid = shared_grid(*sides)
    units, cells = len(grid.units), count_shared_cells(sides, grid)
    known, alike = FEWEST_MENTIONS, FEWEST_MENTIONS_ALIKE
    requirements = (
        f"A test of whether themes move together asks for {FEWEST_UNITS} units that both sides name, {FEWEST_PERIODS} "
        f"months and {FEWEST_CELLS} unit-months in which both speak, and for {known[Side.EMPLOYEE]} employees who name "
        f"the one theme and {known[Side.CUSTOMER]} customers who name the other ({alike[Side.EMPLOYEE]} and "
        f"{alike[Side.CUSTOMER]} where no known mechanism explains the pair), each in {FEWEST_UNITS_WITH_THEME} units."
    )
    if not units or not grid.periods:
        lacking = "month" if units else "unit"
        return f"{requirements} Here both sides have no {lacking} in common. That does not suffice."
    counted = (
        f"Here {' and '.join(how_many(count, side) for side, count in people.items())} speak in "
        f"{how_many(units, 'such unit')} over {how_many(grid.periods, grid.period)}: both sides in "
        f"{how_many(cells, f'unit-{grid.period}')}{'' if len(spoken) == len(Side) else ' at most'}."
    )
    enough = units >= FEWEST_UNITS and grid.periods >= FEWEST_PERIODS and cells >= FEWEST_CELLS
    if not enough or any(count < known[side] for side, count in people.items()):
        finer = f" {FINER_UNITS}" if units < FEWEST_UNITS else ""
        return f"{requirements} {counted} That does not suffice.{finer}"
    every = units * grid.periods
    few = people.get(Side.EMPLOYEE, every) < every
    each = f"one for each unit and {grid.period}"
    thin = f" With fewer interviews than {every:,}, {each}, many links stay unseen." if few else ""
    return f"{requirements} {counted} It can suffice; whether it does, a run finds out.{thin}"


def _whereabouts(sides: Sequence[Mapping[str, Collection[int]]]) -> list[Whereabouts]:
    """Arrange what is known of sides before a run, their months by unit, as a run does."""
    places = {unit: place for place, unit in enumerate(sorted(set().union(*sides)))}
    # A unit without a dated record is a shared unit nevertheless.
    spoken = [[(places[unit], at) for unit, months in side.items() for at in months or (UNDATED,)] for side in sides]
    return [Whereabouts(*np.array(pairs, dtype=np.int64).reshape(-1, 2).T) for pairs in spoken]


def why_untestable(employee: SideView, customer: SideView, grid: Grid) -> tuple[Reason, ...]:
    """Return all reasons why no pair at all can be tested over units and periods; empty where pairs can be."""
    reasons = [_why_no_unit(view) for view in (employee, customer)] + [
        _why_no_date(view) for view in (employee, customer)
    ]
    found = tuple(reason for reason in reasons if reason is not None)
    if found:
        return found
    if not len(grid.units):
        return (Reason("NO_SHARED_UNIT", "The two sides name no unit in common."),)
    small = _why_grid_too_small(grid)
    # Too few cells is reported too, so that nobody adds units or periods only to find that the cells do not suffice.
    return (*small, *_why_few_cells(count_shared_cells((employee, customer), grid), grid)) if small else ()


def _why_no_unit(view: SideView) -> Reason | None:
    if (view.units != NOWHERE).any():
        return None
    return Reason("NO_SHARED_UNIT", f"No {view.side} record names a site, store or department.")


def _why_no_date(view: SideView) -> Reason | None:
    return (
        None
        if (view.months != UNDATED).any()
        else Reason("NO_DATES", f"No {view.side} record has a date that can be read.")
    )


def _why_grid_too_small(grid: Grid) -> tuple[Reason, ...]:
    reasons = []
    if len(grid.units) < FEWEST_UNITS:
        reasons.append(
            Reason("FEW_UNITS", f"{how_many(len(grid.units), 'shared unit')}, at least {FEWEST_UNITS} are needed.")
        )
    if grid.periods < FEWEST_PERIODS:
        found = f"{how_many(grid.periods, 'shared month')}, at least {FEWEST_PERIODS} are needed."
        reasons.append(Reason("FEW_PERIODS", found))
    return tuple(reasons)


def why_too_few_cells(employee: Panel, customer: Panel, grid: Grid) -> tuple[Reason, ...]:
    """Return why the shared cells do not suffice; empty when they do."""
    return _why_few_cells(int(((employee.speakers > 0) & (customer.speakers > 0)).sum()), grid)


def _why_few_cells(cells: int, grid: Grid) -> tuple[Reason, ...]:
    if cells >= FEWEST_CELLS:
        return ()
    # Quarters here need not be calendar quarters.
    counted = "" if grid.months == 1 else ", three months each, from the first month in which both speak"
    most = f"{how_many(len(grid.units), 'shared unit')} over {how_many(grid.periods, grid.period)}{counted}"
    found = (
        f"Both sides speak in {how_many(cells, f'unit-{grid.period}')} ({most}), at least {FEWEST_CELLS} are needed."
    )
    return (Reason("FEW_CELLS", found),)


def scaled_fdr(fdr: float, cells: int) -> float:
    """Return the false discovery rate to tolerate in data of this many cells.

    Machine-made themes contain a little of each other, and so move together a little even where they are not linked.
    The more cells, the more surely such traces become significant. So beyond the size for which it is declared the rate
    falls with the square root of the cells, as in a standardised p-value (Good 1988, "The interface between statistics
    and philosophy of science").

    Args:
        fdr: The declared rate.
        cells: Units times periods.
    """
    return fdr * min(1.0, math.sqrt(DECLARED_CELLS / max(cells, 1)))


def fewest_mentions(side: Side, explained: bool) -> int:
    """How many people must name a theme for its pairs to be tested, whether a mechanism explains them or not."""
    return (FEWEST_MENTIONS if explained else FEWEST_MENTIONS_ALIKE)[side]


def why_pair_untestable(
    panels: tuple[Panel | HeadCounts, Panel | HeadCounts], candidate: Candidate
) -> tuple[Reason, ...]:
    """Return why a pair cannot be tested, because too few people name its themes; empty where it can.

    Args:
        panels: The counts of the employee side and of the customer side.
        candidate: The pair.
    """
    explained = candidate.mechanism is not None
    return (
        *why_theme_untestable(Side.EMPLOYEE, panels[0], candidate.employee, explained),
        *why_theme_untestable(Side.CUSTOMER, panels[1], candidate.customer, explained),
    )


def why_theme_untestable(side: Side, panel: Panel | HeadCounts, theme: int, explained: bool) -> tuple[Reason, ...]:
    """Return why one theme is named too little to be tested; empty where it is not."""
    needed, people = fewest_mentions(side, explained), int(panel.mentions[theme])
    reasons = []
    if people < needed:
        where = "" if panel.present is None else " where and when both sides speak"
        found = f"{people} of the {how_many(needed, side)} needed name it{where}."
        reasons.append(Reason("FEW_PEOPLE", found))
    if panel.present is not None and panel.present[theme] < FEWEST_UNITS_WITH_THEME:
        reasons.append(
            Reason(
                "FEW_UNITS_OF_THEME",
                f"The {side} side names it in too few units; at least {FEWEST_UNITS_WITH_THEME} are needed.",
            )
        )
    if panel.wordings is not None and ONE_WORDING <= panel.wordings[theme] < FEWEST_WORDINGS:
        found = f"On the {side} side it is a handful of sentences, each said by many"
        reasons.append(Reason("FEW_WORDINGS", f"{found}: too few to know that they are one matter."))
    return tuple(reasons)
