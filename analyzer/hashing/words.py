"""Words and pairs of words hashed to columns (Weinberger et al. 2009, "Feature hashing")."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix


def hash_words(texts: Sequence[Sequence[str]], columns: int) -> csr_matrix:
    """Return one row of unit length per text, shape (n, columns); a text without words has an empty row.

    Args:
        texts: The words of each text, in order.
        columns: Number of columns that all words and pairs share; collisions cost less than shipping a vocabulary.
    """
    places: dict[str, int] = {}
    ids = [places.setdefault(word, len(places)) for words in texts for word in words]
    counts = np.array([len(words) for words in texts], dtype=np.int64)
    sums = np.array([crc32(word.encode()) for word in places], dtype=np.int64)[ids]
    rows = np.repeat(np.arange(len(texts)), counts)
    # A pair's checksum continues that of its first word; before a text's first word and after its last the other word
    # of the pair is empty.
    opening = np.diff(rows, prepend=-1) != 0
    before = np.where(opening, 0, np.roll(sums, 1))
    behind = [b" " + word.encode() for word in places]
    pairs = np.fromiter(map(crc32, map(behind.__getitem__, ids), before.tolist()), np.int64, len(ids))
    last = np.zeros(len(texts), dtype=np.int64)
    closing = np.flatnonzero(np.diff(rows, append=-1))
    last[rows[closing]] = sums[closing]
    ends = np.fromiter(map(crc32, repeat(b" "), last.tolist()), np.int64, len(texts))
    terms = np.concatenate([sums, pairs, ends]) % columns
    cells = np.sort(np.concatenate([rows, rows, np.arange(len(texts))]) * columns + terms)
    cells = cells[np.diff(cells, prepend=-1) != 0]  # np.unique, which hashes, takes ten times as long
    lengths = np.bincount(cells // columns, minlength=len(texts))
    units = np.array([max(length, 1) ** -0.5 for length in range(lengths.max(initial=0) + 1)], dtype=np.float32)
    values = np.repeat(units[lengths], lengths)
    indices = (cells % columns).astype(np.int32)
    return csr_matrix((values, indices, np.cumsum([0, *lengths])), shape=(len(texts), columns))


def dense_to_sparse(vectors: NDArray[np.float32]) -> csr_matrix:
    """Turn vectors, shape (n, d), into a sparse matrix that can be stacked beside hashed words.

    Zeros are stored, too: searching for them would take a quarter of a classifier's whole time.
    """
    n, d = vectors.shape
    columns = np.tile(np.arange(d, dtype=np.int32), n)
    return csr_matrix((vectors.ravel(), columns, np.arange(n + 1) * d), shape=(n, d))
