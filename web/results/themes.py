"""A run's themes and their statements, redacted, for analysts."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from analyzer.pipeline import load_involved
from models.findings import links_of_theme, said_in_theme, theme_coded, themes_of_run
from web.extensions import store
from web.page.answers import Page
from web.runs import find

blueprint = Blueprint("themes", __name__, url_prefix="/runs/<int:run_id>/themes")

_PAGE = 50


@blueprint.get("/")
def list_themes(run_id: int) -> Page:
    """List the themes of both sides."""
    with store().sessions() as session:
        run = find(session, run_id)
        return render_template("themes/list.html", run=run, themes=themes_of_run(session, run_id))


@blueprint.get("/<code>")
def show(run_id: int, code: str) -> Page:
    """Show one theme with its links and a page of its statements."""
    page = max(1, request.args.get("page", 1, type=int))
    with store().sessions() as session:
        run, theme = find(session, run_id), theme_coded(session, run_id, code)
        said = said_in_theme(session, theme.id, _PAGE, (page - 1) * _PAGE)
        links = links_of_theme(session, theme.id)
        involved = next((each for each in load_involved(session, run_id) if each.theme == code), None)
        names = {each.code: each.name for each in themes_of_run(session, run_id)} if involved else {}
    return render_template(
        "themes/show.html",
        run=run,
        theme=theme,
        said=said,
        links=links,
        involved=involved,
        names=names,
        page=page,
        size=_PAGE,
    )
