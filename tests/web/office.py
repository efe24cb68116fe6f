"""An invented organisation in a database: users of every role, uploads of both sides, a run that is done."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from analyzer.pipeline import ActionPlan, NewUpload, Store, add_action, create_run, receive
from analyzer.settings import InstallationSettings, Settings
from analyzer.types import Channels, Grade, Reason, Side
from analyzer.types import Link as Voiced
from analyzer.voices import Voice, VoicedPeople
from models import Link, Membership, Record, Run, Statement, Theme, Upload, UploadRecord, User
from models.enums import Role, RunStatus, StepStatus, UploadStatus
from web.app import create_app
from web.extensions import Installation

MOMENT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
# One sentence a side that stands in that side's records and nowhere else.
EMPLOYEE_WORDS = "The roster changed again on Thursday evening."
CUSTOMER_WORDS = "Forty minutes in the queue for one parcel."
# What is done about the link, and by whom.
DEED, OWNER = "Publish rosters two weeks ahead", "Head of operations"
SPEAKERS = {Side.EMPLOYEE: EMPLOYEE_WORDS, Side.CUSTOMER: CUSTOMER_WORDS}
PEOPLE = 24
TABLE = b"comment;site;day\nThe till froze twice an hour.;Harbour;2025-03-01\nn/a;Harbour;2025-03-02\n"


@dataclass(frozen=True, slots=True)
class Office:
    """The application, with the keys of what it holds."""

    app: Flask
    uploads: dict[Side, int]
    run: int
    link: int
    action: int

    @property
    def store(self) -> Store:
        """Where it reads and writes."""
        found = self.app.extensions["headwater"]
        assert isinstance(found, Installation)
        return found.store

    def user(self, role: Role) -> int:
        """Find the user of a role, or make one who cannot sign in by password."""
        with self.store.sessions.begin() as session:
            name = f"invented {role}"
            user = session.query(User).filter_by(name=name).one_or_none()
            if user is None:
                user = User(name=name, password_hash="none", role=role, created=MOMENT)
                session.add(user)
                session.flush()
            return user.id

    def record(self, side: Side) -> int:
        """Find the first record of a side."""
        with self.store.sessions() as session:
            return session.query(Record.id).filter_by(side=side).order_by(Record.id).limit(1).one()[0]

    def sit_down(self, role: Role) -> FlaskClient:
        """Open a browser in which a user of this role is signed in."""
        client = self.app.test_client()
        user_id = self.user(role)
        stamp = self.store.digest("session", "none", size=8)
        with client.session_transaction() as cookie:
            cookie["_user_id"], cookie["_fresh"] = f"{user_id}.{stamp}", True
        return client

    def wait(self, role: Role, side: Side, content: bytes = TABLE) -> int:
        """Hand in a file that waits to be checked by its owner."""
        offer = NewUpload("comments.csv", side, user_id=self.user(role))
        return receive(self.store, BytesIO(content), offer)


def open_office(home: Path, limit: int = 1024 * 1024, knowledge: Path | None = None) -> Office:
    """Make an application and fill its database."""
    installation = InstallationSettings(
        home, f"sqlite:///{home / 'headwater.db'}", upload_limit=limit, knowledge=knowledge
    )
    app = create_app(installation, Settings())
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    store = app.extensions["headwater"].store
    with store.sessions.begin() as session:
        uploads = {side: _fill_side(session, side) for side in Side}
    run = create_run(store, list(uploads.values()), Settings())
    with store.sessions.begin() as session:
        link = _fill_run(session, run)
    action = add_action(store, link, ActionPlan(DEED, OWNER, (("Harbour Street", date(2025, 9, 1)),)))
    return Office(app, uploads, run, link, action)


def _fill_side(session: Session, side: Side) -> int:
    upload = Upload(
        fingerprint=f"upload {side}",
        sha256="0" * 64,
        name=f"{side}.csv",
        side=side,
        status=UploadStatus.STORED,
        choices={},
        plan={"columns": [{"name": "words", "role": "text"}], "dates_unsettled": False},
        rows=PEOPLE,
        records=PEOPLE,
        created=MOMENT,
        stored=MOMENT,
    )
    session.add(upload)
    session.flush()
    for number in range(1, PEOPLE + 1):
        record = Record(
            fingerprint=f"{side} {number}",
            side=side,
            person=f"{side} {number}",
            unit="Harbour Street",
            date=date(2025, 3, number),
            language="en",
            text=SPEAKERS[side],
            attributes=[],
            asked=[],
        )
        session.add(record)
        session.flush()
        session.add(UploadRecord(upload_id=upload.id, record_id=record.id, label=str(number), line=number))
        session.add(Statement(record_id=record.id, start=0, end=len(SPEAKERS[side]), text_hash=f"{side} {number}"))
    return upload.id


def _fill_run(session: Session, run_id: int) -> int:
    run = session.get_one(Run, run_id)
    run.status, run.embedder, run.started, run.finished = RunStatus.DONE, "none", MOMENT, MOMENT
    run.not_tested = [{"reason": "FEW_UNITS", "detail": "1 unit, at least 8 are needed"}]
    run.controls = {"candidates": 1, "tested": 0, "scrambled_links": None, "placebo_links": None}
    for step in run.steps:
        step.status, step.done, step.total = StepStatus.DONE, 1, 1
    themes = {side: _fill_theme(session, run_id, side) for side in Side}
    found = Voiced(
        employee_theme="E1",
        customer_theme="C1",
        grade=Grade.VOICED,
        sentence="People on both sides name the other.",
        score=0.7,
        channels=Channels(meaning=0.6, voiced=0.4),
        reasons=(Reason("FEW_UNITS", "1 unit, at least 8 are needed"),),
        settle="More units.",
        voices=tuple(Voice(side, SPEAKERS[side], "1", 0, len(SPEAKERS[side])) for side in Side),
        voiced_people=VoicedPeople(PEOPLE, PEOPLE),
    )
    columns = ("grade", "sentence", "score", "p", "q", "lag", "direction", "mechanism")
    evidence = asdict(found)
    link = Link(
        run_id=run_id,
        employee_theme_id=themes[Side.EMPLOYEE],
        customer_theme_id=themes[Side.CUSTOMER],
        **{name: evidence.pop(name) for name in columns},
        evidence={name: value for name, value in evidence.items() if not name.endswith("_theme")},
    )
    session.add(link)
    session.flush()
    return link.id


def _fill_theme(session: Session, run_id: int, side: Side) -> int:
    theme = Theme(
        run_id=run_id,
        code="E1" if side is Side.EMPLOYEE else "C1",
        side=side,
        rank=1,
        name="Late rosters" if side is Side.EMPLOYEE else "Long queues",
        name_from="keywords",
        keywords=["wait"],
        description="",
        people=PEOPLE,
        statements=PEOPLE,
        pain_share=0.9,
        stability=0.8,
        trend=[],
    )
    session.add(theme)
    session.flush()
    said = session.query(Statement).join(Record, Record.id == Statement.record_id).filter(Record.side == side)
    for place, statement in enumerate(said):
        session.add(
            Membership(
                run_id=run_id,
                statement_id=statement.id,
                valence="pain",
                severity=0.5,
                theme_id=theme.id,
                strength=0.9,
                quote=place if place < 3 else None,
            )
        )
    return theme.id
