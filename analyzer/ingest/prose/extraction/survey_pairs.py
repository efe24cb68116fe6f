"""One respondent's answers as survey tools export them: a quoted table with a field's name and its value per row.

For example:

    "Q1","Why are you leaving?","The rota came too late."
    "Q2","Overall rating","3"                                <- no words, dropped
    "Q3_TEXT - Other (please specify)","The vans had no heating"
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence

from analyzer.ingest.answers import says_nothing
from analyzer.ingest.dates import looks_like_date
from analyzer.ingest.prose.forms.boilerplate import is_choice
from analyzer.ingest.words import column_phrases, fold, is_third_party_remark, phrases

_DELIMITERS = (",", ";")
# "Q4_TEXT - Other (please specify)".
_CODE = re.compile(r"^[A-Z]{1,3}\d[\w.]*\s*[-–—.:)]\s+")
_HINT = re.compile(r"\s*\([^()]*\)\s*$")
# Several ticked choices: "Pay,Workload,Other".
_TICKED = re.compile(
    r"[^\W_a-zß-ÿ][^,;|.!?]{1,40}(?:,[^\W_a-zß-ÿ][^,;|.!?]{1,40})+|[^,;|.!?]{1,40}(?:[;|]\S[^,;|.!?]{1,40})+"
)
_ENDED = re.compile(r"[.!?…]$")
_FEWEST_ROWS = 5
_FEWEST_ASKED = 2
# Share of rows that must ask; in a list of many people's comments fewer do.
_MIN_QUESTION_SHARE = 0.25
_FEWEST_WORDS = 6
_PAIR = 2
_MAX_WORDED_SHARE = 0.75


def unroll_survey_pairs(text: str) -> str:
    """Turn such a table into questions and answers, without ticked or counted values; other texts stay."""
    if not text.lstrip("\ufeff \n").startswith('"'):
        return text
    rows = next(filter(None, (_read_rows(text, mark) for mark in _DELIMITERS)), [])
    asked = sum(_HINT.sub("", row[-2]).endswith("?") for row in rows)
    is_one = len(rows) >= _FEWEST_ROWS and asked >= max(_FEWEST_ASKED, _MIN_QUESTION_SHARE * len(rows))
    turns = list(_turns(rows)) if is_one else []
    # If nearly all rows hold somebody's words, these may be as many people's.
    is_one = is_one and (len(rows[0]) == _PAIR or len(turns) <= _MAX_WORDED_SHARE * len(rows))
    return "\n".join(line for turn in turns for line in turn) if is_one else text


def holds_survey_pairs(text: str) -> bool:
    """Whether a text is such a table."""
    return unroll_survey_pairs(text) != text


def _read_rows(text: str, delimiter: str) -> Sequence[Sequence[str]]:
    """Read the rows of a table one of whose columns names each row, without columns that are the same in all rows.

    Without such a column there may be several respondents; that, or any other text, gives no rows.
    """
    lines = text.strip("\ufeff \n").splitlines(keepends=True)
    try:
        rows = [row for row in csv.reader(lines, delimiter=delimiter, strict=True) if row and row[0][:1] != "#"]
    except csv.Error:
        return []
    if len({*map(len, rows)}) != 1:
        return []
    columns = [column for column in zip(*rows, strict=True) if len(set(column[1:])) > 1]
    named = any(len(set(column)) == len(column) for column in columns[:-1])
    return list(zip(*columns, strict=True)) if named else []


def _turns(rows: Sequence[Sequence[str]]) -> Iterator[tuple[str, str]]:
    for *beside, name, value in rows:
        question = _CODE.sub("", name)
        fields = [fold(each) for each in (*beside, question)]
        facts = any(is_third_party_remark(field) or column_phrases("foreign").match(field) for field in fields)
        # A name in square brackets is internal, "[internal, not shown to who answers]"; "Manager" may have a sentence
        # as its answer.
        facts |= name.startswith("[") or (not _ENDED.search(value) and not phrases("fields").isdisjoint(fields))
        if not facts and _is_own_words(question, value.strip(), coded=question != name):
            yield f"Q: {question}", f"A: {value.strip()}"


def _is_own_words(question: str, value: str, *, coded: bool) -> bool:
    """Whether a value is in somebody's own words: an answer to a question, or a full sentence; not a listed choice."""
    if not any(c.isalpha() for c in value) or says_nothing(value) or looks_like_date(value) or _TICKED.fullmatch(value):
        return False
    if is_choice(fold(value).removeprefix("i ")) or "contact" in fold(question).split():
        return False
    asks = coded or "?" in question or fold(question) in phrases("labels") | phrases("own_option")
    return asks or (_ENDED.search(value) is not None and len(value.split()) >= _FEWEST_WORDS)
