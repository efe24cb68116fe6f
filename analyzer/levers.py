"""What leaders can change, and where on both sides' journeys: the names, and sums over themes and links.

The six dominoes and the first six levers are those of the practitioner essays that the product was founded on; RES and
REW are added, because staffing and pay, the best evidenced of all, have no place among the six (docs/methods.md).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from analyzer.types import Grade, Link, Side, Statement, Theme

LEVERS = MappingProxyType(
    {
        "TEC": ("Technology", "systems, tools and records that work"),
        "PRO": ("Promotion", "who leads, and who can rise"),
        "FLX": ("Flexibility", "rosters and places of work that fit lives"),
        "REG": ("Regulations", "rules, authority and approvals"),
        "EXP": ("Expectations", "what is promised, asked for and listened to"),
        "TRN": ("Training", "knowing the job, the products and the people"),
        "RES": ("Resourcing", "enough people, time and equipment"),
        "REW": ("Reward", "pay and recognition"),
    }
)
DOMINOES = MappingProxyType(
    {
        "D1": "Engagement and productivity",
        "D2": "Communication and collaboration",
        "D3": "Empowerment and decisions",
        "D4": "Innovation and adaptability",
        "D5": "Satisfaction and retention",
        "D6": "Brand ambassadors",
    }
)
STAGES = MappingProxyType(
    {
        Side.EMPLOYEE: ("joining", "learning", "performing", "being led", "growing", "changing", "leaving"),
        Side.CUSTOMER: ("choosing", "buying", "receiving", "using", "getting help", "paying", "renewing"),
    }
)
LAYERS = MappingProxyType({"core": "Operations and leadership", "surface": "Touchpoint", "": "Not clear"})

SLICE_CAUTION = "Differences by birth cohort are usually explained by tenure or role."

# Grades at which there is some evidence for a link, if only from its meaning.
SUPPORTED = (Grade.TESTED, Grade.CONVERGING, Grade.MOVES_TOGETHER, Grade.VOICED, Grade.HYPOTHESIS)


@dataclass(frozen=True, slots=True)
class Graded:
    """How many links there are at one grade."""

    grade: Grade
    links: int


@dataclass(frozen=True, slots=True)
class Leverage:
    """What one lever or domino would reach.

    Attributes:
        code: Of the lever or domino; "" for links without a mechanism, whose levers are unknown.
        links: How many at every grade that has any, the surest first.
        people: Distinct employees who name the employee theme of a link at one of the grades in ``SUPPORTED``.
    """

    code: str
    links: tuple[Graded, ...]
    people: int


@dataclass(frozen=True, slots=True)
class Crossing:
    """A stage of the employees' journey and one of the customers', with the links between them by grade."""

    employee: str
    customer: str
    links: tuple[Graded, ...]


def voices_by_theme(statements: Iterable[Statement]) -> Mapping[str, frozenset[str]]:
    """Collect who names each theme: distinct people, by theme id."""
    voices: dict[str, set[str]] = {}
    for statement in statements:
        if statement.theme is not None:
            voices.setdefault(statement.theme, set()).add(statement.person)
    return {theme: frozenset(people) for theme, people in voices.items()}


def sum_layers(themes: Iterable[Theme], side: Side, voices: Mapping[str, frozenset[str]]) -> Mapping[str, int]:
    """Count the people of a side who name any theme of each layer; somebody may be in several. "" is "not clear"."""
    own = [theme for theme in themes if theme.side is side]
    return {layer: _people({t.id for t in own if (t.layer or "") == layer}, voices) for layer in LAYERS}


def sum_levers(links: Collection[Link], voices: Mapping[str, frozenset[str]]) -> tuple[Leverage, ...]:
    """Sum links by lever: those with any link, in the order of LEVERS, then "" for links without one.

    A link with two levers counts for both.
    """
    sums = [_leverage(code, [link for link in links if code in link.levers], voices) for code in LEVERS]
    sums.append(_leverage("", [link for link in links if not link.levers], voices))
    return tuple(each for each in sums if each.links)


def sum_dominoes(links: Collection[Link], voices: Mapping[str, frozenset[str]]) -> tuple[Leverage, ...]:
    """Sum links by domino: those with any link, in their order, then "" for links without one."""
    codes = (*DOMINOES, "")
    sums = (_leverage(code, [link for link in links if (link.domino or "") == code], voices) for code in codes)
    return tuple(each for each in sums if each.links)


def cross_journeys(
    links: Iterable[tuple[Grade, tuple[str, ...], tuple[str, ...]]],
) -> tuple[Crossing, ...]:
    """Count links between the stages of the two journeys.

    Args:
        links: Of each its grade, the stages of its employee theme and those of its customer theme.

    Returns:
        One for each pair of stages with any link, in the order of the journeys; a link whose theme spans two stages
        stands at both, one of whose themes has no clear stage at none.
    """
    counts: dict[tuple[str, str], Counter[Grade]] = {}
    for grade, employee, customer in links:
        for pair in ((first, second) for first in employee for second in customer):
            counts.setdefault(pair, Counter())[grade] += 1
    pairs = ((first, second) for first in STAGES[Side.EMPLOYEE] for second in STAGES[Side.CUSTOMER])
    return tuple(Crossing(*pair, _by_grade(counts[pair])) for pair in pairs if pair in counts)


def _leverage(code: str, links: Collection[Link], voices: Mapping[str, frozenset[str]]) -> Leverage:
    behind = {link.employee_theme for link in links if link.grade in SUPPORTED}
    return Leverage(code, _by_grade(Counter(link.grade for link in links)), _people(behind, voices))


def _by_grade(counts: Counter[Grade]) -> tuple[Graded, ...]:
    others = [grade for grade in Grade if grade not in SUPPORTED]
    return tuple(Graded(grade, counts[grade]) for grade in (*SUPPORTED, *others) if counts[grade])


def _people(themes: Collection[str], voices: Mapping[str, frozenset[str]]) -> int:
    return len(frozenset[str]().union(*(voices.get(theme, frozenset()) for theme in themes)))
