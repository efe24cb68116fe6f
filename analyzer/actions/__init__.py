"""Actions as values: what was tried, and what changed."""

from analyzer.actions.values import Action, Change, Measured, Moved, Outcome

__all__ = ["Action", "Change", "Measured", "Moved", "Outcome"]
