"""Feature matrix of the head: vectors, cues of clauses and of their statements, and hashed words, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_matrix, hstack

from analyzer.clauses.cues import cues, words
from analyzer.hashing import dense_to_sparse, hash_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

# Hash buckets for words and pairs of words.
COLUMNS = 1024


def features(vectors: NDArray[np.float32], clauses: Sequence[str], statements: Sequence[str]) -> csr_matrix:
    """Return one row per clause, shape (n, d + two sets of cues + COLUMNS); the word part of a row has unit length."""
    own, around = cues(clauses), cues(statements)
    return hstack(
        [
            dense_to_sparse(vectors),
            csr_matrix(0.5 * np.hstack([own, around])),
            hash_words([words(text) for text in clauses], COLUMNS),
        ],
        format="csr",
    )
