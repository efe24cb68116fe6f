"""The preview of an upload before anything of it is stored: a person checks, corrects and confirms how it is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from flask import Blueprint, flash, redirect, render_template, request, url_for
from sqlalchemy.exc import NoResultFound

from analyzer import pipeline
from analyzer.ingest import (
    Choices,
    DateOrder,
    IngestError,
    NamedUnit,
    Plan,
    Role,
    Shape,
    Summary,
    gather_units,
    has_unmatched_units,
    merge_units,
    say_shared,
    summarise,
    unit_column,
)
from analyzer.spelling import AlikeUnits
from analyzer.types import Side
from models import Upload
from models.enums import UploadStatus
from models.queries import count_units
from web import jobs
from web.access import sides_of
from web.accounts.auth import me
from web.extensions import store
from web.intake.units import find_similar_units, join_ticked
from web.intake.uploads import find
from web.page.answers import Page

blueprint = Blueprint("preview", __name__, url_prefix="/uploads/<int:upload_id>/preview")

DATES_UNANSWERED = "Say which comes first in the dates, or leave the dates out."
HEADERS_UNANSWERED = "Say whether the first row of the table is somebody's answers or says what the columns hold."
NO_DATES = "none"
HEADER_ROWS = ("1", "2", "3")
# Order in which columns are shown.
_COLUMN_ORDER = (Role.TEXT, Role.UNIT, Role.DATE, Role.RATING, Role.PERSON, Role.ID, Role.ATTRIBUTE, Role.IGNORED)
# Rows that a preview counts; counting more would keep the user waiting.
MAX_COUNTED_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """What the page shows.

    Attributes:
        upload: The waiting upload.
        summary: How it will be read, and what that gives.
        units: The units that it names, by their current names.
        order: Positions of the columns in the file, in the order in which the page shows them.
        asks_dates: Whether the page asks for the order of day and month.
        dates: The answer so far: "dmy", "mdy", "none", or "".
        asks_headers: Whether the page asks for the number of header rows, or lets it be corrected.
        shared: The text about units that the other side names too.
        needs: What a test needs and how much of it there is, or "".
        lacking: Whether the other side names units, but some of these have neither the same nor a similar name there.
        alike: Names that look like one unit, one of them in this upload.
        counterparts: For analysts only: the units that the other side names; None for other roles.
        missing: For analysts only: the other side's units that this upload does not name.
    """

    upload: Upload
    summary: Summary
    units: tuple[NamedUnit, ...]
    order: tuple[int, ...]
    asks_dates: bool
    dates: str
    asks_headers: bool
    shared: str
    needs: str
    lacking: bool
    alike: tuple[AlikeUnits, ...]
    counterparts: frozenset[str] | None
    missing: tuple[NamedUnit, ...]


@blueprint.get("/")
def show(upload_id: int) -> Page:
    """Show how an upload will be read."""
    upload = _waiting(upload_id)
    try:
        return render_template("uploads/preview.html", look=_load_preview(upload))
    except IngestError as error:
        pipeline.discard(store(), upload_id)
        flash(str(error), "danger")
        return redirect(url_for("uploads.add_file"))


@blueprint.post("/")
def decide(upload_id: int) -> Page:
    """Apply the corrections, then show the preview again or store the upload."""
    upload = _waiting(upload_id)
    choices = _choices(request.form, upload)
    try:
        same_id = pipeline.choose(store(), upload_id, choices)
    except IngestError as error:
        return render_template("uploads/preview.html", look=_load_preview(upload), wrong=str(error)), 422
    if same_id != upload_id:
        flash("Read this way, it was handed in before: nothing is added.")
        return redirect(url_for("uploads.show", upload_id=same_id))
    if request.form.get("action") == "join":
        join_ticked(_load_preview(_waiting(upload_id)).alike, request.form.getlist("same"))
    # With other header rows the columns may differ, too, and nobody has seen the new ones yet.
    if request.form.get("action") != "store" or _changes_headers(choices, upload):
        return redirect(url_for(".show", upload_id=upload_id))
    upload = _waiting(upload_id)
    if wrong := _unanswered(upload):
        return render_template("uploads/preview.html", look=_load_preview(upload), wrong=wrong), 422
    return _store(upload_id)


@blueprint.post("/discard")
def discard(upload_id: int) -> Page:
    """Forget an upload and delete its bytes."""
    name = _waiting(upload_id).name
    pipeline.discard(store(), upload_id)
    flash(f"{name} is forgotten and its bytes are deleted.")
    return redirect(url_for("uploads.list_uploads"))


def _waiting(upload_id: int) -> Upload:
    """Find a waiting upload of this user. Nobody else may see its words, which are not redacted yet."""
    with store().sessions() as session:
        upload = find(session, upload_id)
    if upload.user_id != me().id or upload.status is not UploadStatus.WAITING:
        raise NoResultFound
    return upload


def _load_preview(upload: Upload) -> PreviewPage:
    plan = pipeline.preview(store(), upload.id)
    summary = summarise(store().spool / str(upload.spool), plan, MAX_COUNTED_ROWS)
    chosen = str(upload.choices.get("dates") or "")
    with store().sessions() as session:
        known = pipeline.known_units(session)
        other = gather_units(count_units(session, next(side for side in Side if side != upload.side)), known)
        alike = find_similar_units(session, [unit_column(upload.side, summary.units)], known)
    units = merge_units(summary.units, known)
    places = frozenset(unit.key for unit in other)
    own = {unit.key for unit in units}
    alike = tuple(each for each in alike if own & {known.key(name) for _, name in each.named})
    similar = {known.key(name) for each in alike for _, name in each.named}
    both = len(sides_of(me().role)) > 1
    return PreviewPage(
        upload,
        summary,
        units,
        _columns_in_order(plan),
        asks_dates=plan.dates_unsettled or bool(chosen),
        dates=chosen,
        asks_headers=plan.headers_unsettled or plan.header_rows > 1 or upload.choices.get("header_rows") is not None,
        shared=say_shared(units, places),
        needs=_needs(upload, summary, places) if own & places and summary.whole else "",
        lacking=has_unmatched_units([unit for unit in units if unit.key not in similar], places),
        alike=alike,
        counterparts=places if both else None,
        missing=tuple(unit for unit in other if unit.key not in own) if both else (),
    )


def _needs(upload: Upload, summary: Summary, other: frozenset[str]) -> str:
    """Say what a test needs and how much of it there is, including stored records of the user's sides.

    A user of one side gets no counts or dates of the other side: with made-up files they could find out how many people
    left each unit, and when.
    """
    mine = sides_of(me().role)
    with store().sessions() as session:
        known = pipeline.known_units(session)
        named = {side: pipeline.stored_units(session, side, known) for side in mine}
    own = Side(upload.side)
    named[own] = merge_units((*named[own], *summary.units), known)
    return pipeline.describe_needs(named, other & {unit.key for unit in named[own]})


def _columns_in_order(plan: Plan) -> tuple[int, ...]:
    """Order columns: first what a run reads, last what is ignored, since exports often begin with unused columns."""
    columns = plan.columns
    return tuple(sorted(range(len(columns)), key=lambda at: (_COLUMN_ORDER.index(columns[at].role), at)))


def _unanswered(upload: Upload) -> str:
    """Return the question that has to be answered before the upload is stored, or ""."""
    if upload.plan.get("headers_unsettled"):
        return HEADERS_UNANSWERED
    return DATES_UNANSWERED if upload.plan["dates_unsettled"] and request.form.get("dates") != NO_DATES else ""


def _changes_headers(choices: Choices, upload: Upload) -> bool:
    return choices.header_rows is not None and choices.header_rows != upload.plan["header_rows"]


def _choices(form: Mapping[str, str], upload: Upload) -> Choices:
    """Read the choices from the form; values that were not offered count as unanswered."""
    rows = form.get("header_rows")
    header_rows = int(rows) if rows in HEADER_ROWS else None
    roles = {
        column["name"]: role
        for at, column in enumerate(cast("list[dict[str, str]]", upload.plan["columns"]))
        if (role := form.get(f"role-{at}")) in {known.value for known in Role}
    }
    shape, dates = form.get("shape"), form.get("dates")
    # An empty field says that there is none; for a table the form has no such field.
    day, unit = form.get("day"), form.get("unit")
    same = header_rows in {None, upload.plan["header_rows"]}
    return Choices(
        roles=(roles or None) if same else None,
        shape=shape if shape in {known.value for known in Shape} else None,
        dates=dates if dates in {known.value for known in DateOrder} else None,
        day=day if day == "" or (day and _is_day(day)) else None,
        unit=None if unit is None else " ".join(unit.split())[:120],
        header_rows=header_rows,
    )


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _store(upload_id: int) -> Page:
    pipeline.confirm(store(), upload_id)
    jobs.take_in(upload_id)
    return redirect(url_for("uploads.show", upload_id=upload_id))
