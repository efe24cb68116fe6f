"""Very many statements: a sample is grouped, the others join."""

import numpy as np

from analyzer import cluster
from analyzer.cluster import plan, sampled
from analyzer.cluster.group import group
from analyzer.cluster.plan import plan_grouping
from analyzer.settings import ThemeSettings


def statements(each: int, kinds: int = 6) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(0)
    truth = rng.permutation(np.repeat(np.arange(kinds), each))
    vectors = np.eye(16)[truth] + rng.normal(scale=0.12, size=(len(truth), 16))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32), truth


def grouped(vectors: np.ndarray, truth: np.ndarray) -> cluster.Grouping:
    none = np.zeros((len(vectors), 0), dtype=np.float32)
    counts = np.ones(len(vectors), dtype=np.int64)
    return cluster.group(vectors, counts, truth % 2 == 0, none, ThemeSettings())


def test_statements_outside_the_sample_join_the_group_of_what_they_say(monkeypatch):
    monkeypatch.setattr(plan, "MAX_COMPARED", 240)
    vectors, truth = statements(200)
    found = grouped(vectors, truth)
    assert found.labels.shape == found.strength.shape == (1200,)
    of_group = [set(truth[found.labels == label]) for label in range(found.labels.max() + 1)]
    assert all(len(held) == 1 for held in of_group)
    assert (found.labels >= 0).mean() > 0.95
    assert ((found.strength > 0) == (found.labels >= 0)).all()
    assert found.strength.max() <= 1.0 + 1e-6


def test_what_resembles_no_group_of_its_kind_stays_outside(monkeypatch):
    monkeypatch.setattr(plan, "MAX_COMPARED", 240)
    vectors, _ = statements(200)
    far = np.zeros((30, 16), dtype=np.float32)
    far[:, 15] = 1.0
    found = np.where(np.arange(240) < 120, 0, 1)
    labels, strength = sampled.join_nearest(
        np.concatenate([vectors[:240], far]), np.ones(270, dtype=np.bool_), np.arange(240), found
    )
    assert (labels[240:] == -1).all()
    assert (strength[240:] == 0).all()


def test_few_are_grouped_as_they_are_on_the_ground_that_is_known(monkeypatch):
    vectors, truth = statements(40)
    monkeypatch.setattr(plan, "MAX_COMPARED", len(vectors))
    pains = truth % 2 == 0
    # Another plan than they would be given, with which they are grouped differently.
    other = plan_grouping(np.roll(vectors, 1, axis=0), pains, look_for_kinds=True)
    given = (vectors, np.ones(len(vectors), dtype=np.int64), pains, np.zeros((len(vectors), 0), dtype=np.float32))
    found, whole = (grouping(*given, ThemeSettings(), other) for grouping in (cluster.group, group))
    for name in ("labels", "strength", "leanings"):
        np.testing.assert_array_equal(getattr(found, name), getattr(whole, name))
    assert found.plan is other
    assert found.anchors == whole.anchors
    assert (found.labels != grouped(vectors, truth).labels).any()


def test_a_group_of_both_kinds_takes_both_and_a_group_of_one_kind_its_own():
    vectors, truth = statements(100, kinds=2)
    sample, pains = np.arange(120), np.zeros(200, dtype=np.bool_)
    pains[truth == 0] = True
    pains[np.flatnonzero(truth == 1)[::2]] = True
    labels, _ = sampled.join_nearest(vectors, pains, sample, truth[:120])
    rest = np.arange(120, 200)
    assert (labels[rest[truth[rest] == 1]] == 1).all()
    swapped = pains.copy()
    swapped[rest] = False
    labels, _ = sampled.join_nearest(vectors, swapped, sample, truth[:120])
    assert not (labels[rest[truth[rest] == 0]] == 0).any()


def test_a_sample_is_parted_no_finer_than_is_of_use(monkeypatch):
    rng = np.random.default_rng(5)
    topics, patterns = np.repeat(np.arange(6), 240), np.repeat(np.arange(72), 20)
    vectors = rng.normal(size=(6, 48))[topics] + 0.8 * rng.normal(size=(72, 48))[patterns]
    vectors += rng.normal(scale=1.1, size=vectors.shape)
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    monkeypatch.setattr(plan, "MAX_COMPARED", 1000)
    fine, useful = (plan_grouping(vectors, np.ones(1440, dtype=np.bool_), True, fewest=fewest) for fewest in (1, 60))
    assert len(useful.at) == len(useful.kinds) == 1000
    assert useful.resolutions < fine.resolutions
