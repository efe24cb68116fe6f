"""Match statements and themes with the anchors of a knowledge base."""

from analyzer.anchor.anchoring import Anchoring, fit, shipped

__all__ = ["Anchoring", "fit", "shipped"]
