"""Names for themes for which no phrase was found: made of their keywords, if they have any."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analyzer.describe.candidates import Material
from analyzer.types import NAMELESS

# Such a name is made of this many keywords, of those that at least this share of the theme's people use.
NAME_WORDS = 2
MIN_SPEAKER_SHARE = 0.2
# Tells two themes with the same words apart, if no further word does.
_TONES = ("praise", "complaints")


def complete_names(
    names: Sequence[str],
    given: Sequence[str | None],
    keywords: Sequence[Sequence[int]],
    shared: dict[int, list[int]],
    material: Material,
) -> list[str]:
    """Name each theme that has no name by its first words that may be shown; one without such words is ``NAMELESS``.

    Names are distinct, except for ``NAMELESS``.

    Args:
        names: The names found so far, "" where there is none.
        given: The name that each theme carries from elsewhere, or None.
        keywords: Each theme's keywords, best first.
        shared: For themes without a name, words that enough people say in any language, best first.
        material: What the themes' people say.
    """
    owners: dict[str, int | None] = {name.casefold(): None for name in given if name}
    owners |= {name.casefold(): theme for theme, name in enumerate(names) if name}
    found = []
    for theme, name in enumerate(names):
        words = [] if name else _showable_words(material, theme, keywords[theme], shared.get(theme, []))
        called = name or (_distinct_name(words, theme, owners, material) if words else NAMELESS)
        owners.setdefault(called.casefold(), theme)
        found.append(called)
    return found


def _showable_words(material: Material, theme: int, keywords: Sequence[int], shared: Sequence[int]) -> list[str]:
    """Return the theme's keywords that may be shown, or if there are none the words that its languages share."""
    used = material.used[[theme]].toarray().ravel()
    own = [at for at in keywords if material.common[at] or not material.shown[theme]]
    own = [at for at in own if used[at] >= MIN_SPEAKER_SHARE * material.people[theme]]
    telling = [at for at in own if not material.words.quantity[at]]
    return _without_units([material.tokens.spelled[at] for at in dict.fromkeys(telling or shared)], material)


def _without_units(words: Sequence[str], material: Material) -> list[str]:
    """Leave out words that name a unit, alone or together with the words before them."""
    kept: list[str] = []
    for word in words:
        if not material.names_unit(" ".join([*kept, word])):
            kept.append(word)
    return kept


def _distinct_name(words: Sequence[str], theme: int, owners: dict[str, int | None], material: Material) -> str:
    """Return the first possible name that no other theme has and that names no unit, else ``NAMELESS``."""
    tries = _ever_longer(words, theme, owners, material)
    fit = (text for text in tries if text.casefold() not in owners and not material.names_unit(text))
    return next(fit, NAMELESS)


def _ever_longer(words: Sequence[str], theme: int, owners: dict[str, int | None], material: Material) -> Iterator[str]:
    """Yield possible names: the first words, then with a further word, then with "praise" or "complaints"."""
    called = ", ".join(words[:NAME_WORDS])
    called = called[:1].upper() + called[1:]
    yield called
    yield from (f"{called} ({word})" for word in words[NAME_WORDS:])
    painful = material.naming_texts.painful
    rival = owners.get(called.casefold())
    if rival is not None and painful[rival] != painful[theme]:
        yield f"{called} ({_TONES[int(painful[theme])]})"
