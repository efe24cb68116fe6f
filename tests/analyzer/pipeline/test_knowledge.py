"""A user's own mechanisms in a run."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from analyzer.knowledge import KnowledgeError, Status, load
from analyzer.pipeline import (
    Store,
    create_run,
    execute,
    keep_knowledge,
    kept_knowledge,
    load_analysis,
    with_mechanisms,
)
from analyzer.settings import KnowledgeSettings, Settings
from analyzer.types import Analysis, Grade, Side
from models import Run
from models.enums import RunStatus
from tests.analyzer.knowledge.test_knowledge import OWN
from tests.analyzer.pipeline.company import customers, employees, hand_in, open_company
from tests.factories import make_link
from tests.fakes import fake_tools

TOOLS = replace(fake_tools(), knowledge=load)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    file = tmp_path / "own.yaml"
    file.write_text(OWN, encoding="utf-8")
    return file


def make_run(store: Store, knowledge: KnowledgeSettings) -> int:
    tables = {Side.EMPLOYEE: employees(), Side.CUSTOMER: customers()}
    uploads = [hand_in(store, table, side, TOOLS, f"{side}.csv") for side, table in tables.items()]
    return create_run(store, uploads, Settings(knowledge=knowledge))


def read(store: Store, run_id: int) -> Analysis:
    with store.sessions() as session:
        return with_mechanisms(store, load_analysis(session, run_id))


def test_it_keeps_a_private_copy_under_the_hash_of_what_it_holds(home: Path, own: Path) -> None:
    store = open_company(home)
    kept = keep_knowledge(store, own)
    copy = kept_knowledge(store, kept)
    assert copy is not None
    assert copy.read_bytes() == own.read_bytes()
    assert (copy.stat().st_mode & 0o777, copy.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert keep_knowledge(store, own) == kept
    own.write_text(OWN + "# later\n", encoding="utf-8")
    assert keep_knowledge(store, own).sha256 != kept.sha256


def test_it_keeps_nothing_of_a_file_that_cannot_be_used(home: Path, own: Path) -> None:
    own.write_text(OWN.replace("D3", "D9"), encoding="utf-8")
    with pytest.raises(KnowledgeError, match="D9"):
        keep_knowledge(open_company(home), own)
    assert not (home / "knowledge").exists()


def test_it_does_a_run_with_the_mechanisms_it_was_made_with(home: Path, own: Path) -> None:
    store = open_company(home)
    run_id = make_run(store, keep_knowledge(store, own))
    own.unlink()
    assert execute(store, run_id, TOOLS) is RunStatus.DONE
    assert [each.id for each in read(store, run_id).mechanisms] == [m.id for m in load().mechanisms] + ["X01"]


def test_it_does_no_run_whose_copy_was_altered(home: Path, own: Path) -> None:
    store = open_company(home)
    kept = keep_knowledge(store, own)
    run_id = make_run(store, kept)
    copy = kept_knowledge(store, kept)
    assert copy is not None
    copy.write_text(OWN.replace("Cut more keys", "Cut no more keys"), encoding="utf-8")
    with pytest.raises(KnowledgeError):
        execute(store, run_id, TOOLS)
    with store.sessions() as session:
        assert "own.yaml cannot be used as knowledge" in (session.get_one(Run, run_id).error or "")


def test_it_tells_results_even_where_the_copy_is_lost(home: Path, own: Path) -> None:
    store = open_company(home)
    run_id = make_run(store, keep_knowledge(store, own))
    execute(store, run_id, TOOLS)
    next((home / "knowledge").iterdir()).unlink()
    assert {each.id for each in read(store, run_id).mechanisms} == {m.id for m in load().mechanisms}


def test_it_says_of_each_mechanism_what_the_links_say(home: Path) -> None:
    store = open_company(home)
    run_id = make_run(store, KnowledgeSettings())
    execute(store, run_id, TOOLS)
    links = (
        make_link(grade=Grade.MOVES_TOGETHER, mechanism="M06"),
        make_link(grade=Grade.CONTRADICTED, mechanism="M25"),
        make_link(grade=Grade.VOICED, mechanism="M38"),
    )
    judged = {
        each.id: each.status for each in with_mechanisms(store, replace(read(store, run_id), links=links)).mechanisms
    }
    assert (judged["M06"], judged["M25"], judged["M38"]) == (Status.CONFIRMED, Status.CONTRADICTED, Status.SEED)
