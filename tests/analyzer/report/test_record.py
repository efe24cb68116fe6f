from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import jsonschema
import pytest

from analyzer.report import schema, to_json
from analyzer.types import Analysis, Effect, Side, Valence
from tests.ailing import make_ailing_analysis
from tests.factories import (
    make_analysis,
    make_employee_analysis,
    make_link,
    make_odd_analysis,
    make_tiny_analysis,
    make_unlinked_analysis,
)

MAKERS = [
    make_ailing_analysis,
    make_analysis,
    make_employee_analysis,
    make_odd_analysis,
    make_tiny_analysis,
    make_unlinked_analysis,
]


def test_its_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("make", MAKERS)
def test_it_keeps_to_its_schema(make: Callable[[], Analysis]) -> None:
    jsonschema.validate(to_json(make()), schema())


def test_its_schema_refuses_an_unknown_grade() -> None:
    told = to_json(replace(make_tiny_analysis(), links=(make_link(grade="proven"),)))
    with pytest.raises(jsonschema.ValidationError, match="proven"):
        jsonschema.validate(told, schema())


def test_it_lists_each_statement_under_its_theme() -> None:
    analysis = make_analysis()
    told = json.loads(json.dumps(to_json(analysis)))
    assert told["themes"][0]["id"] == "E1"
    assert told["themes"][0]["statements"][0] == {"record": "E01000", "start": 0, "end": 34, "strength": 0.8}
    join_list = sum(len(theme["statements"]) for theme in told["themes"])
    assert join_list == sum(side["in_themes"] for side in told["coverage"].values())


def test_it_says_how_bad_a_themes_pains_are_on_average() -> None:
    analysis = make_analysis()
    inside = [place for place, statement in enumerate(analysis.statements) if statement.theme == "E1"]
    graded = list(analysis.statements)
    for place in inside:
        graded[place] = replace(graded[place], valence=Valence.PRAISE, severity=0.0)
    for place, severity in zip(inside, (0.2, 0.6), strict=False):
        graded[place] = replace(graded[place], valence=Valence.PAIN, severity=severity)
    told = to_json(replace(analysis, statements=tuple(graded)))["themes"]
    assert told[0]["severity"] == pytest.approx(0.4)
    bare = tuple(replace(statement, severity=0.0) for statement in analysis.statements)
    assert to_json(replace(analysis, statements=bare))["themes"][0]["severity"] is None


def test_it_gives_an_absent_side_no_coverage() -> None:
    told = to_json(make_employee_analysis())
    assert told["coverage"]["customer"] == {}


def test_it_writes_null_for_numbers_that_json_has_no_word_for() -> None:
    unbounded = make_link(p=float("nan"), effect=Effect(1.0, float("-inf"), 2.0, "points"))
    told = to_json(replace(make_tiny_analysis(), links=(unbounded,)))["links"][0]
    assert (told["p"], told["effect"]["low"], told["effect"]["value"]) == (None, None, 1.0)
    json.dumps(told, allow_nan=False)


def test_it_accounts_for_every_row_and_statement() -> None:
    told = to_json(make_analysis())["coverage"]
    for side in Side:
        account = told[side]
        assert account["rows"] == sum(account[k] for k in ("records", "no_answer", "skipped", "problem_rows"))
        assert account["statements"] == account["in_themes"] + account["remainder"]


def test_it_keeps_ailments_apart_from_what_is_none() -> None:
    told = to_json(make_ailing_analysis())
    [one], [none] = told["ailments"], told["not_ailments"]
    assert (one["id"], one["roots"], one["symptoms"], one["reasons"]) == ("A1", ["E1"], ["C1", "C4", "C9"], [])
    assert one["conditioning"]["removed"] == 0.84
    assert ([reason["reason"] for reason in none["reasons"]], none["conditioning"]) == (["FEW_LINKS"], None)
