"""Fit a head: logistic regression, stored as one column so that inference is a single product."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from analyzer.clauses.cut import cut
from analyzer.clauses.features import features
from analyzer.types import Side

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

# scikit-learn's C: of 0.1, 0.3, 1 and 3 the best on mechanisms left out.
_INVERSE_REGULARISATION = 3.0


@dataclass(frozen=True, slots=True)
class Weights:
    """A fitted head of one side: one weight per feature, shape (features,), and a bias."""

    column: NDArray[np.float32]
    bias: float


@dataclass(frozen=True, slots=True)
class Example:
    """A clause of a statement, and whether its author speaks of the other side in it."""

    side: Side
    language: str
    clause: str
    statement: str
    voiced: bool


@cache
def own_examples() -> tuple[Example, ...]:
    """The clauses of the statements written for this project (statements.jsonl), in seven languages."""
    lines = Path(__file__).with_name("statements.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(example for line in lines for example in _examples(json.loads(line)))


def fit(examples: Sequence[Example], vectors: NDArray[np.float32]) -> Weights:
    """Fit the head of one side on labelled clauses and their vectors, shape (n, d).

    The vectors are centred and scaled to a root mean square length of one, because embedders differ in how densely they
    cluster; both are then folded into the weights.
    """
    from sklearn.linear_model import LogisticRegression

    centre = vectors.mean(axis=0)
    scale = float(np.sqrt(np.mean(np.sum((vectors - centre) ** 2, axis=1))))
    rows = features(
        (vectors - centre) / scale,
        [example.clause for example in examples],
        [example.statement for example in examples],
    )
    model = LogisticRegression(C=_INVERSE_REGULARISATION, max_iter=3000, class_weight="balanced")
    model.fit(rows, [example.voiced for example in examples])
    column, width = model.coef_[0].copy(), len(centre)
    column[:width] /= scale
    return Weights(column.astype(np.float32), float(model.intercept_[0] - centre @ column[:width]))


def _examples(row: dict[str, str | None]) -> Iterator[Example]:
    """Yield the clauses of a row; one is positive where at least half of it lies in the marked part."""
    text, marked = str(row["text"]), row["clause"]
    begin = text.index(marked) if marked else 0
    end = begin + len(marked or "")
    for start, stop in cut(text, str(row["language"])):
        shared = min(stop, end) - max(start, begin)
        yield Example(Side(str(row["side"])), str(row["language"]), text[start:stop], text, 2 * shared >= stop - start)
