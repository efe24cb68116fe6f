"""A statement as the head sees it: its vector, its cues, and its hashed words, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_matrix, hstack

from analyzer.hashing import hash_words
from analyzer.valence.cues import cues, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

# Words and pairs of words share this many columns.
COLUMNS = 4096


def features(vectors: NDArray[np.float32], texts: Sequence[str]) -> csr_matrix:
    """Return one row per text, shape (n, d + cues + COLUMNS). The word part of each row has unit length."""
    return hstack(
        [csr_matrix(vectors), csr_matrix(0.5 * cues(texts)), hash_words([words(text) for text in texts], COLUMNS)],
        format="csr",
    )
