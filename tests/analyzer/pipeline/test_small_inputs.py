"""Whole runs on little, on much of the same and on nothing."""

import csv
from io import StringIO
from pathlib import Path

import pytest

from analyzer.pipeline import create_run, execute, load_analysis
from analyzer.settings import Settings
from analyzer.types import Analysis, Side
from models.enums import RunStatus
from tests.analyzer.pipeline.company import hand_in, open_company
from tests.fakes import fake_tools

SAID = (
    "The till froze again in the middle of a sale.",
    "I waited at the till for half an hour.",
    "There was no one to ask on the whole floor.",
    "The changing rooms were clean and bright.",
    "My order came a week late and in pieces.",
)


def _visits(count: int) -> list[str]:
    return [f"{SAID[at % 5]} That was visit {at}." for at in range(count)]


INPUTS = {
    **{f"{count} rows": _visits(count) for count in (1, 2, 5, 10, 30, 200)},
    "all the same": [SAID[0]] * 50,
    "one very long": [" ".join(_visits(300))],
    "one very long among short": [*SAID * 4, " ".join(SAID * 40)],
}


def _analyse(home: Path, texts: list[str], side: Side = Side.CUSTOMER) -> Analysis:
    file = StringIO()
    writer = csv.writer(file)
    writer.writerow(["id", "comment"])
    writer.writerows(enumerate(texts))
    store = open_company(home)
    run_id = create_run(store, [hand_in(store, file.getvalue().encode(), side, fake_tools())], Settings())
    assert execute(store, run_id, fake_tools()) is RunStatus.DONE
    with store.sessions() as session:
        return load_analysis(session, run_id)


@pytest.mark.parametrize("name", INPUTS)
def test_it_gives_few_themes_of_little_and_accounts_for_everything(home: Path, name: str) -> None:
    analysis = _analyse(home, INPUTS[name])
    coverage = analysis.coverage[Side.CUSTOMER]
    assert coverage.records == coverage.rows == len(INPUTS[name])
    assert coverage.statements == len(analysis.statements) == coverage.in_themes + coverage.remainder
    assert len(analysis.themes) <= max(1, coverage.statements // 3)
    assert all(theme.statements >= 2 for theme in analysis.themes)
    assert len({theme.name for theme in analysis.themes}) == len(analysis.themes)
    assert analysis.links == ()


def test_it_counts_junk_and_makes_no_theme_of_it(home: Path) -> None:
    analysis = _analyse(home, ["n/a", "nothing", "-", "none", "xx", "👍", "asdf", "keine", "rien"] * 6)
    coverage = analysis.coverage[Side.CUSTOMER]
    assert (coverage.rows, coverage.no_answer, coverage.statements) == (54, 54, 0)
    assert analysis.themes == ()


def test_it_keeps_what_only_looks_like_junk(home: Path) -> None:
    analysis = _analyse(home, ["n/a", "Nothing works", "none", "No heating"] * 10, Side.EMPLOYEE)
    coverage = analysis.coverage[Side.EMPLOYEE]
    assert (coverage.no_answer, coverage.records) == (20, 20)
    assert {statement.text for statement in analysis.statements} == {"Nothing works", "No heating"}
