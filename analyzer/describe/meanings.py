"""What enough of a theme's people speak of, counting synonyms, translations and other forms of a word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from analyzer.describe.candidates import MIN_LIFT, MIN_LONE_NOUN, Material
from analyzer.describe.listed_meanings import Listed
from analyzer.describe.names import Embed
from analyzer.describe.speakers import Speakers, count_by_theme, count_people

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

# Words of two languages count as translations if each is the other's nearest and their cosine is at least this. Chosen
# on words of German, English, French, Spanish and Italian (docs/decisions/0043-names-that-several-languages-share.md).
MIN_TRANSLATION_COSINE = 0.5
# At least this share of a theme's people, and this many, have to say what names it.
_MIN_PEOPLE_SHARE, _MIN_PEOPLE = 0.25, 3
# Where nothing is said by so many, two things name it together if this share of its people says one of them, and this
# share each.
_MIN_JOINT_SHARE, _MIN_PART_SHARE = 1 / 3, 1 / 6
# A phrase is weak if fewer of the theme's people speak of its rarest noun, in whatever words.
_WEAK_SHARE = 1 / 3
# A further word is worth at least this share of what the best one is worth.
_MIN_WORTH_SHARE = 0.25
# Letters of the end of a compound that is a word itself, and of what stands before it, at least.
_MIN_END, _MIN_PREFIX = 5, 3
# Of a large theme, this many of its words are looked at, those of the most people.
_MAX_WORDS = 400


def shared_words(
    material: Material, speakers: Speakers, listed: Listed, themes: Mapping[int, int], fewest: int, embed: Embed
) -> dict[int, list[str]]:
    """Find what enough people of themes speak of, counting those who use a synonym, a translation or another form.

    Args:
        material: What the themes' people say.
        speakers: Who says each text.
        listed: What each word means by the list.
        themes: The themes to look at, at least one, each with the word that fits it best in meaning, -1 for none.
            Among words that are worth nearly as much that word comes first.
        fewest: Minimum number of people of the whole side.
        embed: Turns words into vectors.

    Returns:
        Words for each of these themes, no two of which mean the same, best first: the more of its people say it, and
        the more of those who say it are its people, ties in favour of the side's main language. At least a quarter of
        its people say each, and three of them. It is a noun that at least two of them use themselves in a language in
        which the theme may be named, or, where most of them say it in other words, the listed name of the meaning.
    """
    words = {theme: _content_words(material, theme) for theme in themes}
    distinct = np.unique(np.concatenate(list(words.values())))
    apart = distinct[listed.meanings[distinct] < 0]
    vectors = np.zeros((0, 0), dtype=np.float32)
    if len(np.unique(material.words.home_languages[apart])) > 1:
        found = embed([material.tokens.spelled[word] for word in apart])
        vectors = np.zeros((len(material.tokens.words), found.shape[1]), dtype=np.float32)
        vectors[apart] = found
    side = _Side(material, speakers, listed, vectors, count_people(speakers, listed.among(material.uses)))
    return {theme: _of_theme(side, theme, words[theme], lone, fewest) for theme, lone in themes.items()}


def find_weak(material: Material, speakers: Speakers, listed: Listed, names: Sequence[str]) -> list[int]:
    """Find the phrases that stand for few of their theme's people, who speak of its rarest noun in whatever words.

    What is negated ("can't fault") is left alone: the noun by itself would say the opposite.

    Args:
        material: What the themes' people say.
        speakers: Who says each text.
        listed: What each word means by the list.
        names: Each theme's name, "" where there is none.
    """
    words, place = material.words, {word: at for at, word in enumerate(material.tokens.words)}
    subject = (words.noun >= MIN_LONE_NOUN) & ~words.empty & ~words.quantity
    thing, things = _things(material, listed)
    said_by = count_by_theme(speakers, material.naming_texts.typical, len(names), (material.uses @ things).tocsr())
    everyone, said = said_by[0], said_by[1].tocsr()
    weak = []
    for theme, name in enumerate(names):
        at = [place[word] for word in name.casefold().split() if word in place]
        nouns = [] if words.negates[at].any() else [word for word in at if subject[word]]
        rarest = min((said[theme, thing[word]] for word in nouns), default=everyone[theme])
        if " " in name and rarest < _WEAK_SHARE * everyone[theme]:
            weak.append(theme)
    return weak


def _things(material: Material, listed: Listed) -> tuple[NDArray[np.int64], csr_matrix]:
    """Return the number of what each word stands for, its listed meaning or else its stem, and which is which."""
    from scipy.sparse import csr_matrix

    tokens, homes = material.tokens.words, material.words.home_languages.tolist()
    keys = [
        f"{meaning}" if meaning >= 0 else f"{home} {material.grammar.stem(word, home)}"
        for word, home, meaning in zip(tokens, homes, listed.meanings.tolist(), strict=True)
    ]
    distinct, thing = np.unique(np.array(keys, dtype=np.str_), return_inverse=True)
    ones = (np.ones(len(keys)), (np.arange(len(keys)), thing))
    return thing, csr_matrix(ones, shape=(len(keys), len(distinct)))


@dataclass(frozen=True, slots=True)
class _Side:
    """What is the same for all themes.

    Attributes:
        material: What the themes' people say.
        speakers: Who says each text.
        listed: What each word means by the list.
        vectors: Vector of each word that is not listed, of shape (w, d), or (0, 0) where one language is spoken.
        people: How many people say each listed meaning, shape (meanings,).
    """

    material: Material
    speakers: Speakers
    listed: Listed
    vectors: NDArray[np.float32]
    people: NDArray[np.int64]


def _of_theme(side: _Side, theme: int, words: NDArray[np.int64], lone: int, fewest: int) -> list[str]:
    from scipy.sparse import csr_matrix

    material, meanings = side.material, side.listed.meanings[words]
    alike = _alike(side, words)
    means = (material.uses[:, words] @ csr_matrix(alike)).tocsr()
    inside = np.where(material.naming_texts.typical == theme, 0, -1)
    everyone, said_by = count_by_theme(side.speakers, inside, 1, means)
    people, used = (each.toarray().ravel() for each in (said_by, material.used[[theme]][:, words]))
    everywhere = np.where(meanings >= 0, side.people[meanings], count_people(side.speakers, means))
    noun = (used > 1) & (material.words.noun[words] >= MIN_LONE_NOUN)
    own = noun & ((meanings < 0) | (material.common[words] & (2 * used >= people)))
    may = (everywhere >= fewest) & ((meanings >= 0) | noun)
    may &= material.word_lift[int(material.naming_texts.painful[theme]), words] >= MIN_LIFT
    chosen = may & (people >= np.maximum(_MIN_PEOPLE_SHARE * everyone, _MIN_PEOPLE))
    worth = np.where(may, people * people / np.maximum(everywhere, 1), 0.0)
    chosen &= worth >= _MIN_WORTH_SHARE * worth[chosen].max(initial=0.0)
    first = alike[:, words == lone].any(axis=1)
    homes = material.words.home_languages[words]
    order = np.lexsort((words, -used, homes, ~own, -worth, ~first))
    kept = _without_synonyms(order, chosen, alike)
    if not kept:
        parts = may & (people >= np.maximum(_MIN_PART_SHARE * everyone, fewest))
        kept = _without_synonyms(order, parts, alike)[:2]
        said = csr_matrix(means[:, kept].sum(axis=1) > 0, dtype=np.float64)
        either = count_by_theme(side.speakers, inside, 1, said)[1].sum()
        kept = kept if len(kept) > 1 and either >= _MIN_JOINT_SHARE * everyone[0] else []
    language = int(np.bincount(homes, weights=used).argmax()) if len(words) else 0
    return [
        material.tokens.spelled[words[at]] if own[at] else side.listed.names[int(meanings[at])][language] for at in kept
    ]


def _content_words(material: Material, theme: int) -> NDArray[np.int64]:
    """Return the content words of a theme that are neither filler nor quantities, at most ``_MAX_WORDS`` of them."""
    row = material.used_in_any_language[[theme]]
    telling = ~material.words.empty[row.indices] & ~material.words.quantity[row.indices]
    words, people = row.indices[telling], row.data[telling]
    return np.sort(words[np.lexsort((words, -people))[:_MAX_WORDS]]).astype(np.int64)


def _alike(side: _Side, words: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return which words count as which: of one meaning, forms and compounds of one, translations and their forms."""
    material, meanings = side.material, side.listed.meanings[words]
    homes = material.words.home_languages[words]
    stems = [
        f"{home} {material.grammar.stem(material.tokens.words[at], home)}"
        for at, home in zip(words, homes, strict=True)
    ]
    of = np.unique(np.array(stems, dtype=np.str_), return_inverse=True)[1]
    # Of one stem but of two meanings: "espera" (waiting) is no form of "espero" (I hope).
    same_stem, same_meaning = of[:, None] == of, meanings[:, None] == meanings
    forms = (same_meaning & (same_stem | (meanings >= 0))) | _names_part(material, words)
    if not side.vectors.size:
        return np.asarray(forms, dtype=np.float64)
    same = np.zeros_like(forms)
    apart = meanings < 0
    for one in np.unique(homes):
        for other in np.unique(homes[homes != one]):
            block = np.ix_(apart & (homes == one), apart & (homes == other))
            near = side.vectors[words[apart & (homes == one)]] @ side.vectors[words[apart & (homes == other)]].T
            if near.size:
                mutual = (near == near.max(axis=0)) & (near == near.max(axis=1, keepdims=True))
                same[block] = mutual & (near >= MIN_TRANSLATION_COSINE)
    joined = forms.astype(np.float64) @ same.astype(np.float64) @ forms.astype(np.float64)
    return np.asarray(forms | (joined > 0), dtype=np.float64)


def _names_part(material: Material, words: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which words name another as a part, and which other: who says the row's also says the column's.

    Parts stand between hyphens, or at the end of a German or Dutch word: "GPS-Überwachung", "Handscanner".
    """
    written = [material.tokens.words[word] for word in words]
    joins = material.grammar.speaks("de", "nl")[material.words.home_languages[words]]
    found = np.zeros((len(words), len(words)), dtype=np.bool_)
    for row, whole in enumerate(written):
        ends = range(_MIN_PREFIX, len(whole) - _MIN_END + 1) if joins[row] else range(0)
        parts = {whole[at:] for at in ends}.union(whole.split("-") if "-" in whole else [])
        found[row] = [part in parts for part in written]
    return found & (material.words.noun[words] >= MIN_LONE_NOUN)


def _without_synonyms(order: NDArray[np.int64], chosen: NDArray[np.bool_], alike: NDArray[np.float64]) -> list[int]:
    """Keep, in this order, the chosen words that are not the same as one that was kept before."""
    kept: list[int] = []
    for at in order[chosen[order]].tolist():
        if not (alike[at, kept].any() or alike[kept, at].any()):
            kept.append(at)
    return kept
