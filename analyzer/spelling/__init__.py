"""What is compared whoever spelled it: letters without their accents, and the names of units."""

from analyzer.spelling.letters import SPELLED, without_accents
from analyzer.spelling.places import place_of

__all__ = ["SPELLED", "place_of", "without_accents"]
