"""How many people speak of something, period by period."""

from __future__ import annotations

from collections.abc import Sequence

from analyzer.events import month_of
from analyzer.pipeline.statements import StoredStatement

# Fewer people a month than this, over the whole side, and months say little: quarters then.
FEWEST_A_MONTH = 30


def choose_months(statements: Sequence[StoredStatement]) -> int:
    """Choose how many months a side's periods have: 1, or 3 where few people speak in a month."""
    spoken = {
        (month_of(statement.content.date), statement.content.person)
        for statement in statements
        if statement.content.date
    }
    months = {month for month, _ in spoken}
    if not months:
        return 1
    return 1 if len(spoken) / (max(months) - min(months) + 1) >= FEWEST_A_MONTH else 3


def span_periods(statements: Sequence[StoredStatement], months: int) -> range:
    """Number the periods in which somebody spoke, from the first to the last; empty where nothing is dated."""
    spoken = {month_of(statement.content.date) // months for statement in statements if statement.content.date}
    return range(min(spoken), max(spoken) + 1) if spoken else range(0)


def people_by_period(statements: Sequence[StoredStatement], periods: range, months: int) -> tuple[tuple[str, int], ...]:
    """Count the people among ``statements`` in each of the periods of ``months`` that ``span_periods`` numbered.

    Returns:
        (period, people) in time order, silent periods with 0; empty where there is no period.
    """
    people: dict[int, set[str]] = {period: set() for period in periods}
    for statement in statements:
        if statement.content.date:
            people[month_of(statement.content.date) // months].add(statement.content.person)
    return tuple((_name(period, months), len(spoke)) for period, spoke in people.items())


def _name(period: int, months: int) -> str:
    year, month = divmod(period * months, 12)
    return f"{year}-Q{month // 3 + 1}" if months == 3 else f"{year}-{month + 1:02d}"
