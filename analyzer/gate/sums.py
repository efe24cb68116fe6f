"""What a reader may see of sums over several themes: people on a layer, behind a lever.

Such a sum is shown beside the exact counts of its themes, and the difference of the two is a group, such as the people
who name both of two themes. So sums are made of shown themes only and rounded to the nearest multiple of the threshold.
Then whatever group is worked out from them might be empty or large enough.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from analyzer.gate.values import GatedLayer, GatedLeverage
from analyzer.levers import LAYERS, sum_dominoes, sum_layers, sum_levers, voices_by_theme
from analyzer.types import Grade

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from analyzer.levers import Leverage
    from analyzer.types import Analysis, Link, Side


def round_people(people: int, fewest: int) -> int:
    """Round a number of people to the nearest multiple of the threshold; halves are rounded up."""
    return (people + fewest // 2) // fewest * fewest


def gate_layers(analysis: Analysis, side: Side, shown: Collection[str], fewest: int) -> tuple[GatedLayer, ...]:
    """Sum a side's shown themes by layer."""
    everyone = analysis.coverage[side].people
    themes = [theme for theme in analysis.themes if theme.id in shown]
    people = sum_layers(themes, side, voices_by_theme(analysis.counted))
    return tuple(
        GatedLayer(
            layer=layer,
            themes=sum(theme.side is side and (theme.layer or "") == layer for theme in themes),
            people=round_people(people[layer], fewest),
            share=min(1.0, round_people(people[layer], fewest) / everyone),
        )
        for layer in LAYERS
        if people[layer]
    )


def gate_levers(analysis: Analysis, shown: Collection[str], fewest: int) -> tuple[GatedLeverage, ...]:
    """Sum the links between shown themes by lever."""
    return _gate(sum_levers, analysis, shown, fewest)


def gate_dominoes(analysis: Analysis, shown: Collection[str], fewest: int) -> tuple[GatedLeverage, ...]:
    """Sum the links between shown themes by domino."""
    return _gate(sum_dominoes, analysis, shown, fewest)


def _gate(
    add: Callable[[Collection[Link], Mapping[str, frozenset[str]]], tuple[Leverage, ...]],
    analysis: Analysis,
    shown: Collection[str],
    fewest: int,
) -> tuple[GatedLeverage, ...]:
    links = [
        link
        for link in analysis.links
        if link.grade is not Grade.UNEXPLAINED and {link.employee_theme, link.customer_theme} <= set(shown)
    ]
    sums = add(links, voices_by_theme(analysis.counted))
    return tuple(GatedLeverage(each.code, each.links, round_people(each.people, fewest)) for each in sums)
