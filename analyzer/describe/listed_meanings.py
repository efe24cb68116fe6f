"""Synonyms in all shipped languages, for what leavers and customers of any organisation often speak of."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from analyzer.describe.candidates import Material
from analyzer.describe.grammar import stem_of
from analyzer.spelling import without_accents
from analyzer.wordlists import read_yaml

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix


_UMLAUT = re.compile("([aou])e")
# Before a word that counts in this form only: its stem is also that of another everyday word.
_ALONE = "="
# Letters of a compound beside its listed part, at least: "Begleiter" is no "-leiter". And endings of the part.
_REST = 4
_ENDINGS = ("", "n", "en", "s", "es", "e")


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
    return Listed(
        np.array(
            [_number(word, home) for word, home in zip(material.tokens.words, homes, strict=True)], dtype=np.int64
        ),
        tuple(tuple(_shown(each[code].split()[0]) for code in languages) for each in _meanings()),
    )


def find_same(name: str, names: Iterable[str], material: Material) -> str | None:
    """Return the first of these names that has the same words as a name in other forms or in another language.

    Words of one language are the same if their stems are, so that "boss" and "manager" tell two themes apart. To a
    reader of a report in several languages a word and its translation do not.
    """
    own = _words_of(name, material)
    return next((other for other in names if _are_same(own, _words_of(other, material))), None)


# A word's language, its stem without accents, and the number of its meaning, -1 where it is not listed.
_Word = tuple[str, str, int]


def _words_of(name: str, material: Material) -> list[_Word]:
    """Read the words of a name, each in the language in which the side says it, else in the first that lists it."""
    spoken, words = material.grammar.languages, material.tokens.words
    found = []
    for word in re.findall(r"[^\s,()]+", name.casefold()):
        at = bisect_left(words, word)
        said = words[at : at + 1] == (word,)
        languages = [spoken[material.words.home_languages[at]]] if said else spoken
        language = next((code for code in languages if _number(word, code) >= 0), languages[0])
        found.append((language, _key(word, language), _number(word, language)))
    return found


def _are_same(one: Sequence[_Word], other: Sequence[_Word]) -> bool:
    pairs = ((one, other), (other, one))
    return all(any(_is_same(word, each) for each in others) for words, others in pairs for word in words)


def _is_same(one: _Word, other: _Word) -> bool:
    return one[1:] == other[1:] or (one[0] != other[0] and one[2] == other[2] >= 0)


# Each new name is held against all others, word by word.
@lru_cache(maxsize=1 << 16)
def _number(word: str, language: str) -> int:
    """Return the number of a word's meaning, -1 if neither it nor a part of it is listed."""
    numbers = _numbers()
    # Keyboards without umlauts write "ae" for "ä".
    spellings = (word, _UMLAUT.sub(r"\1", word)) if language == "de" else (word,)
    keys = (*(_ALONE + spelling for spelling in spellings), *(_key(spelling, language) for spelling in spellings))
    found = (numbers[language, key] for key in keys if (language, key) in numbers)
    return next(found, _number_of_part(spellings[-1], language))


def _number_of_part(word: str, language: str) -> int:
    """Return the number of a compound's meaning, by its longest listed end or else beginning, -1 if none is listed."""
    folded = without_accents(word)
    fit = (
        (at_end, len(part), number)
        for part, at_end, number in _parts(language)
        for ending in (_ENDINGS if at_end else ("",))
        if len(folded) >= len(part + ending) + _REST
        and (folded.endswith(part + ending) if at_end else folded.startswith(part))
    )
    return max(fit, default=(False, 0, -1))[2]


@cache
def _parts(language: str) -> tuple[tuple[str, bool, int], ...]:
    """Return the listed parts of compounds, each with whether it stands at the end, and the number of its meaning."""
    return tuple(
        (without_accents(word.strip("-").casefold()), word.startswith("-"), at)
        for at, each in enumerate(_meanings())
        for word in each[language].split()
        if _is_part(word)
    )


def _shown(listed: str) -> str:
    return listed.removeprefix(_ALONE).replace("_", " ")


def _is_part(word: str) -> bool:
    return word.startswith("-") or word.endswith("-")


@cache
def _numbers() -> dict[tuple[str, str], int]:
    """Return the number of the meaning of each language and stem, or form that counts alone."""
    return {
        (language, word.casefold() if word.startswith(_ALONE) else _key(word.casefold(), language)): at
        for at, each in enumerate(_meanings())
        for language, words in each.items()
        for word in words.split()
        if not _is_part(word)
    }


@cache
def _meanings() -> list[dict[str, str]]:
    """Read each meaning's words, by language."""
    meanings: list[dict[str, str]] = read_yaml("analyzer.describe", "meanings.yaml")
    return meanings


def _key(word: str, language: str) -> str:
    return without_accents(stem_of(word, language))
