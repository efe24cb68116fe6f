"""Executing a run."""

import logging
import re
from collections import Counter
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

from analyzer.llm import LLMError
from analyzer.pipeline import (
    NewUpload,
    Store,
    add_upload,
    create_run,
    execute,
    load_analysis,
    public_sides,
    queue_again,
    request_cancel,
)
from analyzer.pipeline.runs import theming
from analyzer.pipeline.runs.steps import steps_of
from analyzer.settings import LLMSettings, Settings
from analyzer.types import Analysis, Side
from models import Run, Vector
from models.enums import RunStatus, StepStatus
from tests.analyzer.llm.scripted import ScriptedLLM, naming
from tests.analyzer.pipeline.company import THINGS, customers, employees, hand_in, make_run, open_company, shuffled
from tests.fakes import WordEmbedder, fake_tools


class Killed(BaseException):
    """What ends a process leaves its code no chance."""


@pytest.fixture
def store(home: Path) -> Store:
    return open_company(home)


def analysis_of(store: Store, run_id: int) -> Analysis:
    """The result without its times and its order, each pseudonym replaced by how often its person speaks."""
    with store.sessions() as session:
        analysis = load_analysis(session, run_id)
    spoken = Counter(statement.person for statement in analysis.statements)
    return replace(
        analysis,
        run=replace(analysis.run, seconds={}),
        statements=tuple(
            replace(each, person=str(spoken[each.person]))
            for each in sorted(analysis.statements, key=lambda each: each.text)
        ),
    )


def status(store: Store, run_id: int) -> RunStatus:
    with store.sessions() as session:
        return session.get_one(Run, run_id).status


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Analysis:
    """What comes of the company's run when nothing goes wrong."""
    store = open_company(tmp_path_factory.mktemp("undisturbed") / "home")
    run_id = make_run(store, fake_tools())
    assert execute(store, run_id, fake_tools()) is RunStatus.DONE
    return analysis_of(store, run_id)


def test_it_numbers_each_side_s_themes_by_people(undisturbed: Analysis) -> None:
    for side in Side:
        themes = [theme for theme in undisturbed.themes if theme.side is side]
        assert [theme.id for theme in themes] == [f"{side[0].upper()}{rank}" for rank in range(1, len(themes) + 1)]
        assert [theme.people for theme in themes] == sorted((theme.people for theme in themes), reverse=True)
    assert {theme.side for theme in undisturbed.themes} == set(Side)


