"""Groups of statements to keywords, a short name and telling quotes."""

from analyzer.describe.describe import Description, describe

__all__ = ["Description", "describe"]
