"""Pages for runs: start, watch, cancel and resume them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from flask import Blueprint, flash, jsonify, redirect, render_template, url_for
from flask_wtf import FlaskForm
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response
from wtforms import BooleanField, SelectField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from analyzer.gate import gate_removed
from analyzer.ingest import IngestError
from analyzer.knowledge import KnowledgeError
from analyzer.pipeline import (
    create_run,
    events_of_run,
    follow,
    keep_knowledge,
    newest_to_follow,
    queue_again,
    read_intentions,
    request_cancel,
    shipped_tools,
)
from analyzer.redact import Redactor
from analyzer.report.sides import some_removed
from analyzer.report.waves.sections import FOLLOWING
from analyzer.types import Side
from analyzer.wording.counts import how_many
from models import Run, User
from models.enums import RunStatus
from models.queries import count_records, newest_intentions, run_with_steps, stored_uploads
from models.queries import events as all_events
from models.queries import runs as all_runs
from models.removals import removed_since
from web import jobs
from web.access import sides_of
from web.accounts.auth import me
from web.extensions import installation, store
from web.page.answers import Page, status_code

blueprint = Blueprint("runs", __name__, url_prefix="/runs")

_UNFINISHED = frozenset({RunStatus.QUEUED, RunStatus.RUNNING})
_BROKEN_OFF = frozenset({RunStatus.FAILED, RunStatus.CANCELLED})


class RunForm(FlaskForm):
    """What a run reads and follows, what leaders say, whether it leaves out events, and whether it divides people."""

    uploads = SelectMultipleField(
        "Uploads",
        coerce=int,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    after = SelectField(
        "Themes",
        coerce=int,
        description=f"{FOLLOWING} Names, pins and merges that a person decided are kept.",
    )
    no_events = BooleanField("Test without regard to them this time")
    slices = BooleanField("Divide leavers by tenure, role and birth cohort")
    intentions = TextAreaField(
        "What leaders say they do",
        [Optional()],
        description="Optional. One sentence or bullet each, such as “We invest in training.” The run says which "
        "employee themes contradict it, which support it, and for which no theme was recognised.",
        render_kw={"rows": 6},
    )


@blueprint.get("/")
def list_runs() -> Page:
    """List the runs."""
    with store().sessions() as session:
        return render_template("runs/list.html", runs=all_runs(session))


@blueprint.route("/new", methods=["GET", "POST"])
def start() -> Page:
    """Start a run over the uploads chosen, and over all of a side that the reader may not see."""
    with store().sessions() as session:
        mine = stored_uploads(session, sides_of(me().role))
        others = stored_uploads(session, [side for side in Side if side not in sides_of(me().role)])
        shown = {"mine": mine, "others": others, "events": len(all_events(session)), "may_divide": _may_divide()}
        last = newest_intentions(session)
        done = [run for run in all_runs(session) if run.status is RunStatus.DONE]
        newest = newest_to_follow(session, [upload.id for upload in (*mine, *others)])
    form = RunForm(data={"after": newest or 0})
    form.after.choices = _choices(done)
    form.uploads.choices = [SelectChoice(upload.id, upload.name) for upload in mine]
    if not form.is_submitted():
        form.uploads.data = [upload.id for upload in mine]
        # Ends its last line, so that what is typed below stands in a line of its own.
        form.intentions.data = "".join(f"{text}\n" for text in last)
    if not form.validate_on_submit():
        return _render(form, shown)
    chosen = [*(form.uploads.data or []), *(upload.id for upload in others)]
    if not chosen:
        return _render(form, shown, "Choose an upload.")
    try:
        intended = _read_intended(form.intentions.data or "")
        knowledge = keep_knowledge(store(), store().installation.knowledge)
    except (IngestError, KnowledgeError) as error:
        return _render(form, shown, str(error))
    divided = bool(form.slices.data) and _may_divide()
    settings = replace(installation().settings, slices=divided, knowledge=knowledge)
    events = () if form.no_events.data else None
    run_id = create_run(store(), chosen, settings, me().id, events, intended)
    if form.after.data:
        follow(store(), run_id, form.after.data)
    jobs.execute(run_id)
    return redirect(url_for(".show", run_id=run_id))


@blueprint.get("/<int:run_id>")
def show(run_id: int) -> Page:
    """Show how far a run is, or how it ended."""
    with store().sessions() as session:
        run = find(session, run_id)
        starter = session.get(User, run.user_id) if run.user_id else None
        held = count_records(session, run_id)
        left_out = events_of_run(session, run_id)
        removed = removed_since(session, run_id)
    under_way, broken_off = run.status in _UNFINISHED, run.status in _BROKEN_OFF
    mine = sides_of(me().role)
    return render_template(
        "runs/show.html",
        run=run,
        starter=starter,
        # For the other side the original count is shown: the current one would reveal how many were removed.
        counts={side: held.get(side, 0) - (removed.get(side, 0) if side in mine else 0) for side in Side},
        left_out=left_out,
        removed={side: _say_removed(records, exact=side in mine) for side, records in removed.items()},
        under_way=under_way,
        broken_off=broken_off,
    )


@blueprint.get("/<int:run_id>/progress.json")
def progress(run_id: int) -> Response:
    """Say how far a run is."""
    with store().sessions() as session:
        run = find(session, run_id)
    steps = [
        {"name": step.name, "status": step.status, "done": step.done, "total": step.total, "seconds": step.seconds}
        for step in run.steps
    ]
    return jsonify(status=run.status, finished=run.status not in _UNFINISHED, steps=steps)


@blueprint.post("/<int:run_id>/cancel")
def cancel(run_id: int) -> Page:
    """Ask the worker to stop a run."""
    with store().sessions() as session:
        under_way = find(session, run_id).status in _UNFINISHED
    if under_way:
        request_cancel(store(), run_id)
        flash("The run stops as soon as its present piece of work is done.")
    return redirect(url_for(".show", run_id=run_id))


@blueprint.post("/<int:run_id>/go-on")
def go_on(run_id: int) -> Page:
    """Let a run that failed or was cancelled go on where it was."""
    with store().sessions() as session:
        broken_off = find(session, run_id).status in _BROKEN_OFF
    if broken_off:
        queue_again(store(), run_id)
        jobs.execute(run_id)
        flash("The run goes on where it was.")
    return redirect(url_for(".show", run_id=run_id))


def find(session: Session, run_id: int) -> Run:
    """Find a run with its steps, or raise NoResultFound."""
    run = run_with_steps(session, run_id)
    if run is None:
        raise NoResultFound
    return run


def _say_removed(records: int, *, exact: bool) -> str:
    """Describe a side's removed records: the exact count for the side's own users, else what the gate allows."""
    if exact:
        return how_many(records, "record")
    fewest = installation().settings.gate.people
    return f"{some_removed(gate_removed(records, fewest), fewest)} records"


def _may_divide() -> bool:
    """Whether the user may divide leavers into bands: only those who may read what leavers say."""
    return Side.EMPLOYEE in sides_of(me().role)


def _choices(done: Sequence[Run]) -> list[SelectChoice]:
    """List what a run can follow, the newest first."""
    runs = [SelectChoice(run.id, f"Follow run {run.id} of {run.created:%-d %b %Y}") for run in done]
    return [*runs, SelectChoice(0, "Find themes from scratch")]


def _render(form: RunForm, shown: Mapping[str, object], wrong: str = "") -> Page:
    return render_template("runs/new.html", form=form, **shown, wrong=wrong), status_code(form)


def _read_intended(text: str) -> Sequence[str]:
    """Redact what leaders say before anything of it is kept.

    Raises:
        IngestError: It holds no sentence, or too many.
    """
    return read_intentions(text, _redactor()) if text.strip() else ()


@cache
def _redactor() -> Redactor:
    """Load the redactor once, when the first run with leaders' words is started."""
    return shipped_tools().redactor()
