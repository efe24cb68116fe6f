"""The data: tables, the queries that pages and the pipeline need, and migrations. No Flask."""

from models.actions import Action, Measurement, Rollout
from models.base import Base
from models.events import Event, RunEvents
from models.links import Ailment, Link
from models.people import User
from models.removals import BarredRow, Loss, Trace
from models.runs import Comparison, Neighbourhood, Run, RunStep, RunUpload, Wave
from models.statements import Record, Statement, UploadRecord, Vector
from models.themes import Membership, Review, Theme
from models.units import SameUnit
from models.uploads import SetAside, Upload

__all__ = [
    "Action",
    "Ailment",
    "BarredRow",
    "Base",
    "Comparison",
    "Event",
    "Link",
    "Loss",
    "Measurement",
    "Membership",
    "Neighbourhood",
    "Record",
    "Review",
    "Rollout",
    "Run",
    "RunEvents",
    "RunStep",
    "RunUpload",
    "SameUnit",
    "SetAside",
    "Statement",
    "Theme",
    "Trace",
    "Upload",
    "UploadRecord",
    "User",
    "Vector",
    "Wave",
]
