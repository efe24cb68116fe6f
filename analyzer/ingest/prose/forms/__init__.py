"""Questionnaires, reviews and notes: which lines are the leaver's and which are the form's."""

from analyzer.ingest.prose.forms.pieces import Kind, Piece
from analyzer.ingest.prose.forms.reader import read_form

__all__ = ["Kind", "Piece", "read_form"]
