"""The invented retailer once more: themes placed on layers and journeys, links with levers, leavers in bands."""

from __future__ import annotations

from dataclasses import replace

from analyzer.levers import DOMINOES, LEVERS, STAGES
from analyzer.slices import Difference, Slice, Slices
from analyzer.types import Analysis, Effect, Link, Reason, Theme
from tests.factories import make_analysis

BANDS = ("under 1 year", "1 to 3 years", "3 to 10 years", "over 10 years")
COHORTS = ("before 1965", "1965 to 1980", "1981 to 1996", "after 1996")
PEOPLE = (160, 240, 215, 160)
UNKNOWN = 0
POINTS = "percentage points"


def make_placed_analysis(**changes: object) -> Analysis:
    """Every third theme has no clear place; links without a mechanism have no lever."""
    whole = make_analysis()
    placed = replace(
        whole,
        themes=tuple(_place(theme, at) for at, theme in enumerate(whole.themes)),
        links=tuple(_lever(link, at) for at, link in enumerate(whole.links)),
        slices=make_slices(whole.themes),
    )
    return replace(placed, **changes)  # type: ignore[arg-type]


def make_slices(themes: tuple[Theme, ...]) -> Slices:
    """Tenure, role and cohort of the 775 leavers: the first theme differs, but not between cohorts of equal tenure."""
    own = [theme for theme in themes if theme.id.startswith("E")]
    kinds = {"tenure": BANDS, "role": ("Counter", "Stockroom", "Telephone", "other roles"), "cohort": COHORTS}
    return Slices(
        tuple(
            Slice(
                kind,
                (f"{kind} column",),
                tuple(zip(bands, PEOPLE, strict=True)),
                UNKNOWN,
                _differences(own, kind, bands),
            )
            for kind, bands in kinds.items()
        ),
        (Reason("NO_COLUMN", "An invented note on what could not be divided."),),
    )


def spread_over(people: int) -> tuple[int, ...]:
    """Spread those who name a theme over the bands and those whose band is not known, in proportion."""
    sizes = (*PEOPLE, UNKNOWN)
    cells = [people * size // sum(sizes) for size in sizes]
    cells[1] += people - sum(cells)
    return tuple(cells)


def _differences(themes: list[Theme], kind: str, bands: tuple[str, ...]) -> tuple[Difference, ...]:
    return tuple(
        Difference(
            theme=theme.id,
            band=band,
            people=people,
            effect=Effect(12.0, 4.4, 20.1, POINTS) if theme.people > 40 else None,
            q=(0.01 if theme.id == "E1" and at == 0 else 0.6) if theme.people > 40 else None,
            remains=Effect(-2.0, -9.0, 5.0, POINTS) if kind == "cohort" and theme.people > 40 else None,
            remains_q=0.8 if kind == "cohort" and theme.people > 40 else None,
        )
        for theme in themes
        for at, (band, people) in enumerate(zip(bands, spread_over(theme.people), strict=False))
    )


def _place(theme: Theme, at: int) -> Theme:
    if at % 3 == 2:
        return theme
    stages = STAGES[theme.side]
    layer = "surface" if at % 4 == 1 else "core"
    spanned = (stages[at % 7], stages[(at + 1) % 7]) if at % 5 == 0 else (stages[at % 7],)
    return replace(theme, layer=layer, stages=spanned, placed_from="mechanism" if at % 2 else "text")


def _lever(link: Link, at: int) -> Link:
    if at % 3 == 2:
        return link
    codes = tuple(LEVERS)
    return replace(link, levers=(codes[at % 8], codes[(at + 3) % 8]), domino=tuple(DOMINOES)[at % 6], mechanism="M01")
