"""Count the people, not the statements, that say something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix


@dataclass(frozen=True, slots=True)
class Speakers:
    """Text, author and language of every statement of a side, as ids.

    Attributes:
        texts: Position of each statement's text among the distinct texts, shape (n,).
        people: Number of each statement's author, from 0, shape (n,).
        languages: ISO 639-1 code of each, length n.
    """

    texts: NDArray[np.int64]
    people: NDArray[np.int64]
    languages: Sequence[str]


def count_people(speakers: Speakers, said: csr_matrix) -> NDArray[np.int64]:
    """Count the people who say each thing, shape (m,).

    Args:
        speakers: Who says each text.
        said: Which texts contain which things, shape (texts, m).
    """
    return np.asarray(_count(speakers.people, speakers.texts, said)[1].getnnz(axis=0))


def count_by_theme(
    speakers: Speakers, labels: NDArray[np.int64], themes: int, said: csr_matrix
) -> tuple[NDArray[np.int64], csr_matrix]:
    """Count each theme's people, shape (themes,), and how many of them say each thing, shape (themes, m).

    Args:
        speakers: Who says each text.
        labels: Theme of each distinct text, -1 for none.
        themes: Number of themes.
        said: Which texts contain which things, shape (texts, m).
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
    """Return the distinct people, and a matrix of ones where a person says a thing, shape (people, m)."""
    from scipy.sparse import csr_matrix

    distinct, row = np.unique(people, return_inverse=True)
    speaks = csr_matrix((np.ones(len(row)), (row, texts)), shape=(len(distinct), said.shape[0]))
    uttered = (speaks @ said).tocsr()
    uttered.data[:] = 1.0
    return distinct, uttered
