"""Intentions and involved employees, for readers and for the analyst's file."""
