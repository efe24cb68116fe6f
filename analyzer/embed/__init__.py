"""Turn texts into vectors. An embedder's libraries, torch above all, are imported only when it is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeGuard

from analyzer.weights import E5, MINILM, locate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from analyzer.embed.e5 import E5Embedder
    from analyzer.embed.minilm import MiniLMEmbedder


# Part of a fast embedder's fingerprint, between its full embedder's fingerprint and the digest of its training texts.
FAST_MARKER = "/fast-"


# From this share of English on the English embedder is used. It puts up to a fifth of the statements in another
# language into one group, whatever they say; the multilingual one costs English text a fiftieth of its agreement. Of
# purely English text at most 0.3 % is taken for another language (docs/evaluation/languages.md).
MIN_ENGLISH_SHARE = 0.95


class EmbedderError(Exception):
    """The chosen embedder is not available. The message is meant for users."""


class Embedder(Protocol):
    """Anything that turns texts into vectors of unit length.

    Attributes:
        fingerprint: Identifies the model, weights, precision and truncation, so it changes whenever vectors could
            change by more than rounding. Part of every cache key. Where many texts are read in int8, a few are read in
            fp32; the mean cosine between the two is .997.
    """

    fingerprint: str

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one vector of unit length per text, shape (n, d), in the order given."""
        ...


def load_embedder(choice: str, languages: Mapping[str, int]) -> Embedder:
    """Load the chosen embedder.

    Args:
        choice: "auto", "english", "multilingual", or a local path or hub name for sentence-transformers.
        languages: Characters of text per language (ISO 639-1 code), of the run's side with the smallest share of
            English; used only for "auto".

    Raises:
        EmbedderError: A path or hub name cannot be loaded.
        analyzer.weights.WeightsError: Packaged weights are missing or do not match their digest.
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
    """Whether this is a fast embedder, by its fingerprint: checking its class would import it."""
    return FAST_MARKER in embedder.fingerprint


def can_teach_fast(embedder: Embedder) -> TypeGuard[E5Embedder | MiniLMEmbedder]:
    """Whether a fast embedder can be trained on this one, for which its tokens and their vectors are needed."""
    return all(hasattr(embedder, name) for name in ("ids", "vocabulary", "words"))


def mostly_english(languages: Mapping[str, int]) -> bool:
    """Whether enough of the text is English for the English embedder to do better than the multilingual one."""
    return english_share(languages) >= MIN_ENGLISH_SHARE


def english_share(languages: Mapping[str, int]) -> float:
    """Return the share of English in text whose language is known, 0 to 1; 1 if no language is known."""
    known = sum(amount for language, amount in languages.items() if language != "und")
    return languages.get("en", 0) / known if known else 1.0
