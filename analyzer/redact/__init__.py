"""Redact names, contacts, ids and addresses from a text before it is stored or embedded."""

from analyzer.redact.names import NameFinder, packaged_name_finder
from analyzer.redact.persons import find_named_person
from analyzer.redact.redactor import Redacted, Redactor
from analyzer.redact.words import may_be_all_names

__all__ = ["NameFinder", "Redacted", "Redactor", "find_named_person", "may_be_all_names", "packaged_name_finder"]
