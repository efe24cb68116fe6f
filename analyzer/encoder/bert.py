"""A BERT encoder for processors: weights laid out once for the matrix kernels, no padding where lengths are equal.

The same arithmetic as transformers' BertModel (Devlin et al. 2019, arXiv:1810.04805), a quarter faster in bf16 and
without importing transformers, which alone takes seconds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch
from torch.nn import functional

from analyzer.encoder.products import in_bfloat16, in_float32, in_int8, tensors

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from analyzer.encoder.layers import Layer, Pair, Weights
    from analyzer.encoder.products import Map

    # One layer: hidden states, shape (rows, width), the batch's shape, and what hides its padding.
    Step = Callable[[torch.Tensor, torch.Size, torch.Tensor | None], torch.Tensor]

Tensors = tuple[torch.Tensor, torch.Tensor]
_PLAIN = {"bfloat16": in_bfloat16, "float32": in_float32}


class Bert:
    """Encodes token ids to their last hidden states, or to the mean of these."""

    def __init__(self, weights: Weights, precision: str, typical: Sequence[Sequence[int]] = ()) -> None:
        """Lay out the weights.

        Args:
            weights: The encoder's.
            precision: "bfloat16", "int8" or "float32".
            typical: Token ids of texts as they come, no row empty; only int8 asks, which sets its scales by them.
        """
        self._width = weights.positions.shape[1]
        self._kind = torch.bfloat16 if precision == "bfloat16" else torch.float32
        self._weights = weights
        self._positions = torch.from_numpy(weights.positions)
        self._input_norm = tensors(weights.norm)
        linear = self._in_scale(typical) if precision == "int8" else _PLAIN[precision]
        self._layers = self._lay_out(linear)

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

    def _in_scale(self, typical: Sequence[Sequence[int]]) -> Callable[[Pair], Map]:
        """See how large each map's inputs are, and say how to lay it out for that."""
        largest: dict[int, torch.Tensor] = {}

        def watched(pair: Pair) -> Map:
            product = in_float32(pair)

            def noting(values: torch.Tensor) -> torch.Tensor:
                largest[id(pair)] = values.abs().amax(dim=0)
                return product(values)

            return noting

        self._layers = self._lay_out(watched)
        self.encode(typical)
        return lambda pair: in_int8(pair, largest[id(pair)])

    def _lay_out(self, linear: Callable[[Pair], Map]) -> tuple[Step, ...]:
        return tuple(self._step(layer, linear) for layer in self._weights.layers)

    def _step(self, layer: Layer, linear: Callable[[Pair], Map]) -> Step:
        attend, mix, widen, narrow = (linear(pair) for pair in (layer.attend, layer.mix, layer.widen, layer.narrow))
        mix_norm, narrow_norm = tensors(layer.mix_norm), tensors(layer.narrow_norm)

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


def _mask(batch: Sequence[Sequence[int]]) -> torch.Tensor:
    """Where a row has a token, shape (n, longest)."""
    lengths = torch.tensor([len(ids) for ids in batch])
    return torch.arange(int(lengths.max())) < lengths[:, None]
