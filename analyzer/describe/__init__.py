"""Groups of statements to keywords, a short name and telling quotes."""

from analyzer.describe.describe import Description, Themes, describe
from analyzer.describe.speakers import Voices

__all__ = ["Description", "Themes", "Voices", "describe"]
