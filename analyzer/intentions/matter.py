"""Which themes are about the matter of an intention, whatever is said of it.

There are two signs. First, nearness in meaning: leaders and leavers speak in such different tones that plain similarity
mostly finds the tone, so the mean vector of each way of speaking is subtracted first. Second, the knowledge base as a
bridge.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analyzer.intentions.bridge import Bridge, without
from analyzer.membership import centroids

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Matters:
    """How surely each intention and each theme are about one matter; arrays of shape (intentions, themes).

    Attributes:
        meaning: Nearness in meaning, -1 to 1.
        shared: Probability that both are about the same mechanism, rescaled so that chance is 0; 0 to 1.
        mechanism: Index of the mechanism that adds most to it.
    """

    meaning: NDArray[np.float64]
    shared: NDArray[np.float64]
    mechanism: NDArray[np.int64]

    @property
    def score(self) -> NDArray[np.float64]:
        """Both signs in one number; ``shared`` is usually small, so it counts twice."""
        return self.meaning + 2 * self.shared


def match(intentions: Vectors, statements: Vectors, labels: NDArray[np.int64], count: int, bridge: Bridge) -> Matters:
    """Compare the matters of intentions and themes.

    Args:
        intentions: Shape (n, d), unit length.
        statements: Of the employees, shape (s, d), same space.
        labels: Theme of each statement, -1 in the remainder; shape (s,).
        count: How many themes there are, at least one.
        bridge: The knowledge base's.
    """
    said, meant = without(statements, bridge.mood), without(intentions, bridge.tone)
    themes = _mean_by(bridge.mechanism_probabilities(said), labels, count)
    each = bridge.mechanism_probabilities(meant)[:, None, :] * themes[None, :, :]
    chance = 1 / each.shape[2]
    return Matters(
        meaning=np.asarray(meant @ centroids(said, labels, count).T, dtype=np.float64),
        shared=np.maximum(0.0, (each.sum(axis=2) - chance) / (1 - chance)),
        mechanism=each.argmax(axis=2),
    )


def _mean_by(values: NDArray[np.float64], labels: NDArray[np.int64], count: int) -> NDArray[np.float64]:
    sums = np.zeros((count, values.shape[1]))
    chosen = labels >= 0
    np.add.at(sums, labels[chosen], values[chosen])
    sizes = np.bincount(labels[chosen], minlength=count)
    return np.asarray(sums / np.maximum(sizes, 1)[:, None])
