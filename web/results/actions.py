"""Pages for actions on links: declared by analysts, measured by runs, read by leaders through the gate."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from analyzer.gate import gate
from analyzer.pipeline import (
    ActionError,
    ActionPlan,
    add_action,
    cautions,
    change_action,
    knowledge_of_run,
    known_units,
    load_analysis,
    public_sides,
    read_measured,
    set_open,
    units_of_run,
)
from analyzer.report.actions.sections import ActionsSection, describe_actions
from models import Action, Link, Run
from models.actions import all_actions, measurements_of, newest_measurements
from models.enums import Role
from models.findings import link_of_run
from models.queries import newest_done_run
from web.accounts.auth import me
from web.extensions import installation, store
from web.page.answers import Page, status_code
from web.results.forms import ActionForm
from web.runs import find

blueprint = Blueprint("actions", __name__)


@blueprint.get("/actions/")
def list_actions() -> Page:
    """List the actions: everything for analysts, for leaders what has passed the gate."""
    if me().role is Role.LEADER:
        return render_template("actions/read.html", tried=_gated_actions())
    with store().sessions() as session:
        measured = {key: read_measured(row) for key, row in newest_measurements(session).items()}
        return render_template("actions/list.html", actions=all_actions(session), measured=measured)


@blueprint.get("/actions/<int:action_id>")
def show(action_id: int) -> Page:
    """Show an action with what each run measured of it."""
    with store().sessions() as session:
        action = session.get_one(Action, action_id)
        found = [(row.run_id, read_measured(row)) for row in measurements_of(session, action_id)]
        link = session.get(Link, action.link_id) if action.link_id else None
        return render_template("actions/show.html", action=action, measured=found, link=link)


@blueprint.route("/runs/<int:run_id>/links/<int:link_id>/actions/new", methods=["GET", "POST"])
def add(run_id: int, link_id: int) -> Page:
    """Write an action down for a link."""
    with store().sessions() as session:
        find(session, run_id)
        link, employee, customer = link_of_run(session, run_id, link_id)
        units = units_of_run(session, run_id)
    form = _form(units, {"what": request.args.get("what", "")})
    page = {"form": form, "link": link, "names": (employee.name, customer.name), "action": None, "units": units}
    if not form.validate_on_submit():
        return render_template("actions/edit.html", **page), status_code(form)
    try:
        action_id = add_action(store(), link_id, plan := _plan(form), me().id)
    except ActionError as error:
        return render_template("actions/edit.html", **page, wrong=str(error)), 422
    _flash("The action is written down. The next run measures it.", plan, units)
    return redirect(url_for(".show", action_id=action_id))


@blueprint.route("/actions/<int:action_id>/edit", methods=["GET", "POST"])
def edit(action_id: int) -> Page:
    """Write an action down anew."""
    with store().sessions() as session:
        action = session.get_one(Action, action_id)
        held = {rollout.unit: rollout.day for rollout in action.rollouts}
        units = _units_for(session, action)
    form = _form(units, {"what": action.what, "owner": action.owner}, held)
    names = (action.employee_name, action.customer_name)
    page = {"form": form, "link": None, "names": names, "action": action, "units": units}
    if not form.validate_on_submit():
        return render_template("actions/edit.html", **page), status_code(form)
    try:
        change_action(store(), action_id, plan := _plan(form), units)
    except ActionError as error:
        return render_template("actions/edit.html", **page, wrong=str(error)), 422
    _flash("The action is changed. What runs have measured of it stays as it was.", plan, units)
    return redirect(url_for(".show", action_id=action_id))


@blueprint.post("/actions/<int:action_id>/close")
def close(action_id: int) -> Page:
    """Close an action."""
    set_open(store(), action_id, to=False)
    flash("The action is closed: no further run measures it.")
    return redirect(url_for(".show", action_id=action_id))


@blueprint.post("/actions/<int:action_id>/reopen")
def reopen(action_id: int) -> Page:
    """Open a closed action again."""
    set_open(store(), action_id, to=True)
    flash("The action is open: the next run measures it.")
    return redirect(url_for(".show", action_id=action_id))


def suggestions(run: Run, mechanism: str | None) -> tuple[str, ...]:
    """Return the actions that the run's knowledge base proposes for a mechanism."""
    known = knowledge_of_run(store(), run.settings).mechanism(mechanism) if mechanism else None
    return known.actions if known else ()


def _flash(done: str, plan: ActionPlan, units: Sequence[str]) -> None:
    """Flash what was done, and warnings about the action."""
    for sentence in (done, *cautions(plan, units)):
        flash(sentence)


def _gated_actions() -> ActionsSection:
    """Describe the actions of the newest finished run, as leaders may read it."""
    with store().sessions() as session:
        run = newest_done_run(session)
        if run is None:
            return ActionsSection((), ())
        gated = gate(load_analysis(session, run.id), installation().settings.gate, public_sides(session, run.id))
    return describe_actions(gated.actions)


def _units_for(session: Session, action: Action) -> tuple[str, ...]:
    """List the units that an action may name: its own, those of its link's run, those of the newest run."""
    link, newest = session.get(Link, action.link_id) if action.link_id else None, newest_done_run(session)
    runs = {run_id for run_id in (link.run_id if link else None, newest.id if newest else None) if run_id}
    named = [rollout.unit for rollout in action.rollouts]
    named += [unit for run_id in sorted(runs) for unit in units_of_run(session, run_id)]
    spelled: dict[str, str] = {}
    known = known_units(session)
    for unit in named:
        spelled.setdefault(known.key(unit), unit)
    return tuple(spelled[key] for key in sorted(spelled))


def _form(units: Sequence[str], texts: dict[str, str], held: dict[str, date] | None = None) -> ActionForm:
    """Make the form: a first day that all units share is shown once, at the top."""
    days = set((held or {}).values())
    common = days.pop() if len(days) == 1 else None
    rows = [
        {"name": unit, "chosen": unit in (held or {}), "day": None if common else (held or {}).get(unit)}
        for unit in units
    ]
    return ActionForm(data={**texts, "first": common, "units": rows})


def _plan(form: ActionForm) -> ActionPlan:
    chosen = [row for row in form.units.data if row["chosen"]]
    undated = [row["name"] for row in chosen if not (row["day"] or form.first.data)]
    if undated:
        raise ActionError(f"“{undated[0]}” has no first day: give one, or one for all of them.")
    rollouts = tuple((row["name"], row["day"] or form.first.data) for row in chosen)
    return ActionPlan(form.what.data, form.owner.data, rollouts)
