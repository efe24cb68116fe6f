"""Units that go by one name because somebody said so."""

from analyzer.pipeline.units.same import UnitError, known_places, known_units, part_units, say_same, stored_columns

__all__ = ["UnitError", "known_places", "known_units", "part_units", "say_same", "stored_columns"]
