"""The command ``headwater selftest``: its measurements, its tables, and the sentence with which it fails."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from itertools import count
from typing import TYPE_CHECKING, Any

from analyzer.selftest import (
    FULL,
    INTERVAL_PERCENT,
    MAX_FALSE_POSITIVE_RATE,
    NOMINAL,
    PERMUTATIONS,
    SHORT,
    Figures,
    Scenario,
    Share,
    measure,
)

if TYPE_CHECKING:
    from analyzer.pipeline import Progress

# Default number of organisations of each kind.
WORLDS_IN_FULL, WORLDS_IN_SHORT = 150, 60
# Characters per line: 60 fit any terminal.
MAX_WIDTH = 60
NAME, NUMBER = 22, 7

_LOW = f"p ≤ {NOMINAL:g}"
_ABOUT_NOTHING = (
    f"{_LOW}: pairs of themes without a link that get so low a p; more than {MAX_FALSE_POSITIVE_RATE:g} fails. "
    "A link: organisations in which any is reported, after the correction for many questions."
)
_ABOUT_LINKS = (
    "Found: of the links. False: of the pairs reported. Wrong: links said to run in a wrong direction, of those found. "
    f"Holds: {INTERVAL_PERCENT} % intervals that hold the true effect."
)


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of organisation, and what the method did with it."""

    scenario: Scenario
    figures: Figures


def run(short: bool, worlds: int | None, seed: int, progress: Progress) -> tuple[Row, ...]:
    """Measure every kind of organisation in turn.

    Args:
        short: Whether to measure only the kinds of the short form.
        worlds: Organisations of each kind; None for the usual number.
        seed: Makes them repeatable.
        progress: Told how many organisations are done.
    """
    scenarios, each = (SHORT, worlds or WORLDS_IN_SHORT) if short else (FULL, worlds or WORLDS_IN_FULL)
    done = count(1)

    def advance() -> None:
        progress("selftest", next(done), each * len(scenarios))

    return tuple(Row(scenario, measure(scenario, each, seed, advance)) for scenario in scenarios)


def failure_sentence(rows: Sequence[Row]) -> str:
    """Return one sentence if the method is wrong too often, with the worst kind; "" if it is not."""
    worst = max(rows, key=lambda row: row.figures.low.value or 0)
    rate = worst.figures.low
    if (rate.value or 0) <= MAX_FALSE_POSITIVE_RATE:
        return ""
    interval = f"95 % interval {rate.low:.3f} to {rate.high:.3f}"
    return (
        f"the test is wrong too often: in simulated organisations of the kind “{worst.scenario.name}”, {rate.count} "
        f"of {rate.of} pairs without a link have p at or below {NOMINAL:g}, {rate.value:.3f} ({interval}), and no "
        f"more than {MAX_FALSE_POSITIVE_RATE:g} is tolerated."
    )


def to_json(rows: Sequence[Row], seed: int) -> dict[str, Any]:
    """Convert everything measured to JSON."""
    return {
        "seed": seed,
        "permutations": PERMUTATIONS,
        "nominal": NOMINAL,
        "tolerated": MAX_FALSE_POSITIVE_RATE,
        "passed": not failure_sentence(rows),
        "kinds": [
            {
                "name": row.scenario.name,
                "silent": row.scenario.silent,
                "shuffled": row.scenario.shuffled,
                "world": asdict(row.scenario.world),
                "figures": {
                    name: value if isinstance(value, int) else {**value, "value": getattr(row.figures, name).value}
                    for name, value in asdict(row.figures).items()
                },
            }
            for row in rows
        ],
    }


def describe(rows: Sequence[Row], seed: int, width: int) -> str:
    """Write two tables and what their columns mean; no line is longer than ``MAX_WIDTH``."""
    nothing = [row for row in rows if row.scenario.silent]
    something = [row for row in rows if not row.scenario.silent]
    worlds = rows[0].figures.worlds
    kept = (
        f"{worlds} {'organisation' if worlds == 1 else 'organisations'} of each kind, {PERMUTATIONS} swaps, "
        f"seed {seed}. docs/methods.md says what the kinds are."
    )
    blocks = (
        _table("Nothing to find", (_LOW, "95 % interval", "a link"), nothing, _silent),
        _wrap(_ABOUT_NOTHING, width),
        _table("Links to find", (_LOW, "found", "false", "wrong", "holds"), something, _linked),
        _wrap(_ABOUT_LINKS, width),
        _wrap(kept, width),
    )
    return "\n\n".join(blocks)


def _table(title: str, columns: Sequence[str], rows: Sequence[Row], cells: Callable[[Figures], tuple[str, ...]]) -> str:
    widths = [max(NUMBER, len(column) + 2) for column in columns]
    lines = [(title, columns), *((row.scenario.name, cells(row.figures)) for row in rows)]
    return "\n".join(
        f"{name:<{NAME}}" + "".join(f"{cell:>{width}}" for cell, width in zip(line, widths, strict=True))
        for name, line in lines
    )


def _silent(figures: Figures) -> tuple[str, ...]:
    low = figures.low
    return (
        _three_decimals(low.value),
        f"{_three_decimals(low.low)}–{_three_decimals(low.high)}",
        _percent(figures.any_reported),
    )


def _linked(figures: Figures) -> tuple[str, ...]:
    shares = figures.found, figures.false, figures.wrong_side, figures.covered
    return (_three_decimals(figures.low.value), *(_percent(share) for share in shares))


def _three_decimals(share: float | None) -> str:
    return "–" if share is None else f"{share:.3f}"


def _percent(share: Share) -> str:
    return "–" if share.value is None else f"{100 * share.value:.0f} %"


def _wrap(text: str, width: int) -> str:
    return textwrap.fill(text, max(20, min(width, MAX_WIDTH)))
