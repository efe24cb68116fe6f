"""Match statements and themes with the anchors of a knowledge base."""

from analyzer.anchor.anchoring import Anchoring, fit, load_fitted

__all__ = ["Anchoring", "fit", "load_fitted"]
