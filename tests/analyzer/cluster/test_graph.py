import networkit
import numpy as np
import pytest

from analyzer.cluster import graph
from analyzer.cluster.graph import communities, quick_communities
from analyzer.neighbours import Neighbours, nearest


def blocks(sizes: list[int], noise: float, seed: int = 0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    centres = np.repeat(rng.standard_normal((len(sizes), 24)), sizes, axis=0)
    vectors = (centres + noise * rng.standard_normal(centres.shape)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def test_what_was_planted_is_found_largest_first():
    sizes = [40, 25, 15]
    found = communities(nearest(blocks(sizes, 0.3), 10), 1.0)
    np.testing.assert_array_equal(found, np.repeat([0, 1, 2], sizes))


def test_a_statement_that_nothing_is_like_is_a_group_of_its_own():
    near = nearest(blocks([12, 12], 0.2), 5)
    cosines = np.vstack([near.cosines, np.zeros((2, 5), np.float32)])
    found = communities(Neighbours(np.vstack([near.indices, np.zeros((2, 5), np.int64)]), cosines), 1.0)
    assert len(set(found[24:])) == 2
    assert not set(found[24:]) & set(found[:24])


@pytest.mark.parametrize("runs", [graph.CONSENSUS_RUNS, ()], ids=["agreeing", "one"])
def test_groups_are_the_same_whatever_the_library_was_set_to_before(monkeypatch, runs):
    """Its chance and its threads are the process's, and by several threads a run ends elsewhere each time."""
    monkeypatch.setattr(graph, "CONSENSUS_RUNS", runs)
    near = nearest(blocks([30] * 12, 1.6), 8)
    first = communities(near, 2.0)
    networkit.setSeed(99, True)
    networkit.setNumberOfThreads(4)
    np.testing.assert_array_equal(communities(near, 2.0), first)


def test_a_finer_resolution_makes_more_groups():
    coarse, fine = quick_communities(nearest(blocks([30] * 12, 1.2), 8), [0.5, 8.0])
    assert coarse.max() < fine.max()
