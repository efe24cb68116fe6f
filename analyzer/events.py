"""Events: what struck a place by itself, so that both sides feel it and no link between them follows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

_APOSTROPHE = re.compile("['’‘`´]")
_MINUS = re.compile(r"(?:(?<=\s)|^)-(?=\d)")
_EDGE = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_NUMBERED = re.compile(r"\b(?:no|nr|num|number|nummer|numero) (?=\d)")
# An umlaut is written with an e behind it, or without; after another vowel it is none (Bauer, Queens).
_UMLAUT = re.compile(r"(?<![aeiouq])([aou])e")
_LETTERS = {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"}


class EventKind(StrEnum):
    """What kind of event it is. Readers see kinds alone: notes and units stay with analysts."""

    OPENING = "opening"
    REFIT = "refit"
    MANAGER = "manager_change"
    INCIDENT = "incident"
    PRICE = "price_change"
    SYSTEM = "system_change"
    OTHER = "other"


class Outside(StrEnum):
    """Why an event touched no cell of a run."""

    UNIT = "unit"
    PERIOD = "period"
    UNTESTED = "untested"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened at a unit, or at all of them.

    Attributes:
        unit: Where; None for all units.
        start: Its first day.
        end: Its last day; None where it is told by one day alone.
        kind: What kind of event it is.
        note: A remark for analysts, redacted before it is stored.
    """

    unit: str | None
    start: date
    end: date | None
    kind: EventKind
    note: str = ""

    @property
    def last(self) -> date:
        """Its last day."""
        return self.end or self.start


@dataclass(frozen=True, slots=True)
class EventUse:
    """What an event did in a run: the cells (unit × period) it touched, or why it touched none."""

    event: Event
    cells: int = 0
    outside: Outside | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What a run left out of its panel test because events touched it.

    Attributes:
        cells: Cells left out, each counted once.
        of: Cells that both sides share.
        uses: Every event that the run was given, in order.
    """

    cells: int = 0
    of: int = 0
    uses: tuple[EventUse, ...] = ()


@lru_cache(maxsize=4096)
def place_of(unit: str) -> str:
    """Give the form in which units are compared: what spells one name differently and never tells two places apart.

    Files rarely agree on capitals, blanks, punctuation, accents (München, Muenchen, Munchen) and on how a number is
    marked (Store 12, store #12, Store No. 12). Likeness decides nothing: Store 12 and Filiale 12 stay two.
    """
    # A floor below the ground is another than the one above.
    plain = _MINUS.sub("minus", "".join(_plain_letters(_APOSTROPHE.sub("", unit))).casefold())
    parted = _EDGE.sub(" ", "".join(" " if _parts_words(sign) else sign for sign in plain))
    words = _NUMBERED.sub("", " ".join(parted.split()))
    # A name of signs alone is a name all the same.
    return _UMLAUT.sub(r"\1", words) or " ".join(unit.split()).casefold()


def month_of(day: date) -> int:
    """Give the number of a day's month, year * 12 + month - 1: months in a row differ by one."""
    return day.year * 12 + day.month - 1


def _plain_letters(text: str) -> Iterator[str]:
    """Latin letters without their accents; in other scripts marks are letters."""
    base = ""
    for sign in unicodedata.normalize("NFKD", text.replace("°", "o")):
        if not (unicodedata.combining(sign) and base.isascii()):
            base = sign
            yield _LETTERS.get(sign.casefold(), sign)


def _parts_words(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "PZC"
