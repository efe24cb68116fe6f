"""Run texts through a model in batches of similar length, each distinct text once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]
    Encode = Callable[[list[str], list[list[int]]], Vectors]

# Most tokens in a batch, padding included: small batches of equal length are fastest on a CPU
# (docs/evaluation/speed.md).
TOKEN_BUDGET = 1024
# A batch that already has this many tokens takes no text longer than this multiple of its shortest. Without that rule a
# third of all tokens of a hundred texts would be padding.
SMALL_BATCH_TOKENS = 128
MAX_LENGTH_RATIO = 1.25


def in_batches(
    texts: Sequence[str],
    tokenise: Callable[[list[str]], list[list[int]]],
    encoder: Callable[[int], Encode],
    dimensions: int,
) -> Vectors:
    """Encode texts into vectors of unit length, shape (n, dimensions), in the order given.

    Batches depend only on the set of texts, not on their order, so the same texts give the same vectors.

    Args:
        texts: May repeat; each distinct text is tokenised and encoded once.
        tokenise: Turns texts into token ids.
        encoder: Given the total number of tokens, returns the function that turns one batch, its texts and their
            tokens, into vectors, shape (batch, dimensions).
        dimensions: The vectors' width.
    """
    if not texts:
        return np.zeros((0, dimensions), dtype=np.float32)
    distinct = sorted(set(texts))
    ids = tokenise(distinct)
    encoded = np.empty((len(distinct), dimensions), dtype=np.float32)
    lengths = [len(each) for each in ids]
    encode = encoder(sum(lengths))
    for batch in _batches(lengths):
        encoded[batch] = encode([distinct[at] for at in batch], [ids[at] for at in batch])
    encoded /= np.maximum(np.linalg.norm(encoded, axis=1, keepdims=True), np.finfo(np.float32).tiny)
    row_of = {text: row for row, text in enumerate(distinct)}
    return encoded[[row_of[text] for text in texts]]


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yield batches of positions, shortest texts first, whose size times their longest text is within the budget."""
    batch: list[int] = []
    for at in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and _is_full(lengths[batch[0]], lengths[batch[-1]], len(batch), lengths[at]):
            yield batch
            batch = []
        batch.append(at)
    yield batch


def _is_full(shortest: int, longest: int, count: int, following: int) -> bool:
    """Whether a batch of ``count`` texts is closed before the next longer text is added."""
    uneven = following > MAX_LENGTH_RATIO * shortest and count * longest >= SMALL_BATCH_TOKENS
    return uneven or following * (count + 1) > TOKEN_BUDGET
