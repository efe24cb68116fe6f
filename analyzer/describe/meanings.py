"""Which words of a theme enough of its people say, be it in another language or in another form."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from analyzer.describe.candidates import MIN_LONE_NOUN, Material
from analyzer.describe.names import Embed
from analyzer.describe.speakers import Voices, count_by_theme, count_people

# Two words of two languages mean the same where each is the other's nearest and they lie at least so close. Chosen on
# words of German, English, French, Spanish and Italian (docs/decisions/0043-names-that-several-languages-share.md).
MIN_TRANSLATION_COSINE = 0.5
# So large a part of a theme's people says what names it.
_MIN_PEOPLE_SHARE = 0.25


def shared_words(
    material: Material, speakers: Voices, themes: Sequence[int], fewest: int, embed: Embed
) -> dict[int, list[int]]:
    """Find the nouns of themes that enough people say, counting who says the same in another language or form.

    Args:
        material: What the themes' people say.
        voices: Who says each text.
        themes: Which are asked for, at least one.
        fewest: How many people are enough.
        embed: Turns words into vectors of the same space.

    Returns:
        For each of these themes its nouns, no two of which mean the same: first what most of its people say, who are at
        least a quarter of them, in the language that most of the side speak. At least two of them say the word itself,
        in a language in which the theme may be named.
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
    """The words that carry matter among those of a theme."""
    words = material.used_in_any_language[[theme]].indices
    return np.sort(words[~material.words.empty[words] & ~material.words.quantity[words]]).astype(np.int64)


def _alike(material: Material, words: NDArray[np.int64], vectors: NDArray[np.float32] | None) -> NDArray[np.float64]:
    """Which words count as which: other forms of one word, what means the same in another language, and its forms."""
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
    """Keep, in this order, the chosen ones that are not like one that was kept before."""
    kept: list[int] = []
    for at in order[chosen[order]].tolist():
        if not alike[at, kept].any():
            kept.append(at)
    return kept
