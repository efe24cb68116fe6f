"""Anchors: fitted to prototypes, shipped for the knowledge that ships, and silent where they do not fit."""

import json
from pathlib import Path

import numpy as np
import pytest

from analyzer.anchor import Anchoring, fit, load_fitted
from analyzer.anchor.anchoring import MIN_PAINS
from analyzer.embed import load_embedder
from analyzer.knowledge import load
from analyzer.types import Side

SAMPLES = Path(__file__).parents[2] / "samples"
DIMENSIONS = 64


def around(centres: np.ndarray, count: int, rng: np.random.Generator, spread: float = 0.15) -> np.ndarray:
    """Unit vectors about each centre, `count` of each, in its order."""
    drawn = np.repeat(centres, count, axis=0) + rng.normal(scale=spread, size=(len(centres) * count, DIMENSIONS))
    return (drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype(np.float32)


def read(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (SAMPLES / name).read_text(encoding="utf-8").splitlines()]


def fits(anchoring: Anchoring, pains: np.ndarray) -> bool:
    return anchoring.fits(pains, np.ones(len(pains), dtype=bool))


def make_anchoring(rng: np.random.Generator) -> tuple[Anchoring, np.ndarray]:
    """Six anchors of twelve prototypes, and where they lie; they leave most directions free."""
    centres = np.eye(DIMENSIONS)[:6]
    return fit(around(centres, 12, rng), np.repeat(np.arange(6), 12).tolist()), centres


@pytest.mark.parametrize("count", [2, 5])
def test_it_gives_a_statement_to_the_anchor_whose_prototypes_it_resembles(count):
    from sklearn.linear_model import LogisticRegression

    rng = np.random.default_rng(count)
    owners = np.repeat(np.arange(count), 12)
    prototypes = (np.eye(8)[owners] + rng.normal(scale=0.2, size=(len(owners), 8))).astype(np.float32)
    probabilities = fit(prototypes, owners.tolist()).regression.probabilities(prototypes)
    np.testing.assert_allclose(probabilities.sum(axis=1), 1.0, rtol=1e-5)
    expected = LogisticRegression(C=20.0, max_iter=500).fit(prototypes, owners).predict_proba(prototypes)
    np.testing.assert_allclose(probabilities, expected, atol=1e-4)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("count", [20, 400])
def test_anchors_fit_people_who_speak_of_them(seed, count):
    rng = np.random.default_rng(seed)
    anchoring, centres = make_anchoring(rng)
    assert fits(anchoring, around(centres[:4], count, rng))


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("count", [20, 400])
def test_anchors_do_not_fit_people_who_speak_of_other_matters_near_by(seed, count):
    """Each matter is nearer to one anchor than to any other, and still another matter."""
    rng = np.random.default_rng(seed)
    anchoring, centres = make_anchoring(rng)
    others = centres[:4] + 1.5 * np.eye(DIMENSIONS)[20:24]
    assert not fits(anchoring, around(others / np.linalg.norm(others, axis=1, keepdims=True), count, rng))


@pytest.mark.parametrize("pains", [0, 1, MIN_PAINS - 1])
def test_anchors_do_not_fit_where_too_few_complain_to_tell(pains):
    rng = np.random.default_rng(0)
    anchoring, centres = make_anchoring(rng)
    statements = around(centres, 20, rng)
    assert not anchoring.fits(statements, np.arange(len(statements)) < pains)
    assert anchoring.fits(statements, np.arange(len(statements)) < MIN_PAINS)


def test_a_theme_says_what_its_anchor_says_where_their_centres_meet():
    rng = np.random.default_rng(1)
    anchoring, centres = make_anchoring(rng)
    half_way = (centres[2] + centres[3]) / 2**0.5
    statements = around(np.stack([centres[0], half_way, centres[5]]), 20, rng)
    labels = np.repeat([0, 1, 2], 20)
    assert anchoring.matches_anchor(statements, labels, [0, 2, None]) == [True, False, False]
    assert anchoring.matches_anchor(statements, labels, [1, 3, 5]) == [False, False, True]


@pytest.mark.weights
@pytest.mark.parametrize("side", list(Side))
@pytest.mark.parametrize("choice", ["english", "multilingual"])
def test_what_ships_was_fitted_to_the_knowledge_that_ships(side, choice):
    anchors = load().anchors(side)
    texts = [text for each in anchors for text in each.prototypes]
    owners = [owner for owner, each in enumerate(anchors) for _ in each.prototypes]
    fingerprint = load_embedder(choice, {}).fingerprint
    found = load_fitted(fingerprint, texts, owners)
    assert found is not None, "run scripts/train_anchors.py"
    assert found.regression.matrix.shape[1] == len(found.centres) == len(anchors)
    np.testing.assert_allclose(np.linalg.norm(found.centres, axis=1), 1.0, atol=1e-3)
    assert load_fitted(fingerprint, [*texts[:-1], "another"], owners) is None


@pytest.mark.weights
@pytest.mark.parametrize("side", list(Side))
@pytest.mark.parametrize("choice", ["english", "multilingual"])
@pytest.mark.parametrize("count", [60, 1000])
def test_the_shipped_anchors_fit_our_made_up_people_and_not_what_is_written_of_apps(side, choice, count):
    """Tweets and app reviews speak of matters that no mechanism describes; docs/decisions/0028 has real text."""
    anchors = load().anchors(side)
    texts = [text for each in anchors for text in each.prototypes]
    owners = [owner for owner, each in enumerate(anchors) for _ in each.prototypes]
    embedder = load_embedder(choice, {})
    anchoring = load_fitted(embedder.fingerprint, texts, owners)
    assert anchoring is not None
    apps = {each["text"] for each in read("valence/fresh.jsonl") if each["valence"] in ("pain", "wish")}
    banks = [each for kind in ("bank", "plain") for each in read(f"linkbench/holdout-known-{kind}.jsonl")]
    made = {each["text"] for each in banks if each["side"] == side}
    assert min(len(apps), len(made)) > 100
    rng = np.random.default_rng(0)
    assert not fits(anchoring, embedder.embed(rng.permutation(sorted(apps))[:count].tolist()))
    assert fits(anchoring, embedder.embed(rng.permutation(sorted(made))[:count].tolist()))
