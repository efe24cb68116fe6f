"""The knowledge base as a bridge between what leaders promise and what employees complain of.

An intention is the opposite of a mechanism, so sentences that promise it are learned beside the employees' sentences
that complain of it, and both sides are asked which mechanism they speak of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analyzer.anchor import regression
from analyzer.anchor.regression import Regression
from analyzer.knowledge import Anchor
from analyzer.knowledge.promises import promises

# Of some fifty complaints and two promises a mechanism, the promises weigh about a quarter as much.
_PROMISE = 6.0
_INVERSE_REGULARISATION = 5.0
SHIPPED = Path(__file__).parent.parent / "knowledge" / "bridges"

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Lesson:
    """How leaders promise and how employees complain, in the knowledge base's words.

    Attributes:
        promises: Leaders' sentences; at least one.
        promised: Mechanism of each, 0 to m - 1.
        complaints: Employees' prototypes; every mechanism has some.
        complained: Mechanism of each.
    """

    promises: tuple[str, ...]
    promised: tuple[int, ...]
    complaints: tuple[str, ...]
    complained: tuple[int, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """All sentences, promises first."""
        return self.promises + self.complaints

    @property
    def owners(self) -> tuple[int, ...]:
        """The mechanism of each."""
        return self.promised + self.complained


@dataclass(frozen=True, slots=True)
class Bridge:
    """Tells which mechanism a text speaks of, promised or complained of alike.

    Attributes:
        tone: The mean of leaders' promises, shape (d,).
        mood: The mean of employees' complaints, shape (d,).
        regression: How likely a text without its tone or mood speaks of each mechanism.
    """

    tone: Vectors
    mood: Vectors
    regression: Regression

    def speak(self, vectors: Vectors) -> NDArray[np.float64]:
        """Probability of each mechanism for each text without its tone or mood, shape (n, m)."""
        return self.regression.likely(vectors).astype(np.float64)


def lesson_of(anchors: Sequence[Anchor]) -> Lesson:
    """Gather what the bridge to an employee side's anchors is learned from."""
    told = [(place, text) for place, anchor in enumerate(anchors) for text in promises().get(anchor.id, ())]
    heard = [(place, text) for place, anchor in enumerate(anchors) for text in anchor.prototypes]
    return Lesson(
        promises=tuple(text for _, text in told),
        promised=tuple(place for place, _ in told),
        complaints=tuple(text for _, text in heard),
        complained=tuple(place for place, _ in heard),
    )


def build(lesson: Lesson, vectors: Vectors) -> Bridge:
    """Learn the bridge.

    Args:
        lesson: From what.
        vectors: Of its texts, in their order, shape (p, d), unit length.
    """
    promised, complained = vectors[: len(lesson.promises)], vectors[len(lesson.promises) :]
    tone, mood = promised.mean(axis=0), complained.mean(axis=0)
    weights = np.r_[np.full(len(promised), _PROMISE), np.ones(len(complained))]
    bare = np.vstack([without(promised, tone), without(complained, mood)])
    return Bridge(tone, mood, regression.fit(bare, lesson.owners, _INVERSE_REGULARISATION, weights))


def shipped_bridge(embedder: str, lesson: Lesson) -> Bridge | None:
    """Load what was learned from this very lesson with this embedder; None where nothing was.

    Embedding the shipped knowledge base's eight thousand sentences takes minutes; scripts/train_bridges.py did it.
    """
    found = regression.shipped(embedder, lesson.texts, lesson.owners, SHIPPED)
    return Bridge(found["tone"], found["mood"], Regression(found["matrix"], found["bias"])) if found else None


def without(vectors: Vectors, middle: Vectors) -> Vectors:
    """Take the mean of a way of speaking out of its texts; unit length again."""
    centred = vectors - middle
    return np.asarray(centred / np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-9), dtype=np.float32)
