"""Estimate how often a word is a noun from its context, without a part-of-speech tagger.

No tagger is small, maintained and free in all shipped languages. So the part of speech of a run of content words is
told by the function word before it: "the long QUEUE is", "to QUEUE for", "was LATE". The counts are added to a prior
from short word lists and endings.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analyzer.describe.grammar import Grammar
from analyzer.describe.tokens import Tokens

# The prior counts as much as this many occurrences.
_PRIOR_WEIGHT = 3.0
# Priors: shares of noun, verb, adjective.
_UNKNOWN = (0.60, 0.20, 0.20)
_NOUN_END = (0.90, 0.05, 0.05)
_VERB = (0.10, 0.85, 0.05)
_ADJECTIVE = (0.10, 0.00, 0.90)
_PARTICIPLE = (0.05, 0.35, 0.60)
_GERUND = (0.55, 0.35, 0.10)
# With a larger share of capitalised words, German texts follow the rule that all nouns, and only nouns, are
# capitalised.
_MIN_CAPITAL_SHARE = 0.1
# What a function word announces for the words next to it; links are prepositions and "and".
_NOTHING, _AFTER_DETERMINER, _AFTER_SUBJECT, _AFTER_DEGREE, _AFTER_LINK = range(5)


@dataclass(frozen=True, slots=True)
class Words:
    """Grammatical traits of each distinct word.

    Attributes:
        content: Whether it is a content word, shape (w,).
        inside: Whether it is a link or a negation, which may stand inside a name, shape (w,).
        negates: Whether it negates what follows, shape (w,).
        empty: Whether it is no subject by itself, shape (w,).
        quantity: Whether it only says how much, how many, or that there are people, shape (w,).
        particle: Whether it belongs to the verb before it, shape (w,).
        loose: Whether it joins words that need not belong together, shape (w,).
        denies: Whether it is a negation that a noun may follow ("no", "without"), shape (w,).
        participle: Whether it looks like an English past participle ("declined"), shape (w,).
        noun: Share of noun, shape (w,); the shares of noun, verb and adjective of a content word add up to 1.
        verb: Share of verb, shape (w,).
        home_languages: Position of the language in which it is used most, shape (w,).
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
    """Classify the words of the texts by word lists and by their contexts."""
    home_languages = _home_languages(tokens, len(grammar.languages))
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
    # Contexts such as "is there any more" would make "more" a noun, so listed adjectives stay adjectives.
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


def _home_languages(tokens: Tokens, languages: int) -> NDArray[np.int64]:
    """Return the language in which each word is used most, shape (w,): English endings mean nothing in German."""
    spoken = np.maximum(tokens.language_ids, 0)[tokens.texts]
    times = np.bincount(tokens.ids * languages + spoken, minlength=len(tokens.words) * languages)
    return np.asarray(times.reshape(-1, languages).argmax(axis=1))


def _capitals(tokens: Tokens, german: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return which German words are capitalised inside sentences, and which are not; none if texts ignore capitals."""
    capital = np.array([word[:1].isupper() for word in tokens.spelled], dtype=np.bool_)
    inner = np.zeros_like(capital)
    inner[tokens.ids[~tokens.broken]] = True
    inner &= german
    if not inner.any() or capital[inner].mean() <= _MIN_CAPITAL_SHARE:
        return np.zeros_like(capital), np.zeros_like(capital)
    return inner & capital, inner & ~capital


def _count_contexts(tokens: Tokens, grammar: Grammar, content: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Count the contexts that indicate a noun, a verb and an adjective; shape (w, 3)."""
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
    is_object = last & ~first & ((run == _AFTER_SUBJECT) | ((run == _NOTHING) & (right != _AFTER_DETERMINER)))
    modifies = first & ~last & ((left == _AFTER_DETERMINER) | (left == _AFTER_LINK))
    verbs = first & ((left == _AFTER_SUBJECT) | ((left == _NOTHING) & (right == _AFTER_DETERMINER)))
    for column, where, weight in (
        (0, last & ((run == _AFTER_DETERMINER) | (run == _AFTER_LINK)), 1.0),
        (0, is_object, 0.5),
        (0, modifies, 0.4),
        (2, modifies, 0.6),
        (1, verbs, 1.0),
        (2, first & last & (left == _AFTER_DEGREE), 1.0),
        (2, first & ~last & (left == _AFTER_DEGREE), 0.5),
    ):
        counts[:, column] += weight * np.bincount(tokens.ids[where], minlength=len(counts))
    return counts


def _announced(tokens: Tokens, grammar: Grammar) -> NDArray[np.int8]:
    """Return what each token announces: a noun (determiners, links), a verb, an adjective, or nothing; shape (t,)."""
    kinds = np.zeros(len(tokens.words), dtype=np.int8)
    for kind, words in (
        (_AFTER_LINK, grammar.links),
        (_AFTER_DEGREE, grammar.degrees),
        (_AFTER_SUBJECT, grammar.subjects),
        (_AFTER_DETERMINER, grammar.determiners),
    ):
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
