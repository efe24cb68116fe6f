"""Fit what places themes for both packaged embedders; again whenever an example or a prototype changes.

    train_placing.py

Writes analyzer/placing/weights/MODEL.npz: for each side's stages and layers a matrix and a bias, named by a digest of
the lesson.
"""

from __future__ import annotations

import numpy as np

from analyzer.anchor.regression import digest, file_stem
from analyzer.embed import load_embedder
from analyzer.knowledge import load
from analyzer.pipeline.runs.placing import inherit
from analyzer.placing import fit, layer_training_set, stage_training_set
from analyzer.placing.place import WEIGHTS
from analyzer.types import Side

CHOICES = ("english", "multilingual")


def main() -> None:
    """Fit and write."""
    knowledge = load()
    WEIGHTS.mkdir(exist_ok=True)
    for choice in CHOICES:
        embedder = load_embedder(choice, {})
        fitted = {}
        for side in Side:
            for training_set in (stage_training_set(side), layer_training_set(side, inherit(knowledge, side))):
                placer, name = (
                    fit(training_set, embedder.embed(training_set.texts)),
                    digest(training_set.texts, training_set.labels_and_weights),
                )
                fitted[f"{name}.matrix"] = placer.regression.matrix
                fitted[f"{name}.bias"] = placer.regression.bias
        np.savez_compressed(WEIGHTS / f"{file_stem(embedder.fingerprint)}.npz", **fitted)  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
