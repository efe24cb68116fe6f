"""How likely each statement voices each anchor of the knowledge base.

A multinomial logistic regression on the anchors' prototypes, fitted anew for whatever embedder the run uses: the
prototypes are few, so this takes under a second and needs no stored weights.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

# Some twenty short prototypes a class in a few hundred dimensions, of unit length (docs/decisions/0016).
INVERSE_REGULARISATION = 20.0


def anchor(vectors: NDArray[np.float32], prototypes: NDArray[np.float32], owners: Sequence[int]) -> NDArray[np.float32]:
    """Return the probability of each anchor for each statement.

    Args:
        vectors: Statements, shape (n, d), unit length.
        prototypes: The anchors' prototypes, shape (p, d), same space.
        owners: For each prototype its anchor, 0 to m - 1; every anchor owns at least one, and m is at least 2.

    Returns:
        Shape (n, m); rows sum to 1. A statement that voices none of them is spread over several.
    """
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=INVERSE_REGULARISATION, max_iter=500).fit(prototypes, np.asarray(owners))
    if not len(vectors):
        return np.zeros((0, len(model.classes_)), dtype=np.float32)
    probabilities: NDArray[np.float32] = model.predict_proba(vectors).astype(np.float32)
    return probabilities
