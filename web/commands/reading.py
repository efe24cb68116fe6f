"""What the command line does with a single file: look at it, store it, or redact its texts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from analyzer.ingest import Choices, IngestError, Shape, inspect, read, refusal, summarise
from analyzer.ingest.sources.encodings import find_encoding, open_lines
from analyzer.pipeline import Progress, Store, Tools
from analyzer.types import RawRecord
from models import Record, UploadRecord
from web.commands.analyse import Given, take_in
from web.commands.ground import count

_PLAIN = frozenset({"", ".txt", ".text", ".md"})
_READ_AS = {
    Shape.INTERVIEW: "one interview; --as interviews or --as lines reads it otherwise",
    Shape.INTERVIEWS: "several interviews; --as interview or --as lines reads it otherwise",
    Shape.LINES: "one text a line; --as interview or --as interviews reads it otherwise",
}
_JSON_LINES = frozenset({".jsonl", ".ndjson"})


def look(file: Path, choices: Choices, limit: int) -> dict[str, object]:
    """Say what reading a file would give: the JSON of ``import --dry-run``. Nothing is stored."""
    try:
        return summarise(file, inspect(file, file.name, choices, limit)).to_dict()
    except IngestError as error:
        return refusal(str(error))


def store_file(store: Store, given: Given, tools: Tools, progress: Progress) -> dict[str, object]:
    """Store a file's records. Returns the JSON of ``look`` with the upload's id and how many records are new."""
    found = look(given.path, given.choices, store.place.upload_limit)
    if found["error"]:
        return found
    with store.sessions() as session:
        newest = session.scalar(select(func.max(Record.id))) or 0
    try:
        upload_id = take_in(store, given, tools, progress)
    except IngestError as error:
        return refusal(str(error))
    own = select(func.count()).where(UploadRecord.upload_id == upload_id, UploadRecord.record_id > newest)
    with store.sessions() as session:
        return {**found, "upload": upload_id, "new": session.scalar(own)}


def describe(found: Mapping[str, Any]) -> str:
    """Put the JSON of ``look`` into a few lines for people."""
    asides = f"{found['skipped']} skipped, {len(found['problem_rows'])} that cannot be read"
    rows, records = count(found["rows"], "row"), count(found["records"], "record")
    lines = [f"{rows}: {records}, {found['no_answer']} without an answer, {asides}."]
    lines += [f"Read as {_READ_AS[found['shape']]}."] if found["shape"] else []
    lines += [f"  {column['name']}: {column['role']}" for column in found["columns"]]
    lines += [f"  line {row['line']}: {row['reason']}" for row in (*found["skipped_rows"], *found["problem_rows"])]
    if found.get("dates_unsettled"):
        lines.append("No row settles whether day or month comes first, so dates are left out: say --dates dmy or mdy.")
    stored = f"{records}, {found['new']} of them new." if "new" in found else "Nothing was stored."
    return "\n".join([*lines, *found["notes"], stored])


def texts_of(file: Path) -> Iterator[str]:
    """Give a file's texts in order: a text file's lines, the key ``text`` of JSON lines, the rows of anything else.

    A row that is no record, or a blank line, gives an empty text, so that the order can be followed.

    Raises:
        IngestError: It cannot be read.
    """
    ending = file.suffix.lower()
    if ending not in _PLAIN | _JSON_LINES:
        for found in read(file, inspect(file, file.name)):
            yield found.text if isinstance(found, RawRecord) else ""
        return
    if not file.is_file():
        raise IngestError(f"{file.name} cannot be opened; check that it is there and may be read.")
    for number, line in open_lines(file, find_encoding(file, file.name)):
        text = line.rstrip("\r\n")
        if ending in _JSON_LINES:
            yield _text_in(text, number, file.name) if text.strip() else ""
        else:
            yield text


def _text_in(line: str, number: int, name: str) -> str:
    try:
        text = json.loads(line)["text"]
    except (ValueError, KeyError, TypeError):
        text = None
    if not isinstance(text, str):
        raise IngestError(f'Line {number} of {name} is no JSON object with a string under the key "text".')
    return text
