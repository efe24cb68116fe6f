"""A small classifier that gives a theme's stage or layer, or None if it is not clear.

Multinomial logistic regression on the vectors of example sentences is applied to a theme's statements. The label with
the largest mean probability wins, if that reaches a fixed confidence. docs/decisions/0012 says how often that is right
on mechanisms that the classifier has not seen, and how the confidences were chosen.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analyzer.anchor import regression
from analyzer.anchor.regression import Regression
from analyzer.placing.training_set import TrainingSet

INVERSE_REGULARISATION = 10.0
# Likelier than all other stages together. What is said beside a theme's name is read as said of it, so few and right.
STAGE_CONFIDENCE = 0.5
# Few mechanisms are at touchpoints, so "core" is the easy guess; at .55 "surface" was wrong too often.
LAYER_CONFIDENCE = 0.7
WEIGHTS = Path(__file__).with_name("weights")


@dataclass(frozen=True, slots=True)
class Placer:
    """A fitted classifier: its labels, in the order of the regression's columns, and the regression."""

    names: tuple[str, ...]
    regression: Regression


def fit(training_set: TrainingSet, vectors: NDArray[np.float32]) -> Placer:
    """Fit a classifier to a training set whose sentences have these vectors, shape (p, d), unit length."""
    own = np.asarray(training_set.owners)
    per_label = np.bincount(own, weights=training_set.weights)
    balanced = training_set.weights * (training_set.weights.sum() / len(training_set.names) / per_label)[own]
    return Placer(training_set.names, regression.fit(vectors, training_set.owners, INVERSE_REGULARISATION, balanced))


def load(embedder: str, training_set: TrainingSet) -> Placer | None:
    """Load what scripts/train_placing.py fitted to exactly these sentences with this embedder, or None."""
    found = regression.load_fitted(embedder, training_set.texts, training_set.labels_and_weights, WEIGHTS)
    return Placer(training_set.names, Regression(**found)) if found else None


def judge_stages(placer: Placer, vectors: NDArray[np.float32], themes: NDArray[np.int64]) -> tuple[str | None, ...]:
    """Return each theme's stage, None if it is not clear.

    Args:
        placer: Fitted to example sentences of the stages.
        vectors: Statements in the space of the examples, shape (n, d).
        themes: The theme of each, numbered from 0; every theme has at least one statement.
    """
    return _judge(placer, vectors, themes, STAGE_CONFIDENCE)


def judge_layers(placer: Placer, vectors: NDArray[np.float32], themes: NDArray[np.int64]) -> tuple[str | None, ...]:
    """Return each theme's layer, "core" or "surface", None if it is not clear; arguments as in ``judge_stages``."""
    return _judge(placer, vectors, themes, LAYER_CONFIDENCE)


def _judge(
    placer: Placer, vectors: NDArray[np.float32], themes: NDArray[np.int64], min_confidence: float
) -> tuple[str | None, ...]:
    if not len(themes):
        return ()
    sums = np.zeros((int(themes.max()) + 1, len(placer.names)))
    np.add.at(sums, themes, placer.regression.probabilities(vectors))
    probabilities = sums / np.bincount(themes)[:, None]
    best = probabilities.argmax(axis=1)
    return tuple(
        placer.names[at] if row[at] >= min_confidence else None
        for row, at in zip(probabilities, best.tolist(), strict=True)
    )
