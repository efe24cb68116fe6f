"""What a run takes over from the run that it follows is what it would have found, and goes when its statements go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from sqlalchemy import delete, func, select, update

from analyzer.membership import NEIGHBOURS
from analyzer.neighbours import nearest
from analyzer.pipeline import Store, Tools, create_run, execute, follow, load_analysis
from analyzer.pipeline.runs.context import RunContext
from analyzer.pipeline.runs.corpus import load_corpus
from analyzer.pipeline.store import ignore_progress
from analyzer.pipeline.waves.neighbours import load_neighbours
from analyzer.settings import GateSettings, Settings
from analyzer.types import Analysis, Side
from models import Membership, Neighbourhood, Record, Run, Statement
from models.enums import RunStatus
from tests.analyzer.pipeline.company import customers, employees, hand_in, open_company
from tests.fakes import WordClauseHead, WordHead, fake_tools


class CountingClauseHead(WordClauseHead):
    """Hears somebody where the clause speaks of people, and remembers what it listened to."""

    heard = frozenset({"people"})

    def __init__(self, fingerprint: str = WordClauseHead.fingerprint) -> None:
        self.fingerprint = fingerprint
        self.given: list[str] = []

    def judge(
        self, side: Side, vectors: NDArray[np.float32], clauses: Sequence[str], statements: Sequence[str]
    ) -> NDArray[np.float64]:
        self.given += statements
        return super().judge(side, vectors, clauses, statements)


@pytest.fixture
def store(home: Path) -> Store:
    return open_company(home)


def with_heads(head: WordHead | None = None, ear: WordClauseHead | None = None) -> Tools:
    return replace(fake_tools(), head=lambda *_: head or WordHead(), clause_head=lambda _: ear or WordClauseHead())


def done(
    store: Store, people: int, after: int | None = None, tools: Tools | None = None, settings: Settings | None = None
) -> int:
    """Do a run over both sides."""
    tools = tools or fake_tools()
    uploads = [
        hand_in(store, employees(people), Side.EMPLOYEE, tools, "leavers.csv"),
        hand_in(store, customers(people), Side.CUSTOMER, tools, "comments.csv"),
    ]
    run = create_run(store, uploads, settings or Settings())
    if after is not None:
        follow(store, run, after)
    assert execute(store, run, tools) is RunStatus.DONE
    return run


def found(store: Store, run: int) -> Analysis:
    with store.sessions() as session:
        return load_analysis(session, run)


def read(store: Store, run: int) -> list[tuple[object, ...]]:
    """List what a run read out of its statements."""
    columns = (Membership.statement_id, Membership.valence, Membership.severity, Membership.heard)
    with store.sessions() as session:
        query = select(*columns).where(Membership.run_id == run).order_by(Membership.statement_id)
        return [tuple(row) for row in session.execute(query)]


def without_quotes(store: Store, run: int) -> None:
    """Forget a run's quotes, so that it shows whether they are chosen anew."""
    with store.sessions.begin() as session:
        session.execute(update(Membership).where(Membership.run_id == run).values(quote=None))


def test_only_new_statements_are_judged_and_listened_to(store: Store) -> None:
    head, ear = WordHead(), CountingClauseHead()
    first = done(store, 100, tools=with_heads(ear=CountingClauseHead()))
    second = done(store, 104, first, with_heads(head, ear))
    assert len(head.given) == 8
    assert 0 < len(set(ear.given)) <= 8
    assert read(store, second) == read(store, done(store, 104, tools=with_heads(ear=CountingClauseHead())))
    assert any(heard for *_, heard in read(store, second))


def test_another_heads_verdicts_are_not_taken(store: Store) -> None:
    first, head, ear = done(store, 100), WordHead("another"), CountingClauseHead("another")
    second = done(store, 100, first, with_heads(head, ear))
    assert len(head.given) == 200
    assert len(set(ear.given)) > 30
    third, again = WordHead("another"), CountingClauseHead()
    done(store, 100, second, with_heads(third, again))
    assert not third.given
    assert len(set(again.given)) > 30


def test_a_statement_under_another_question_is_judged_anew(store: Store) -> None:
    first, head = done(store, 100), WordHead()
    with store.sessions.begin() as session:
        record = session.scalars(select(Record).order_by(Record.id)).first()
        assert record
        record.asked = ["What was good?"]
    done(store, 100, first, with_heads(head))
    assert head.given == [record.text]


def test_what_was_read_goes_with_the_record_and_the_rest_with_the_run(store: Store) -> None:
    first = done(store, 100)
    with store.sessions.begin() as session:
        assert session.scalar(select(func.count()).select_from(Membership)) == 200
        gone = session.scalars(select(Record.id).where(Record.side == Side.EMPLOYEE)).all()
        session.execute(delete(Record).where(Record.id.in_(gone)))
        assert session.scalar(select(func.count()).select_from(Membership)) == 100
        assert session.scalar(select(func.count()).select_from(Neighbourhood)) == 2
        session.execute(delete(Run).where(Run.id == first))
        assert session.scalar(select(func.count()).select_from(Neighbourhood)) == 0
        assert session.scalar(select(func.count()).select_from(Membership)) == 0


