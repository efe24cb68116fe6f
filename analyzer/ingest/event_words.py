"""The words of event tables in four languages: what a column is for, what kind an event is, what means all units."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import Any

from analyzer.events import EventKind
from analyzer.ingest.words import Names, fold, names
from analyzer.lists import read_yaml

_BLANK_CELLS = frozenset({"", "*", "-", "–"})


class EventColumn(StrEnum):
    """What a column of an event table is for. A name that fits several is the first of them: "end date" is an end."""

    END = "end"
    DATE = "date"
    UNIT = "unit"
    KIND = "kind"
    NOTE = "note"
    IGNORED = "ignored"


def guess_role(column: str) -> tuple[EventColumn, int] | None:
    """What a column's name says it is for, and how telling it is (0 most); None where it says nothing."""
    folded = fold(column)
    for role in EventColumn:
        rank = None if role is EventColumn.IGNORED else _column_names(role).rank(folded)
        if rank is not None:
            return role, rank
    return None


def kind_of(text: str) -> tuple[EventKind, bool]:
    """The kind that a cell's words name, and whether they are known words; blank ones are."""
    folded = fold(text)
    for kind in _file()["kinds"]:
        if Names(_phrases("kinds", kind)).match(folded):
            return EventKind(kind), True
    return EventKind.OTHER, not text


def means_everywhere(text: str) -> bool:
    """Whether a cell means all units: blank, or words like "all stores"."""
    return text.strip() in _BLANK_CELLS or fold(text) in _phrases("everywhere")


@cache
def _column_names(role: EventColumn) -> Names:
    return names("unit") if role is EventColumn.UNIT else Names(_phrases("columns", role))


@cache
def _phrases(*keys: str) -> tuple[str, ...]:
    lines = _file()
    for key in keys:
        lines = lines[key]
    return tuple(phrase.strip() for line in lines for phrase in line.split(",") if phrase.strip())


@cache
def _file() -> Any:
    return read_yaml("analyzer.ingest", "events.yaml")
