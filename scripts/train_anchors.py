"""Fit the anchors of the shipped knowledge base for both packaged embedders; again whenever a prototype changes.

    train_anchors.py

Writes analyzer/knowledge/anchors/MODEL.npz: for each side a matrix, a bias and centres, named by a digest
of the prototypes.
"""

from __future__ import annotations

import numpy as np

from analyzer.anchor import fit
from analyzer.anchor.anchoring import FITTED_FOLDER
from analyzer.anchor.regression import digest, file_stem
from analyzer.embed import load_embedder
from analyzer.knowledge import load
from analyzer.types import Side

CHOICES = ("english", "multilingual")


def main() -> None:
    """Fit and write."""
    knowledge = load()
    FITTED_FOLDER.mkdir(exist_ok=True)
    for choice in CHOICES:
        embedder = load_embedder(choice, {})
        fitted = {}
        for side in Side:
            anchors = knowledge.anchors(side)
            texts = [text for each in anchors for text in each.prototypes]
            owners = [owner for owner, each in enumerate(anchors) for _ in each.prototypes]
            anchoring, name = fit(embedder.embed(texts), owners), digest(texts, owners)
            fitted[f"{name}.matrix"] = anchoring.regression.matrix.astype(np.float16)
            fitted[f"{name}.bias"] = anchoring.regression.bias.astype(np.float16)
            fitted[f"{name}.centres"] = anchoring.centres.astype(np.float16)
        np.savez_compressed(FITTED_FOLDER / f"{file_stem(embedder.fingerprint)}.npz", **fitted)  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
