"""A name, keywords and quotes for each theme, made from its own words alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from analyzer.describe.candidates import Material
from analyzer.describe.fallback_names import NAME_WORDS, Fallback, complete_names, find_general
from analyzer.describe.grammar import Grammar, function_words, grammar_of
from analyzer.describe.listed_meanings import look_up
from analyzer.describe.meanings import find_weak, shared_words
from analyzer.describe.names import Embed, name_themes
from analyzer.describe.naming_texts import choose_naming_texts, valence_lift
from analyzer.describe.nouns import classify_words
from analyzer.describe.spans import find_spans, make_stream
from analyzer.describe.speakers import Speakers, count_by_theme, count_people
from analyzer.describe.tokens import Tokens, tokenise
from analyzer.language import Spoken
from analyzer.membership import centroids

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

KEYWORDS = 8
QUOTES = 5
# Characters of a statement that reads well as a quote: more than an exclamation, less than a letter.
QUOTE_LENGTH = (20, 280)
# Two quotes whose cosine reaches this say the same thing.
MAX_QUOTE_COSINE = 0.9


@dataclass(frozen=True, slots=True)
class Themes:
    """The themes of one side, in arrays.

    Attributes:
        texts: Distinct texts, length m.
        vectors: Their vectors, shape (m, d), unit length.
        labels: Theme of each text from 0 without gaps, -1 for none; shape (m,).
        pains: Which texts name something bad or wanted, shape (m,).
        given: The name that each theme carries from elsewhere, or None; length themes.
    """

    texts: Sequence[str]
    vectors: NDArray[np.float32]
    labels: NDArray[np.int64]
    pains: NDArray[np.bool_]
    given: Sequence[str | None]


@dataclass(frozen=True, slots=True)
class Description:
    """What a theme is about.

    Attributes:
        name: A short phrase, distinct from the names of the other themes; or ``NAMELESS``, which several themes may
            have, if no word may name the theme.
        keywords: Characteristic words, best first.
        quotes: Indices of representative statements, best first.
    """

    name: str
    keywords: tuple[str, ...]
    quotes: tuple[int, ...]


def describe(
    themes: Themes,
    speakers: Speakers,
    fewest: int,
    embed: Embed,
    names_unit: Callable[[str], bool],
    quoted_by: int = 1,
) -> tuple[Description, ...]:
    """Describe themes from their statements.

    A name is a run of two to five words that people of the theme say. It is chosen by how well it reads, how many of
    them use its words, and how much closer in meaning it is to the theme's centre than to any other theme's. It comes
    only from statements of the theme's majority (pains or others) and in its main language. At least two people say it.
    Where few people of praise or facts speak of its rarest noun, and others of something else, both things name it.
    In a theme that readers may see, at least ``fewest`` people use each word of its name, and it names no unit.

    Args:
        themes: The themes and their texts.
        speakers: Who says each text.
        fewest: Minimum number of people behind anything a reader sees.
        embed: Turns phrases into vectors in the space of ``themes.vectors``.
        names_unit: Whether a text names a unit.
        quoted_by: Statements in a language that fewer people use are quoted last.
    """
    labels, count = themes.labels, len(themes.given)
    if not count:
        return ()
    material = _gather(themes, speakers, fewest, names_unit)
    centres = centroids(themes.vectors, labels, count)
    phrases, keywords = name_themes(material, centres, themes.given, embed), _keywords(material)
    names, fallbacks = _fall_back(material, speakers, phrases, keywords, fewest, embed)
    texts = complete_names(names, themes.given, fallbacks, material)
    typical, rare = material.naming_texts.typical, _in_rare_languages(themes.texts, speakers, quoted_by)
    return tuple(
        Description(
            name=texts[theme],
            keywords=tuple(material.tokens.words[word] for word in keywords[theme]),
            quotes=_quotes(themes, np.flatnonzero(typical == theme), centres[theme], rare),
        )
        for theme in range(count)
    )


def _fall_back(
    material: Material,
    speakers: Speakers,
    phrases: Sequence[str],
    keywords: Sequence[Sequence[int]],
    fewest: int,
    embed: Embed,
) -> tuple[list[str], list[Fallback]]:
    """Return the phrases that may name their themes, "" for the others, and what may name these instead."""
    short, listed = _short_names(material, phrases), look_up(material)
    # Pains are grouped finely: there a phrase tells more than two nouns.
    coarse = material.shown & ~material.naming_texts.painful
    weak = {theme: phrases[theme] for theme in find_weak(material, speakers, listed, phrases) if coarse[theme]}
    loose = short | dict.fromkeys(weak, -1)
    shared = shared_words(material, speakers, listed, loose, fewest, embed) if loose else {}
    general = find_general(material, speakers, fewest)
    found = [
        Fallback(
            keywords[theme], short.get(theme, -1), shared.get(theme, ()), bool(general[theme]), weak.get(theme, "")
        )
        for theme in range(len(phrases))
    ]
    replaced = {theme for theme, said in shared.items() if theme in short or _adds(said, phrases[theme])}
    return ["" if theme in short or theme in replaced else name for theme, name in enumerate(phrases)], found


def _gather(themes: Themes, speakers: Speakers, fewest: int, names_unit: Callable[[str], bool]) -> Material:
    grammar, count = grammar_of(speakers.languages), len(themes.given)
    tokens = tokenise(themes.texts, _language_ids(speakers, grammar, len(themes.texts)))
    naming_texts = choose_naming_texts(speakers, themes.labels, themes.pains, tokens.language_ids, count, fewest)
    words = classify_words(tokens, grammar)
    uses = _presence(tokens, len(themes.texts))
    users = count_people(speakers, uses)
    times = np.bincount(speakers.texts, minlength=len(themes.texts))
    found = find_spans(make_stream(tokens, words, grammar), words, users > 1, times)
    spans = found.among(count_people(speakers, found.texts) > 1)
    people, spoken = count_by_theme(speakers, naming_texts.in_main_language, count, spans.texts)
    return Material(
        tokens=tokens,
        grammar=grammar,
        words=words,
        spans=spans,
        uses=uses,
        spoken=spoken,
        used=count_by_theme(speakers, naming_texts.in_main_language, count, uses)[1],
        used_in_any_language=count_by_theme(speakers, naming_texts.typical, count, uses)[1],
        people=people,
        naming_texts=naming_texts,
        valence_lift=valence_lift(speakers, spans.texts, themes.pains),
        word_lift=valence_lift(speakers, uses, themes.pains),
        shown=count_by_theme(speakers, themes.labels, count, uses)[0] >= fewest,
        common=users >= fewest,
        names_unit=names_unit,
    )


def _adds(shared: Sequence[str], phrase: str) -> bool:
    """Whether the first shared words are a noun of the phrase and another thing that its people speak of."""
    said = set(phrase.casefold().split())
    return [word.casefold() in said for word in shared[:NAME_WORDS]].count(True) == 1 < len(shared)


def _short_names(material: Material, names: Sequence[str]) -> dict[int, int]:
    """Return the shown themes that have no name or a single word, each with that word, -1 for none."""
    place = {word: at for at, word in enumerate(material.tokens.words)}
    shown = np.flatnonzero(material.shown).tolist()
    return {theme: place.get(names[theme].casefold(), -1) for theme in shown if " " not in names[theme]}


def _language_ids(speakers: Speakers, grammar: Grammar, texts: int) -> NDArray[np.int64]:
    """Return the position of each text's language in ``grammar.languages``, -1 if it is in none; shape (texts,)."""
    language_ids = np.full(texts, -1, dtype=np.int64)
    language_ids[speakers.texts] = [grammar.place(language) for language in speakers.languages]
    return language_ids


