"""The day on which a message was sent, read from mail headers and attribution lines ("On 3 May 2026, X wrote:")."""

from __future__ import annotations

import re
from datetime import date

from analyzer.ingest.dates import parse_date
from analyzer.ingest.plan import DateOrder

_JOINT = r"(?:\.?[\s/-]|\.)\s?(?:(?:de|of)\s)?"
_MONTH = r"[^\W\d_]{3,10}"
_DATE = re.compile(
    r"(?<![\d:.])(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}([/.-])\d{1,2}\1(?:\d{4}|\d{2})"
    rf"|\d{{1,2}}(?:st|nd|rd|th|er|º|°)?{_JOINT}{_MONTH}{_JOINT}\d{{4}}"
    rf"|{_MONTH}\.?\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}})(?![\d:]|\.\d)",
    re.IGNORECASE,
)
# Months as mail programs shorten them. Elsewhere these are words ("set for 2026"), so parse_date does not know them.
_MAIL_MONTHS = {"set": "september", "out": "october", "gen": "january"}
_WORD = re.compile(_MONTH)


def find_day(text: str, order: DateOrder | None) -> date | None:
    """The first date in a text among weekday, time and names; None if the order of day and month is unknown.

    Only adjacent parts are read: the weekday in "mar. 5 mai 2026" is no month.
    """
    found = (parse_date(_spell_out_months(match[0]), order) for match in _DATE.finditer(text))
    return next((day for day in found if day), None)


def _spell_out_months(written: str) -> str:
    """Spell out months that only mail programs shorten so."""
    return _WORD.sub(lambda word: _MAIL_MONTHS.get(word[0].casefold(), word[0]), written.replace(",", " "))
