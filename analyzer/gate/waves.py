"""What a reader may see of lineages: names of themes with enough people, shares of which no part is a small group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analyzer.gate.cells import at_least
from analyzer.gate.sums import round_people
from analyzer.types import NAMELESS, Side
from analyzer.waves import Course, Origin

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analyzer.gate.values import Count, GatedTheme
    from analyzer.types import Analysis, Theme
    from analyzer.waves import Ancestor, Lineage, ShareChange


@dataclass(frozen=True, slots=True)
class Bounds:
    """What may be told of a change where hardly anybody, or nobody, names the theme in one of the two waves.

    Attributes:
        fewer_than: So many or more do not name it there.
        at_least: So many or more do in the other wave; None where that would tell how many do not.
        of_now: All who spoke since, to the nearest multiple of the threshold.
    """

    fewer_than: int
    at_least: Count | None
    of_now: int


@dataclass(frozen=True, slots=True)
class GatedDescent:
    """Where a theme that is shown comes from, and which way it went.

    Attributes:
        theme: Its id.
        origin: Where it comes from.
        sources: Names of the other earlier themes it comes from, those with a name that enough people named.
        people_before: Who named it in the earlier run, to the nearest multiple of the threshold, so that nobody who
            came or went can be counted; None where too few did.
        course: Which way it went; untested where that cannot be told without a small group.
        change: The test behind that, None where a part of it is a small group.
        named_before: Whether enough of its people named it in records that the earlier run read.
        outgrown: Whether a person's name or pin goes on, though at least half of its people name it only since.
        bounds: What is told of a change in place of its test, if anything.
    """

    theme: str
    origin: Origin
    sources: tuple[str, ...]
    people_before: int | None
    course: Course
    change: ShareChange | None
    named_before: bool = False
    outgrown: bool = False
    bounds: Bounds | None = None


@dataclass(frozen=True, slots=True)
class GatedEnded:
    """An earlier theme with a name, of enough people, that is none any more; ids of the themes that took it over."""

    name: str
    into: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GatedWave:
    """What became of one side's themes since the run before, as far as it may be shown.

    ``new_unnamed`` counts new themes of enough people that have no name.
    """

    side: Side
    themes: tuple[GatedDescent, ...]
    ended: tuple[GatedEnded, ...]
    new_unnamed: int = 0


def gate_waves(analysis: Analysis, shown: Mapping[str, GatedTheme], fewest: int) -> tuple[GatedWave, ...]:
    """Keep what may be shown of each side that follows an earlier run.

    Args:
        analysis: The complete result.
        shown: The themes that may be shown, by id.
        fewest: Fewest people behind what is shown.
    """
    return tuple(
        GatedWave(
            side=side,
            themes=tuple(
                _descend(shown[theme.id], theme.lineage, fewest)
                for theme in analysis.themes
                if theme.side is side and theme.id in shown and theme.lineage
            ),
            ended=tuple(
                GatedEnded(ended.theme.name, tuple(code for code in ended.into if code in shown))
                for ended in analysis.waves[side].ended
                if _is_told(ended.theme, fewest)
            ),
            new_unnamed=sum(
                theme.side is side and theme.people >= fewest and theme.id not in shown and is_new(theme)
                for theme in analysis.themes
            ),
        )
        for side in Side
        if side in analysis.waves and any(theme.side is side for theme in shown.values())
    )


def is_new(theme: Theme) -> bool:
    """Whether hardly anybody named a theme before the run that follows."""
    return theme.lineage is not None and theme.lineage.origin is Origin.NEW


def _descend(theme: GatedTheme, lineage: Lineage, fewest: int) -> GatedDescent:
    change = lineage.change if lineage.change and _is_plain(lineage.change, fewest) else None
    bounds = _bound(lineage, theme.people.number, fewest)
    own = next((source for source in lineage.sources if source.code == theme.id), None)
    return GatedDescent(
        theme=theme.id,
        origin=lineage.origin,
        sources=tuple(source.name for source in lineage.sources if source is not own and _is_told(source, fewest)),
        people_before=_before(own, fewest),
        course=lineage.course if change or bounds else Course.UNTESTED,
        change=change,
        named_before=(lineage.heard_before or 0) >= fewest,
        outgrown=theme.held
        and lineage.has_outgrown(theme.id, theme.name)
        and min(lineage.heard_before or 0, lineage.heard_since or 0) >= fewest,
        bounds=bounds,
    )


def _is_told(theme: Ancestor, fewest: int) -> bool:
    """Whether a reader may hear of an earlier theme: enough people named it, and it had a name."""
    return theme.people >= fewest and not theme.name.startswith(NAMELESS)


def _before(own: Ancestor | None, fewest: int) -> int | None:
    return round_people(own.people, fewest) if own and own.people >= fewest else None


def _is_plain(change: ShareChange, fewest: int) -> bool:
    """Whether enough people name a theme in both waves, and those who do not are none or enough."""
    return min(change.before, change.now) >= fewest and _leaves_enough(change, fewest)


def _bound(lineage: Lineage, people: int, fewest: int) -> Bounds | None:
    """Give bounds for a change to or from hardly anybody; None for any other.

    Nobody is told like a few. Otherwise a reader who knows how large a share must be to pass the test could work out
    from "a few, and it passed" that it was one person. The other bound leaves room for as many others among the theme's
    people, whose number is shown, and all who spoke since are rounded: with those of the run before, an exact number
    would tell how many spoke in both.

    Args:
        lineage: The theme's.
        people: How many people name the theme, as far as that is shown.
        fewest: Smallest group that may be mentioned.
    """
    change = lineage.change
    if change is None or not _leaves_enough(change, fewest):
        return None
    few, many = (change.now, change.before) if lineage.course is Course.FADED else (change.before, change.now)
    if lineage.course not in {Course.FADED, Course.GROWN} or not few < fewest <= many:
        return None
    return Bounds(fewest, at_least(many, people, fewest), max(fewest, round_people(change.of_now, fewest)))


def _leaves_enough(change: ShareChange, fewest: int) -> bool:
    """Whether in each wave those who do not name the theme are none or enough."""
    rests = (change.of_before - change.before, change.of_now - change.now)
    return not any(0 < rest < fewest for rest in rests)
