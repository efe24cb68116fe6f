"""Which themes are about the matter of an intention, whatever is said of it.

Two signs. Nearness in meaning: leaders and leavers speak in so different a tone that plain similarity mostly finds
the tone, so the mean of each way of speaking is taken out of its texts first. And the knowledge base as a bridge: an
intention is the opposite of a mechanism, so sentences that promise it are learned beside the employees' sentences
that complain of it, and both sides are asked which mechanism they speak of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analyzer.membership import centroids

# Of some fifty complaints and two promises a mechanism, the promises weigh about a quarter as much.
_PROMISE = 6.0
_INVERSE_REGULARISATION = 5.0

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Voices:
    """How leaders promise and how employees complain, in the knowledge base's words.

    Attributes:
        promises: Vectors of leaders' sentences, shape (a, d), unit length; at least one.
        promised: Mechanism of each, 0 to m - 1.
        complaints: Vectors of employees' prototypes, shape (b, d); every mechanism has some.
        complained: Mechanism of each.
    """

    promises: Vectors
    promised: Sequence[int]
    complaints: Vectors
    complained: Sequence[int]


@dataclass(frozen=True, slots=True)
class Matters:
    """How surely each intention and each theme are about one matter; arrays of shape (intentions, themes).

    Attributes:
        meaning: Nearness in meaning, -1 to 1.
        shared: Probability that both speak of the same mechanism, as far as it is above chance; 0 to 1.
        mechanism: Index of the mechanism that adds most to it.
    """

    meaning: NDArray[np.float64]
    shared: NDArray[np.float64]
    mechanism: NDArray[np.int64]

    @property
    def score(self) -> NDArray[np.float64]:
        """Both signs in one number; the bridge is mostly small, so it counts twice."""
        return self.meaning + 2 * self.shared


def match(intentions: Vectors, statements: Vectors, labels: NDArray[np.int64], count: int, voices: Voices) -> Matters:
    """Compare the matters of intentions and themes.

    Args:
        intentions: Shape (n, d), unit length.
        statements: Of the employees, shape (s, d), same space.
        labels: Theme of each statement, -1 in the remainder; shape (s,).
        count: How many themes there are, at least one.
        voices: The knowledge base's.
    """
    tone, mood = voices.promises.mean(axis=0), voices.complaints.mean(axis=0)
    said, meant = _without(statements, mood), _without(intentions, tone)
    bridge = _Bridge(voices, _without(voices.promises, tone), _without(voices.complaints, mood))
    themes = _mean_by(bridge.speak(said), labels, count)
    each = bridge.speak(meant)[:, None, :] * themes[None, :, :]
    chance = 1 / each.shape[2]
    return Matters(
        meaning=np.asarray(meant @ centroids(said, labels, count).T, dtype=np.float64),
        shared=np.maximum(0.0, (each.sum(axis=2) - chance) / (1 - chance)),
        mechanism=each.argmax(axis=2),
    )


class _Bridge:
    """Tells which mechanism a text speaks of, promised or complained of alike."""

    def __init__(self, voices: Voices, promises: Vectors, complaints: Vectors) -> None:
        from sklearn.linear_model import LogisticRegression

        weights = np.r_[np.full(len(promises), _PROMISE), np.ones(len(complaints))]
        owners = np.r_[np.asarray(voices.promised, dtype=int), np.asarray(voices.complained, dtype=int)]
        self._model = LogisticRegression(C=_INVERSE_REGULARISATION, max_iter=500)
        self._model.fit(np.vstack([promises, complaints]), owners, sample_weight=weights)

    def speak(self, vectors: Vectors) -> NDArray[np.float64]:
        """Probability of each mechanism for each text, shape (n, m)."""
        probabilities: NDArray[np.float64] = self._model.predict_proba(vectors)
        return probabilities


def _without(vectors: Vectors, middle: Vectors) -> Vectors:
    centred = vectors - middle
    return np.asarray(centred / np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-9), dtype=np.float32)


def _mean_by(values: NDArray[np.float64], labels: NDArray[np.int64], count: int) -> NDArray[np.float64]:
    sums = np.zeros((count, values.shape[1]))
    chosen = labels >= 0
    np.add.at(sums, labels[chosen], values[chosen])
    sizes = np.bincount(labels[chosen], minlength=count)
    return np.asarray(sums / np.maximum(sizes, 1)[:, None])
