"""A side's themes as they were formed, whether from nothing or on from an earlier run."""

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
    """What is known of a theme before it is described.

    Attributes:
        mechanism: The anchor it stands on, or None.
        known: The earlier theme that it continues, or None.
        lineage: Where it comes from, None where no run is followed.
        stability: How well it comes back when statements are left out, 0 to 1; None where that was not measured.
    """

    mechanism: str | None
    known: EarlierTheme | None = None
    lineage: Lineage | None = None
    stability: float | None = None

    @property
    def named(self) -> EarlierTheme | None:
        """The earlier theme, where it has a name that goes on: having none in common says nothing of who speaks now."""
        return None if self.known is None or self.known.nameless else self.known


@dataclass(frozen=True, slots=True)
class FormedThemes:
    """One side's themes.

    Attributes:
        labels: Theme of each distinct text from 0, or -1 in the remainder; shape (m,).
        strength: Membership in it, 0 to 1; shape (m,).
        themes: What is known of each.
        leanings: The same as labels, but for texts of the remainder the theme at whose edge they stand, or a loose
            group, numbered after the themes, or -1; shape (m,).
        silent: Pinned themes that nobody speaks of now.
        highest: The highest number that a code ever had on this side.
        account: What is written down of the wave, None where no run is followed.
        words_stay: Whether the words and quotes of all earlier themes still hold, and there is no other theme.
        near: The neighbours of the texts, where forming the themes found those of all.
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
        """Say of texts what is said of those that stand for them, by their positions, shape (m,); with neighbours."""
        return replace(
            self,
            labels=self.labels[place],
            strength=self.strength[place],
            leanings=self.leanings[place],
            near=near,
        )
