"""Choose a name for each theme among the runs of words that its people say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analyzer.describe.candidates import Candidates, Material, short_list

Embed = Callable[[Sequence[str]], NDArray[np.float32]]

# Weights in a candidate's score, beside its cosine to its own theme
# (docs/decisions/0029-names-that-cover-their-theme.md). Penalties for the cosine to the nearest other theme, and for
# being nearer to that than to its own.
_NEAR_OTHERS, _NEARER_TO_ANOTHER = 0.5, 0.15
_SHAPE = 0.35
# Words that many people of the theme use, per unit of the natural logarithm of their share.
_BREADTH = 0.2
# A name is a mere detail if a smaller share of the theme's people uses its words (geometric mean over the words) than
# the share of _FEWEST people, but at least _SMALLEST_SHARE and at most _A_THIRD of them.
_SMALLEST_SHARE, _FEWEST, _A_THIRD = 0.04, 3, 1 / 3
# Words that are said together, not separately, per unit of the natural logarithm of the share.
_TOGETHER = 0.04
# If several languages are spoken, a name in the side's main language is understood by most.
_HOME = 0.05


def name_themes(
    material: Material, centres: NDArray[np.float32], given: Sequence[str | None], embed: Embed
) -> tuple[str, ...]:
    """Name the themes greedily, best score first: if two want the same name, the one that it fits better gets it.

    Args:
        material: What the themes' people say.
        centres: The themes' centres, shape (themes, d), unit length.
        given: The name that each theme carries from elsewhere, or None: no other theme gets it, and these choose last.
        embed: Turns phrases into vectors in the space of the centres.

    Returns:
        Each theme's name, distinct from the others' even by stem; "" if no candidate is left.
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
    """Assign names, best offer first, each theme and each set of stems once."""
    owners = {_stems(name, material): theme for theme, name in enumerate(given) if name is not None}
    named: dict[int, str] = {}
    for _, _, text, theme in offers:
        stems = _stems(text, material)
        if theme not in named and stems not in owners:
            owners[stems], named[theme] = theme, text
    return tuple(named.get(theme, "") for theme in range(len(given)))


def _stems(name: str, material: Material) -> frozenset[str]:
    return frozenset(material.grammar.stem(word) for word in name.casefold().split())
