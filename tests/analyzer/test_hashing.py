"""Vectors and hashed words, side by side."""

import numpy as np
from scipy.sparse import hstack

from analyzer.hashing import beside, hash_words


def test_vectors_stand_beside_words_as_they_are_zeros_too() -> None:
    vectors = np.array([[0.5, 0.0], [0.0, 0.0], [-1.0, 2.0]], dtype=np.float32)
    together = hstack([beside(vectors), hash_words([["till"], [], ["till", "froze"]], 16)], format="csr")
    np.testing.assert_array_equal(together[:, :2].toarray(), vectors)
    assert together.shape == (3, 18)
    assert beside(vectors[:0]).shape == (0, 2)
