"""Divide people into bands, without looking at what they say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from analyzer.slices.bands import COHORTS, TENURES, name_cohorts, name_tenures
from analyzer.slices.columns import Columns
from analyzer.slices.people import Leaver

# Declared before anything is compared: smaller bands show nothing but noise.
FEWEST_IN_BAND = 20
# The commonest roles only, so that the bands stay wide.
MOST_ROLES = 5
OTHER_ROLES = "other roles"


@dataclass(frozen=True, slots=True)
class Division:
    """One way of dividing people.

    Attributes:
        kind: "tenure", "role" or "cohort".
        columns: What it was read from.
        bands: Their names in their natural order.
        places: Each person's band, -1 where it is not known, shape (people,).
    """

    kind: str
    columns: tuple[str, ...]
    bands: tuple[str, ...]
    places: NDArray[np.int64]

    @property
    def sizes(self) -> NDArray[np.int64]:
        """How many people each band has."""
        return np.bincount(self.places[self.places >= 0], minlength=len(self.bands))

    @property
    def divides(self) -> bool:
        """Whether at least two bands have enough people to be compared."""
        return int((self.sizes >= FEWEST_IN_BAND).sum()) >= 2


def divide(leavers: Sequence[Leaver], columns: Columns) -> tuple[Division, Division, Division]:
    """Divide people by tenure, by role and by birth cohort."""
    roles = [leaver.role for leaver in leavers]
    names = _name_roles(roles)
    common = {name.casefold(): name for name in names}
    named = [common.get(role.casefold(), OTHER_ROLES) if role else None for role in roles]
    return (
        _roll_up(
            Division("tenure", columns.tenure + columns.start, TENURES, _place(TENURES, [p.tenure for p in leavers])),
            name_tenures,
        ),
        Division("role", columns.role, names, _place(names, named)),
        _roll_up(
            Division("cohort", columns.born + columns.age, COHORTS, _place(COHORTS, [p.cohort for p in leavers])),
            name_cohorts,
        ),
    )


def strata(divisions: Sequence[Division]) -> NDArray[np.int64]:
    """Number the combinations of bands over all these divisions; an unknown band counts as one more band."""
    places = np.stack([division.places for division in divisions], axis=1)
    return np.unique(places, axis=0, return_inverse=True)[1].reshape(-1).astype(np.int64)


def _place(bands: Sequence[str], values: Sequence[str | None]) -> NDArray[np.int64]:
    places = {band: at for at, band in enumerate(bands)}
    return np.array([places.get(value or "", -1) for value in values], dtype=np.int64)


def _roll_up(division: Division, name: Callable[[int, int], str]) -> Division:
    """Merge a band of too few people with its smaller neighbour, until no such band is left or one holds everybody.

    The gate would have to hide a small band together with a neighbour, so one wider band tells more.
    """
    groups = [(at, at, int(size)) for at, size in enumerate(division.sizes)]
    while len(groups) > 1 and (small := min(groups, key=lambda group: group[2]))[2] < FEWEST_IN_BAND:
        at = groups.index(small)
        left = min((other for other in (at - 1, at + 1) if 0 <= other < len(groups)), key=lambda o: groups[o][2])
        first, second = sorted((at, left))
        joined = (groups[first][0], groups[second][1], groups[first][2] + groups[second][2])
        groups[first : second + 1] = [joined]
    of_band = np.repeat(np.arange(len(groups)), [last - first + 1 for first, last, _ in groups])
    places = np.where(division.places < 0, -1, of_band[division.places])
    return replace(division, bands=tuple(name(first, last) for first, last, _ in groups), places=places)


def _name_roles(roles: Sequence[str | None]) -> tuple[str, ...]:
    """Return the commonest roles in their most frequent spelling, then "other roles" where there are others."""
    written = Counter(role for role in roles if role)
    people: Counter[str] = Counter()
    for role, having in written.items():
        people[role.casefold()] += having
    common = [name for name, having in people.most_common(MOST_ROLES) if having >= FEWEST_IN_BAND]
    names = [max((r for r in written if r.casefold() == name), key=lambda r: (written[r], r)) for name in common]
    return (*names, OTHER_ROLES) if len(common) < len(people) else tuple(names)
