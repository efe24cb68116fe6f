"""What a reader may see of tenure, role and birth cohort: no small cell, and none that follows from those shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analyzer.gate.cells import hide_cells
from analyzer.gate.values import GatedDifference, GatedSlice, GatedSliceRow, GatedSlices

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analyzer.gate.values import GatedTheme
    from analyzer.slices.values import Difference, Slice, Slices


def gate_slices(
    slices: Slices | None, shown: Mapping[str, GatedTheme], everyone: int, fewest: int
) -> GatedSlices | None:
    """Keep of the slices what a reader may see; None where nobody was divided.

    Args:
        slices: As a run found them.
        shown: The employee themes that may be shown, by id.
        everyone: Leaving employees in all.
        fewest: Smallest group that may be shown.
    """
    if slices is None:
        return None
    kept = tuple(_gate_slice(each, shown, everyone, fewest) for each in slices.slices)
    by_kind = {each.kind: each for each in kept if each.rows}
    # Cohorts are shown beside tenure and role or not at all, for whatever reason those are hidden.
    whole = {"tenure", "role"} <= by_kind.keys()
    return GatedSlices(
        slices=tuple(each for each in by_kind.values() if whole or each.kind != "cohort"),
        notes=tuple(note.detail for note in slices.notes),
    )


def _gate_slice(found: Slice, shown: Mapping[str, GatedTheme], everyone: int, fewest: int) -> GatedSlice:
    sizes = [people for _, people in found.bands]
    hidden = hide_cells(sizes, everyone, fewest)
    names = tuple(name for name, _ in found.bands)
    by_theme: dict[str, list[Difference]] = {}
    for difference in found.differences:
        by_theme.setdefault(difference.theme, []).append(difference)
    rows = (
        _gate_row(shown[theme], differences, sizes, everyone, hidden, fewest)
        for theme, differences in by_theme.items()
        # The cells of a row add up to the theme's count, so an inexact count goes without them.
        if theme in shown and shown[theme].people.exact
    )
    return GatedSlice(
        kind=found.kind,
        bands=names,
        people=tuple(None if at in hidden else size for at, size in enumerate(sizes)),
        rows=tuple(row for row in rows if any(share is not None for share in row.shares)),
    )


def _gate_row(
    theme: GatedTheme,
    differences: Sequence[Difference],
    sizes: Sequence[int],
    everyone: int,
    hidden: frozenset[int],
    fewest: int,
) -> GatedSliceRow:
    """Hide the cells where few of a band name the theme, and where few or none of it do not name it."""
    naming = [difference.people for difference in differences]
    # If everybody in a band names it, that reveals something about each of them, so none left counts as one.
    silent = [max(size - people, min(size, 1)) for size, people in zip(sizes, naming, strict=True)]
    apart = hide_cells(naming, theme.people.number, fewest) | hide_cells(silent, everyone - theme.people.number, fewest)
    concealed = hidden | apart
    return GatedSliceRow(
        theme=theme.name,
        shares=tuple(
            None if at in concealed or not size else people / size
            for at, (people, size) in enumerate(zip(naming, sizes, strict=True))
        ),
        # A difference compares with all other bands, so it would reveal a hidden one.
        differences=() if concealed else tuple(_difference(each) for each in differences if each.effect),
    )


def _difference(found: Difference) -> GatedDifference:
    return GatedDifference(found.band, found.effect, found.q, found.remains, found.remains_q)
