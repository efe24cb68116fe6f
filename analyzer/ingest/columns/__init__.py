"""Columns of a table: statistics of their values, and the roles that follow from names and values."""

from analyzer.ingest.columns.profile import ColumnProfile, profile_column
from analyzer.ingest.columns.roles import assign_roles

__all__ = ["ColumnProfile", "assign_roles", "profile_column"]
