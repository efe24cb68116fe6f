"""Fields in a form's head whose labels no word list knows; known fields around them give them away.

For example:

    Name: Ada Rowe          <- known
    Directorate: South      <- unknown, but stands between known fields
    Start date: 3 May 2019  <- known
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from analyzer.ingest.dates import looks_like_date
from analyzer.ingest.prose.edges.titles import is_title
from analyzer.ingest.prose.narrator import has_first_person_singular
from analyzer.ingest.words import begins, fold, phrases

_CELL = re.compile(r"^\W{0,4}([^\W\d_][^:：?!\n]{0,40}?)\s?[:：]\s*([^?!]*)$")
_FIELD = re.compile(r"^\s*(?:\*\*)?([^\W\d_][^:?!\n]{0,40}?)(?:\*\*)?\s?[:：](?:\*\*)?[ \t]+(\S.*)$")
# What separates fields that stand on one line, and the languages of a field's label.
_FIELD_SEPARATOR = re.compile(r"(?<![\s:：])(?:\t+|\s{3,})")
_LANGUAGE_SEPARATOR = re.compile(r"\s*/\s*")
_INITIAL = re.compile(r"\b[A-ZÀ-Þ]\.")
_FEWEST_KNOWN = 3
_LONGEST_VALUE = 4
_DEEPEST = 20


def find_unlisted_fields(lines: Sequence[str]) -> frozenset[int]:
    """Find short "Label: value" lines at the top among known ones: "Directorate: South" below "Name: …".

    Only above the last known one, and only if the value is a name or number: "Canteen: poor" is an answer.
    """
    begin = next((at for at, line in enumerate(lines[:_DEEPEST]) if _FIELD.match(line)), len(lines))
    run = [match for match in takewhile(bool, map(_FIELD.match, lines[begin:])) if match]
    known = [at for at, match in enumerate(run) if fold(match[1]) in phrases("fields")]
    if len(known) < max(_FEWEST_KNOWN, 0.5 * len(run)):
        return frozenset()
    return frozenset(begin + at for at in range(known[-1]) if at not in known and _is_fact(run[at][1], run[at][2]))


def holds_fields(line: str) -> bool:
    """Whether a line is several fields side by side, or one in two languages, of which the word list knows one.

    "Datum / Date:  3 May     Name:  Ada Rowe" is one; "Canteen: Good     Car park: Bad" is somebody's answer.
    """
    found = [_CELL.match(cell) for cell in _FIELD_SEPARATOR.split(line.strip())]
    cells = [(match[1], match[2].strip("_/ ")) for match in found if match]
    if (
        len(cells) < len(found)
        or has_first_person_singular(line)
        or not all(_is_value(label, value) for label, value in cells)
    ):
        return False
    named = [fold(name) for label, _ in cells for name in _LANGUAGE_SEPARATOR.split(label)]
    blank = not any(value for _, value in cells)
    known = any(name in phrases("fields") or (blank and begins(name, "fields")) for name in named)
    # "Manager: Absent     Pay: Late" has one word per label: that is an answer.
    told = any(not value or len(value.split()) > 1 or any(c.isdigit() for c in value) for _, value in cells)
    return known and told and len(named) > 1


def _is_value(label: str, value: str) -> bool:
    """Whether a value is a name, a date or a number behind a label that does not ask for words."""
    fact = is_title(value) or _INITIAL.search(value) is not None or looks_like_date(value)
    fact = fact or not any(c.isalpha() for c in value)
    return fact and len(value.split()) <= _LONGEST_VALUE and fold(label) not in phrases("labels")


def _is_fact(label: str, value: str) -> bool:
    return is_title(value) and fold(label) not in phrases("labels") and not has_first_person_singular(value)
