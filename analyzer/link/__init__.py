"""Employee themes × customer themes to graded links."""

from analyzer.link.link import link
from analyzer.link.views import NOWHERE, UNDATED, Linkage, SideView, ThemeView

__all__ = ["NOWHERE", "UNDATED", "Linkage", "SideView", "ThemeView", "link"]
