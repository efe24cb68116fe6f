"""The command that says how often the test of links is wrong. Its short form is what every build has to pass."""

from __future__ import annotations

import json
from dataclasses import fields, replace

import pytest

from analyzer.selftest import FULL, MAX_FALSE_POSITIVE_RATE, Figures, Outcome, Scenario, add_up
from tests.web.test_cli import run
from web.commands.selftest import Row, describe, failure_sentence

NOTHING = Outcome(**{field.name: 0 for field in fields(Outcome)})


def figures(low: int) -> Figures:
    """A hundred pairs without a link, of which so many came out low."""
    return add_up([replace(NOTHING, unlinked=100, low=low)])


def test_the_shipped_method_passes_its_self_test(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("selftest", "--short", "--json") == 0
    printed = capsys.readouterr()
    answer = json.loads(printed.out)
    assert printed.err == ""
    assert answer["passed"] is True
    kinds = {kind["name"]: kind["figures"] for kind in answer["kinds"]}
    for name, found in kinds.items():
        assert found["low"]["value"] <= MAX_FALSE_POSITIVE_RATE, name
        # A test that never speaks would be wrong as well.
        assert found["low"]["value"] >= 0.01, name
        assert found["low"]["low"] < found["low"]["value"] < found["low"]["high"]
        # A direction asks for 99 %, so that wrong ones stay rare.
        assert (found["wrong_side"]["value"] or 0) <= 0.05, name
    # With nothing to find, a false discovery rate of .10 lets one organisation in ten report something.
    assert kinds["links, units shuffled"]["any_reported"]["value"] <= 0.15
    assert kinds["strong (1.2)"]["found"]["value"] >= 0.7
    assert kinds["strong (1.2)"]["false"]["value"] <= 0.15


def test_it_prints_two_tables_that_fit_a_narrow_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    run("selftest", "--short", "--worlds", "1", "--seed", "3")
    lines = capsys.readouterr().out.splitlines()
    assert max(len(line) for line in lines) <= 60
    assert [line.split("  ")[0] for line in lines if "p ≤ 0.05 " in line] == ["Nothing to find", "Links to find"]
    assert "seed 3" in lines[-2] + lines[-1]


def test_its_exit_code_is_its_verdict(capsys: pytest.CaptureFixture[str]) -> None:
    # One organisation of each kind says so little that some seeds fail and others pass; here only the code matters.
    for seed in range(3):
        code = run("selftest", "--short", "--worlds", "1", "--seed", seed, "--json")
        printed = capsys.readouterr()
        rates = [kind["figures"]["low"]["value"] for kind in json.loads(printed.out)["kinds"]]
        assert code == (max(rates) > MAX_FALSE_POSITIVE_RATE)
        assert printed.err.count("\n") == code


def test_every_name_fits_its_column() -> None:
    rows = [Row(scenario, figures(5)) for scenario in FULL]
    assert max(len(line) for line in describe(rows, 0, 200).splitlines()) <= 60


def test_it_names_the_kind_in_which_the_method_is_wrong_most_often() -> None:
    kinds = [Scenario(name, FULL[0].world) for name in ("calm", "moody", "shaken")]
    rows = [Row(kind, figures(low)) for kind, low in zip(kinds, (5, 12, 10), strict=True)]
    sentence = failure_sentence(rows)
    assert "“moody”, 12 of 100 pairs" in sentence
    assert sentence.count(". ") == 0


def test_it_tolerates_what_it_says_it_tolerates() -> None:
    assert failure_sentence([Row(FULL[0], figures(9))]) == ""
    assert failure_sentence([Row(FULL[0], figures(10))])


@pytest.mark.parametrize("worlds", ["0", "-1", "many"])
def test_it_refuses_a_number_of_organisations_that_is_none(worlds: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("selftest", "--worlds", worlds) == 2
    assert "--worlds" in capsys.readouterr().err
