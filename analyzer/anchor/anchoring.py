"""Classify statements by anchor, and tell whether the anchors fit a side at all and which themes they may name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analyzer.anchor import regression
from analyzer.anchor.regression import Regression
from analyzer.membership import centroids

# Suits some fifty short prototypes per class, with vectors of unit length in a few hundred dimensions
# (docs/decisions/0016).
INVERSE_REGULARISATION = 20.0
FITTED_FOLDER = Path(__file__).parent.parent / "knowledge" / "anchors"
# Whether the knowledge base fits a side is judged on a sample of at most MAX_PAINS of its pains, and not on fewer than
# MIN_PAINS. A pain's peers are its nearest pains, this share of the sample; a pain has to be closer to its anchor than
# to them by this margin, on average (docs/decisions/0028).
MIN_PAINS, MAX_PAINS = 30, 1000
PEER_SHARE = 0.05
MIN_MARGIN = 0.07
# Minimum cosine between the centres of a theme and its anchor for the theme to say what the anchor says
# (docs/decisions/0028).
MIN_CENTRE_COSINE = 0.8


@dataclass(frozen=True, slots=True)
class Anchoring:
    """Anchors in the space of an embedder.

    Attributes:
        regression: Classifies statements by the m anchors.
        centres: The mean of each anchor's prototypes, shape (m, d), unit length.
    """

    regression: Regression
    centres: NDArray[np.float32]

    def fits(self, vectors: NDArray[np.float32], pains: NDArray[np.bool_]) -> bool:
        """Whether the side's pains are about what the anchors stand for.

        Every statement has a likeliest anchor, whatever it says. If the statement is really about it, the anchor's
        prototypes are closer to it than most of the similar statements are. If not, the anchor would give a theme a
        name that does not match its statements (docs/decisions/0028).

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
        claimed_centres = self.centres[self.regression.probabilities(sample).argmax(axis=1)]
        return float((np.einsum("nd,nd->n", sample, claimed_centres) - to_peers).mean()) >= MIN_MARGIN

    def matches_anchor(
        self, vectors: NDArray[np.float32], labels: NDArray[np.int64], columns: Sequence[int | None]
    ) -> list[bool]:
        """Whether each theme as a whole says what its anchor says, judged by the cosine of their centres.

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
    """Fit anchors to their prototypes.

    Args:
        prototypes: Vectors of the anchors' prototypes, shape (p, d), unit length.
        owners: The anchor of each prototype, 0 to m - 1; every anchor has at least one, and m is at least 2.
    """
    own = np.asarray(owners)
    centres = centroids(prototypes, own, int(own.max()) + 1)
    return Anchoring(regression.fit(prototypes, owners, INVERSE_REGULARISATION), centres)


def load_fitted(embedder: str, texts: Sequence[str], owners: Sequence[int]) -> Anchoring | None:
    """Load anchors that were fitted to exactly these prototypes with this embedder; None if there are none.

    Args:
        embedder: Its fingerprint.
        texts: The prototypes.
        owners: The anchor of each, as it was when they were fitted.
    """
    found = regression.load_fitted(embedder, texts, owners, FITTED_FOLDER)
    return Anchoring(Regression(found["matrix"], found["bias"]), found["centres"]) if found else None
