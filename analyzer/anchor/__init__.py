"""How statements and the anchors of a knowledge base go together."""

from analyzer.anchor.anchoring import Anchoring, fit, shipped

__all__ = ["Anchoring", "fit", "shipped"]
