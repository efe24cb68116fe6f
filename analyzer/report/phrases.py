"""Formatting of numbers and phrases for readers."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from analyzer.types import Direction, Valence
from analyzer.wording.counts import signed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analyzer.gate import Count, Share
    from analyzer.types import Effect

# Names of a theme's tone.
TONES = MappingProxyType({Valence.PAIN: "Pain or wish", Valence.PRAISE: "Praise", Valence.NEUTRAL: "Mixed or neither"})

_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def in_words(number: int) -> str:
    """Write a count as a word up to twelve, in figures above."""
    return _WORDS[number] if number < len(_WORDS) else f"{number:,}"


def count_noun(number: int, noun: str) -> str:
    """Write a count with its noun: "one pair", "three pairs"."""
    return f"{in_words(number)} {noun}" if number == 1 else f"{in_words(number)} {noun}s"


def delay(direction: Direction, lag: int | None, period: str) -> str:
    """Write how much later the second side follows: ", by two months".

    The lag is where the two series fitted best, and fits of neighbouring periods hardly differ: without an order that
    was established, or with a lag that points the other way, it tells nothing, and nothing is written.
    """
    later = {Direction.EMPLOYEE_FIRST: 1, Direction.CUSTOMER_FIRST: -1}.get(direction, 0) * (lag or 0)
    return f", by {count_noun(later, period or 'period')}" if later > 0 else ""


def join_list(parts: Sequence[str], last: str = "and") -> str:
    """Join parts as a sentence does: "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def join_quoted(names: Sequence[str]) -> str:
    """Join names as a sentence does, each in quotation marks."""
    return join_list([f"“{name}”" for name in names])


def capitalised(sentence: str) -> str:
    """Start a sentence with a capital letter and leave the rest, names above all, as it is."""
    return sentence[:1].upper() + sentence[1:]


def with_full_stop(sentence: str) -> str:
    """Add a full stop to a text that has no final punctuation."""
    text = sentence.strip()
    return text if not text or text[-1] in ".!?…。" else text + "."


def strip_trailing_marks(words: str) -> str:
    """Strip the punctuation at which a quote was cut from the words after it."""
    return words.rstrip(" ,;:–—")


def people(count: Count) -> str:
    """Write how many people: "31 people", "at least 15 people"."""
    return f"{'' if count.exact else 'at least '}{count.number:,} people"


def percent(share: Share) -> str:
    """Write a share: "12%", "≥ 80%"."""
    if share.bound == "exact" and 0 < share.value < 0.01:
        return "< 1%"
    return f"{'' if share.bound == 'exact' else '≥ '}{share.value * 100:.0f}%"


def interval(effect: Effect) -> str:
    """Write an effect with its interval in the unit it has."""
    value, low, high = (signed(each) for each in (effect.value, effect.low, effect.high))
    return f"{value} {effect.unit} ({effect.level}% interval {low} to {high})"
