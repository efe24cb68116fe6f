"""Can these data answer at all? Asked first, so that silence has reasons and says what would end it."""

from __future__ import annotations

import math
from collections.abc import Mapping

from analyzer.link.candidates import Candidate
from analyzer.link.panel import FEWEST_PERIODS, Grid, Heads, Panel, both_speak
from analyzer.link.views import NOWHERE, UNDATED, SideView
from analyzer.types import Reason, Side
from analyzer.wording.counts import how_many

# Below these, simulations find more noise than links (docs/methods.md).
FEWEST_UNITS = 8
FEWEST_CELLS = 60
FEWEST_UNITS_WITH_THEME = 4
# Where a mechanism explains a pair it vouches that each theme is one matter. Where nothing does, small themes are often
# two, and four in ten links found on them false: more people are asked for (docs/decisions/0027).
FEWEST_MENTIONS = {Side.EMPLOYEE: 20, Side.CUSTOMER: 30}
FEWEST_ALIKE = {Side.EMPLOYEE: 30, Side.CUSTOMER: 50}
# A handful of sentences, each said by many, may be one matter or several; a single one is one
# (docs/decisions/0023-false-links-in-large-data.md).
FEWEST_WORDINGS = 5
ONE_WORDING = 1.5
# The size for which the tolerated share of false links is declared: 24 units over 12 months, as in the self-test.
DECLARED_CELLS = 288


def foresee(people: Mapping[Side, int], units: int, months: int) -> str:
    """Say before a run what a test asks for, and what there is of it.

    Args:
        people: Who speaks in units that both sides name, of the sides that the reader may count.
        units: How many these are.
        months: From the first to the last month in which both sides speak, as far as the reader may know.
    """
    known, alike = FEWEST_MENTIONS, FEWEST_ALIKE
    asked = (
        f"A test of whether themes move together asks for {FEWEST_UNITS} units that both sides name, {FEWEST_PERIODS} "
        f"months and {FEWEST_CELLS} unit-months in which both speak, and for {known[Side.EMPLOYEE]} employees who name "
        f"the one theme and {known[Side.CUSTOMER]} customers who name the other ({alike[Side.EMPLOYEE]} and "
        f"{alike[Side.CUSTOMER]} where no known mechanism explains the pair), each in {FEWEST_UNITS_WITH_THEME} units."
    )
    if not units or not months:
        return f"{asked} Here both sides have no {'month' if units else 'unit'} in common. That does not suffice."
    every = units * months
    cells = min(every, *people.values())
    counted = (
        f"Here {' and '.join(how_many(count, side) for side, count in people.items())} speak in "
        f"{how_many(units, 'such unit')} over {how_many(months, 'month')}: both sides in "
        f"{how_many(cells, 'unit-month')} at most."
    )
    enough = units >= FEWEST_UNITS and months >= FEWEST_PERIODS and cells >= FEWEST_CELLS
    if not enough or any(count < known[side] for side, count in people.items()):
        return f"{asked} {counted} That does not suffice."
    few = people.get(Side.EMPLOYEE, every) < every
    thin = f" With fewer interviews than {every:,}, one for each unit and month, many links stay unseen." if few else ""
    return f"{asked} {counted} It can suffice; whether it does, a run finds out.{thin}"


def missing_ground(employee: SideView, customer: SideView, grid: Grid) -> tuple[Reason, ...]:
    """Return why no pair at all can be tested over units and periods: all that is lacking; empty when it can."""
    reasons = [_nameless(view) for view in (employee, customer)] + [_dateless(view) for view in (employee, customer)]
    found = tuple(reason for reason in reasons if reason is not None)
    if found:
        return found
    if not len(grid.units):
        return (Reason("NO_SHARED_UNIT", "The two sides name no unit in common."),)
    small = _too_small(grid)
    # Who is told of too few units or periods alone comes back with these, and finds that the cells do not suffice.
    return (*small, *_few_cells(both_speak(employee, customer, grid), grid)) if small else ()


def _nameless(view: SideView) -> Reason | None:
    if (view.units != NOWHERE).any():
        return None
    return Reason("NO_SHARED_UNIT", f"No {view.side} record names a site, store or department.")


def _dateless(view: SideView) -> Reason | None:
    return (
        None
        if (view.months != UNDATED).any()
        else Reason("NO_DATES", f"No {view.side} record has a date that can be read.")
    )


def _too_small(grid: Grid) -> tuple[Reason, ...]:
    reasons = []
    if len(grid.units) < FEWEST_UNITS:
        reasons.append(
            Reason("FEW_UNITS", f"{how_many(len(grid.units), 'shared unit')}, at least {FEWEST_UNITS} are needed.")
        )
    if grid.periods < FEWEST_PERIODS:
        found = f"{how_many(grid.periods, 'shared month')}, at least {FEWEST_PERIODS} are needed."
        reasons.append(Reason("FEW_PERIODS", found))
    return tuple(reasons)


def empty_cells(employee: Panel, customer: Panel, grid: Grid) -> tuple[Reason, ...]:
    """Return why the shared cells do not suffice; empty when they do."""
    return _few_cells(int(((employee.asked > 0) & (customer.asked > 0)).sum()), grid)


def _few_cells(cells: int, grid: Grid) -> tuple[Reason, ...]:
    if cells >= FEWEST_CELLS:
        return ()
    # They are not the calendar's.
    counted = "" if grid.months == 1 else ", three months each, from the first month in which both speak"
    most = f"{how_many(len(grid.units), 'shared unit')} over {how_many(grid.periods, grid.period)}{counted}"
    found = (
        f"Both sides speak in {how_many(cells, f'unit-{grid.period}')} ({most}), at least {FEWEST_CELLS} are needed."
    )
    return (Reason("FEW_CELLS", found),)


def tolerated(fdr: float, cells: int) -> float:
    """Return which share of false links chance may have among those reported, in data of so many cells.

    Machine-made themes hold a little of each other, and so move together a little even where they are not linked. The
    more cells, the surer such traces pass a test against nothing at all. So beyond the size for which ``fdr`` is
    declared it shrinks with the root of the cells, as a standardised p-value grows (Good 1988, "The interface between
    statistics and philosophy of science").

    Args:
        fdr: As declared.
        cells: Units times periods.
    """
    return fdr * min(1.0, math.sqrt(DECLARED_CELLS / max(cells, 1)))


def fewest_mentions(side: Side, explained: bool) -> int:
    """How many people must name a theme for its pairs to be tested, whether a mechanism explains them or not."""
    return (FEWEST_MENTIONS if explained else FEWEST_ALIKE)[side]


def thin_pair(panels: tuple[Panel | Heads, Panel | Heads], candidate: Candidate) -> tuple[Reason, ...]:
    """Return why a pair's themes are too thin for it to be tested; empty when they are not.

    Args:
        panels: What was counted of the employee side and of the customer side.
        candidate: The pair.
    """
    explained = candidate.mechanism is not None
    return (
        *thin_theme(Side.EMPLOYEE, panels[0], candidate.employee, explained),
        *thin_theme(Side.CUSTOMER, panels[1], candidate.customer, explained),
    )


def thin_theme(side: Side, panel: Panel | Heads, theme: int, explained: bool) -> tuple[Reason, ...]:
    """Return why one theme is too thin to be tested; empty when it is not."""
    needed, people = fewest_mentions(side, explained), int(panel.mentions[theme])
    reasons = []
    if people < needed:
        found = f"Too few people of the {side} side name it where and when both sides speak"
        known = "with" if explained else "without"
        reasons.append(Reason("FEW_PEOPLE", f"{found}; at least {needed} are needed {known} a known mechanism."))
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
