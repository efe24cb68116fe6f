"""Multinomial logistic regression on the vectors of example sentences, fitted when needed or loaded ready-made.

Embedding all sentences takes seconds. So for the shipped knowledge and the packaged embedders, scripts/train_anchors.py
and scripts/train_placing.py fit it beforehand and store it as a small file.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Regression:
    """A fitted regression: ``matrix`` of shape (d, m), ``bias`` of shape (m,)."""

    matrix: NDArray[np.float32]
    bias: NDArray[np.float32]

    def probabilities(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the probability of each class for each statement.

        Args:
            vectors: Statements, shape (n, d), unit length.

        Returns:
            Shape (n, m); rows sum to 1. A statement that fits no class has its probability spread over several.
        """
        # In place: for a million statements one such array takes half a gigabyte.
        values: NDArray[np.float32] = vectors @ self.matrix
        values += self.bias
        values -= values.max(axis=1, keepdims=True)
        np.exp(values, out=values)
        values /= values.sum(axis=1, keepdims=True)
        return values


def fit(
    vectors: NDArray[np.float32],
    owners: Sequence[int],
    inverse_regularisation: float,
    weights: NDArray[np.float64] | None = None,
) -> Regression:
    """Fit to example sentences.

    Args:
        vectors: Vectors of the sentences, shape (p, d), unit length.
        owners: The class of each, 0 to m - 1; every class has at least one, and m is at least 2.
        inverse_regularisation: Larger values follow the examples more closely.
        weights: Sample weights, shape (p,); all equal if none are given.
    """
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=inverse_regularisation, max_iter=500)
    model.fit(vectors, np.asarray(owners), sample_weight=weights)
    if len(model.classes_) == 2:
        # For two classes scikit-learn gives a single score, which is split into two.
        half, bias = model.coef_[0] / 2, model.intercept_[0] / 2
        return Regression(np.stack([-half, half], axis=1).astype(np.float32), np.array([-bias, bias], dtype=np.float32))
    return Regression(model.coef_.T.astype(np.float32), model.intercept_.astype(np.float32))


def load_fitted(
    embedder: str, texts: Sequence[str], owners: Sequence[object], folder: Path
) -> dict[str, NDArray[np.float32]] | None:
    """Load the arrays that were fitted to exactly these sentences with this embedder; None if there are none.

    Args:
        embedder: Its fingerprint.
        texts: The sentences.
        owners: The class of each, as it was when they were fitted.
        folder: Holds one file per embedder.
    """
    path = folder / f"{file_stem(embedder)}.npz"
    if not path.is_file():
        return None
    key = f"{digest(texts, owners)}."
    with np.load(path, allow_pickle=False) as stored:
        return {
            name.removeprefix(key): stored[name].astype(np.float32) for name in stored.files if name.startswith(key)
        } or None


def file_stem(embedder: str) -> str:
    """Return an embedder's fingerprint as a file name, without its precision."""
    name, *rest = embedder.split("/")
    return "-".join([name, *rest[1:]])


def digest(texts: Sequence[str], owners: Sequence[object]) -> str:
    """Return the first 16 hexadecimal digits of the SHA-256 of sentences and their classes."""
    return sha256(json.dumps([list(texts), list(owners)]).encode()).hexdigest()[:16]
