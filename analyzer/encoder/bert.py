"""A BERT encoder for processors: weights laid out once for the matrix kernels, no padding where lengths are equal.

The same arithmetic as transformers' BertModel (Devlin et al. 2019, arXiv:1810.04805), a quarter faster in bf16 and
without importing transformers, which alone takes seconds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch
from torch.nn import functional

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from analyzer.encoder.layers import Layer, Pair, Weights

# Rows of a typical batch, for which the kernels lay out their weights.
_TYPICAL_ROWS = 1024

Tensors = tuple[torch.Tensor, torch.Tensor]


class Bert:
    """Encodes token ids to their last hidden states, or to the mean of these, in "bfloat16" or "float32"."""

    def __init__(self, weights: Weights, precision: str) -> None:
        self._width = weights.positions.shape[1]
        self._kind = getattr(torch, precision)
        self._weights = weights
        self._positions = torch.from_numpy(weights.positions)
        self._input_norm = _tensors(weights.norm)
        self._layers = tuple(self._laid_out(layer) for layer in weights.layers)

    def encode(self, batch: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """Return one vector per row of ids, shape (n, width); not of unit length. No row may be empty."""
        with torch.inference_mode():
            mask = _mask(batch)
            states = self._states(batch, mask) * mask[..., None]
            means: NDArray[np.float32] = (states.sum(dim=1) / mask.sum(dim=1, keepdim=True)).numpy()
        return means

    def states(self, batch: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """Return the last hidden states, shape (n, longest row, width); behind a row's end they mean nothing."""
        with torch.inference_mode():
            states: NDArray[np.float32] = self._states(batch, _mask(batch)).numpy()
        return states

    def _states(self, batch: Sequence[Sequence[int]], mask: torch.Tensor) -> torch.Tensor:
        hidden = self._embed(batch, mask)
        hidden_from = None if mask.all() else self._hide(mask)
        for step in self._layers:
            hidden = step(hidden, mask.shape, hidden_from)
        return hidden.view(*mask.shape, self._width).float()

    def _embed(self, batch: Sequence[Sequence[int]], mask: torch.Tensor) -> torch.Tensor:
        hidden = self._positions[: mask.shape[1]].expand(*mask.shape, self._width).clone()
        tokens = np.array([token for ids in batch for token in ids], dtype=np.int64)
        hidden[mask] += torch.from_numpy(self._weights.words(tokens))
        return self._norm(hidden.view(-1, self._width), self._input_norm, torch.float32).to(self._kind)

    def _hide(self, mask: torch.Tensor) -> torch.Tensor:
        """What is added to attention so that none goes to padding."""
        return torch.zeros(mask.shape, dtype=self._kind).masked_fill(~mask, -torch.inf)[:, None, None]

    def _norm(self, values: torch.Tensor, norm: Tensors, kind: torch.dtype) -> torch.Tensor:
        weight, bias = norm
        return functional.layer_norm(values, (self._width,), weight.to(kind), bias.to(kind), self._weights.epsilon)

    def _laid_out(self, layer: Layer) -> Callable[[torch.Tensor, torch.Size, torch.Tensor | None], torch.Tensor]:
        attend, mix, narrow = (self._linear(pair) for pair in (layer.attend, layer.mix, layer.narrow))
        widen = self._linear(layer.widen)
        mix_norm, narrow_norm = _tensors(layer.mix_norm), _tensors(layer.narrow_norm)

        def step(hidden: torch.Tensor, shape: torch.Size, hide: torch.Tensor | None) -> torch.Tensor:
            parts = attend(hidden).view(*shape, 3, self._weights.heads, -1).permute(2, 0, 3, 1, 4)
            # Written out: for texts of a dozen tokens two products beat the fused kernel.
            query, key, value = parts.unbind()
            scores = (query * query.shape[-1] ** -0.5) @ key.transpose(-1, -2)
            shares = (scores if hide is None else scores + hide).softmax(dim=-1)
            met = (shares @ value).transpose(1, 2).reshape(hidden.shape)
            hidden = self._norm(mix(met) + hidden, mix_norm, self._kind)
            thought = functional.gelu(widen(hidden))
            return self._norm(narrow(thought) + hidden, narrow_norm, self._kind)

        return step

    def _linear(self, pair: Pair) -> Callable[[torch.Tensor], torch.Tensor]:
        weight, bias = (each.to(self._kind) for each in _tensors(pair))
        if self._kind is torch.float32:
            return lambda values: functional.linear(values, weight, bias)
        # Both without a public name; torch's own compiler calls them.
        laid_out = torch.ops.mkldnn._reorder_linear_weight(weight, _TYPICAL_ROWS)
        product = torch.ops.mkldnn._linear_pointwise
        return lambda values: product(values, laid_out, bias, "none", [], "")


def _tensors(pair: Pair) -> Tensors:
    weight, bias = (torch.from_numpy(each) for each in pair)
    return weight, bias


def _mask(batch: Sequence[Sequence[int]]) -> torch.Tensor:
    """Where a row has a token, shape (n, longest)."""
    lengths = torch.tensor([len(ids) for ids in batch])
    return torch.arange(int(lengths.max())) < lengths[:, None]
