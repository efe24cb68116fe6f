"""Chooses what encodes: numpy for a few texts, torch, once it is worth its import, for many."""

from __future__ import annotations

import sys
from functools import cached_property
from typing import TYPE_CHECKING

from analyzer.embed.typical import TYPICAL
from analyzer.encoder.few import FewBert
from analyzer.processor import encoder_precision

if TYPE_CHECKING:
    from collections.abc import Callable

    from analyzer.embed.batches import Encode
    from analyzer.encoder.bert import Bert
    from analyzer.encoder.layers import Weights

# So many tokens take numpy as long as importing torch and laying out the weights for it (docs/decisions/0020).
FEW_TOKENS = 4_000


def torch_is_imported() -> bool:
    """Whether this process has paid for importing torch."""
    return "torch" in sys.modules


class Encoder:
    """An encoder's weights and how they are used.

    Attributes:
        precision: "bfloat16", "int8" or "float32": that of many texts.
        width: Dimensions of a vector.
    """

    def __init__(self, load: Callable[[], Weights], ids: Callable[[list[str]], list[list[int]]], width: int) -> None:
        self._load = load
        self._ids = ids
        self._spent = 0
        self.precision = encoder_precision()
        self.width = width

    def for_tokens(self, count: int) -> Encode:
        """Give what encodes batches, for so many tokens in all; its vectors are not of unit length."""
        self._spent += count
        # Where torch was imported for something else, only the laying out of int8 is worth saving.
        there = "_many" in self.__dict__ or (torch_is_imported() and self.precision != "int8")
        few = self._spent <= FEW_TOKENS and not there
        encode = self._few.encode if few else self._many.encode
        return lambda _, ids: encode(ids)

    @cached_property
    def _weights(self) -> Weights:
        return self._load()

    @cached_property
    def _few(self) -> FewBert:
        return FewBert(self._weights)

    @cached_property
    def _many(self) -> Bert:
        from analyzer.encoder.bert import Bert

        return Bert(self._weights, self.precision, self._ids(list(TYPICAL)))
