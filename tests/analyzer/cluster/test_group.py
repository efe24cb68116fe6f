"""Groups of invented statements whose vectors can be checked by eye: each topic is an axis."""

from __future__ import annotations

from importlib import import_module

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.metrics import adjusted_rand_score

from analyzer import neighbours
from analyzer.cluster import Grouping, group
from analyzer.cluster.engines import GraphClusters
from analyzer.cluster.group import _split_loose, smallest_group
from analyzer.settings import ThemeSettings

SETTINGS = ThemeSettings()
# The package's ``group`` is the function.
GROUPING = import_module("analyzer.cluster.group")


def topics(sizes: list[int], seed: int = 0, noise: float = 0.12) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Unit vectors around one axis a topic, and which topic each belongs to."""
    rng = np.random.default_rng(seed)
    truth = np.repeat(np.arange(len(sizes)), sizes)
    vectors = np.eye(max(len(sizes), 2) + 6)[truth] + rng.normal(scale=noise, size=(len(truth), max(len(sizes), 2) + 6))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32), truth


def grouped(vectors: NDArray[np.float32], pains: NDArray[np.bool_], settings: ThemeSettings = SETTINGS) -> Grouping:
    none = np.zeros((len(vectors), 0), dtype=np.float32)
    return group(vectors, np.ones(len(vectors), dtype=np.int64), pains, none, settings)


@pytest.mark.parametrize("settings", [SETTINGS, ThemeSettings(engine="bertopic")], ids=["leiden", "bertopic"])
@pytest.mark.filterwarnings("ignore")  # UMAP and HDBSCAN warn about their own calls
def test_it_finds_topics_that_stand_apart(settings: ThemeSettings) -> None:
    vectors, truth = topics([60, 50, 40])
    labels = grouped(vectors, np.ones(150, dtype=bool), settings).labels
    for found in np.unique(labels[labels >= 0]):
        assert len(np.unique(truth[labels == found])) == 1
    assert (labels >= 0).mean() > 0.9


def test_it_keeps_pains_apart_from_what_is_no_pain() -> None:
    vectors, _ = topics([80, 80])
    pains = np.arange(160) % 2 == 0
    grouping = grouped(vectors, pains)
    for found in np.unique(grouping.labels[grouping.labels >= 0]):
        assert len(np.unique(pains[grouping.labels == found])) == 1


def test_it_gives_clear_pains_to_their_anchor() -> None:
    vectors, truth = topics([40, 40, 40])
    anchors = np.full((120, 2), 0.05, dtype=np.float32)
    anchors[truth == 1, 1] = 0.9
    grouping = group(vectors, np.ones(120, dtype=np.int64), np.ones(120, dtype=bool), anchors, SETTINGS)
    anchored = grouping.anchors.index(1)
    assert set(truth[grouping.labels == anchored]) == {1}
    assert [column for column in grouping.anchors if column is not None] == [1]


def test_an_anchor_that_hardly_anybody_speaks_of_claims_less() -> None:
    vectors, truth = topics([60, 40])
    anchors = np.full((100, 8), 0.1, dtype=np.float32)
    # The first topic is clearly the first anchor's, the second nearly as much the second's as the third's.
    anchors[truth == 0, 0] = 0.3
    anchors[truth == 1, 1:3] = 0.2
    anchors[truth == 1, 2] += 0.01
    even = group(vectors, np.ones(100, dtype=np.int64), np.ones(100, dtype=bool), anchors, SETTINGS)
    anchors[truth == 0, 0] -= 0.1
    anchors[truth == 0, 1] += 0.1
    spoken = group(vectors, np.ones(100, dtype=np.int64), np.ones(100, dtype=bool), anchors, SETTINGS)
    assert even.anchors[even.labels[70]] == 2
    assert spoken.anchors[spoken.labels[70]] == 1


def test_it_numbers_groups_by_size() -> None:
    vectors, _ = topics([30, 60, 45])
    labels = grouped(vectors, np.ones(135, dtype=bool)).labels
    sizes = np.bincount(labels[labels >= 0])
    assert list(sizes) == sorted(sizes, reverse=True)


def test_it_makes_no_theme_of_what_too_few_say() -> None:
    vectors, _ = topics([100] * 4)
    anchors = np.full((400, 2), 0.01, dtype=np.float32)
    anchors[:4, 1] = 0.99  # four people voice an anchor; seven make a theme
    labels = group(vectors, np.ones(400, dtype=np.int64), np.ones(400, dtype=bool), anchors, SETTINGS).labels
    assert smallest_group(400) == 7
    assert all((labels == found).sum() >= 7 for found in np.unique(labels[labels >= 0]))


@pytest.mark.parametrize("count", [0, 1, 2, 5, 7, 12])
def test_it_does_not_stumble_over_a_handful(count: int) -> None:
    vectors, _ = topics([count]) if count else (np.zeros((0, 8), dtype=np.float32), None)
    grouping = grouped(vectors, np.ones(count, dtype=bool))
    assert len(grouping.labels) == count


@given(st.integers(0, 1000), st.integers(20, 60), st.integers(1, 4))
def test_it_puts_every_statement_in_one_group_or_the_remainder(seed: int, size: int, kinds: int) -> None:
    vectors, _ = topics([size] * kinds, seed, noise=0.4)
    pains = np.random.default_rng(seed).random(len(vectors)) < 0.6
    grouping = grouped(vectors, pains)
    assert set(grouping.labels) - {-1} == set(range(len(grouping.anchors)))
    assert ((grouping.strength >= 0) & (grouping.strength <= 1)).all()
    assert (grouping.strength[grouping.labels < 0] == 0).all()


def test_it_gives_the_same_groups_for_the_same_seed() -> None:
    vectors, _ = topics([50, 50, 50], noise=0.3)
    first, second = (grouped(vectors, np.ones(150, dtype=bool)).labels for _ in range(2))
    assert (first == second).all()


@pytest.mark.filterwarnings("ignore")
def test_it_serves_bertopic_as_a_cluster_model() -> None:
    from bertopic import BERTopic
    from bertopic.dimensionality import BaseDimensionalityReduction

    vectors, truth = topics([30, 30])
    texts = [f"{'queue till' if kind == 0 else 'stock shelf'} number{at}" for at, kind in enumerate(truth)]
    model = BERTopic(
        embedding_model=None,
        umap_model=BaseDimensionalityReduction(),
        hdbscan_model=GraphClusters(neighbours=10, resolution=1.0),
    )
    found, _ = model.fit_transform(texts, embeddings=vectors)
    assert len(set(zip(found, truth, strict=True))) == 2
    assert {word for word, _ in model.get_topic(0)} & {"queue", "stock"}


def crowd(kinds: int, size: int, noise: float, dimensions: int = 64) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Many unit vectors around random directions."""
    rng = np.random.default_rng(0)
    truth = np.repeat(np.arange(kinds), size)
    vectors = rng.normal(size=(kinds, dimensions))[truth] + rng.normal(scale=noise, size=(kinds * size, dimensions))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32), truth


