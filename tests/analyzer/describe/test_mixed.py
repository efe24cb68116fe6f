"""Names of invented themes in which several languages are spoken, or pains and praise are mixed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from analyzer.describe import Description, Speakers, Themes, describe

# English people who have one word in common, and what one or more French people say alike.
ENGLISH = [
    "The queue was endless.",
    "We stood in a queue for ages.",
    "I will not join that queue again.",
    "Such a queue, and so early.",
    "Our queue never moved.",
    "They let the queue grow.",
    "Nobody looked after the queue.",
    "I left the queue at noon.",
]
# Eight who have none.
APART = [
    "The lamp flickered.",
    "My boiler leaked.",
    "Someone took a chair.",
    "A door jammed.",
    "Dinner burnt.",
    "Our bus left.",
    "Two windows rattled.",
    "One key bent.",
]
FRENCH = "Nous avons subi le manque de personnel."
# Themes of their own that make a language the most spoken one.
OTHERS = ["The stock numbers are always wrong.", "I never trust the stock numbers.", "Wrong stock numbers again."] * 4


def embed(phrases: Sequence[str]) -> NDArray[np.float32]:
    """All phrases mean the same, so names are told apart by who says them and how they read."""
    return np.tile(np.eye(4, dtype=np.float32)[0], (len(phrases), 1))


def described(
    said: Sequence[tuple[str, str]], labels: Sequence[int] | None = None, pains: Sequence[bool] | None = None
) -> tuple[Description, ...]:
    """Describe texts, given with their languages, each said by a person of its own."""
    of = np.array([0] * len(said) if labels is None else labels, dtype=np.int64)
    vectors = np.tile(np.eye(4, dtype=np.float32)[0], (len(said), 1))
    at = np.arange(len(said))
    voices = Speakers(at, at, [language for _, language in said])
    painful = np.array(pains or [True] * len(said))
    return describe(
        Themes([text for text, _ in said], vectors, of, painful, [None] * (of.max() + 1)),
        voices,
        5,
        embed,
        lambda _: False,
    )


def among_english(text: str, language: str) -> str:
    """Name six people's theme in an upload in which most speak English."""
    said = [(text, language)] * 6 + [(other, "en") for other in OTHERS]
    return described(said, [0] * 6 + [1] * len(OTHERS))[0].name


def test_a_name_is_in_the_language_that_most_of_a_themes_people_speak() -> None:
    (one,) = described([(text, "en") for text in ENGLISH] + [(FRENCH, "fr")] * 5)
    assert one.name == "Queue"


def test_a_language_that_hardly_fewer_people_speak_may_name_a_theme() -> None:
    (one,) = described([(text, "en") for text in ENGLISH[:6]] + [(FRENCH, "fr")] * 5)
    assert one.name == "Manque de personnel"


def test_where_few_speak_any_language_all_may_name_a_theme() -> None:
    said = [(text, "en") for text in APART[:4]] + [(FRENCH, "fr")] * 2
    (one,) = described([*said, *[(FRENCH, "fr")] * 4], [0] * len(said) + [-1] * 4)
    assert one.name == "Manque de personnel"


def test_what_is_in_no_language_that_is_known_counts_everywhere() -> None:
    said = [(text, "en") for text in APART] + [(FRENCH, "und")] * 5
    one, _ = described([*said, *[("Die Kasse war zu.", "de")] * 6], [0] * len(said) + [1] * 6)
    assert "personnel" in one.name.casefold()


@pytest.mark.parametrize("pain", [True, False])
def test_no_theme_is_named_by_words_that_mostly_do_the_opposite(pain: bool) -> None:
    """Whoever says "splendid carpet" nearly always praises, or complains: of the opposite it is no name."""
    things = ["lift", "door", "lamp", "chair", "phone", "boiler"]
    inside = [f"A splendid carpet until they moved the {thing}." for thing in things]
    outside = [f"The splendid carpet of the {thing}." for thing in things] * 5
    said = [(text, "en") for text in [*inside, *outside, *ENGLISH * 20]]
    labels = [0] * len(inside) + [-1] * (len(said) - len(inside))
    pains = [pain] * len(inside) + [not pain] * len(outside) + [pain] * (len(said) - len(inside) - len(outside))
    (one,) = described(said, labels, pains)
    assert "carpet" not in one.name.casefold()
    (alike,) = described(said, labels, [pain] * len(said))
    assert "carpet" in alike.name.casefold()


def test_a_theme_of_pains_is_named_by_its_pains() -> None:
    """Four praise the staff alike, six complain in words of their own of one thing."""
    (one,) = described(
        [(text, "en") for text in [*ENGLISH[:6], *["I liked the cheerful porters."] * 4]],
        pains=[True] * 6 + [False] * 4,
    )
    assert one.name == "Queue"
    assert "porters" not in one.keywords


@pytest.mark.parametrize(
    ("said", "language", "named"),
    [
        ("Ich mag die Wartezeit an der Kasse nicht", "de", "Wartezeit an der Kasse"),
        ("Ils ont vu la panne de l'ascenseur", "fr", "Panne de l'ascenseur"),
        ("Die Schulungen fielen aus", "de", "Schulungen"),
        ("Beim Einchecken mussten wir anstehen", "de", "Einchecken"),
    ],
)
def test_each_language_keeps_its_own_grammar(said: str, language: str, named: str) -> None:
    assert among_english(said, language) == named


@pytest.mark.parametrize(
    ("said", "language", "named"),
    [
        ("Seit drei Jahren keine Gehaltserhöhung", "de", "Keine Gehaltserhöhung"),
        ("Wir haben Ärger mit unserer Bank", "de", "Ärger mit unserer Bank"),
        ("Il y a un souci avec ma carte", "fr", "Souci avec ma carte"),
    ],
)
def test_it_reads_like_a_name_in_other_languages(said: str, language: str, named: str) -> None:
    (one,) = described([(said, language)] * 6)
    assert one.name == named


def test_an_elided_pronoun_is_no_word_of_a_theme() -> None:
    (one,) = described([("J'ai vu une panne, qu'il répare", "fr")] * 6)
    assert not {"j'ai", "qu'il"} & set(one.keywords)
