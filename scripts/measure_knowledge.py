"""Measure how well the knowledge base's entries can be told apart: each sentence by a model that has not seen it.

    .venv/bin/python scripts/measure_knowledge.py [english|multilingual]

What an analysis does with statements is done here with the prototypes themselves, a fifth at a time.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.model_selection import StratifiedKFold

from analyzer.anchor import fit
from analyzer.embed import Embedder, load_embedder
from analyzer.knowledge import Anchor, load
from analyzer.types import Side

FOLDS = 5


@dataclass(frozen=True, slots=True)
class Confusion:
    """How entries of one side were told apart.

    Attributes:
        first: Share of sentences whose own entry was the likeliest, 0 to 1.
        third: Share whose own entry was among the likeliest three.
        by_entry: Entry to its own share, the worst first.
        pairs: Two entries to how many sentences of either went to the other, the most first.
    """

    first: float
    third: float
    by_entry: tuple[tuple[str, float], ...]
    pairs: tuple[tuple[tuple[str, str], int], ...]


def main() -> None:
    """Print both sides' shares, the entries worst told apart, and the pairs most confused."""
    embedder = load_embedder(sys.argv[1] if len(sys.argv) > 1 else "english", {"en": 1})
    for side in Side:
        anchors = load().anchors(side)
        found = confuse(anchors, embedder)
        print(f"{side}: {len(anchors)} entries, first {found.first:.2f}, among three {found.third:.2f}")
        print("  worst: " + ", ".join(f"{name} {share:.2f}" for name, share in found.by_entry[:10]))
        print("  pairs: " + ", ".join(f"{a} and {b} {count}" for (a, b), count in found.pairs[:10]))


def confuse(anchors: Sequence[Anchor], embedder: Embedder) -> Confusion:
    """Give each sentence to the entry that is likeliest without it."""
    texts = [text for each in anchors for text in each.prototypes]
    owners = np.repeat(np.arange(len(anchors)), [len(each.prototypes) for each in anchors])
    vectors = embedder.embed(texts)
    ranked = np.zeros((len(texts), len(anchors)), dtype=np.int64)
    for known, unseen in StratifiedKFold(FOLDS, shuffle=True, random_state=0).split(vectors, owners):
        ranked[unseen] = np.argsort(
            -fit(vectors[known], owners[known]).regression.probabilities(vectors[unseen]), axis=1
        )
    right = ranked[:, 0] == owners
    shares = {each.id: float(right[owners == at].mean()) for at, each in enumerate(anchors)}
    wrong = zip(owners[~right], ranked[~right, 0], strict=True)
    pairs = Counter(tuple(sorted((anchors[a].id, anchors[b].id))) for a, b in wrong)
    return Confusion(
        first=float(right.mean()),
        third=float((ranked[:, :3] == owners[:, None]).any(axis=1).mean()),
        by_entry=tuple(sorted(shares.items(), key=lambda item: item[1])),
        pairs=tuple(((pair[0], pair[1]), count) for pair, count in pairs.most_common()),
    )


if __name__ == "__main__":
    main()
