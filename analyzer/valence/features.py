"""A statement as the head sees it: its vector, its cues, what was asked, and its hashed words, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_matrix, hstack

from analyzer.hashing import beside, hash_words
from analyzer.valence.asked import Asked, asked_for
from analyzer.valence.cues import NAMES, Reading, cues, marked, read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

# Words and pairs of words share this many columns, plain ones and those with negations marked each.
COLUMNS = 4096
_SHORT = NAMES.index("short")
_KINDS = int(Asked.ANYTHING)


def features(vectors: NDArray[np.float32], texts: Sequence[str], asked: Sequence[str]) -> csr_matrix:
    """Return one row per text, shape (n, d + cues + questions + 2 COLUMNS); each word part of a row has unit length.

    Args:
        vectors: Shape (n, d).
        texts: The statements.
        asked: The question that each answers, "" where that is not known.
    """
    reading = read(texts)
    return features_of(vectors, reading, cues(reading), asked)


def features_of(
    vectors: NDArray[np.float32], reading: Reading, counts: NDArray[np.float32], asked: Sequence[str]
) -> csr_matrix:
    """Return the same of texts that are cut into words already, and whose cues are counted."""
    negated = marked(reading)
    # Where nothing is negated, nothing is marked: the words are hashed once.
    hashed = hash_words([*reading.words, *negated.values()], COLUMNS)
    of_marked = np.arange(len(reading.texts))
    of_marked[list(negated)] = np.arange(len(negated)) + len(reading.texts)
    return hstack(
        [
            beside(vectors),
            csr_matrix(0.5 * counts),
            csr_matrix(_questions(asked, counts[:, _SHORT])),
            hashed[: len(reading.texts)],
            hashed[of_marked],
        ],
        format="csr",
    )


def _questions(asked: Sequence[str], short: NDArray[np.float32]) -> NDArray[np.float32]:
    """One column a kind of question, and one more of each for answers of a few words."""
    kinds = np.array([asked_for(question) for question in asked], dtype=np.int64)
    kinds[kinds == Asked.ADVICE] = Asked.BETTER
    columns = np.zeros((len(asked), 2 * _KINDS), dtype=np.float32)
    told = np.flatnonzero(kinds != Asked.ANYTHING)
    columns[told, kinds[told]] = 1
    columns[told, _KINDS + kinds[told]] = short[told]
    return columns
