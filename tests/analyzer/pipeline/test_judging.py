"""A run in which a language model judges the links."""

import logging
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from analyzer.judgement import Relation
from analyzer.llm import LLMError, Prompt
from analyzer.pipeline import Store, execute, load_analysis
from analyzer.pipeline.llm_judging import MAX_JUDGED_LINKS
from analyzer.report import to_json
from analyzer.types import Analysis, Grade, Link
from models.enums import RunStatus
from tests.analyzer.llm.scripted import ScriptedLLM, fairly, judging, naming, written
from tests.analyzer.pipeline.company import SITES, make_run, open_company
from tests.fakes import fake_tools


@pytest.fixture
def store(home: Path) -> Store:
    return open_company(home)


def is_judging(prompt: Prompt) -> bool:
    return "How do the two go together?" in prompt.user


def run_with(store: Store, llm: ScriptedLLM | None) -> Analysis:
    tools = replace(fake_tools(), llm=lambda settings: llm)
    run_id = make_run(store, tools)
    assert execute(store, run_id, tools) is RunStatus.DONE
    with store.sessions() as session:
        return load_analysis(session, run_id)


def judge_by(judge: Callable[[Prompt], str]) -> ScriptedLLM:
    return ScriptedLLM(lambda prompt: judge(prompt) if is_judging(prompt) else naming("x")(prompt))


def unjudged(links: tuple[Link, ...]) -> list[Link]:
    return [replace(link, judgement=None, channels=replace(link.channels, judge=None)) for link in links]


def test_it_fills_the_judges_channel(store: Store) -> None:
    links = run_with(store, judge_by(judging(fairly))).links
    assert links
    assert all(link.channels.judge == 1.0 for link in links[:MAX_JUDGED_LINKS])
    judgement = links[0].judgement
    assert judgement is not None
    assert judgement.relation is Relation.EMPLOYEE_TO_CUSTOMER
    assert all(at.text[at.start : at.end] == at.text for at in judgement.cited)


def test_it_tells_analysts_what_the_model_named(store: Store) -> None:
    analysis = run_with(store, judge_by(judging(fairly)))
    [first, *_] = to_json(analysis)["links"]
    assert first["channels"]["judge"] == 1.0
    assert first["judgement"]["relation"] == "employee_to_customer"
    known = {(said.side, said.record, said.start, said.end) for said in analysis.statements}
    cited = {(at["side"], at["record"], at["start"], at["end"]) for at in first["judgement"]["cited"]}
    assert cited
    assert cited <= known


def test_it_shows_a_judge_no_unit_and_no_date(store: Store) -> None:
    llm = judge_by(judging(fairly))
    run_with(store, llm)
    asked = [prompt.user for prompt in llm.asked if is_judging(prompt)]
    assert asked
    assert not [text for text in asked if any(site in text for site in SITES) or re.search(r"\d{4}", text)]


def test_it_judges_nothing_without_a_language_model(store: Store) -> None:
    links = run_with(store, None).links
    assert {link.period for link in links} < {"month", "quarter"}
    assert links
    assert not any(link.judgement or link.channels.judge is not None for link in links)


def test_a_judge_that_sees_nothing_lowers_no_grade(store: Store, tmp_path: Path) -> None:
    def dismiss(employees: str, customers: str) -> Relation:
        examined = "boat" in employees or "canteen" in employees
        return fairly(employees, customers) if examined else Relation.UNRELATED

    plain = run_with(store, None).links
    links = run_with(open_company(tmp_path / "other"), judge_by(judging(dismiss))).links
    assert {link.channels.judge for link in links[:MAX_JUDGED_LINKS]} == {0.0}
    assert unjudged(links) == list(plain)


def test_a_judge_that_cannot_decide_is_told_of(store: Store) -> None:
    def waver(prompt: Prompt) -> str:
        if "boat" in prompt.user or "soup" in prompt.user:
            return judging(fairly)(prompt)
        order = prompt.user.startswith("Employees")
        return written(prompt, Relation.EMPLOYEE_TO_CUSTOMER if order else Relation.SAME_EVENT)

    links = run_with(store, judge_by(waver)).links
    still = [link for link in links if link.grade in {Grade.NOT_ENOUGH_EVIDENCE, Grade.HYPOTHESIS}]
    assert still
    assert all("JUDGE_SPLIT" in {reason.reason for reason in link.reasons} for link in still)
    assert all(link.channels.judge is None for link in links)


def test_a_judge_that_fails_or_is_unfit_leaves_the_links_as_they_are(
    store: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(prompt: Prompt) -> str:
        raise LLMError("The language model's endpoint did not answer (ConnectTimeout).")

    caplog.set_level(logging.INFO, "analyzer.pipeline")
    plain = run_with(store, None).links
    for name, judge in (("failing", fail), ("unfit", lambda prompt: "Gertrude says so.")):
        assert run_with(open_company(tmp_path / name), judge_by(judge)).links == plain
    assert "model_failed" in caplog.text
    assert "unfit" in caplog.text
    assert "Gertrude" not in caplog.text
