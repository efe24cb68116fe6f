"""Names, keywords and quotes of invented themes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from analyzer.describe import Description, Speakers, Themes, describe
from analyzer.describe.grammar import function_words, grammar_of

QUEUES = [
    "We waited an hour at the tills because of the long queue.",
    "There is a long queue at the tills again.",
    "The long queue at the tills was out of the door.",
    "Only one of the tills was open and I saw the long queue.",
    "I will not stand in the long queue again.",
]
STOCK = [
    "The stock numbers are always wrong.",
    "Wrong stock numbers cost me a morning.",
    "The website said in stock but the stock numbers lied.",
    "The stock numbers do not match the shelf.",
    "I never trust the stock numbers.",
]
TEXTS = QUEUES + STOCK
LABELS = np.array([0] * 5 + [1] * 5)


def embed(phrases: Sequence[str]) -> NDArray[np.float32]:
    """Phrases about queues and tills lie on one axis, all others on the next."""
    queues = [any(word in phrase.casefold() for word in ("queue", "till", "kasse")) for phrase in phrases]
    return np.eye(4, dtype=np.float32)[[0 if each else 1 for each in queues]]


def described(
    texts: Sequence[str],
    labels: Sequence[int] | None = None,
    *,
    people: Sequence[int] | None = None,
    language: str = "en",
    given: Sequence[str | None] | None = None,
    pains: Sequence[bool] | None = None,
    names_unit: Callable[[str], bool] = lambda _: False,
) -> tuple[Description, ...]:
    """Describe texts, each said once: by a person of its own, unless said otherwise."""
    of = np.array([0] * len(texts) if labels is None else labels, dtype=np.int64)
    vectors = (
        np.eye(4, dtype=np.float32)[np.maximum(of, 0)] + np.linspace(0, 0.3, len(texts), dtype=np.float32)[:, None]
    )
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    names = given or [None] * (int(of.max()) + 1)
    at = np.arange(len(texts))
    voices = Speakers(at, at if people is None else np.array(people), [language] * len(texts))
    return describe(
        Themes(texts, vectors, of, np.array(pains or [True] * len(texts)), names), voices, 5, embed, names_unit
    )


def test_it_names_a_theme_by_a_phrase_of_its_own() -> None:
    queues, stock = described(TEXTS, LABELS.tolist())
    assert queues.name == "Long queue"
    assert stock.name == "Stock numbers"
    assert queues.keywords[0] in {"queue", "tills", "long"}


def test_it_uses_no_filler() -> None:
    for each in described(TEXTS, LABELS.tolist()):
        assert not set(each.keywords) & function_words(("en",))
        ends = {each.name.casefold().split()[0], each.name.casefold().split()[-1]}
        assert not ends & grammar_of(["en"]).function


def test_the_order_of_statements_changes_nothing() -> None:
    order = [7, 3, 0, 9, 1, 8, 2, 5, 4, 6]
    turned = described([TEXTS[at] for at in order], [int(LABELS[at]) for at in order])
    assert [each.name for each in turned] == [each.name for each in described(TEXTS, LABELS.tolist())]
    assert [each.keywords for each in turned] == [each.keywords for each in described(TEXTS, LABELS.tolist())]


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("We lost the delivery of my parcel", "Delivery of parcel"),
        ("The card was declined", "Card declined"),
        ("It came with a broken kettle", "Broken kettle"),
        ("Nobody answered the phone", "Nobody answered phone"),
        ("There was no training when I started", "No training"),
        ("They sell fitting on Saturdays and none of our fitters come", "Fitting on Saturdays"),
    ],
)
def test_it_reads_like_a_name(said: str, named: str) -> None:
    (one,) = described([said] * 6)
    assert one.name == named


@pytest.mark.parametrize(
    ("said", "language", "named"),
    [
        ("Ich mag die Wartezeit an der Kasse nicht", "de", {"Wartezeit an der Kasse"}),
        ("Nous avons subi le manque de personnel", "fr", {"Manque de personnel"}),
        ("Ils ont parlé de l'absence de formation", "fr", {"Absence de formation"}),
        ("Yo sufrí la falta de personal", "es", {"Falta de personal"}),
        ("Ho visto la mancanza di personale", "it", {"Mancanza di personale"}),
        ("Ik zag het gebrek aan personeel", "nl", {"Gebrek aan personeel", "Personeel"}),
        ("Eu vi a falta de pessoal", "pt", {"Falta de pessoal"}),
    ],
)
def test_it_names_in_every_shipped_language(said: str, language: str, named: set[str]) -> None:
    (one,) = described([said] * 6, language=language)
    assert one.name in named


@pytest.mark.parametrize(
    ("said", "turned_around"),
    [
        ("Nobody answered the phone", {"answered phone", "phone"}),
        ("There was no training when I started", {"training", "training started"}),
        ("Niemand ging ans Telefon", {"ging ans telefon", "telefon"}),
        ("I have no complaints", {"complaints"}),
    ],
)
def test_it_does_not_turn_what_people_say_around(said: str, turned_around: set[str]) -> None:
    (one,) = described([said] * 6, language="de" if "Telefon" in said else "en")
    assert one.name.casefold() not in turned_around


@pytest.mark.parametrize("word", ["Eleven", "Thirty", "Slowly", "Rude", "Broken", "Name"])
def test_a_number_an_adverb_or_an_adjective_alone_names_nothing(word: str) -> None:
    texts = [f"{word} {rest}" for rest in ("is what", "was it", "they are", "it may be", "he was", "once")]
    texts = [f"{text}, and I mean the slow lift" for text in texts]
    (one,) = described(texts)
    assert one.name == "Slow lift"


def test_one_person_names_nothing() -> None:
    often = ["The purple curtain fell on me"] * 6
    rest = ["A curtain was purple", "Purple is a fine colour for a curtain", "My curtain is not purple"] * 2
    (one,) = described(often + rest, people=[0] * 6 + [1, 2, 3, 4, 5, 6])
    assert one.name != "Purple curtain"


def test_what_readers_see_is_made_of_words_that_enough_people_use() -> None:
    """Two say "velvet rope", four "long queue": only who is counted five times or more is in a name."""
    texts = ["I hate the velvet rope"] * 2 + ["I hate the long queue"] * 5
    (shown,) = described(texts)
    assert shown.name == "Long queue"
    hidden, _ = described([*texts[:2], *STOCK], [0, 0, 1, 1, 1, 1, 1])
    assert hidden.name == "Velvet rope"


def test_themes_that_want_one_name_get_two() -> None:
    texts = [*(f"{text} The wet floor is bad." for text in QUEUES), *QUEUES]
    first, second = described(texts, LABELS.tolist())
    assert first.name.casefold() != second.name.casefold()


@pytest.mark.parametrize("named", [0, 1])
def test_a_theme_named_elsewhere_takes_no_name_from_another(named: int) -> None:
    both = described([*QUEUES, *QUEUES], LABELS.tolist(), given=["Waiting" if at == named else None for at in (0, 1)])
    assert both[1 - named].name == "Long queue"


def test_no_theme_gets_the_name_of_one_named_elsewhere() -> None:
    queues, _ = described(TEXTS, LABELS.tolist(), given=[None, "Long queues"])
    assert queues.name != "Long queue"


def test_it_quotes_statements_of_the_theme_that_differ() -> None:
    queues, _ = described([*TEXTS, QUEUES[0]], [*LABELS.tolist(), 0])
    quoted = [[*TEXTS, QUEUES[0]][at] for at in queues.quotes]
    assert set(quoted) <= set(QUEUES)
    assert len(quoted) == len(set(quoted))


def test_it_quotes_statements_in_a_rare_language_last() -> None:
    german = "Ich stand eine Stunde in der langen Schlange an der Kasse."
    for people, first in ((1, False), (2, True)):
        texts = [german, *QUEUES[:3]]
        at, languages = np.array([0, 1, 2, 3, *[0] * (people - 1)]), ["de", "en", "en", "en", *["de"] * (people - 1)]
        vectors = np.array([[1, 0, 0, 0], [1, 0.5, 0, 0], [1, -0.5, 0, 0], [1, 0, 0.5, 0]], dtype=np.float32)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        themes = Themes(texts, vectors, np.zeros(4, np.int64), np.array([True] * 4), [None])
        speakers = Speakers(at, np.arange(len(at)), languages)
        (one,) = describe(themes, speakers, 5, embed, lambda _: False, quoted_by=2)
        assert (one.quotes[0] == 0) is first


@pytest.mark.parametrize("pain", [False, True])
def test_a_theme_of_praise_is_not_told_by_a_complaint_nor_one_of_pains_by_praise(pain: bool) -> None:
    pains = [at % 3 == 0 if not pain else at % 3 != 0 for at in range(len(TEXTS))]
    for theme in described(TEXTS, LABELS.tolist(), pains=pains):
        assert theme.quotes
        assert {pains[at] for at in theme.quotes} == {pain}


def test_it_gives_distinct_names() -> None:
    names = [each.name for each in described(TEXTS, [0, 0, 0, 1, 1, 2, 2, 2, 2, 2])]
    assert len({name.casefold() for name in names}) == 3


@pytest.mark.parametrize("mark", ["[NAME]", "XXXX", "[BIRTH DATE]"])
def test_it_names_no_redaction_mark(mark: str) -> None:
    texts = [f"{mark} shouted at the till", f"{mark} shouted at the counter", f"{mark} shouted again at me"] * 2
    (one,) = described(texts)
    for word in ("name", "xxxx", "birth", "date"):
        assert word not in one.keywords
        assert word not in one.name.casefold()


@pytest.mark.parametrize("texts", [["???", "!!", "…"], ["a", "I", "we"], ["One thing", "Another one", "Third"]])
def test_it_names_even_a_theme_without_words(texts: list[str]) -> None:
    (one,) = described(texts)
    assert one.name


def test_it_leaves_out_the_function_words_of_each_language() -> None:
    texts = ["Die Kasse war nicht offen", "Die Kasse ist nie offen", "An der Kasse steht niemand"]
    (one,) = described(texts, language="de")
    assert one.keywords[0] == "kasse"
    assert "die" not in one.keywords


def test_no_statements_have_no_themes() -> None:
    nothing = Themes([], np.zeros((0, 4), dtype=np.float32), np.zeros(0, dtype=np.int64), np.zeros(0, dtype=bool), [])
    none = np.zeros(0, dtype=np.int64)
    assert describe(nothing, Speakers(none, none, []), 5, embed, lambda _: False) == ()


def test_themes_without_a_phrase_are_called_by_a_word_of_their_own_or_said_to_have_none() -> None:
    apart = ["Lovely.", "Splendid!", "Marvellous.", "Superb.", "Grand."]
    others = ["Tremendous.", "Delightful.", "Glorious.", "Magnificent.", "Sublime."]
    first, second = described([*apart, *others], [0] * 5 + [1] * 5)
    assert (first.name, second.name) == ("No word in common", "No word in common")


def test_no_name_names_a_unit() -> None:
    named = described(TEXTS, LABELS.tolist())
    units = [word for word in named[0].name.casefold().split() if len(word) > 3]
    apart = described(TEXTS, LABELS.tolist(), names_unit=lambda text: any(each in text.casefold() for each in units))
    assert units
    assert not any(each in apart[0].name.casefold() for each in units)
    assert apart[1].name == named[1].name


def test_where_all_names_a_unit_a_theme_has_no_word_in_common() -> None:
    assert {each.name for each in described(TEXTS, LABELS.tolist(), names_unit=lambda _: True)} == {"No word in common"}


def test_it_names_what_many_say_rather_than_a_detail_that_few_do() -> None:
    """Two of sixty tell of a lamp; all of them tell of the queue, most in words of their own."""
    about = ["We stood in the queue at {0}.", "The queue at {0} was endless.", "I left the queue for {0}."]
    places = [
        "noon",
        "Easter",
        "lunch",
        "the desk",
        "the gate",
        "the counter",
        "the kiosk",
        "the till",
        "closing",
        "dawn",
    ]
    queues = [sentence.format(place) for place in places for sentence in about] * 2
    detail = ["The queue lamp flickered.", "I saw the queue lamp."]
    (found,) = described([*queues[:58], *detail])
    assert found.name == "Queue"
