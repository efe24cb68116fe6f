"""What leaders say they do, and every employee theme about the same matter, for analysts."""

from __future__ import annotations

from flask import Blueprint, render_template

from analyzer.pipeline import load_intentions
from models.findings import themes_of_run
from web.extensions import store
from web.page.answers import Page
from web.runs import find

blueprint = Blueprint("intentions", __name__, url_prefix="/runs/<int:run_id>/intentions")


@blueprint.get("/")
def list_intentions(run_id: int) -> Page:
    """List the intentions that a run was given, with all that they met with, before the gate."""
    with store().sessions() as session:
        run, intentions = find(session, run_id), load_intentions(session, run_id)
        themes = {theme.code: theme for theme in themes_of_run(session, run_id)}
    return render_template("intentions/list.html", run=run, intentions=intentions, themes=themes)