def test_statements_that_part_cleanly_are_grouped_as_they_part_whatever_anchors_say() -> None:
    vectors, truth = crowd(kinds=12, size=60, noise=0.5)
    anchors = np.full((720, 2), 0.01, dtype=np.float32)
    anchors[truth < 6, 1] = 0.9
    pains = np.arange(720) % 2 == 0
    grouping = group(vectors, np.ones(720, dtype=np.int64), pains, anchors, SETTINGS)
    assert grouping.anchors == (None,) * 12
    assert len(set(zip(grouping.labels, truth, strict=True))) == 12


def test_anchors_claim_pains_where_statements_do_not_part() -> None:
    vectors, truth = crowd(kinds=12, size=60, noise=2.5)
    anchors = np.full((720, 2), 0.01, dtype=np.float32)
    anchors[truth < 3, 1] = 0.9
    pains = np.ones(720, dtype=bool)
    grouping = group(vectors, np.ones(720, dtype=np.int64), pains, anchors, SETTINGS)
    assert grouping.anchors.count(1) == 1


def test_loose_groups_and_edges_are_in_the_remainder_and_lean() -> None:
    near, _ = crowd(kinds=2, size=40, noise=0.8, dimensions=45)
    rng = np.random.default_rng(1)
    noise = rng.normal(size=(60, near.shape[1]))
    noise /= np.linalg.norm(noise, axis=1, keepdims=True)
    vectors = np.concatenate([near, noise.astype(np.float32)])
    grouping = grouped(vectors, np.ones(140, dtype=bool))
    outside = grouping.labels < 0
    assert outside[80:].mean() > 0.5
    assert outside[:80].mean() < 0.1
    assert (grouping.leanings[~outside] == grouping.labels[~outside]).all()
    assert (grouping.leanings[outside] >= 0).any()


