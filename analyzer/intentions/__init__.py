"""Compare what leaders say they do with what employees say: texts give the matter, valences give the stance."""

from analyzer.intentions.bridge import Bridge, Lesson, build, lesson_of, shipped_bridge
from analyzer.intentions.confront import Crew, confront
from analyzer.intentions.matter import Matters, match
from analyzer.intentions.sense import MOST, Reading, read_sense, sentences

__all__ = [
    "MOST",
    "Bridge",
    "Crew",
    "Lesson",
    "Matters",
    "Reading",
    "build",
    "confront",
    "lesson_of",
    "match",
    "read_sense",
    "sentences",
    "shipped_bridge",
]
