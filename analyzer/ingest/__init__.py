"""Bytes of any accepted file → raw records, and the rows that became none, each with its reason."""

from analyzer.ingest.detect import LIMIT, inspect, read
from analyzer.ingest.plan import Choices, Column, DateOrder, Format, IngestError, Plan, Role, Shape
from analyzer.ingest.summary import Summary, refusal, summarise

__all__ = [
    "LIMIT",
    "Choices",
    "Column",
    "DateOrder",
    "Format",
    "IngestError",
    "Plan",
    "Role",
    "Shape",
    "Summary",
    "inspect",
    "read",
    "refusal",
    "summarise",
]
