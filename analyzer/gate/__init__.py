"""The gate: what a reader may see. Every page, chart, export and answer for readers is made from ``Gated`` alone."""

from analyzer.gate.actions import GatedAction, GatedChange, UnitNames
from analyzer.gate.comparisons import GatedAnswer, GatedIntention, GatedInvolvement, GatedShift
from analyzer.gate.release import gate, gate_removed
from analyzer.gate.values import (
    Count,
    Gated,
    GatedAilment,
    GatedArea,
    GatedCoverage,
    GatedDifference,
    GatedEvents,
    GatedLayer,
    GatedLeverage,
    GatedLink,
    GatedRemoved,
    GatedSide,
    GatedSlice,
    GatedSliceRow,
    GatedSlices,
    GatedTheme,
    GatedUnnamed,
    GatedVoice,
    Share,
)
from analyzer.gate.waves import Bounds, GatedDescent, GatedEnded, GatedWave
from analyzer.gate.words import gate_words

__all__ = [
    "Bounds",
    "Count",
    "Gated",
    "GatedAction",
    "GatedAilment",
    "GatedAnswer",
    "GatedArea",
    "GatedChange",
    "GatedCoverage",
    "GatedDescent",
    "GatedDifference",
    "GatedEnded",
    "GatedEvents",
    "GatedIntention",
    "GatedInvolvement",
    "GatedLayer",
    "GatedLeverage",
    "GatedLink",
    "GatedRemoved",
    "GatedShift",
    "GatedSide",
    "GatedSlice",
    "GatedSliceRow",
    "GatedSlices",
    "GatedTheme",
    "GatedUnnamed",
    "GatedVoice",
    "GatedWave",
    "Share",
    "UnitNames",
    "gate",
    "gate_removed",
    "gate_words",
]