def test_praise_has_no_loose_groups_either_but_keeps_its_edges() -> None:
    near, _ = crowd(kinds=2, size=40, noise=0.8, dimensions=20)
    rng = np.random.default_rng(1)
    noise = np.zeros((60, 40))
    noise[:, 20:] = rng.normal(size=(60, 20))
    noise /= np.linalg.norm(noise, axis=1, keepdims=True)
    vectors = np.zeros((140, 40), dtype=np.float32)
    vectors[:80, :20], vectors[80:] = near, noise
    grouping = grouped(vectors, np.zeros(140, dtype=bool))
    assert (grouping.labels[:80] >= 0).all()
    assert (grouping.labels[80:] < 0).all()
    assert (grouping.leanings[80:] >= len(grouping.anchors)).any()


@given(st.integers(0, 1000))
def test_loose_groups_are_numbered_behind_the_others(seed: int) -> None:
    vectors, _ = topics([40, 30, 20], seed, noise=0.6)
    grouping = grouped(vectors, np.ones(90, dtype=bool))
    numbers = set(grouping.leanings) - {-1}
    assert set(grouping.labels) - {-1} == set(range(len(grouping.anchors)))
    assert all(number >= 0 for number in numbers)
    assert (grouping.leanings[grouping.labels >= 0] == grouping.labels[grouping.labels >= 0]).all()


def test_what_an_edge_leaves_of_a_group_is_no_theme_of_one_or_two() -> None:
    # Without the rule three of these sixty uploads have such a theme.
    for seed in range(60):
        vectors, _ = topics([40, 30, 20], seed, noise=0.6)
        anchors = np.random.default_rng(seed).dirichlet(np.full(8, 0.3), size=90).astype(np.float32)
        grouping = group(vectors, np.ones(90, dtype=np.int64), np.ones(90, dtype=bool), anchors, SETTINGS)
        labels = grouping.labels
        assert (np.bincount(labels[labels >= 0]) >= 3).all()


def mixed() -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.int64]]:
    """720 requests, which part cleanly, and 1,440 comments, which do not; two anchors; each one's matter of twelve."""
    requests, truth = crowd(kinds=12, size=60, noise=1.2)
    comments, told = crowd(kinds=12, size=120, noise=2.5)
    vectors = np.zeros((2160, 130), dtype=np.float32)
    vectors[:720, :64], vectors[720:, 64:128] = requests, comments
    # Each kind of text has something in common, too.
    vectors[:720, 128] = vectors[720:, 129] = 1.0
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    anchors = np.full((2160, 2), 0.01, dtype=np.float32)
    anchors[:720][truth < 6, 0] = 0.9
    anchors[720:][told < 3, 1] = 0.9
    return vectors, anchors, np.concatenate([truth, told])


def test_of_a_mixed_upload_the_kind_that_parts_is_grouped_as_it_parts_and_anchors_claim_the_other() -> None:
    vectors, anchors, truth = mixed()
    grouping = group(vectors, np.ones(2160, dtype=np.int64), np.ones(2160, dtype=bool), anchors, SETTINGS)
    assert set(grouping.anchors) == {None, 1}
    asked = grouping.labels[:720]
    assert (asked >= 0).mean() > 0.95
    assert len(set(zip(asked[asked >= 0], truth[:720][asked >= 0], strict=True))) == 12
    asked = asked[asked >= 0]
    assert not set(asked) & set(grouping.labels[720:])


@pytest.mark.parametrize("others", [0, 3])
def test_one_text_that_many_say_is_a_theme(others: int) -> None:
    vectors, _ = topics([1] * (1 + others))
    counts = np.array([50] + [1] * others)
    none = np.zeros((len(vectors), 0), dtype=np.float32)
    grouping = group(vectors, counts, np.ones(len(vectors), dtype=bool), none, SETTINGS)
    assert grouping.labels.tolist() == [0] + [-1] * others


@pytest.mark.parametrize("people", [6, 12, 20])
def test_few_who_all_speak_of_one_matter_are_one_theme(people: int) -> None:
    vectors, _ = topics([people], seed=people)
    assert set(grouped(vectors, np.ones(people, dtype=bool)).labels.tolist()) == {0}


@pytest.mark.parametrize("seed", range(5))
def test_few_who_speak_of_two_matters_are_two_themes(seed: int) -> None:
    vectors, truth = topics([12, 9], seed)
    labels = grouped(vectors, np.ones(21, dtype=bool)).labels
    assert set(labels.tolist()) == {0, 1}
    assert len({*zip(labels.tolist(), truth.tolist(), strict=True)}) == 2


