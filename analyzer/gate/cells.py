"""Which numbers of people may pass, so that no small group follows from those that do."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from analyzer.gate.values import Count

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
        # No more than is plain anyway: a bound made from the size itself would give it back to whoever knows the rule.
        next_largest = max((count.number for place, count in enumerate(counts) if place != largest), default=fewest)
        counts[largest] = Count(next_largest, exact=False)
    return counts


def at_least(size: int, everyone: int, fewest: int) -> Count | None:
    """Say of some of a theme's people how many they are at least, in steps of ``fewest``; None where that tells nobody.

    Args:
        size: How many they are.
        everyone: The theme's people, themselves among them.
        fewest: Smallest group that may be told of. Whoever is left over could be at least as many.
    """
    shown = min(size, everyone - fewest) // fewest * fewest
    return Count(shown, exact=False) if shown >= fewest else None


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
    """Choose the cells to hide: the small ones, and one neighbour, so that the total does not tell what they are.

    The usual second cell, the next smallest, gives itself away to whoever knows the rule: it lies between the threshold
    and the smallest cell shown. A neighbour in time is chosen by its place, so it may be of any size. Where even so the
    hidden cells add up to little, few sums are possible, and the whole row is hidden.

    Args:
        sizes: People in each cell of a row, in time order.
        everyone: The total as it is shown beside the row; it may exceed the sum, by people in no cell.
        fewest: Smallest group that may be shown.

    Returns:
        Places of the cells to hide.
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
    # With a neighbour of at least `fewest`, this much leaves a small cell every size it could have.
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
