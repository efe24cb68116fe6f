"""all-MiniLM-L6-v2 (English), read straight from the file that a package carries.

sentence-transformers gives the same vectors, but importing it takes seconds and its batches cost two and a half times
as much (docs/evaluation.md). Reimers and Gurevych 2019, arXiv:1908.10084.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer

from analyzer.embed.batches import in_batches
from analyzer.embed.bert import Bert, Layer, Pair, Weights

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from analyzer import weights

# As sentence-transformers reads it: tokens of a text, heads, and the layer norms' epsilon.
LIMIT = 256
_HEADS = 12
_EPSILON = 1e-12
_LAYERS = 6


class MiniLMEmbedder:
    """all-MiniLM-L6-v2 at the best precision the processor has.

    A text's vector depends on the other texts of a call only through rounding: cosine at least 0.999 between any two
    calls in bf16, 0.99999 in fp32.
    """

    def __init__(self, path: Path, pinned: weights.Weights) -> None:
        tensors = {name: tensor.float() for name, tensor in load_file(str(path)).items() if tensor.is_floating_point()}
        self._tokenizer = Tokenizer.from_file(str(path.with_name("tokenizer.json")))
        self._tokenizer.enable_truncation(LIMIT)
        self._tokenizer.no_padding()
        self._table = tensors["embeddings.word_embeddings.weight"].numpy()
        self._model = Bert(_weights(tensors))
        self.fingerprint = f"{pinned.name}@{pinned.sha256[:12]}/{self._model.precision}/{LIMIT}"

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one vector of unit length per text, shape (n, 384), in the order given."""
        return in_batches(texts, self.ids, lambda _, ids: self._model.encode(ids), self._model.width)

    def ids(self, texts: list[str]) -> list[list[int]]:
        """Turn texts into token ids, begun and ended, cut at ``LIMIT``."""
        return [encoding.ids for encoding in self._tokenizer.encode_batch_fast(texts)]

    @property
    def vocabulary(self) -> int:
        """How many tokens there are."""
        return len(self._table)

    def words(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """Look up tokens in the word table that the model begins with, shape (n, 384)."""
        rows: NDArray[np.float32] = self._table[ids]
        return rows


def _weights(tensors: Mapping[str, torch.Tensor]) -> Weights:
    def pair(name: str) -> Pair:
        return tensors[f"{name}.weight"], tensors[f"{name}.bias"]

    def layer(at: int) -> Layer:
        part = f"encoder.layer.{at}"
        attend = [pair(f"{part}.attention.self.{name}") for name in ("query", "key", "value")]
        return Layer(
            attend=(torch.cat([weight for weight, _ in attend]), torch.cat([bias for _, bias in attend])),
            mix=pair(f"{part}.attention.output.dense"),
            mix_norm=pair(f"{part}.attention.output.LayerNorm"),
            widen=pair(f"{part}.intermediate.dense"),
            narrow=pair(f"{part}.output.dense"),
            narrow_norm=pair(f"{part}.output.LayerNorm"),
        )

    table = tensors["embeddings.word_embeddings.weight"]
    segment = tensors["embeddings.token_type_embeddings.weight"][0]
    return Weights(
        words=lambda ids: table[torch.tensor(ids)],
        positions=tensors["embeddings.position_embeddings.weight"] + segment,
        norm=pair("embeddings.LayerNorm"),
        layers=tuple(layer(at) for at in range(_LAYERS)),
        heads=_HEADS,
        epsilon=_EPSILON,
    )
