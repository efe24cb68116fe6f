"""What is kept about removed records: tables and queries."""

from models.removals.queries import barred_rows, removed_since, traces_of_theme
from models.removals.tables import BarredRow, Loss, Trace

__all__ = ["BarredRow", "Loss", "Trace", "barred_rows", "removed_since", "traces_of_theme"]
