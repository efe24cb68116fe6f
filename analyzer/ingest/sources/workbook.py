"""Excel workbooks: read sheets and their rows as text, with merged cells filled."""

from __future__ import annotations

import datetime as dt
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from xml.etree.ElementTree import ParseError, iterparse

from analyzer.ingest.plan import IngestError
from analyzer.ingest.sources.html_text import plain_text
from analyzer.ingest.sources.row import Row

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook

_MERGE_TAG = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}mergeCell"
_ROW_TAG = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}row"


@dataclass(frozen=True, slots=True)
class _Merge:
    """A merged block of cells; columns and rows count from 1."""

    left: int
    top: int
    right: int
    bottom: int


def sheet_names(path: Path, name: str) -> tuple[str, ...]:
    """Return the names of the workbook's visible sheets.

    Raises:
        IngestError: It cannot be opened.
    """
    with _open(path, name) as book:
        return tuple(sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible")


def sheet_rows(path: Path, sheet: str, name: str) -> Iterator[Row]:
    """Yield every row of a sheet except empty ones.

    Raises:
        IngestError: The workbook is damaged.
    """
    with _open(path, name) as book:
        try:
            found = book[sheet]
            # openpyxl's read-only sheets do not list merged cells.
            merges = _merges(path, str(vars(found)["_worksheet_path"]))
            # Excel's declared size is often wrong, and read-only mode would truncate the rows to it.
            found.reset_dimensions()
            yield from _rows(found.iter_rows(values_only=True), merges)
        except (ParseError, KeyError, ValueError, TypeError, zipfile.BadZipFile, OSError) as error:
            raise IngestError(
                f"{name} is damaged in sheet {sheet}; save it again or as CSV and try once more."
            ) from error


def _rows(values: Iterator[tuple[object, ...]], merges: tuple[_Merge, ...]) -> Iterator[Row]:
    pending = sorted(merges, key=lambda merge: merge.top, reverse=True)
    active: dict[_Merge, str] = {}
    for number, cells in enumerate(values, start=1):
        texts = [_text(cell) for cell in cells]
        while pending and pending[-1].top <= number:
            merge = pending.pop()
            if merge.left <= len(texts):
                active[merge] = texts[merge.left - 1]
        for merge in [merge for merge in active if merge.bottom < number]:
            del active[merge]
        row = Row(number, tuple(texts))
        if not row.blank:
            yield Row(number, _fill_merged(texts, active)) if active else row


def _fill_merged(texts: list[str], active: dict[_Merge, str]) -> tuple[str, ...]:
    """Fill merged blocks within one column; a title merged across the sheet is one title, not many."""
    for merge, value in active.items():
        if merge.left == merge.right <= len(texts):
            texts[merge.left - 1] = value
    return tuple(texts)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    text = str(value).replace("\0", "").replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
    return plain_text(text)


@contextmanager
def _open(path: Path, name: str) -> Iterator[Workbook]:
    # Pass an open file: openpyxl checks a path's extension, and uploads are stored without one.
    with path.open("rb") as file, closing(_load(file, name)) as book:
        yield book


def _load(file: BinaryIO, name: str) -> Workbook:
    # Imported only when there is a workbook, since it takes a fifth of a second.
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with warnings.catch_warnings():
            # openpyxl warns of styles and validations that it drops; they do not affect rows.
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(file, read_only=True, data_only=True)
    except (
        InvalidFileException,
        ParseError,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        zipfile.BadZipFile,
        OSError,
    ) as error:
        raise IngestError(
            f"{name} is damaged and cannot be opened; save it again or as CSV and try once more."
        ) from error


def _merges(path: Path, part: str) -> tuple[_Merge, ...]:
    from openpyxl.utils.cell import range_boundaries

    merges = []
    with zipfile.ZipFile(path) as archive, archive.open(part) as file:
        for _, element in iterparse(file):  # noqa: S314  archive.check_archive has refused entities
            if element.tag == _MERGE_TAG:
                left, top, right, bottom = range_boundaries(element.attrib["ref"])
                merges.append(_Merge(left or 1, top or 1, right or 1, bottom or 1))
            elif element.tag == _ROW_TAG:
                element.clear()
    return tuple(merges)
