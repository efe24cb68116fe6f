"""The fast tier: a map from words into the full embedder's space."""

import numpy as np
import pytest

from analyzer.embed import is_fast, load_embedder
from analyzer.embed.fast import TRAINING_TEXTS, FastEmbedder, choose_training_texts
from analyzer.types import Side
from analyzer.valence.training import own_statements

HELD_OUT = 100


@pytest.fixture(scope="module", params=["english", "multilingual"])
def taught(request):
    full = load_embedder(request.param, {})
    texts = sorted({example.text for example in own_statements(Side.CUSTOMER)})
    held_out, teachers = texts[::3][:HELD_OUT], [text for at, text in enumerate(texts) if at % 3][::4]
    return FastEmbedder(full, teachers, full.embed(teachers)), held_out, full.embed(held_out)


@pytest.mark.weights
def test_it_places_statements_it_did_not_learn_from_near_where_the_full_embedder_does(taught):
    fast, held_out, full = taught
    similar = fast.embed(held_out) @ full.T
    own = np.diag(similar)
    assert own.mean() > similar.mean() + 0.3
    # By chance, one in ten would be among the ten nearest.
    assert ((similar > own[:, None]).sum(axis=1) < 10).mean() > 0.5


@pytest.mark.weights
def test_it_gives_unit_vectors_in_the_order_of_the_texts_whatever_stands_beside_them(taught):
    fast, held_out, _ = taught
    together = fast.embed([*held_out[:20], "", "word " * 2000])
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1.0, rtol=1e-5)
    np.testing.assert_allclose(fast.embed(held_out[19::-1])[::-1], together[:20], atol=1e-5)
    assert fast.embed([]).shape == (0, together.shape[1])


@pytest.mark.weights
def test_its_fingerprint_names_the_full_embedder_and_changes_with_its_teachers(taught):
    fast, held_out, full = taught
    other = FastEmbedder(fast.full, held_out[:50], full[:50])
    assert is_fast(fast)
    assert not is_fast(fast.full)
    assert fast.fingerprint.startswith(fast.full.fingerprint)
    assert other.fingerprint != fast.fingerprint


def test_it_chooses_teachers_by_what_is_said_and_not_by_the_order():
    texts = [f"statement {at}" for at in range(TRAINING_TEXTS + 500)]
    chosen = choose_training_texts(texts)
    assert len(set(chosen)) == TRAINING_TEXTS
    assert choose_training_texts([*texts[::-1], *texts]) == chosen
    # New statements move few of the others out.
    assert (
        len(set(chosen) & set(choose_training_texts([*texts, *(f"new {at}" for at in range(35))])))
        > TRAINING_TEXTS - 60
    )
