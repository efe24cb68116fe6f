"""Read any accepted file into raw records, and set aside every other row with a reason."""

from analyzer.ingest.detect import MAX_FILE_BYTES, inspect, inspect_rows, read, read_units
from analyzer.ingest.event_words import EventColumn
from analyzer.ingest.events import (
    MAX_NOTE_CHARS,
    MAX_UNIT_CHARS,
    EventSheet,
    MissingChoiceError,
    read_events,
    unit_problem,
)
from analyzer.ingest.plan import Choices, Column, DateOrder, Format, IngestError, Plan, Role, Shape
from analyzer.ingest.summary import Summary, say_bad_dates, say_lacking, say_unplaced, summarise, unreadable_file_json
from analyzer.ingest.units import NamedUnit, gather_units, has_unmatched_units, merge_units, say_shared, unit_column

__all__ = [
    "MAX_FILE_BYTES",
    "MAX_NOTE_CHARS",
    "MAX_UNIT_CHARS",
    "Choices",
    "Column",
    "DateOrder",
    "EventColumn",
    "EventSheet",
    "Format",
    "IngestError",
    "MissingChoiceError",
    "NamedUnit",
    "Plan",
    "Role",
    "Shape",
    "Summary",
    "gather_units",
    "has_unmatched_units",
    "inspect",
    "inspect_rows",
    "merge_units",
    "read",
    "read_events",
    "read_units",
    "say_bad_dates",
    "say_lacking",
    "say_shared",
    "say_unplaced",
    "summarise",
    "unit_column",
    "unit_problem",
    "unreadable_file_json",
]
