"""Choose the encoder's implementation: numpy for a few texts, torch for many, once its import pays off."""

from __future__ import annotations

import sys
from functools import cached_property
from typing import TYPE_CHECKING

from analyzer.embed.calibration import CALIBRATION_TEXTS
from analyzer.encoder.numpy_bert import NumpyBert
from analyzer.processor import best_device, encoder_precision

if TYPE_CHECKING:
    from collections.abc import Callable

    from analyzer.embed.batches import Encode
    from analyzer.encoder.bert import Bert
    from analyzer.encoder.layers import Weights

# Encoding this many tokens in numpy takes as long as importing torch and preparing its weights (docs/decisions/0020).
MAX_NUMPY_TOKENS = 4_000


def torch_is_imported() -> bool:
    """Whether this process has imported torch already, and so paid for it."""
    return "torch" in sys.modules


class Encoder:
    """A BERT encoder that runs in numpy for its first tokens, and in torch once that pays off.

    Attributes:
        precision: "bfloat16", "int8" or "float32", used in torch; numpy always uses float32.
        width: Number of dimensions of a vector.
    """

    def __init__(
        self, load: Callable[[], Weights], tokenise: Callable[[list[str]], list[list[int]]], width: int
    ) -> None:
        self._load = load
        self._tokenise = tokenise
        self._tokens_seen = 0
        self.precision = encoder_precision()
        self.width = width

    def for_tokens(self, count: int) -> Encode:
        """Return the function that encodes batches of ``count`` tokens in all; its vectors are not of unit length."""
        self._tokens_seen += count
        # If torch was imported for something else, numpy only saves time where int8 weights would have to be prepared.
        torch_is_ready = "_torch_encoder" in self.__dict__ or (torch_is_imported() and self.precision != "int8")
        few = self._tokens_seen <= MAX_NUMPY_TOKENS and not torch_is_ready
        encode = self._numpy_encoder.encode if few else self._torch_encoder.encode
        return lambda _, ids: encode(ids)

    @cached_property
    def _weights(self) -> Weights:
        return self._load()

    @cached_property
    def _numpy_encoder(self) -> NumpyBert:
        return NumpyBert(self._weights)

    @cached_property
    def _torch_encoder(self) -> Bert:
        from analyzer.encoder.bert import Bert

        return Bert(self._weights, self.precision, self._tokenise(list(CALIBRATION_TEXTS)), best_device())
