"""Pages for handing in a file or a pasted text, and for what became of it."""

from __future__ import annotations

from io import BytesIO
from pathlib import PurePosixPath
from typing import BinaryIO

from flask import Blueprint, flash, jsonify, redirect, render_template, url_for
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from analyzer.ingest import Choices, IngestError
from analyzer.pipeline import NewUpload, receive
from analyzer.types import Side
from models import Upload, User
from models.enums import UploadStatus
from models.queries import records_of_upload, set_asides, uploads
from web.access import sides_of
from web.accounts.auth import me
from web.extensions import store
from web.intake.forms import FileForm, HandInForm, TextForm
from web.page.answers import Page, status_code
from web.page.numbers import page_asked_for

blueprint = Blueprint("uploads", __name__, url_prefix="/uploads")

_MAX_ASIDES = 200
_PAGE_SIZE = 50


@blueprint.get("/")
def list_uploads() -> Page:
    """List the uploads of the sides that the reader may see."""
    with store().sessions() as session:
        return render_template("uploads/list.html", uploads=uploads(session, sides_of(me().role)), me=me())


@blueprint.route("/file", methods=["GET", "POST"])
def add_file() -> Page:
    """Receive a file."""
    form = FileForm()
    if not form.validate_on_submit():
        return _render("uploads/file.html", form)
    name = PurePosixPath(form.file.data.filename.replace("\\", "/")).name[:200]
    return _hand_in("uploads/file.html", form, form.file.data.stream, _new_upload(form, name, Choices()))


@blueprint.route("/text", methods=["GET", "POST"])
def add_text() -> Page:
    """Receive a pasted text."""
    form = TextForm()
    if not form.validate_on_submit():
        return _render("uploads/text.html", form)
    name = f"pasted-{store().clock():%Y-%m-%d-%H%M%S}.txt"
    day, unit = form.day.data, " ".join((form.unit.data or "").split())
    choices = Choices(day=day.isoformat() if day else None, unit=unit or None)
    return _hand_in("uploads/text.html", form, BytesIO(form.text.data.encode()), _new_upload(form, name, choices))


@blueprint.get("/<int:upload_id>")
def show(upload_id: int) -> Page:
    """Show what became of an upload."""
    with store().sessions() as session:
        upload = find(session, upload_id)
        if upload.status is UploadStatus.WAITING and upload.user_id == me().id:
            return redirect(url_for("preview.show", upload_id=upload_id))
        owner = session.get(User, upload.user_id) if upload.user_id else None
        asides = set_asides(session, upload_id, _MAX_ASIDES)
        return render_template("uploads/show.html", upload=upload, owner=owner, asides_of=asides, shown=_MAX_ASIDES)


@blueprint.get("/<int:upload_id>/progress.json")
def progress(upload_id: int) -> Response:
    """Say how far the storing of an upload is."""
    with store().sessions() as session:
        upload = find(session, upload_id)
    steps = [{"name": "store", "done": upload.done, "total": upload.rows}]
    return jsonify(status=upload.status, finished=upload.status is not UploadStatus.READING, steps=steps)


@blueprint.get("/<int:upload_id>/records")
def show_records(upload_id: int) -> Page:
    """Show an upload's records as they are stored: redacted."""
    page = page_asked_for()
    with store().sessions() as session:
        upload = find(session, upload_id)
        records = records_of_upload(session, upload_id, _PAGE_SIZE, (page - 1) * _PAGE_SIZE)
        return render_template("uploads/records.html", upload=upload, records=records, page=page, size=_PAGE_SIZE)


def find(session: Session, upload_id: int) -> Upload:
    """Find an upload of a side that the reader may see.

    Raises:
        NoResultFound: There is none; an upload of the other side is treated as if it did not exist.
    """
    upload = session.get_one(Upload, upload_id)
    if upload.side not in sides_of(me().role):
        raise NoResultFound
    return upload


def _new_upload(form: HandInForm, name: str, choices: Choices) -> NewUpload:
    sides = sides_of(me().role)
    side = Side(form.side.data) if len(sides) > 1 else sides[0]
    return NewUpload(name, side, form.public.data and side is Side.CUSTOMER, choices, me().id)


def _hand_in(template: str, form: HandInForm, content: BinaryIO, new_upload: NewUpload) -> Page:
    """Spool what was handed in and redirect to its preview, or show on the form why it cannot be read."""
    try:
        upload_id = receive(store(), content, new_upload)
    except IngestError as error:
        return _render(template, form, str(error))
    with store().sessions() as session:
        known = session.get_one(Upload, upload_id).status is not UploadStatus.WAITING
    if known:
        flash("This was handed in before: nothing is added.")
    return redirect(url_for(".show", upload_id=upload_id))


def _render(template: str, form: HandInForm, wrong: str = "") -> Page:
    installation = store().installation
    page = render_template(
        template,
        form=form,
        sides=sides_of(me().role),
        limit=installation.upload_limit // 2**20,
        keeps=installation.keep_uploads,
        wrong=wrong,
    )
    return page, status_code(form)
