"""The step that places each theme on a layer and in a stage of its side's journey."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import update

from analyzer.knowledge import Knowledge, Mechanism
from analyzer.pipeline.runs.context import RunContext, StepContext
from analyzer.pipeline.runs.corpus import Corpus, load_corpus
from analyzer.pipeline.vectors import embed_kept
from analyzer.pipeline.waves.recall import places_before
from analyzer.placing import (
    Example,
    Placer,
    TrainingSet,
    fit,
    judge_layers,
    judge_stages,
    layer_training_set,
    load,
    stage_training_set,
)
from analyzer.types import Side
from models import Theme
from models.queries import themes_with_statements

# More of a theme's statements than this would not change their mean.
MOST_STATEMENTS = 400

Placed = Mapping[str, object]


def place_themes(step: StepContext) -> None:
    """Place every theme by its mechanism, else by its text, else not at all. A continued theme keeps its place."""
    step.advance(0, len(Side))
    placed: dict[int, Placed] = {}
    for side in Side:
        with step.context.store.sessions() as session:
            themes = themes_with_statements(session, step.context.run_id, side)
            before = places_before(session, step.context.run_id, side)
            anew = [theme for theme in themes if theme.code not in before]
            corpus = load_corpus(session, step.context, side) if anew else None
        placed |= {theme.id: before[theme.code] for theme in themes if theme.code in before}
        placed |= _place_side(step.context, side, anew, corpus) if corpus else {}
    with step.finishing(len(Side)) as session:
        for theme_id, values in placed.items():
            session.execute(update(Theme).where(Theme.id == theme_id).values(**values))


def _place_side(context: RunContext, side: Side, themes: Sequence[Theme], corpus: Corpus) -> dict[int, Placed]:
    known = {theme.id: context.knowledge.mechanism(theme.mechanism) for theme in themes}
    placed = {theme_id: _from_mechanism(side, each) for theme_id, each in known.items() if each}
    # A theme anchored in a placebo cannot affect the other side, so it has no place on either journey.
    emerging = [theme for theme in themes if theme.mechanism is None]
    return placed | (_from_text(context, side, emerging, corpus) if emerging else {})


def _from_mechanism(side: Side, mechanism: Mechanism) -> Placed:
    stages = [mechanism.employee_stage] if side is Side.EMPLOYEE else list(mechanism.customer_stages)
    return {"layer": mechanism.layer, "stages": stages, "placed_from": "mechanism"}


def _from_text(context: RunContext, side: Side, themes: Sequence[Theme], corpus: Corpus) -> dict[int, Placed]:
    vectors, owners = _statements(themes, corpus)
    stages = judge_stages(_placer(context, stage_training_set(side)), vectors, owners)
    layers = judge_layers(_placer(context, layer_training_set(side, inherit(context.knowledge, side))), vectors, owners)
    return {
        theme.id: {"layer": layer, "stages": [stage] if stage else [], "placed_from": "text" if layer or stage else ""}
        for theme, layer, stage in zip(themes, layers, stages, strict=True)
    }


def _statements(themes: Sequence[Theme], corpus: Corpus) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Sample each theme's statements, evenly spaced if there are many. Returns (vectors, the theme of each)."""
    codes = np.array([statement.content.theme or "" for statement in corpus.statements])
    members = [np.flatnonzero(codes == theme.code) for theme in themes]
    chosen = [found[:: max(1, -(-len(found) // MOST_STATEMENTS))] for found in members]
    owners = np.repeat(np.arange(len(themes)), [len(found) for found in chosen])
    return corpus.vectors[corpus.index[np.concatenate(chosen)]], owners.astype(np.int64)


def inherit(knowledge: Knowledge, side: Side) -> tuple[Example, ...]:
    """Return every mechanism's prototype sentences as examples of its layer."""
    return tuple(
        Example(text, each.layer)
        for each in knowledge.mechanisms
        for text in (each.employee_prototypes if side is Side.EMPLOYEE else each.customer_prototypes)
    )


def _placer(context: RunContext, training_set: TrainingSet) -> Placer:
    # A fast embedder maps into the full embedder's space, so the full one's weights fit.
    known = load(context.full_embedder.fingerprint, training_set)
    return known or fit(training_set, embed_kept(context.store, context.full_embedder, training_set.texts))
