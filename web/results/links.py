"""A run's links with all their evidence, for analysts."""

from __future__ import annotations

from flask import Blueprint, render_template

from models.findings import link_of_run, links_of_run
from web.extensions import store
from web.page.answers import Page
from web.runs import find

blueprint = Blueprint("links", __name__, url_prefix="/runs/<int:run_id>/links")


@blueprint.get("/")
def list_links(run_id: int) -> Page:
    """List every pair that text proposed, best first."""
    with store().sessions() as session:
        return render_template("links/list.html", run=find(session, run_id), links=links_of_run(session, run_id))


@blueprint.get("/<int:link_id>")
def show(run_id: int, link_id: int) -> Page:
    """Show one link with its evidence."""
    with store().sessions() as session:
        run = find(session, run_id)
        link, employee, customer = link_of_run(session, run_id, link_id)
        return render_template("links/show.html", run=run, link=link, employee=employee, customer=customer)
