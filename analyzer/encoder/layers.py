"""The weights of a BERT encoder, independent of the file they come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    # (weight, bias) of a linear map or a layer norm.
    Pair = tuple[NDArray[np.float32], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer's weights, each (weight, bias).

    Attributes:
        attend: Query, key and value projections of the self-attention, stacked.
        mix: Output projection of the self-attention.
        mix_norm: Layer norm after it.
        widen: First (expanding) linear map of the feed-forward block.
        narrow: Second (contracting) linear map of the feed-forward block.
        narrow_norm: Layer norm after it.
    """

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
        words: Looks up the input embeddings, shape (t, d), of token ids, shape (t,).
        positions: Position embeddings plus the embedding of the only segment, shape (longest text, d).
        norm: Layer norm of the input embeddings.
        layers: From the input to the output.
        heads: Number of attention heads.
        epsilon: The layer norms' epsilon.
    """

    words: Callable[[NDArray[np.int64]], NDArray[np.float32]]
    positions: NDArray[np.float32]
    norm: Pair
    layers: tuple[Layer, ...]
    heads: int
    epsilon: float


def stack(pairs: list[Pair]) -> Pair:
    """Stack linear maps that have the same input into one."""
    return np.concatenate([weight for weight, _ in pairs]), np.concatenate([bias for _, bias in pairs])


def layer_of(pair: Callable[[str], Pair], names: Mapping[str, str]) -> Layer:
    """Read a layer from a file that has its own name for each part.

    Args:
        pair: Reads a weight and its bias by name.
        names: The file's names of query, key, value, mix, mix_norm, widen, narrow and narrow_norm (see ``Layer``).
    """
    return Layer(
        attend=stack([pair(names[part]) for part in ("query", "key", "value")]),
        **{part: pair(names[part]) for part in ("mix", "mix_norm", "widen", "narrow", "narrow_norm")},
    )
