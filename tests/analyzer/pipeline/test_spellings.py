"""Texts that differ in case, spaces and outer punctuation alone are one text where themes are formed."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import numpy as np
import pytest

from analyzer.membership import NEIGHBOURS
from analyzer.neighbours import nearest
from analyzer.pipeline import Store, create_run, execute, follow, load_analysis
from analyzer.pipeline.runs.context import RunContext
from analyzer.pipeline.runs.corpus import _normalised, load_corpus
from analyzer.pipeline.store import ignore_progress
from analyzer.pipeline.waves.neighbours import load_neighbours
from analyzer.settings import Settings
from analyzer.types import Analysis, Side
from analyzer.waves import Continuation
from models.enums import RunStatus
from tests.analyzer.pipeline.company import THINGS, hand_in, open_company
from tests.fakes import WordEmbedder, fake_tools

SAID = ("Nobody answers the phone", "the queue was too long", "Parking is too dear")
CASES = (str.lower, str.upper, str.title, str.capitalize)
ENDS = ("", ".", "!", " !!", "...", " :(")


class CasedEmbedder(WordEmbedder):
    """Takes words in other cases and with other marks for other words, as a tokeniser may."""

    fingerprint = "cased/96"

    def embed(self, texts):  # type: ignore[no-untyped-def]
        return super().embed([" ".join(f"{word}{word.encode().hex()}" for word in text.split()) for text in texts])


@pytest.fixture
def store(home: Path) -> Store:
    return open_company(home)


def done(store: Store, texts: list[str], after: int | None = None) -> tuple[int, Analysis]:
    rows = [f"R{at:04d},{text}" for at, text in enumerate(texts)]
    tools = fake_tools(CasedEmbedder())
    table = ("\n".join(["id,comment", *rows]) + "\n").encode()
    run = create_run(store, [hand_in(store, table, Side.EMPLOYEE, tools)], Settings())
    if after is not None:
        follow(store, run, after)
    assert execute(store, run, tools) is RunStatus.DONE
    with store.sessions() as session:
        return run, load_analysis(session, run)


def spelt(text: str, cases: tuple = CASES) -> list[str]:  # type: ignore[type-arg]
    return [case(text) + end for case, end in product(cases, ENDS)]


def themes_of(analysis: Analysis) -> dict[str, set[str | None]]:
    """The themes in which each sentence is, however it is spelt."""
    found: dict[str, set[str | None]] = {}
    for each in analysis.statements:
        found.setdefault(each.text.casefold().rstrip(" .!:("), set()).add(each.theme)
    return found


def others() -> list[str]:
    return [f"my {thing} team was kind to me in the {thing} hall" for thing in THINGS[:20]]


def test_one_sentence_in_many_spellings_is_in_one_theme(store: Store) -> None:
    _, analysis = done(store, [*(each for text in SAID for each in spelt(text)), *others()])
    themes = themes_of(analysis)
    assert all(len(themes[text.casefold()]) == 1 for text in SAID)


def test_a_new_spelling_stands_where_the_others_stand(store: Store) -> None:
    first = [*(each for text in SAID for each in spelt(text, CASES[:1])), *others()]
    run, before = done(store, first)
    _, after = done(store, [*first, *(each for text in SAID for each in spelt(text, CASES[1:2])[:2])], run)
    assert after.waves[Side.EMPLOYEE].how is Continuation.JOINED
    assert after.waves[Side.EMPLOYEE].apart == 0
    known, now = themes_of(before), themes_of(after)
    assert {text: now[text.casefold()] for text in SAID} == {text: known[text.casefold()] for text in SAID}


def test_what_is_kept_of_neighbours_is_that_of_all_spellings(store: Store) -> None:
    run, _ = done(store, [*(f"{text} by the {thing}" for text in SAID for thing in THINGS), *spelt(SAID[0])[:4]])
    with store.sessions() as session:
        context = RunContext(store, run, Settings(), fake_tools(CasedEmbedder()), ignore_progress)
        corpus = load_corpus(session, context, Side.EMPLOYEE)
        kept = load_neighbours(session, run, Side.EMPLOYEE, corpus)
    assert kept is not None
    found = nearest(corpus.vectors, NEIGHBOURS).cosines
    np.testing.assert_allclose(np.sort(kept.cosines), np.sort(found), atol=1e-5)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("The queue  was LONG!", "“the queue was long”", True),
        ("C", "C++", False),
        ("It's late", "Its late", False),
        ("की", "का", False),
        ("?", "...", False),
    ],
)
def test_words_themselves_are_never_taken_together(one: str, other: str, same: bool) -> None:
    assert (_normalised(one) == _normalised(other)) is same
