"""Four ways of looking at themes and links: their layer, the levers behind them, the journeys, and who says so."""

from analyzer.report.lenses.journeys import ROOMS, JourneyPicture, draw_journeys
from analyzer.report.lenses.layers import LayerSection, describe_layers, say_place
from analyzer.report.lenses.levers import LeverSection, describe_levers, name_levers, say_lever
from analyzer.report.lenses.slices import SlicesSection, describe_slices

__all__ = [
    "ROOMS",
    "JourneyPicture",
    "LayerSection",
    "LeverSection",
    "SlicesSection",
    "describe_layers",
    "describe_levers",
    "describe_slices",
    "draw_journeys",
    "name_levers",
    "say_lever",
    "say_place",
]
