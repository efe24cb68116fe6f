"""The leaders' report, after the gate; for users of one side without the other side's words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from importlib.resources import files

from flask import Blueprint, render_template
from sqlalchemy.exc import NoResultFound
from werkzeug.wrappers import Response

from analyzer.gate import Gated, GatedTheme, gate
from analyzer.pipeline import load_analysis, public_sides
from analyzer.report import to_html
from analyzer.report.build import build_report
from analyzer.types import Side
from models.enums import Role, RunStatus
from models.queries import runs
from web.access import sides_of
from web.accounts.auth import me
from web.extensions import installation, store
from web.page.answers import Page, attach
from web.runs import find

blueprint = Blueprint("reports", __name__, url_prefix="/reports")


@blueprint.get("/")
def list_reports() -> Page:
    """List the runs that are done."""
    with store().sessions() as session:
        done = [run for run in runs(session) if run.status is RunStatus.DONE]
    return render_template("reports/list.html", runs=done)


@blueprint.get("/<int:run_id>")
def show(run_id: int) -> Page:
    """Show a run's report."""
    gated, made = _read(run_id)
    return render_template("reports/show.html", run_id=run_id, report=build_report(gated, made))


@blueprint.get("/report.css")
def style() -> Response:
    """Return the report's style sheet, which the content security policy does not allow inline."""
    return Response(files("analyzer.report").joinpath("templates/report.css").read_bytes(), mimetype="text/css")


@blueprint.get("/<int:run_id>/report.html")
def download(run_id: int) -> Response:
    """Give a run's report as one file that opens offline."""
    gated, made = _read(run_id)
    return attach(to_html(gated, made), "text/html", f"headwater-report-{run_id}.html")


def _read(run_id: int) -> tuple[Gated, date]:
    """Load what the user may see of a run, and the day it was finished."""
    with store().sessions() as session:
        run = find(session, run_id)
        if run.status is not RunStatus.DONE or run.finished is None:
            raise NoResultFound
        gated = gate(load_analysis(session, run_id), installation().settings.gate, public_sides(session, run_id))
    return _hide_other_side(gated, me().role), run.finished.date()


def _hide_other_side(gated: Gated, role: Role) -> Gated:
    """Remove the words of the side that a role may not read; leaders and analysts read both."""
    hidden = frozenset(Side) - set(sides_of(role)) if role in {Role.HR, Role.CX} else frozenset[Side]()
    if not hidden:
        return gated
    return replace(
        gated,
        sides=tuple(
            replace(
                side,
                themes=tuple(_without_words(theme, hidden) for theme in side.themes),
                unnamed=tuple(replace(each, quotes=()) if side.side in hidden else each for each in side.unnamed),
            )
            for side in gated.sides
        ),
        links=tuple(
            replace(
                link,
                employee=_without_words(link.employee, hidden),
                customer=_without_words(link.customer, hidden),
                voices=tuple(voice for voice in link.voices if voice.side not in hidden),
            )
            for link in gated.links
        ),
    )


def _without_words(theme: GatedTheme, hidden: frozenset[Side]) -> GatedTheme:
    """Remove a hidden side's quotes and description: a language model wrote the latter from that side's statements."""
    return replace(theme, description="", quotes=()) if theme.side in hidden else theme
