"""Command-line work on files: preview them, store them, or redact their texts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from analyzer.ingest import IngestError, Shape, inspect, read, summarise, unreadable_file_json
from analyzer.ingest.sources.encodings import find_encoding, open_lines
from analyzer.pipeline import REMOVED_ROW_REASON, Progress, Store, Tools
from analyzer.types import RawRecord, Side
from analyzer.wording.counts import how_many
from models import Record, SetAside, Upload, UploadRecord
from web.commands.analyse import stored_upload_ids, take_in
from web.commands.environment import UnreadableError, errors_as_sentences, open_home_if_made
from web.commands.input_files import InputFile, read_units_ahead
from web.commands.lines import cut, wrap
from web.commands.units import describe_test, describe_units, stored_places, units_overview

_PLAIN = frozenset({"", ".txt", ".text", ".md"})
_READ_AS = {
    Shape.INTERVIEW: "one interview; --as interviews or --as lines reads it otherwise",
    Shape.INTERVIEWS: "several interviews; --as interview or --as lines reads it otherwise",
    Shape.LINES: "one text a line; --as interview or --as interviews reads it otherwise",
}
# Keys of counts, the same in the JSON of ``look_at_file`` and in an upload.
_COUNTS = ("records", "no_answer", "skipped")
# Files read in the same way that are listed in one line.
_MAX_LISTED = 3
_JSON_LINES = frozenset({".jsonl", ".ndjson"})


def look_at_file(given: InputFile, limit: int) -> dict[str, object]:
    """Return what reading a file would give, the JSON of ``import --dry-run``. Nothing is stored."""
    try:
        plan = inspect(given.path, given.path.name, given.choices, limit, given.side, given.places)
        return summarise(given.path, plan).to_dict()
    except IngestError as error:
        return unreadable_file_json(str(error))


def store_file(store: Store, given: InputFile, tools: Tools, progress: Progress) -> dict[str, object]:
    """Store a file's records.

    Returns:
        The JSON of ``look_at_file``, with the upload's id and how many records are new and how many rows kept out.
    """
    found = look_at_file(given, store.installation.upload_limit)
    if found["error"]:
        return found
    with store.sessions() as session:
        newest = session.scalar(select(func.max(Record.id))) or 0
    try:
        upload_id = take_in(store, given, tools, progress)
    except IngestError as error:
        return unreadable_file_json(str(error))
    own = select(func.count()).where(UploadRecord.upload_id == upload_id, UploadRecord.record_id > newest)
    barred = select(func.count()).where(SetAside.upload_id == upload_id, SetAside.reason == REMOVED_ROW_REASON)
    with store.sessions() as session:
        # For a file that was stored before, records removed since count as kept out.
        kept_out = (session.scalar(barred) or 0) + session.get_one(Upload, upload_id).removed
        return {**found, "upload": upload_id, "new": session.scalar(own), "kept_out": kept_out}


def describe(found: Mapping[str, Any], side: Side, width: int, units: str = "") -> str:
    """Put the JSON of ``look_at_file`` into a few lines for people, of at most ``width`` characters.

    Args:
        found: The JSON.
        side: Whose words the file holds.
        width: Maximal width of a line.
        units: The text about its units, or "".
    """
    stored = _describe_stored(found) if "new" in found else "Nothing was stored."
    return "\n".join(filter(None, (describe_look(found, side, width), units, wrap(stored, width))))


def _describe_stored(found: Mapping[str, Any]) -> str:
    kept_out = found["kept_out"]
    stored = f"{how_many(found['records'] - kept_out, 'record')}, {found['new']} of them new"
    if not kept_out:
        return f"{stored}."
    whose = "its record was" if kept_out == 1 else "their records were"
    return f"{stored}; {how_many(kept_out, 'row')} kept out, since {whose} removed before."


def describe_look(found: Mapping[str, Any], side: Side, width: int, name: str = "") -> str:
    """Describe a look without what was stored, with the file's name if one is given."""
    counted = _count_rows([*(found[key] for key in _COUNTS), len(found["problem_rows"])])
    lines = [f"{name}{', ' if name else ''}{how_many(found['rows'], 'row')}: {counted}"]
    lines += _read_as(found, width)
    said = " · ".join(filter(None, (found.get("unit"), found.get("day"))))
    lines += [f"  {said}"] if said else []
    lines += [f"  line {row['line']}: {row['reason']}" for row in (*found["skipped_rows"], *found["problem_rows"])]
    if found.get("dates_unsettled"):
        lines.append(
            "The rows do not settle whether day or month comes first: say --dates dmy or mdy; else none is read."
        )
    lines += [_ask_headers(found, side)] if found.get("headers_unsettled") else []
    return "\n".join(wrap(line, width) for line in (*lines, *found["notes"]))


