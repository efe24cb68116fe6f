"""Pages for the log of events: add one event or a table of them, and delete."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_wtf import FlaskForm

from analyzer.events import Event, EventKind
from analyzer.ingest import Choices, EventSheet, IngestError, unit_problem
from analyzer.pipeline import forget_event, log_events, read_event_file, shipped_tools
from analyzer.spelling import unit_key
from analyzer.types import SetAside, Side
from analyzer.wording.counts import how_many
from models.queries import events, units
from web.access import sides_of
from web.accounts.auth import me
from web.extensions import store
from web.intake.forms import EventForm, EventTableForm
from web.page.answers import Page, status_code
from web.page.numbers import page_asked_for

blueprint = Blueprint("events", __name__, url_prefix="/events")

_PAGE_SIZE = 100


@blueprint.get("/")
def list_events() -> Page:
    """Show the log, and the forms that add to it."""
    return _render(EventForm(formdata=None), EventTableForm(formdata=None))


@blueprint.post("/")
def add_one() -> Page:
    """Add one event."""
    form, table = EventForm(), EventTableForm(formdata=None)
    if not all([form.validate_on_submit(), _is_valid(form)]):
        return _render(form, table)
    note = " ".join((form.note.data or "").split())
    event = Event(
        _units().get(unit_key(form.unit.data or "")), form.start.data, form.end.data, EventKind(form.kind.data), note
    )
    new = log_events(store(), [event], shipped_tools(), me().id)
    flash("The event is in the log." if new else "It was in the log already: nothing is added.")
    return redirect(url_for(".list_events"))


@blueprint.post("/table")
def add_table() -> Page:
    """Add a table of events: all of them, or none if a row cannot be used and may not be left out."""
    form, one = EventTableForm(), EventForm(formdata=None)
    if not form.validate_on_submit():
        return _render(one, form)
    name = PurePosixPath(form.file.data.filename.replace("\\", "/")).name[:200]
    try:
        sheet = read_event_file(store(), form.file.data.stream, name, Choices(dates=form.dates.data or None))
    except IngestError as error:
        return _render(one, form, str(error))
    if sheet.problems and not form.skip.data:
        return _render(one, form, _count_problems(sheet), sheet.problems)
    new = log_events(store(), [event for _, event in sheet.events], shipped_tools(), me().id)
    flash(" ".join((f"{name}: {how_many(len(sheet.events), 'event')}, {new} of them new.", *_describe_left_out(sheet))))
    return redirect(url_for(".list_events"))


@blueprint.post("/<int:event_id>/delete")
def delete(event_id: int) -> Page:
    """Take an event out of the log."""
    forget_event(store(), event_id)
    flash("The event is out of the log. Runs that were given it keep it.")
    return redirect(url_for(".list_events"))


def _units(sides: Sequence[Side] = tuple(Side)) -> dict[str, str]:
    """Map the units that records of some sides name from the form in which they are compared to one spelling."""
    spelled: dict[str, str] = {}
    with store().sessions() as session:
        for unit in units(session, sides):
            spelled.setdefault(unit_key(unit), unit)
    return spelled


def _is_valid(form: EventForm) -> bool:
    """Whether the event's unit is known and its days are in order; otherwise adds the errors to the fields."""
    flaw = unit_problem((form.unit.data or "").strip() or None, _units())
    if flaw and not form.unit.errors:
        form.unit.errors = [f"{flaw[0].upper()}{flaw[1:]}"]
    if form.start.data and form.end.data and form.end.data < form.start.data:
        form.end.errors = ["It lies before the first day."]
    return not form.errors


def _count_problems(sheet: EventSheet) -> str:
    rows = how_many(len(sheet.problems), "row")
    return (
        f"{sheet.name} has {rows} that cannot be used, so none of it is stored. "
        "Mend and choose the file again, or tick that such rows are left out."
    )


def _describe_left_out(sheet: EventSheet) -> list[str]:
    said = []
    for rows, why in ((sheet.problems, "that cannot be used"), (sheet.skipped, "that are no events")):
        if rows:
            lines = ", ".join([*(str(row.line) for row in rows[:20]), *(["…"] if rows[20:] else [])])
            said.append(f"Left out, as rows {why}: {'line' if len(rows) == 1 else 'lines'} {lines}.")
    if sheet.everywhere:
        said.append("No column names a unit, so each event is one at all units.")
    if sheet.unused:
        said.append(f"Not read: {', '.join(sheet.unused)}.")
    return said


def _render(form: EventForm, table: EventTableForm, wrong: str = "", problems: Sequence[SetAside] = ()) -> Page:
    page = page_asked_for()
    with store().sessions() as session:
        found = events(session, _PAGE_SIZE + 1, (page - 1) * _PAGE_SIZE)
        drawn = render_template(
            "events/list.html",
            events=found[:_PAGE_SIZE],
            page=page,
            more=len(found) > _PAGE_SIZE,
            units=_units(sides_of(me().role)).values(),
            form=form,
            table=table,
            wrong=wrong,
            problems=problems,
        )
    asked: FlaskForm = table if request.endpoint == "events.add_table" else form
    return drawn, status_code(asked)
