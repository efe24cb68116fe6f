"""How much a word is a noun, by what stands around it: no tagger is small, kept and free in all shipped languages.

A run of words that carry matter takes its colour from the small word before it: "the long QUEUE is", "to QUEUE for",
"was LATE". The counts are added to what a short list or an ending says of the word beforehand.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analyzer.describe.grammar import Grammar
from analyzer.describe.tokens import Tokens

# How many occurrences what is known beforehand weighs as much as.
_PRIOR_WEIGHT = 3.0
# Beforehand: noun, verb, adjective.
_UNKNOWN = (0.60, 0.20, 0.20)
_NOUN_END = (0.90, 0.05, 0.05)
_VERB = (0.10, 0.85, 0.05)
_ADJECTIVE = (0.10, 0.00, 0.90)
_PARTICIPLE = (0.05, 0.35, 0.60)
_GERUND = (0.55, 0.35, 0.10)
# More capitalised words than this, and the German in the texts is written with capitals, which only nouns have.
_MIN_CAPITAL_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class Words:
    """What is known of each distinct word.

    Attributes:
        content: Whether it carries matter, shape (w,).
        inside: Whether it may stand inside a name all the same, shape (w,).
        negates: Whether it turns what follows around, shape (w,).
        empty: Whether it is no subject by itself, shape (w,).
        quantity: Whether it says how much, how many, or only that there are people, shape (w,).
        particle: Whether it belongs to the verb before it, shape (w,).
        loose: Whether it joins words that need not belong together, shape (w,).
        denies: Whether it is a negation that a noun may follow ("no", "without"), shape (w,).
        participle: Whether it says what was done to something ("declined"), shape (w,).
        noun: Share of noun, shape (w,); with ``verb`` and the share of adjective it makes 1 for content words.
        verb: Share of verb, shape (w,).
        homes: Place of the language in which it is said most, shape (w,).
    """

    content: NDArray[np.bool_]
    inside: NDArray[np.bool_]
    negates: NDArray[np.bool_]
    empty: NDArray[np.bool_]
    quantity: NDArray[np.bool_]
    particle: NDArray[np.bool_]
    loose: NDArray[np.bool_]
    denies: NDArray[np.bool_]
    participle: NDArray[np.bool_]
    noun: NDArray[np.float64]
    verb: NDArray[np.float64]
    home_languages: NDArray[np.int64]


def classify_words(tokens: Tokens, grammar: Grammar) -> Words:
    """Tell what each word of the texts is, from lists and from where it stands."""
    home_languages = _homes(tokens, len(grammar.languages))
    english, german = (grammar.speaks(language)[home_languages] for language in ("en", "de"))
    inside = tokens.among(grammar.links)
    negates = tokens.among(grammar.negators)
    adverbs = english & np.array([len(word) > 4 and word.endswith("ly") for word in tokens.words], dtype=np.bool_)
    adverbs &= ~tokens.among(grammar.like_adverbs)
    letters = np.array([len(word) == 1 for word in tokens.words], dtype=np.bool_)
    content = ~(tokens.among(grammar.function) | adverbs | letters)
    spoken_words = zip(tokens.words, home_languages.tolist(), strict=True)
    prior = np.array([_prior(word, grammar, home) for word, home in spoken_words]).reshape(-1, 3)
    counted = _count_contexts(tokens, grammar, content)
    shares = _PRIOR_WEIGHT * prior + counted
    shares /= shares.sum(axis=1, keepdims=True)
    capital, small = _capitals(tokens, german)
    shares[capital & (prior != _ADJECTIVE).any(axis=1)] = _NOUN_END
    shares[small & (prior == _VERB).all(axis=1)] = _VERB
    # "Is there any more" shows no noun: what is listed as an adjective stays one.
    shares[tokens.among(grammar.adjectives)] = _ADJECTIVE
    return Words(
        content=content,
        inside=inside | negates,
        negates=negates,
        empty=tokens.among(grammar.empty) | ~content,
        quantity=tokens.among(grammar.quantities),
        particle=tokens.among(grammar.particles),
        loose=inside & ~tokens.among(grammar.binders | grammar.particles),
        denies=negates & tokens.among(grammar.determiners | grammar.links),
        participle=english
        & np.array([word.endswith(("ed", "wn", "en", "lost")) for word in tokens.words], dtype=np.bool_),
        noun=shares[:, 0] * content,
        verb=shares[:, 1] * content,
        home_languages=home_languages,
    )


def _homes(tokens: Tokens, languages: int) -> NDArray[np.int64]:
    """Place of the language in which each word is said most, shape (w,): English endings tell nothing of German."""
    spoken = np.maximum(tokens.language_ids, 0)[tokens.texts]
    times = np.bincount(tokens.ids * languages + spoken, minlength=len(tokens.words) * languages)
    return np.asarray(times.reshape(-1, languages).argmax(axis=1))


def _capitals(tokens: Tokens, german: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which German words have a capital inside sentences, and which have none; no word where capitals are not used."""
    capital = np.array([word[:1].isupper() for word in tokens.spelled], dtype=np.bool_)
    inner = np.zeros_like(capital)
    inner[tokens.ids[~tokens.broken]] = True
    inner &= german
    if not inner.any() or capital[inner].mean() <= _MIN_CAPITAL_SHARE:
        return np.zeros_like(capital), np.zeros_like(capital)
    return inner & capital, inner & ~capital


