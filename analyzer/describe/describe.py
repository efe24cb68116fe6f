"""A name, keywords and quotes for each theme, from its own words alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
# Phrases and single words of a theme, best by c-TF-IDF, that are compared with its centre in meaning.
PHRASES_TRIED, WORDS_TRIED = 30, 8
# How much a phrase tells a reader beyond a single word, in cosine.
PHRASE_BONUS = 0.1
# How much standing in many statements counts beside closeness in meaning, per natural logarithm of the share.
BREADTH = 0.08

Embed = Callable[[Sequence[str]], NDArray[np.float32]]


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
    languages: Sequence[str],
    embed: Embed,
) -> tuple[Description, ...]:
    """Describe themes from their statements.

    A theme is named by the phrase of its own that lies closest to its centre in meaning, further from the other
    themes', and stands in many of its statements.

    Args:
        texts: Statements, length n.
        vectors: Theirs, shape (n, d), unit length.
        labels: Theme of each from 0 without gaps, -1 for none; shape (n,).
        languages: Codes of the languages spoken.
        embed: Turns phrases into vectors of the same space.
    """
    count = int(labels.max(initial=-1)) + 1
    if not count:
        return ()
    phrases = weigh_phrases(texts, labels, count, languages)
    centres = centroids(vectors, labels, count)
    sizes = np.bincount(labels[labels >= 0], minlength=count)
    ranked = [_rank_phrases(phrases, theme, int(sizes[theme])) for theme in range(count)]
    names = _name(ranked, centres, sizes, phrases, embed)
    return tuple(
        Description(
            name=names[theme],
            keywords=tuple(phrases.names[at] for at in ranked[theme] if " " not in phrases.names[at])[:KEYWORDS],
            quotes=_quotes(texts, vectors, np.flatnonzero(labels == theme), centres[theme]),
        )
        for theme in range(count)
    )


def _rank_phrases(phrases: Phrases, theme: int, size: int) -> list[int]:
    """Phrases of a theme, best first; one that stands in a single statement of a large theme speaks for nobody."""
    row, counts = phrases.weights[[theme]], phrases.statements[[theme]].toarray().ravel()
    spoken = [(int(at), float(weight)) for at, weight in zip(row.indices, row.data, strict=True)]
    kept = [(at, weight) for at, weight in spoken if counts[at] > 1 or size < 5]
    return [at for at, _ in sorted(kept or spoken, key=lambda phrase: (-phrase[1], phrases.names[phrase[0]]))]


def _name(
    ranked: Sequence[Sequence[int]],
    centres: NDArray[np.float32],
    sizes: NDArray[np.int64],
    phrases: Phrases,
    embed: Embed,
) -> list[str]:
    """Give each theme the best of its phrases that no larger theme has taken."""
    tried = [_worth_trying(best, phrases) for best in ranked]
    distinct = sorted({at for best in tried for at in best})
    place = {at: row for row, at in enumerate(distinct)}
    nearness = embed([phrases.names[at] for at in distinct]) @ centres.T if distinct else np.zeros((0, len(centres)))
    taken: set[str] = set()
    names = []
    for theme, best in enumerate(tried):
        near = nearness[[place[at] for at in best]]
        own = near[:, theme] - 0.5 * near.mean(axis=1)
        share = np.array([phrases.statements[theme, at] for at in best]) / max(int(sizes[theme]), 1)
        bonus = np.array([PHRASE_BONUS * (" " in phrases.names[at]) for at in best])
        order = np.argsort(-(own + bonus + BREADTH * np.log(np.maximum(share, 1e-3))), kind="stable")
        words = [phrases.names[best[at]] for at in order]
        name = next((each for each in words if each not in taken), f"theme {theme + 1}")
        taken.add(name)
        names.append(name[0].upper() + name[1:])
    return names


def _worth_trying(best: Sequence[int], phrases: Phrases) -> list[int]:
    several = [at for at in best if " " in phrases.names[at]]
    single = [at for at in best if " " not in phrases.names[at]]
    return several[:PHRASES_TRIED] + single[:WORDS_TRIED]


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