def look_at_files(given: Sequence[InputFile], limit: int, width: int, *, stored: bool, alike: bool) -> str:
    """Describe how files of both sides would be read, what is stored already, and which units both sides name.

    Args:
        given: The files.
        limit: Maximal size of a file, bytes.
        width: Maximal width of a line.
        stored: Whether a run would also read the stored uploads.
        alike: Whether units whose names look alike count as one.

    Raises:
        click.UsageError: Nothing was handed in before.
        UnreadableError: A file cannot be read.
    """
    home = open_home_if_made()
    before = stored_upload_ids(home) if stored else []
    looks: dict[Side, list[dict[str, object]]] = {side: [] for side in Side}
    blocks = []
    with errors_as_sentences():
        ahead = read_units_ahead(given, limit, stored_places(home))[0]
    for each in ahead:
        found = look_at_file(each, limit)
        if found["error"]:
            raise UnreadableError(str(found["error"]))
        blocks.append(describe_look(found, each.side, width, each.path.name))
        looks[each.side].append(found)
    blocks += [describe_uploads(home, (), before, width)] if home and stored else []
    places = units_overview(looks, home, before, accepted=alike)
    blocks.append(describe_units(places, [side for side in Side if looks[side] or side in places.stored], width))
    blocks.append(describe_test(places, width))
    if any(looks[side] and side in places.stored for side in Side):
        blocks.append(
            wrap("Records of these files that were handed in before count twice here; a run counts them once.", width)
        )
    return "\n\n".join((*filter(None, blocks), *(["Nothing was stored."] if given else [])))


def describe_uploads(store: Store, new: Sequence[int], read: Sequence[int], width: int) -> str:
    """Describe how new uploads were read, grouping files read in the same way; only count the others."""
    alike: dict[tuple[str, ...], list[Upload]] = {}
    with store.sessions() as session:
        for upload in (session.get_one(Upload, upload_id) for upload_id in dict.fromkeys(new)):
            plan: Mapping[str, Any] = upload.plan
            asked = [_ask_headers(plan, Side(upload.side))] if plan.get("headers_unsettled") else []
            lines = (*_read_as(plan, width), *asked, *plan["notes"])
            alike.setdefault((upload.side, *lines), []).append(upload)
        before = [session.get_one(Upload, upload_id) for upload_id in read if upload_id not in new]
    blocks = [[_count_files(uploads), *lines] for (_, *lines), uploads in alike.items()]
    if before:
        blocks.append([f"Handed in before: {_count_files(before)}"])
    return "\n".join(wrap(line, width) for block in blocks for line in block)


def _ask_headers(found: Mapping[str, Any], side: Side) -> str:
    rows = found["header_rows"]
    return (
        "The first row below the column names may say more of them, such as the questions asked. It is read as a "
        f"record: say --header-rows {side}:{rows + 1} if it is none, --header-rows {side}:{rows} if it is."
    )


def _count_files(uploads: Sequence[Upload]) -> str:
    names = ", ".join(upload.name for upload in uploads[:_MAX_LISTED])
    more = f" and {len(uploads) - _MAX_LISTED} more" if len(uploads) > _MAX_LISTED else ""
    rows = sum(upload.rows for upload in uploads)
    counted = [sum(getattr(upload, key) for upload in uploads) for key in ("held", *_COUNTS[1:], "problem_rows")]
    removed = sum(upload.removed for upload in uploads)
    since = f" {how_many(removed, 'record')} removed since." if removed else ""
    return f"{names}{more}, {how_many(rows, 'row')}: {_count_rows(counted)}{since}"


def _count_rows(counts: Sequence[int]) -> str:
    records, no_answer, skipped, problems = counts
    asides = f"{skipped} skipped, {problems} that cannot be read"
    return f"{how_many(records, 'record')}, {no_answer} without an answer, {asides}."


def _read_as(plan: Mapping[str, Any], width: int) -> list[str]:
    lines = [f"Read as {_READ_AS[plan['shape']]}."] if plan["shape"] else []
    rows = plan.get("header_rows") or 0
    lines += [f"{how_many(rows, 'header row')}."] if rows > 1 else []
    columns = plan["columns"]
    # Stored plans contain no questions, because these are not redacted.
    questions = plan.get("questions") or [""] * len(columns)
    return lines + [_column(*each, width) for each in zip(columns, questions, strict=True)]


def _column(column: Mapping[str, str], question: str, width: int) -> str:
    line = f"  {column['name']}: {column['role']}"
    asked = " ".join(question.split())
    return max(line, cut(f"{line} · {asked}", width), key=len) if asked not in {"", column["name"]} else line


def texts_of(file: Path) -> Iterator[str]:
    """Yield a file's texts in order: a text file's lines, the key ``text`` of JSON lines, the rows of anything else.

    A row that is no record, or a blank line, yields an empty text, so that positions are preserved.

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
