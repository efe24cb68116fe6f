"""Fit a head: multinomial logistic regression, stored as one matrix so that inference needs only numpy."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from analyzer.types import Side, Valence
from analyzer.valence.cues import parse
from analyzer.valence.features import features

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

CLASSES = (Valence.PAIN, Valence.PRAISE, Valence.WISH, Valence.NEUTRAL)
# scikit-learn's C: of 0.3, 1 and 3 the best on held-out records.
_INVERSE_REGULARISATION = 0.3
# Of 3, 10 and 30 the best on held-out records.
_SEVERITY_RIDGE_PENALTY = 10.0
# Severity where no example was labelled with one.
_DEFAULT_SEVERITY = 0.5
# Share of the total sample weight that each class gets, however many statements it has.
CLASS_SHARES = {Valence.PAIN: 0.35, Valence.PRAISE: 0.35, Valence.WISH: 0.15, Valence.NEUTRAL: 0.15}


@dataclass(frozen=True, slots=True)
class Weights:
    """A fitted head.

    Attributes:
        matrix: One column per valence in ``CLASSES`` and a last one for severity, shape (features, 5).
        bias: Shape (5,).
    """

    matrix: NDArray[np.float32]
    bias: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled statement.

    Attributes:
        text: The statement.
        valence: What it does.
        weight: How much it counts in a fit.
        asked: The question it answers, "" where none is known.
        severity: How bad what it tells of is, 0 to 1; None where nobody said so.
    """

    text: str
    valence: Valence
    weight: float = 1.0
    asked: str = ""
    severity: float | None = None


@cache
def own_statements(side: Side) -> tuple[Example, ...]:
    """The statements written for this project for a side's head, in seven languages.

    statements.jsonl and told.jsonl are of both sides and for both heads; employees.jsonl is for the employees' alone.
    """
    names = ("statements", "told", *(("employees",) if side is Side.EMPLOYEE else ()))
    files = (Path(__file__).with_name(f"{name}.jsonl") for name in names)
    rows = (json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines())
    return tuple(
        Example(row["text"], Valence(row["valence"]), asked=row.get("asked", ""), severity=row.get("severity"))
        for row in rows
    )


def fit(examples: Sequence[Example], vectors: NDArray[np.float32]) -> Weights:
    """Fit a head on labelled statements and their vectors, shape (n, d).

    The vectors are centred and scaled to a root mean square length of one, because embedders differ in how densely they
    cluster; both are then folded into the weights. Severity is a ridge regression (Hoerl and Kennard 1970) on the same
    features; where no example is labelled with a severity, it is constant.
    """
    from sklearn.linear_model import LogisticRegression, Ridge

    centre = vectors.mean(axis=0)
    scale = float(np.sqrt(np.mean(np.sum((vectors - centre) ** 2, axis=1))))
    parsed = parse([each.text for each in examples], [each.asked for each in examples])
    rows = features((vectors - centre) / scale, parsed)
    model = LogisticRegression(C=_INVERSE_REGULARISATION, max_iter=3000)
    model.fit(rows, [CLASSES.index(example.valence) for example in examples], sample_weight=_balanced_weights(examples))
    columns, bias = np.zeros((rows.shape[1], len(CLASSES) + 1)), np.full(len(CLASSES) + 1, _DEFAULT_SEVERITY)
    columns[:, : len(CLASSES)], bias[: len(CLASSES)] = model.coef_.T, model.intercept_
    graded = [place for place, each in enumerate(examples) if each.severity is not None]
    if graded:
        ridge = Ridge(alpha=_SEVERITY_RIDGE_PENALTY)
        weights = np.array([examples[place].weight for place in graded])
        ridge.fit(rows[graded], [examples[place].severity for place in graded], sample_weight=weights / weights.mean())
        columns[:, -1], bias[-1] = ridge.coef_, ridge.intercept_
    width = len(centre)
    columns[:width] /= scale
    bias -= centre @ columns[:width]
    return Weights(columns.astype(np.float32), bias.astype(np.float32))


def _balanced_weights(examples: Sequence[Example]) -> NDArray[np.float64]:
    """Weight the examples so that each class has its share and the mean weight is one."""
    masses = {valence: sum(each.weight for each in examples if each.valence == valence) for valence in CLASSES}
    weights = np.array([each.weight * CLASS_SHARES[each.valence] / masses[each.valence] for each in examples])
    balanced: NDArray[np.float64] = weights / weights.mean()
    return balanced
