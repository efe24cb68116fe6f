"""Describe what a removal takes and leaves before somebody agrees to it; used by pages and the terminal."""

from __future__ import annotations

from dataclasses import dataclass

from analyzer.pipeline import RemovalPlan, RunReference
from analyzer.wording.counts import how_many

ELSEWHERE = "Backups, and reports and files that somebody has saved elsewhere, are not reached from here."


@dataclass(frozen=True, slots=True)
class RemovalSummary:
    """What goes and what stays, one line per item."""

    goes: tuple[str, ...]
    stays: tuple[str, ...]


def describe_removal(plan: RemovalPlan) -> RemovalSummary:
    """Say exactly what a removal takes and leaves."""
    statements = how_many(plan.statements, "statement")
    actions = how_many(plan.measured, "action")
    records = how_many(len(plan.records), "record")
    bare = plan.upload is not None and not plan.records
    goes = [
        *([f"{records}, {statements} in all"] if plan.records else []),
        *(["the upload itself; it holds no record of its own"] if bare else []),
        *(f"{_run_name(run)} with all that it found{_reason_suffix(plan)}" for run in plan.runs),
        *([f"what these runs measured of {actions}"] if plan.measured else []),
        *(f"what {_run_name(run)} found so far: it is not done, and begins anew" for run in plan.restarted),
        *(f"all words of this side in the report of {_run_name(run)}" for run in plan.kept),
    ]
    stays = [
        *([f"{how_many(plan.shared, 'record')} that another upload holds, too"] if plan.shared else []),
        *(f"the numbers of {_run_name(run)}; its report says that records were removed since" for run in plan.kept),
        *(f"the themes of {_run_name(run)}, which follows it" for run in plan.followers),
        *([f"{actions} as written down"] if plan.measured else []),
        *(["a keyed mark by which the same row is known again and kept out"] if plan.barred else []),
    ]
    return RemovalSummary(tuple(goes), tuple(stays))


def describe_removed(name: str, plan: RemovalPlan) -> str:
    """Say in one sentence what went."""
    # If it is a single record, the name says so already.
    several = len(plan.records) > 1 or bool(plan.records and plan.runs)
    records = [how_many(len(plan.records), "record")] if several else []
    runs = [_run_name(run) for run in plan.runs] if plan.records or plan.upload is not None else []
    went = " and ".join([*records, *runs])
    return f"{name} is removed: {went} went." if went else f"{name} is removed."


def _run_name(run: RunReference) -> str:
    return f"run {run.id} of {run.created:%-d %b %Y}"


def _reason_suffix(plan: RemovalPlan) -> str:
    if plan.named:
        return ": a theme of it is called by words that nobody else said"
    return ": its numbers came from here" if plan.upload is not None else ""
