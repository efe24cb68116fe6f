"""Statements of records that came with a low or a high rating are judged as such, and no others."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from analyzer.pipeline import create_run, execute, follow, load_analysis
from analyzer.settings import Settings
from analyzer.types import Side
from analyzer.valence import RatingEnd
from models.enums import RunStatus
from tests.analyzer.pipeline.company import COMMENTS, THINGS, hand_in, open_company
from tests.fakes import WordHead, fake_tools

BAD, GOOD = COMMENTS[0], COMMENTS[2]


def comments(best: int, worst: int) -> bytes:
    """Thirty pains and thirty praises; one of the pains came with the best rating."""
    rows = [f"{BAD.format(thing)},{best if at == 0 else worst}" for at, thing in enumerate(THINGS[:30])]
    rows += [f"{GOOD.format(thing)},{best}" for thing in THINGS[:30]]
    return "\n".join(["comment,rating", *rows]).encode()


def judged(home: Path, table: bytes, head: WordHead, runs: int = 1) -> None:
    store, tools = open_company(home), replace(fake_tools(), head=lambda *_: head)
    upload = hand_in(store, table, Side.CUSTOMER, tools, "comments.csv")
    before = None
    for _ in range(runs):
        head.given.clear()
        run = create_run(store, [upload], Settings())
        if before is not None:
            follow(store, run, before)
        assert execute(store, run, tools) is RunStatus.DONE
        before = run


def test_ratings_count_once_what_people_say_tells_which_are_low_and_which_high(home: Path) -> None:
    low = {BAD.format(thing) for thing in THINGS[1:30]}
    high = {BAD.format(THINGS[0])} | {GOOD.format(thing) for thing in THINGS[:30]}
    for name, best, worst in (("high", 5, 1), ("low", 1, 5)):
        head = WordHead()
        judged(home / name, comments(best, worst), head)
        assert (head.rated[RatingEnd.LOW], head.rated[RatingEnd.HIGH]) == (low, high)


def test_ratings_that_are_all_alike_count_for_nothing(home: Path) -> None:
    head = WordHead()
    judged(home, comments(1, 1), head)
    assert not head.rated[RatingEnd.LOW] | head.rated[RatingEnd.HIGH]


def test_a_run_that_follows_takes_over_what_was_judged(home: Path) -> None:
    head = WordHead()
    judged(home, comments(5, 1), head, runs=2)
    # What tells what ratings mean, and nothing again.
    assert len(head.given) == 60


def test_a_run_tells_of_each_statement_its_rating_and_what_was_asked(home: Path) -> None:
    store, tools = open_company(home), fake_tools()
    table = b"What is broken?,stars\nThe till froze twice an hour.,4\nNobody came over to help.,\n"
    run = create_run(store, [hand_in(store, table, Side.CUSTOMER, tools, "comments.csv")], Settings())
    assert execute(store, run, tools) is RunStatus.DONE
    with store.sessions() as session:
        told = {(said.question, said.rating) for said in load_analysis(session, run).statements}
    assert told == {("What is broken?", 4.0), ("What is broken?", None)}
