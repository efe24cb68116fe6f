"""Build the leaders' report as one frozen value, from which every output format is made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analyzer.levers import SUPPORTED
from analyzer.report.actions.sections import ActionsSection, describe_actions
from analyzer.report.ailments import AilmentCard, make_ailment_cards
from analyzer.report.cards import Card, make_card, reason_sentence
from analyzer.report.charts import NARROW, WIDE, Picture, draw_links
from analyzer.report.comparisons.sections import (
    ComplaintSection,
    IntentionSection,
    describe_complaints,
    describe_intentions,
)
from analyzer.report.events import describe_events
from analyzer.report.headline import Headline, write_headline
from analyzer.report.lenses import (
    MATRIX_LAYOUTS,
    JourneyPicture,
    LayerSection,
    LeverSection,
    SlicesSection,
    describe_layers,
    describe_levers,
    describe_slices,
    draw_journeys,
)
from analyzer.report.phrases import with_full_stop
from analyzer.report.sides import SideSection, describe_side
from analyzer.report.waves.sections import FOLLOWING, WaveSection, describe_waves
from analyzer.types import Grade, Side
from analyzer.wording import GRADE_MEANINGS, GRADE_NAMES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from analyzer.gate import Gated, GatedLink

MAX_DRAWN_LINKS = 12
MAX_OPEN_LINKS = 8
# An untested pair that nothing but its meaning proposes is listed from this cosine on: below it the two mostly share a
# word (docs/decisions/0053-which-open-pairs-leaders-see.md).
MIN_OPEN_MEANING = 0.2


@dataclass(frozen=True, slots=True)
class GradeLine:
    """One line of the key to the grades."""

    grade: Grade
    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Report:
    """Everything the leaders' report says, in its order of reading.

    Attributes:
        title: What was read.
        made: The day it was made, in words.
        headline: What the data show.
        figures: The few numbers that describe its basis: (name, number).
        pictures: The single links drawn wide and narrow; empty where there is nothing to draw.
        ailments: Links with one root, one card per ailment; its links are listed nowhere else.
        cards: The links drawn, with all details.
        against: Links contradicted by the data although a mechanism would explain them.
        against_others: Other links contradicted by the data, which nobody expected.
        open: The next pairs, in short.
        open_settle: What would settle most of these, or "" if that differs.
        open_more: How many further pairs the analyst's file contains.
        intentions: What leaders say beside what employees say, None where they said nothing.
        sides: Each side's themes and coverage.
        behind: Complaints, with what the employees of their units and periods name.
        not_tested: What was not tested, and why.
        controls: What the method found where there is nothing to find.
        events: What events excluded from the test; empty if there were none.
        grades: The key to the grades; empty for one side alone, which has no links.
        threshold: Fewest people behind what is shown.
        quote_threshold: Fewest people behind an employee's words.
        facts: What made this run: (name, value).
        levers: Links by what leaders can change, None where no link has a lever.
        journeys: Links by the stages of both journeys, drawn wide and narrow; empty where no stage is known.
        layers: The sides' themes by layer, the sides that have any.
        slices: Leavers in wide bands, None where the run was not asked for it.
        tried: What was tried about links, and what changed.
        since: What became of each side's themes since the run before; empty where none is followed.
        following: What it means that a run follows another, "" where none is followed.
    """

    title: str
    made: str
    headline: Headline
    figures: tuple[tuple[str, str], ...]
    pictures: tuple[Picture, ...]
    ailments: tuple[AilmentCard, ...]
    cards: tuple[Card, ...]
    against: tuple[Card, ...]
    against_others: tuple[Card, ...]
    open: tuple[Card, ...]
    open_settle: str
    open_more: int
    intentions: IntentionSection | None
    sides: tuple[SideSection, ...]
    behind: tuple[ComplaintSection, ...]
    not_tested: tuple[str, ...]
    controls: tuple[str, ...]
    events: tuple[str, ...]
    grades: tuple[GradeLine, ...]
    threshold: int
    quote_threshold: int
    facts: tuple[tuple[str, str], ...]
    levers: LeverSection | None
    journeys: tuple[JourneyPicture, ...]
    layers: tuple[LayerSection, ...]
    slices: SlicesSection | None
    tried: ActionsSection
    since: tuple[WaveSection, ...]
    following: str


def build_report(gated: Gated, made: date) -> Report:
    """Arrange and word what a reader may see as the leaders' report.

    Args:
        gated: What a reader may see; nothing else enters a report.
        made: The day to print on it.
    """
    ailments = make_ailment_cards(gated)
    first = 1 + sum(len(ailment.links) for ailment in ailments)
    drawn, rest = _choose_drawn_links(gated.single_links)
    against = [link for link in rest if link.grade is Grade.CONTRADICTED]
    undecided = [link for link in rest if link.grade is not Grade.CONTRADICTED]
    still_open = _choose_open_links(undecided)
    return Report(
        title=_title(gated),
        made=f"{made.day} {made:%B %Y}",
        headline=write_headline(gated),
        figures=_figures(gated),
        pictures=(draw_links(drawn, WIDE, first), draw_links(drawn, NARROW, first)) if drawn else (),
        ailments=ailments,
        cards=tuple(make_card(link, number, gated.period) for number, link in enumerate(drawn, first)),
        against=tuple(make_card(link, 0, gated.period) for link in against if link.why),
        against_others=tuple(make_card(link, 0, gated.period) for link in against if not link.why),
        open=tuple(make_card(link, 0, gated.period) for link in still_open),
        open_settle=_most_common_beginning([with_full_stop(link.settle) for link in still_open]),
        open_more=len(undecided) - len(still_open),
        intentions=describe_intentions(gated.intentions, _employees(gated), gated.threshold),
        behind=describe_complaints(gated.involved),
        sides=tuple(describe_side(side, gated.threshold) for side in gated.sides),
        not_tested=tuple(dict.fromkeys(reason_sentence(reason.reason, reason.detail) for reason in gated.not_tested)),
        controls=_controls(gated),
        events=describe_events(gated.events),
        grades=_grade_key() if len(gated.sides) == len(Side) else (),
        threshold=gated.threshold,
        quote_threshold=gated.quote_threshold,
        facts=_facts(gated),
        levers=describe_levers(gated),
        journeys=tuple(picture for layout in MATRIX_LAYOUTS if (picture := draw_journeys(gated.links, layout))),
        layers=tuple(section for side in gated.sides if (section := describe_layers(side))),
        slices=describe_slices(gated.slices),
        tried=describe_actions(gated.actions),
        since=describe_waves(gated.waves, {theme.id: theme for side in gated.sides for theme in side.themes}),
        following=FOLLOWING if gated.waves else "",
    )


_KEY_GRADES = (*SUPPORTED, Grade.NOT_ENOUGH_EVIDENCE, Grade.CONTRADICTED)


def _choose_drawn_links(links: Sequence[GatedLink]) -> tuple[list[GatedLink], list[GatedLink]]:
    """Split links into those to draw and the rest: best grade first, links with unsteady themes last in each grade."""
    graded = (link for link in links if link.grade in SUPPORTED)
    ranked = sorted(graded, key=lambda link: (SUPPORTED.index(link.grade), not link.steady))
    drawn = ranked[:MAX_DRAWN_LINKS]
    others = [link for link in links if link.grade not in SUPPORTED]
    return drawn, [*ranked[MAX_DRAWN_LINKS:], *others]


def _choose_open_links(links: Sequence[GatedLink]) -> list[GatedLink]:
    """Choose the open links to list: explained or voiced ones first, in each group tested ones, then nearest ones.

    Tested links keep the order of their score, unsteady ones last. Untested ones hardly differ in it, so their meaning
    orders them, whether steady or not: in small organisations hardly any theme is steady.
    """

    def rank(link: GatedLink) -> tuple[bool, bool, float]:
        untested = link.effect is None
        return not _is_supported(link), untested, -_meaning(link) if untested else float(not link.steady)

    worth = (link for link in links if _is_supported(link) or link.effect or _meaning(link) >= MIN_OPEN_MEANING)
    return sorted(worth, key=rank)[:MAX_OPEN_LINKS]


def _is_supported(link: GatedLink) -> bool:
    return link.grade in SUPPORTED or bool(link.why)


def _meaning(link: GatedLink) -> float:
    return link.channels.meaning or 0.0


def _grade_key() -> tuple[GradeLine, ...]:
    return tuple(GradeLine(grade, GRADE_NAMES[grade], GRADE_MEANINGS[grade]) for grade in _KEY_GRADES)


def _most_common_beginning(texts: Sequence[str]) -> str:
    """Return the text with which most texts begin, the longest on a tie; "" unless more than half begin with it."""
    shared = {text: sum(each.startswith(text) for each in texts) for text in texts}
    often, _, text = max(((often, len(text), text) for text, often in shared.items()), default=(0, 0, ""))
    return text if 2 * often > len(texts) else ""


def _employees(gated: Gated) -> int:
    return sum(side.coverage.people for side in gated.sides if side.side is Side.EMPLOYEE and side.coverage)


def _title(gated: Gated) -> str:
    given = {side.side for side in gated.sides}
    if given == {Side.EMPLOYEE}:
        return "What leaving employees say"
    if given == {Side.CUSTOMER}:
        return "What customers say"
    return "What leaving employees say, and what customers notice"


def _figures(gated: Gated) -> tuple[tuple[str, str], ...]:
    names = {Side.EMPLOYEE: "leaving employees", Side.CUSTOMER: "customers"}
    people = [(names[side.side], f"{side.coverage.people:,}") for side in gated.sides if side.coverage]
    tested = [("pairs of themes that could be tested", f"{gated.controls.tested:,}")] if gated.controls.tested else []
    return (*people, *tested)


def _controls(gated: Gated) -> tuple[str, ...]:
    """Say what the method finds in noise, next to what it found in the data."""
    controls = gated.controls
    found = sum(link.grade in {Grade.CONVERGING, Grade.MOVES_TOGETHER} for link in gated.links)
    hidden = controls.candidates - len(gated.links)
    lines = [
        f"Pairs that their meaning proposed: {controls.candidates:,}. Of these, tested: {controls.tested:,}; the "
        "others could not be." + (f" Left out here: {hidden:,}, with a theme that is not shown." if hidden > 0 else "")
    ]
    if controls.tested:
        lines.append(f"Pairs found to move together in the real data: {found:,}.")
    if controls.scrambled_links is not None:
        lines.append(
            "Pairs found, on average, when the places of one side are swapped at random, so that no true link is left: "
            f"{controls.scrambled_links:.1f}."
        )
    if controls.placebo_links is not None:
        lines.append(
            "Pairs found among placebos, themes that have nothing to do with the other side (pensions, car parks): "
            f"{controls.placebo_links:,}."
        )
    return tuple(lines) if controls.candidates else ()


def _facts(gated: Gated) -> tuple[tuple[str, str], ...]:
    return (
        ("Seed", str(gated.seed)),
        ("Embedder", gated.embedder),
        ("Language model", gated.llm or "none; every word here is the data's own or made by rules"),
        ("Fewest people behind a number", str(gated.threshold)),
        ("Fewest people behind an employee's words", str(gated.quote_threshold)),
    )
