"""Feature matrix of the head: vectors, cues, question indicators and hashed words, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_matrix, hstack

from analyzer.hashing import dense_to_sparse, hash_words
from analyzer.valence.cues import CUE_NAMES, ParsedStatements, mark_negated
from analyzer.valence.questions import QuestionKind

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Hash buckets for words and pairs of words; used twice, for the plain words and for those with negations marked.
COLUMNS = 4096
_KINDS = int(QuestionKind.ANYTHING)


def features(vectors: NDArray[np.float32], parsed: ParsedStatements) -> csr_matrix:
    """Return one row per text, shape (n, d + cues + questions + 2 COLUMNS); each word part of a row has unit length.

    Args:
        vectors: Of the texts, shape (n, d).
        parsed: The texts.
    """
    negated = mark_negated(parsed)
    # Texts without a negation have nothing marked, so their words are hashed only once and used for both parts.
    hashed = hash_words([*parsed.words, *negated.values()], COLUMNS)
    of_marked = np.arange(len(parsed.texts))
    of_marked[list(negated)] = np.arange(len(negated)) + len(parsed.texts)
    return hstack(
        [
            dense_to_sparse(vectors),
            csr_matrix(0.5 * parsed.cues),
            csr_matrix(_questions(parsed)),
            hashed[: len(parsed.texts)],
            hashed[of_marked],
        ],
        format="csr",
    )


def _questions(parsed: ParsedStatements) -> NDArray[np.float32]:
    """Return one indicator per kind of question, and its product with "short answer"; shape (n, 2 * kinds)."""
    kinds = np.where(parsed.asked == QuestionKind.ADVICE, QuestionKind.BETTER, parsed.asked)
    kinds = np.where(kinds == QuestionKind.LEAVING, QuestionKind.ANYTHING, kinds)
    columns = np.zeros((len(kinds), 2 * _KINDS), dtype=np.float32)
    known = np.flatnonzero(kinds != QuestionKind.ANYTHING)
    columns[known, kinds[known]] = 1
    columns[known, _KINDS + kinds[known]] = parsed.cues[known, CUE_NAMES.index("short")]
    return columns
