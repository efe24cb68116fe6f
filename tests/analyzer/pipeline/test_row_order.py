"""The order in which rows are handed in says nothing about them: themes and their course are the same in any."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import replace
from io import StringIO
from pathlib import Path

from analyzer.pipeline import Tools, create_run, execute, follow, load_analysis
from analyzer.settings import Settings
from analyzer.types import Analysis, Side, Valence
from analyzer.valence import RatingEnd, Verdict
from tests.analyzer.pipeline.company import LEAVERS, THINGS, hand_in, open_company
from tests.fakes import WordHead, fake_tools

QUESTIONS = ("What was good?", "What could we do better?")
PARKING = "The car parking {} here beside your shop is what I think of most when I come"
PLACES = ("spaces", "area", "lot", "zone", "deck", "garage", "bays", "place")


class QuestionHead(WordHead):
    """Takes an answer for what its question asks for."""

    def judge(
        self, vectors: object, texts: Sequence[str], asked: Sequence[str] = (), rated: Sequence[RatingEnd] = ()
    ) -> tuple[Verdict, ...]:
        return tuple(
            Verdict(Valence.PRAISE, 0.0) if question == QUESTIONS[0] else Verdict(Valence.WISH, 0.3)
            for question in asked
        )


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    written = StringIO()
    csv.writer(written).writerows([header, *rows])
    return written.getvalue().encode()


def runs(home: Path, tables: Sequence[bytes], tools: Tools | None = None) -> Analysis:
    """Do a run over the first table, one over the first two that follows it, and so on; return the last."""
    tools = tools or fake_tools()
    store, uploads, before = open_company(home), [], None
    for at, content in enumerate(tables):
        uploads.append(hand_in(store, content, Side.EMPLOYEE, tools, f"{at}.csv"))
        run = create_run(store, uploads, Settings())
        if before is not None:
            follow(store, run, before)
        execute(store, run, tools)
        before = run
    with store.sessions() as session:
        return load_analysis(session, run)


def test_of_the_same_words_said_as_praise_and_as_wish_most_voices_decide_not_the_first(home: Path) -> None:
    wished = [("", PARKING.format(place)) for place in PLACES for _ in range(6)]
    praised = [(PARKING.format(place), "") for place in PLACES]
    others = [(f"The friendly {thing} folk were kind to us all day and we liked that", "") for thing in THINGS[:24]]
    others += [("", f"A faster {thing} machine would help us in the morning before work") for thing in THINGS[:24]]
    tools = replace(fake_tools(), head=lambda *_: QuestionHead())
    first, last = (
        [(theme.id, theme.name, theme.people) for theme in runs(home / name, [content], tools).themes]
        for name, content in (
            ("first", table(QUESTIONS, [*praised, *wished, *others])),
            ("last", table(QUESTIONS, [*wished, *others, *praised])),
        )
    )
    assert first == last
    assert len(wished) + len(praised) in {people for _, _, people in first}


def test_the_newest_that_a_person_said_is_the_last_by_its_day_not_by_its_row(home: Path) -> None:
    header = ("id", "date", "site", "person", "comment")
    before = [
        (f"A{at}", f"2025-{at % 12 + 1:02}-05", "Mill", f"Q{at}", LEAVERS[at % 3].format(THINGS[at // 3]))
        for at in range(120)
    ]
    pairs = [
        [
            (f"B{at}a", "2026-06-01", "Mill", f"N{at}", LEAVERS[0].format(f"{thing} old")),
            (f"B{at}b", "2026-07-01", "Mill", f"N{at}", LEAVERS[2].format(f"{thing} old")),
        ]
        for at, thing in enumerate(THINGS[:20])
    ]
    tables = [table(header, [row for pair in pairs for row in pair[::way]]) for way in (1, -1)]
    first, last = (
        {theme.name: theme.lineage for theme in runs(home / str(at), [table(header, before), new]).themes}
        for at, new in enumerate(tables)
    )
    assert first == last
