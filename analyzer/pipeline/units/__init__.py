"""Units that somebody declared to be one, and what a test needs of units."""

from analyzer.pipeline.units.needs import describe_needs
from analyzer.pipeline.units.same import (
    UnitError,
    join_units,
    known_places,
    known_units,
    part_units,
    stored_columns,
    stored_units,
)

__all__ = [
    "UnitError",
    "describe_needs",
    "join_units",
    "known_places",
    "known_units",
    "part_units",
    "stored_columns",
    "stored_units",
]
