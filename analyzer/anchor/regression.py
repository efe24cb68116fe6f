"""A multinomial logistic regression on the vectors of example sentences, fitted when it is needed or shipped fitted.

For the shipped knowledge and a packaged embedder scripts/train_anchors.py and scripts/train_placing.py fit it and store
it as a small file, since embedding all sentences takes seconds.
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

    def likely(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the probability of each class for each statement.

        Args:
            vectors: Statements, shape (n, d), unit length.

        Returns:
            Shape (n, m); rows sum to 1. A statement of none of them is spread over several.
        """
        # In one array: of a million statements each is half a gigabyte.
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
        vectors: Theirs, shape (p, d), unit length.
        owners: For each its class, 0 to m - 1; every class has at least one, and m is at least 2.
        inverse_regularisation: Larger follows the examples more closely.
        weights: How much each counts, shape (p,); all the same where none are given.
    """
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=inverse_regularisation, max_iter=500)
    model.fit(vectors, np.asarray(owners), sample_weight=weights)
    if len(model.classes_) == 2:
        # One score tells two apart.
        pull, bias = model.coef_[0] / 2, model.intercept_[0] / 2
        return Regression(np.stack([-pull, pull], axis=1).astype(np.float32), np.array([-bias, bias], dtype=np.float32))
    return Regression(model.coef_.T.astype(np.float32), model.intercept_.astype(np.float32))


def shipped(
    embedder: str, texts: Sequence[str], owners: Sequence[object], folder: Path
) -> dict[str, NDArray[np.float32]] | None:
    """Load the arrays that were fitted to these very sentences and this embedder; None where none were.

    Args:
        embedder: Its fingerprint.
        texts: The sentences.
        owners: What each stands for, as it was when they were fitted.
        folder: Holds a file for each embedder.
    """
    path = folder / f"{model_of(embedder)}.npz"
    if not path.is_file():
        return None
    key = f"{digest(texts, owners)}."
    with np.load(path, allow_pickle=False) as stored:
        return {
            name.removeprefix(key): stored[name].astype(np.float32) for name in stored.files if name.startswith(key)
        } or None


def model_of(embedder: str) -> str:
    """Name what an embedder's fingerprint names, but for its precision."""
    name, *rest = embedder.split("/")
    return "-".join([name, *rest[1:]])


def digest(texts: Sequence[str], owners: Sequence[object]) -> str:
    """Name a set of sentences by its content."""
    return sha256(json.dumps([list(texts), list(owners)]).encode()).hexdigest()[:16]
