"""Read any accepted file into raw records, and set aside every other row with a reason."""

from analyzer.ingest.detect import MAX_FILE_BYTES, inspect, inspect_rows, read, read_units
from analyzer.ingest.event_words import EventColumn
from analyzer.ingest.events import LONGEST_NOTE, LONGEST_UNIT, EventSheet, UnsaidError, read_events, unit_flaw
from analyzer.ingest.plan import Choices, Column, DateOrder, Format, IngestError, Plan, Role, Shape
from analyzer.ingest.summary import Summary, refusal, say_bad_dates, say_unplaced, summarise
from analyzer.ingest.units import NamedUnit, column_of, gather_units, lack_counterparts, merge_units, say_shared

__all__ = [
    "LONGEST_NOTE",
    "LONGEST_UNIT",
    "MAX_FILE_BYTES",
    "Choices",
    "Column",
    "DateOrder",
    "EventColumn",
    "EventSheet",
    "Format",
    "IngestError",
    "NamedUnit",
    "Plan",
    "Role",
    "Shape",
    "Summary",
    "UnsaidError",
    "column_of",
    "gather_units",
    "inspect",
    "inspect_rows",
    "lack_counterparts",
    "merge_units",
    "read",
    "read_events",
    "read_units",
    "refusal",
    "say_bad_dates",
    "say_shared",
    "say_unplaced",
    "summarise",
    "unit_flaw",
]
