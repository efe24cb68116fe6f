"""Whose words name a theme: of those who say what it mostly says, the ones who speak its main language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from analyzer.describe.speakers import Voices, count_by_theme, count_people

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

# How many people, speaking as a side does on average, are added to those who say something.
_PRIOR_PEOPLE = 2.0
# A language that at least so large a part of those speak who speak the main one may name a theme, too.
_NEARLY_AS_MANY = 0.75


@dataclass(frozen=True, slots=True)
class NamingTexts:
    """Which texts speak for their themes.

    Attributes:
        painful: Which themes are mostly pains, shape (themes,).
        typical: Theme of each text that does what most of its theme's do, a pain or not; -1 for others, shape (m,).
        in_main_language: Theme of each of these that is in the language most of its theme's people speak, or in one that is not
            known; -1 for others, shape (m,). In a theme where fewer than enough people speak one language, all are.
    """

    painful: NDArray[np.bool_]
    typical: NDArray[np.int64]
    in_main_language: NDArray[np.int64]


def choose_naming_texts(
    speakers: Voices,
    labels: NDArray[np.int64],
    pains: NDArray[np.bool_],
    language_ids: NDArray[np.int64],
    themes: int,
    fewest: int,
) -> NamingTexts:
    """Choose the texts that speak for their themes.

    Args:
        voices: Who says each text.
        labels: Theme of each text, -1 for none.
        pains: Which texts name something bad or wanted.
        tongues: Place of each text's language among those spoken, most spoken first; -1 where it is none of them.
        themes: How many there are.
        fewest: How many people of one language are enough to name a theme in it.
    """
    inside = labels >= 0
    painful = 2 * np.bincount(labels[inside & pains], minlength=themes) >= np.bincount(labels[inside], minlength=themes)
    typical = np.where(inside & (pains == painful[labels]), labels, -1)
    people = count_by_theme(speakers, typical, themes, _spoken(language_ids))[1].toarray()
    most = people.max(axis=1, keepdims=True)
    may = (people >= _NEARLY_AS_MANY * most) | (most < fewest)
    chosen = (language_ids < 0) | may[labels, language_ids]
    return NamingTexts(painful, typical, np.where(chosen, typical, -1))


def valence_lift(speakers: Voices, said: csr_matrix, pains: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Tell how much more often than everything else each thing is said without a pain, and in one; shape (2, p).

    Args:
        voices: Who says each text.
        said: Which texts hold which things, shape (m, p).
        pains: Which texts name something bad or wanted, shape (m,).
    """
    from scipy.sparse import diags

    pain_rate = float(np.clip(pains[speakers.texts].mean(), 0.01, 0.99)) if len(speakers.texts) else 0.5
    others, pained = (
        count_people(speakers, (diags(chosen.astype(float)) @ said).tocsr()) for chosen in (~pains, pains)
    )
    share = (pained + _PRIOR_PEOPLE * pain_rate) / (others + pained + _PRIOR_PEOPLE)
    return np.stack([(1 - share) / (1 - pain_rate), share / pain_rate])


def _spoken(language_ids: NDArray[np.int64]) -> csr_matrix:
    """Which texts are in which language, shape (m, languages)."""
    from scipy.sparse import csr_matrix

    known = np.flatnonzero(language_ids >= 0)
    width = int(language_ids.max(initial=0)) + 1
    return csr_matrix((np.ones(len(known)), (known, language_ids[known])), shape=(len(language_ids), width))
