"""A BERT encoder in numpy, for a few texts: importing torch and preparing its weights takes over two seconds.

A run that follows another often has only some dozens of new statements to embed. The arithmetic is that of
``analyzer.encoder.bert`` in float32. The cosine with its bf16 vectors is at least 0.999, as between any two calls in
bf16, and with its int8 vectors .997 on average.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import erf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from analyzer.encoder.layers import Layer, Pair, Weights

    Values = NDArray[np.float32]


class NumpyBert:
    """Encodes token ids to the mean of their last hidden states; three times as slow as torch in bf16."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights

    def encode(self, batch: Sequence[Sequence[int]]) -> Values:
        """Return one vector per row of ids, shape (n, width); not of unit length. No row may be empty."""
        lengths = np.array([len(ids) for ids in batch])
        mask = np.arange(int(lengths.max())) < lengths[:, None]
        hidden = np.broadcast_to(
            self._weights.positions[: mask.shape[1]], (*mask.shape, self._weights.positions.shape[1])
        )
        hidden = hidden.copy()
        hidden[mask] += self._weights.words(np.array([token for ids in batch for token in ids], dtype=np.int64))
        hidden = self._norm(hidden, self._weights.norm)
        padding = np.where(mask, 0.0, -np.inf).astype(np.float32)[:, None, None]
        for layer in self._weights.layers:
            hidden = self._step(hidden, layer, padding)
        means: Values = (hidden * mask[..., None]).sum(axis=1) / mask.sum(axis=1, keepdims=True, dtype=np.float32)
        return means

    def _step(self, hidden: Values, layer: Layer, padding: Values) -> Values:
        n, longest, width = hidden.shape
        parts = _linear(hidden, layer.attend).reshape(n, longest, 3, self._weights.heads, -1).transpose(2, 0, 3, 1, 4)
        query, key, value = parts
        scores = (query * np.float32(query.shape[-1] ** -0.5)) @ key.swapaxes(-1, -2) + padding
        odds = np.exp(scores - scores.max(axis=-1, keepdims=True))
        context = (odds / odds.sum(axis=-1, keepdims=True)) @ value
        hidden = self._norm(
            _linear(context.swapaxes(1, 2).reshape(n, longest, width), layer.mix) + hidden, layer.mix_norm
        )
        inner = _linear(hidden, layer.widen)
        # GELU, in place: allocating memory for it would take as long again.
        gate = inner * np.float32(0.5**0.5)
        erf(gate, out=gate)
        gate += 1
        inner *= gate
        inner *= np.float32(0.5)
        return self._norm(_linear(inner, layer.narrow) + hidden, layer.narrow_norm)

    def _norm(self, values: Values, norm: Pair) -> Values:
        weight, bias = norm
        centred = values - values.mean(axis=-1, keepdims=True)
        spread = np.sqrt(np.square(centred).mean(axis=-1, keepdims=True) + np.float32(self._weights.epsilon))
        normed: Values = centred / spread * weight + bias
        return normed


def _linear(values: Values, pair: Pair) -> Values:
    weight, bias = pair
    # As one matrix: numpy would multiply a three-dimensional array text by text.
    product: Values = values.reshape(-1, values.shape[-1]) @ weight.T + bias
    return product.reshape(*values.shape[:-1], len(weight))
