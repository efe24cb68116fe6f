"""How likely each statement voices each anchor of the knowledge base.

A multinomial logistic regression on the anchors' prototypes. For the shipped knowledge and a packaged embedder it is
fitted by scripts/train_anchors.py and ships as a small file; for any other it is fitted when it is needed.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

# Some twenty short prototypes a class in a few hundred dimensions, of unit length (docs/decisions/0016).
INVERSE_REGULARISATION = 20.0
SHIPPED = Path(__file__).with_name("knowledge") / "anchors"


@dataclass(frozen=True, slots=True)
class Anchoring:
    """A fitted regression: ``matrix`` of shape (d, m), ``bias`` of shape (m,)."""

    matrix: NDArray[np.float32]
    bias: NDArray[np.float32]

    def likely(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the probability of each anchor for each statement.

        Args:
            vectors: Statements, shape (n, d), unit length.

        Returns:
            Shape (n, m); rows sum to 1. A statement that voices none of them is spread over several.
        """
        # In one array: of a million statements each is half a gigabyte.
        values: NDArray[np.float32] = vectors @ self.matrix
        values += self.bias
        values -= values.max(axis=1, keepdims=True)
        np.exp(values, out=values)
        values /= values.sum(axis=1, keepdims=True)
        return values


def fit(
    prototypes: NDArray[np.float32],
    owners: Sequence[int],
    weights: NDArray[np.float64] | None = None,
    inverse_regularisation: float = INVERSE_REGULARISATION,
) -> Anchoring:
    """Fit to prototypes.

    Args:
        prototypes: The anchors' prototypes, shape (p, d), unit length.
        owners: For each prototype its anchor, 0 to m - 1; every anchor owns at least one, and m is at least 2.
        weights: How much each prototype counts, shape (p,); all the same where none are given.
        inverse_regularisation: Larger follows the prototypes more closely.
    """
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=inverse_regularisation, max_iter=500)
    model.fit(prototypes, np.asarray(owners), sample_weight=weights)
    if len(model.classes_) == 2:
        # One score tells two apart.
        pull, bias = model.coef_[0] / 2, model.intercept_[0] / 2
        return Anchoring(np.stack([-pull, pull], axis=1).astype(np.float32), np.array([-bias, bias], dtype=np.float32))
    return Anchoring(model.coef_.T.astype(np.float32), model.intercept_.astype(np.float32))


def shipped(embedder: str, texts: Sequence[str], owners: Sequence[object], folder: Path = SHIPPED) -> Anchoring | None:
    """Load what was fitted to these very prototypes and this embedder; None where nothing was.

    Args:
        embedder: Its fingerprint.
        texts: The prototypes.
        owners: What each stands for, as it was when they were fitted.
        folder: Holds a file for each embedder.
    """
    path = folder / f"{model_of(embedder)}.npz"
    if not path.is_file():
        return None
    with np.load(path, allow_pickle=False) as stored:
        key = digest(texts, owners)
        if f"{key}.matrix" not in stored:
            return None
        return Anchoring(stored[f"{key}.matrix"].astype(np.float32), stored[f"{key}.bias"].astype(np.float32))


def model_of(embedder: str) -> str:
    """Name what an embedder's fingerprint names, but for its precision."""
    name, *rest = embedder.split("/")
    return "-".join([name, *rest[1:]])


def digest(texts: Sequence[str], owners: Sequence[object]) -> str:
    """Name a set of prototypes by its content."""
    return sha256(json.dumps([list(texts), list(owners)]).encode()).hexdigest()[:16]
