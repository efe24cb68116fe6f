"""Clauses that speak of the other side, as against those that speak of one's own."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from analyzer import clauses
from analyzer.clauses import MIN_PROBABILITY, cut, head_for, own_examples, worth_judging
from analyzer.embed import Embedder, load_embedder
from analyzer.types import Side
from tests.fakes import WordEmbedder

OWN = Path(clauses.__file__).with_name("statements.jsonl")
# None of these sentences is among those that anything was trained on.
SPEAK = [
    (Side.EMPLOYEE, "en", "We ran the desk with one person and visitors waited for an hour."),
    (Side.EMPLOYEE, "de", "Wir waren nur zu zweit und die Kunden warteten eine Stunde."),
    (Side.EMPLOYEE, "fr", "Nous n'étions que deux et les clients attendaient une heure."),
    (Side.EMPLOYEE, "es", "Éramos solo dos y los clientes esperaban una hora."),
    (Side.EMPLOYEE, "it", "Eravamo solo in due e i clienti aspettavano un'ora."),
    (Side.EMPLOYEE, "nl", "We waren maar met z'n tweeën en klanten wachtten een uur."),
    (Side.EMPLOYEE, "pt", "Éramos só dois e os clientes esperavam uma hora."),
    (Side.CUSTOMER, "en", "The assistant said they are badly understaffed."),
    (Side.CUSTOMER, "de", "Die Verkäuferin sagte, sie sei heute ganz allein, zu wenig Personal."),
    (Side.CUSTOMER, "fr", "La vendeuse m'a dit qu'elle est toute seule, pas assez de personnel."),
    (Side.CUSTOMER, "es", "La cajera dijo que estaba sola, falta personal."),
    (Side.CUSTOMER, "it", "La cassiera ha detto che era da sola, manca personale."),
    (Side.CUSTOMER, "nl", "De kassière zei dat ze alleen was, te weinig personeel."),
    (Side.CUSTOMER, "pt", "A funcionária disse que estava sozinha, falta pessoal."),
]
SILENT = [
    (Side.EMPLOYEE, "en", "The customers were always kind to me."),
    (Side.EMPLOYEE, "en", "A guest shouted at me and my manager did nothing."),
    (Side.EMPLOYEE, "de", "Die Kunden waren immer nett zu mir."),
    (Side.EMPLOYEE, "fr", "Les clients étaient toujours gentils avec moi."),
    (Side.EMPLOYEE, "es", "Los clientes siempre fueron amables conmigo."),
    (Side.EMPLOYEE, "it", "I clienti erano sempre gentili con me."),
    (Side.EMPLOYEE, "nl", "De klanten waren altijd aardig voor mij."),
    (Side.EMPLOYEE, "pt", "Os clientes foram sempre simpáticos comigo."),
    (Side.CUSTOMER, "en", "The assistant said it would be ready on Friday."),
    (Side.CUSTOMER, "en", "The waiter was rude and the soup was cold."),
    (Side.CUSTOMER, "de", "Der Kellner war unhöflich und die Suppe kalt."),
    (Side.CUSTOMER, "fr", "Le serveur était impoli et la soupe froide."),
    (Side.CUSTOMER, "es", "El camarero fue grosero y la sopa estaba fría."),
    (Side.CUSTOMER, "it", "Il cameriere era maleducato e la zuppa fredda."),
    (Side.CUSTOMER, "nl", "De ober was onbeleefd en de soep koud."),
    (Side.CUSTOMER, "pt", "O empregado foi malcriado e a sopa estava fria."),
]


def speaks(embedder: Embedder, side: Side, language: str, text: str) -> bool:
    parts = [text[start:end] for start, end in cut(text, language)]
    likely = head_for(embedder).judge(side, embedder.embed(parts), parts, [text] * len(parts))
    return bool((worth_judging(side, parts) & (likely >= MIN_PROBABILITY[side])).any())


@pytest.mark.weights
@pytest.mark.parametrize(
    ("choice", "languages"), [("english", {"en"}), ("multilingual", {"en", "de", "fr", "es", "it", "nl", "pt"})]
)
def test_it_hears_both_sides_in_every_language_of_the_embedder(choice: str, languages: set[str]) -> None:
    embedder = load_embedder(choice, {})
    assert {
        (side, language): speaks(embedder, side, language, text)
        for side, language, text in SPEAK
        if language in languages
    } == {(side, language): True for side, language, _ in SPEAK if language in languages}


@pytest.mark.weights
@pytest.mark.parametrize("choice", ["english", "multilingual"])
def test_it_hears_nothing_where_nobody_speaks_of_the_other_side(choice: str) -> None:
    embedder = load_embedder(choice, {})
    assert [text for side, language, text in SILENT if speaks(embedder, side, language, text)] == []


@pytest.mark.parametrize(("side", "text"), [(side, text) for side, _, text in SPEAK])
def test_it_finds_a_word_for_the_other_side_in_every_language(side: Side, text: str) -> None:
    assert worth_judging(side, [text]).all()


def test_it_passes_over_what_names_nobody() -> None:
    assert not worth_judging(Side.EMPLOYEE, ["The canteen closes early."]).any()
    assert not worth_judging(Side.CUSTOMER, ["The soup was salty."]).any()


def test_it_fits_a_head_for_any_other_embedder() -> None:
    embedder = WordEmbedder()
    head = head_for(embedder)
    examples = [example for example in own_examples() if example.side is Side.EMPLOYEE]
    likely = head.judge(
        Side.EMPLOYEE,
        embedder.embed([example.clause for example in examples]),
        [example.clause for example in examples],
        [example.statement for example in examples],
    )
    voiced = np.array([example.voiced for example in examples])
    assert likely[voiced].mean() > likely[~voiced].mean() + 0.5
    assert head.judge(Side.CUSTOMER, np.zeros((0, 96), dtype=np.float32), [], []).shape == (0,)


def test_its_own_statements_hold_what_they_mark_and_none_comes_twice() -> None:
    rows = [json.loads(line) for line in OWN.read_text("utf-8").splitlines()]
    assert all(row["clause"] is None or row["clause"] in row["text"] for row in rows)
    assert len({(row["side"], row["text"]) for row in rows}) == len(rows)
    assert {(example.side, example.language) for example in own_examples() if example.voiced} == {
        (side, language) for side in Side for language in ("en", "de", "fr", "es", "it", "nl", "pt")
    }
