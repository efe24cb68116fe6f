"""The weights of a BERT encoder, as its file holds them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    # Of a linear map or a layer norm: weight and bias.
    Pair = tuple[NDArray[np.float32], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer's weights, each (weight, bias); query, key and value stand below each other."""

    attend: Pair
    mix: Pair
    mix_norm: Pair
    widen: Pair
    narrow: Pair
    narrow_norm: Pair


@dataclass(frozen=True, slots=True)
class Weights:
    """An encoder's weights.

    Attributes:
        words: Turns token ids, shape (t,), into word vectors, shape (t, d).
        positions: Vectors of places and of the only segment added up, shape (longest text, d).
        norm: Of the input.
        layers: From the input to the output.
        heads: Attention heads.
        epsilon: Of the layer norms.
    """

    words: Callable[[NDArray[np.int64]], NDArray[np.float32]]
    positions: NDArray[np.float32]
    norm: Pair
    layers: tuple[Layer, ...]
    heads: int
    epsilon: float


def stack(pairs: list[Pair]) -> Pair:
    """Put maps of the same input below each other."""
    return np.concatenate([weight for weight, _ in pairs]), np.concatenate([bias for _, bias in pairs])


def layer_of(pair: Callable[[str], Pair], names: Mapping[str, str]) -> Layer:
    """Gather a layer from its file by what the file calls each part.

    Args:
        pair: Reads a weight and its bias by name.
        names: What query, key, value, mix, mix_norm, widen, narrow and narrow_norm are called.
    """
    return Layer(
        attend=stack([pair(names[part]) for part in ("query", "key", "value")]),
        **{part: pair(names[part]) for part in ("mix", "mix_norm", "widen", "narrow", "narrow_norm")},
    )
