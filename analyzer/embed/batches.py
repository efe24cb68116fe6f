"""Run texts through a model in batches of equal length, each distinct text once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

# Tokens in a batch, padding included: small batches of equal length are fastest on a processor (docs/evaluation.md).
TOKEN_BUDGET = 1024


def in_batches(
    texts: Sequence[str],
    lengths: Callable[[list[str]], list[int]],
    encode: Callable[[list[str]], Vectors],
    dimensions: int,
) -> Vectors:
    """Encode texts and bring the vectors to unit length, shape (n, dimensions), in the order given.

    Batches depend on which texts there are and not on their order, so the same texts give the same vectors.

    Args:
        texts: May repeat; each distinct text is encoded once.
        lengths: Counts each text's tokens.
        encode: Turns one batch into vectors, shape (batch, dimensions).
        dimensions: The vectors' width.
    """
    if not texts:
        return np.zeros((0, dimensions), dtype=np.float32)
    distinct = sorted(set(texts))
    batches = list(_cut(sorted(zip(lengths(distinct), distinct, strict=True))))
    place = {text: row for row, text in enumerate(text for batch in batches for text in batch)}
    encoded = np.concatenate([encode(batch) for batch in batches])
    vectors = encoded[[place[text] for text in texts]].astype(np.float32)
    unit: Vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), np.finfo(np.float32).tiny)
    return unit


def _cut(sized: list[tuple[int, str]]) -> Iterator[list[str]]:
    """Cut texts, shortest first, so that a batch times its longest text stays within the budget."""
    batch: list[str] = []
    for tokens, text in sized:
        if batch and tokens * (len(batch) + 1) > TOKEN_BUDGET:
            yield batch
            batch = []
        batch.append(text)
    yield batch
