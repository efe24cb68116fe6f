"""The invented retailer with an ailment: one employee theme behind three complaints."""

from __future__ import annotations

from dataclasses import replace

from analyzer.checks import Conditioning
from analyzer.link.ailments.wording import REASONS, describe
from analyzer.types import Ailment, Analysis, Channels, Direction, Effect, Grade, Link, Side
from tests.factories import UNIT, make_analysis, make_link

TEST = Conditioning(
    among=0.52, among_p=0.001, removed=0.84, low=0.62, high=1.07, p=0.001, by_symptom=0.41, kept_low=0.31
)
SYMPTOMS = ("C1", "C4", "C9")


def make_ailing_analysis(side: Side = Side.EMPLOYEE) -> Analysis:
    """The retailer's analysis with one ailment that holds and one candidate that does not."""
    whole = make_analysis()
    pairs = tuple(
        ("E1", symptom) if side is Side.EMPLOYEE else (symptom.replace("C", "E"), "C1") for symptom in SYMPTOMS
    )
    others = tuple(link for link in whole.links if (link.employee_theme, link.customer_theme) not in pairs)
    names = {theme.id: theme.name for theme in whole.themes}
    found = make_ailment(pairs, side)
    roots, symptoms = ([names[theme] for theme in ids] for ids in (found.roots, found.symptoms))
    refused = replace(
        make_ailment((("E2", "C2"), ("E2", "C3")), Side.EMPLOYEE), id="A2", sentence="", conditioning=None
    )
    return replace(
        whole,
        links=(*(_graded(pair) for pair in pairs), *others),
        ailments=(
            replace(found, sentence=describe(found.grade, side, roots, symptoms)),
            replace(refused, reasons=(REASONS["FEW_LINKS"],)),
        ),
    )


def make_ailment(pairs: tuple[tuple[str, str], ...], side: Side = Side.EMPLOYEE) -> Ailment:
    """An ailment made of these links."""
    ends = tuple(zip(*pairs, strict=True))
    own, other = ends if side is Side.EMPLOYEE else ends[::-1]
    return Ailment(
        id="A1",
        side=side,
        roots=tuple(dict.fromkeys(own)),
        symptoms=tuple(dict.fromkeys(other)),
        links=pairs,
        grade=Grade.MOVES_TOGETHER,
        sentence="Where and when the root is named more, its symptoms are named more.",
        mechanism="M06",
        levers=("RES",),
        conditioning=TEST,
    )


def _graded(pair: tuple[str, str]) -> Link:
    return make_link(
        *pair,
        grade=Grade.MOVES_TOGETHER,
        sentence=f"Where and when {pair[0]} is named more, {pair[1]} is named more.",
        score=0.96,
        p=0.0004,
        q=0.006,
        effect=Effect(1.8, 0.7, 2.9, UNIT),
        lag=0,
        direction=Direction.BOTH_WAYS if pair[1] == "C9" else Direction.UNKNOWN,
        channels=Channels(meaning=0.62, voiced=0.1, covariation=0.93),
        reasons=(),
        settle="",
    )
