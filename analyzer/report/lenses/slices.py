"""Leaving employees by tenure, role and birth cohort: bands in their natural order, never a ranking."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analyzer.levers import SLICE_CAUTION
from analyzer.report.phrases import capitalised
from analyzer.wording.counts import signed

if TYPE_CHECKING:
    from analyzer.gate import GatedDifference, GatedSlice, GatedSliceRow, GatedSlices
    from analyzer.types import Effect

# False discovery rate tolerated among the differences reported.
FDR = 0.10
MAX_SHOWN_THEMES = 8

_TITLES = {"tenure": "By tenure", "role": "By role", "cohort": "By birth cohort"}


@dataclass(frozen=True, slots=True)
class Cell:
    """A theme's share in a band; ``sign`` is "more" or "fewer" where the band differs from the others, else ""."""

    text: str
    sign: str


@dataclass(frozen=True, slots=True)
class SliceTable:
    """One way of dividing: bands with their people, themes with their shares, and the differences that hold."""

    title: str
    caution: str
    bands: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    found: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SlicesSection:
    """The tables, and what could not be divided."""

    tables: tuple[SliceTable, ...]
    notes: tuple[str, ...]


def describe_slices(slices: GatedSlices | None) -> SlicesSection | None:
    """Make a table for each slice; None if leavers were not divided."""
    if slices is None:
        return None
    return SlicesSection(tuple(_table(each) for each in slices.slices), slices.notes)


def _table(found: GatedSlice) -> SliceTable:
    differing = [row for row in found.rows if any(_holds(each.q) for each in row.differences)]
    # The largest themes and those that differ, in the order of the themes.
    chosen = [row for at, row in enumerate(found.rows) if at < MAX_SHOWN_THEMES or row in differing]
    lines = tuple(_sentence(row.theme, each) for row in differing for each in row.differences if _holds(each.q))
    return SliceTable(
        title=_TITLES[found.kind],
        caution=SLICE_CAUTION if found.kind == "cohort" else "",
        bands=tuple(
            (band, "too few" if people is None else f"{people:,} people")
            for band, people in zip(found.bands, found.people, strict=True)
        ),
        rows=tuple((row.theme, _cells(found, row)) for row in chosen),
        found=lines or ("No difference between these bands is larger than chance gives.",),
    )


def _cells(found: GatedSlice, row: GatedSliceRow) -> tuple[Cell, ...]:
    signs = {each.band: _sign(each.effect) for each in row.differences if _holds(each.q) and each.effect}
    return tuple(
        Cell("–" if share is None else f"{100 * share:.0f}%", signs.get(band, ""))
        for band, share in zip(found.bands, row.shares, strict=True)
    )


def _sentence(theme: str, difference: GatedDifference) -> str:
    if difference.effect is None:
        return ""
    said = f"“{theme}”, {difference.band}: {_size(difference.effect)} than the others."
    if difference.remains is None:
        return said
    rest = "a difference that holds" if _holds(difference.remains_q) else "no more than chance gives"
    return f"{said} {capitalised('at equal tenure and role')}: {_size(difference.remains)}, {rest}."


def _size(effect: Effect) -> str:
    low, high = (signed(bound, ".0f") for bound in (effect.low, effect.high))
    return f"{abs(effect.value):.0f} points {_sign(effect)} (95% interval {low} to {high})"


def _sign(effect: Effect) -> str:
    return "more" if effect.value > 0 else "fewer"


def _holds(q: float | None) -> bool:
    return q is not None and q <= FDR
