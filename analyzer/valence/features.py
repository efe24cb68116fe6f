"""A statement as the head sees it: its vector, its cues, what was asked, and its hashed words, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_matrix, hstack

from analyzer.hashing import beside, hash_words
from analyzer.valence.asked import Asked
from analyzer.valence.cues import NAMES, Reading, marked

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Words and pairs of words share this many columns, plain ones and those with negations marked each.
COLUMNS = 4096
_KINDS = int(Asked.ANYTHING)


def features(vectors: NDArray[np.float32], reading: Reading) -> csr_matrix:
    """Return one row per text, shape (n, d + cues + questions + 2 COLUMNS); each word part of a row has unit length.

    Args:
        vectors: Of the texts, shape (n, d).
        reading: The texts.
    """
    negated = marked(reading)
    # Where nothing is negated, nothing is marked: the words are hashed once.
    hashed = hash_words([*reading.words, *negated.values()], COLUMNS)
    of_marked = np.arange(len(reading.texts))
    of_marked[list(negated)] = np.arange(len(negated)) + len(reading.texts)
    return hstack(
        [
            beside(vectors),
            csr_matrix(0.5 * reading.cues),
            csr_matrix(_questions(reading)),
            hashed[: len(reading.texts)],
            hashed[of_marked],
        ],
        format="csr",
    )


def _questions(reading: Reading) -> NDArray[np.float32]:
    """One column a kind of question, and one more of each for answers of a few words."""
    kinds = np.where(reading.asked == Asked.ADVICE, Asked.BETTER, reading.asked)
    kinds = np.where(kinds == Asked.LEAVING, Asked.ANYTHING, kinds)
    columns = np.zeros((len(kinds), 2 * _KINDS), dtype=np.float32)
    told = np.flatnonzero(kinds != Asked.ANYTHING)
    columns[told, kinds[told]] = 1
    columns[told, _KINDS + kinds[told]] = reading.cues[told, NAMES.index("short")]
    return columns
