"""The knowledge base as a bridge between what leaders promise and what employees complain of.

An intention is the opposite of a mechanism. So one classifier of mechanisms is trained on leaders' promises and
employees' complaints alike, and both sides' texts are classified with it.
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

# Sample weight of a promise. With about fifty complaints and two promises per mechanism, all promises together weigh
# about a quarter as much as the complaints.
_PROMISE_WEIGHT = 6.0
_INVERSE_REGULARISATION = 5.0
SHIPPED = Path(__file__).parent.parent / "knowledge" / "bridges"

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Lesson:
    """Training sentences: how leaders promise and how employees complain, in the knowledge base's words.

    Attributes:
        promises: Leaders' sentences; at least one.
        promised: Mechanism of each promise, 0 to m - 1.
        complaints: Employees' prototypes; every mechanism has some.
        complained: Mechanism of each complaint.
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
        """The mechanism of each sentence, in the order of ``texts``."""
        return self.promised + self.complained


@dataclass(frozen=True, slots=True)
class Bridge:
    """A classifier that tells which mechanism a text is about, whether it promises or complains.

    Attributes:
        tone: The mean vector of leaders' promises, shape (d,).
        mood: The mean vector of employees' complaints, shape (d,).
        regression: Gives the probability of each mechanism from a vector without its tone or mood (``without``).
    """

    tone: Vectors
    mood: Vectors
    regression: Regression

    def mechanism_probabilities(self, vectors: Vectors) -> NDArray[np.float64]:
        """Return the probability of each mechanism for each vector without its tone or mood, shape (n, m)."""
        return self.regression.probabilities(vectors).astype(np.float64)


def lesson_of(anchors: Sequence[Anchor]) -> Lesson:
    """Gather the sentences from which the bridge to an employee side's anchors is learned."""
    promised = [(place, text) for place, anchor in enumerate(anchors) for text in promises().get(anchor.id, ())]
    complained = [(place, text) for place, anchor in enumerate(anchors) for text in anchor.prototypes]
    return Lesson(
        promises=tuple(text for _, text in promised),
        promised=tuple(place for place, _ in promised),
        complaints=tuple(text for _, text in complained),
        complained=tuple(place for place, _ in complained),
    )


def fit_bridge(lesson: Lesson, vectors: Vectors) -> Bridge:
    """Learn the bridge.

    Args:
        lesson: The training sentences.
        vectors: Of its texts, in their order, shape (p, d), unit length.
    """
    promised, complained = vectors[: len(lesson.promises)], vectors[len(lesson.promises) :]
    tone, mood = promised.mean(axis=0), complained.mean(axis=0)
    weights = np.r_[np.full(len(promised), _PROMISE_WEIGHT), np.ones(len(complained))]
    bare = np.vstack([without(promised, tone), without(complained, mood)])
    return Bridge(tone, mood, regression.fit(bare, lesson.owners, _INVERSE_REGULARISATION, weights))


def shipped_bridge(embedder: str, lesson: Lesson) -> Bridge | None:
    """Load the bridge that was trained on exactly this lesson with this embedder; None where there is none.

    Embedding the shipped knowledge base's eight thousand sentences takes minutes; scripts/train_bridges.py did it.
    """
    found = regression.load_fitted(embedder, lesson.texts, lesson.owners, SHIPPED)
    return Bridge(found["tone"], found["mood"], Regression(found["matrix"], found["bias"])) if found else None


def without(vectors: Vectors, middle: Vectors) -> Vectors:
    """Subtract the mean vector of a way of speaking from its texts; scale to unit length again."""
    centred = vectors - middle
    return np.asarray(centred / np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-9), dtype=np.float32)
