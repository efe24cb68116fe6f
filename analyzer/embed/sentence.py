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
from analyzer.processor import best_precision

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

# Seconds that the hub may take to say whether it has a model.
PATIENCE = 5.0


class SentenceEmbedder:
    """A sentence-transformers model at the best precision the processor has.

    A text's vector depends on the other texts of a call only through rounding: cosine at least 0.999 between any two
    calls in bf16, 0.99999 in fp32.
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
    """Load a model from a folder or the local hub cache, else from the hub; None where none of them has it."""
    logging.disable_progress_bar()
    model = _load(name, local=True)
    if model is None and not Path(name).is_dir() and _hub_has(name):
        model = _load(name, local=False)
    return model


def digest(model: SentenceTransformer) -> str:
    """Hash the weights themselves: a folder's or a hub's name does not say what is in it today."""
    found = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        found.update(name.encode())
        found.update(tensor.contiguous().view(torch.uint8).numpy().tobytes())
    return found.hexdigest()


def _load(name: str, *, local: bool) -> SentenceTransformer | None:
    try:
        return SentenceTransformer(name, device="cpu", local_files_only=local, model_kwargs={"dtype": best_precision()})
    except (OSError, ValueError):
        return None


def _hub_has(name: str) -> bool:
    """Ask the hub once. Loading would ask it for file after file, each six times, for a model that is not there."""
    try:
        HfApi().model_info(name, timeout=PATIENCE)
    except (httpx2.HTTPError, OSError, ValueError):
        # No way there, HF_HUB_OFFLINE, no such model, or no name that a hub could know.
        return False
    return True
