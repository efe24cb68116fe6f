"""How finely and how cleanly statements part."""

import numpy as np
import pytest
from sklearn.metrics import silhouette_score

from analyzer.cluster.graph import quick_communities
from analyzer.cluster.resolution import COARSER_RESOLUTIONS, ResolutionScore, choose_resolution, separation
from analyzer.neighbours import nearest


def crowd(kinds: int, size: int, noise: float) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(3)
    truth = np.repeat(np.arange(kinds), size)
    vectors = rng.normal(size=(kinds, 48))[truth] + rng.normal(scale=noise, size=(kinds * size, 48))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32), truth


def score_of(vectors: np.ndarray) -> ResolutionScore:
    return choose_resolution(vectors, nearest(vectors, 15))


def test_separation_falls_with_noise_as_the_full_silhouette_does():
    noises = (0.3, 0.8, 1.6)
    ours = [separation(*crowd(8, 40, noise)) for noise in noises]
    full = [silhouette_score(*crowd(8, 40, noise), metric="cosine") for noise in noises]
    assert ours == sorted(ours, reverse=True)
    assert ours[0] > 0.9
    assert 0 < ours[-1] < 0.5
    assert np.corrcoef(ours, full)[0, 1] > 0.95


def test_one_group_separates_nothing_and_lone_statements_count_as_zero():
    vectors, _ = crowd(1, 10, 0.5)
    assert separation(vectors, np.zeros(10, dtype=np.int64)) == 0
    assert separation(vectors, np.arange(10)) == 0


def test_the_resolution_follows_the_number_of_kinds():
    few, many = score_of(crowd(5, 80, 0.6)[0]), score_of(crowd(60, 20, 0.6)[0])
    assert few.resolution <= many.resolution
    assert min(few.separation, many.separation) > 0.28


def test_the_resolution_is_a_property_of_the_statements():
    vectors, _ = crowd(10, 30, 1.0)
    assert score_of(vectors) == score_of(vectors)


def test_it_is_no_finer_than_groups_of_use_though_patterns_part_more_cleanly_than_topics():
    rng = np.random.default_rng(5)
    topics, patterns = np.repeat(np.arange(6), 240), np.repeat(np.arange(72), 20)
    vectors = rng.normal(size=(6, 48))[topics] + 0.8 * rng.normal(size=(72, 48))[patterns]
    vectors += rng.normal(scale=1.1, size=vectors.shape)
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    near = nearest(vectors, 15)
    scores = [choose_resolution(vectors, near, fewest) for fewest in (1, 60)]
    fine, useful = (int(next(quick_communities(near, [each.resolution])).max()) + 1 for each in scores)
    assert fine > 60
    assert useful == 6
    assert all(each.is_separated for each in scores)


def test_of_few_statements_it_takes_the_coarsest_resolution_that_separates_however_many_would_be_of_use():
    vectors, _ = crowd(10, 30, 0.6)
    assert choose_resolution(vectors, nearest(vectors, 15), fewest=10_000).resolution == COARSER_RESOLUTIONS[0]


@pytest.mark.parametrize("others", [0, 300])
def test_texts_all_alike_stand_apart_from_nothing(others: int):
    rng = np.random.default_rng(2)
    same = np.repeat(rng.normal(size=(1, 48)), 600 - others, axis=0)
    vectors = np.concatenate([same, rng.normal(size=(others, 48))])
    # As far apart as rounding leaves what is the same.
    vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True) + rng.normal(scale=1e-8, size=vectors.shape)
    score = score_of(vectors.astype(np.float32))
    assert -1 <= score.separation < 0.28
