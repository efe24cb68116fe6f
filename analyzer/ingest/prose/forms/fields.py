"""Fields of a form's head that no list knows, told by the known ones around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from analyzer.ingest.dates import looks_dated
from analyzer.ingest.prose.edges.titles import is_title
from analyzer.ingest.prose.voice import speaks_for_one
from analyzer.ingest.words import begins, fold, phrases

_CELL = re.compile(r"^\W{0,4}([^\W\d_][^:：?!\n]{0,40}?)\s?[:：]\s*([^?!]*)$")
_FIELD = re.compile(r"^\s*(?:\*\*)?([^\W\d_][^:?!\n]{0,40}?)(?:\*\*)?\s?[:：](?:\*\*)?[ \t]+(\S.*)$")
# What parts a form's fields that stand on one line, and a field's languages.
_BESIDE = re.compile(r"(?<![\s:：])(?:\t+|\s{3,})")
_TONGUES = re.compile(r"\s*/\s*")
_INITIAL = re.compile(r"\b[A-ZÀ-Þ]\.")
_FEWEST_KNOWN = 3
_LONGEST_VALUE = 4
_DEEPEST = 20


def find_fields(lines: Sequence[str]) -> frozenset[int]:
    """Where short lines "Label: value" stand at the top among such as are known: "Directorate: South" below "Name: …".

    Only up to the last known one, and where the value is a name or number: "Canteen: poor" is an answer.
    """
    begin = next((at for at, line in enumerate(lines[:_DEEPEST]) if _FIELD.match(line)), len(lines))
    run = [match for match in takewhile(bool, map(_FIELD.match, lines[begin:])) if match]
    known = [at for at, match in enumerate(run) if fold(match[1]) in phrases("fields")]
    if len(known) < max(_FEWEST_KNOWN, 0.5 * len(run)):
        return frozenset()
    return frozenset(begin + at for at in range(known[-1]) if at not in known and _is_fact(run[at][1], run[at][2]))


def is_fielded(line: str) -> bool:
    """Whether a line is fields that stand side by side, or one in two languages, of which a list knows one.

    "Datum / Date:  3 May     Name:  Ada Rowe". "Canteen: Good     Car park: Bad" is somebody's answer.
    """
    found = [_CELL.match(cell) for cell in _BESIDE.split(line.strip())]
    cells = [(match[1], match[2].strip("_/ ")) for match in found if match]
    if len(cells) < len(found) or speaks_for_one(line) or not all(_is_value(label, value) for label, value in cells):
        return False
    named = [fold(name) for label, _ in cells for name in _TONGUES.split(label)]
    blank = not any(value for _, value in cells)
    known = any(name in phrases("fields") or (blank and begins(name, "fields")) for name in named)
    # "Manager: Absent     Pay: Late" says no more than a word of each.
    told = any(not value or len(value.split()) > 1 or any(c.isdigit() for c in value) for _, value in cells)
    return known and told and len(named) > 1


def _is_value(label: str, value: str) -> bool:
    """Whether a name, a day or a number stands behind a label that asks for no words."""
    fact = is_title(value) or _INITIAL.search(value) is not None or looks_dated(value)
    fact = fact or not any(c.isalpha() for c in value)
    return fact and len(value.split()) <= _LONGEST_VALUE and fold(label) not in phrases("labels")


def _is_fact(label: str, value: str) -> bool:
    return is_title(value) and fold(label) not in phrases("labels") and not speaks_for_one(value)
