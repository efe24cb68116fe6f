"""Choose a name for each theme among the runs of words that its people say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analyzer.describe.candidates import Candidates, Material, short_list

Embed = Callable[[Sequence[str]], NDArray[np.float32]]

# What a candidate is worth beside its cosine to its own theme (docs/decisions/0029-names-that-cover-their-theme.md).
# Being near another theme as well, and being nearer to it than to its own.
_NEAR_OTHERS, _NEARER_TO_ANOTHER = 0.5, 0.15
_SHAPE = 0.35
# Words that many people of the theme use, per natural logarithm of their share.
_BREADTH = 0.2
# A name names a detail where so small a share of the theme's people use its words (the geometric mean over them), or,
# as long as these are no third of them, so few.
_SMALLEST_SHARE, _FEWEST, _A_THIRD = 0.04, 3, 1 / 3
# Words that are said together, not apart, per natural logarithm of the share.
_TOGETHER = 0.04
# Where several languages are spoken, a name in the one that most people of the side speak is read by most.
_HOME = 0.05


def name_themes(
    material: Material, centres: NDArray[np.float32], given: Sequence[str | None], embed: Embed
) -> tuple[str, ...]:
    """Name the themes, the clearest first; of two that want the same name, the one that it fits better has it.

    Args:
        material: What the themes' people say.
        centres: Of each theme, shape (themes, d), unit length.
        given: The name that each theme carries from elsewhere, or None: no other gets it, and these choose last.
        embed: Turns phrases into vectors of the same space.

    Returns:
        Each theme's name, distinct from the others' also by stem; "" where nothing that several people say is left.
    """
    lists = short_list(material)
    distinct = np.unique(np.concatenate([each.spans for each in lists])) if lists else np.zeros(0, dtype=np.int64)
    written = [material.written(int(span)) for span in distinct]
    nearness = embed(written) @ centres.T if written else np.zeros((0, len(centres)))
    offers = []
    for theme, each in enumerate(lists):
        place = np.searchsorted(distinct, each.spans)
        worth = _worth(each, nearness[place], theme)
        common_enough = each.breadth >= np.log(
            max(_SMALLEST_SHARE, min(_FEWEST / max(material.people[theme], 1), _A_THIRD))
        )
        for at, score in zip(place[common_enough], worth[common_enough], strict=True):
            offers.append((given[theme] is not None, -float(score), written[at], theme))
    return _assign(sorted(offers), material, given)


def _worth(candidates: Candidates, nearness: NDArray[np.floating[Any]], theme: int) -> NDArray[np.float64]:
    others = np.delete(nearness, theme, axis=1).max(axis=1, initial=0.0)
    own = nearness[:, theme]
    own = own - _NEAR_OTHERS * others - _NEARER_TO_ANOTHER * (others > own)
    said = _BREADTH * candidates.breadth + _TOGETHER * candidates.together
    return np.asarray(own + _SHAPE * candidates.shape + said + _HOME * candidates.home)


def _assign(
    offers: Sequence[tuple[bool, float, str, int]], material: Material, given: Sequence[str | None]
) -> tuple[str, ...]:
    """Give out names, best offer first."""
    owners = {_stems(name, material): theme for theme, name in enumerate(given) if name is not None}
    named: dict[int, str] = {}
    for _, _, text, theme in offers:
        stems = _stems(text, material)
        if theme not in named and stems not in owners:
            owners[stems], named[theme] = theme, text
    return tuple(named.get(theme, "") for theme in range(len(given)))


def _stems(name: str, material: Material) -> frozenset[str]:
    return frozenset(material.grammar.stem(word) for word in name.casefold().split())
