"""The results of slicing the leaving employees. Nothing here has passed the gate."""

from __future__ import annotations

from dataclasses import dataclass

from analyzer.types import Effect, Reason


@dataclass(frozen=True, slots=True)
class Difference:
    """How the people of one band differ from all others with a known band in naming a theme, in percentage points.

    Attributes:
        theme: Theme id.
        band: The band's name.
        people: Those of the band who name the theme.
        effect: The band's share less the others', with its 95 % interval; None where too few to be compared.
        q: Benjamini-Hochberg adjusted p over all that was compared, None where not compared.
        remains: The same difference between people of equal tenure and role; None where not asked or not estimable.
        remains_q: Its adjusted p.
    """

    theme: str
    band: str
    people: int
    effect: Effect | None = None
    q: float | None = None
    remains: Effect | None = None
    remains_q: float | None = None


@dataclass(frozen=True, slots=True)
class Slice:
    """One way of dividing the leaving employees into wide bands.

    Attributes:
        kind: "tenure", "role" or "cohort".
        columns: The files' columns that it was read from.
        bands: (name, people) in their natural order.
        unknown: People whose band is not known.
        differences: One for each theme and band.
    """

    kind: str
    columns: tuple[str, ...]
    bands: tuple[tuple[str, int], ...]
    unknown: int
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Slices:
    """Tenure, role and birth cohort, where a run was asked for them; ``notes`` say what was not sliced, and why."""

    slices: tuple[Slice, ...]
    notes: tuple[Reason, ...]
