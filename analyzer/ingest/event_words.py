"""Vocabulary of event tables in four languages: roles of columns, kinds of events, words for all units."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import Any

from analyzer.events import EventKind
from analyzer.ingest.words import PhraseList, column_phrases, fold
from analyzer.wordlists import read_yaml

_BLANK_CELLS = frozenset({"", "*", "-", "–"})


class EventColumn(StrEnum):
    """The role of a column in an event table. If a name fits several, the first one counts: "end date" is an end."""

    END = "end"
    DATE = "date"
    UNIT = "unit"
    KIND = "kind"
    NOTE = "note"
    IGNORED = "ignored"


def guess_role(column: str) -> tuple[EventColumn, int] | None:
    """Return the role that a column's name suggests and its rank (0 is the most telling), or None."""
    folded = fold(column)
    for role in EventColumn:
        rank = None if role is EventColumn.IGNORED else _column_names(role).rank(folded)
        if rank is not None:
            return role, rank
    return None


def kind_of(text: str) -> tuple[EventKind, bool]:
    """Return the kind of event that a cell names, and whether its words are known; a blank cell counts as known."""
    folded = fold(text)
    for kind in _file()["kinds"]:
        if PhraseList(_phrases("kinds", kind)).match(folded):
            return EventKind(kind), True
    return EventKind.OTHER, not text


def means_everywhere(text: str) -> bool:
    """Tell whether a cell means all units: it is blank, or says something like "all stores"."""
    return text.strip() in _BLANK_CELLS or fold(text) in _phrases("everywhere")


@cache
def _column_names(role: EventColumn) -> PhraseList:
    return column_phrases("unit") if role is EventColumn.UNIT else PhraseList(_phrases("columns", role))


@cache
def _phrases(*keys: str) -> tuple[str, ...]:
    lines = _file()
    for key in keys:
        lines = lines[key]
    return tuple(phrase.strip() for line in lines for phrase in line.split(",") if phrase.strip())


@cache
def _file() -> Any:
    return read_yaml("analyzer.ingest", "events.yaml")
