"""How well it does on the set written for it; docs/decisions/0011 has the figures, misses included."""

from __future__ import annotations

from collections import Counter

import pytest
import yaml

from analyzer.embed import load_embedder
from analyzer.knowledge import load
from analyzer.knowledge.promises import promises
from analyzer.types import Side
from analyzer.valence import head_for
from scripts.measure_intentions import SET, answer, bridge_for, tally


@pytest.fixture(scope="module")
def measured() -> dict[str, Counter[str]]:
    """Both halves with the packaged English embedder."""
    halves = yaml.safe_load(SET.read_text("utf-8"))
    embedder = load_embedder("english", {})
    known = head_for(embedder, Side.CUSTOMER), bridge_for(embedder)
    return {half: tally(given["intentions"], answer(given, embedder, *known)) for half, given in halves.items()}


@pytest.mark.parametrize("half", ["chosen_on", "held_out"])
def test_most_of_what_it_claims_is_right(measured: dict[str, Counter[str]], half: str) -> None:
    right, wrong = measured[half]["claims right"], measured[half]["claims wrong"]
    assert right >= 9
    # Three in four, less what one claim more or less makes when the knowledge base grows.
    assert right / (right + wrong) >= 0.7


def test_it_claims_hardly_anything_of_what_no_theme_is_about(measured: dict[str, Counter[str]]) -> None:
    for counts in measured.values():
        assert counts["silence: silent"] >= 3
        assert counts["silence: silent"] + counts["silence: unsure"] >= 4


def test_it_judges_no_denial_and_no_condition_that_it_was_not_tuned_on(measured: dict[str, Counter[str]]) -> None:
    assert measured["held_out"]["withheld: not judged"] == 3


def test_every_promise_belongs_to_a_mechanism_or_placebo_of_employees() -> None:
    assert promises().keys() <= {anchor.id for anchor in load().anchors(Side.EMPLOYEE)}
