"""The fast tier: a text's words looked up in a table and mapped into the full embedder's space.

The full embedder reads a few thousand of the user's own statements; a kernel ridge regression learns from them how the
mean of a statement's word vectors, and the words themselves, map to its vector (docs/decisions/0020-two-tiers.md). The
kernel is linear in both, so that what is learned folds into one row per word:

    vector = unit(bag · (table · A + B) + c)

with bag a statement's TF-IDF weights of unit length, table the embedder's own word vectors, A, B and c learned.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np

from analyzer.embed import FAST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    from analyzer.embed.e5 import E5Embedder
    from analyzer.embed.minilm import MiniLMEmbedder

    Vectors = NDArray[np.float32]
    TokenEmbedder = E5Embedder | MiniLMEmbedder

# Statements that the full embedder reads to teach the map, chosen by hash among the distinct ones.
TAUGHT = 2000
# Chosen on BANKING77 and NHS phase 1 (docs/decisions/0020-two-tiers.md): how much a word counts for itself beside its
# place in the table, and how hard the map is held back.
OWN = 1.0
HELD_BACK = 0.3


@dataclass(frozen=True, slots=True)
class _Map:
    """What was learned: ``rarity`` and ``own`` have a row per word of the vocabulary."""

    rarity: NDArray[np.float32]
    turn: Vectors
    own: Vectors
    shift: Vectors


class FastEmbedder:
    """Maps bags of words into a full embedder's space; about fifty times as fast.

    Attributes:
        full: The embedder whose space it is.
    """

    def __init__(self, full: TokenEmbedder, texts: Sequence[str], vectors: Vectors) -> None:
        """Learn the map.

        Args:
            full: The embedder whose space it is.
            texts: Distinct statements; see ``choose``.
            vectors: The full embedder's vectors of them, shape (n, d), unit length.
        """
        self.full = full
        self._map = _learn(full, texts, vectors)
        learned = sha256("\0".join(texts).encode(errors="surrogatepass")).hexdigest()[:12]
        self.fingerprint = f"{full.fingerprint}{FAST}{learned}"

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one vector of unit length per text, shape (n, d), in the order given."""
        if not texts:
            return np.zeros((0, len(self._map.shift)), dtype=np.float32)
        bags, words = _bags(self.full, texts, self._map.rarity)
        rows = self.full.words(words) @ self._map.turn + self._map.own[words]
        return _unit(bags @ rows + self._map.shift)


def choose(texts: Sequence[str]) -> list[str]:
    """Choose the statements that teach the map: those of the smallest hashes, whatever order they come in."""
    distinct = set(texts)
    return sorted(distinct, key=lambda text: sha256(text.encode(errors="surrogatepass")).digest())[:TAUGHT]


def _learn(full: TokenEmbedder, texts: Sequence[str], vectors: Vectors) -> _Map:
    from scipy.linalg import solve

    rarity = _rarity(full, texts)
    bags, words = _bags(full, texts, rarity)
    static = bags @ full.words(words)
    centre, shift = static.mean(axis=0), vectors.mean(axis=0)
    static -= centre
    kernel = static @ static.T + OWN * (bags @ bags.T).toarray()
    kernel[np.diag_indices(len(texts))] += HELD_BACK
    weights = solve(kernel, vectors - shift, assume_a="pos").astype(np.float32)
    turn = static.T @ weights
    own = np.zeros((len(rarity), vectors.shape[1]), dtype=np.float32)
    own[words] = OWN * (bags.T @ weights)
    return _Map(rarity, turn, own, shift - centre @ turn)


def _rarity(full: TokenEmbedder, texts: Sequence[str]) -> NDArray[np.float32]:
    """Inverse document frequency of each word of the vocabulary among the texts, at least a little above nothing."""
    found = np.zeros(full.vocabulary, dtype=np.int64)
    for ids in full.ids(list(texts)):
        found[np.unique(ids)] += 1
    return (np.log((len(texts) + 1) / (found + 1)) + 0.3).astype(np.float32)


def _bags(
    full: TokenEmbedder, texts: Sequence[str], rarity: NDArray[np.float32]
) -> tuple[csr_matrix, NDArray[np.int64]]:
    """Weigh each text's words: shape (n, w), rows of unit length, and which w words of the vocabulary stand in them."""
    from scipy.sparse import csr_matrix, diags

    ids = full.ids(list(texts))
    ends = np.cumsum([0, *map(len, ids)])
    words, columns = np.unique(np.concatenate([np.asarray(each, dtype=np.int64) for each in ids]), return_inverse=True)
    counts = csr_matrix((rarity[words][columns], columns, ends), shape=(len(ids), len(words)))
    counts.sum_duplicates()
    lengths = np.sqrt(np.asarray(counts.multiply(counts).sum(axis=1)).ravel())
    return (diags(1 / np.maximum(lengths, 1e-9)).astype(np.float32) @ counts).tocsr(), words


def _unit(values: Vectors) -> Vectors:
    unit: Vectors = (values / np.maximum(np.linalg.norm(values, axis=1, keepdims=True), 1e-9)).astype(np.float32)
    return unit
