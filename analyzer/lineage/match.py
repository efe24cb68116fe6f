"""Match new groups with earlier themes by the statements they share, after all were regrouped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analyzer.waves import Origin

# A group continues a theme if it holds this share of the theme's statements, or if they are this share of the group.
CONTINUES_SHARE = 0.5
# A group that continues no theme is split from one if it holds this share of that theme's statements.
SPLIT_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class Match:
    """How g new groups relate to k earlier themes.

    Attributes:
        identities: For each group the earlier theme it continues, or None.
        origins: Where each group comes from.
        sources: For each group the earlier themes it comes from, the one it continues first.
    """

    identities: tuple[int | None, ...]
    origins: tuple[Origin, ...]
    sources: tuple[tuple[int, ...], ...]


def match(
    groups: NDArray[np.int64],
    themes: NDArray[np.int64],
    weights: NDArray[np.int64],
    mechanisms: tuple[Sequence[str | None], Sequence[str | None]],
) -> Match:
    """Match new groups with earlier themes.

    A group continues the theme with the same mechanism. The others are matched so that pairs share as many statements
    as possible (the Hungarian method, so that no theme is matched twice); a pair counts if it shares at least half of
    one of the two. A group that holds half of each of several themes is merged from them. A group that continues none,
    but consists mostly of one theme's statements, or holds a quarter of that theme, is split from it.

    Args:
        groups: New group of each statement, 0 to g - 1, or -1; shape (n,).
        themes: Earlier theme of each, 0 to k - 1, or -1; shape (n,).
        weights: How often each statement is made, shape (n,).
        mechanisms: The mechanism of each group, and of each theme, or None.
    """
    shape = len(mechanisms[0]), len(mechanisms[1])
    shared = np.zeros(shape)
    both = (groups >= 0) & (themes >= 0)
    np.add.at(shared, (groups[both], themes[both]), weights[both])
    of_theme = shared / np.maximum(_totals(themes, weights, shape[1]), 1)[None, :]
    of_group = shared / np.maximum(_totals(groups, weights, shape[0]), 1)[:, None]
    identities = _identify(shared, np.maximum(of_theme, of_group), *mechanisms)
    sources = [_sources(group, identities, shared, of_theme, of_group) for group in range(shape[0])]
    origins = [_origin(own, found) for own, found in zip(identities, sources, strict=True)]
    return Match(tuple(identities), tuple(origins), tuple(map(tuple, sources)))


def _totals(labels: NDArray[np.int64], weights: NDArray[np.int64], count: int) -> NDArray[np.float64]:
    return np.bincount(labels + 1, weights=weights, minlength=count + 1)[1:].astype(np.float64)


def _identify(
    shared: NDArray[np.float64],
    part: NDArray[np.float64],
    of_groups: Sequence[str | None],
    of_themes: Sequence[str | None],
) -> list[int | None]:
    from scipy.optimize import linear_sum_assignment

    known = {mechanism: theme for theme, mechanism in enumerate(of_themes) if mechanism is not None}
    identities: list[int | None] = [None if each is None else known.get(each) for each in of_groups]
    rows = [group for group, each in enumerate(identities) if each is None]
    columns = [theme for theme in range(len(of_themes)) if theme not in identities]
    if rows and columns:
        for row, column in zip(*linear_sum_assignment(-shared[np.ix_(rows, columns)]), strict=True):
            group, theme = rows[row], columns[column]
            if shared[group, theme] and part[group, theme] >= CONTINUES_SHARE:
                identities[group] = theme
    return identities


def _sources(
    group: int,
    identities: Sequence[int | None],
    shared: NDArray[np.float64],
    of_theme: NDArray[np.float64],
    of_group: NDArray[np.float64],
) -> list[int]:
    own = identities[group]
    taken = [int(theme) for theme in np.flatnonzero(of_theme[group] >= CONTINUES_SHARE) if theme not in identities]
    if own is not None or taken:
        return [theme for theme in (own,) if theme is not None] + taken
    if not shared[group].any():
        return []
    most = int(shared[group].argmax())
    return [most] if of_group[group, most] >= CONTINUES_SHARE or of_theme[group, most] >= SPLIT_SHARE else []


def _origin(own: int | None, sources: Sequence[int]) -> Origin:
    if len(sources) > 1:
        return Origin.MERGED
    if own is not None:
        return Origin.CONTINUED
    # That it is new does not follow: groups of mostly new statements are those that continue none, by chance too.
    return Origin.SPLIT if sources else Origin.RECOGNISED
