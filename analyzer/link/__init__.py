"""Employee themes × customer themes to graded links."""

from analyzer.link.events import EventView
from analyzer.link.link import link
from analyzer.link.testability import describe_testability
from analyzer.link.views import NOWHERE, Clauses, Linkage, SideView, ThemeView

__all__ = [
    "NOWHERE",
    "Clauses",
    "EventView",
    "Linkage",
    "SideView",
    "ThemeView",
    "describe_testability",
    "link",
]
