"""Training sets for the classifiers of stages and layers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analyzer.placing.examples import Example, layer_examples, stage_examples
from analyzer.types import Side

# Weight of an example that was written for its label; a mechanism's sentence, which inherits its layer, has 1.
EXAMPLE_WEIGHT = 4.0


@dataclass(frozen=True, slots=True)
class TrainingSet:
    """Labelled sentences with sample weights.

    Attributes:
        examples: Labelled sentences, with at least two labels among them.
        inherited: How many at the end inherit their label from a mechanism, and count less.
    """

    examples: tuple[Example, ...]
    inherited: int = 0

    @property
    def texts(self) -> list[str]:
        """The sentences, p of them."""
        return [example.text for example in self.examples]

    @property
    def names(self) -> tuple[str, ...]:
        """The distinct labels, sorted."""
        return tuple(sorted({example.label for example in self.examples}))

    @property
    def owners(self) -> list[int]:
        """For each sentence the position of its label in ``names``."""
        places = {name: place for place, name in enumerate(self.names)}
        return [places[example.label] for example in self.examples]

    @property
    def weights(self) -> NDArray[np.float64]:
        """Weight of each sentence, shape (p,); fitting balances the labels on top of these."""
        return np.repeat([EXAMPLE_WEIGHT, 1.0], [len(self.examples) - self.inherited, self.inherited])

    @property
    def labels_and_weights(self) -> list[tuple[str, float]]:
        """Label and weight of each sentence: with the sentences themselves, all that a fit depends on."""
        return [(example.label, float(weight)) for example, weight in zip(self.examples, self.weights, strict=True)]


def stage_training_set(side: Side) -> TrainingSet:
    """Return training sentences for the stages of a side's journey, all written for them."""
    return TrainingSet(stage_examples(side))


def layer_training_set(side: Side, inherited: Sequence[Example]) -> TrainingSet:
    """Return training sentences for layers as one side speaks of them, including those that inherit a layer."""
    return TrainingSet((*layer_examples(side), *inherited), len(inherited))
