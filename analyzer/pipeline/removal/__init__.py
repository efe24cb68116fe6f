"""Removing a record, an upload or a run: what goes is foreseen and agreed to, then done in one transaction."""

from analyzer.pipeline.removal.carry_out import remove
from analyzer.pipeline.removal.going import (
    Foresee,
    Going,
    Ran,
    RemovalError,
    UnderWayError,
    foresee_records,
    foresee_run,
    foresee_upload,
    same_person,
)

__all__ = [
    "Foresee",
    "Going",
    "Ran",
    "RemovalError",
    "UnderWayError",
    "foresee_records",
    "foresee_run",
    "foresee_upload",
    "remove",
    "same_person",
]
