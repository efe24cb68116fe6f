"""Linear maps of a BERT encoder, in the precisions that CPUs multiply fast, or on a GPU."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import torch
from torch.nn import functional

if TYPE_CHECKING:
    from analyzer.encoder.layers import Pair

# Maps inputs, shape (rows, in), to outputs, shape (rows, out).
LinearMap = Callable[[torch.Tensor], torch.Tensor]

# Rows of a typical batch, for which the kernels arrange their weights in memory.
_TYPICAL_ROWS = 1024
# Quantisation ranges. Inputs use eight bits around a zero point; weights only seven bits, because CPUs with no more
# than AVX2 add two products in sixteen bits.
_INPUT_MAX, _ZERO_POINT, _WEIGHT_MAX = 127, 128, 63
_TINY = 1e-5


def in_float32(pair: Pair) -> LinearMap:
    """Multiply in single precision."""
    weight, bias = tensors(pair)
    return lambda values: functional.linear(values, weight, bias)


def on_device(pair: Pair, device: str) -> LinearMap:
    """Multiply in single precision on another device."""
    weight, bias = (each.to(device) for each in tensors(pair))
    return lambda values: functional.linear(values, weight, bias)


def in_bfloat16(pair: Pair) -> LinearMap:
    """Multiply in bf16, with inputs and outputs in bf16, too."""
    weight, bias = (each.to(torch.bfloat16) for each in tensors(pair))
    # Neither has a public name; torch's own compiler calls them.
    laid_out = torch.ops.mkldnn._reorder_linear_weight(weight, _TYPICAL_ROWS)
    product = torch.ops.mkldnn._linear_pointwise
    return lambda values: product(values, laid_out, bias, "none", [], "")


def in_int8(pair: Pair, largest: torch.Tensor) -> LinearMap:
    """Multiply in int8; inputs and outputs are in single precision.

    Each row of inputs and each row of weights has its own scale, so a text's vector does not depend on the others in
    its batch. Large values in some columns of inputs are first moved halfway to the weights (SmoothQuant, Xiao et al.
    2023, arXiv:2211.10438).

    Args:
        pair: Weight and bias.
        largest: The largest absolute input of each column in typical texts, shape (in,).
    """
    weight, bias = tensors(pair)
    smoothing = (largest.clamp_min(_TINY) / weight.abs().amax(dim=0).clamp_min(_TINY)).sqrt()
    weight, shrink = weight * smoothing, 1 / smoothing
    scales = weight.abs().amax(dim=1).clamp_min(_TINY) / _WEIGHT_MAX
    quantised = (weight / scales[:, None]).round().to(torch.int8)
    laid_out = torch.ops.onednn.qlinear_prepack(quantised, [_TYPICAL_ROWS, quantised.shape[1]])
    product, zero_points = torch.ops.onednn.qlinear_pointwise, torch.zeros(len(quantised), dtype=torch.int32)

    def multiply(values: torch.Tensor) -> torch.Tensor:
        shrunk = values * shrink
        scale = shrunk.abs().amax(dim=1, keepdim=True).clamp_min(_TINY) / _INPUT_MAX
        bytes_ = shrunk.div_(scale).round_().add_(_ZERO_POINT).to(torch.uint8)
        found: torch.Tensor = product(
            bytes_, 1.0, _ZERO_POINT, laid_out, scales, zero_points, None, 1.0, 0, torch.float32, "none", [], ""
        )
        return found.mul_(scale).add_(bias)

    return multiply


def tensors(pair: Pair) -> tuple[torch.Tensor, torch.Tensor]:
    """Wrap a weight and its bias as torch tensors, without copying."""
    weight, bias = (torch.from_numpy(each) for each in pair)
    return weight, bias
