"""A run's levers, journeys, layers and slices, whole, for analysts."""

from __future__ import annotations

from flask import Blueprint, render_template

from analyzer.levers import Crossing, cross_journeys, sum_dominoes, sum_layers, sum_levers, voices_by_theme
from analyzer.types import Analysis, Side
from web.extensions import store
from web.page.answers import Page
from web.results.exports import load_finished
from web.runs import find

blueprint = Blueprint("lenses", __name__, url_prefix="/runs/<int:run_id>/levers")


@blueprint.get("/")
def show(run_id: int) -> Page:
    """Show what leaders can change, where the journeys meet, surface and core, and the bands where there are any."""
    analysis = load_finished(run_id)
    voices = voices_by_theme(analysis.counted)
    with store().sessions() as session:
        run = find(session, run_id)
    return render_template(
        "lenses/show.html",
        run=run,
        levers=sum_levers(analysis.links, voices),
        dominoes=sum_dominoes(analysis.links, voices),
        crossings=_cross(analysis),
        layers={side: sum_layers(analysis.themes, side, voices) for side in Side},
        slices=analysis.slices,
        names={theme.id: theme.name for theme in analysis.themes},
    )


def _cross(analysis: Analysis) -> tuple[Crossing, ...]:
    stages = {theme.id: theme.stages for theme in analysis.themes}
    return cross_journeys(
        (link.grade, stages[link.employee_theme], stages[link.customer_theme]) for link in analysis.links
    )
