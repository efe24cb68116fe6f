"""Feature hashing: words of texts as columns of a sparse matrix, without a vocabulary."""

from analyzer.hashing.words import beside, hash_words

__all__ = ["beside", "hash_words"]
