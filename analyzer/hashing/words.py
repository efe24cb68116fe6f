"""Words and pairs of words hashed to columns (Weinberger et al. 2009, "Feature hashing")."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from zlib import crc32

import numpy as np
from scipy.sparse import csr_matrix


def hash_words(texts: Sequence[Sequence[str]], columns: int) -> csr_matrix:
    """Return one row of unit length per text, shape (n, columns); a text without words has an empty row.

    Args:
        texts: The words of each text, in order.
        columns: How many columns all words and pairs share; chance collisions cost less than a word list weighs.
    """
    found = [np.unique([crc32(term.encode()) % columns for term in _terms(words)]) for words in texts]
    starts = np.cumsum([0, *map(len, found)])
    values = np.concatenate([np.full(len(each), len(each) ** -0.5) for each in found if len(each)] or [np.empty(0)])
    indices = np.concatenate(found or [np.empty(0)]).astype(np.int32)
    return csr_matrix((values.astype(np.float32), indices, starts), shape=(len(texts), columns))


def _terms(words: Sequence[str]) -> list[str]:
    return [*words, *(" ".join(pair) for pair in pairwise(["", *words, ""]))]