def _count_contexts(tokens: Tokens, grammar: Grammar, content: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Count the places that speak for noun, verb and adjective; shape (w, 3)."""
    matter = content[tokens.ids]
    joined = np.append(False, matter[:-1]) & ~tokens.broken
    first = matter & ~joined
    last = matter & ~np.append(matter[1:] & ~tokens.broken[1:], False)
    announced = _announced(tokens, grammar)
    left = np.where(tokens.broken, 0, np.append(0, announced[:-1]))
    right = np.append(np.where(tokens.broken[1:], 0, announced[1:]), 0)
    begin = np.maximum.accumulate(np.where(first, np.arange(len(matter)), 0))
    run = left[begin]
    counts = np.zeros((len(tokens.words), 3))
    is_object = last & ~first & ((run == 2) | ((run == 0) & (right != 1)))
    modifies = first & ~last & ((left == 1) | (left == 4))
    verbs = first & ((left == 2) | ((left == 0) & (right == 1)))
    for column, where, weight in (
        (0, last & ((run == 1) | (run == 4)), 1.0),
        (0, is_object, 0.5),
        (0, modifies, 0.4),
        (2, modifies, 0.6),
        (1, verbs, 1.0),
        (2, first & last & (left == 3), 1.0),
        (2, first & ~last & (left == 3), 0.5),
    ):
        counts[:, column] += weight * np.bincount(tokens.ids[where], minlength=len(counts))
    return counts


def _announced(tokens: Tokens, grammar: Grammar) -> NDArray[np.int8]:
    """What each token announces: 1 and 4 a noun, 2 a verb, 3 an adjective, 0 nothing."""
    kinds = np.zeros(len(tokens.words), dtype=np.int8)
    for kind, words in ((4, grammar.links), (3, grammar.degrees), (2, grammar.subjects), (1, grammar.determiners)):
        kinds[tokens.among(words)] = kind
    return kinds[tokens.ids]


def _prior(word: str, grammar: Grammar, language: int) -> tuple[float, float, float]:
    stem, english = grammar.stem(word, language), grammar.languages[language] == "en"
    if stem in grammar.adjectives or word in grammar.adjectives:
        return _ADJECTIVE
    if english and word.endswith("ing"):
        return _GERUND
    if english and word.endswith("ed"):
        return _PARTICIPLE
    if stem in grammar.verbs:
        return _VERB
    return _NOUN_END if len(word) > 5 and word.rstrip("s").endswith(grammar.noun_ends) else _UNKNOWN