@pytest.mark.parametrize("gone", [False, True])
def test_links_are_those_that_are_found_without_kept_neighbours(store: Store, gone: bool) -> None:
    first = done(store, 100)
    if gone:
        # The places of neighbours say nothing once one of the texts is not there.
        with store.sessions.begin() as session:
            session.execute(delete(Record).where(Record.text.contains("apple")))
    second = found(store, done(store, 104, first))
    with store.sessions.begin() as session:
        session.execute(delete(Neighbourhood))
    assert second.links
    assert found(store, done(store, 104, first)).links == second.links


def test_themes_keep_their_words_while_little_is_new(store: Store) -> None:
    first = found(store, run := done(store, 100))
    second = found(store, done(store, 104, run))
    assert {each.id: (each.keywords, each.quotes) for each in second.themes} == {
        each.id: (each.keywords, each.quotes) for each in first.themes
    }


@pytest.mark.parametrize(("people", "threshold"), [(112, 5), (100, 6), (96, 5)], ids=["much new", "gate", "some gone"])
def test_themes_get_their_words_anew(store: Store, people: int, threshold: int) -> None:
    run = done(store, 100)
    without_quotes(store, run)
    settings = Settings(gate=GateSettings(people=threshold))
    after = found(store, done(store, people, run, settings=settings))
    assert all(each.quotes for each in after.themes)


def test_themes_get_their_words_anew_once_a_record_is_erased(store: Store) -> None:
    run = done(store, 100)
    without_quotes(store, run)
    with store.sessions.begin() as session:
        themed = select(Statement.record_id).join(Membership).where(Membership.theme_id.is_not(None))
        session.execute(delete(Record).where(Record.id == session.scalars(themed.order_by(Statement.id)).first()))
    after = found(store, done(store, 100, run))
    assert any(each.quotes for each in after.themes)


def test_the_share_that_is_new_adds_up_over_runs(store: Store) -> None:
    run = done(store, 100)
    with store.sessions.begin() as session:
        for membership in session.scalars(select(Membership).where(Membership.run_id == run)):
            membership.quote = None
    kept = done(store, 104, run)
    assert not any(each.quotes for each in found(store, kept).themes)
    assert all(each.quotes for each in found(store, done(store, 108, kept)).themes)


@pytest.mark.parametrize("after", [False, True], ids=["first", "followed"])
def test_the_neighbours_that_themes_are_formed_by_are_those_that_links_are_tested_with(
    store: Store, after: bool
) -> None:
    run = done(store, 100)
    run = done(store, 104, run) if after else run
    context = RunContext(store, run, Settings(), fake_tools(), ignore_progress)
    for side in Side:
        with store.sessions() as session:
            corpus = load_corpus(session, context, side)
            near = load_neighbours(session, run, side, corpus)
        assert near is not None
        exact = nearest(corpus.vectors, NEIGHBOURS)
        assert np.allclose(np.sort(near.cosines), np.sort(exact.cosines), atol=1e-6)
        said = np.einsum("nkd,nd->nk", corpus.vectors[near.indices], corpus.vectors)
        assert np.allclose(said, near.cosines, atol=1e-6)


def test_a_side_alone_keeps_its_neighbours_too(store: Store) -> None:
    upload = hand_in(store, customers(100), Side.CUSTOMER, fake_tools(), "comments.csv")
    run = create_run(store, [upload], Settings())
    assert execute(store, run, fake_tools()) is RunStatus.DONE
    with store.sessions() as session:
        assert session.get(Neighbourhood, (run, "customer"))


def test_of_very_many_texts_no_neighbours_are_looked_for(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analyzer.cluster.plan.MAX_COMPARED", 50)
    monkeypatch.setattr("analyzer.pipeline.waves.neighbours.MAX_COMPARED", 50)
    monkeypatch.setattr("analyzer.link.panel.MAX_COMPARED", 50)
    first = done(store, 100)
    assert found(store, first).links
    assert found(store, done(store, 104, first)).themes
    with store.sessions() as session:
        assert not session.scalar(select(func.count()).select_from(Neighbourhood))


def test_what_is_heard_some_texts_at_a_time_is_what_is_heard_at_once(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = read(store, done(store, 100, tools=with_heads(ear=CountingClauseHead())))
    monkeypatch.setattr("analyzer.pipeline.runs.voices.BLOCK", 7)
    assert read(store, done(store, 100, tools=with_heads(ear=CountingClauseHead()))) == whole
    assert any(heard for *_, heard in whole)
