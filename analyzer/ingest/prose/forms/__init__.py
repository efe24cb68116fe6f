"""Questionnaires, reviews and notes: which lines are the leaver's and which are the form's."""

from analyzer.ingest.prose.forms.lines import read_form
from analyzer.ingest.prose.forms.pieces import Kind, Piece

__all__ = ["Kind", "Piece", "read_form"]
