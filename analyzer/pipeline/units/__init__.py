"""Units that somebody declared to be one."""

from analyzer.pipeline.units.same import (
    UnitError,
    join_units,
    known_places,
    known_units,
    part_units,
    stored_columns,
    stored_units,
)

__all__ = ["UnitError", "join_units", "known_places", "known_units", "part_units", "stored_columns", "stored_units"]
