"""Texts to vectors. torch and sentence-transformers are imported when the first embedder is loaded, not before."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from analyzer.weights import MINILM, locate

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]

# Tokens in a batch, padding included. Small batches of equal lengths beat large padded ones on a processor.
TOKEN_BUDGET = 1024


class EmbedderError(Exception):
    """The embedder asked for cannot be had. The message is for people."""


class Embedder(Protocol):
    """Anything that turns texts into vectors of unit length.

    Attributes:
        fingerprint: Changes whenever vectors could: model, weights, precision, truncation. Part of every cache key.
    """

    fingerprint: str

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one vector of unit length per text, shape (n, d), in the order given."""
        ...


def load_embedder(choice: str, languages: Mapping[str, int]) -> Embedder:
    """Load the embedder that was chosen.

    Args:
        choice: "auto", "english", "multilingual", or a local path or hub name for sentence-transformers.
        languages: How much of the run's text is in each language (ISO 639-1 code to characters); only "auto" asks.

    Raises:
        EmbedderError: A path or hub name cannot be loaded.
        analyzer.weights.WeightsError: Packaged weights are missing or altered.
    """
    if choice == "auto":
        choice = "english" if mostly_english(languages) else "multilingual"
    if choice == "english":
        weights = locate(MINILM)
        return TransformerEmbedder(_open(str(weights.parent)), MINILM.name, MINILM.sha256)
    model = _open(choice)
    return TransformerEmbedder(model, choice, _digest(model))


def mostly_english(languages: Mapping[str, int]) -> bool:
    """Whether English makes up at least half of the text whose language is known (all of it when none is)."""
    known = sum(amount for language, amount in languages.items() if language != "und")
    return 2 * languages.get("en", 0) >= known


class TransformerEmbedder:
    """A sentence-transformers model, run at the best precision the processor has in batches of equal length.

    The same texts give the same vectors in whatever order they come. A text's vector depends on its batch only
    through rounding: cosine at least 0.999 between any two batches in bf16, 0.999999 in fp32.
    """

    def __init__(self, model: SentenceTransformer, name: str, digest: str) -> None:
        self._model = model
        self.fingerprint = f"{name}@{digest[:12]}/{_precision(model)}/{model.max_seq_length}"

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one vector of unit length per text, shape (n, d); equal texts are embedded once."""
        unique = sorted(set(texts))
        if not unique:
            return np.zeros((0, self._model.get_embedding_dimension()), dtype=np.float32)
        vectors = {text: vector for batch in self._batches(unique) for text, vector in zip(batch, self._encode(batch))}
        return np.stack([vectors[text] for text in texts])

    def _batches(self, texts: Sequence[str]) -> Iterator[list[str]]:
        """Cut texts, shortest first, so that each batch times its longest stays within the budget."""
        batch: list[str] = []
        for tokens, text in sorted(zip(self._lengths(texts), texts)):
            if batch and tokens * (len(batch) + 1) > TOKEN_BUDGET:
                yield batch
                batch = []
            batch.append(text)
        yield batch

    def _lengths(self, texts: Sequence[str]) -> list[int]:
        ids = self._model.tokenizer(list(texts), truncation=True, max_length=self._model.max_seq_length)["input_ids"]
        return [len(each) for each in ids]

    def _encode(self, batch: list[str]) -> Vectors:
        vectors = self._model.encode(batch, batch_size=len(batch), show_progress_bar=False).astype(np.float32)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit: Vectors = vectors / np.maximum(lengths, np.finfo(np.float32).tiny)
        return unit


def _open(name: str) -> SentenceTransformer:
    """Load a model from a path or the local hub cache, else from the hub."""
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()
    for local in (True, False):
        try:
            return SentenceTransformer(name, device="cpu", local_files_only=local, model_kwargs={"dtype": _dtype()})
        except (OSError, ValueError):
            continue
    raise EmbedderError(
        f"The embedder '{name}' is neither a folder with a sentence-transformers model nor a model that can be "
        "fetched from here: give the path of a model folder, or choose 'english' or 'multilingual'."
    )


def _dtype() -> str:
    """bf16 where the processor multiplies it in hardware: several times faster, and neighbours stay the same."""
    import torch

    features = torch.cpu.get_capabilities()
    return "bfloat16" if features.get("amx_bf16") or features.get("avx512_bf16") else "float32"


def _precision(model: SentenceTransformer) -> str:
    return str(next(model.parameters()).dtype).removeprefix("torch.")


def _digest(model: SentenceTransformer) -> str:
    """Hash the weights themselves: a folder's or a hub's name does not say what is in it today."""
    import torch

    digest = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(tensor.contiguous().view(torch.uint8).numpy().tobytes())
    return digest.hexdigest()
