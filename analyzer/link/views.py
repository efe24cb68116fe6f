"""Input and output of the link step: each side as it sees it, and the links that it returns."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from analyzer.events import LeftOut
from analyzer.neighbours import Neighbours
from analyzer.types import Ailment, Controls, Link, Reason, Side

# Index into the shared list of units, or this where a record has none.
NOWHERE = -1


@dataclass(frozen=True, slots=True)
class ThemeView:
    """A theme as linking sees it.

    Attributes:
        id: "E1", "C4".
        name: What readers call it.
        mechanism: The anchor of the knowledge base it stands on (mechanism or placebo), or None.
        pain_share: Share of its statements that are pains or wishes.
        loose: Whether it is a loose group of the remainder: it counts towards the mood but is never part of a pair.
    """

    id: str
    name: str
    mechanism: str | None
    pain_share: float
    loose: bool = False

    @property
    def is_pain(self) -> bool:
        """Whether it names something bad or wanted rather than something good."""
        return self.pain_share >= 0.5


@dataclass(frozen=True, slots=True)
class Clauses:
    """The m clauses of one side in which its people speak of the other (analyzer/clauses), surest first.

    Attributes:
        statements: The statement each is part of, shape (m,).
        spans: (start, end) in the statement's text, shape (m, 2).
        vectors: Of the clauses alone, shape (m, d), unit length.
        records: Label of each clause's record, length m.
        begins: Where each statement begins in its record's stored text, shape (m,).
    """

    statements: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    spans: NDArray[np.int64] = field(default_factory=lambda: np.zeros((0, 2), dtype=np.int64))
    vectors: NDArray[np.float32] = field(default_factory=lambda: np.zeros((0, 0), dtype=np.float32))
    records: tuple[str, ...] = ()
    begins: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where and when one side speaks, in r records.

    Attributes:
        units: Unit of each record in a list that both sides share, or NOWHERE; shape (r,).
        months: Month of each record (``month_of``), or UNDATED; shape (r,).
    """

    units: NDArray[np.int64]
    months: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class SideView(Whereabouts):
    """One side: n statements, in m distinct texts, of r records in k themes.

    Attributes:
        side: Whose.
        themes: Length k, loose groups last.
        texts: Length n, redacted.
        vectors: Of the distinct texts, shape (m, d), unit length.
        index: For each statement the position of its text among these, shape (n,).
        labels: Theme of each statement, -1 in the remainder; shape (n,).
        pains: Which statements name something bad or wanted; shape (n,).
        records: Record of each statement, 0 to r - 1; shape (n,).
        people: Author of each record, any distinct numbers; shape (r,).
        clauses: Where its people speak of the other side.
        near: The neighbours of the distinct texts among each other, where they are known.
    """

    side: Side
    themes: tuple[ThemeView, ...]
    texts: tuple[str, ...]
    vectors: NDArray[np.float32]
    index: NDArray[np.int64]
    labels: NDArray[np.int64]
    pains: NDArray[np.bool_]
    records: NDArray[np.int64]
    people: NDArray[np.int64]
    clauses: Clauses = field(default_factory=Clauses)
    near: Neighbours | None = None


@dataclass(frozen=True, slots=True)
class Linkage:
    """All candidate pairs with what the evidence says, best first; what was not tested, controls, events, ailments."""

    links: tuple[Link, ...]
    not_tested: tuple[Reason, ...]
    controls: Controls
    left_out: LeftOut = field(default_factory=LeftOut)
    ailments: tuple[Ailment, ...] = ()
