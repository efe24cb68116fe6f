"""all-MiniLM-L6-v2 (English), read directly from the file that a package ships, and tuned to what people speak of.

sentence-transformers does the same arithmetic, but importing it takes seconds and its batches take two and a half times
as long (docs/evaluation/speed.md). Reimers and Gurevych 2019, arXiv:1908.10084.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from safetensors import safe_open
from tokenizers import Tokenizer

from analyzer.embed.batches import in_batches
from analyzer.embed.encoder import Encoder
from analyzer.embed.tuning import read_tuning, tuning_digest
from analyzer.encoder.layers import Weights, layer_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from analyzer import weights
    from analyzer.encoder.layers import Layer, Pair

# As in sentence-transformers' configuration of the model: most tokens of a text, heads, and the layer norms' epsilon.
MAX_TOKENS = 256
_HEADS = 12
_EPSILON = 1e-12
_LAYERS = 6
_WIDTH = 384
TUNING = Path(__file__).with_name("minilm_tuning.npz")
# The file's names of the parts of a layer, see ``analyzer.encoder.layers.Layer``.
NAMES = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "mix": "attention.output.dense",
    "mix_norm": "attention.output.LayerNorm",
    "widen": "intermediate.dense",
    "narrow": "output.dense",
    "narrow_norm": "output.LayerNorm",
}


class MiniLMEmbedder:
    """all-MiniLM-L6-v2, tuned, in the best precision that the processor supports.

    Between two calls a text's vector differs only by rounding, which depends on the other texts: the cosine is at least
    0.999 in bf16, 0.99999 in fp32, and 0.99 in int8 (not used for a few texts) for text with words.
    """

    def __init__(self, path: Path, pinned: weights.Weights, tuning: Path | None = TUNING) -> None:
        self._file = MiniLMFile(path, tuning)
        # No reference back to the embedder: a cycle would keep its weights until the next garbage collection.
        self._model = Encoder(self._file.weights, self._file.ids, _WIDTH)
        made_of = f"{pinned.name}@{pinned.sha256[:12]}" + (f"+{tuning_digest(tuning)}" if tuning else "")
        self.fingerprint = f"{made_of}/{self._model.precision}/{MAX_TOKENS}"

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one vector of unit length per text, shape (n, 384), in the order given."""
        return in_batches(texts, self.ids, self._model.for_tokens, self._model.width)

    def ids(self, texts: list[str]) -> list[list[int]]:
        """Turn texts into token ids with start and end tokens, truncated at ``MAX_TOKENS``."""
        return self._file.ids(texts)

    @property
    def vocabulary(self) -> int:
        """Number of tokens in the vocabulary."""
        return self._file.tokenizer.get_vocab_size()

    def words(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """Look up tokens in the model's input embedding table, shape (n, 384)."""
        return self._file.words(ids)


class MiniLMFile:
    """The packaged weights and the tokenizer stored beside them."""

    def __init__(self, path: Path, tuning: Path | None) -> None:
        self._path = path
        self._tuning = tuning
        self.tokenizer = Tokenizer.from_file(str(path.with_name("tokenizer.json")))
        self.tokenizer.enable_truncation(MAX_TOKENS)
        self.tokenizer.no_padding()

    def ids(self, texts: list[str]) -> list[list[int]]:
        """Turn texts into token ids with start and end tokens, truncated at ``MAX_TOKENS``."""
        return [encoding.ids for encoding in self.tokenizer.encode_batch_fast(texts)]

    def words(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """Look up tokens in the word table, shape (n, 384)."""
        rows: NDArray[np.float32] = self._table[ids]
        return rows

    @cached_property
    def _table(self) -> NDArray[np.float32]:
        with safe_open(str(self._path), framework="numpy") as file:
            return _float(file.get_tensor("embeddings.word_embeddings.weight"))

    def weights(self) -> Weights:
        """Arrange the file's tensors as encoder weights, with the tuning added."""
        with safe_open(str(self._path), framework="numpy") as file:
            names = [name for name in file.keys() if not name.startswith(("pooler", "embeddings.word"))]  # noqa: SIM118
            tensors = {name: file.get_tensor(name) for name in names}
        added = read_tuning(self._tuning)

        def pair(name: str) -> Pair:
            weight, bias = _float(tensors[f"{name}.weight"]), _float(tensors[f"{name}.bias"])
            return weight + added[f"{name}.weight"] if f"{name}.weight" in added else weight, bias

        def layer(at: int) -> Layer:
            return layer_of(pair, {part: f"encoder.layer.{at}.{name}" for part, name in NAMES.items()})

        segment = tensors["embeddings.token_type_embeddings.weight"][0]
        return Weights(
            words=self.words,
            positions=_float(tensors["embeddings.position_embeddings.weight"] + segment),
            norm=pair("embeddings.LayerNorm"),
            layers=tuple(layer(at) for at in range(_LAYERS)),
            heads=_HEADS,
            epsilon=_EPSILON,
        )


def _float(values: NDArray[np.generic]) -> NDArray[np.float32]:
    return np.ascontiguousarray(values, dtype=np.float32)
