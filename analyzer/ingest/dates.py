"""Parse dates as people and programs write them, and find out which comes first in 03/04/2024: day or month."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from dateutil import parser as dateutil_parser
from dateutil.relativedelta import relativedelta

from analyzer.ingest.plan import DateOrder
from analyzer.ingest.words import fold, phrases

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_WEEK_DAY = re.compile(r"\d{4}-?W\d\d-?[1-7]")
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_DAY_MONTH_YEAR = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_MONTH_YEAR = re.compile(r"(\d{1,2})[/.-](\d{4})")
_YEAR_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})")
_EXCEL_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_UNIX_TIME = re.compile(r"\d{10}|\d{13}")
_ORDINAL_SUFFIX = re.compile(r"(?<=\d)(?:st|nd|rd|th|er|e|o)$")
_EXCEL_EPOCH = date(1899, 12, 30)
_YEARS = range(1970, 2101)
_MONTHS = {
    word: month
    for month, words in enumerate(
        (
            "jan january januar janner janvier enero ene gennaio januari janeiro",
            "feb february februar fevrier fevr febrero febbraio februari fevereiro fev",
            "mar march marz maerz mrz mars marzo maart mrt marco",
            "apr april avril avr abril abr aprile",
            "may mai mayo maggio mag mei maio",
            "jun june juni juin junio giugno giu junho",
            "jul july juli juillet juil julio luglio lug julho",
            "aug august aout agosto ago augustus",
            "sep sept september septembre septiembre setiembre settembre setembro",
            "oct october okt oktober octobre octubre ottobre ott outubro",
            "nov november novembre noviembre novembro",
            "dec december dez dezember decembre diciembre dic dicembre dezembro",
        ),
        start=1,
    )
    for word in words.split()
}
_ORDINAL_WORDS = {
    word: str(number)
    for number, words in enumerate(
        (
            "i first erstes premier primer primo primeiro eerste",
            "ii second zweites deuxieme segundo secondo tweede",
            "iii third drittes troisieme tercer terzo terceiro derde",
            "iv fourth viertes quatrieme cuarto quarto vierde",
        ),
        start=1,
    )
    for word in words.split()
}
_LETTERS_OR_DIGITS = re.compile(r"[a-z]+|\d+")
# Two digits are a year only after a slash or apostrophe: "Q3_12" and "Q1-10" are numbers of survey questions.
_SHORT_YEAR = re.compile(r"[/'’](\d\d)$")
# "S1 2025" may be a half-year (semester) as well as a week.
_HALF_YEAR_WORDS = frozenset({"s", "sem"})
_PARSE_DEFAULTS = (datetime(2000, 1, 1, tzinfo=UTC), datetime(2001, 2, 2, tzinfo=UTC))
# One order wins if it has at least this many times the votes of the other: concatenated exports may mix both.
_MIN_MAJORITY_RATIO = 9


@dataclass(frozen=True, slots=True)
class OrderVotes:
    """How many dates can only be read in one order (``dmy``, ``mdy``), and how many in both (``open``)."""

    dmy: int = 0
    mdy: int = 0
    open: int = 0

    def with_value(self, text: str) -> OrderVotes:
        """Return these votes with that of one more cell."""
        pair = _DAY_MONTH_YEAR.match(text.strip())
        if not pair or pair[2] == ".":
            return self
        first, second = int(pair[1]), int(pair[3])
        if min(first, second) > 12:
            return self
        if first > 12 >= second:
            return OrderVotes(self.dmy + 1, self.mdy, self.open)
        if second > 12 >= first:
            return OrderVotes(self.dmy, self.mdy + 1, self.open)
        return OrderVotes(self.dmy, self.mdy, self.open + (first != second))

    def __add__(self, other: OrderVotes) -> OrderVotes:
        return OrderVotes(self.dmy + other.dmy, self.mdy + other.mdy, self.open + other.open)

    @property
    def order(self) -> DateOrder | None:
        """The order that the votes decide, or None."""
        if self.dmy and self.dmy >= _MIN_MAJORITY_RATIO * self.mdy:
            return DateOrder.DMY
        if self.mdy and self.mdy >= _MIN_MAJORITY_RATIO * self.dmy:
            return DateOrder.MDY
        return None

    @property
    def mixed(self) -> str:
        """A sentence for people if the column mixes both orders, else ""."""
        if not (self.dmy and self.mdy):
            return ""
        return (
            f"The dates mix two orders: {self.dmy:,} can only be day first and {self.mdy:,} only month first, so "
            "others may be read wrongly. Write them like 2026-03-31."
        )


def say_order(votes: OrderVotes) -> str:
    """Say how dates like 01/11 are read where the rows decide it; "" where there are none or nothing decides it."""
    if not votes.open or votes.order is None:
        return ""
    first, read = ("day", "1 November") if votes.order is DateOrder.DMY else ("month", "11 January")
    return f"dates are read {first} first, since some can be read in no other way: 01/11 is {read}."


def count_votes(cells: Iterable[str]) -> OrderVotes:
    """Count the votes of the dates in these cells."""
    votes = OrderVotes()
    for cell in cells:
        votes = votes.with_value(cell)
    return votes


def parse_date(text: str, order: DateOrder | None) -> date | None:
    """Return the day that ``text`` names, or None if it names none or day and month cannot be told apart.

    Reads ISO 8601 with or without a time, day/month/year in either order, month/year (its first day), Excel serials,
    Unix time in seconds or milliseconds, month names in seven languages, and quarters and weeks
    (their middle day).
    """
    if span := parse_span(text, order):
        first, last = span
        return first + (last - first) // 2
    return None


def parse_span(text: str, order: DateOrder | None) -> tuple[date, date] | None:
    """Return the first and last day of what ``text`` names: the same day twice, except for a quarter or a week."""
    text = text.strip()
    # Shortcut: every date has a digit, and most cells that are tested have none.
    if not text or len(text) > 60 or not any(map(str.isnumeric, text)):
        return None
    found = _numeric(text, order) if text[0].isdigit() else None
    found = found or _from_month_name(text)
    return (found, found) if found else _quarter_or_week(text)


def prefix_week(text: str, column: str) -> str:
    """Put "week" before a bare number and year (12/2025) if the column's name says week; else return the text."""
    bare = _MONTH_YEAR.fullmatch(text.strip()) or _YEAR_MONTH.fullmatch(text.strip())
    names_week = bool((phrases("weeks") - _HALF_YEAR_WORDS - {"w"}) & set(fold(column).split()))
    return f"week {bare[1]} {bare[2]}" if bare and names_week else text