def _presence(tokens: Tokens, texts: int) -> csr_matrix:
    """Return which texts contain which words, shape (texts, w)."""
    from scipy.sparse import csr_matrix

    ones = np.ones(len(tokens.ids))
    return csr_matrix((ones, (tokens.texts, tokens.ids)), shape=(texts, len(tokens.words)))


def _keywords(material: Material) -> list[list[int]]:
    """Return each theme's keywords, best first by class-based TF-IDF over people; no word that only one person uses.

    The weight is the word's share of the theme's uses times log(1 + A / f), where A is the mean number of uses per
    theme and f the word's uses in all themes (Grootendorst 2022, "BERTopic").
    """
    from scipy.sparse import diags

    telling = material.words.content & ~material.tokens.among(function_words(material.grammar.languages))
    used = (material.used_in_any_language @ diags(telling.astype(float))).tocsr()
    totals, frequency = (np.asarray(used.sum(axis=axis)).ravel() for axis in (1, 0))
    rarity = np.log1p(totals.mean() / np.maximum(frequency, 1))
    best = []
    for theme in range(used.shape[0]):
        row = used[[theme]]
        shared = row.data > (1 if material.people[theme] > 1 else 0)
        at, weight = row.indices[shared], (row.data * rarity[row.indices])[shared]
        best.append(at[np.lexsort((at, -weight))][:KEYWORDS].tolist())
    return best


def _in_rare_languages(texts: Sequence[str], speakers: Speakers, fewest: int) -> NDArray[np.bool_]:
    """Return which texts may be in a language that fewer people than that use, shape (m,)."""
    spoken = Spoken.by(zip(speakers.languages, speakers.people.tolist(), strict=True))
    recorded: list[set[str]] = [set() for _ in texts]
    for text, language in zip(speakers.texts.tolist(), speakers.languages, strict=True):
        recorded[text].add(language)
    return np.array([spoken.count(*each) < fewest for each in zip(texts, recorded, strict=True)], dtype=np.bool_)


def _quotes(
    themes: Themes, members: NDArray[np.int64], centre: NDArray[np.float32], rare: NDArray[np.bool_]
) -> tuple[int, ...]:
    """Choose statements near the theme's centre that differ from each other, those in rare languages last."""
    texts, vectors = themes.texts, themes.vectors
    near = members[np.lexsort((-(vectors[members] @ centre), rare[members]))]
    readable = [at for at in near if QUOTE_LENGTH[0] <= len(texts[at]) <= QUOTE_LENGTH[1]]
    chosen: list[int] = []
    for at in readable:
        if all(float(vectors[at] @ vectors[other]) < MAX_QUOTE_COSINE for other in chosen):
            chosen.append(int(at))
        if len(chosen) == QUOTES:
            break
    return tuple(chosen)
