"""Learn the bridges between promises and complaints for both packaged embedders; again whenever one of them changes.

    train_bridges.py

Writes analyzer/knowledge/bridges/MODEL.npz: a matrix, a bias and two means, named by a digest of the sentences.
"""

from __future__ import annotations

import numpy as np

from analyzer.anchor.regression import digest, file_stem
from analyzer.embed import load_embedder
from analyzer.intentions import fit_bridge, lesson_of
from analyzer.intentions.bridge import SHIPPED
from analyzer.knowledge import load
from analyzer.types import Side

CHOICES = ("english", "multilingual")


def main() -> None:
    """Learn and write."""
    lesson = lesson_of(load().anchors(Side.EMPLOYEE))
    name = digest(lesson.texts, lesson.owners)
    SHIPPED.mkdir(exist_ok=True)
    for choice in CHOICES:
        embedder = load_embedder(choice, {})
        bridge = fit_bridge(lesson, embedder.embed(lesson.texts))
        found = {
            "matrix": bridge.regression.matrix,
            "bias": bridge.regression.bias,
            "tone": bridge.tone,
            "mood": bridge.mood,
        }
        learned = {f"{name}.{part}": values.astype(np.float16) for part, values in found.items()}
        np.savez_compressed(SHIPPED / f"{file_stem(embedder.fingerprint)}.npz", **learned)  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
