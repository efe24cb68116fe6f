"""Synonyms in all shipped languages, for what leavers and customers of any organisation often speak of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from analyzer.describe.candidates import Material
from analyzer.describe.grammar import stem_of
from analyzer.spelling import without_accents
from analyzer.wordlists import read_yaml

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix


@dataclass(frozen=True, slots=True)
class Listed:
    """What the words of a side mean by the list.

    Attributes:
        meanings: Number of each word's meaning, -1 for a word that is not listed, shape (w,).
        names: What each meaning is called in each language spoken, most spoken first.
    """

    meanings: NDArray[np.int64]
    names: tuple[tuple[str, ...], ...]

    def among(self, uses: csr_matrix) -> csr_matrix:
        """Turn which texts contain which words into which contain which meanings, shape (texts, meanings)."""
        from scipy.sparse import csr_matrix

        words = np.flatnonzero(self.meanings >= 0)
        shape = (len(self.meanings), len(self.names))
        return (uses @ csr_matrix((np.ones(len(words)), (words, self.meanings[words])), shape=shape)).tocsr()


def look_up(material: Material) -> Listed:
    """Look up what words mean, whatever their form and accents, in the language in which each is used most."""
    languages = material.grammar.languages
    homes = (languages[home] for home in material.words.home_languages.tolist())
    keys = ((home, _key(word, home)) for word, home in zip(material.tokens.words, homes, strict=True))
    numbers = _numbers()
    return Listed(
        np.array([numbers.get(key, -1) for key in keys], dtype=np.int64),
        tuple(tuple(each[code].split()[0].replace("_", " ") for code in languages) for each in _meanings()),
    )


@cache
def _numbers() -> dict[tuple[str, str], int]:
    """Return the number of the meaning of each language and stem."""
    return {
        (language, _key(word.casefold(), language)): at
        for at, each in enumerate(_meanings())
        for language, words in each.items()
        for word in words.split()
    }


@cache
def _meanings() -> list[dict[str, str]]:
    """Read each meaning's words, by language."""
    meanings: list[dict[str, str]] = read_yaml("analyzer.describe", "meanings.yaml")
    return meanings


def _key(word: str, language: str) -> str:
    return without_accents(stem_of(word, language))
