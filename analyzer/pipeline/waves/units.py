"""The units that a run's themes may not be named after: leaders may read names of themes, but not of units."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from analyzer.gate import UnitNames
from analyzer.pipeline.units import known_units
from analyzer.redact.words import is_ordinary
from analyzer.types import Side
from models import Rollout
from models.queries import units, uploads_of_run


def unit_names(session: Session, run_id: int) -> UnitNames:
    """Collect the units of a run's records, of both sides, and those of actions.

    A unit that a person declared to be one with another is recognised by either name.
    """
    uploads, known = [upload.id for upload in uploads_of_run(session, run_id)], known_units(session)
    named = {*units(session, list(Side), uploads), *session.scalars(select(Rollout.unit))}
    return UnitNames(named | {known.name(unit) for unit in named}, is_ordinary)
