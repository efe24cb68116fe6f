"""How a file will be read: the plan, what a person may correct in it, and its vocabulary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from analyzer.ingest.words import display_name


class IngestError(Exception):
    """A file that cannot be read. Its message is one sentence for a person: what was found and what to do."""


class Format(StrEnum):
    """The format of a file."""

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
    """The role of a column."""

    ID = "id"
    TEXT = "text"
    DATE = "date"
    UNIT = "unit"
    RATING = "rating"
    PERSON = "person"
    ATTRIBUTE = "attribute"
    IGNORED = "ignored"


class Hint(StrEnum):
    """What to tell a person about the role that was found for a column."""

    # It is named as a unit, too, but another column was chosen.
    PASSED_OVER = "passed over"
    # It asks for people's own words, but its answers look as if picked from a list.
    PICKED = "picked"
    # Its name does not tell what it holds, and its values look like people's own words.
    UNREAD = "unread"
    # Its name says nothing, but its values are units known from elsewhere.
    KNOWN_UNITS = "known units"
    # It holds subject lines of the texts in another column.
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
        day: The day that running text is about, as YYYY-MM-DD; "" if none is to be read from its head.
        unit: The unit that running text is about; "" if none is to be read from its head.
        header_rows: Number of a table's header rows, 0 to 3.
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
        question: The question that was asked, "" if the header asks none.
        hint: What to tell a person about the role, if anything.
        labels: Speaker labels in chats in its cells, as far as they tell whose words are whose.
    """

    name: str
    role: Role
    question: str = ""
    hint: Hint | None = None
    labels: tuple[str, ...] = ()

    @property
    def display_name(self) -> str:
        """Its name, or its question if the name is a survey tool's code."""
        return display_name(self.name, self.question)


@dataclass(frozen=True, slots=True)
class Plan:
    """How one file will be read.

    Attributes:
        name: The file's name as its owner knows it.
        format: What kind of file it is.
        encoding: Python's name of its encoding, None if the format implies it.
        delimiter: The delimiter between fields, None if there is none.
        escape: The character that escapes a quote inside a quoted field; None if quotes are doubled instead.
        header_rows: Number of header rows.
        headers_unsettled: Whether the first row below them may be another one; it is read as a record.
        titles: Number of title rows above the header.
        header: The first header row's cells, unchanged: they identify a survey tool's own columns.
        columns: One per column, in order; empty for running text.
        sheets: The sheets read, for workbooks.
        items: In a JSON file, where the rows are, in ijson's notation; in an XML file, the path of their elements.
        shape: What a running text holds, None for tables.
        day: The day that a running text is about, if a person or its head gives one.
        unit: The unit that a running text is about, if a person or its head gives one.
        places: The known units that the heads of several interviews in one text name, as ``unit_key`` returns them.
        date_order: Which comes first in 03/04/2024, None if no row decides it.
        dates_unsettled: Whether dates are left out because their order is ambiguous.
        survey: Whether it is a Qualtrics export, whose codes mark previews and unanswered questions.
        preview: The first rows' cells, or the first records' texts, each with its rating and day, if any.
        notes: Sentences for people, on what was left out or how something is read.
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
    places: tuple[str, ...] = ()
    date_order: DateOrder | None = None
    dates_unsettled: bool = False
    survey: bool = False
    preview: tuple[tuple[str, ...], ...] = ()
    notes: tuple[str, ...] = ()

    def with_role(self, role: Role) -> tuple[int, ...]:
        """Positions of the columns that have this role."""
        return tuple(at for at, column in enumerate(self.columns) if column.role == role)
