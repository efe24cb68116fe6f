"""Remove a record, an upload or a run: a plan says what goes, a person agrees, and one transaction carries it out."""

from analyzer.pipeline.removal.carry_out import remove
from analyzer.pipeline.removal.plan import (
    PlanRemoval,
    RemovalError,
    RemovalPlan,
    RunReference,
    UnderWayError,
    plan_record_removal,
    plan_run_removal,
    plan_upload_removal,
    same_person,
)

__all__ = [
    "PlanRemoval",
    "RemovalError",
    "RemovalPlan",
    "RunReference",
    "UnderWayError",
    "plan_record_removal",
    "plan_run_removal",
    "plan_upload_removal",
    "remove",
    "same_person",
]
