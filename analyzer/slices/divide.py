"""Compare what the bands of tenure, role and birth cohort name, theme by theme."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analyzer.slices.columns import Columns
from analyzer.slices.compare import Comparison, compare_shares, compare_within
from analyzer.slices.division import FEWEST_IN_BAND, Division, divide, strata
from analyzer.slices.people import Leaver
from analyzer.slices.values import Difference, Slice, Slices
from analyzer.types import Reason

# Fewest people who name a theme for its shares to be compared; declared before anything is compared.
FEWEST_NAMING = 10


def slice_people(leavers: Sequence[Leaver], naming: Mapping[str, NDArray[np.bool_]], columns: Columns) -> Slices:
    """Divide people into bands and compare, theme by theme, the shares who name it.

    Birth cohorts are shown only beside tenure and role: without both they are left out, and the notes say so.

    Args:
        leavers: One for each person.
        naming: Theme id → who names it, shape (people,).
        columns: What the bands were read from.

    Returns:
        Slices with q-values over all comparisons; the adjusted differences ("remains") are a family of their own.
    """
    tenure, role, cohort = divide(leavers, columns)
    whole = tenure.divides and role.divides and cohort.divides
    cells = [cell for each in (tenure, role) if each.divides for cell in _cells(each, naming, None)]
    cells += _cells(cohort, naming, strata((tenure, role))) if whole else []
    plain, within = _q_values([cell.plain for cell in cells]), _q_values([cell.within for cell in cells])
    rows = list(zip(cells, plain, within, strict=True))
    slices = [
        _slice(each, [_difference(*row) for row in rows if row[0].division is each])
        for each in (tenure, role, cohort)
        if any(row[0].division is each for row in rows)
    ]
    return Slices(tuple(slices), (*_missing((tenure, role, cohort)), *_alone(tenure, role, cohort)))


@dataclass(frozen=True, slots=True)
class _Cell:
    """A theme in a band: how many name it there, and the two comparisons where there are enough people."""

    division: Division
    theme: str
    band: int
    people: int
    plain: Comparison | None
    within: Comparison | None


def _cells(
    division: Division, naming: Mapping[str, NDArray[np.bool_]], others: NDArray[np.int64] | None
) -> Iterator[_Cell]:
    known = division.places >= 0
    equal = None if others is None else others[known]
    for theme, everyone in naming.items():
        names = everyone[known]
        for band in range(len(division.bands)):
            inside = division.places[known] == band
            people, smaller = int((names & inside).sum()), int(min(inside.sum(), (~inside).sum()))
            if smaller < FEWEST_IN_BAND or names.sum() < FEWEST_NAMING:
                yield _Cell(division, theme, band, people, None, None)
                continue
            within = None if equal is None else compare_within(names, inside, equal)
            yield _Cell(division, theme, band, people, compare_shares(names, inside), within)


def _difference(cell: _Cell, q: float | None, remains_q: float | None) -> Difference:
    return Difference(
        theme=cell.theme,
        band=cell.division.bands[cell.band],
        people=cell.people,
        effect=cell.plain.effect if cell.plain else None,
        q=q,
        remains=cell.within.effect if cell.within else None,
        remains_q=remains_q,
    )


def _slice(division: Division, differences: Sequence[Difference]) -> Slice:
    bands = tuple(zip(division.bands, division.sizes.tolist(), strict=True))
    return Slice(division.kind, division.columns, bands, int((division.places < 0).sum()), tuple(differences))


def _q_values(compared: Sequence[Comparison | None]) -> list[float | None]:
    from scipy.stats import false_discovery_control

    p = [each.p for each in compared if each]
    q = iter(false_discovery_control(p).tolist() if p else ())
    return [round(next(q), 6) if each else None for each in compared]


_TELLS = {
    "tenure": "how long people stayed: a column such as “tenure months” or “start date”, beside the date of leaving",
    "role": "what people did: a column such as “job title”",
    "cohort": "when people were born: a column such as “age”, or one such as “year of birth”, which is left out "
    "unless it is mapped as an attribute",
}


def _missing(divisions: Sequence[Division]) -> Iterator[Reason]:
    for each in divisions:
        if not each.columns:
            yield Reason("NO_COLUMN", f"No column of the exit interviews tells {_TELLS[each.kind]}.")
        elif not each.divides:
            read = " and ".join(f"“{column}”" for column in each.columns)
            bands = f"fewer than two bands of {each.kind} with {FEWEST_IN_BAND} people or more"
            yield Reason("FEW_IN_BANDS", f"Read from {read}, there are {bands}.")


def _alone(tenure: Division, role: Division, cohort: Division) -> Iterator[Reason]:
    if cohort.divides and not (tenure.divides and role.divides):
        yield Reason("COHORT_ALONE", "Birth cohorts are left out: they are shown beside tenure and role or not at all.")
