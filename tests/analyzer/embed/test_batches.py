import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analyzer.embed.batches import TOKEN_BUDGET, in_batches

TEXTS = st.lists(st.text(alphabet="ab ", max_size=400), max_size=30)


class Encoder:
    """Takes a text's length for its tokens, and counts its letters for its vector."""

    def __init__(self):
        self.batches = []
        self.told = None

    def tokens(self, texts):
        return [list(map(ord, text)) for text in texts]

    def encode(self, batch, ids):
        assert ids == self.tokens(batch)
        self.batches.append(batch)
        return np.array([[text.count("a") + 1, text.count("b")] for text in batch], dtype=np.float32)

    def encoder(self, count):
        self.told = count
        return self.encode

    def run(self, texts):
        return in_batches(texts, self.tokens, self.encoder, 2)


def test_it_gives_vectors_of_unit_length_in_the_order_of_the_texts():
    vectors = Encoder().run(["bb", "", "aabbbb"])
    np.testing.assert_allclose(vectors, [[0.4472136, 0.8944272], [1.0, 0.0], [0.6, 0.8]], rtol=1e-6)


def test_it_encodes_equal_texts_once():
    encoder = Encoder()
    vectors = encoder.run(["a", "b", "a"])
    assert encoder.batches == [["a", "b"]]
    assert encoder.told == 2
    np.testing.assert_array_equal(vectors[0], vectors[2])


def test_it_gives_an_empty_matrix_for_no_texts():
    assert Encoder().run([]).shape == (0, 2)


@given(TEXTS)
def test_it_keeps_every_batch_within_the_budget_of_tokens(texts):
    encoder = Encoder()
    encoder.run(texts)
    assert all(len(batch) == 1 or len(batch) * max(map(len, batch)) <= TOKEN_BUDGET for batch in encoder.batches)


def test_few_texts_of_all_lengths_are_hardly_padded():
    encoder = Encoder()
    encoder.run(["a" * length for length in (*range(4, 40), 60, 90, 140, 250)])
    padded = sum(len(batch) * max(map(len, batch)) for batch in encoder.batches)
    assert padded < 1.2 * encoder.told


@given(TEXTS, st.randoms())
def test_it_cuts_the_same_batches_whatever_the_order(texts, random):
    shuffled = random.sample(texts, len(texts))
    first, second = Encoder(), Encoder()
    first.run(texts)
    second.run(shuffled)
    assert first.batches == second.batches
