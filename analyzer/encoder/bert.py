"""A BERT encoder in torch: weights prepared once for the CPU's matrix kernels, no padding where lengths are equal.

It does the same arithmetic as transformers' BertModel (Devlin et al. 2019, arXiv:1810.04805), a quarter faster in bf16
and without importing transformers, which alone takes seconds. On a GPU the layers run in fp32, which is fast enough on
any; words are looked up and states averaged on the CPU.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch.nn import functional

from analyzer.encoder.products import in_bfloat16, in_float32, in_int8, on_device, tensors

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from analyzer.encoder.layers import Layer, Pair, Weights
    from analyzer.encoder.products import LinearMap

    # One layer, called with hidden states, shape (rows, width), the batch's shape, and the attention bias of its
    # padding.
    Step = Callable[[torch.Tensor, torch.Size, torch.Tensor | None], torch.Tensor]

Tensors = tuple[torch.Tensor, torch.Tensor]
_PRODUCTS = {"bfloat16": in_bfloat16, "float32": in_float32}


class Bert:
    """Encodes token ids to their last hidden states, or to the mean of these."""

    def __init__(
        self, weights: Weights, precision: str, calibration: Sequence[Sequence[int]] = (), device: str = "cpu"
    ) -> None:
        """Prepare the weights for a precision.

        Args:
            weights: The encoder's weights.
            precision: "bfloat16", "int8" or "float32", on the CPU.
            calibration: Token ids of typical texts, no row empty; used only by int8, to calibrate its scales.
            device: Where the layers run: "cpu", or a GPU by torch's name for it.
        """
        self._width = weights.positions.shape[1]
        self._device = device
        self._dtype = torch.bfloat16 if precision == "bfloat16" and device == "cpu" else torch.float32
        self._weights = weights
        self._positions = torch.from_numpy(weights.positions)
        self._input_norm = tensors(weights.norm)
        if device != "cpu":
            self._layers = self._lay_out(partial(on_device, device=device))
        else:
            linear = self._calibrate_int8(calibration) if precision == "int8" else _PRODUCTS[precision]
            self._layers = self._lay_out(linear)

    def encode(self, batch: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """Return one vector per row of ids, shape (n, width); not of unit length. No row may be empty."""
        with torch.inference_mode():
            mask = _mask(batch)
            states = self._states(batch, mask) * mask[..., None]
            means: NDArray[np.float32] = (states.sum(dim=1) / mask.sum(dim=1, keepdim=True)).numpy()
        return means

    def states(self, batch: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """Return the last hidden states, shape (n, longest row, width); those after a row's end are meaningless."""
        with torch.inference_mode():
            states: NDArray[np.float32] = self._states(batch, _mask(batch)).numpy()
        return states

    def _states(self, batch: Sequence[Sequence[int]], mask: torch.Tensor) -> torch.Tensor:
        hidden = self._embed(batch, mask).to(self._device)
        padding = None if mask.all() else self._padding_bias(mask).to(self._device)
        for step in self._layers:
            hidden = step(hidden, mask.shape, padding)
        return hidden.view(*mask.shape, self._width).float().cpu()

    def _embed(self, batch: Sequence[Sequence[int]], mask: torch.Tensor) -> torch.Tensor:
        hidden = self._positions[: mask.shape[1]].expand(*mask.shape, self._width).clone()
        tokens = np.array([token for ids in batch for token in ids], dtype=np.int64)
        hidden[mask] += torch.from_numpy(self._weights.words(tokens))
        return self._norm(hidden.view(-1, self._width), self._input_norm, torch.float32).to(self._dtype)

    def _padding_bias(self, mask: torch.Tensor) -> torch.Tensor:
        """Return what is added to attention scores so that padding gets no attention."""
        return torch.zeros(mask.shape, dtype=self._dtype).masked_fill(~mask, -torch.inf)[:, None, None]

    def _norm(self, values: torch.Tensor, norm: Tensors, kind: torch.dtype) -> torch.Tensor:
        weight, bias = norm
        return functional.layer_norm(values, (self._width,), weight.to(kind), bias.to(kind), self._weights.epsilon)

    def _calibrate_int8(self, calibration: Sequence[Sequence[int]]) -> Callable[[Pair], LinearMap]:
        """Record each linear map's largest inputs on typical texts; return the function that then quantises a map."""
        largest: dict[int, torch.Tensor] = {}

        def recording(pair: Pair) -> LinearMap:
            product = in_float32(pair)

            def record(values: torch.Tensor) -> torch.Tensor:
                largest[id(pair)] = values.abs().amax(dim=0)
                return product(values)

            return record

        self._layers = self._lay_out(recording)
        self.encode(calibration)
        return lambda pair: in_int8(pair, largest[id(pair)])

    def _lay_out(self, linear: Callable[[Pair], LinearMap]) -> tuple[Step, ...]:
        return tuple(self._step(layer, linear) for layer in self._weights.layers)

    def _move(self, norm: Pair) -> Tensors:
        weight, bias = tensors(norm)
        return weight.to(self._device), bias.to(self._device)

    def _step(self, layer: Layer, linear: Callable[[Pair], LinearMap]) -> Step:
        attend, mix, widen, narrow = (linear(pair) for pair in (layer.attend, layer.mix, layer.widen, layer.narrow))
        mix_norm, narrow_norm = self._move(layer.mix_norm), self._move(layer.narrow_norm)

        def step(hidden: torch.Tensor, shape: torch.Size, padding: torch.Tensor | None) -> torch.Tensor:
            parts = attend(hidden).view(*shape, 3, self._weights.heads, -1).permute(2, 0, 3, 1, 4)
            # Attention written out: for texts of a dozen tokens two matrix products are faster than the fused kernel.
            query, key, value = parts.unbind()
            scores = (query * query.shape[-1] ** -0.5) @ key.transpose(-1, -2)
            shares = (scores if padding is None else scores + padding).softmax(dim=-1)
            context = (shares @ value).transpose(1, 2).reshape(hidden.shape)
            hidden = self._norm(mix(context) + hidden, mix_norm, self._dtype)
            inner = functional.gelu(widen(hidden))
            return self._norm(narrow(inner) + hidden, narrow_norm, self._dtype)

        return step


def _mask(batch: Sequence[Sequence[int]]) -> torch.Tensor:
    """Return True where a row has a token, False for padding; shape (n, longest)."""
    lengths = torch.tensor([len(ids) for ids in batch])
    return torch.arange(int(lengths.max())) < lengths[:, None]
