"""The look at an upload before anything of it is stored: how it will be read, corrected and confirmed by a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from flask import Blueprint, flash, redirect, render_template, request, url_for
from sqlalchemy.exc import NoResultFound

from analyzer import pipeline
from analyzer.events import months_in_common
from analyzer.ingest import (
    Choices,
    DateOrder,
    IngestError,
    NamedUnit,
    Plan,
    Role,
    Shape,
    Summary,
    column_of,
    gather_units,
    lack_counterparts,
    merge_units,
    say_shared,
    summarise,
)
from analyzer.link import foresee
from analyzer.spelling import Alike
from analyzer.types import Side
from models import Upload
from models.enums import UploadStatus
from models.queries import count_units
from models.units import days_of
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
# In which order columns are shown.
_COLUMN_ORDER = (Role.TEXT, Role.UNIT, Role.DATE, Role.RATING, Role.PERSON, Role.ID, Role.ATTRIBUTE, Role.IGNORED)
# Rows that a preview counts; a larger file would keep its owner waiting.
MAX_COUNTED_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """What the page shows.

    Attributes:
        upload: The upload that waits.
        summary: How it will be read, and what that gives.
        units: The units that it names, by the names by which they go.
        order: The columns, by their place in the file, as the page shows them.
        asks_dates: Whether the order of day and month is a question.
        dates: The answer so far: "dmy", "mdy", "none", or "".
        asks_headers: Whether how many header rows there are is a question, or may be corrected.
        shared: What is said of units that the other side names too.
        needs: What a test asks for and what there is of it, or "".
        lacking: Whether the other side names units, and neither all of these nor some that look like the rest.
        alike: Names that look like one unit, one of them in this upload.
        counterparts: For analysts alone: the places that the other side names; None for everybody else.
        missing: For analysts alone: the other side's units that this upload does not name.
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
    alike: tuple[Alike, ...]
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
    """Read it as corrected; then look again, or store it."""
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
    # With other header rows, columns may be others too: nobody has seen what they are now.
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
    """Find an upload that waits for the reader. Nobody else sees its words: they are not redacted yet."""
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
        alike = find_similar_units(session, [column_of(upload.side, summary.units)], known)
    units = merge_units(summary.units, known)
    places = frozenset(unit.place for unit in other)
    own = {unit.place for unit in units}
    alike = tuple(each for each in alike if own & {known.place(name) for _, name in each.named})
    similar = {known.place(name) for each in alike for _, name in each.named}
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
        lacking=lack_counterparts([unit for unit in units if unit.place not in similar], places),
        alike=alike,
        counterparts=places if both else None,
        missing=tuple(unit for unit in other if unit.place not in own) if both else (),
    )


def _needs(upload: Upload, summary: Summary, other: frozenset[str]) -> str:
    """Say what a test asks for and what there is of it, stored records of the reader's sides included.

    Whoever reads one side alone is told nothing counted or dated of the other: files made up for it would tell of each
    unit how many left it, and when.
    """
    mine = sides_of(me().role)
    with store().sessions() as session:
        known = pipeline.known_units(session)
        named = {side: gather_units(count_units(session, side), known) for side in mine}
        days = {side: days_of(session, side) for side in mine}
    own = Side(upload.side)
    named[own] = merge_units((*named[own], *summary.units), known)
    days[own] += tuple(day for day in (summary.first, summary.last) if day)
    shared = other & {unit.place for unit in named[own]}
    people = {side: sum(unit.records for unit in named[side] if unit.place in shared) for side in mine}
    return foresee(people, len(shared), months_in_common(*days.values()))


def _columns_in_order(plan: Plan) -> tuple[int, ...]:
    """Put first what a run reads, and last what is left out: exports begin with columns that nobody looks at."""
    columns = plan.columns
    return tuple(sorted(range(len(columns)), key=lambda at: (_COLUMN_ORDER.index(columns[at].role), at)))


def _unanswered(upload: Upload) -> str:
    """Give the question that has to be answered before it is stored, or ""."""
    if upload.plan.get("headers_unsettled"):
        return HEADERS_UNANSWERED
    return DATES_UNANSWERED if upload.plan["dates_unsettled"] and request.form.get("dates") != NO_DATES else ""


def _changes_headers(choices: Choices, upload: Upload) -> bool:
    return choices.header_rows is not None and choices.header_rows != upload.plan["header_rows"]


def _choices(form: Mapping[str, str], upload: Upload) -> Choices:
    """Take from the form what is one of the answers offered; anything else counts as not answered."""
    rows = form.get("header_rows")
    header_rows = int(rows) if rows in HEADER_ROWS else None
    roles = {
        column["name"]: role
        for at, column in enumerate(cast("list[dict[str, str]]", upload.plan["columns"]))
        if (role := form.get(f"role-{at}")) in {known.value for known in Role}
    }
    shape, dates = form.get("shape"), form.get("dates")
    # A field that somebody emptied says that there is none; a table has no such field.
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
