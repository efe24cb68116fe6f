"""Which numbers of people may pass, so that no small group follows from those that do."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from analyzer.gate.values import Count, Share

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


def count_people(sizes: Sequence[int], everyone: int, fewest: int) -> list[Count]:
    """Give each theme's people so that those outside it, and those outside all of them, cannot be found to be few."""
    counts = [
        Count(size, exact=True) if size <= everyone - fewest else Count(max(fewest, everyone - fewest), exact=False)
        for size in sizes
    ]
    outside = everyone - sum(count.number for count in counts)
    if 0 < outside < fewest and all(count.exact for count in counts):
        largest = max(range(len(sizes)), key=sizes.__getitem__)
        counts[largest] = Count(max(fewest, sizes[largest] - fewest), exact=False)
    return counts


def divide_share(share: float, people: int, fewest: int) -> Share | None:
    """Give a share only as far as both of its parts could hold enough people."""
    if people < 2 * fewest:
        return None
    floor = fewest / people
    if share < floor:
        return Share(floor, "at_most")
    if share > 1 - floor:
        return Share(1 - floor, "at_least")
    return Share(share)


def count_trend(days: set[tuple[date, str]], everyone: int, fewest: int) -> tuple[tuple[str, int | None], ...]:
    """Count by month where nothing needs hiding, else by quarter with small cells hidden, else not at all."""
    if not days:
        return ()
    for per_year in (12, 4):
        periods, sizes = _count_periods(days, per_year)
        hidden = hide_cells(sizes, everyone, fewest)
        if not hidden:
            break
    if len(sizes) < 2 or 2 * len(hidden) > len(sizes):
        return ()
    return tuple((name, None if place in hidden else sizes[place]) for place, name in enumerate(periods))


def hide_cells(sizes: Sequence[int], everyone: int, fewest: int) -> frozenset[int]:
    """Choose the cells to hide: small ones, then the next smallest until none follows from the others and the total.

    Args:
        sizes: People in each cell of a row whose cells add up to a total.
        everyone: The total as it is shown beside the row; it may exceed the sum, by people in no cell.
        fewest: Smallest group that may be shown.

    Returns:
        Places of the cells to hide; all of them where nothing else keeps the small ones safe.
    """
    hidden: set[int] = set()
    if any(0 < size < fewest for size in sizes):
        hidden = {place for place, size in enumerate(sizes) if size < fewest}
    next_smallest = sorted(set(range(len(sizes))) - hidden, key=lambda place: (sizes[place], place))
    for place in next_smallest:
        if not _gives_away(sizes, hidden, everyone, fewest):
            break
        hidden.add(place)
    return frozenset(hidden)


def _count_periods(days: set[tuple[date, str]], per_year: int) -> tuple[list[str], list[int]]:
    """Count distinct people in each month (12 a year) or quarter (4), periods in which nobody spoke included."""
    months = 12 // per_year
    people: dict[int, set[str]] = defaultdict(set)
    for day, person in days:
        people[day.year * per_year + (day.month - 1) // months].add(person)
    span = range(min(people), max(people) + 1)
    mark = "Q" if per_year == 4 else "0"
    names = [f"{period // per_year}-{f'{mark}{period % per_year + 1}'[-2:]}" for period in span]
    return names, [len(people.get(period, ())) for period in span]


def _gives_away(sizes: Sequence[int], hidden: set[int], everyone: int, fewest: int) -> bool:
    """Whether subtracting the shown cells from the total tells of a small group (people without a date are one too)."""
    concealed = sum(sizes[place] for place in hidden)
    left = everyone - (sum(sizes) - concealed)
    if 0 < left < fewest:
        return True
    # Cells that are all as large as a small cell can be add up to a total that only they can have.
    fullest = len(hidden) * (fewest - 1)
    return bool(hidden) and (len(hidden) < 2 or concealed < fewest or fullest in (concealed, left))
