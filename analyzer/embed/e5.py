"""multilingual-e5-small (about 100 languages), read directly from the 4-bit file that a package ships.

The package has its own inference engine; we only read its file and run the model in torch, which is six times faster
here and needs no foreign machine code (docs/decisions/0002-multilingual-embedder.md). Wang et al. 2024,
arXiv:2402.05672.
"""

from __future__ import annotations

from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from analyzer.embed.batches import in_batches
from analyzer.embed.e5_file import MAX_TOKENS, E5File, dequantise, read_e5
from analyzer.embed.encoder import Encoder
from analyzer.embed.tuning import read_tuning, tuning_digest
from analyzer.encoder.layers import Weights, layer_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from analyzer import weights
    from analyzer.embed.batches import Encode
    from analyzer.encoder.layers import Layer, Pair

# Of the model's twelve layers the upper six are tuned (docs/decisions/0046-the-multilingual-embedder-tuned.md).
TUNING = Path(__file__).with_name("e5_tuning.npz")
# The file's names of the parts of a layer, see ``analyzer.encoder.layers.Layer``.
NAMES = {
    "query": "q",
    "key": "k",
    "value": "v",
    "mix": "ao",
    "mix_norm": "aln",
    "widen": "fi",
    "narrow": "fo",
    "narrow_norm": "oln",
}


class E5Embedder:
    """multilingual-e5-small: tuned, centred, and with the differences between languages projected out.

    The model's vectors are all close to each other, so the mean over our own statements is subtracted. They also
    cluster by language, so the directions in which the same statements differ between seven languages are projected out
    (scripts/train_languages.py). ``keep_languages`` switches that off to find these directions; it is used without
    tuning, because tuning is learnt with centre and projection in place.

    Attributes:
        centre: The mean that is subtracted, shape (d,).
        languages: The directions that are projected out, orthonormal, shape (l, d).

    Between two calls a text's vector differs only by rounding, which depends on the other texts: the cosine is at least
    0.999 in bf16, 0.99999 in fp32, and 0.99 in int8 (not used for a few texts) for text with words.
    """

    def __init__(
        self, path: Path, pinned: weights.Weights, tuning: Path | None = TUNING, *, keep_languages: bool = False
    ) -> None:
        self._file = read_e5(path)
        # No reference back to the embedder: a cycle would keep its weights until the next garbage collection.
        self._model = Encoder(partial(read_weights, self._file, tuning), self._file.ids, self._file.width)
        self.centre = _load("e5_centre.npy")
        self.languages = np.zeros((0, self._file.width), np.float32) if keep_languages else _load("e5_languages.npy")
        made_of = f"{pinned.name}@{pinned.sha256[:12]}" + (f"+{tuning_digest(tuning)}" if tuning else "")
        constants = sha256(self.centre.tobytes() + self.languages.tobytes()).hexdigest()[:8]
        self.fingerprint = f"{made_of}/{self._model.precision}/{MAX_TOKENS}/{constants}"

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one vector of unit length per text, shape (n, 384), in the order given."""
        return in_batches(texts, self.ids, self._encoder, self._file.width)

    def ids(self, texts: list[str]) -> list[list[int]]:
        """Turn texts into token ids with start and end tokens, truncated at ``MAX_TOKENS``."""
        return self._file.ids(texts)

    @property
    def vocabulary(self) -> int:
        """Number of tokens in the vocabulary."""
        return len(self._file.words)

    def words(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """Look up tokens in the model's input embedding table, shape (n, 384)."""
        return dequantise(self._file.words[ids])

    def _encoder(self, tokens: int) -> Encode:
        encode = self._model.for_tokens(tokens)

        def centred(texts: list[str], ids: list[list[int]]) -> NDArray[np.float32]:
            means = encode(texts, ids)
            found = means / np.linalg.norm(means, axis=1, keepdims=True) - self.centre
            return np.asarray(found - found @ self.languages.T @ self.languages, dtype=np.float32)

        return centred


def _load(name: str) -> NDArray[np.float32]:
    array: NDArray[np.float32] = np.load(Path(__file__).with_name(name), allow_pickle=False)
    return array


def read_weights(file: E5File, tuning: Path | None) -> Weights:
    """Arrange the file's tensors as encoder weights, with the tuning added.

    The table of 250,000 words stays in 4 bits; rows are unpacked when they are looked up.
    """
    tensor, added = file.tensor, read_tuning(tuning)

    def pair(name: str) -> Pair:
        weight, bias = tensor(f"{name}.w"), tensor(f"{name}.b")
        shaped = weight.reshape(len(bias), -1) if len(weight) > len(bias) else weight
        return shaped + added[name] if name in added else shaped, bias

    def layer(at: int) -> Layer:
        return layer_of(pair, {part: f"l{at}.{name}" for part, name in NAMES.items()})

    return Weights(
        words=lambda ids: dequantise(file.words[ids]),
        positions=tensor("emb.pos").reshape(-1, file.width) + tensor("emb.type").reshape(-1, file.width)[0],
        norm=pair("emb.ln"),
        layers=tuple(layer(at) for at in range(file.layers)),
        heads=file.heads,
        epsilon=file.epsilon,
    )
