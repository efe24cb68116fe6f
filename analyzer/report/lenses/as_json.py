"""Convert the four views, without omissions, to the JSON of the analyst's file."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from analyzer.levers import DOMINOES, LEVERS, cross_journeys, sum_dominoes, sum_layers, sum_levers, voices_by_theme
from analyzer.types import Side

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analyzer.levers import Graded, Leverage
    from analyzer.slices.values import Slices
    from analyzer.types import Analysis


def lenses_to_json(analysis: Analysis) -> dict[str, object]:
    """Give layers, levers, dominoes, journeys and slices in the shape of the contract."""
    voices = voices_by_theme(analysis.counted)
    stages = {theme.id: theme.stages for theme in analysis.themes}
    crossings = cross_journeys(
        (link.grade, stages.get(link.employee_theme, ()), stages.get(link.customer_theme, ()))
        for link in analysis.links
    )
    return {
        "layers": {
            str(side): {
                layer or "not_clear": people for layer, people in sum_layers(analysis.themes, side, voices).items()
            }
            for side in Side
        },
        "levers": [
            {"lever": each.code or None, "name": LEVERS[each.code][0] if each.code else None, **_sum(each)}
            for each in sum_levers(analysis.links, voices)
        ],
        "dominoes": [
            {"domino": each.code or None, "name": DOMINOES.get(each.code), **_sum(each)}
            for each in sum_dominoes(analysis.links, voices)
        ],
        "journeys": [
            {"employee": each.employee, "customer": each.customer, "links": _grades(each.links)} for each in crossings
        ],
        "slices": _slices(analysis.slices),
    }


def _sum(leverage: Leverage) -> dict[str, object]:
    return {"links": _grades(leverage.links), "people": leverage.people}


def _grades(links: Sequence[Graded]) -> dict[str, int]:
    return {str(each.grade): each.links for each in links}


def _slices(found: Slices | None) -> dict[str, object] | None:
    if found is None:
        return None
    return {
        "bands": [
            {
                "kind": each.kind,
                "columns": list(each.columns),
                "bands": [{"band": band, "people": people} for band, people in each.bands],
                "unknown": each.unknown,
                "differences": [asdict(difference) for difference in each.differences],
            }
            for each in found.slices
        ],
        "notes": [asdict(note) for note in found.notes],
    }
