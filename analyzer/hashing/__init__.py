"""Feature hashing: words of texts as columns of a sparse matrix, without a vocabulary."""

from analyzer.hashing.words import dense_to_sparse, hash_words

__all__ = ["dense_to_sparse", "hash_words"]
