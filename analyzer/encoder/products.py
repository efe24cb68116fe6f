"""Linear maps of a BERT encoder, at the precisions that processors multiply fast."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import torch
from torch.nn import functional

if TYPE_CHECKING:
    from analyzer.encoder.layers import Pair

# Maps inputs, shape (rows, in), to outputs, shape (rows, out).
Map = Callable[[torch.Tensor], torch.Tensor]

# Rows of a typical batch, for which the kernels lay out their weights.
_TYPICAL_ROWS = 1024
# What eight bits hold of an input, around a middle; weights get seven bits, since processors with AVX2 alone add two
# products of theirs in sixteen.
_INPUT, _MIDDLE, _WEIGHT = 127, 128, 63
_TINY = 1e-5


def in_float32(pair: Pair) -> Map:
    """Multiply in single precision."""
    weight, bias = tensors(pair)
    return lambda values: functional.linear(values, weight, bias)


def in_bfloat16(pair: Pair) -> Map:
    """Multiply in bf16, inputs and outputs too."""
    weight, bias = (each.to(torch.bfloat16) for each in tensors(pair))
    # Both without a public name; torch's own compiler calls them.
    laid_out = torch.ops.mkldnn._reorder_linear_weight(weight, _TYPICAL_ROWS)
    product = torch.ops.mkldnn._linear_pointwise
    return lambda values: product(values, laid_out, bias, "none", [], "")


def in_int8(pair: Pair, largest: torch.Tensor) -> Map:
    """Multiply in whole numbers; inputs and outputs are in single precision.

    Each row of inputs and each row of weights has a scale of its own, so a text's vector does not depend on the others
    in its batch. What some columns of inputs have too much is moved to the weights first (Xiao et al. 2023,
    arXiv:2211.10438), halfway between both.

    Args:
        pair: Weight and bias.
        largest: The largest absolute input of each column in typical texts, shape (in,).
    """
    weight, bias = tensors(pair)
    moved = (largest.clamp_min(_TINY) / weight.abs().amax(dim=0).clamp_min(_TINY)).sqrt()
    weight, shrink = weight * moved, 1 / moved
    scales = weight.abs().amax(dim=1).clamp_min(_TINY) / _WEIGHT
    whole = (weight / scales[:, None]).round().to(torch.int8)
    laid_out = torch.ops.onednn.qlinear_prepack(whole, [_TYPICAL_ROWS, whole.shape[1]])
    product, nothing = torch.ops.onednn.qlinear_pointwise, torch.zeros(len(whole), dtype=torch.int32)

    def multiply(values: torch.Tensor) -> torch.Tensor:
        shrunk = values * shrink
        scale = shrunk.abs().amax(dim=1, keepdim=True).clamp_min(_TINY) / _INPUT
        bytes_ = shrunk.div_(scale).round_().add_(_MIDDLE).to(torch.uint8)
        found: torch.Tensor = product(
            bytes_, 1.0, _MIDDLE, laid_out, scales, nothing, None, 1.0, 0, torch.float32, "none", [], ""
        )
        return found.mul_(scale).add_(bias)

    return multiply


def tensors(pair: Pair) -> tuple[torch.Tensor, torch.Tensor]:
    """Give a weight and its bias to torch, without a copy."""
    weight, bias = (torch.from_numpy(each) for each in pair)
    return weight, bias
