"""A name, keywords and quotes for each theme, from its own words alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analyzer.describe.words import Phrases, weigh_phrases
from analyzer.membership import centroids

KEYWORDS = 8
QUOTES = 5
# What reads well as a quote: more than a shout, less than a letter.
QUOTE_LENGTH = (20, 280)
# Two quotes closer than this say the same thing.
SAME_THING = 0.9
# A name should stand in this share of a theme's statements, so that it speaks for the theme.
NAME_SHARE = 0.08


@dataclass(frozen=True, slots=True)
class Description:
    """What a theme is about.

    Attributes:
        name: A short phrase, distinct from the other themes' names.
        keywords: Telling words, best first.
        quotes: Indices of telling statements, best first.
    """

    name: str
    keywords: tuple[str, ...]
    quotes: tuple[int, ...]


def describe(
    texts: Sequence[str],
    vectors: NDArray[np.float32],
    labels: NDArray[np.int64],
    count: int,
    languages: Sequence[str],
) -> tuple[Description, ...]:
    """Describe themes from their statements.

    Args:
        texts: Statements, length n.
        vectors: Theirs, shape (n, d), unit length.
        labels: Theme of each, -1 for none; shape (n,).
        count: How many themes.
        languages: Codes of the languages spoken.
    """
    if not count:
        return ()
    phrases = weigh_phrases(texts, labels, count, languages)
    centres = centroids(vectors, labels, count)
    taken: set[str] = set()
    described = []
    for theme in range(count):
        members = np.flatnonzero(labels == theme)
        ranked = _ranked_phrases(phrases, theme, len(members))
        name = next((found for found in _names(ranked) if found.casefold() not in taken), f"Theme {theme + 1}")
        taken.add(name.casefold())
        keywords = tuple(phrase for phrase, _ in ranked if " " not in phrase)[:KEYWORDS]
        quotes = _quotes(texts, vectors, members, centres[theme])
        described.append(Description(name, keywords, quotes))
    return tuple(described)


def _ranked_phrases(phrases: Phrases, theme: int, size: int) -> list[tuple[str, float]]:
    """Phrases of a theme, best first; one that stands in a single statement of a large theme speaks for nobody."""
    row, counts = phrases.weights[[theme]], phrases.statements[[theme]].toarray().ravel()
    scored = [
        (phrases.names[at], float(weight) * _fullness(phrases.names[at], counts[at], size))
        for at, weight in zip(row.indices, row.data, strict=True)
        if counts[at] > 1 or size < 5
    ]
    return sorted(scored, key=lambda phrase: (-phrase[1], phrase[0]))


def _fullness(phrase: str, statements: float, size: int) -> float:
    """Longer phrases say more than the rarer words they are made of, if enough statements hold them."""
    return float(len(phrase.split())) if statements >= NAME_SHARE * size else 1.0


def _names(ranked: list[tuple[str, float]]) -> list[str]:
    """Names to try, best first: the best phrase, else the best words side by side."""
    phrases = [phrase for phrase, _ in ranked[:12] if " " in phrase]
    words = [phrase for phrase, _ in ranked if " " not in phrase]
    pairs = [f"{words[0]} and {word}" for word in words[1:] if word[:4] != words[0][:4]][:20] if words else []
    return [
        name[0].upper() + name[1:]
        for name in (phrases[:1] if phrases and ranked[0][0] in phrases[0] else []) + pairs + phrases + words
    ]


def _quotes(
    texts: Sequence[str], vectors: NDArray[np.float32], members: NDArray[np.int64], centre: NDArray[np.float32]
) -> tuple[int, ...]:
    """Statements near the theme's centre that each say it another way."""
    near = members[np.argsort(-(vectors[members] @ centre), kind="stable")]
    readable = [at for at in near if QUOTE_LENGTH[0] <= len(texts[at]) <= QUOTE_LENGTH[1]]
    chosen: list[int] = []
    for at in readable:
        if all(float(vectors[at] @ vectors[other]) < SAME_THING for other in chosen):
            chosen.append(int(at))
        if len(chosen) == QUOTES:
            break
    return tuple(chosen)
