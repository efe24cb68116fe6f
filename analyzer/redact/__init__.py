"""Redact names, contacts, ids and addresses from a text before it is stored or embedded."""

from analyzer.redact.names import NameFinder, packaged_name_finder
from analyzer.redact.persons import find_named_person
from analyzer.redact.redactor import Redacted, Redactor

__all__ = ["NameFinder", "Redacted", "Redactor", "find_named_person", "packaged_name_finder"]
