"""Word lists behind names: what a language's function words tell about the words next to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from analyzer.wordlists import read_yaml

if TYPE_CHECKING:
    import snowballstemmer  # type: ignore[import-untyped]

# The lists of a language are used if at least this share of the statements is in it: "die" is a verb in English.
SPOKEN_SHARE = 0.05
_AS_WRITTEN = (
    "determiners",
    "links",
    "binders",
    "subjects",
    "degrees",
    "particles",
    "copulas",
    "like_adverbs",
    "empty",
    "quantities",
)
_STEMMERS = {
    "en": "english",
    "de": "german",
    "fr": "french",
    "es": "spanish",
    "it": "italian",
    "nl": "dutch",
    "pt": "portuguese",
}

# Language code to list name to the list's words.
_Lists = dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Grammar:
    """The word lists of the languages spoken, merged.

    Attributes:
        languages: ISO 639-1 codes, most spoken first.
        function: Function words, which carry grammar but no content. "Long" is not among them: a long queue is more
            than a queue.
        determiners: Words followed by a noun.
        links: Prepositions and "and": followed by a noun, and allowed inside a name.
        binders: The links that hold nouns together.
        subjects: Pronouns and auxiliaries: followed by a verb.
        degrees: Forms of "be" and words of degree: followed by an adjective or a participle that stands alone.
        particles: Words that belong to the verb before them: "top up".
        copulas: Forms of "be" that names leave out.
        headline: Words that English names leave out, as headlines do: articles, possessives and forms of "be".
        like_adverbs: Words that only look like adverbs.
        negators: Words that negate what follows.
        verbs: Stems of common verbs that are seldom nouns.
        adjectives: Stems of common adjectives.
        empty: Words that are no subject by themselves: filler, times.
        quantities: Words for how much, how many, and people in general: they name nothing without another word.
        noun_ends: Typical endings of nouns.
    """

    languages: tuple[str, ...]
    function: frozenset[str]
    determiners: frozenset[str]
    links: frozenset[str]
    binders: frozenset[str]
    subjects: frozenset[str]
    degrees: frozenset[str]
    particles: frozenset[str]
    copulas: frozenset[str]
    headline: frozenset[str]
    like_adverbs: frozenset[str]
    negators: frozenset[str]
    verbs: frozenset[str]
    adjectives: frozenset[str]
    empty: frozenset[str]
    quantities: frozenset[str]
    noun_ends: tuple[str, ...]

    def place(self, language: str) -> int:
        """Return the position of a language in ``languages``, -1 if it is none of them."""
        return self.languages.index(language) if language in self.languages else -1

    def speaks(self, *languages: str) -> NDArray[np.bool_]:
        """Return which of ``languages`` are among these, shape (languages,)."""
        return np.array([language in languages for language in self.languages], dtype=np.bool_)

    def stem(self, word: str, language: int = 0) -> str:
        """Return the word's stem in the language at this position of ``languages``, by default the most spoken one."""
        return stem_of(word, self.languages[language])


def grammar_of(languages: Sequence[str]) -> Grammar:
    """Merge the word lists of the languages that enough of the statements are in.

    Args:
        languages: ISO 639-1 code of each statement. If none is known, the lists are English.
    """
    counts = Counter(code for code in languages if code in _STEMMERS)
    least = SPOKEN_SHARE * counts.total()
    return _grammar(tuple(code for code, count in sorted(counts.items(), key=_most) if count >= least) or ("en",))


def _most(counted: tuple[str, int]) -> tuple[int, str]:
    return -counted[1], counted[0]


@cache
def _grammar(languages: tuple[str, ...]) -> Grammar:
    own = _lists()
    lists = {name: frozenset(w for code in languages for w in own[code].get(name, "").split()) for name in own["en"]}
    negators = frozenset(_small_words()["negators"].split())
    small = [lists[name] for name in ("determiners", "links", "subjects", "degrees", "particles", "numbers")]
    return Grammar(
        languages=languages,
        function=_function(own, languages).union(negators, *small),
        negators=negators,
        verbs=_stems(own, "verbs", languages),
        adjectives=_stems(own, "adjectives", languages),
        noun_ends=tuple(sorted(lists["noun_ends"])),
        headline=frozenset(w for name in ("determiners", "copulas") for w in own["en"][name].split()) - negators,
        **{name: lists[name] for name in _AS_WRITTEN},
    )


def _function(own: _Lists, languages: tuple[str, ...]) -> frozenset[str]:
    """Return function words without adjectives; languages other than English lose only their own: "mal"."""
    english = function_words(()).difference(*(own[code]["adjectives"].split() for code in languages))
    others = (_small(code).difference(own[code]["adjectives"].split()) for code in languages if code != "en")
    return english.union(*others)


def _stems(own: _Lists, name: str, languages: tuple[str, ...]) -> frozenset[str]:
    return frozenset(stem_of(word, code) for code in languages for word in own[code][name].split())


def function_words(languages: tuple[str, ...]) -> frozenset[str]:
    """Return the function words of languages. English has our own list: the package's contains words like "help"."""
    return frozenset().union(*(_small(code) for code in ("en", *languages)))


@cache
def _small(language: str) -> frozenset[str]:
    from stop_words import LANGUAGE_MAPPING, get_stop_words

    own = _small_words().get(language, "").split()
    return (
        frozenset(own)
        if language == "en" or language not in LANGUAGE_MAPPING
        else frozenset(own).union(get_stop_words(language))
    )


@cache
def _small_words() -> dict[str, str]:
    loaded: dict[str, str] = read_yaml("analyzer.describe", "function_words.yaml")
    return loaded


@cache
def _lists() -> _Lists:
    loaded: _Lists = read_yaml("analyzer.describe", "grammar.yaml")
    return loaded


@cache
def _stemmer(language: str) -> snowballstemmer.stemmer:
    import snowballstemmer

    return snowballstemmer.stemmer(_STEMMERS[language])


# A word is asked for by each step that names themes, and its stem takes some fifty microseconds.
@lru_cache(maxsize=1 << 16)
def stem_of(word: str, language: str) -> str:
    """Return a word's stem in a language."""
    return str(_stemmer(language).stemWord(word))
