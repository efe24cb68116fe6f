"""The first page: how far the organisation has come, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, url_for
from sqlalchemy import distinct, func, select
from sqlalchemy.orm import Session

from analyzer.types import Side
from models import Run, Upload, UploadRecord
from models.enums import Role, RunStatus, UploadStatus
from models.queries import newest_done_run
from web.access import sides_of
from web.accounts.auth import me
from web.extensions import store
from web.page.answers import Page

blueprint = Blueprint("home", __name__)

_START_PAGES = {Role.LEADER: "reports.list_reports", Role.ADMIN: "people.list_people"}


@dataclass(frozen=True, slots=True)
class SideTotals:
    """What is stored of one side."""

    side: Side
    uploads: int
    records: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The state of the installation: what is stored, the run under way, and the newest finished run."""

    stocks: tuple[SideTotals, ...]
    waiting: int
    under_way: Run | None
    done: Run | None


@blueprint.get("/")
def start() -> Page:
    """Show the overview, or redirect roles that have only one page."""
    if me().role in _START_PAGES:
        return redirect(url_for(_START_PAGES[me().role]))
    with store().sessions() as session:
        return render_template("home.html", overview=_load_overview(session), mine=sides_of(me().role))


def _load_overview(session: Session) -> Overview:
    under_way = Run.status.in_([RunStatus.QUEUED, RunStatus.RUNNING])
    mine = (Upload.user_id == me().id) & (Upload.status == UploadStatus.WAITING)
    return Overview(
        stocks=tuple(_count(session, side) for side in Side),
        waiting=session.scalar(select(func.count(Upload.id)).where(mine)) or 0,
        under_way=session.scalar(select(Run).where(under_way).order_by(Run.id.desc()).limit(1)),
        done=newest_done_run(session),
    )


def _count(session: Session, side: Side) -> SideTotals:
    stored = (Upload.side == side) & (Upload.status == UploadStatus.STORED)
    # A row that is handed in again in another upload is still one record.
    records = func.count(distinct(UploadRecord.record_id))
    query = select(func.count(distinct(Upload.id)), records).outerjoin(
        UploadRecord, UploadRecord.upload_id == Upload.id
    )
    return SideTotals(side, *session.execute(query.where(stored)).one())
