"""A clause as the head sees it: its vector, its cues, those of its statement, and its hashed words, side by side."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np
from scipy.sparse import csr_matrix, hstack

from analyzer.clauses.cues import cues, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

# Words and pairs of words share this many columns; chance collisions cost less than a word list weighs.
COLUMNS = 1024


def features(vectors: NDArray[np.float32], clauses: Sequence[str], statements: Sequence[str]) -> csr_matrix:
    """Return one row per clause, shape (n, d + two sets of cues + COLUMNS); the word part of a row has unit length."""
    own, around = cues(clauses), cues(statements)
    return hstack([csr_matrix(vectors), csr_matrix(0.5 * np.hstack([own, around])), _hashed(clauses)], format="csr")


def _hashed(texts: Sequence[str]) -> csr_matrix:
    columns = [np.unique([crc32(term.encode()) % COLUMNS for term in _terms(text)]) for text in texts]
    starts = np.cumsum([0, *map(len, columns)])
    values = np.concatenate([np.full(len(each), len(each) ** -0.5) for each in columns if len(each)] or [np.empty(0)])
    indices = np.concatenate(columns or [np.empty(0)]).astype(np.int32)
    return csr_matrix((values.astype(np.float32), indices, starts), shape=(len(texts), COLUMNS))


def _terms(text: str) -> list[str]:
    single = words(text)
    return single + [" ".join(pair) for pair in pairwise(["", *single, ""])]
