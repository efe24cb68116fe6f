"""Pages for removing what is stored: the first request shows exactly what goes, the second, confirmed, removes it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from flask import Blueprint, flash, redirect, render_template, request, url_for
from sqlalchemy.exc import NoResultFound

from analyzer.pipeline import (
    PlanRemoval,
    RemovalError,
    RemovalPlan,
    plan_record_removal,
    plan_run_removal,
    plan_upload_removal,
    remove,
    same_person,
)
from models import Record, UploadRecord
from models.enums import Role, UploadStatus
from web.accounts.auth import me
from web.extensions import store
from web.intake.uploads import find
from web.page.answers import Page
from web.page.removal import ELSEWHERE, describe_removal, describe_removed
from web.runs import find as find_run

blueprint = Blueprint("removing", __name__)

_ANALYSTS = "A run goes with it, so an analyst alone can remove it."


@dataclass(frozen=True, slots=True)
class RemovalRequest:
    """What somebody wants to remove.

    Attributes:
        name: What pages call it.
        back: The page that the user came from.
        after: The page to go to afterwards.
        plan_removal: Finds out what goes.
        text: A record's text, else "".
        person: How many records are known of the author, 0 if only one.
    """

    name: str
    back: str
    after: str
    plan_removal: PlanRemoval
    text: str = ""
    person: int = 0


@blueprint.route("/uploads/<int:upload_id>/remove", methods=["GET", "POST"])
def remove_upload(upload_id: int) -> Page:
    """Remove an upload."""
    with store().sessions() as session:
        upload = find(session, upload_id)
    if upload.status is UploadStatus.WAITING:
        raise NoResultFound
    back = url_for("uploads.show", upload_id=upload_id)
    after = url_for("uploads.list_uploads")
    return _answer(RemovalRequest(upload.name, back, after, partial(plan_upload_removal, upload_id=upload_id)))


@blueprint.route("/uploads/<int:upload_id>/records/<int:record_id>/remove", methods=["GET", "POST"])
def remove_record(upload_id: int, record_id: int) -> Page:
    """Remove a record, or with ``?person=1`` all that are known of its person."""
    with store().sessions() as session:
        upload, held = find(session, upload_id), session.get_one(UploadRecord, (upload_id, record_id))
        text = session.get_one(Record, record_id).text
        known = same_person(session, record_id)
    back = url_for("uploads.show_records", upload_id=upload_id)
    if len(known) > 1 and request.args.get("person"):
        plan_removal = partial(plan_record_removal, record_ids=known)
        return _answer(
            RemovalRequest(f"All that this person said ({len(known)} records)", back, back, plan_removal, text)
        )
    plan_removal = partial(plan_record_removal, record_ids=(record_id,))
    name = f"The record at line {held.line} of {upload.name}"
    return _answer(RemovalRequest(name, back, back, plan_removal, text, len(known) if len(known) > 1 else 0))


@blueprint.route("/runs/<int:run_id>/remove", methods=["GET", "POST"])
def remove_run(run_id: int) -> Page:
    """Remove a run."""
    with store().sessions() as session:
        run = find_run(session, run_id)
    back, after = url_for("runs.show", run_id=run_id), url_for("runs.list_runs")
    return _answer(RemovalRequest(f"Run {run.id}", back, after, partial(plan_run_removal, run_id=run_id)))


def _answer(removal: RemovalRequest) -> Page:
    """Show what goes; if the user has agreed to it, remove it."""
    try:
        with store().sessions() as session:
            plan = removal.plan_removal(session)
        if request.method == "GET":
            return _render(removal, plan)
        if not _may_remove(plan):
            return _render(removal, plan), 422
        gone = remove(store(), removal.plan_removal, request.form.get("seal", ""))
    except RemovalError as error:
        return _render_again(removal, str(error))
    flash(describe_removed(removal.name, gone))
    return redirect(removal.after)


def _render_again(removal: RemovalRequest, wrong: str) -> Page:
    """Show why nothing was removed, and what would go now, if it can be removed."""
    code = 422 if request.method == "POST" else 200
    try:
        with store().sessions() as session:
            plan = removal.plan_removal(session)
    except RemovalError as error:
        return render_template("remove.html", removal=removal, wrong=str(error)), code
    return _render(removal, plan, wrong), code


def _render(removal: RemovalRequest, plan: RemovalPlan, wrong: str = "") -> str:
    hint = "" if _may_remove(plan) else _ANALYSTS
    return render_template(
        "remove.html",
        removal=removal,
        plan=plan,
        summary=describe_removal(plan),
        wrong=wrong,
        hint=hint,
        elsewhere=ELSEWHERE,
    )


def _may_remove(plan: RemovalPlan) -> bool:
    """Whether the user may remove it: only analysts may remove runs, whose numbers leaders have read."""
    return not plan.runs or me().role is Role.ANALYST
