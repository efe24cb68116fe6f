"""Declare units to be one, take that back, and look it up wherever units are compared.

Records, events and actions keep the unit as it was handed in; its current name replaces it when they are read for a
run.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from analyzer.events import month_of
from analyzer.ingest import NamedUnit, gather_units
from analyzer.pipeline.store import Store
from analyzer.spelling import SameUnits, UnitColumn, unit_key
from analyzer.types import Side
from models import SameUnit
from models.queries import count_units
from models.units import days_of_units, same_units, spelled_units, units_by_upload


class UnitError(ValueError):
    """Two units cannot be declared to be one. The message is one sentence for people."""


def known_units(session: Session) -> SameUnits:
    """Load the current names of units that were declared to be one with others."""
    return SameUnits().joined((said.unit, said.other) for said in same_units(session))


def known_places(session: Session) -> frozenset[str]:
    """List the units that records name and those declared to be one of them, in the form in which they are compared."""
    return frozenset({unit_key(unit) for unit in spelled_units(session)} | known_units(session).names.keys())


def join_units(store: Store, pairs: Sequence[tuple[str, str]], user_id: int | None = None) -> int:
    """Declare units to be one, from now on and for all records; pairs that are one already are skipped.

    Args:
        store: Where it is stored.
        pairs: (unit, the unit whose name it takes).
        user_id: Who declares it; None on the command line.

    Returns:
        How many pairs are new.

    Raises:
        UnitError: One of them has no name.
    """
    new = 0
    with store.sessions.begin() as session:
        known = known_units(session)
        for unit, other in ((" ".join(one.split()), " ".join(two.split())) for one, two in pairs):
            if not unit_key(unit) or not unit_key(other):
                raise UnitError("Name two units: the one, and the one by whose name it goes.")
            if known.key(unit) != known.key(other):
                known = known.joined([(unit, other)])
                session.add(SameUnit(unit=unit, other=other, user_id=user_id, created=store.clock()))
                new += 1
    return new


def part_units(store: Store, said_id: int) -> tuple[str, str]:
    """Take back that two units are one. Returns the two.

    Raises:
        sqlalchemy.exc.NoResultFound: There is no pair with that number.
    """
    with store.sessions.begin() as session:
        said = session.get_one(SameUnit, said_id)
        session.delete(said)
        return said.unit, said.other


def stored_columns(session: Session, upload_ids: Sequence[int] | None = None) -> tuple[UnitColumn, ...]:
    """List the units of each upload; of all uploads if none are given."""
    found = units_by_upload(session, upload_ids)
    return tuple(UnitColumn(side, frozenset(units)) for (side, _), units in found.items())


def stored_units(
    session: Session, side: Side, known: SameUnits, upload_ids: Sequence[int] | None = None
) -> tuple[NamedUnit, ...]:
    """Count the stored records of a side that name each unit, and their months; of certain uploads where given."""
    days = days_of_units(session, side, upload_ids)
    months = {unit: {month_of(day) for day in dated} for unit, dated in days.items()}
    return gather_units(count_units(session, side, upload_ids), known, months)
