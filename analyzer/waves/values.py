"""A theme's lineage and a side's account of what became of its earlier themes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Origin(StrEnum):
    """Where a theme comes from, set against the earlier run."""

    NEW = "new"
    CONTINUED = "continued"
    SPLIT = "split"
    MERGED = "merged"


class Course(StrEnum):
    """Which way the share of people who name a theme went; untested where nobody spoke anew."""

    GROWN = "grown"
    FADED = "faded"
    STEADY = "steady"
    UNTESTED = "untested"


class How(StrEnum):
    """How a side's themes came from the earlier ones: new statements joined them, or all were grouped anew."""

    JOINED = "joined"
    REGROUPED = "regrouped"


@dataclass(frozen=True, slots=True)
class Ancestor:
    """An earlier theme: its code, its name, and how many people named it in the earlier run."""

    code: str
    name: str
    people: int


@dataclass(frozen=True, slots=True)
class ShareChange:
    """The share of people who name a theme, before and now, both read by the earlier themes' own rule.

    Attributes:
        before: People of the earlier run who name it.
        of_before: All people of its side in the earlier run.
        now: People who name it, of those who speak in records that the earlier run did not read.
        of_now: All of these people.
        low: Lower end of the 95 % interval of the change, a difference of shares.
        high: Upper end.
        p: Fisher's exact p-value.
        q: Benjamini-Hochberg adjusted over the side's themes.
    """

    before: int
    of_before: int
    now: int
    of_now: int
    low: float
    high: float
    p: float
    q: float

    @property
    def value(self) -> float:
        """Give the change of the share, -1 to 1."""
        return self.now / self.of_now - self.before / self.of_before


@dataclass(frozen=True, slots=True)
class Lineage:
    """Where a theme comes from and which way it went.

    Attributes:
        origin: Where it comes from.
        sources: The earlier themes it comes from, itself first where it keeps their identity; empty for a new one.
        course: Which way it went.
        change: The test behind that, None where untested.
    """

    origin: Origin
    sources: tuple[Ancestor, ...]
    course: Course
    change: ShareChange | None


@dataclass(frozen=True, slots=True)
class Ended:
    """An earlier theme that is none any more, and the codes of the themes that took it over, if any."""

    theme: Ancestor
    into: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wave:
    """One side's account of a run that follows another.

    Attributes:
        after: The earlier run's number.
        how: How its themes came from the earlier ones.
        known: Statements whose text the earlier run knew.
        joined: New statements that joined an earlier theme.
        apart: New statements that joined none: they form new themes, or are in the remainder.
        ended: Earlier themes that are none any more.
    """

    after: int
    how: How
    known: int
    joined: int
    apart: int
    ended: tuple[Ended, ...]
