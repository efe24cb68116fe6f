"""The unit and day that labelled lines at the top of a text name.

The labels are known ones in seven languages. At least two such lines must stand together, or one line apart from the
text below it; without a labelled day, a title may give one. Fields may also share a line:
"Site: York, Date: 12 May 2026". A unit that is known already needs no label.

For example:

    Store: Hamburg Harbour        -> unit
    Date: 12 May 2026             -> day
    Interviewer: Bo Lind
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import dropwhile, takewhile

from analyzer.ingest.plan import DateOrder
from analyzer.ingest.prose.edges.known_places import find_known_places
from analyzer.ingest.prose.forms.pieces import BULLET
from analyzer.ingest.prose.narrator import has_first_person, has_first_person_singular
from analyzer.ingest.prose.sent_dates import find_day
from analyzer.ingest.words import begins, fold, phrases
from analyzer.language import detect_language

_LABELLED = re.compile(
    r"^[^\w\n]{0,4}(?P<label>[^\W\d_][^:：\n]{0,40}?)\W{0,3}[:：][\W_]{0,8}(?P<value>[^\W_].*?)[\s*_]*$"
)
_FIELD_SEPARATOR = re.compile(r"\s*[|;·•\t]\s*|\s{3,}")
_WIDE_GAP = re.compile(r"\s{3,}|\t")
_ENDS_WITH_DAY = re.compile(r"[,|·–—-]\s+(?:[^\W\d_]{1,10}\.?\s)?\d[\w./, -]{4,20}$")
# These also stand within values ("Leeds, North"): they part fields only before a known label.
_BEFORE_LABEL = re.compile(r"(?:\s*[,./]|\s+[–—-])\s+(?=(?P<label>[^\W\d_][^:：,;|\n]{0,40}?)\s?[:：])")
# Limits for what may stand above the fields: a title, a reference, a ruled line.
_MOST_ABOVE, _LONGEST_ABOVE, _LONGEST_TITLE, _MOST_LINES = 3, 20, 12, 20
_LONGEST_NAME, _LONGEST_UNIT = 8, 120
_ENDS = (".", "!", "?", "…", ",", ";")
# In order of preference: a site before a department, the day of the talk before the last day at work.
_PLACES, _DAYS = ("head_units", "head_departments"), ("head_days", "head_last_days")


@dataclass(frozen=True, slots=True)
class TextHead:
    """What a head says of the text below it.

    Attributes:
        unit: The site, store or department, or None.
        day: The day, or None.
        unsettled: Whether there is a date whose day and month cannot be told apart: 03/04/2026.
        known: The units known from elsewhere that it names, as ``unit_key`` returns them; of several none is taken.
    """

    unit: str | None = None
    day: date | None = None
    unsettled: bool = False
    known: frozenset[str] = frozenset()


def read_text_head(text: str, order: DateOrder | None = None, known_units: Collection[str] = ()) -> TextHead:
    """Read a text's head; a single line within somebody's words that looks like a field is not one.

    Args:
        text: The text.
        order: Whether day or month comes first in 03/04, if a user said so; otherwise only English leaves it open.
        known_units: Units known from elsewhere, in the form that ``unit_key`` returns.
    """
    lines = text.split("\n")
    fields, known = _fields(lines), find_known_places(_lines_above(lines), known_units)
    title = _title(lines, placed=bool(known))
    site, department = (
        next((value for label, value in fields if label in phrases(key) and _is_place_name(value)), None)
        for key in _PLACES
    )
    unit = site or (next(iter(known.values())) if len(known) == 1 else department)
    dated = [value for key in _DAYS for label, value in fields if label in phrases(key)] or [
        "\n".join([title, *_dated_titles(head_lines(lines))])
    ]
    days = {one: find_day(dated[0], one) for one in DateOrder}
    if order is None and len(set(days.values())) > 1 and detect_language(text) not in {"en", "und"}:
        order = DateOrder.DMY
    day = find_day(dated[0], order)
    unsettled = day is None and any(days.values())
    return TextHead(unit and unit[:_LONGEST_UNIT], day, unsettled=unsettled, known=frozenset(known))


def _lines_above(lines: Sequence[str]) -> Sequence[str]:
    """Return the first lines, if they look like a head with a text below: they may name a unit that is known."""
    filled = [*dropwhile(lambda line: not line.strip(), lines)]
    found = [*takewhile(_is_head_line, takewhile(str.strip, filled[: _MOST_ABOVE + 1]))]
    return found if any(line.strip() for line in filled[len(found) :]) else ()


def head_lines(lines: Sequence[str]) -> Sequence[str]:
    """Return the first paragraph if it is a head: a few lines without a sentence, one of them a title with its day.

    The day ends the line ("Leaver talk, 3 May 2026"), or it stands beside what a title is called ("Leeds exit notes").
    """
    first = next((at for at, line in enumerate(lines) if line.strip()), len(lines))
    found = list(takewhile(str.strip, lines[first : first + _MOST_ABOVE + 2]))
    below = any(line.strip() for line in lines[first + len(found) :])
    if not below or len(found) > _MOST_ABOVE + 1 or not all(map(_is_head_line, found)):
        return ()
    return found if _dated_titles(found) else ()


def is_said_by_nobody(line: str) -> bool:
    """Whether a line of a head is a title with its day, or fields: other lines there may be somebody's words."""
    return bool(_dated_titles([line]) or list(_fields_of(line)))


