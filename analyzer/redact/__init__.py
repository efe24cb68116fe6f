"""Redact names, contacts, ids and addresses from a text before it is stored or embedded."""

from analyzer.redact.names import NameFinder, packaged_name_finder
from analyzer.redact.redactor import Redacted, Redactor

__all__ = ["NameFinder", "Redacted", "Redactor", "packaged_name_finder"]
