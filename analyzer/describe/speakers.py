"""Who says what: people are counted, not statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix


@dataclass(frozen=True, slots=True)
class Voices:
    """Every statement of a side, without its text.

    Attributes:
        texts: Position of each one's text among the distinct ones, shape (n,).
        people: Number of each one's author, from 0, shape (n,).
        languages: ISO 639-1 code of each, length n.
    """

    texts: NDArray[np.int64]
    people: NDArray[np.int64]
    languages: Sequence[str]


def count_people(speakers: Voices, said: csr_matrix) -> NDArray[np.int64]:
    """Count the people who say each thing, shape (m,).

    Args:
        voices: Who speaks.
        said: Which texts hold which things, shape (texts, m).
    """
    return np.asarray(_count(speakers.people, speakers.texts, said)[1].getnnz(axis=0))


def count_by_theme(
    speakers: Voices, labels: NDArray[np.int64], themes: int, said: csr_matrix
) -> tuple[NDArray[np.int64], csr_matrix]:
    """Count each theme's people, shape (themes,), and those of them who say each thing, shape (themes, m).

    Args:
        voices: Who speaks.
        labels: Theme of each distinct text, -1 for none.
        themes: How many there are.
        said: Which texts hold which things, shape (texts, m).
    """
    from scipy.sparse import csr_matrix

    theme = labels[speakers.texts]
    inside = theme >= 0
    width = int(speakers.people.max(initial=0)) + 1
    members, uttered = _count((theme * width + speakers.people)[inside], speakers.texts[inside], said)
    of = members // width
    rows = csr_matrix((np.ones(len(members)), (of, np.arange(len(members)))), shape=(themes, len(members)))
    return np.bincount(of, minlength=themes), (rows @ uttered).tocsr()


def _count(
    people: NDArray[np.int64], texts: NDArray[np.int64], said: csr_matrix
) -> tuple[NDArray[np.int64], csr_matrix]:
    """Return the distinct people, and of ones who says what, shape (people, m)."""
    from scipy.sparse import csr_matrix

    distinct, row = np.unique(people, return_inverse=True)
    speaks = csr_matrix((np.ones(len(row)), (row, texts)), shape=(len(distinct), said.shape[0]))
    uttered = (speaks @ said).tocsr()
    uttered.data[:] = 1.0
    return distinct, uttered
