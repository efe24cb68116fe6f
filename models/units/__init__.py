"""What people have said about units: the table, and what pages and the pipeline ask of records' units."""

from models.units.queries import days_of_units, same_units, spelled_units, units_by_upload
from models.units.tables import SameUnit

__all__ = ["SameUnit", "days_of_units", "same_units", "spelled_units", "units_by_upload"]
