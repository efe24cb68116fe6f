"""Compare what leaders say they do with what employees say: texts give the matter, valences give the stance."""

from analyzer.intentions.bridge import Bridge, Lesson, fit_bridge, lesson_of, shipped_bridge
from analyzer.intentions.confront import EmployeeStatements, confront
from analyzer.intentions.matter import Matters, match
from analyzer.intentions.sense import MOST_INTENTIONS, Reading, read_sense, sentences

__all__ = [
    "MOST_INTENTIONS",
    "Bridge",
    "EmployeeStatements",
    "Lesson",
    "Matters",
    "Reading",
    "confront",
    "fit_bridge",
    "lesson_of",
    "match",
    "read_sense",
    "sentences",
    "shipped_bridge",
]
