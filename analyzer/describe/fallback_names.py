"""Names for themes for which no phrase was found: made of their keywords, if they have any."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analyzer.describe.candidates import MIN_LIFT, Material
from analyzer.describe.listed_meanings import find_same
from analyzer.describe.speakers import Speakers, count_by_theme
from analyzer.types import NAMELESS

# Such a name is made of this many keywords, of those that at least this share of the theme's people use.
NAME_WORDS = 2
MIN_SPEAKER_SHARE = 0.2
# Minimum share of noun and verb, not adjective, in a word that names a theme alone.
_MIN_SUBJECT = 0.3
# Tells two themes with the same words apart, if no further word does.
_TONES = ("praise", "complaints")
# Names a theme of praise or facts in which most people say nothing in particular ("ok", "all good", "thanks").
_GENERAL_NAME = "General remarks"


@dataclass(frozen=True, slots=True)
class Fallback:
    """What may name a theme without a phrase.

    Attributes:
        keywords: Its keywords, best first.
        lone: The single word that fits it best, -1 for none.
        shared: What enough of its people speak of in whatever words, best first.
        general: Whether its people say nothing in particular; see ``find_general``.
        phrase: A phrase of few of its people, for want of anything better; "" for none.
    """

    keywords: Sequence[int]
    lone: int
    shared: Sequence[str]
    general: bool = False
    phrase: str = ""


def find_general(material: Material, speakers: Speakers, fewest: int) -> NDArray[np.bool_]:
    """Find the themes in which more people, and at least ``fewest``, say nothing in particular than any one thing.

    No word of theirs may name such a theme: "Price", if some speak of the price and three times as many say "fine".
    Themes of pains are never general: there an adjective alone ("slow") says what is amiss. Returns shape (themes,).
    """
    from scipy.sparse import csr_matrix

    telling = np.flatnonzero(_telling(material))
    bare = csr_matrix(material.uses[:, telling].sum(axis=1) == 0, dtype=np.float64)
    themes = len(material.people)
    silent = count_by_theme(speakers, material.naming_texts.typical, themes, bare)[1].toarray().ravel()
    most = material.used_in_any_language[:, telling].max(axis=1).toarray().ravel() if len(telling) else 0
    return np.asarray((silent > most) & (silent >= fewest) & ~material.naming_texts.painful, dtype=np.bool_)


def _telling(material: Material) -> NDArray[np.bool_]:
    """Return which words say something alone: no adjective, no filler. "Good", "same" and "years" do not."""
    words = material.words
    telling: NDArray[np.bool_] = (words.noun + words.verb >= _MIN_SUBJECT) & ~words.empty & ~words.quantity
    return telling


def complete_names(
    names: Sequence[str], given: Sequence[str | None], fallbacks: Sequence[Fallback], material: Material
) -> list[str]:
    """Name each theme that has no name by its first words that may be shown.

    One without such words keeps the phrase of few of its people, or is ``NAMELESS``.
    Names are distinct, except for ``NAMELESS``; those that readers see by more than a word's form or language.

    Args:
        names: The names found so far, "" where there is none.
        given: The name that each theme carries from elsewhere, or None.
        fallbacks: What may name each theme that has no name.
        material: What the themes' people say.
    """
    owners: dict[str, int | None] = {name.casefold(): None for name in given if name}
    owners |= {name.casefold(): theme for theme, name in enumerate(names) if name}
    found = []
    for theme, name in enumerate(names):
        fallback = fallbacks[theme]
        general = fallback.general and not fallback.shared
        words = [] if name else [_GENERAL_NAME] if general else _showable_words(material, theme, fallback)
        further = _telling_keywords(material, theme, fallback) if fallback.shared else []
        other = _distinct_name(words, further, theme, owners, material) if words else NAMELESS
        called = name or (fallback.phrase or NAMELESS if other == NAMELESS else other)
        owners.setdefault(called.casefold(), theme)
        found.append(called)
    return found


def _showable_words(material: Material, theme: int, fallback: Fallback) -> list[str]:
    """Return what its people share in meaning, or else its one word or keywords, if they tell enough."""
    if fallback.shared:
        return _without_units(fallback.shared, material)
    return _telling_keywords(material, theme, fallback, [fallback.lone] if fallback.lone >= 0 else None)


def _telling_keywords(
    material: Material, theme: int, fallback: Fallback, words: Sequence[int] | None = None
) -> list[str]:
    """Return its keywords that enough people use, or else these words, if they tell enough."""
    used = material.used[[theme]].toarray().ravel()
    own = [at for at in fallback.keywords if material.common[at] or not material.shown[theme]]
    own = [at for at in own if used[at] >= MIN_SPEAKER_SHARE * material.people[theme] and not material.words.empty[at]]
    lift = material.word_lift[int(material.naming_texts.painful[theme])]
    own = [at for at in (own if words is None else words) if not material.words.quantity[at] and lift[at] >= MIN_LIFT]
    telling = own if _telling(material)[own].any() else []
    return _without_units([material.tokens.spelled[at] for at in telling], material)


def _without_units(words: Sequence[str], material: Material) -> list[str]:
    """Leave out words that name a unit, alone or together with the words before them."""
    kept: list[str] = []
    for word in words:
        if not material.names_unit(" ".join([*kept, word])):
            kept.append(word)
    return kept


def _distinct_name(
    words: Sequence[str], further: Sequence[str], theme: int, owners: dict[str, int | None], material: Material
) -> str:
    """Return the first possible name that no other theme has and that names no unit, else ``NAMELESS``."""
    tries = _ever_longer(words, further, theme, owners, material)
    fit = (text for text in tries if _rival(text, theme, owners, material) is None and not material.names_unit(text))
    return next(fit, NAMELESS)


def _rival(name: str, theme: int, owners: dict[str, int | None], material: Material) -> str | None:
    """Return the name that this one could be mistaken for; where no reader sees both themes, only the very same."""
    if name.casefold() in owners or not material.shown[theme]:
        return name.casefold() if name.casefold() in owners else None
    seen = (other for other, owner in owners.items() if owner is None or material.shown[owner])
    return find_same(name, seen, material)


def _ever_longer(
    words: Sequence[str], further: Sequence[str], theme: int, owners: dict[str, int | None], material: Material
) -> Iterator[str]:
    """Yield possible names: the first words, then with a further one, with "praise" or "complaints", with a keyword."""
    called = ", ".join(words[:NAME_WORDS])
    called = called[:1].upper() + called[1:]
    yield called
    yield from (f"{called} ({word})" for word in words[NAME_WORDS:])
    painful = material.naming_texts.painful
    taken = _rival(called, theme, owners, material)
    rival = None if taken is None else owners[taken]
    if rival is not None and painful[rival] != painful[theme]:
        yield f"{called} ({_TONES[int(painful[theme])]})"
    yield from (f"{called} ({word})" for word in further if find_same(word, words[:NAME_WORDS], material) is None)
