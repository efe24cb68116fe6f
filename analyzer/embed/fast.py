"""The fast tier: a linear map from a text's bag of words into the full embedder's space.

The full embedder embeds a few thousand of the user's own statements. From these a kernel ridge regression learns to
predict a statement's vector from the mean of its word vectors and from the words themselves
(docs/decisions/0020-two-tiers.md). The kernel is linear in both, so the fitted map reduces to one row per word:

    vector = unit(bag · (table · A + B) + c)

where bag is the statement's TF-IDF weights at unit length, table the embedder's own word vectors, and A, B and c are
learned.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np

from analyzer.embed import FAST_MARKER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    from analyzer.embed.e5 import E5Embedder
    from analyzer.embed.minilm import MiniLMEmbedder

    Vectors = NDArray[np.float32]
    TokenEmbedder = E5Embedder | MiniLMEmbedder

# Number of statements that the full embedder embeds to train the map, chosen by hash among the distinct ones.
TRAINING_TEXTS = 2000
# Chosen on BANKING77 and NHS phase 1 (docs/decisions/0020-two-tiers.md): the weight of shared words in the kernel,
# beside that of similar word vectors, and the ridge penalty.
WORD_KERNEL_WEIGHT = 1.0
RIDGE_PENALTY = 0.3


@dataclass(frozen=True, slots=True)
class _LinearMap:
    """The fitted map.

    Attributes:
        idf: Inverse document frequency of each word of the vocabulary, shape (v,).
        projection: A of the module's formula, shape (d, d).
        word_rows: B, shape (v, d).
        offset: c, shape (d,).
    """

    idf: NDArray[np.float32]
    projection: Vectors
    word_rows: Vectors
    offset: Vectors


class FastEmbedder:
    """Predicts a full embedder's vectors from bags of words; about fifty times as fast.

    Attributes:
        full: The embedder whose space it is.
    """

    def __init__(self, full: TokenEmbedder, texts: Sequence[str], vectors: Vectors) -> None:
        """Fit the map.

        Args:
            full: The embedder whose space it is.
            texts: Distinct statements; see ``choose_training_texts``.
            vectors: Their vectors by the full embedder, shape (n, d), unit length.
        """
        self.full = full
        self._map = _fit(full, texts, vectors)
        learned = sha256("\0".join(texts).encode(errors="surrogatepass")).hexdigest()[:12]
        self.fingerprint = f"{full.fingerprint}{FAST_MARKER}{learned}"

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one vector of unit length per text, shape (n, d), in the order given."""
        if not texts:
            return np.zeros((0, len(self._map.offset)), dtype=np.float32)
        bags, words = _bags(self.full, texts, self._map.idf)
        rows = self.full.words(words) @ self._map.projection + self._map.word_rows[words]
        return _unit(bags @ rows + self._map.offset)


def choose_training_texts(texts: Sequence[str]) -> list[str]:
    """Choose the statements that train the map: those with the smallest hashes, so that their order does not matter."""
    distinct = set(texts)
    return sorted(distinct, key=lambda text: sha256(text.encode(errors="surrogatepass")).digest())[:TRAINING_TEXTS]


def _fit(full: TokenEmbedder, texts: Sequence[str], vectors: Vectors) -> _LinearMap:
    from scipy.linalg import solve

    idf = _idf(full, texts)
    bags, words = _bags(full, texts, idf)
    static = bags @ full.words(words)
    centre, mean = static.mean(axis=0), vectors.mean(axis=0)
    static -= centre
    kernel = static @ static.T + WORD_KERNEL_WEIGHT * (bags @ bags.T).toarray()
    kernel[np.diag_indices(len(texts))] += RIDGE_PENALTY
    weights = solve(kernel, vectors - mean, assume_a="pos").astype(np.float32)
    projection = static.T @ weights
    word_rows = np.zeros((len(idf), vectors.shape[1]), dtype=np.float32)
    word_rows[words] = WORD_KERNEL_WEIGHT * (bags.T @ weights)
    return _LinearMap(idf, projection, word_rows, mean - centre @ projection)


def _idf(full: TokenEmbedder, texts: Sequence[str]) -> NDArray[np.float32]:
    """Return the inverse document frequency of each word of the vocabulary among the texts, never below 0.3."""
    found = np.zeros(full.vocabulary, dtype=np.int64)
    for ids in full.ids(list(texts)):
        found[np.unique(ids)] += 1
    return (np.log((len(texts) + 1) / (found + 1)) + 0.3).astype(np.float32)


def _bags(full: TokenEmbedder, texts: Sequence[str], idf: NDArray[np.float32]) -> tuple[csr_matrix, NDArray[np.int64]]:
    """Return each text's TF-IDF weights, shape (n, w), rows of unit length, and the w words (token ids) that occur."""
    from scipy.sparse import csr_matrix, diags

    ids = full.ids(list(texts))
    ends = np.cumsum([0, *map(len, ids)])
    words, columns = np.unique(np.concatenate([np.asarray(each, dtype=np.int64) for each in ids]), return_inverse=True)
    counts = csr_matrix((idf[words][columns], columns, ends), shape=(len(ids), len(words)))
    counts.sum_duplicates()
    lengths = np.sqrt(np.asarray(counts.multiply(counts).sum(axis=1)).ravel())
    return (diags(1 / np.maximum(lengths, 1e-9)).astype(np.float32) @ counts).tocsr(), words


def _unit(values: Vectors) -> Vectors:
    unit: Vectors = (values / np.maximum(np.linalg.norm(values, axis=1, keepdims=True), 1e-9)).astype(np.float32)
    return unit
