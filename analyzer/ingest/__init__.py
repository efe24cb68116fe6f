"""Bytes of any accepted file → raw records, and the rows that became none, each with its reason."""

from analyzer.ingest.detect import LIMIT, inspect, read
from analyzer.ingest.event_words import EventColumn
from analyzer.ingest.events import LONGEST_NOTE, LONGEST_UNIT, EventSheet, UnsaidError, read_events, unit_flaw
from analyzer.ingest.plan import Choices, Column, DateOrder, Format, IngestError, Plan, Role, Shape
from analyzer.ingest.summary import Summary, refusal, say_bad_dates, say_unplaced, summarise
from analyzer.ingest.units import HOW_TO_SHARE, NamedUnit, gather_units, lack_counterparts, say_shared

__all__ = [
    "HOW_TO_SHARE",
    "LIMIT",
    "LONGEST_NOTE",
    "LONGEST_UNIT",
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
    "gather_units",
    "inspect",
    "lack_counterparts",
    "read",
    "read_events",
    "refusal",
    "say_bad_dates",
    "say_shared",
    "say_unplaced",
    "summarise",
    "unit_flaw",
]
