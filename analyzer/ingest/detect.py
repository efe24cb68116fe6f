"""Find out a file's format and how to read it (the plan), and read it into raw records and rows set aside."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Collection, Iterator
from itertools import islice
from pathlib import Path

from analyzer.ingest.plan import Choices, Format, IngestError, Plan, Role
from analyzer.ingest.prose.documents import plan_document, read_document
from analyzer.ingest.prose.extraction.survey_pairs import holds_survey_pairs
from analyzer.ingest.prose.pasted_tables import holds_question_table
from analyzer.ingest.sources.archive import check_archive
from analyzer.ingest.sources.delimited import is_table
from analyzer.ingest.sources.email_file import is_message
from analyzer.ingest.sources.encodings import find_encoding, open_lines
from analyzer.ingest.sources.row import Row
from analyzer.ingest.table_plan import plan_rows, plan_table
from analyzer.ingest.table_records import read_table, rows_below
from analyzer.types import RawRecord, SetAside, Side

MAX_FILE_BYTES = 300 * 1024 * 1024

_NO_CHOICES = Choices()
_TABLE_FORMATS = frozenset({Format.CSV, Format.XLSX, Format.JSON, Format.JSONL, Format.XML})
_OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DELIMITED_ENDINGS = frozenset({".csv", ".tsv", ".tab"})
# A pasted table with more lines than this holds many people's answers, not one interview.
_MAX_INTERVIEW_LINES = 40
_ACCEPTED_FORMATS = "CSV, Excel (.xlsx), JSON, JSON lines, XML, TXT, DOCX, PDF or EML"
# Zip files of other programs: a part's name or the end of the part "mimetype", and what the person should do.
_OTHER_ZIP_FORMATS = (
    ("xl/workbook.bin", "a binary Excel workbook (.xlsb); open it in Excel and save it as .xlsx"),
    (
        "Index/Document.iwa",
        "a Numbers or Pages file; open it there and export it as Excel (.xlsx), CSV or Word (.docx)",
    ),
    ("opendocument.spreadsheet", "an OpenDocument table (.ods); open it in LibreOffice or Excel and save it as .xlsx"),
    ("opendocument.text", "an OpenDocument text (.odt); open it in LibreOffice or Word and save it as .docx"),
)
_SHEET_ENDINGS = frozenset({".xls", ".xlsx", ".xlsm", ".csv"})


def inspect(
    path: Path,
    name: str,
    choices: Choices = _NO_CHOICES,
    limit: int = MAX_FILE_BYTES,
    side: Side | None = None,
    known_units: Collection[str] = (),
) -> Plan:
    """Find out how to read a file. Nothing is stored, and of a large table only as much is read as the plan needs.

    Args:
        path: Where its bytes lie.
        name: What its owner calls it; used in messages and as a hint to its format.
        choices: What a person has corrected.
        limit: Largest accepted size, bytes.
        side: Whose words it holds, None if unknown: the lines of an employee's file may all be one person's.
        known_units: Units known from elsewhere, in the form that ``unit_key`` returns, to recognise columns by,
            and what stands above running text.

    Raises:
        IngestError: It cannot be read; the message says what was found and what to do.
    """
    _check_size(path, name, limit)
    start = _find_format(path, name)
    if start.format in _TABLE_FORMATS:
        return plan_table(path, start, choices, known_units)
    return plan_document(path, start, choices, side, known_units)


def inspect_rows(path: Path, name: str, limit: int = MAX_FILE_BYTES, choices: Choices = _NO_CHOICES) -> Plan:
    """Find out how to read a table's rows and columns, whether or not it has a column of open text.

    Args:
        path: Where its bytes lie.
        name: What its owner calls it.
        limit: Largest accepted size, bytes.
        choices: What a person has corrected.

    Raises:
        IngestError: It cannot be read, or is no table.
    """
    _check_size(path, name, limit)
    start = _find_format(path, name)
    if start.format not in _TABLE_FORMATS:
        raise IngestError(f"{name} is no table; give one in CSV, Excel (.xlsx), JSON or JSON lines.")
    return plan_rows(path, start, choices)


def read(path: Path, plan: Plan) -> Iterator[RawRecord | SetAside]:
    """Read a file by its plan, one row at a time: every row comes out once, as a record or set aside.

    Raises:
        IngestError: The file broke off, or is not the one that was inspected.
    """
    return read_table(path, plan) if plan.format in _TABLE_FORMATS else read_document(path, plan)


def read_units(path: Path, plan: Plan) -> Iterator[str]:
    """Read only which units a file names. Of a table no texts are parsed, since these take most of the time.

    Raises:
        IngestError: The file broke off, or is not the one that was inspected.
    """
    if plan.format not in _TABLE_FORMATS:
        yield from (found.unit for found in read_document(path, plan) if isinstance(found, RawRecord) and found.unit)
        return
    positions = plan.with_role(Role.UNIT)
    for row in rows_below(path, plan):
        if isinstance(row, Row):
            yield from (unit for at in positions if at < len(row.cells) and (unit := row.cells[at].strip()))


def _check_size(path: Path, name: str, limit: int) -> None:
    try:
        size = path.stat().st_size
    except OSError as error:
        raise IngestError(f"{name} cannot be opened; check that it is there and may be read.") from error
    if not path.is_file():
        raise IngestError(f"{name} is no file; give one in {_ACCEPTED_FORMATS}.")
    if size == 0:
        raise IngestError(f"{name} is empty; export it again and try once more.")
    if size > limit:
        found, most = size / 1024**2, limit / 1024**2
        raise IngestError(f"{name} has {found:,.1f} MB, more than the {most:,.1f} MB allowed; split it.")


def _find_format(path: Path, name: str) -> Plan:
    """Detect the format from the content; the file name's ending decides only between kinds of text."""
    with path.open("rb") as file:
        head = file.read(1024)
    if head.startswith(b"PK"):
        return Plan(name, _office_format(path, name))
    if b"%PDF-" in head:
        return Plan(name, Format.PDF)
    if head.startswith(_OLE_SIGNATURE):
        raise IngestError(
            f"{name} is an old or password-protected Office file; save it as .xlsx or .docx without a password."
        )
    if head.startswith(b"{\\rtf"):
        raise IngestError(f"{name} is rich text (RTF); save it as DOCX or TXT and try again.")
    if is_message(head, name):
        return Plan(name, Format.EML)
    encoding = find_encoding(path, name)
    return Plan(name, _text_format(path, name, encoding), encoding)


