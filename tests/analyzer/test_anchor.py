"""Anchors: fitted to prototypes, and shipped for the knowledge that ships."""

import numpy as np
import pytest

from analyzer.anchor import fit, shipped
from analyzer.embed import load_embedder
from analyzer.knowledge import load
from analyzer.types import Side


@pytest.mark.parametrize("count", [2, 5])
def test_it_gives_a_statement_to_the_anchor_whose_prototypes_it_resembles(count):
    from sklearn.linear_model import LogisticRegression

    rng = np.random.default_rng(count)
    owners = np.repeat(np.arange(count), 12)
    prototypes = (np.eye(8)[owners] + rng.normal(scale=0.2, size=(len(owners), 8))).astype(np.float32)
    likely = fit(prototypes, owners.tolist()).likely(prototypes)
    np.testing.assert_allclose(likely.sum(axis=1), 1.0, rtol=1e-5)
    expected = LogisticRegression(C=20.0, max_iter=500).fit(prototypes, owners).predict_proba(prototypes)
    np.testing.assert_allclose(likely, expected, atol=1e-4)


@pytest.mark.weights
@pytest.mark.parametrize("side", list(Side))
@pytest.mark.parametrize("choice", ["english", "multilingual"])
def test_what_ships_was_fitted_to_the_knowledge_that_ships(side, choice):
    anchors = load().anchors(side)
    texts = [text for each in anchors for text in each.prototypes]
    owners = [owner for owner, each in enumerate(anchors) for _ in each.prototypes]
    fingerprint = load_embedder(choice, {}).fingerprint
    found = shipped(fingerprint, texts, owners)
    assert found is not None, "run scripts/train_anchors.py"
    assert found.matrix.shape[1] == len(anchors)
    assert shipped(fingerprint, [*texts[:-1], "another"], owners) is None
