"""What the command line shows to people: progress on standard error, the findings on standard output."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from web.commands.lines import wrap

if TYPE_CHECKING:
    from analyzer.pipeline import Progress
    from analyzer.report.ailments import AilmentCard
    from analyzer.report.build import Report
    from analyzer.report.cards import Card
    from analyzer.report.sides import SideSection, ThemeRow
    from analyzer.report.waves.sections import WaveSection

STEPS = {
    "redact": "Reading and redacting",
    "embed": "Embedding",
    "judge": "Telling pain from praise",
    "themes_employee": "Employees' themes",
    "themes_customer": "Customers' themes",
    "place": "Placing themes",
    "slice": "Dividing leavers",
    "link": "Linking",
    "selftest": "Simulating organisations",
    "actions": "Measuring what was tried",
    "intentions": "What leaders say",
    "involved": "What employees name where complaints pile up",
}
_MAX_CARDS = 8
_MAX_THEMES = 5


@contextmanager
def progress_bars() -> Iterator[Progress]:
    """Show one progress bar per step on standard error while the block runs; nothing if that is not a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, disable=not sys.stderr.isatty()) as bars:
        tasks = {step: bars.add_task(STEPS[step], visible=False) for step in STEPS}
        yield lambda step, done, total: bars.update(tasks[step], completed=done, total=max(total, 1), visible=True)


def describe_findings(report: Report, width: int) -> str:
    """Write the findings as lines of at most ``width`` characters: claim, ailments, links, what was not tested.

    If no link is reported, the result is each side's largest themes, and the next step is what would settle it.
    """
    from analyzer.report.headline import REPORTED
    from analyzer.report.phrases import count_noun

    linked = report.ailments or any(card.grade in REPORTED for card in report.cards)
    blocks = [wrap(report.title, width), wrap(report.headline.claim, width)]
    blocks += [_describe_side(side, width) for side in report.sides if not linked]
    blocks += [_describe_ailment(card, width) for card in report.ailments]
    blocks += [_describe_link(card, width) for card in report.cards[:_MAX_CARDS]]
    links, still_open = len(report.cards[_MAX_CARDS:]), len(report.open) + report.open_more
    if (links or still_open) and (report.cards or report.ailments):
        more = [count_noun(links, "more link")] * bool(links) + [count_noun(still_open, "open pair")] * bool(still_open)
        blocks.append(wrap(f"Not listed here: {' and '.join(more)}.", width))
    blocks += [wrap(line, width) for line in (*map(_describe_wave, report.since), report.following)]
    blocks += [wrap(f"What leaders say: {report.intentions.summary}", width)] if report.intentions else []
    told = (*report.not_tested, report.headline.settle, *report.controls, *report.events)
    blocks += [wrap(sentence, width) for sentence in told if sentence]
    return "\n\n".join(block for block in blocks if block)


def _describe_side(side: SideSection, width: int) -> str:
    """List a side's largest themes, pains first; unsteady ones too, which the report puts last whatever their size."""
    from analyzer.report.phrases import TONES
    from analyzer.types import Valence

    if not side.rows:
        return wrap(side.summary, width)
    largest = sorted(side.rows, key=lambda row: (row.tone != TONES[Valence.PAIN], -row.size))
    lines = [wrap(_describe_theme(row), width, "  ") for row in largest[:_MAX_THEMES]]
    more = len(largest) - _MAX_THEMES
    rest = [wrap(f"and {more} more in the report", width, "  ")] if more > 0 else []
    return "\n".join((wrap(f"{side.title}, pains and wishes first:", width), *lines, *rest))


def _describe_theme(row: ThemeRow) -> str:
    from analyzer.report.phrases import TONES
    from analyzer.report.sides import UNSTEADY
    from analyzer.types import Valence

    marks = [row.tone.lower()] * (row.tone != TONES[Valence.PAIN]) + [UNSTEADY] * (row.stability == UNSTEADY)
    return f"→ {row.name} ({row.people} people, {row.share}){''.join(f' ({mark})' for mark in marks)}"


def _describe_wave(section: WaveSection) -> str:
    return f"{section.title}, since the run before: {section.summary}"


def _describe_ailment(card: AilmentCard, width: int) -> str:
    names = " + ".join(theme.name for theme in card.roots)
    lines = [
        wrap(f"{card.title}: {names}", width),
        *(wrap(f"→ {theme.name} ({theme.people})", width, "  ") for theme in card.symptoms),
        wrap(f"{card.grade_name}. {card.sentence}", width, "    "),
        wrap(f"Links: {', '.join(link.pair for link in card.links)}.", width, "    "),
    ]
    return "\n".join(lines)


def _describe_link(card: Card, width: int) -> str:
    lines = (
        wrap(f"{card.employee} ↔ {card.customer} ({card.pair})", width),
        wrap(f"{card.grade_name}. {card.sentence}", width, "    "),
        wrap(f"Employees: {card.employee_people}. Customers: {card.customer_people}.", width, "    "),
    )
    return "\n".join(lines)
