"""The distinct texts of a run, compared with the run that it follows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analyzer.lineage import among_young, join, learn_rule
from analyzer.neighbours import Neighbours
from analyzer.pipeline.runs.corpus import Corpus
from analyzer.pipeline.waves.earlier import EarlierRun


@dataclass(frozen=True, slots=True)
class TextHistory:
    """What the earlier run tells about each of the m distinct texts of a run.

    Attributes:
        known: Position of each text in the memory, or -1; shape (m,).
        labels: The earlier theme that each text is known in or joins, or -1; shape (m,).
        young: Which texts came after the themes were formed, or were not read by the followed run: the themes in which
            those stood may have ended there; shape (m,).
        fresh: Which of the young texts have mostly young neighbours; none if neighbours are not known; shape (m,).
        read: The earlier theme of each text by the joining rule alone, whether known or not, or -1; shape (m,).
        before: The same for the memory's own texts.
    """

    known: NDArray[np.int64]
    labels: NDArray[np.int64]
    young: NDArray[np.bool_]
    fresh: NDArray[np.bool_]
    read: NDArray[np.int64]
    before: NDArray[np.int64]

    @classmethod
    def of(cls, corpus: Corpus, earlier: EarlierRun, near: Neighbours | None) -> TextHistory:
        """Compare a run's texts with the memory; ``near`` are their own neighbours, None if they are very many."""
        known = np.array([earlier.places.get(each, -1) for each in corpus.hashes], dtype=np.int64)
        new, rule = known < 0, learn_rule(earlier.memory)
        labels, read = (np.where(new, -1, each[known]) for each in (earlier.memory.labels, rule.rejoined))
        labels[new] = read[new] = join(rule, corpus.vectors[new], corpus.painful[new])
        young = np.array([each not in earlier.old for each in corpus.hashes], dtype=np.bool_) | new
        fresh = np.zeros(len(young), dtype=np.bool_) if near is None else among_young(young, near)
        return cls(known, labels, young, fresh, read, rule.rejoined)
