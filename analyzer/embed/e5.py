"""multilingual-e5-small (about 100 languages), read straight from the 4-bit file that a package carries.

The package brings its own engine; we read its file instead and run the model in torch, six times faster here and
without foreign machine code (docs/decisions/0002-multilingual-embedder.md). Wang et al. 2024, arXiv:2402.05672.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from transformers import BertConfig, BertModel

from analyzer.embed.batches import in_batches
from analyzer.embed.e5_file import LIMIT, E5File, dequantise, read_e5
from analyzer.embed.precision import best_precision

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from analyzer.weights import Weights

# The names of a layer's parts in the file, and in torch.
_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


class E5Embedder:
    """multilingual-e5-small, centred: its vectors crowd together, so the mean of our own statements is taken off.

    A text's vector depends on the other texts of a call only through rounding: cosine at least 0.999 between any two
    calls in bf16, 0.99999 in fp32.
    """

    def __init__(self, path: Path, weights: Weights) -> None:
        precision = best_precision()
        self._file = read_e5(path)
        self._model = _model(self._file).to(getattr(torch, precision))
        self._centre = np.load(Path(__file__).with_name("e5_centre.npy"), allow_pickle=False)
        centre = sha256(self._centre.tobytes()).hexdigest()[:8]
        self.fingerprint = f"{weights.name}@{weights.sha256[:12]}/{precision}/{LIMIT}/{centre}"

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one vector of unit length per text, shape (n, 384), in the order given."""
        return in_batches(texts, self._lengths, self._encode, self._file.width)

    def _lengths(self, texts: list[str]) -> list[int]:
        return [len(ids) for ids in self._file.ids(texts)]

    def _encode(self, batch: list[str]) -> NDArray[np.float32]:
        rows = self._file.ids(batch)
        mask = np.zeros((len(rows), max(map(len, rows))), dtype=np.float32)
        words = np.zeros((*mask.shape, self._file.width), dtype=np.float32)
        for row, ids in enumerate(rows):
            mask[row, : len(ids)] = 1.0
            words[row, : len(ids)] = dequantise(self._file.words[ids])
        with torch.inference_mode():
            inputs = torch.from_numpy(words).to(self._model.dtype)
            hidden = self._model(inputs_embeds=inputs, attention_mask=torch.from_numpy(mask)).last_hidden_state
        means = np.einsum("rtd,rt->rd", hidden.float().numpy(), mask) / mask.sum(axis=1, keepdims=True)
        unit = means / np.linalg.norm(means, axis=1, keepdims=True)
        return np.asarray(unit - self._centre, dtype=np.float32)


def _model(file: E5File) -> BertModel:
    """Build the encoder. Its own word table stays empty: 250,000 words are kept at 4 bits and looked up by us."""
    config = BertConfig(
        vocab_size=1,
        hidden_size=file.width,
        num_hidden_layers=file.layers,
        num_attention_heads=file.heads,
        intermediate_size=file.inner,
        max_position_embeddings=LIMIT,
        layer_norm_eps=file.epsilon,
    )
    model = BertModel(config, add_pooling_layer=False).eval()
    model.load_state_dict({name: torch.from_numpy(value) for name, value in _state(file).items()}, strict=False)
    return model


def _state(file: E5File) -> dict[str, NDArray[np.float32]]:
    state = {
        "embeddings.position_embeddings.weight": file.tensor("emb.pos").reshape(-1, file.width),
        "embeddings.token_type_embeddings.weight": np.tile(file.tensor("emb.type").reshape(-1, file.width)[:1], (2, 1)),
        "embeddings.LayerNorm.weight": file.tensor("emb.ln.w"),
        "embeddings.LayerNorm.bias": file.tensor("emb.ln.b"),
    }
    for layer in range(file.layers):
        for part, name in _PARTS.items():
            bias = file.tensor(f"l{layer}.{part}.b")
            weight = file.tensor(f"l{layer}.{part}.w")
            shape = (len(bias), -1) if len(weight) > len(bias) else (-1,)
            state[f"encoder.layer.{layer}.{name}.weight"] = weight.reshape(shape)
            state[f"encoder.layer.{layer}.{name}.bias"] = bias
    return state
