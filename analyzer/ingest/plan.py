"""How a file will be read: what was found, what a person may correct, and the plan that both make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from analyzer.ingest.words import called


class IngestError(Exception):
    """A file that cannot be read. Its message is one sentence for a person: what was found and what to do."""


class Format(StrEnum):
    """What kind of file it is."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"
    JSONL = "jsonl"
    XML = "xml"
    TXT = "txt"
    DOCX = "docx"
    PDF = "pdf"
    EML = "eml"


class Role(StrEnum):
    """What a column is for."""

    ID = "id"
    TEXT = "text"
    DATE = "date"
    UNIT = "unit"
    RATING = "rating"
    PERSON = "person"
    ATTRIBUTE = "attribute"
    IGNORED = "ignored"


class Hint(StrEnum):
    """What a person should hear of the role that was found for a column."""

    # It names units, too, and another column was taken for them.
    PASSED_OVER = "passed over"
    # It asks for people's own words, but its answers look picked from a list.
    PICKED = "picked"
    # Its name tells nothing, and its values are units that are known from elsewhere.
    KNOWN_UNITS = "known units"
    # It heads the texts of another column in a few words.
    SUBJECT = "subject"


class Shape(StrEnum):
    """What a running text holds."""

    INTERVIEW = "interview"
    INTERVIEWS = "interviews"
    LINES = "lines"


class DateOrder(StrEnum):
    """Which comes first in 03/04/2024."""

    DMY = "dmy"
    MDY = "mdy"


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person has corrected.

    Attributes:
        roles: Column name as the plan shows it → role.
        shape: "interview", "interviews" or "lines", for running text.
        dates: "dmy" or "mdy", where no row settles it.
        day: The day that running text speaks of, as YYYY-MM-DD; "" where none is to be taken from its head.
        unit: The place that running text speaks of; "" where none is to be taken from its head.
        header_rows: How many rows of a table say what its columns hold, 0 to 3.
    """

    roles: Mapping[str, str] | None = None
    shape: str | None = None
    dates: str | None = None
    day: str | None = None
    unit: str | None = None
    header_rows: int | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        name: Its header, made distinct by its position where headers repeat: "Comment (3)".
        role: What it is for.
        question: What people were asked in it, "" where the header asks nothing.
        hint: What should be said of the role that was found, if anything.
        labels: What those who speak are called in chats in its cells, as far as that tells whose words they are.
    """

    name: str
    role: Role
    question: str = ""
    hint: Hint | None = None
    labels: tuple[str, ...] = ()

    @property
    def called(self) -> str:
        """Its name, or what it asks where the name is a survey tool's code."""
        return called(self.name, self.question)


@dataclass(frozen=True, slots=True)
class Plan:
    """How one file will be read.

    Attributes:
        name: The file's name as its owner knows it.
        format: What kind of file it is.
        encoding: Python's name of its encoding, None where the format settles it.
        delimiter: Between fields, None where there are none.
        escape: What makes a quote inside a quoted field literal; None where it is doubled.
        header_rows: Rows of headers, 0 where there are none.
        headers_unsettled: Whether the first row below them may be one more; it is read as a record.
        titles: Rows before the header that are neither.
        header: The first header row's cells as they stand, by which a survey's own columns are known.
        columns: One per column, in order; empty for running text.
        sheets: The sheets read, for workbooks.
        items: Where in a JSON file the rows lie, in ijson's notation; in an XML file, the path of their elements.
        shape: What a running text holds, None for tables.
        day: The day that a running text speaks of, where somebody or its head said so.
        unit: The place that a running text speaks of, where somebody or its head said so.
        date_order: Which comes first in 03/04/2024, None where no row settles it.
        dates_unsettled: Whether dates are left out because nothing settles their order.
        survey: Whether it is a Qualtrics export, whose codes mark previews and unanswered questions.
        preview: The first rows' cells, or the first records' texts, each with its rating and day, if any.
        notes: Sentences on what was left out as a whole.
    """

    name: str
    format: Format
    encoding: str | None = None
    delimiter: str | None = None
    escape: str | None = None
    header_rows: int = 0
    headers_unsettled: bool = False
    titles: int = 0
    header: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    sheets: tuple[str, ...] = ()
    items: str = ""
    shape: Shape | None = None
    day: date | None = None
    unit: str | None = None
    date_order: DateOrder | None = None
    dates_unsettled: bool = False
    survey: bool = False
    preview: tuple[tuple[str, ...], ...] = ()
    notes: tuple[str, ...] = ()

    def with_role(self, role: Role) -> tuple[int, ...]:
        """Positions of the columns that have this role."""
        return tuple(at for at, column in enumerate(self.columns) if column.role == role)
