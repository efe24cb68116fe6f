"""Employee themes × customer themes to graded links."""

from analyzer.link.events import EventView
from analyzer.link.link import link
from analyzer.link.views import NOWHERE, UNDATED, Linkage, SideView, ThemeView

__all__ = ["NOWHERE", "UNDATED", "EventView", "Linkage", "SideView", "ThemeView", "link"]
