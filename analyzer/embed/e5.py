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

from analyzer.embed.batches import in_batches
from analyzer.embed.bert import Bert, Layer, Pair, Weights
from analyzer.embed.e5_file import LIMIT, E5File, dequantise, read_e5

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from analyzer import weights


class E5Embedder:
    """multilingual-e5-small, centred, and blind to the language that is spoken.

    Its vectors crowd together, so the mean of our own statements is taken off; and they lie apart by language, so the
    directions in which the same statements in seven languages differ are taken out (scripts/train_languages.py).
    ``keep_languages`` is for finding these directions.

    A text's vector depends on the other texts of a call only through rounding: cosine at least 0.999 between any two
    calls in bf16, 0.99999 in fp32.
    """

    def __init__(self, path: Path, pinned: weights.Weights, *, keep_languages: bool = False) -> None:
        self._file = read_e5(path)
        self._model = Bert(_weights(self._file))
        self._centre = _load("e5_centre.npy")
        self._languages = np.zeros((0, self._file.width), np.float32) if keep_languages else _load("e5_languages.npy")
        own = sha256(self._centre.tobytes() + self._languages.tobytes()).hexdigest()[:8]
        self.fingerprint = f"{pinned.name}@{pinned.sha256[:12]}/{self._model.precision}/{LIMIT}/{own}"

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one vector of unit length per text, shape (n, 384), in the order given."""
        return in_batches(texts, self.ids, self._encode, self._file.width)

    def ids(self, texts: list[str]) -> list[list[int]]:
        """Turn texts into token ids, begun and ended, cut at ``LIMIT``."""
        return self._file.ids(texts)

    @property
    def vocabulary(self) -> int:
        """How many tokens there are."""
        return len(self._file.words)

    def words(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """Look up tokens in the word table that the model begins with, shape (n, 384)."""
        return dequantise(self._file.words[ids])

    def _encode(self, _: list[str], ids: list[list[int]]) -> NDArray[np.float32]:
        means = self._model.encode(ids)
        unit = means / np.linalg.norm(means, axis=1, keepdims=True)
        centred = unit - self._centre
        return np.asarray(centred - centred @ self._languages.T @ self._languages, dtype=np.float32)


def _load(name: str) -> NDArray[np.float32]:
    array: NDArray[np.float32] = np.load(Path(__file__).with_name(name), allow_pickle=False)
    return array


def _weights(file: E5File) -> Weights:
    """Bring the tensors into order. The 250,000 words stay at 4 bits and are unpacked as they are looked up."""

    def tensor(name: str) -> torch.Tensor:
        return torch.from_numpy(file.tensor(name))

    def pair(name: str) -> Pair:
        weight, bias = tensor(f"{name}.w"), tensor(f"{name}.b")
        return weight.view(len(bias), -1) if len(weight) > len(bias) else weight, bias

    def layer(at: int) -> Layer:
        attend = [pair(f"l{at}.{name}") for name in "qkv"]
        return Layer(
            attend=(torch.cat([weight for weight, _ in attend]), torch.cat([bias for _, bias in attend])),
            mix=pair(f"l{at}.ao"),
            mix_norm=pair(f"l{at}.aln"),
            widen=pair(f"l{at}.fi"),
            narrow=pair(f"l{at}.fo"),
            narrow_norm=pair(f"l{at}.oln"),
        )

    return Weights(
        words=lambda ids: torch.from_numpy(dequantise(file.words[ids])),
        positions=tensor("emb.pos").view(-1, file.width) + tensor("emb.type").view(-1, file.width)[0],
        norm=pair("emb.ln"),
        layers=tuple(layer(at) for at in range(file.layers)),
        heads=file.heads,
        epsilon=file.epsilon,
    )
