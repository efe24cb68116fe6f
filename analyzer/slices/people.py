"""What is known of one leaving employee, in bands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from analyzer.slices.bands import band_age, band_born, band_stay, band_tenure
from analyzer.slices.columns import Columns, find_columns


@dataclass(frozen=True, slots=True)
class Leaver:
    """One person in bands; None where the files do not tell.

    Attributes:
        tenure: One of ``bands.TENURES``.
        role: As the files write it.
        cohort: One of ``bands.COHORTS``.
    """

    tenure: str | None = None
    role: str | None = None
    cohort: str | None = None


def read_leaver(
    cells: Mapping[str, str], as_of: date | None, columns: Columns, per_number: Mapping[str, int | None]
) -> Leaver:
    """Read a person's bands out of the further columns of a record.

    Args:
        cells: Column → what stands there.
        as_of: The day of leaving or of the interview, if known.
        columns: Which columns tell what.
        per_number: Tenure column → months to a bare number.
    """
    tenure = [band_tenure(cells[name], per_number[name]) for name in columns.tenure if name in cells]
    tenure += [band_stay(cells[name], as_of) for name in columns.start if name in cells]
    cohort = [band_born(cells[name]) for name in columns.born if name in cells]
    cohort += [band_age(cells[name], as_of) for name in columns.age if name in cells]
    roles = [" ".join(cells[name].split()) for name in columns.role if name in cells]
    return Leaver(_first(tenure), _first(roles), _first(cohort))


@lru_cache(maxsize=2**12)
def describes(column: str) -> bool:
    """Whether a column says one of the things by which leavers can be divided; nothing else needs it."""
    return find_columns([column]) != Columns()


def coarsen(column: str, cell: str, as_of: date | None) -> str:
    """Return what is kept of a cell: of an age or birth only the cohort ("" where digits give none), else the cell."""
    columns = find_columns([column])
    if not columns.born and not columns.age:
        return cell
    cohort = band_born(cell) if columns.born else band_age(cell, as_of)
    return cohort or ("" if any(sign.isdigit() for sign in cell) else cell)


def _first(values: list[str | None] | list[str]) -> str | None:
    return next((value for value in values if value), None)
