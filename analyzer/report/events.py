"""Describe for readers what events excluded from the test: kinds and counts, no units and no days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analyzer.events import Outside
from analyzer.report.phrases import capitalised, count_noun, in_words, join_list
from analyzer.wording import EVENT_NAMES

if TYPE_CHECKING:
    from analyzer.gate import GatedEvents

_OUTSIDE = {
    Outside.UNIT: ("at a place that the two sides do not share", "at places that the two sides do not share"),
    Outside.PERIOD: ("outside the time that both sides cover",) * 2,
    Outside.UNTESTED: ("in data of which nothing could be tested",) * 2,
}


def describe_events(events: GatedEvents) -> tuple[str, ...]:
    """Say what was left out because of events, and how many events excluded nothing.

    Args:
        events: What a reader may know of them.

    Returns:
        Sentences; none where no event was listed.
    """
    lines = []
    if events.cells:
        kinds = join_list([f"{in_words(number)} {EVENT_NAMES[kind][number > 1]}" for kind, number in events.kinds])
        lines.append(
            f"Events struck {events.cells:,} of the {events.of:,} combinations of place and period ({kinds}). "
            "What either side said there and then was left out of the test, so that it does not pass for a link."
        )
    for why, number in events.outside:
        lines.append(
            f"{capitalised(count_noun(number, 'listed event'))} fell {_OUTSIDE[why][number > 1]} and took nothing out."
        )
    return tuple(lines)