def _office_format(path: Path, name: str) -> Format:
    parts = check_archive(path, name)
    if "xl/workbook.xml" in parts:
        return Format.XLSX
    if "word/document.xml" in parts:
        return Format.DOCX
    kind = _opendocument_type(path) if "mimetype" in parts else ""
    for sign, advice in _OTHER_ZIP_FORMATS:
        if sign in parts or kind.endswith(sign):
            raise IngestError(f"{name} is {advice}.")
    raise IngestError(
        f"{name} is a zipped file that is neither Excel nor Word; unpack it and give a file in {_ACCEPTED_FORMATS}."
    )


def _opendocument_type(path: Path) -> str:
    """Return the media type that an OpenDocument file declares in its first part."""
    with zipfile.ZipFile(path) as archive, archive.open("mimetype") as part:
        return part.read(100).decode("ascii", "replace").strip()


def _text_format(path: Path, name: str, encoding: str) -> Format:
    lines = [line for _, line in islice(open_lines(path, encoding), 50) if line.strip()]
    if not lines:
        raise IngestError(f"{name} holds only blank lines; export it again and try once more.")
    ending = Path(name).suffix.lower()
    first = lines[0].strip()
    if ending in {".jsonl", ".ndjson"}:
        return Format.JSONL
    if first.startswith(("{", "[")) and ending not in _DELIMITED_ENDINGS:
        if _is_object(first) and (len(lines) > 1 and _is_object(lines[1])):
            return Format.JSONL
        if ending == ".json" or _is_json_start(first):
            return Format.JSON
    if _is_html("".join(lines[:5]).lower()):
        if ending in _SHEET_ENDINGS:
            raise IngestError(f"{name} is a web page under a table's name; open it in Excel and save it as .xlsx.")
        raise IngestError(f"{name} is a web page, not an export; give a file in {_ACCEPTED_FORMATS}.")
    if first.startswith("<?xml") or (ending == ".xml" and first.startswith("<")):
        return Format.XML
    if ending in _DELIMITED_ENDINGS:
        return Format.CSV
    one_interview = len(lines) <= _MAX_INTERVIEW_LINES and (
        holds_question_table("".join(lines)) or holds_survey_pairs("".join(lines))
    )
    return Format.CSV if is_table(path, encoding) and not one_interview else Format.TXT


def _is_html(start: str) -> bool:
    """Tell whether a file is HTML; tools that export "Excel" files often write a bare HTML table."""
    return "<html" in start or start.lstrip().startswith(("<!doctype html", "<table", "<meta "))


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _is_json_start(first: str) -> bool:
    """Tell JSON from an interview, which may begin with a bracket, too: "[09:02] hr: hello"."""
    rest = first[1:].lstrip()
    return not rest or (rest[0] in '{"[' and not rest.startswith("[["))
