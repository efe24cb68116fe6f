"""Texts to vectors. An embedder's libraries are imported when it is loaded, and torch not before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeGuard

from analyzer.weights import E5, MINILM, locate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from analyzer.embed.e5 import E5Embedder
    from analyzer.embed.minilm import MiniLMEmbedder


# Stands in the fingerprint of a fast embedder, between its full embedder's and that of its teachers.
FAST = "/fast-"


# The English embedder puts up to a fifth of another language into one heap, whatever it says; the multilingual one
# costs English a fiftieth of its agreement. Of purely English text, 0.3 % at most is taken for another language
# (docs/evaluation/languages.md).
LEAST_ENGLISH = 0.95


class EmbedderError(Exception):
    """The embedder asked for cannot be had. The message is for people."""


class Embedder(Protocol):
    """Anything that turns texts into vectors of unit length.

    Attributes:
        fingerprint: Changes whenever vectors could by more than rounding: model, weights, precision, truncation. Part
            of every cache key. Where many texts are read in int8 a few are read in fp32, at a mean cosine of .997.
    """

    fingerprint: str

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one vector of unit length per text, shape (n, d), in the order given."""
        ...


def load_embedder(choice: str, languages: Mapping[str, int]) -> Embedder:
    """Load the embedder that was chosen.

    Args:
        choice: "auto", "english", "multilingual", or a local path or hub name for sentence-transformers.
        languages: How much text is in each language (ISO 639-1 code to characters), on the side of the run that speaks
            the least English; only "auto" asks.

    Raises:
        EmbedderError: A path or hub name cannot be loaded.
        analyzer.weights.WeightsError: Packaged weights are missing or altered.
    """
    if choice == "auto":
        choice = "english" if mostly_english(languages) else "multilingual"
    if choice == "multilingual":
        from analyzer.embed.e5 import E5Embedder

        return E5Embedder(locate(E5), E5)
    if choice == "english":
        from analyzer.embed.minilm import MiniLMEmbedder

        return MiniLMEmbedder(locate(MINILM), MINILM)
    from analyzer.embed.sentence import SentenceEmbedder, digest, open_model

    model = open_model(choice)
    if model is None:
        raise EmbedderError(
            f"The embedder '{choice}' is neither a folder with a sentence-transformers model nor one that can be "
            "fetched from here: give the path of a model's folder, or choose 'english' or 'multilingual'."
        )
    return SentenceEmbedder(model, choice, digest(model))


def is_fast(embedder: Embedder) -> bool:
    """Whether this is a fast embedder, by its fingerprint: asking for its class would import it."""
    return FAST in embedder.fingerprint


def learns_from(embedder: Embedder) -> TypeGuard[E5Embedder | MiniLMEmbedder]:
    """Whether a fast embedder can learn from this one: it needs its tokens and their vectors."""
    return all(hasattr(embedder, name) for name in ("ids", "vocabulary", "words"))


def mostly_english(languages: Mapping[str, int]) -> bool:
    """Whether so much of the text whose language is known is English that the English embedder serves it better."""
    return english_share(languages) >= LEAST_ENGLISH


def english_share(languages: Mapping[str, int]) -> float:
    """Return how much of the text whose language is known is English, 0 to 1; 1 when none is known."""
    known = sum(amount for language, amount in languages.items() if language != "und")
    return languages.get("en", 0) / known if known else 1.0
