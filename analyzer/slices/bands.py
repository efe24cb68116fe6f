"""Turn the content of a cell into a wide band. Nothing narrower leaves this module: no age, no date, no length."""

from __future__ import annotations

import re
from datetime import date

from analyzer.slices.columns import fold, generations, phrases

TENURES = ("under 1 year", "1 to 3 years", "3 to 10 years", "over 10 years")
COHORTS = ("before 1965", "1965 to 1980", "1981 to 1996", "after 1996")

_TENURE_ENDS = (1, 3, 10)  # years
_COHORT_ENDS = (1965, 1981, 1997)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_YEAR = re.compile(r"(?<!\d)(?:19[2-9]\d|20[01]\d)(?!\d)")
_AGES = range(14, 91)
_LONGEST = 60 * 12  # months


def name_tenures(first: int, last: int) -> str:
    """Name merged neighbouring bands of tenure, given the indices of the first and the last."""
    if first == last:
        return TENURES[first]
    if first == 0:
        return "any tenure" if last == len(_TENURE_ENDS) else f"under {_TENURE_ENDS[last]} years"
    lower = _TENURE_ENDS[first - 1]
    if last < len(_TENURE_ENDS):
        return f"{lower} to {_TENURE_ENDS[last]} years"
    return f"over {lower} {'year' if lower == 1 else 'years'}"


def name_cohorts(first: int, last: int) -> str:
    """Name merged neighbouring birth cohorts, given the indices of the first and the last."""
    if first == last:
        return COHORTS[first]
    if first == 0:
        return "any year" if last == len(_COHORT_ENDS) else f"before {_COHORT_ENDS[last]}"
    lower = _COHORT_ENDS[first - 1]
    return f"{lower} to {_COHORT_ENDS[last] - 1}" if last < len(_COHORT_ENDS) else f"after {lower - 1}"


def band_tenure(cell: str, per_number: int | None) -> str | None:
    """Return the band of a length of service, or None where the cell does not tell it.

    Args:
        cell: "18", "2.5 years", "1 year 3 months", "3-5 years", "under 1 year", "10+".
        per_number: Months to a bare number: 1 or 12; None where the column does not tell.
    """
    months = _months(fold(cell), per_number)
    if months is None or not 0 <= months <= _LONGEST:
        return None
    return TENURES[sum(months >= 12 * end for end in _TENURE_ENDS)]


def band_stay(start: str, left: date | None) -> str | None:
    """Return the band of a length of service from its first day as written and its last.

    Where day and month could be swapped, both readings have to fall into the same band.
    """
    if left is None:
        return None
    days = [(left - day).days for day in _readings(start)]
    bands = {band_tenure(str(stayed / 30.4375), 1) if stayed >= 0 else None for stayed in days}
    return bands.pop() if len(bands) == 1 else None


def band_born(cell: str) -> str | None:
    """Return the birth cohort of a year or date of birth or of a generation's name, or None where there is none."""
    written = fold(cell)
    named = generations().get(written, written)
    if named in COHORTS:
        return named
    years = {int(year) for year in _YEAR.findall(written)}
    return _cohort(years.pop()) if len(years) == 1 else None


def band_age(cell: str, as_of: date | None) -> str | None:
    """Return the birth cohort of an age, or of the middle of a span of ages, on the day it was given.

    A cohort's name stays as it is.

    Args:
        cell: "34", "30-39".
        as_of: The day on which the age was given; without it there is no cohort.
    """
    if cell in COHORTS:
        return cell
    ages = [int(float(number.replace(",", "."))) for number in _NUMBER.findall(fold(cell))]
    if as_of is None or not ages or len(ages) > 2 or any(age not in _AGES for age in ages):
        return None
    return _cohort(round(as_of.year - sum(ages) / len(ages)))


def months_per_number(column: str, cells: tuple[str, ...]) -> int | None:
    """Tell whether a column of lengths of service counts months (1) or years (12); None where it could be either.

    Either its name tells, or a number does: nobody serves for more than sixty years, and nobody writes half a month.
    """
    words = set(fold(column).split())
    if words & phrases("months"):
        return 1
    if words & phrases("years"):
        return 12
    bare = [number for cell in cells if (number := fold(cell)) and _NUMBER.fullmatch(number)]
    values = [float(number.replace(",", ".")) for number in bare]
    if any(value > 60 for value in values):
        return 1
    return 12 if any(value != int(value) for value in values) else None


def _cohort(year: int) -> str:
    return COHORTS[sum(year >= end for end in _COHORT_ENDS)]


def _months(written: str, per_number: int | None) -> float | None:
    numbers = [float(number.replace(",", ".")) for number in _NUMBER.findall(written)]
    words = set(re.findall(r"[a-z]+|[<>+]", written))
    in_months, in_years = bool(words & phrases("months")), bool(words & phrases("years"))
    if not numbers or len(numbers) > 2:
        return None
    if in_months and in_years:
        return 12 * numbers[0] + numbers[1] if len(numbers) == 2 else None
    to_months = 1 if in_months else 12 if in_years else per_number
    if to_months is None:
        return None
    # The middle of a span; "under" a limit is just below it, "over" just above.
    nudge = -0.01 if words & phrases("less") else 0.01 if words & phrases("more") else 0.0
    return to_months * (sum(numbers) / len(numbers)) + (nudge if len(numbers) == 1 else 0.0)


def _readings(written: str) -> list[date]:
    """Read a day in every order that it could have been written in."""
    parts = re.findall(r"\d+", written)[:3]
    if len(parts) < 3:
        return []
    first, second, third = (int(part) for part in parts)
    orders = [(first, second, third)] if len(parts[0]) == 4 else [(third, second, first), (third, first, second)]
    return [day for order in orders if (day := _day(*order))]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year + 2000 if year < 50 else year + 1900 if year < 100 else year, month, day)
    except ValueError:
        return None