def names_quarter(text: str) -> bool:
    """Tell whether ``text`` names a whole quarter of a year."""
    span = parse_span(text, DateOrder.DMY)
    return span is not None and (span[1] - span[0]).days > 7


def looks_like_date(text: str) -> bool:
    """Tell whether ``text`` is written like a date, whether or not its order is known. Bare numbers do not count."""
    text = text.strip()
    return bool(text) and not text.isdigit() and parse_date(text, DateOrder.DMY) is not None


def _numeric(text: str, order: DateOrder | None) -> date | None:
    if match := _ISO.match(text) or _COMPACT.fullmatch(text):
        return _make_date(int(match[1]), int(match[2]), int(match[3]))
    if _WEEK_DAY.fullmatch(text):
        return _week_day(text)
    if match := _DAY_MONTH_YEAR.match(text):
        return _from_day_month_year(match, order)
    if match := _MONTH_YEAR.fullmatch(text):
        return _make_date(int(match[2]), int(match[1]), 1)
    if match := _YEAR_MONTH.fullmatch(text):
        return _make_date(int(match[1]), int(match[2]), 1)
    return _from_serial(text)


def _week_day(text: str) -> date | None:
    try:
        return _in_range(date.fromisoformat(text))
    except ValueError:
        return None


def _from_serial(text: str) -> date | None:
    """Parse an Excel serial (days since Excel's epoch), or Unix time in seconds or milliseconds."""
    if match := _EXCEL_SERIAL.fullmatch(text):
        return _in_range(_EXCEL_EPOCH + timedelta(days=int(match[1])))
    if _UNIX_TIME.fullmatch(text):
        seconds = int(text) / (1000 if len(text) == 13 else 1)
        return _in_range(datetime.fromtimestamp(seconds, tz=UTC).date())
    return None


def _from_day_month_year(match: re.Match[str], order: DateOrder | None) -> date | None:
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    year += 0 if year > 99 else 2000 if year < 70 else 1900
    # With dots, the day comes first.
    if first > 12 or first == second or match[2] == ".":
        return _make_date(year, second, first)
    if second > 12 or order is DateOrder.MDY:
        return _make_date(year, first, second)
    return _make_date(year, second, first) if order is DateOrder.DMY else None


def _from_month_name(text: str) -> date | None:
    words = fold(text).split()
    if words[:1] == ["mar"] and any(word in _MONTHS for word in words[1:]):
        del words[0]  # mardi, martes, martedì
    month = next((_MONTHS[word] for word in words if word in _MONTHS), None)
    if month is None:
        return None
    numbers = [int(digits) for word in words if (digits := _ORDINAL_SUFFIX.sub("", word)).isdigit()]
    years = [number for number in numbers if number in _YEARS]
    days = [number for number in numbers if 1 <= number <= 31]
    if years and (days or len(numbers) == 1):
        return _make_date(years[0], month, days[0] if days else 1)
    return _from_dateutil(text)


def _quarter_or_week(text: str) -> tuple[date, date] | None:
    """Return first and last day of a quarter ("Q3 2025", "3. Quartal 2025") or ISO week ("2025-W14", "KW 14/25")."""
    written = _LETTERS_OR_DIGITS.findall(fold(_SHORT_YEAR.sub(r" 20\1", text)))
    parts = [_ORDINAL_WORDS.get(part, part) for part in written if part not in phrases("span_links")]
    kinds = [part for part in parts if not part.isdigit()]
    numbers = sorted(int(part) for part in parts if part.isdigit())
    if len(kinds) != 1 or len(numbers) != 2 or numbers[1] not in _YEARS:
        return None
    number, year = numbers
    if kinds[0] in phrases("quarters") and 1 <= number <= 4:
        first = date(year, 1, 1) + relativedelta(months=3 * (number - 1))
        return first, first + relativedelta(months=3, days=-1)
    if kinds[0] in phrases("weeks") and (number > 2 or kinds[0] not in _HALF_YEAR_WORDS):
        return _week_span(year, number)
    return None


def _week_span(year: int, number: int) -> tuple[date, date] | None:
    try:
        return date.fromisocalendar(year, number, 1), date.fromisocalendar(year, number, 7)
    except ValueError:
        return None


def _from_dateutil(text: str) -> date | None:
    """Parse with two different defaults: dateutil silently fills in missing parts, and then the results differ."""
    try:
        one, other = (dateutil_parser.parse(text, default=default).date() for default in _PARSE_DEFAULTS)
    except (ValueError, OverflowError, TypeError):
        return None
    return _in_range(one) if one == other else None


def _make_date(year: int, month: int, day: int) -> date | None:
    try:
        return _in_range(date(year, month, day))
    except ValueError:
        return None


def _in_range(day: date) -> date | None:
    return day if day.year in _YEARS else None
