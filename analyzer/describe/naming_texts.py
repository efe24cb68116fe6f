"""Choose the texts whose words may name a theme: of its majority valence, and in its main language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from analyzer.describe.speakers import Speakers, count_by_theme, count_people

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

# Pseudo-count: this many people with the side's average share of pains are added to those who say something.
_PRIOR_PEOPLE = 2.0
# Another language may name a theme, too, if its speakers are at least this share of the main language's.
_NEARLY_AS_MANY = 0.75


@dataclass(frozen=True, slots=True)
class NamingTexts:
    """Which texts may name their themes.

    Attributes:
        painful: Which themes are mostly pains, shape (themes,).
        typical: Theme of each text that has the valence of its theme's majority (pain or not), -1 for others; shape
            (m,).
        in_main_language: Theme of each typical text in the language that most of its theme's people speak, or in an
            unknown one; -1 for others, shape (m,). If too few people speak the same language, all languages count.
    """

    painful: NDArray[np.bool_]
    typical: NDArray[np.int64]
    in_main_language: NDArray[np.int64]


def choose_naming_texts(
    speakers: Speakers,
    labels: NDArray[np.int64],
    pains: NDArray[np.bool_],
    language_ids: NDArray[np.int64],
    themes: int,
    fewest: int,
) -> NamingTexts:
    """Choose the texts that may name their themes.

    Args:
        speakers: Who says each text.
        labels: Theme of each text, -1 for none.
        pains: Which texts name something bad or wanted.
        language_ids: Position of each text's language among those spoken, most spoken first; -1 if it is none of them.
        themes: Number of themes.
        fewest: How many people have to speak the main language for it to exclude others.
    """
    inside = labels >= 0
    painful = 2 * np.bincount(labels[inside & pains], minlength=themes) >= np.bincount(labels[inside], minlength=themes)
    typical = np.where(inside & (pains == painful[labels]), labels, -1)
    people = count_by_theme(speakers, typical, themes, _spoken(language_ids))[1].toarray()
    most = people.max(axis=1, keepdims=True)
    may = (people >= _NEARLY_AS_MANY * most) | (most < fewest)
    chosen = (language_ids < 0) | may[labels, language_ids]
    return NamingTexts(painful, typical, np.where(chosen, typical, -1))


def valence_lift(speakers: Speakers, said: csr_matrix, pains: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return how much more often than average each thing is said without a pain, and in one; shape (2, p).

    Args:
        speakers: Who says each text.
        said: Which texts contain which things, shape (m, p).
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
    """Return which texts are in which language, shape (m, languages)."""
    from scipy.sparse import csr_matrix

    known = np.flatnonzero(language_ids >= 0)
    width = int(language_ids.max(initial=0)) + 1
    return csr_matrix((np.ones(len(known)), (known, language_ids[known])), shape=(len(language_ids), width))
