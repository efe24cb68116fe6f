"""Uploads so large that only parts of them are held, or heard, at once."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from analyzer.pipeline import execute, load_analysis
from analyzer.pipeline.runs import steps, theming
from analyzer.pipeline.runs.context import RunContext
from analyzer.pipeline.runs.corpus import load_corpus
from analyzer.pipeline.store import ignore_progress
from analyzer.types import Analysis, Side, Valence
from tests.analyzer.pipeline.company import USUAL, make_run, open_company
from tests.fakes import SIZE, fake_tools


def analysed(home: Path) -> Analysis:
    store = open_company(home)
    run_id = make_run(store, fake_tools())
    execute(store, run_id, fake_tools())
    with store.sessions() as session:
        return load_analysis(session, run_id)


def judged(analysis: Analysis) -> list[tuple[str, Valence, float]]:
    return [(said.text, said.valence, said.severity) for said in analysis.statements]


def grouped(analysis: Analysis) -> set[frozenset[str]]:
    return {frozenset(s.text for s in analysis.statements if s.theme == theme.id) for theme in analysis.themes}


def test_parts_give_what_the_whole_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = analysed(tmp_path / "whole")
    monkeypatch.setattr(steps, "BLOCK", 7)
    monkeypatch.setattr(theming, "MAX_TEXTS_DESCRIBED_IN_FULL", 20)
    monkeypatch.setattr(theming, "MAX_TEXTS_PER_THEME", 8)
    parts = analysed(tmp_path / "parts")
    assert judged(parts) == judged(whole)
    assert grouped(parts) == grouped(whole)
    said = {theme.id: {said.text for said in parts.statements if said.theme == theme.id} for theme in parts.themes}
    assert all(theme.quotes and set(theme.quotes) <= said[theme.id] for theme in parts.themes)


@pytest.mark.parametrize("labels", [np.arange(60) % 4 - 1, np.repeat([-1, 0, 1], [50, 9, 1])], ids=["even", "uneven"])
def test_of_many_texts_so_many_of_each_theme_are_heard(
    labels: NDArray[np.int64], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (theming._choose_described_texts(labels) == np.arange(60)).all()
    monkeypatch.setattr(theming, "MAX_TEXTS_DESCRIBED_IN_FULL", 59)
    monkeypatch.setattr(theming, "MAX_TEXTS_PER_THEME", 6)
    heard = theming._choose_described_texts(labels)
    assert (np.diff(heard) > 0).all()
    assert (np.bincount(labels[heard] + 1) == np.minimum(np.bincount(labels + 1), 6)).all()


def test_a_part_of_a_corpus_holds_the_voices_of_its_texts(home: Path) -> None:
    store, tools = open_company(home), fake_tools()
    run_id = make_run(store, tools)
    execute(store, run_id, tools)
    context = RunContext(store, run_id, USUAL, tools, ignore_progress)
    with store.sessions() as session:
        corpus = load_corpus(session, context, Side.CUSTOMER)
    chosen = np.array([1, 4, 30])
    part = corpus.part(chosen)
    assert part.texts == tuple(corpus.texts[at] for at in chosen)
    assert part.vectors.shape == (3, SIZE)
    assert [part.texts[at] for at in part.index] == [statement.content.text for statement in part.statements]
    assert len(part.statements) == corpus.counts[chosen].sum()


def test_what_a_run_reads_is_kept_from_step_to_step_unless_it_is_very_much(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, tools = open_company(home), fake_tools()
    context = RunContext(store, make_run(store, tools), USUAL, tools, ignore_progress)
    kept = context.input_statements(Side.CUSTOMER)
    assert context.input_statements(Side.CUSTOMER) is kept
    monkeypatch.setattr("analyzer.pipeline.runs.context.MAX_CACHED_STATEMENTS", 3)
    anew = RunContext(store, context.run_id, USUAL, tools, ignore_progress)
    assert anew.input_statements(Side.CUSTOMER) == kept
    assert anew.input_statements(Side.CUSTOMER) is not anew.input_statements(Side.CUSTOMER)
    execute(store, context.run_id, tools)
    with store.sessions() as session:
        load_corpus(session, anew, Side.CUSTOMER)
    assert not anew.distinct_texts
    monkeypatch.undo()
    with store.sessions() as session:
        load_corpus(session, context, Side.CUSTOMER)
    assert context.distinct_texts
