"""Measure how often emerging themes would be placed rightly: on every mechanism of the knowledge base, unseen.

    .venv/bin/python scripts/measure_placing.py

A mechanism's sentences of one side stand for a theme. Stages are learnt from examples alone, so every mechanism is new.
Layers are learnt from mechanisms too, so those are left out in turn, a tenth at a time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from analyzer.embed import Embedder, load_embedder
from analyzer.knowledge import Mechanism, load
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
from analyzer.types import Side

FOLDS = 10
# The forty on which the confidences were chosen.
FIRST = frozenset(f"M{number:02d}" for number in range(1, 41))

Truth = Mapping[str, set[str]]


@dataclass(frozen=True)
class Once:
    """An embedder that embeds no text twice: the folds share nearly all of theirs."""

    embedder: Embedder
    known: dict[str, np.ndarray] = field(default_factory=dict)

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """Give the vectors of texts in their order."""
        new = sorted(set(texts) - self.known.keys())
        self.known.update(zip(new, self.embedder.embed(new) if new else (), strict=True))
        return np.stack([self.known[text] for text in texts])


def main() -> None:
    """Print a line for each embedder, side and trait, over all mechanisms and over those that came later."""
    mechanisms = load().mechanisms
    for choice in ("english", "multilingual"):
        embedder = Once(load_embedder(choice, {"en": 1}))
        for side in Side:
            stages = {
                each.id: {each.employee_stage} if side is Side.EMPLOYEE else set(each.customer_stages)
                for each in mechanisms
            }
            show(f"{choice}, {side}, stage", stages, place_stages(embedder, side, mechanisms))
            layers = {each.id: {each.layer} for each in mechanisms}
            show(f"{choice}, {side}, layer", layers, place_layers(embedder, side, mechanisms))


def show(what: str, truth: Truth, found: Mapping[str, str | None]) -> None:
    """Print how it went, and how with the mechanisms on which no confidence was chosen."""
    later = {identifier: label for identifier, label in found.items() if identifier not in FIRST}
    print(f"{what}: {tell(truth, found)}; later ones: {tell(truth, later)}", flush=True)


def place_stages(embedder: Once, side: Side, mechanisms: Sequence[Mechanism]) -> dict[str, str | None]:
    """Place every mechanism's sentences on their journey."""
    taught = placer(embedder, stage_training_set(side))
    texts, themes = gather(side, mechanisms)
    found = judge_stages(taught, embedder.embed(texts), themes)
    return dict(zip((each.id for each in mechanisms), found, strict=True))


def place_layers(embedder: Once, side: Side, mechanisms: Sequence[Mechanism]) -> dict[str, str | None]:
    """Place every mechanism's sentences on a layer, learnt from the other mechanisms."""
    found: dict[str, str | None] = {}
    for fold in range(FOLDS):
        held = [each for at, each in enumerate(mechanisms) if at % FOLDS == fold]
        others = [each for at, each in enumerate(mechanisms) if at % FOLDS != fold]
        inherited = [Example(text, each.layer) for each in others for text in said(side, each)]
        texts, themes = gather(side, held)
        placed = judge_layers(placer(embedder, layer_training_set(side, inherited)), embedder.embed(texts), themes)
        found |= dict(zip((each.id for each in held), placed, strict=True))
    return found


def tell(truth: Truth, found: Mapping[str, str | None]) -> str:
    """Say how many were placed, how many of these rightly, and the same by label."""
    told = {identifier: label for identifier, label in found.items() if label}
    right = [identifier for identifier, label in told.items() if label in truth[identifier]]
    labels = sorted(set(told.values()))
    by_label = ", ".join(
        f"{label} {sum(told[identifier] == label for identifier in right)}/{list(told.values()).count(label)}"
        for label in labels
    )
    return f"{len(told)} of {len(found)} placed, {len(right)} rightly ({by_label})"


def placer(embedder: Once, training_set: TrainingSet) -> Placer:
    """Embed a lesson and fit a classifier to it."""
    return fit(training_set, embedder.embed(training_set.texts))


def gather(side: Side, mechanisms: Sequence[Mechanism]) -> tuple[list[str], np.ndarray]:
    """Give the sentences of mechanisms, and the place of the mechanism that each belongs to."""
    texts = [said(side, each) for each in mechanisms]
    themes = np.repeat(np.arange(len(texts)), [len(each) for each in texts])
    return [text for each in texts for text in each], themes


def said(side: Side, mechanism: Mechanism) -> tuple[str, ...]:
    """Give a mechanism's sentences of one side."""
    return mechanism.employee_prototypes if side is Side.EMPLOYEE else mechanism.customer_prototypes


if __name__ == "__main__":
    main()
