"""Any sentence-transformers model as an embedder."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import httpx2
import torch
from huggingface_hub import HfApi
from sentence_transformers import SentenceTransformer
from transformers.utils import logging

from analyzer.embed.batches import in_batches
from analyzer.processor import best_device, best_precision

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

# How long the hub may take to answer whether it has a model.
HUB_TIMEOUT_SECONDS = 5.0


class SentenceEmbedder:
    """A sentence-transformers model in the best precision that the processor supports.

    Between two calls a text's vector differs only by rounding, which depends on the other texts: the cosine is at least
    0.999 in bf16, 0.99999 in fp32.
    """

    def __init__(self, model: SentenceTransformer, name: str, digest: str) -> None:
        self._model = model
        precision = str(next(model.parameters()).dtype).removeprefix("torch.")
        self.fingerprint = f"{name}@{digest[:12]}/{precision}/{model.max_seq_length}"

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one vector of unit length per text, shape (n, d), in the order given."""
        return in_batches(texts, self._ids, lambda _: self._encode, self._model.get_embedding_dimension())

    def _ids(self, texts: list[str]) -> list[list[int]]:
        ids: list[list[int]] = self._model.tokenizer(texts, truncation=True, max_length=self._model.max_seq_length)[
            "input_ids"
        ]
        return ids

    def _encode(self, batch: list[str], _: list[list[int]]) -> NDArray[np.float32]:
        vectors: NDArray[np.float32] = self._model.encode(batch, batch_size=len(batch), show_progress_bar=False)
        return vectors


def open_model(name: str) -> SentenceTransformer | None:
    """Load a model from a folder or the local hub cache, else from the hub; None if none of them has it."""
    logging.disable_progress_bar()
    model = _load(name, local=True)
    if model is None and not Path(name).is_dir() and _hub_has(name):
        model = _load(name, local=False)
    return model


def digest(model: SentenceTransformer) -> str:
    """Return the SHA-256 of the weights: what a folder or a hub name contains may change."""
    found = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        found.update(name.encode())
        found.update(tensor.cpu().contiguous().view(torch.uint8).numpy().tobytes())
    return found.hexdigest()


def _load(name: str, *, local: bool) -> SentenceTransformer | None:
    try:
        dtype = best_precision() if best_device() == "cpu" else "float32"
        return SentenceTransformer(name, device=best_device(), local_files_only=local, model_kwargs={"dtype": dtype})
    except (OSError, ValueError):
        return None


def _hub_has(name: str) -> bool:
    """Ask the hub once: loading a model that is not there would request file after file, each six times."""
    try:
        HfApi().model_info(name, timeout=HUB_TIMEOUT_SECONDS)
    except (httpx2.HTTPError, OSError, ValueError):
        # No connection, HF_HUB_OFFLINE, no such model, or not a valid hub name.
        return False
    return True
