"""What a classifier of places is fitted on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analyzer.placing.examples import Example, layer_examples, stage_examples
from analyzer.types import Side

# An example was written for its label, a mechanism's sentence only inherits its layer.
EXAMPLE_WEIGHT = 4.0


@dataclass(frozen=True, slots=True)
class Lesson:
    """Sentences, what each is an example of, and how much it counts.

    Attributes:
        examples: At least two labels among them.
        inherited: How many of the last ones were not written for their label, and count less.
    """

    examples: tuple[Example, ...]
    inherited: int = 0

    @property
    def texts(self) -> list[str]:
        """The sentences, length p."""
        return [example.text for example in self.examples]

    @property
    def names(self) -> tuple[str, ...]:
        """The labels in order."""
        return tuple(sorted({example.label for example in self.examples}))

    @property
    def owners(self) -> list[int]:
        """For each sentence the place of its label among the names."""
        places = {name: place for place, name in enumerate(self.names)}
        return [places[example.label] for example in self.examples]

    @property
    def weights(self) -> NDArray[np.float64]:
        """How much each sentence counts, shape (p,); the labels are balanced whatever these are."""
        return np.repeat([EXAMPLE_WEIGHT, 1.0], [len(self.examples) - self.inherited, self.inherited])

    @property
    def told(self) -> list[tuple[str, float]]:
        """Label and weight of each sentence: with the sentences, all that a fit depends on."""
        return [(example.label, float(weight)) for example, weight in zip(self.examples, self.weights, strict=True)]


def stage_lesson(side: Side) -> Lesson:
    """Teach the stages of a side's journey from sentences that were written for them."""
    return Lesson(stage_examples(side))


def layer_lesson(side: Side, inherited: Sequence[Example]) -> Lesson:
    """Teach layers, as one side speaks of them, from sentences written for them and from those of mechanisms."""
    return Lesson((*layer_examples(side), *inherited), len(inherited))
