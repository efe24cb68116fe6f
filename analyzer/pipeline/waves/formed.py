"""One side's themes as formed, from scratch or continued from an earlier run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from analyzer.neighbours import Neighbours
from analyzer.pipeline.waves.earlier import EarlierTheme
from analyzer.waves import Lineage


@dataclass(frozen=True, slots=True)
class FormedTheme:
    """A theme before it is described.

    Attributes:
        mechanism: The anchor it stands on, or None.
        known: The earlier theme that it continues, or None.
        lineage: Where it comes from; None if no run is followed.
        stability: How well it survives when statements are left out, 0 to 1; None if not measured.
        apart: Whether it was formed of new statements by themselves, so that grouping all again does not measure it.
    """

    mechanism: str | None
    known: EarlierTheme | None = None
    lineage: Lineage | None = None
    stability: float | None = None
    apart: bool = False

    @property
    def named(self) -> EarlierTheme | None:
        """The earlier theme if its name can go on. A nameless theme has none: people may share words now."""
        return None if self.known is None or self.known.nameless else self.known


@dataclass(frozen=True, slots=True)
class FormedThemes:
    """One side's themes.

    Attributes:
        labels: Theme of each distinct text from 0, or -1 in the remainder; shape (m,).
        strength: Membership in it, 0 to 1; shape (m,).
        themes: The themes, by label.
        leanings: Like labels, but for texts of the remainder the theme at whose edge they stand, or a loose group
            (numbered after the themes), or -1; shape (m,).
        silent: Pinned themes without any statement now.
        highest: The highest number that a code ever had on this side.
        account: What is stored about the wave; None if no run is followed.
        words_stay: Whether the words and quotes of all earlier themes still hold and no theme was added.
        near: The neighbours of the texts, if forming the themes computed them for all texts.
    """

    labels: NDArray[np.int64]
    strength: NDArray[np.float32]
    themes: tuple[FormedTheme, ...]
    leanings: NDArray[np.int64]
    silent: tuple[FormedTheme, ...] = ()
    highest: int = 0
    account: Mapping[str, object] | None = None
    words_stay: bool = False
    near: Neighbours | None = None

    def spread(self, place: NDArray[np.int64], near: Neighbours | None) -> FormedThemes:
        """Extend the result from representatives to all texts; ``place`` has each text's representative, shape (m,)."""
        return replace(
            self,
            labels=self.labels[place],
            strength=self.strength[place],
            leanings=self.leanings[place],
            near=near,
        )
