"""Words of a theme that enough of its people say, counting translations and other forms of the word."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from analyzer.describe.candidates import MIN_LONE_NOUN, Material
from analyzer.describe.names import Embed
from analyzer.describe.speakers import Speakers, count_by_theme, count_people

# Words of two languages count as translations if each is the other's nearest and their cosine is at least this. Chosen
# on words of German, English, French, Spanish and Italian (docs/decisions/0043-names-that-several-languages-share.md).
MIN_TRANSLATION_COSINE = 0.5
# At least this share of a theme's people has to say a word that names it.
_MIN_PEOPLE_SHARE = 0.25


def shared_words(
    material: Material, speakers: Speakers, themes: Sequence[int], fewest: int, embed: Embed
) -> dict[int, list[int]]:
    """Find the nouns of themes that enough people say, counting people who use a translation or another form.

    Args:
        material: What the themes' people say.
        speakers: Who says each text.
        themes: The themes to look at, at least one.
        fewest: Minimum number of people of the whole side.
        embed: Turns words into vectors.

    Returns:
        The nouns of each of these themes, no two of which mean the same, ordered by the number of its people who say
        them, ties in favour of the side's main language. At least a quarter of its people say each, and at least two of
        them say the word itself in a language in which the theme may be named.
    """
    from scipy.sparse import csr_matrix

    said = {theme: _content_words(material, theme) for theme in themes}
    distinct = np.unique(np.concatenate(list(said.values())))
    several = len(np.unique(material.words.home_languages[distinct])) > 1
    vectors = embed([material.tokens.spelled[word] for word in distinct]) if several else None
    found = {}
    for theme, words in said.items():
        near = None if vectors is None else vectors[np.searchsorted(distinct, words)]
        alike = _alike(material, words, near)
        means = (material.uses[:, words] @ csr_matrix(alike)).tocsr()
        inside = np.where(material.naming_texts.typical == theme, 0, -1)
        everyone, said_by = count_by_theme(speakers, inside, 1, means)
        people, used = (each.toarray().ravel() for each in (said_by, material.used[[theme]][:, words]))
        chosen = (count_people(speakers, means) >= fewest) & (used > 1) & (people >= _MIN_PEOPLE_SHARE * everyone)
        chosen &= material.words.noun[words] >= MIN_LONE_NOUN
        order = np.lexsort((words, -used, material.words.home_languages[words], -people))
        found[theme] = [int(words[at]) for at in _without_synonyms(order, chosen, alike)]
    return found


def _content_words(material: Material, theme: int) -> NDArray[np.int64]:
    """Return the content words of a theme that are neither filler nor quantities."""
    words = material.used_in_any_language[[theme]].indices
    return np.sort(words[~material.words.empty[words] & ~material.words.quantity[words]]).astype(np.int64)


def _alike(material: Material, words: NDArray[np.int64], vectors: NDArray[np.float32] | None) -> NDArray[np.float64]:
    """Return which words count as the same: forms of one word, translations, and the translations' forms."""
    home_languages = material.words.home_languages[words]
    stems = [
        (material.grammar.stem(material.tokens.words[at], home), home)
        for at, home in zip(words, home_languages, strict=True)
    ]
    _, of = np.unique(np.array([f"{home} {stem}" for stem, home in stems]), return_inverse=True)
    forms: NDArray[np.float64] = (of[:, None] == of[None, :]).astype(float)
    if vectors is None or not len(words):
        return forms
    same = np.zeros_like(forms)
    for one in np.unique(home_languages):
        for other in np.unique(home_languages[home_languages != one]):
            block = np.ix_(home_languages == one, home_languages == other)
            near = vectors[home_languages == one] @ vectors[home_languages == other].T
            mutual = (near == near.max(axis=0)) & (near == near.max(axis=1, keepdims=True))
            same[block] = mutual & (near >= MIN_TRANSLATION_COSINE)
    joined = forms + forms @ same @ forms
    return np.asarray(np.where(joined > 0, 1.0, 0.0), dtype=np.float64)


def _without_synonyms(order: NDArray[np.int64], chosen: NDArray[np.bool_], alike: NDArray[np.float64]) -> list[int]:
    """Keep, in this order, the chosen words that are not the same as one that was kept before."""
    kept: list[int] = []
    for at in order[chosen[order]].tolist():
        if not alike[at, kept].any():
            kept.append(at)
    return kept
