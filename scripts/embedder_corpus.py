"""Statements written for this project that train_embedder.py learns from and measures on, and what each speaks of."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analyzer.knowledge import load
from analyzer.types import Side

SAMPLES = Path(__file__).parent.parent / "samples"

# A text, and whose matter it is: (writer or public set, matter).
Sentence = tuple[str, tuple[str, str]]


def sentences(*, translated: bool) -> Iterator[Sentence]:
    """Read everything of our own that is learnt from, in other languages than English, too, where that is wanted."""
    knowledge = load()
    for side in Side:
        for anchor in knowledge.anchors(side):
            yield from ((text, (side, anchor.id)) for text in anchor.prototypes)
    for matter in _lines("*.jsonl"):
        yield from ((text, _owner(matter["matter"])) for text in matter["texts"])
    if translated:
        yield from ((said["text"], _owner(said["matter"])) for said in _lines("translated/*.jsonl"))


def _lines(pattern: str) -> Iterator[dict[str, Any]]:
    for file in sorted((SAMPLES / "matters").glob(pattern)):
        yield from map(json.loads, file.read_text("utf-8").splitlines())


def _owner(matter: str) -> tuple[str, str]:
    return matter.partition("-")[0], matter


def held_out() -> Iterator[tuple[str, list[str], list[str]]]:
    """Read statements that are not learnt from: a name, the statements, and the mechanism of each."""
    for kind in ("known", "novel"):
        files = sorted((SAMPLES / "linkbench").glob(f"holdout-{kind}-*.jsonl"))
        rows = [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]
        for side in Side:
            chosen = [row for row in rows if row["side"] == side and row["mechanism"]]
            yield f"{kind}, {side}", [row["text"] for row in chosen], [row["mechanism"] for row in chosen]


def told_apart(vectors: NDArray[np.float32], own: list[str], neighbours: int = 5) -> float:
    """Return the share of nearest neighbours that are of the same class."""
    alike = vectors @ vectors.T
    np.fill_diagonal(alike, -1)
    nearest, classes = np.argsort(-alike, axis=1)[:, :neighbours], np.asarray(own)
    return float((classes[nearest] == classes[:, None]).mean())
