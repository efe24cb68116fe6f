"""multilingual-e5-small (about 100 languages), read straight from the 4-bit file that a package carries.

The package brings its own engine; we read its file instead and run the model in torch, six times faster here and
without foreign machine code (docs/decisions/0002-multilingual-embedder.md). Wang et al. 2024, arXiv:2402.05672.
"""

from __future__ import annotations

from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from analyzer.embed.batches import in_batches
from analyzer.embed.e5_file import LIMIT, E5File, dequantise, read_e5
from analyzer.embed.encoder import Encoder
from analyzer.embed.tuning import read_tuning, told
from analyzer.encoder.layers import Weights, layer_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from analyzer import weights
    from analyzer.embed.batches import Encode
    from analyzer.encoder.layers import Layer, Pair

# Of its twelve layers the upper six are tuned (docs/decisions/0046-the-multilingual-embedder-tuned.md).
TUNING = Path(__file__).with_name("e5_tuning.npz")
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
    """multilingual-e5-small, tuned, centred, and blind to the language that is spoken.

    Its vectors crowd together, so the mean of our own statements is taken off; and they lie apart by language, so the
    directions in which the same statements in seven languages differ are taken out (scripts/train_languages.py).
    ``keep_languages`` is for finding these directions, without tuning: tuning is learnt behind both.

    Attributes:
        centre: What is taken off, shape (d,).
        languages: The directions that are taken out, orthonormal, shape (l, d).

    A text's vector depends on the other texts of a call only through rounding: cosine at least 0.999 between any two
    calls in bf16, 0.99999 in fp32; in int8, which a few texts are not read in, 0.99 for text with words.
    """

    def __init__(
        self, path: Path, pinned: weights.Weights, tuning: Path | None = TUNING, *, keep_languages: bool = False
    ) -> None:
        self._file = read_e5(path)
        # Nothing points back at the embedder: its weights go with it, and not when memory is next tidied.
        self._model = Encoder(partial(read_weights, self._file, tuning), self._file.ids, self._file.width)
        self.centre = _load("e5_centre.npy")
        self.languages = np.zeros((0, self._file.width), np.float32) if keep_languages else _load("e5_languages.npy")
        made_of = f"{pinned.name}@{pinned.sha256[:12]}" + (f"+{told(tuning)}" if tuning else "")
        own = sha256(self.centre.tobytes() + self.languages.tobytes()).hexdigest()[:8]
        self.fingerprint = f"{made_of}/{self._model.precision}/{LIMIT}/{own}"

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one vector of unit length per text, shape (n, 384), in the order given."""
        return in_batches(texts, self.ids, self._encoder, self._file.width)

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
    """Bring the tensors into order, with what tuning adds.

    The 250,000 words stay at 4 bits and are unpacked as they are looked up.
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
