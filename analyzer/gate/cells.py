"""Which numbers of people may be shown, so that no small group can be worked out from them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from analyzer.gate.values import Count

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


def count_people(sizes: Sequence[int], everyone: int, fewest: int) -> list[Count]:
    """Return each theme's people, without revealing that only few people are outside it or outside all themes."""
    counts = [
        Count(size, exact=True) if size <= everyone - fewest else Count(max(fewest, everyone - fewest), exact=False)
        for size in sizes
    ]
    outside = everyone - sum(count.number for count in counts)
    if 0 < outside < fewest and all(count.exact for count in counts):
        largest = max(range(len(sizes)), key=sizes.__getitem__)
        # The bound uses only what is visible anyway: one made from the size itself would reveal it to those who know
        # the rule.
        next_largest = max((count.number for place, count in enumerate(counts) if place != largest), default=fewest)
        counts[largest] = Count(next_largest, exact=False)
    return counts


def at_least(size: int, everyone: int, fewest: int) -> Count | None:
    """Return a lower bound for some of a theme's people, in steps of ``fewest``; None where it would be 0.

    Args:
        size: Their exact number.
        everyone: The theme's people, including them.
        fewest: Smallest group that may be mentioned; the bound also leaves room for as many others.
    """
    shown = min(size, everyone - fewest) // fewest * fewest
    return Count(shown, exact=False) if shown >= fewest else None


def count_trend(days: set[tuple[date, str]], everyone: int, fewest: int) -> tuple[tuple[str, int | None], ...]:
    """Count by month if no cell needs hiding, else by quarter with small cells hidden, else return nothing."""
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
    """Choose the cells to hide: the small ones, and one neighbour, so that the total does not reveal them.

    The second cell usually hidden, the next smallest, is revealing to those who know the rule: its size is between the
    threshold and the smallest cell shown. So a neighbour in time is chosen, by its position: it may have any size. If
    the hidden cells still add up to little, few combinations are possible, and the whole row is hidden.

    Args:
        sizes: People in each cell of a row, in time order.
        everyone: The total shown beside the row; it may exceed the sum, by people in no cell.
        fewest: Smallest group that may be shown.

    Returns:
        Indices of the cells to hide.
    """
    undated = max(0, everyone - sum(sizes))
    if not any(0 < size < fewest for size in (*sizes, undated)):
        return frozenset()
    small = [place for place, size in enumerate(sizes) if size < fewest]
    large = [place for place, size in enumerate(sizes) if size >= fewest]
    neighbour = min(
        large, key=lambda place: (min((abs(place - other) for other in small), default=0), place), default=0
    )
    hidden = frozenset({*small, neighbour})
    concealed = undated + sum(sizes[place] for place in hidden)
    # With a neighbour of at least ``fewest``, a small cell may then still have any size below the threshold.
    if not large or concealed < 2 * fewest + len(small):
        return frozenset(range(len(sizes)))
    return hidden


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
