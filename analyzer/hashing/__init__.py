"""Words of texts as columns of a sparse matrix, without a list of words."""

from analyzer.hashing.words import hash_words

__all__ = ["hash_words"]
