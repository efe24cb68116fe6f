"""Groups of statements to keywords, a short name and telling quotes."""

from analyzer.describe.describe import NAMELESS, Description, Themes, describe
from analyzer.describe.speakers import Voices

__all__ = ["NAMELESS", "Description", "Themes", "Voices", "describe"]
