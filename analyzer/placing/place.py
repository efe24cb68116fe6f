"""A small classifier says where a theme stands, or that it is not clear.

Multinomial logistic regression on the vectors of example sentences, applied to a theme's statements; their mean
probability decides, and below a fixed confidence nothing is said. How often that is right on mechanisms that the
classifier has not seen, and how the confidences were chosen: docs/decisions/0012.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

INVERSE_REGULARISATION = 10.0
# An example was written for its label, a mechanism's sentence only inherits its layer.
EXAMPLE_WEIGHT = 4.0
STAGE_CONFIDENCE = 0.28
# Few mechanisms lie at touchpoints: "core" is the easy guess and has to be surer; "surface" was wrong too often at .55.
LAYER_CONFIDENCE: Mapping[str, float] = {"core": 0.8, "surface": 0.7}


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a classifier is fitted on.

    Attributes:
        vectors: Of the sentences, shape (p, d), unit length.
        labels: What each is an example of; at least two different ones.
        weights: How much each counts, shape (p,); the labels are balanced whatever these are.
    """

    vectors: NDArray[np.float32]
    labels: Sequence[str]
    weights: NDArray[np.float64]


def judge_stages(lesson: Lesson, vectors: NDArray[np.float32], themes: NDArray[np.int64]) -> tuple[str | None, ...]:
    """Give each theme's stage, None where it is not clear.

    Args:
        lesson: Example sentences of the stages.
        vectors: Statements, shape (n, d), the lesson's space.
        themes: The theme of each, 0 to the number of themes less 1; every theme has at least one.
    """
    return _judge(lesson, vectors, themes, dict.fromkeys(lesson.labels, STAGE_CONFIDENCE))


def judge_layers(lesson: Lesson, vectors: NDArray[np.float32], themes: NDArray[np.int64]) -> tuple[str | None, ...]:
    """Give each theme's layer, "core" or "surface", None where it is not clear; arguments as in ``judge_stages``."""
    return _judge(lesson, vectors, themes, LAYER_CONFIDENCE)


def estimate(
    lesson: Lesson, vectors: NDArray[np.float32], themes: NDArray[np.int64]
) -> tuple[tuple[str, ...], NDArray[np.float64]]:
    """Give the labels in order and each theme's mean probability of each, shape (themes, labels)."""
    from sklearn.linear_model import LogisticRegression

    labels = np.asarray(lesson.labels)
    names, own = np.unique(labels, return_inverse=True)
    per_label = np.bincount(own, weights=lesson.weights)
    balanced = lesson.weights * (lesson.weights.sum() / len(names) / per_label)[own]
    model = LogisticRegression(C=INVERSE_REGULARISATION, max_iter=500)
    model.fit(lesson.vectors, labels, sample_weight=balanced)
    likely = model.predict_proba(vectors)
    sums = np.zeros((int(themes.max()) + 1, likely.shape[1]))
    np.add.at(sums, themes, likely)
    return tuple(str(name) for name in names), sums / np.bincount(themes)[:, None]


def _judge(
    lesson: Lesson, vectors: NDArray[np.float32], themes: NDArray[np.int64], sure: Mapping[str, float]
) -> tuple[str | None, ...]:
    if not len(themes):
        return ()
    names, likely = estimate(lesson, vectors, themes)
    best = likely.argmax(axis=1)
    return tuple(
        names[at] if row[at] >= sure[names[at]] else None for row, at in zip(likely, best.tolist(), strict=True)
    )
