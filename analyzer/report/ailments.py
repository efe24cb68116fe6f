"""Describe each ailment for readers: its root, its symptoms, the claim, and each of its links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analyzer.report.cards import Card, make_card
from analyzer.report.charts import NARROW, WIDE, Picture, draw_links
from analyzer.report.lenses import name_levers
from analyzer.report.phrases import count_noun, join_quoted, people, with_full_stop
from analyzer.types import Grade, Side
from analyzer.wording import GRADE_NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analyzer.gate import Gated, GatedAilment, GatedLink, GatedTheme


@dataclass(frozen=True, slots=True)
class Named:
    """A theme in an ailment: its name, and how many people name it."""

    name: str
    people: str


@dataclass(frozen=True, slots=True)
class AilmentCard:
    """One ailment, ready to be read. Empty texts are left out of the page.

    Attributes:
        title: "One ailment, three symptoms".
        side: Whose themes the root is made of.
        roots: The root's themes.
        symptoms: The symptoms' themes.
        grade: For the style.
        grade_name: The weakest grade of its links, in words.
        sentence: What that grade permits to say.
        removed: How much of what the symptoms have in common goes with the root.
        levers: What leaders control about the root.
        pictures: Root and symptoms drawn wide and narrow.
        links: Its links, numbered as in the pictures.
    """

    title: str
    side: Side
    roots: tuple[Named, ...]
    symptoms: tuple[Named, ...]
    grade: Grade
    grade_name: str
    sentence: str
    removed: str
    levers: str
    pictures: tuple[Picture, ...]
    links: tuple[Card, ...]


def make_ailment_cards(gated: Gated) -> tuple[AilmentCard, ...]:
    """Make a card for every ailment; links are numbered consecutively over all ailments."""
    links = {(link.employee.id, link.customer.id): link for link in gated.links}
    cards, first = [], 1
    for ailment in gated.ailments:
        own = [links[pair] for pair in ailment.links]
        cards.append(_make_card(ailment, own, first, gated.period))
        first += len(own)
    return tuple(cards)


def _make_card(ailment: GatedAilment, links: Sequence[GatedLink], first: int, period: str) -> AilmentCard:
    themes = {theme.id: theme for link in links for theme in (link.employee, link.customer)}
    return AilmentCard(
        title=f"One ailment, {count_noun(len(ailment.symptoms), 'symptom')}",
        side=ailment.side,
        roots=_named(ailment.roots, themes),
        symptoms=_named(ailment.symptoms, themes),
        grade=ailment.grade,
        grade_name=GRADE_NAMES[ailment.grade],
        sentence=ailment.sentence or _permitted_sentence(ailment, themes),
        removed=_removed(ailment.removed) if ailment.removed else "",
        levers=with_full_stop(name_levers(ailment.levers)),
        pictures=(draw_links(links, WIDE, first), draw_links(links, NARROW, first)),
        links=tuple(make_card(link, number, period) for number, link in enumerate(links, first)),
    )


def _named(ids: Sequence[str], themes: Mapping[str, GatedTheme]) -> tuple[Named, ...]:
    return tuple(Named(themes[theme].name, people(themes[theme].people)) for theme in ids)


def _permitted_sentence(ailment: GatedAilment, themes: Mapping[str, GatedTheme]) -> str:
    """Return the sentence that an ailment's grade permits, naming only the themes shown."""
    root, symptoms = (join_quoted([themes[theme].name for theme in ids]) for ids in (ailment.roots, ailment.symptoms))
    several = len(ailment.roots) > 1
    if ailment.grade is Grade.TESTED:
        return f"When {root} {'were' if several else 'was'} changed, {symptoms} changed with it."
    return f"Where and when {root} {'are' if several else 'is'} named more, {symptoms} are named more."


def _removed(removed: tuple[float, float, float]) -> str:
    share, low, high = (f"{100 * min(max(part, 0.0), 1.0):.0f}%" for part in removed)
    return f"{share} of it (95% interval {low} to {high})."
