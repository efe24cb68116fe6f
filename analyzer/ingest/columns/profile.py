"""Statistics of the values of a column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from analyzer.ingest.answers import says_nothing
from analyzer.ingest.dates import looks_like_date
from analyzer.ingest.words import fold, phrases, rating_words

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_IP = re.compile(r"(?:\d{1,3}\.){3}\d{1,3}|(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{0,4}", re.IGNORECASE)
_PHONE = re.compile(r"(?=(?:\D*\d){8})\+?[\d ()/-]{9,20}")
_URL = re.compile(r"https?://\S+", re.IGNORECASE)
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?\s*%?")
_DIGITS = re.compile(r"\d+")
# No option of a list is longer.
_MAX_OPTION_CHARS = 60


@dataclass(frozen=True, slots=True)
class ColumnProfile:
    """Statistics of a column's sampled cells. Cells without content ("n/a") do not count.

    Attributes:
        filled: Number of cells with content.
        distinct: Distinct values per filled cell.
        words: Mean number of words.
        most_words: Largest number of words.
        long: Share of cells with 8 or more words.
        numbers: Share of numbers.
        dates: Share of dates.
        closed: Share of answers to closed questions: yes, no, words of a scale.
        contacts: Share of cells that are an address, a link or a telephone number.
        wordy: Share of cells with 3 or more words.
        graded: Share of cells that are a word for a rating.
        coded: Whether the values look like codes: digits in nearly all, and few patterns.
        all_declined: Whether there are values, but all without content.
    """

    filled: int
    distinct: float
    words: float
    most_words: int
    long: float
    numbers: float
    dates: float
    closed: float
    contacts: float
    wordy: float
    graded: float
    coded: bool
    all_declined: bool


def profile_column(values: Sequence[str]) -> ColumnProfile:
    """Compute the statistics of a column's cells."""
    found = Counter(value.strip() for value in values)
    # Days, units and ratings repeat often: each distinct value is examined once.
    filled = {text: times for text, times in found.items() if text and not says_nothing(text)}
    if not filled:
        return ColumnProfile(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, coded=False, all_declined=any(found))
    count = sum(filled.values())
    words = {text: len(text.split()) for text in filled}
    picked = {text: fold(text) for text in filled if len(text) <= _MAX_OPTION_CHARS}
    masks = {_DIGITS.sub("0", text) for text in filled}

    def share(test: Callable[[str], object]) -> float:
        return sum(times for text, times in filled.items() if test(text)) / count

    digits = share(lambda text: any(map(str.isdigit, text)))
    return ColumnProfile(
        filled=count,
        distinct=len(filled) / count,
        words=sum(words[text] * times for text, times in filled.items()) / count,
        most_words=max(words.values()),
        long=share(lambda text: words[text] >= 8),
        numbers=share(_NUMBER.fullmatch),
        dates=share(looks_like_date),
        closed=share(lambda text: picked.get(text) in phrases("closed") | rating_words().keys()),
        contacts=share(_is_contact),
        wordy=share(lambda text: words[text] >= 3),
        graded=share(lambda text: picked.get(text) in rating_words()),
        coded=digits > 0.9 and max(words.values()) <= 8 and len(masks) <= max(1, 0.4 * count),
        all_declined=False,
    )


def _is_contact(text: str) -> bool:
    """Tell whether a cell is only an address, a link or a telephone number, and not a date, which may look alike."""
    if len(text) > 80 or text.isdigit():
        return False
    return any(kind.fullmatch(text) for kind in (_EMAIL, _IP, _PHONE, _URL)) and not looks_like_date(text)