def _is_head_line(line: str) -> bool:
    ends = line.rstrip().endswith((*_ENDS, ":")) or has_first_person(line)
    return len(line.split()) <= _LONGEST_ABOVE and not ends and not BULLET.match(line)


def _dated_titles(lines: Sequence[str]) -> list[str]:
    return [part for line in lines for part in _WIDE_GAP.split(line) if _is_dated_title(part)]


def _is_dated_title(line: str) -> bool:
    if not any(find_day(line, order) for order in DateOrder):
        return False
    words = fold(line).split()
    named = any(begins(" ".join(words[at:]), "titles") for at in range(len(words)))
    return named or (_ENDS_WITH_DAY.search(line.rstrip()) is not None and line.lstrip()[:1].isupper())


def _fields(lines: Sequence[str]) -> list[tuple[str, str]]:
    """Read the fields that stand together at the top, with folded labels; none if a lone one runs into prose."""
    fields: list[tuple[str, str]] = []
    above = 0
    for at, line in enumerate(lines[:_MOST_LINES]):
        found = list(_fields_of(line))
        fields += found
        if found or (not line.strip() and not fields):
            continue
        if fields:
            apart = len(fields) > 1 or not line.strip() or not lines[at - 1].strip()
            return fields if apart else []
        above += 1
        if above > _MOST_ABOVE or len(line.split()) > _LONGEST_ABOVE or has_first_person_singular(line):
            return []
    return fields if len(fields) > 1 else []


def _fields_of(line: str) -> Iterator[tuple[str, str]]:
    for piece in _pieces_of(line):
        match = _LABELLED.match(piece)
        if match and _is_field(fold(match["label"])):
            yield fold(match["label"]), " ".join(match["value"].split())


def _pieces_of(line: str) -> Iterator[str]:
    """Yield what separators, and commas before a known label, part in a line."""
    for piece in _FIELD_SEPARATOR.split(line):
        start = 0
        for match in _BEFORE_LABEL.finditer(piece):
            if _is_field(fold(match["label"])):
                yield piece[start : match.start()]
                start = match.end()
        yield piece[start:]


def _is_field(label: str) -> bool:
    return any(label in phrases(key) for key in (*_PLACES, *_DAYS, "fields", "identity"))


def _title(lines: Sequence[str], *, placed: bool) -> str:
    """Return the first line up to its first field, if it is a title: "Exit interview, Leeds, 3 May 2026"; else "".

    A title is no sentence; it begins as titles do, names a known unit (``placed``), or stands above a blank line or a
    question.
    """
    filled = [at for at, line in enumerate(lines) if line.strip()]
    if len(filled) < 2:
        return ""
    title = ", ".join(takewhile(lambda piece: ":" not in piece, _pieces_of(lines[filled[0]])))
    below = lines[filled[0] + 1].strip()
    apart = placed or not below or below.endswith("?") or begins(fold(title), "titles")
    return title if apart and _is_title(title) else ""


def _is_title(line: str) -> bool:
    # A dash between names is no word.
    words = [word for word in line.split() if any(map(str.isalnum, word))]
    return len(words) <= _LONGEST_TITLE and not line.rstrip().endswith(_ENDS) and not has_first_person(line)


def _is_place_name(value: str) -> bool:
    return (
        len(value.split()) <= _LONGEST_NAME
        and not value.endswith(_ENDS)
        and not value[0].islower()
        and any(c.isalnum() for c in value)
    )
