"""Values of two questions put to a run: what is there to what leaders say, and who is behind a complaint."""

from analyzer.reality.intention import Answer, Intention, Reception, Sense, Stance
from analyzer.reality.involvement import Involvement, Portion, Shift

__all__ = ["Answer", "Intention", "Involvement", "Portion", "Reception", "Sense", "Shift", "Stance"]
