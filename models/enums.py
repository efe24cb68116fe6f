"""Enums of the tables only. Sides, valences and grades belong to the analysis and are stored as strings."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a user may see and do."""

    HR = "hr"
    CX = "cx"
    LEADER = "leader"
    ANALYST = "analyst"
    ADMIN = "admin"


class UploadStatus(StrEnum):
    """How far an upload has come. The bytes exist until it is stored or has failed."""

    WAITING = "waiting"
    READING = "reading"
    STORED = "stored"
    FAILED = "failed"


class RunStatus(StrEnum):
    """How far a run has come."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class StepStatus(StrEnum):
    """How far one step of a run has come."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
