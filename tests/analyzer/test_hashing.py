"""Vectors and hashed words, side by side."""

from itertools import pairwise
from zlib import crc32

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import hstack

from analyzer.hashing import dense_to_sparse, hash_words


def test_vectors_stand_beside_words_as_they_are_zeros_too() -> None:
    vectors = np.array([[0.5, 0.0], [0.0, 0.0], [-1.0, 2.0]], dtype=np.float32)
    together = hstack([dense_to_sparse(vectors), hash_words([["till"], [], ["till", "froze"]], 16)], format="csr")
    np.testing.assert_array_equal(together[:, :2].toarray(), vectors)
    assert together.shape == (3, 18)
    assert dense_to_sparse(vectors[:0]).shape == (0, 2)


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8"), max_size=4))), st.sampled_from([1, 7, 4096]))
def test_each_word_and_each_pair_has_the_column_of_its_checksum(texts, columns):
    hashed = hash_words(texts, columns)
    assert hashed.shape == (len(texts), columns)
    for row, words in zip(hashed.toarray(), texts, strict=True):
        terms = [*words, *(" ".join(pair) for pair in pairwise(["", *words, ""]))]
        wanted = {crc32(term.encode()) % columns for term in terms}
        assert set(np.flatnonzero(row)) == wanted
        np.testing.assert_array_equal(row[list(wanted)], np.float32(len(wanted) ** -0.5))