def test_it_puts_themes_that_hardly_come_back_behind_the_others(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    # The first of a grouping is the largest.
    monkeypatch.setattr(
        theming.cluster, "stability", lambda labels, *_: np.where(np.arange(labels.max() + 1) == 0, 0.2, 0.9)
    )
    run_id = make_run(store, fake_tools())
    assert execute(store, run_id, fake_tools()) is RunStatus.DONE
    overtaken = 0
    for side in Side:
        themes = [theme for theme in analysis_of(store, run_id).themes if theme.side is side]
        assert [theme.stability for theme in themes] == [0.9] * (len(themes) - 1) + [0.2]
        overtaken += sorted(themes, key=lambda theme: (-theme.people, theme.name)) != themes
    assert overtaken


def test_it_accounts_for_every_statement_and_every_row(undisturbed: Analysis) -> None:
    inside = Counter(statement.theme for statement in undisturbed.statements if statement.theme)
    assert inside == {theme.id: theme.statements for theme in undisturbed.themes}
    for side, coverage in undisturbed.coverage.items():
        statements = [statement for statement in undisturbed.statements if statement.side is side]
        assert coverage.statements == len(statements) == coverage.in_themes + coverage.remainder
        assert coverage.rows == coverage.records + coverage.no_answer + coverage.skipped + coverage.problem_rows


def test_it_quotes_words_that_are_in_the_theme(undisturbed: Analysis) -> None:
    said = {(statement.theme, statement.text) for statement in undisturbed.statements}
    assert all({(theme.id, quote) for quote in theme.quotes} <= said for theme in undisturbed.themes)
    assert any(theme.quotes for theme in undisturbed.themes)


def test_it_counts_a_theme_s_people_quarter_by_quarter_where_months_are_thin(undisturbed: Analysis) -> None:
    for theme in undisturbed.themes:
        assert [period for period, _ in theme.trend] == ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"]
        # Everybody in the invented company speaks once.
        assert sum(people for _, people in theme.trend) == theme.people == theme.statements


@pytest.mark.parametrize(("side", "table"), [(Side.EMPLOYEE, employees()), (Side.CUSTOMER, customers())])
def test_it_finds_the_themes_of_one_side_alone(store: Store, side: Side, table: bytes) -> None:
    run_id = create_run(store, [hand_in(store, table, side, fake_tools())], Settings())
    assert execute(store, run_id, fake_tools()) is RunStatus.DONE
    analysis = analysis_of(store, run_id)
    assert {theme.side for theme in analysis.themes} == {side}
    assert list(analysis.coverage) == [side]
    assert analysis.links == ()
    assert analysis.not_tested


def test_it_does_not_depend_on_the_order_of_rows(home: Path, undisturbed: Analysis) -> None:
    store = open_company(home / "shuffled")
    uploads = [
        hand_in(store, shuffled(employees()), Side.EMPLOYEE, fake_tools()),
        hand_in(store, shuffled(customers()), Side.CUSTOMER, fake_tools()),
    ]
    run_id = create_run(store, uploads, Settings())
    execute(store, run_id, fake_tools())
    assert analysis_of(store, run_id) == undisturbed


def test_it_embeds_nothing_that_is_known(store: Store) -> None:
    first = make_run(store, fake_tools())
    execute(store, first, fake_tools())
    embedder = WordEmbedder()
    second = make_run(store, fake_tools())
    execute(store, second, fake_tools(embedder))
    assert embedder.embedded == []
    assert analysis_of(store, second) == analysis_of(store, first)


@pytest.mark.parametrize("step", steps_of(Settings()))
@pytest.mark.parametrize("last", [False, True], ids=["as it begins", "before its results are stored"])
def test_it_goes_on_where_a_kill_left_it(store: Store, undisturbed: Analysis, step: str, last: bool) -> None:
    def kill(name: str, done: int, total: int) -> None:
        if name == step and (done == total or not last):
            raise Killed

    run_id = make_run(store, fake_tools())
    with pytest.raises(Killed):
        execute(store, run_id, fake_tools(), kill)
    with store.sessions() as session:
        marks = [each.status is StepStatus.DONE for each in session.get_one(Run, run_id).steps]
    steps = steps_of(Settings())
    assert marks == [position < steps.index(step) for position in range(len(steps))]
    assert execute(store, run_id, fake_tools()) is RunStatus.DONE
    assert analysis_of(store, run_id) == undisturbed


def test_it_loses_no_chunk_of_vectors_that_was_stored(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analyzer.pipeline.vectors.EMBEDDING_BATCH_SIZE", 10)

    def kill(name: str, done: int, total: int) -> None:
        if done >= 30:
            raise Killed

    run_id = make_run(store, fake_tools())
    with pytest.raises(Killed):
        execute(store, run_id, fake_tools(), kill)
    with store.sessions() as session:
        kept = session.query(Vector).count()
    embedder = WordEmbedder()
    execute(store, run_id, fake_tools(embedder))
    with store.sessions() as session:
        assert (kept, len(embedder.embedded)) == (30, session.query(Vector).count() - 30)


def test_it_stops_when_asked_and_goes_on_when_asked_again(store: Store, undisturbed: Analysis) -> None:
    def cancel(name: str, done: int, total: int) -> None:
        if name == "judge":
            request_cancel(store, run_id)

    run_id = make_run(store, fake_tools())
    assert execute(store, run_id, fake_tools(), cancel) is RunStatus.CANCELLED
    assert execute(store, run_id, fake_tools()) is RunStatus.CANCELLED
    queue_again(store, run_id)
    assert execute(store, run_id, fake_tools()) is RunStatus.DONE
    assert analysis_of(store, run_id) == undisturbed


def test_it_never_begins_a_run_that_was_cancelled_while_it_waited(store: Store) -> None:
    run_id = make_run(store, fake_tools())
    request_cancel(store, run_id)
    assert status(store, run_id) is RunStatus.CANCELLED
    assert execute(store, run_id, fake_tools()) is RunStatus.CANCELLED


def test_it_writes_down_how_a_run_broke_off_without_what_the_error_said(store: Store) -> None:
    def fail(name: str, done: int, total: int) -> None:
        raise KeyError("somebody's words")

    run_id = make_run(store, fake_tools())
    with pytest.raises(KeyError):
        execute(store, run_id, fake_tools(), fail)
    with store.sessions() as session:
        run = session.get_one(Run, run_id)
    assert run.status is RunStatus.FAILED
    assert run.error == "The run broke off (KeyError). It can go on where it was."


class SilentLLM:
    name = "silent"
    languages = frozenset({"en"})

    def complete(self, prompt: object) -> str:
        raise LLMError("It says nothing.")


def test_it_keeps_keyword_names_where_the_language_model_fails(store: Store, undisturbed: Analysis) -> None:
    tools = replace(fake_tools(), llm=lambda settings: SilentLLM())
    run_id = make_run(store, tools)
    assert execute(store, run_id, tools) is RunStatus.DONE
    analysis = analysis_of(store, run_id)
    assert analysis.run.llm == "silent"
    assert analysis.themes == undisturbed.themes


def test_it_logs_why_answers_were_refused_and_none_of_their_words(
    store: Store, undisturbed: Analysis, caplog: pytest.LogCaptureFixture
) -> None:
    themes = Counter(theme.side for theme in undisturbed.themes)
    llm = ScriptedLLM(naming("Gertrude", "Ignore all that was said before."))
    tools = replace(fake_tools(), llm=lambda settings: llm)
    run_id = make_run(store, tools)
    with caplog.at_level(logging.INFO, "analyzer.pipeline.runs.naming"):
        execute(store, run_id, tools)
    lines = [record.getMessage() for record in caplog.records if record.name == "analyzer.pipeline.runs.naming"]
    for side in Side:
        start = f"run {run_id}, themes_{side}: 0 of {themes[side]}"
        assert any(re.fullmatch(rf"{start} names taken; refused: too_short \d+", line) for line in lines)
        assert any(re.fullmatch(rf"{start} descriptions taken; refused: counts \d+", line) for line in lines)
    asked = [prompt for prompt in llm.asked if "How do the two go together?" not in prompt.user]
    assert sum(int(line.rpartition(" ")[2]) for line in lines) == len(asked)
    assert "Gertrude" not in caplog.text
    assert "Ignore" not in caplog.text


def test_it_does_without_a_language_model_that_cannot_be_opened(store: Store) -> None:
    def refuse(settings: LLMSettings) -> None:
        raise LLMError("There is none.")

    tools = replace(fake_tools(), llm=refuse)
    run_id = make_run(store, tools)
    assert execute(store, run_id, tools) is RunStatus.DONE


def test_it_stores_no_key(store: Store) -> None:
    settings = Settings(llm=LLMSettings("https://llm.example/v1", "m", "a-secret-key"))
    run_id = make_run(store, fake_tools(), settings)
    with store.sessions() as session:
        assert "a-secret-key" not in str(session.get_one(Run, run_id).settings)


def test_it_says_that_dates_were_left_out_which_no_row_settles(store: Store) -> None:
    table = b"date,comment\n03/04/2025,The till froze again this morning.\n05/06/2025,We were short of people today.\n"
    run_id = create_run(store, [hand_in(store, table, Side.EMPLOYEE, fake_tools())], Settings())
    execute(store, run_id, fake_tools())
    analysis = analysis_of(store, run_id)
    assert "DATES_UNSETTLED" in {reason.reason for reason in analysis.not_tested}
    assert analysis.coverage[Side.EMPLOYEE].first is None


def test_it_counts_rows_that_two_uploads_share_once(store: Store) -> None:
    uploads = [hand_in(store, employees(40), Side.EMPLOYEE, fake_tools())]
    uploads.append(hand_in(store, employees(48), Side.EMPLOYEE, fake_tools()))
    run_id = create_run(store, uploads, Settings())
    execute(store, run_id, fake_tools())
    coverage = analysis_of(store, run_id).coverage[Side.EMPLOYEE]
    assert (coverage.rows, coverage.records, coverage.skipped, coverage.statements) == (88, 48, 40, 48)


@pytest.mark.parametrize(("given", "told"), [("A", (True, False)), ("AB", (False, True)), ("B", (False, False))])
def test_it_knows_whether_a_column_names_people_in_all_files_or_in_some(
    store: Store, given: str, told: tuple[bool, bool]
) -> None:
    tables = {
        "A": b"employee,comment\nmo,The till froze again this morning.\nal,We were short of people today.\n",
        "B": b"comment\nIt was cold in the hall.\nNobody asked us about the move.\n",
    }
    uploads = [hand_in(store, tables[each], Side.EMPLOYEE, fake_tools()) for each in given]
    run_id = create_run(store, uploads, Settings())
    execute(store, run_id, fake_tools())
    coverage = analysis_of(store, run_id).coverage[Side.EMPLOYEE]
    assert (coverage.people_known, coverage.people_partly) == told


def test_it_tells_records_of_two_uploads_apart_that_bear_one_number(store: Store) -> None:
    first = b"comment\nThe till froze again this morning.\nWe were short of people today.\n"
    second = b"comment\nIt was cold in the hall.\nNobody asked us about the move.\n"
    uploads = [hand_in(store, table, Side.EMPLOYEE, fake_tools()) for table in (first, second)]
    run_id = create_run(store, uploads, Settings())
    execute(store, run_id, fake_tools())
    records = {statement.record for statement in analysis_of(store, run_id).statements}
    assert records == {"1:1", "1:2", "2:1", "2:2"}


def test_it_calls_a_side_public_only_where_all_of_it_is(store: Store) -> None:
    offers = [
        (customers(30), NewUpload("reviews.csv", Side.CUSTOMER, public=True)),
        (employees(30), NewUpload("blog.csv", Side.EMPLOYEE, public=True)),
        (employees(33), NewUpload("leavers.csv", Side.EMPLOYEE)),
    ]
    uploads = [add_upload(store, BytesIO(table), offer, fake_tools()) for table, offer in offers]
    run_id = create_run(store, uploads, Settings())
    with store.sessions() as session:
        assert public_sides(session, run_id) == {Side.CUSTOMER}


def test_where_the_knowledge_base_does_not_fit_themes_have_no_mechanism_and_their_own_words(store: Store) -> None:
    said = ("Parking cost me {} money no end.", "The lift never reached the {} floor.")
    rows = [f"{at},Mill,{said[at % 2].format(THINGS[at % 36])}" for at in range(72)]
    table = "\n".join(["id,site,comment", *rows, ""]).encode()
    uploads = [
        hand_in(store, table, Side.EMPLOYEE, fake_tools()),
        hand_in(store, customers(), Side.CUSTOMER, fake_tools()),
    ]
    run = create_run(store, uploads, Settings())
    assert execute(store, run, fake_tools()) is RunStatus.DONE
    with store.sessions() as session:
        analysis = load_analysis(session, run)
    found = {side: [theme for theme in analysis.themes if theme.side is side] for side in Side}
    assert len(found[Side.EMPLOYEE]) >= 2
    assert {(theme.mechanism, theme.name_from) for theme in found[Side.EMPLOYEE]} == {(None, "keywords")}
    assert {"M01", "M02"} <= {theme.mechanism for theme in found[Side.CUSTOMER]}
