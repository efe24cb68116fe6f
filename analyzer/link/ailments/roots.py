"""Candidate roots: themes that could stand behind several links, read off the graph of graded links before any test."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from analyzer.knowledge import Mechanism
from analyzer.types import Direction, Grade, Link, Side

# Weakest first: an ailment is as sure as its least sure link.
GRADED = (Grade.MOVES_TOGETHER, Grade.CONVERGING, Grade.TESTED)


@dataclass(frozen=True, slots=True)
class Root:
    """A theme, or a family of employee themes, with the links that meet in it.

    Attributes:
        side: Whose themes it is made of.
        links: The links, best first.
        mechanism: The mechanism that its themes share, or None.
        levers: What a leader can change about all of them.
    """

    side: Side
    links: tuple[Link, ...]
    mechanism: str | None
    levers: tuple[str, ...]

    @property
    def themes(self) -> tuple[str, ...]:
        """Ids of the root's themes."""
        return tuple(dict.fromkeys(root_of(link, self.side) for link in self.links))

    @property
    def symptoms(self) -> tuple[str, ...]:
        """Ids of the symptoms' themes, that of the best link first."""
        return tuple(dict.fromkeys(symptom_of(link, self.side) for link in self.links))

    @property
    def lags(self) -> tuple[int, ...]:
        """By how many periods each symptom follows the root, by its best link."""
        best: dict[str, int] = {}
        for link in self.links:
            best.setdefault(symptom_of(link, self.side), delay(link, self.side))
        return tuple(best[symptom] for symptom in self.symptoms)

    @property
    def grade(self) -> Grade:
        """The weakest grade of its links."""
        return min((link.grade for link in self.links), key=GRADED.index)

    def without(self, link: Link) -> Root:
        """Return the root as it would be without one of its links."""
        return replace(self, links=tuple(other for other in self.links if other is not link))


def candidate_roots(links: Iterable[Link], mechanisms: Mapping[str, Mechanism]) -> tuple[Root, ...]:
    """Find every theme or family of themes in which links to two or more symptoms meet.

    A root does not follow its symptoms, so a link whose lag or direction says otherwise is left out.

    Args:
        links: All links of a run, best first; those below "moves together" take no part.
        mechanisms: Mechanism of each employee theme that stands on one, by theme id.

    Returns:
        Those with the most links first; of two with equally many, the single theme before the family.
    """
    graded = [link for link in links if link.grade in GRADED]
    found = [*_themes(graded, mechanisms), *_families(graded, mechanisms)]
    several = [root for root in found if len(root.symptoms) > 1]
    return tuple(sorted(several, key=lambda root: -len(root.links)))


def root_of(link: Link, side: Side) -> str:
    """Return the id of a link's theme on the root's side."""
    return link.employee_theme if side is Side.EMPLOYEE else link.customer_theme


def symptom_of(link: Link, side: Side) -> str:
    """Return the id of a link's theme on the other side."""
    return link.customer_theme if side is Side.EMPLOYEE else link.employee_theme


def delay(link: Link, side: Side) -> int:
    """Return by how many periods the symptom of a link follows a root on that side; negative where it comes first."""
    lag = link.lag or 0
    return lag if side is Side.EMPLOYEE else -lag


def _themes(links: Sequence[Link], mechanisms: Mapping[str, Mechanism]) -> Iterator[Root]:
    for side in Side:
        meeting: dict[str, list[Link]] = defaultdict(list)
        for link in links:
            if _may_follow(link, side):
                meeting[root_of(link, side)].append(link)
        for theme, own in meeting.items():
            mechanism = mechanisms.get(theme)
            named = (mechanism.id, mechanism.levers) if mechanism else (None, ())
            yield Root(side, tuple(own), *named)


def _families(links: Sequence[Link], mechanisms: Mapping[str, Mechanism]) -> Iterator[Root]:
    """Employee themes of one mechanism, then of one lever; each set of themes once."""
    meeting: dict[tuple[str | None, str], list[Link]] = defaultdict(list)
    for link in links:
        mechanism = mechanisms.get(link.employee_theme)
        if mechanism is not None and _may_follow(link, Side.EMPLOYEE):
            for key in ((mechanism.id, ""), *((None, lever) for lever in mechanism.levers)):
                meeting[key].append(link)
    seen = set()
    for (code, lever), own in sorted(meeting.items(), key=lambda entry: entry[0][0] is None):
        themes = frozenset(link.employee_theme for link in own)
        if len(themes) > 1 and themes not in seen:
            seen.add(themes)
            levers = (lever,) if code is None else mechanisms[own[0].employee_theme].levers
            yield Root(Side.EMPLOYEE, tuple(own), code, levers)


def _may_follow(link: Link, side: Side) -> bool:
    """Whether nothing says that the symptom comes before the root."""
    against = Direction.CUSTOMER_FIRST if side is Side.EMPLOYEE else Direction.EMPLOYEE_FIRST
    return link.direction is not against and delay(link, side) >= 0
