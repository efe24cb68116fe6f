"""A theme's lineage and a side's account of what became of its earlier themes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Origin(StrEnum):
    """Where a theme comes from, compared with the earlier run.

    Both of the first two continue no earlier theme. ``NEW``: hardly anybody named the matter before. ``RECOGNISED``:
    others may have, and it has a theme of its own for the first time.
    """

    NEW = "new"
    RECOGNISED = "recognised"
    CONTINUED = "continued"
    SPLIT = "split"
    MERGED = "merged"


class Course(StrEnum):
    """How the share of people who name a theme changed; untested if nobody spoke since."""

    GROWN = "grown"
    FADED = "faded"
    STEADY = "steady"
    UNTESTED = "untested"


class Continuation(StrEnum):
    """How a side's themes follow from the earlier ones: new statements joined them, or all were regrouped."""

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
    """The share of people who name a theme, before and now.

    Both are assigned by the rule learned from the earlier themes; those of a recognised theme, which had no rule,
    by the theme itself, if it was formed without regard to which statements are new.

    Attributes:
        before: People of the earlier run who name it.
        of_before: All people of its side in the earlier run.
        now: People who name it, among those who speak in records that the earlier run did not read.
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
        """Return the change of the share, -1 to 1."""
        return self.now / self.of_now - self.before / self.of_before


@dataclass(frozen=True, slots=True)
class Lineage:
    """Where a theme comes from and how its share changed.

    Attributes:
        origin: Where it comes from.
        sources: The earlier themes it comes from, first the one whose identity it keeps, if any; empty for a new theme.
        course: How its share of people changed.
        change: The test behind that, None if untested.
        heard_before: Its people of whom the earlier run read a statement that belongs to it now; None if not known.
        heard_since: Its other people: those who name it only in records that came since; None if not known.
    """

    origin: Origin
    sources: tuple[Ancestor, ...]
    course: Course
    change: ShareChange | None
    heard_before: int | None = None
    heard_since: int | None = None

    def has_outgrown(self, code: str, name: str) -> bool:
        """Whether a theme has its name from before, though at least half of its people name it only since."""
        goes_on = any(source.code == code and source.name == name for source in self.sources)
        return goes_on and self.heard_before is not None and (self.heard_since or 0) >= max(self.heard_before, 1)


@dataclass(frozen=True, slots=True)
class Ended:
    """An earlier theme that no longer exists, and the codes of the themes that took it over, if any."""

    theme: Ancestor
    into: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wave:
    """What became of one side's themes in a run that follows another.

    Attributes:
        after: The earlier run's number.
        how: How its themes follow from the earlier ones.
        known: Number of statements whose text the earlier run knew.
        joined: Number of new statements that joined an earlier theme.
        apart: Number of new statements that joined none: they form new themes, or are in the remainder.
        ended: Earlier themes that no longer exist.
    """

    after: int
    how: Continuation
    known: int
    joined: int
    apart: int
    ended: tuple[Ended, ...]
