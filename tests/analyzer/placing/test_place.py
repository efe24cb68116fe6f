"""Layers and stages of themes that no mechanism explains."""

from __future__ import annotations

import numpy as np
import pytest

from analyzer.embed import load_embedder
from analyzer.knowledge import load
from analyzer.levers import LAYERS, STAGES
from analyzer.pipeline.runs.placing import inherit
from analyzer.placing import (
    Example,
    Placer,
    TrainingSet,
    fit,
    judge_layers,
    judge_stages,
    layer_training_set,
    stage_training_set,
)
from analyzer.placing import load as load_placer
from analyzer.placing.examples import layer_examples, stage_examples
from analyzer.types import Side


def taught(*labels: str) -> Placer:
    """Fit to a sentence a label, each label in a direction of its own."""
    training_set = TrainingSet(tuple(Example("Words.", label) for label in labels))
    return fit(training_set, np.eye(8, dtype=np.float32)[training_set.owners])


STAGES_TAUGHT = taught(*(["joining"] * 4), *(["performing"] * 4), *(["leaving"] * 4))


def test_it_gives_a_theme_the_stage_that_most_of_its_statements_sound_like() -> None:
    vectors = np.eye(8, dtype=np.float32)[[1, 1, 0, 2, 2]]
    assert judge_stages(STAGES_TAUGHT, vectors, np.array([0, 0, 0, 1, 1])) == ("leaving", "performing")


def test_it_says_nothing_of_a_layer_where_a_theme_lies_between_both() -> None:
    both = taught(*(["core"] * 4), *(["surface"] * 4))
    vectors = np.eye(8, dtype=np.float32)[[0, 1, 0, 1]]
    assert judge_layers(both, vectors, np.array([0, 0, 1, 2])) == (None, "core", "surface")


def test_it_is_not_swayed_by_how_many_sentences_a_label_has() -> None:
    many = taught(*(["core"] * 40), *(["surface"] * 2))
    assert judge_layers(many, np.eye(8, dtype=np.float32)[[1]], np.array([0])) == ("surface",)


def test_it_places_no_theme_where_there_is_none() -> None:
    assert judge_stages(STAGES_TAUGHT, np.zeros((0, 8), dtype=np.float32), np.zeros(0, dtype=np.int64)) == ()


@pytest.mark.parametrize("side", Side)
def test_it_has_examples_of_every_stage_and_layer_and_hardly_one_that_a_mechanism_has_too(side: Side) -> None:
    stages, layers = stage_examples(side), layer_examples(side)
    assert {example.label for example in stages} == set(STAGES[side])
    assert {example.label for example in layers} == set(LAYERS) - {""}
    known = {
        text
        for each in load().mechanisms
        for text in (each.employee_prototypes if side is Side.EMPLOYEE else each.customer_prototypes)
    }
    # Two people may hit upon one sentence; more would make mechanisms a poor test of what was learnt from these.
    assert len(known & {example.text for example in (*stages, *layers)}) <= 2


@pytest.mark.parametrize("side", Side)
def test_it_is_mostly_right_on_mechanisms_that_it_has_never_seen(side: Side) -> None:
    """The stages' classifier is fitted on examples alone, so every mechanism is new to it."""
    embedder = load_embedder("english", {"en": 1})
    training_set = stage_training_set(side)
    placer = fit(training_set, embedder.embed(training_set.texts))
    mechanisms = load().mechanisms
    if side is Side.EMPLOYEE:
        said = [each.employee_prototypes[:8] for each in mechanisms]
        truth = [{each.employee_stage} for each in mechanisms]
    else:
        said = [each.customer_prototypes[:8] for each in mechanisms]
        truth = [set(each.customer_stages) for each in mechanisms]
    themes = np.repeat(np.arange(len(said)), [len(texts) for texts in said])
    found = judge_stages(placer, embedder.embed([text for texts in said for text in texts]), themes)
    placed = [(stage, right) for stage, right in zip(found, truth, strict=True) if stage]
    assert len(placed) >= 0.1 * len(mechanisms)
    assert sum(stage in right for stage, right in placed) >= 0.9 * len(placed)


def test_what_a_mechanism_lends_counts_less_than_what_was_written_for_its_label() -> None:
    training_set = layer_training_set(Side.CUSTOMER, [Example("The till broke down.", "core")])
    assert training_set.weights.tolist() == [4.0] * (len(training_set.texts) - 1) + [1.0]
    assert training_set.labels_and_weights[-1] == ("core", 1.0)


@pytest.mark.weights
@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("choice", ["english", "multilingual"])
def test_what_ships_was_fitted_to_the_examples_and_the_knowledge_that_ship(side: Side, choice: str) -> None:
    fingerprint = load_embedder(choice, {}).fingerprint
    inherited = inherit(load(), side)
    for training_set in (stage_training_set(side), layer_training_set(side, inherited)):
        found = load_placer(fingerprint, training_set)
        assert found is not None, "run scripts/train_placing.py"
        assert found.regression.matrix.shape == (384, len(found.names))
    assert load_placer(fingerprint, layer_training_set(side, inherited[1:])) is None
    assert load_placer("another", stage_training_set(side)) is None
