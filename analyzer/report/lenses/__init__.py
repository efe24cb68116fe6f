"""Four views of themes and links: layers, levers, journeys, and slices of leavers."""

from analyzer.report.lenses.journeys import MATRIX_LAYOUTS, JourneyPicture, draw_journeys
from analyzer.report.lenses.layers import LayerSection, describe_layer_and_stage, describe_layers
from analyzer.report.lenses.levers import LeverSection, describe_levers, describe_link_levers, name_levers
from analyzer.report.lenses.slices import SlicesSection, describe_slices

__all__ = [
    "MATRIX_LAYOUTS",
    "JourneyPicture",
    "LayerSection",
    "LeverSection",
    "SlicesSection",
    "describe_layer_and_stage",
    "describe_layers",
    "describe_levers",
    "describe_link_levers",
    "describe_slices",
    "draw_journeys",
    "name_levers",
]
