"""The shipped knowledge base, and a user's own file beside it."""

from __future__ import annotations

import re
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from jsonschema import Draft202012Validator
from sklearn.feature_extraction.text import CountVectorizer

from analyzer.knowledge import KnowledgeError, Mechanism, load, shipped_files
from analyzer.types import Side
from analyzer.wording.claims import causal_verbs

# Words that only one kind of place uses, or nearly so.
INDUSTRIES = {
    "retail": "shop store till shelf shelves cashier aisle checkout",
    "bank": "bank loan mortgage teller savings account accounts",
    "clinic": "patient patients nurse nurses doctor ward clinic surgery hospital",
    "hotel": "hotel guest guests reception receptionist lobby",
    "telecom": "broadband phone router tariff contract internet hotline",
    "airline": "flight passenger passengers airport luggage suitcase crew plane gate",
    "insurer": "insurance insurer claim claims premium policy",
    "public service": "council permit permits benefits clerk clerks applications passport town",
    "logistics": "parcel parcels courier warehouse depot delivery driver van",
    "restaurant": "restaurant waiter waitress kitchen menu dish table",
    "online service": "app website software update chat portal online",
    "utilities": "meter meters heating electricity water waterworks gas power",
    "care home": "resident residents home carer carers mother",
    "school": "teacher teachers school pupils class lessons parents",
}

OWN = """
schema: headwater.knowledge/1
mechanisms:
  - id: X01
    version: 1
    employee_name: Keys kept by one person
    customer_name: Locked cabinets
    sentence: Where one person keeps the keys, customers find locked cabinets.
    domino: D3
    levers: [REG]
    stages: {employee: performing, customer: [buying]}
    layer: core
    rivals: [theft in the area]
    contradict: Cabinets stay locked where everybody has a key.
    actions: [Cut more keys, Open cabinets in the morning]
    direction: employee_to_customer
    lags: [0, 1]
    tier: T4
    sources: []
    employee_prototypes: &voices [one has the keys, I wait for keys, one key for all, who has the key, keys at home]
    customer_prototypes: *voices
"""


@pytest.mark.parametrize("file", shipped_files(), ids=lambda file: file.name)
def test_it_ships_files_that_follow_the_schema(file: Traversable) -> None:
    schema = yaml.safe_load((files("analyzer.knowledge") / "schema.yaml").read_text("utf-8"))
    assert not list(Draft202012Validator(schema).iter_errors(yaml.safe_load(file.read_text("utf-8"))))


def test_it_keeps_each_mechanism_in_the_file_of_its_domino() -> None:
    shipped = {file.name: yaml.safe_load(file.read_text("utf-8")).get("mechanisms", ()) for file in shipped_files()}
    strayed = [(name, m["id"]) for name, held in shipped.items() for m in held if m["domino"] != name[:2].upper()]
    assert strayed == []


def test_it_ships_mechanisms_in_order_over_all_six_dominoes_and_placebos_on_both_sides() -> None:
    knowledge = load()
    assert [m.id for m in knowledge.mechanisms] == [f"M{n:02}" for n in range(1, len(knowledge.mechanisms) + 1)]
    assert len(knowledge.mechanisms) >= 150
    assert {mechanism.domino for mechanism in knowledge.mechanisms} == {"D1", "D2", "D3", "D4", "D5", "D6"}
    assert {placebo.side for placebo in knowledge.placebos} == set(Side)


def test_it_says_nothing_twice() -> None:
    for side in Side:
        said = [text.casefold() for anchor in load().anchors(side) for text in anchor.prototypes]
        assert len(said) == len(set(said))
        assert len({anchor.name for anchor in load().anchors(side)}) == len(load().anchors(side))


def test_it_gives_every_mechanism_at_least_twenty_voices_a_side() -> None:
    few = [(m.id, side) for side in Side for m in load().mechanisms if len(_said(m, side)) < 20]
    assert few == []


@pytest.mark.parametrize("side", Side)
def test_it_says_nothing_twice_in_almost_the_same_words(side: Side) -> None:
    said = [text for anchor in load().anchors(side) for text in anchor.prototypes]
    words = CountVectorizer(binary=True, token_pattern=r"\w+").fit_transform(said)
    shared = (words @ words.T).toarray()
    sizes = shared.diagonal()
    alike = np.triu(shared >= 0.75 * (sizes[:, None] + sizes - shared), k=1)
    assert [(said[a], said[b]) for a, b in zip(*np.nonzero(alike), strict=True)] == []


def test_it_expects_its_first_lag_before_its_last() -> None:
    assert all(first <= last for first, last in (mechanism.lags for mechanism in load().mechanisms))


def test_it_expects_customers_first_only_where_a_mechanism_may_run_both_ways() -> None:
    assert [m.id for m in load().mechanisms if m.lags[0] < 0] == [
        m.id for m in load().mechanisms if m.direction != "employee_to_customer"
    ]


def test_it_leaves_no_lever_domino_or_stage_without_a_mechanism() -> None:
    known = _parse((files("analyzer.knowledge") / "schema.yaml").read_text("utf-8"))["properties"]["mechanisms"]
    fields = known["items"]["properties"]
    stages, mechanisms = fields["stages"]["properties"], load().mechanisms
    assert {each.domino for each in mechanisms} == set(fields["domino"]["enum"])
    assert {lever for each in mechanisms for lever in each.levers} == set(fields["levers"]["items"]["enum"])
    assert {each.employee_stage for each in mechanisms} == set(stages["employee"]["enum"])
    assert {stage for each in mechanisms for stage in each.customer_stages} == set(stages["customer"]["items"]["enum"])
    assert {each.layer for each in mechanisms} == {"core", "surface"}
    assert {each.direction for each in mechanisms} == {"employee_to_customer", "reverse", "both"}


@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("industry", INDUSTRIES)
def test_it_speaks_of_every_industry_on_both_sides(side: Side, industry: str) -> None:
    words = set(INDUSTRIES[industry].split())
    said = [text for mechanism in load().mechanisms for text in _said(mechanism, side)]
    assert sum(bool(words & set(re.findall(r"\w+", text.casefold()))) for text in said) >= 25


def test_it_explains_without_causal_verbs() -> None:
    assert not [mechanism.id for mechanism in load().mechanisms if causal_verbs(mechanism.sentence)]


def test_it_takes_a_users_own_mechanisms(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(OWN, encoding="utf-8")
    knowledge = load(own)
    assert len(knowledge.mechanisms) == len(load().mechanisms) + 1
    found = knowledge.mechanism("X01")
    assert found is not None
    assert found.levers == ("REG",)
    assert found.actions == ("Cut more keys", "Open cabinets in the morning")
    assert found.lags == (0, 1)


@pytest.mark.parametrize(
    "text", ["a: [", "- 1", OWN.replace("D3", "D9"), OWN.replace("    tier: T4\n", ""), OWN.replace("[0, 1]", "[0]")]
)
def test_it_refuses_a_file_that_breaks_the_schema_in_one_sentence(tmp_path: Path, text: str) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"own\.yaml .*\.$"):
        load(own)


@pytest.mark.parametrize("side", Side)
def test_it_is_short_enough_to_be_said_in_one_breath(side: Side) -> None:
    assert [text for mechanism in load().mechanisms for text in _said(mechanism, side) if len(text) > 165] == []


def _parse(text: str) -> Any:
    return yaml.safe_load(text)


def _said(mechanism: Mechanism, side: Side) -> tuple[str, ...]:
    return mechanism.employee_prototypes if side is Side.EMPLOYEE else mechanism.customer_prototypes
