"""Load lineages and the account of a wave from their rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from analyzer.types import Side
from analyzer.waves import Ancestor, Continuation, Course, Ended, Lineage, Origin, ShareChange, Wave
from models import Wave as StoredWave
from models.queries import themes_with_statements


def load_waves(session: Session, run_id: int) -> dict[Side, Wave]:
    """Load what became of each side's earlier themes; empty for a run, or a side, that follows none."""
    stored = session.get(StoredWave, run_id)
    sides = {side: getattr(stored, side) for side in Side} if stored else {}
    return {side: _wave(account) for side, account in sides.items() if account}


def read_lineage(stored: Mapping[str, Any] | None) -> Lineage | None:
    """Read a theme's lineage."""
    if stored is None:
        return None
    return Lineage(
        origin=Origin(stored["origin"]),
        sources=tuple(Ancestor(**each) for each in stored["sources"]),
        course=Course(stored["course"]),
        change=ShareChange(**stored["change"]) if stored["change"] else None,
        # Runs of earlier versions did not count them.
        heard_before=stored.get("heard_before"),
        heard_since=stored.get("heard_since"),
    )


def places_before(session: Session, run_id: int, side: Side) -> dict[str, dict[str, object]]:
    """Find where the earlier run placed its themes, by code; empty if all themes were formed anew since."""
    wave = load_waves(session, run_id).get(side)
    if wave is None or wave.how is not Continuation.JOINED:
        return {}
    return {
        theme.code: {"layer": theme.layer, "stages": theme.stages, "placed_from": theme.placed_from}
        for theme in themes_with_statements(session, wave.after, side)
    }


def _wave(stored: Mapping[str, Any]) -> Wave:
    return Wave(
        after=stored["after"],
        how=Continuation(stored["how"]),
        known=stored["known"],
        joined=stored["joined"],
        apart=stored["apart"],
        ended=tuple(Ended(Ancestor(**each["theme"]), tuple(each["into"])) for each in stored["ended"]),
    )
