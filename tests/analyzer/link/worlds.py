"""What tests add to simulated organisations: local trouble in two themes, and people who can be counted."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from analyzer.link import SideView, ThemeView
from analyzer.link.panel import Panel
from analyzer.types import Side

FIRST_MONTH = 24000


def strike(panel: Panel, theme: int, cells: NDArray[np.bool_], seed: int, share: float = 0.7) -> Panel:
    """Let something happen in some cells of which so many people speak: one theme is named there by that share."""
    said = panel.said.copy()
    said[theme][cells] = np.random.default_rng(seed).binomial(panel.speakers[cells].astype(int), share)
    return replace(panel, said=said)


def voices(panel: Panel, side: Side, seed: int) -> SideView:
    """People who would be counted as such a panel: everybody speaks once, and each theme has its own words."""
    rng = np.random.default_rng(seed)
    people = panel.speakers.astype(int)
    units, periods = (np.repeat(at.ravel(), people.ravel()) for at in np.indices(people.shape))
    starts = np.cumsum(np.concatenate([[0], people.ravel()]))
    records, labels = [], []
    for theme, cell in np.ndindex(len(panel.said), people.size):
        said = int(panel.said[theme].ravel()[cell])
        records += list(rng.permutation(np.arange(starts[cell], starts[cell + 1]))[:said])
        labels += [theme] * said
    named = tuple(ThemeView(f"{side[0].upper()}{at + 1}", f"Theme {at}", None, 1.0) for at in range(len(panel.said)))
    return SideView(
        side=side,
        themes=named,
        texts=tuple(f"words {label}" for label in labels),
        vectors=np.eye(len(panel.said), dtype=np.float32),
        index=np.array(labels, dtype=np.int64),
        labels=np.array(labels, dtype=np.int64),
        pains=np.ones(len(labels), dtype=np.bool_),
        records=np.array(records, dtype=np.int64),
        units=units,
        months=FIRST_MONTH + periods,
        people=np.arange(len(units)),
    )
