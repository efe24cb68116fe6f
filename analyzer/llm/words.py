"""Words by stem, and how many people of a theme use each."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import snowballstemmer  # type: ignore[import-untyped]

Run = tuple[str, ...]

# A sequence of this many words that one person also wrote, in the same order, is a quote and falls under the quote
# gate.
QUOTE_WORDS = 6

_WORD = re.compile(r"\w+(?:['’]\w+)*")
# Closed word classes only: the usual stop lists also contain "best" and "clear", which would then pass every check
# unchecked. Other languages need no list: people use their function words like any others. "No" and "not" reverse a
# name, so they are not listed.
_FUNCTION_WORDS = frozenset({
    "a", "about", "after", "an", "and", "are", "as", "at", "be", "before", "but", "by", "during", "for", "from",
    "has", "have", "in", "into", "is", "it", "its", "of", "on", "or", "over", "so", "than", "that",
    "the", "their", "them", "there", "they", "to", "too", "under", "until", "up", "was", "were", "when", "where",
    "which", "while", "who", "with",
})  # fmt: skip
_ALGORITHMS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "et": "estonian", "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi",
    "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "nl": "dutch",
    "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian",
    "sv": "swedish", "ta": "tamil", "tr": "turkish",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words that the people of one theme use.

    Attributes:
        language: ISO 639-1 code that the stems follow.
        voices: The stems that each person uses.
        users: Stem to the number of people who use it.
        runs: Every sequence of ``QUOTE_WORDS`` words that someone wrote, as stems.
        small: Stems of the words that someone writes in lower case.
    """

    language: str
    voices: tuple[frozenset[str], ...]
    users: Counter[str]
    runs: frozenset[Run]
    small: frozenset[str]

    @classmethod
    def of(cls, voices: Sequence[str], language: str) -> Vocabulary:
        """Count the words of ``voices``, one text a person."""
        stemmed = [stems(voice, language) for voice in voices]
        return cls(
            language=language,
            voices=tuple(frozenset(voice) for voice in stemmed),
            users=Counter(stem for voice in stemmed for stem in set(voice)),
            runs=frozenset(run for voice in stemmed for run in _runs(voice)),
            small=frozenset(
                stem for voice in voices for word in words(voice) if word.islower() for stem in stems(word, language)
            ),
        )

    @property
    def people(self) -> int:
        """How many people there are."""
        return len(self.voices)

    def says_together(self, content: Iterable[str]) -> bool:
        """Tell whether one person uses all these stems: words of several people, combined, may say what nobody said."""
        wanted = frozenset(content)
        return any(wanted <= voice for voice in self.voices)

    def spell(self, word: str) -> str:
        """Return a capitalised word in lower case where anybody writes it so, and any other word unchanged."""
        return word.lower() if word.istitle() and self.small.issuperset(stems(word, self.language)) else word

    def quoted_in(self, text: str) -> bool:
        """Tell whether the text repeats ``QUOTE_WORDS`` words or more in the order in which one person wrote them."""
        return not self.runs.isdisjoint(_runs(stems(text, self.language)))


def words(text: str) -> tuple[str, ...]:
    """Split a text into its words and numbers, in order, as written."""
    return tuple(_WORD.findall(text))


def stems(text: str, language: str) -> tuple[str, ...]:
    """Return the stem of each word; a language without a stemmer keeps its words whole, in lower case."""
    return tuple(_stem(word.casefold().replace("’", "'"), language) for word in words(text))


def content_stems(text: str, language: str) -> tuple[str, ...]:
    """Return the stems of the words that carry meaning."""
    kept = (word for word in words(text) if not (language == "en" and word.lower() in _FUNCTION_WORDS))
    return stems(" ".join(kept), language)


def _runs(stemmed: Sequence[str]) -> set[Run]:
    return {tuple(stemmed[start : start + QUOTE_WORDS]) for start in range(len(stemmed) - QUOTE_WORDS + 1)}


def _stem(word: str, language: str) -> str:
    if language not in _ALGORITHMS:
        return word
    return str(_stemmer(_ALGORITHMS[language]).stemWord(word))


@cache
def _stemmer(algorithm: str) -> snowballstemmer.stemmer:
    # Imported here because it loads 30 languages, and most runs have no language model.
    import snowballstemmer

    return snowballstemmer.stemmer(algorithm)
