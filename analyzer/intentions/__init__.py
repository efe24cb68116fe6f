"""What leaders say they do, against what employees say: the same matter from the texts, the stance from the valence."""

from analyzer.intentions.confront import Crew, confront
from analyzer.intentions.matter import Matters, Voices, match
from analyzer.intentions.sense import MOST, Reading, read_sense, sentences

__all__ = ["MOST", "Crew", "Matters", "Reading", "Voices", "confront", "match", "read_sense", "sentences"]
