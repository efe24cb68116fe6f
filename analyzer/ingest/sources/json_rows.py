"""JSON and JSON lines: read nested objects as flat rows."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import IO

import ijson

from analyzer.ingest.plan import IngestError
from analyzer.ingest.sources.encodings import is_undecodable, open_lines
from analyzer.ingest.sources.html_text import plain_text
from analyzer.ingest.sources.row import Row
from analyzer.ingest.sources.writers import Participants, find_participants, is_by_company

_MAX_LISTED_OBJECTS = 5  # so many objects of a list inside a row become columns
_REPLY_KEY = "reply"  # key for what the company wrote, so that its columns are not taken for the customer's words

FlatRow = dict[str, str]


def find_items(path: Path, encoding: str, name: str) -> str:
    """Find where the rows of a JSON file are, in ijson's notation: "item", or "data.item" for an array in an object.

    Raises:
        IngestError: The file is no JSON, or holds no array of objects.
    """
    try:
        with _utf8(path, encoding) as file:
            found = ""
            for prefix, event, _ in ijson.parse(file):
                if (
                    event == "start_map"
                    and (prefix == "item" or prefix.endswith(".item"))
                    and prefix.split(".").count("item") == 1
                ):
                    found = prefix
                    break
    except ijson.JSONError as error:
        raise IngestError(f"{name} is no valid JSON; export it again, or save it as CSV, and try once more.") from error
    if not found:
        raise IngestError(f"{name} holds no list of objects; give a JSON array with one object per comment.")
    return found


def json_objects(path: Path, encoding: str, items: str, name: str) -> Iterator[tuple[int, FlatRow | str]]:
    """Yield position, from 1, and flattened object, or the reason why it is none.

    Raises:
        IngestError: The file breaks off.
    """
    try:
        with _utf8(path, encoding) as file:
            for at, item in enumerate(ijson.items(file, items, use_float=True), start=1):
                yield at, flatten(item) if isinstance(item, dict) else "no object"
    except ijson.JSONError as error:
        raise IngestError(f"{name} breaks off or is no valid JSON; export it again and try once more.") from error


def line_objects(path: Path, encoding: str) -> Iterator[tuple[int, FlatRow | str]]:
    """Yield line number and flattened object of each line, or the reason why it is none."""
    for number, line in open_lines(path, encoding):
        if line.strip():
            yield number, _parse_line(line)


def to_rows(objects: Iterator[tuple[int, FlatRow | str]], keys: Sequence[str]) -> Iterator[Row]:
    """Turn objects into rows with one cell for each key, in the order of ``keys``."""
    for line, found in objects:
        if isinstance(found, str):
            yield Row(line, (), found)
        else:
            yield Row(line, tuple(found.get(key, "") for key in keys))


def flatten(item: Mapping[str, object]) -> FlatRow:
    """Flatten an object: nested keys are joined by dots, and a list of plain values becomes one cell.

    Messages that the company wrote come under the key "reply", so that they are not taken for a customer's words.
    """
    flat: FlatRow = {}
    known = find_participants(item)
    for key, inner in item.items():
        _flatten_into(flat, str(key), inner, known)
    return flat


def _flatten_into(flat: FlatRow, prefix: str, value: object, known: Participants) -> None:
    if isinstance(value, Mapping):
        marked = _REPLY_KEY in prefix.split(".") or not is_by_company(value, known)
        above = prefix if marked else f"{prefix}.{_REPLY_KEY}"
        for key, inner in value.items():
            _flatten_into(flat, f"{above}.{key}", inner, known)
    elif isinstance(value, list) and any(isinstance(inner, Mapping | list) for inner in value):
        theirs = [isinstance(inner, Mapping) and is_by_company(inner, known) for inner in value]
        for place, mark in ((prefix, False), (f"{prefix}.{_REPLY_KEY}", True)):
            said = [inner for inner, is_theirs in zip(value, theirs, strict=True) if is_theirs is mark]
            for at, inner in enumerate(said[:_MAX_LISTED_OBJECTS], start=1):
                _flatten_into(flat, f"{place}.{at}", inner, known)
    elif isinstance(value, list):
        flat[prefix] = ", ".join(_text(inner) for inner in value)
    else:
        flat[prefix] = plain_text(_text(value))


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")


def _parse_line(line: str) -> FlatRow | str:
    if is_undecodable(line):
        return "bytes that are no text in the file's encoding"
    try:
        item = json.loads(line)
    except (ValueError, RecursionError):
        return "no valid JSON"
    return flatten(item) if isinstance(item, dict) else "no object"


def _utf8(path: Path, encoding: str) -> IO[bytes]:
    """Open the file as UTF-8, which the parser needs; other encodings, rare in JSON, are converted in memory."""
    if encoding == "utf-8":
        return path.open("rb")
    return BytesIO(path.read_text(encoding=encoding, errors="replace").encode())
