"""Words and pairs of words hashed to columns (Weinberger et al. 2009, "Feature hashing")."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix


def hash_words(texts: Sequence[Sequence[str]], columns: int) -> csr_matrix:
    """Return one row of unit length per text, shape (n, columns); a text without words has an empty row.

    Args:
        texts: The words of each text, in order.
        columns: How many columns all words and pairs share; chance collisions cost less than a word list weighs.
    """
    found = [sorted({crc32(term.encode()) % columns for term in _terms(words)}) for words in texts]
    lengths = [len(each) for each in found]
    values = np.repeat(np.array([max(length, 1) ** -0.5 for length in lengths], dtype=np.float32), lengths)
    indices = np.fromiter(chain.from_iterable(found), np.int32, len(values))
    return csr_matrix((values, indices, np.cumsum([0, *lengths])), shape=(len(texts), columns))


def beside(vectors: NDArray[np.float32]) -> csr_matrix:
    """Turn vectors, shape (n, d), into a sparse matrix that can stand beside hashed words.

    Every number is taken over, zeros too: to look for zeros among vectors takes a quarter of all that a head does.
    """
    n, d = vectors.shape
    columns = np.tile(np.arange(d, dtype=np.int32), n)
    return csr_matrix((vectors.ravel(), columns, np.arange(n + 1) * d), shape=(n, d))


def _terms(words: Sequence[str]) -> list[str]:
    return [*words, *(" ".join(pair) for pair in pairwise(["", *words, ""]))]
