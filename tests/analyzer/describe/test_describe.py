"""Names, keywords and quotes of invented themes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from analyzer.describe import describe
from analyzer.describe.words import function_words, weigh_phrases

QUEUES = [
    "We waited an hour at the tills.",
    "Long queue at the tills again on Saturday.",
    "The queue at the tills was out of the door.",
    "Only one of the tills was open and the queue grew.",
]
STOCK = [
    "The stock numbers are always wrong.",
    "Wrong stock numbers cost me a morning.",
    "The website said in stock but the stock numbers lied.",
    "Stock numbers do not match the shelf.",
]
TEXTS = QUEUES + STOCK
LABELS = np.array([0] * 4 + [1] * 4)
VECTORS = np.eye(4, dtype=np.float32)[LABELS] + np.linspace(0, 0.3, 8, dtype=np.float32)[:, None]
VECTORS /= np.linalg.norm(VECTORS, axis=1, keepdims=True)


def embed(phrases: Sequence[str]) -> NDArray[np.float32]:
    """Phrases about queues and tills lie on one axis, all others on the next."""
    queues = [any(word in phrase for word in ("queue", "till", "kasse")) for phrase in phrases]
    return np.eye(4, dtype=np.float32)[[0 if each else 1 for each in queues]]


def test_it_names_a_theme_by_its_own_words() -> None:
    queues, stock = describe(TEXTS, VECTORS, LABELS, ["en"], embed)
    assert stock.name == "Stock numbers"
    assert "queue" in queues.name.casefold() or "tills" in queues.name.casefold()
    assert queues.keywords[0] in {"queue", "tills"}


def test_it_uses_no_filler() -> None:
    for described in describe(TEXTS, VECTORS, LABELS, ["en"], embed):
        assert not set(described.keywords) & function_words(("en",))


def test_it_prefers_the_phrase_closest_in_meaning() -> None:
    texts = ["the queue and the red carpet"] * 3 + ["red carpet and long queue"] * 3
    (described,) = describe(texts, VECTORS[:4].repeat(2, axis=0)[:6], np.zeros(6, dtype=np.int64), ["en"], embed)
    assert "queue" in described.name.casefold()


@pytest.mark.parametrize(
    ("said", "turned_around"),
    [
        ("Nobody answered the phone", "Answered the phone"),
        ("There was no training when I started", "Training when started"),
        ("Niemand ging ans Telefon", "Ging ans telefon"),
    ],
)
def test_it_does_not_turn_what_people_say_around(said: str, turned_around: str) -> None:
    (described,) = describe([said] * 6, VECTORS[:4].repeat(2, axis=0)[:6], np.zeros(6, dtype=np.int64), ["en"], embed)
    assert described.name != turned_around


def test_it_may_begin_a_name_with_a_negation() -> None:
    texts = ["Nobody answered the phone", "nobody answered the phone all day", "Again nobody answered the phone"]
    phrases = weigh_phrases(texts, np.zeros(3, dtype=np.int64), 1, ["en"]).names
    assert "nobody answered the phone" in phrases
    assert "answered the phone" not in phrases


def test_it_quotes_statements_of_the_theme_that_differ() -> None:
    queues, _ = describe([*TEXTS, QUEUES[0]], np.vstack([VECTORS, VECTORS[:1]]), np.append(LABELS, 0), ["en"], embed)
    quoted = [[*TEXTS, QUEUES[0]][at] for at in queues.quotes]
    assert set(quoted) <= set(QUEUES)
    assert len(quoted) == len(set(quoted))


def test_it_gives_distinct_names() -> None:
    labels = np.array([0, 0, 1, 1, 2, 2, 2, 2])
    names = [described.name for described in describe(TEXTS, VECTORS, labels, ["en"], embed)]
    assert len({name.casefold() for name in names}) == 3


def test_it_names_no_redaction_mark() -> None:
    texts = ["[NAME] shouted at the till", "[NAME] shouted at the counter", "[NAME] shouted again at me"]
    (described,) = describe(texts, VECTORS[:3], np.zeros(3, dtype=np.int64), ["en"], embed)
    assert "name" not in described.keywords
    assert "name" not in described.name.casefold()


@pytest.mark.parametrize("texts", [["???", "!!", "…"], ["a", "I", "we"]])
def test_it_names_even_a_theme_without_words(texts: list[str]) -> None:
    (described,) = describe(texts, VECTORS[:3], np.zeros(3, dtype=np.int64), ["en"], embed)
    assert described.name


def test_it_leaves_out_the_function_words_of_each_language() -> None:
    texts = ["Die Kasse war nicht offen", "Die Kasse ist nie offen", "An der Kasse steht niemand"]
    (described,) = describe(texts, VECTORS[:3], np.zeros(3, dtype=np.int64), ["de"], embed)
    assert described.keywords[0] == "kasse"
    assert "die" not in described.keywords
