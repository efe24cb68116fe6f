"""The words and phrases of themes, weighted by how much they tell one theme from the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np
import yaml
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

# Letters of any script, with apostrophes and hyphens inside; no digits, which are seldom what a theme is about.
WORD = r"(?u)(?<!\[)\b[^\W\d_]{2,}(?:['’-][^\W\d_]+)*\b(?!\])"
LONGEST_PHRASE = 3
# How many words behind a negation are still negated.
REACH = 4


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases of up to three words.

    Attributes:
        names: The phrases, length v.
        weights: c-TF-IDF of each phrase in each theme, shape (themes, v).
        statements: In how many of each theme's statements a phrase stands, shape (themes, v).
    """

    names: tuple[str, ...]
    weights: csr_matrix
    statements: csr_matrix


def weigh_phrases(texts: Sequence[str], labels: NDArray[np.int64], count: int, languages: Sequence[str]) -> Phrases:
    """Weigh every phrase in every theme by class-based TF-IDF.

    The weight is the phrase's share of the theme's phrases times log(1 + A / f), A being the mean number of phrases
    a theme and f the phrase's frequency over all (Grootendorst 2022, "BERTopic").

    Args:
        texts: Statements, length n.
        labels: Theme of each, -1 for none; shape (n,).
        count: How many themes.
        languages: Codes whose function words are no phrase and begin or end none.
    """
    from scipy.sparse import csr_matrix, diags
    from sklearn.feature_extraction.text import CountVectorizer

    phraser = _Phraser(function_words(tuple(sorted(set(languages)))))
    inside = np.flatnonzero(labels >= 0)
    spoken = [phraser(texts[int(at)]) for at in inside]
    names = sorted({phrase for phrases in spoken for phrase in phrases})
    vectorizer = CountVectorizer(analyzer=list, vocabulary=names or ["-"], binary=True, dtype=np.int32)
    presence = vectorizer.transform(spoken)
    member = csr_matrix((np.ones(len(inside)), (labels[inside], np.arange(len(inside)))), shape=(count, len(inside)))
    statements = (member @ presence).tocsr()
    totals = np.asarray(statements.sum(axis=1)).ravel()
    frequency = np.asarray(statements.sum(axis=0)).ravel()
    rarity = np.log1p(totals.mean() / np.maximum(frequency, 1))
    weights = (diags(1.0 / np.maximum(totals, 1)) @ statements @ diags(rarity)).tocsr()
    return Phrases(tuple(names), weights, statements)


@cache
def function_words(languages: tuple[str, ...]) -> frozenset[str]:
    """Words that carry grammar and not matter. English ones are our own: the package's list drops words like "help"."""
    from stop_words import LANGUAGE_MAPPING, get_stop_words

    own = yaml.safe_load((files("analyzer.describe") / "function_words.yaml").read_text("utf-8"))
    words = set(own["en"].split())
    for language in languages:
        if language != "en" and language in LANGUAGE_MAPPING:
            words.update(get_stop_words(language))
    return frozenset(words)


@cache
def negators() -> frozenset[str]:
    """Words that turn what follows around, in all languages at once."""
    own = yaml.safe_load((files("analyzer.describe") / "function_words.yaml").read_text("utf-8"))
    return frozenset(own["negators"].split())


class _Phraser:
    """Cuts a text into the phrases that could name a theme."""

    def __init__(self, grammar: frozenset[str]) -> None:
        import re

        self._token = re.compile(WORD)
        self._grammar = grammar

    def __call__(self, text: str) -> list[str]:
        words = [word.replace("’", "'") for word in self._token.findall(text.casefold())]
        matter = [word not in self._grammar for word in words]
        return [phrase for start in range(len(words)) for phrase in self._from(words, matter, start)]

    def _from(self, words: list[str], matter: list[bool], start: int) -> list[str]:
        """The phrases that begin at a word: any from a word that matters, longer ones from one that negates it."""
        negates = words[start] in negators()
        if not matter[start] and not negates:
            return []
        turned = not negators().isdisjoint(words[max(0, start - REACH) : start])
        lengths = range(2, LONGEST_PHRASE + 2) if negates else range(1, 2 if turned else LONGEST_PHRASE + 1)
        ends = [start + length for length in lengths if start + length <= len(words)]
        return [" ".join(words[start:end]) for end in ends if matter[end - 1]]
