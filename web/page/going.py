"""What a removal takes and leaves, told before somebody agrees to it: the same on pages and in the terminal."""

from __future__ import annotations

from dataclasses import dataclass

from analyzer.pipeline import Going, Ran
from analyzer.wording.counts import how_many

ELSEWHERE = "Backups, and reports and files that somebody has saved elsewhere, are not reached from here."


@dataclass(frozen=True, slots=True)
class Told:
    """What goes and what stays, a line each."""

    goes: tuple[str, ...]
    stays: tuple[str, ...]


def tell(going: Going) -> Told:
    """Say exactly what a removal takes and leaves."""
    statements = how_many(going.statements, "statement")
    actions = how_many(going.measured, "action")
    records = how_many(len(going.records), "record")
    bare = going.upload is not None and not going.records
    goes = [
        *([f"{records}, {statements} in all"] if going.records else []),
        *(["the upload itself; it holds no record of its own"] if bare else []),
        *(f"{_name(run)} with all that it found{_why(going)}" for run in going.runs),
        *([f"what these runs measured of {actions}"] if going.measured else []),
        *(f"what {_name(run)} found so far: it is not done, and begins anew" for run in going.anew),
        *(f"all words of this side in the report of {_name(run)}" for run in going.kept),
    ]
    stays = [
        *([f"{how_many(going.shared, 'record')} that another upload holds, too"] if going.shared else []),
        *(f"the numbers of {_name(run)}; its report says that records were removed since" for run in going.kept),
        *(f"the themes of {_name(run)}, which follows it" for run in going.followers),
        *([f"{actions} as written down"] if going.measured else []),
        *(["a keyed mark by which the same row is known again and kept out"] if going.barred else []),
    ]
    return Told(tuple(goes), tuple(stays))


def tell_done(name: str, going: Going) -> str:
    """Say in one sentence what went."""
    # One record is what the name says already.
    several = len(going.records) > 1 or bool(going.records and going.runs)
    records = [how_many(len(going.records), "record")] if several else []
    runs = [_name(run) for run in going.runs] if going.records or going.upload is not None else []
    went = " and ".join([*records, *runs])
    return f"{name} is removed: {went} went." if went else f"{name} is removed."


def _name(run: Ran) -> str:
    return f"run {run.id} of {run.created:%-d %b %Y}"


def _why(going: Going) -> str:
    if going.named:
        return ": a theme of it is called by words that nobody else said"
    return ": its numbers came from here" if going.upload is not None else ""
