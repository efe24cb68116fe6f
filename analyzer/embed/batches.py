"""Run texts through a model in batches of equal length, each distinct text once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]
    Encode = Callable[[list[str], list[list[int]]], Vectors]

# Tokens in a batch, padding included: small batches of equal length are fastest on a processor
# (docs/evaluation/speed.md).
TOKEN_BUDGET = 1024
# A batch of so many tokens takes no text that is so much longer than its shortest: of a hundred texts a third of all
# tokens would be padding.
ENOUGH_TOKENS = 128
UNEVEN = 1.25


def in_batches(
    texts: Sequence[str],
    tokens: Callable[[list[str]], list[list[int]]],
    encoder: Callable[[int], Encode],
    dimensions: int,
) -> Vectors:
    """Encode texts and bring the vectors to unit length, shape (n, dimensions), in the order given.

    Batches depend on which texts there are and not on their order, so the same texts give the same vectors.

    Args:
        texts: May repeat; each distinct text is cut into tokens and encoded once.
        tokens: Gives each text's tokens.
        encoder: Gives, for so many tokens in all, what turns one batch, its texts and their tokens, into vectors,
            shape (batch, dimensions).
        dimensions: The vectors' width.
    """
    if not texts:
        return np.zeros((0, dimensions), dtype=np.float32)
    distinct = sorted(set(texts))
    ids = tokens(distinct)
    encoded = np.empty((len(distinct), dimensions), dtype=np.float32)
    lengths = [len(each) for each in ids]
    encode = encoder(sum(lengths))
    for batch in _cut(lengths):
        encoded[batch] = encode([distinct[at] for at in batch], [ids[at] for at in batch])
    encoded /= np.maximum(np.linalg.norm(encoded, axis=1, keepdims=True), np.finfo(np.float32).tiny)
    place = {text: row for row, text in enumerate(distinct)}
    return encoded[[place[text] for text in texts]]


def _cut(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Cut texts, shortest first, so that a batch times its longest text stays within the budget."""
    batch: list[int] = []
    for at in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and _is_full(lengths[batch[0]], lengths[batch[-1]], len(batch), lengths[at]):
            yield batch
            batch = []
        batch.append(at)
    yield batch


def _is_full(shortest: int, longest: int, count: int, following: int) -> bool:
    """Whether a batch of so many texts does not take the next longer one, too."""
    uneven = following > UNEVEN * shortest and count * longest >= ENOUGH_TOKENS
    return uneven or following * (count + 1) > TOKEN_BUDGET
