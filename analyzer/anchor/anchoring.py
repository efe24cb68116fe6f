"""Which anchor of the knowledge base each statement voices, whether that means anything here, and what a theme says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analyzer.anchor import regression
from analyzer.anchor.regression import Regression
from analyzer.membership import centroids

# Some fifty short prototypes a class in a few hundred dimensions, of unit length (docs/decisions/0016).
INVERSE_REGULARISATION = 20.0
SHIPPED = Path(__file__).parent.parent / "knowledge" / "anchors"
# So many pains tell whether the knowledge base fits, fewer than the least do not. So large a share of them are one's
# fellows, and by so much the anchors have to lie nearer than they (docs/decisions/0028).
MIN_PAINS, MAX_PAINS = 30, 1000
PEER_SHARE = 0.05
MIN_MARGIN = 0.07
# A theme whose centre is further from its anchor's does not say what the anchor says (docs/decisions/0028).
MIN_CENTRE_COSINE = 0.8


@dataclass(frozen=True, slots=True)
class Anchoring:
    """Anchors as an embedder sees them.

    Attributes:
        regression: How likely a statement voices each of the m anchors.
        centres: The mean of each anchor's prototypes, shape (m, d), unit length.
    """

    regression: Regression
    centres: NDArray[np.float32]

    def fits(self, vectors: NDArray[np.float32], pains: NDArray[np.bool_]) -> bool:
        """Whether people here speak of what the anchors stand for.

        Whatever people say, some anchor is likelier than the others. Where it is what they mean, its prototypes lie
        nearer to a pain than most of what is said next to it; elsewhere they do not, and the anchor's name would stand
        over words that say something else (docs/decisions/0028).

        Args:
            vectors: Distinct statements of one side, shape (n, d), unit length.
            pains: Which of them name something bad or wanted, shape (n,).
        """
        bad = np.flatnonzero(pains)
        if len(bad) < MIN_PAINS:
            return False
        sample = vectors[bad[np.random.default_rng(0).permutation(len(bad))[:MAX_PAINS]]]
        cosines = sample @ sample.T
        np.fill_diagonal(cosines, -1.0)
        nearest = round(PEER_SHARE * len(sample))
        to_peers = np.partition(cosines, -nearest, axis=1)[:, -nearest:].mean(axis=1)
        claimed_centres = self.centres[self.regression.likely(sample).argmax(axis=1)]
        return float((np.einsum("nd,nd->n", sample, claimed_centres) - to_peers).mean()) >= MIN_MARGIN

    def says(
        self, vectors: NDArray[np.float32], labels: NDArray[np.int64], columns: Sequence[int | None]
    ) -> list[bool]:
        """Whether each theme as a whole says what its anchor says.

        Args:
            vectors: Statements, shape (n, d), unit length.
            labels: Theme of each, -1 for none; shape (n,).
            columns: The anchor of each theme, or None.
        """
        centres = centroids(vectors, labels, len(columns))
        return [
            column is not None and float(own @ self.centres[column]) >= MIN_CENTRE_COSINE
            for own, column in zip(centres, columns, strict=True)
        ]


def fit(prototypes: NDArray[np.float32], owners: Sequence[int]) -> Anchoring:
    """Fit to prototypes.

    Args:
        prototypes: The anchors' prototypes, shape (p, d), unit length.
        owners: For each prototype its anchor, 0 to m - 1; every anchor owns at least one, and m is at least 2.
    """
    own = np.asarray(owners)
    centres = centroids(prototypes, own, int(own.max()) + 1)
    return Anchoring(regression.fit(prototypes, owners, INVERSE_REGULARISATION), centres)


def shipped(embedder: str, texts: Sequence[str], owners: Sequence[int]) -> Anchoring | None:
    """Load what was fitted to these very prototypes and this embedder; None where nothing was.

    Args:
        embedder: Its fingerprint.
        texts: The prototypes.
        owners: For each its anchor, as it was when they were fitted.
    """
    found = regression.shipped(embedder, texts, owners, SHIPPED)
    return Anchoring(Regression(found["matrix"], found["bias"]), found["centres"]) if found else None