@pytest.mark.parametrize("sizes", [[6] * 5, [8] * 5, [10] * 3])
def test_a_few_dozen_statements_on_a_few_matters_are_about_as_many_themes(sizes: list[int]) -> None:
    found = [grouped(topics(sizes, seed, noise=0.2)[0], np.ones(sum(sizes), dtype=bool)) for seed in range(8)]
    assert abs(np.mean([len(each.anchors) for each in found]) - len(sizes)) <= 1.5
    assert np.mean([(each.labels < 0).mean() for each in found]) < 0.5


def test_on_the_same_ground_the_same_groups_stand() -> None:
    vectors, anchors, _ = mixed()
    counts, pains = np.ones(2160, dtype=np.int64), np.arange(2160) % 3 != 0
    found = group(vectors, counts, pains, anchors, SETTINGS)
    again = group(vectors, counts, pains, anchors, SETTINGS, found.plan)
    np.testing.assert_array_equal(again.labels, found.labels)
    np.testing.assert_array_equal(again.strength, found.strength)


def test_a_part_is_grouped_as_all_were() -> None:
    vectors, anchors, _ = mixed()
    counts, pains = np.ones(2160, dtype=np.int64), np.ones(2160, dtype=bool)
    found = group(vectors, counts, pains, anchors, SETTINGS)
    part = np.flatnonzero(np.random.default_rng(0).random(2160) < 0.8)
    again = group(vectors[part], counts[part], pains[part], anchors[part], SETTINGS, found.plan.part(part))
    np.testing.assert_array_equal(again.plan.kinds, found.plan.kinds[part])
    asked = part < 720
    assert adjusted_rand_score(found.labels[part][asked], again.labels[asked]) > 0.95
    assert set(again.anchors) == set(found.anchors) == {None, 1}


def test_a_loose_group_is_parted_where_it_is_large_enough() -> None:
    vectors, _ = crowd(kinds=4, size=30, noise=1.1)
    near, ones = neighbours.nearest(vectors, 15), np.ones(120, dtype=np.int64)
    labels, loose = np.repeat([0, 0, 1, 2], 30), np.array([True, False, False])
    parted = _split_loose(near, ones, labels, loose, 20)
    # Two subjects in one group are told apart, the other groups stay as they are.
    assert len(set(parted[:30])) == len(set(parted[30:60])) == 1
    assert parted[0] != parted[30]
    assert (parted[60:] == labels[60:]).all()
    assert (_split_loose(near, ones, labels, loose, 61) == labels).all()


def test_pains_that_the_grain_lumps_together_become_themes_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(GROUPING, "RESOLUTION_OF_FEW_PAINS", 0.02)
    vectors, truth = crowd(kinds=24, size=20, noise=1.3, dimensions=96)
    grouping = grouped(vectors, np.ones(480, dtype=bool))
    inside = grouping.labels >= 0
    assert adjusted_rand_score(truth[inside], grouping.labels[inside]) > 0.8
    assert inside.mean() > 0.9


def test_few_pains_are_parted_more_coarsely(monkeypatch: pytest.MonkeyPatch) -> None:
    vectors, truth = crowd(kinds=10, size=40, noise=1.5)
    pains = truth < 3
    few = grouped(vectors, pains).leanings[pains]
    monkeypatch.setattr(GROUPING, "FEW_PAINS", 100)
    many = grouped(vectors, pains).leanings[pains]
    assert len(set(few)) == 3
    assert len(set(many)) > 5


def test_where_all_lies_further_apart_groups_may_be_less_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    vectors, truth = crowd(kinds=5, size=24, noise=2.2)
    pains = np.ones(120, dtype=bool)
    monkeypatch.setattr(GROUPING, "MIN_LIKENESS_OF_FEW_PAINS", 0.25)
    eased = grouped(vectors, pains).labels
    monkeypatch.setattr(GROUPING, "MIN_FLOOR_SCALE", 1.0)
    firm = grouped(vectors, pains).labels
    assert (eased >= 0).mean() > 1.3 * (firm >= 0).mean()
    assert adjusted_rand_score(truth[eased >= 0], eased[eased >= 0]) > 0.2


def test_of_few_pains_groups_may_be_less_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    vectors, truth = crowd(kinds=5, size=24, noise=2.2)
    pains = np.ones(120, dtype=bool)
    monkeypatch.setattr(GROUPING, "MIN_FLOOR_SCALE", 1.0)
    few = grouped(vectors, pains).labels
    monkeypatch.setattr(GROUPING, "MIN_LIKENESS_OF_FEW_PAINS", 0.25)
    as_many = grouped(vectors, pains).labels
    assert (few >= 0).mean() > 1.2 * (as_many >= 0).mean()
    assert adjusted_rand_score(truth[few >= 0], few[few >= 0]) > 0.2
