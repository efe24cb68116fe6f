"""Layers: whether people speak of a touchpoint (surface), or of operations and leadership (core)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analyzer.levers import LAYERS
from analyzer.report.phrases import capitalised
from analyzer.types import Side

if TYPE_CHECKING:
    from analyzer.gate import GatedSide, GatedTheme


# If a larger share of a side's people names themes without a clear layer, the others do not represent the side.
MAX_UNCLEAR_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class LayerRow:
    """One layer of one side: how many themes, and the people who name any of them; ``bar`` is a percentage."""

    name: str
    themes: str
    people: str
    share: str
    bar: float


@dataclass(frozen=True, slots=True)
class LayerSection:
    """One side's layers."""

    side: Side
    who: str
    rows: tuple[LayerRow, ...]


def describe_layers(side: GatedSide) -> LayerSection | None:
    """Count a side's people by layer; None if the layer is unclear for most of them."""
    unclear = sum(layer.share for layer in side.layers if not layer.layer)
    if unclear > MAX_UNCLEAR_SHARE or not any(layer.layer for layer in side.layers):
        return None
    rows = tuple(
        LayerRow(
            name=LAYERS[each.layer],
            themes=f"{each.themes:,} {'theme' if each.themes == 1 else 'themes'}",
            people=f"about {each.people:,}",
            share=f"{100 * each.share:.0f}%",
            bar=round(100 * each.share, 1),
        )
        for each in side.layers
    )
    return LayerSection(side.side, "Employees" if side.side is Side.EMPLOYEE else "Customers", rows)


def describe_layer_and_stage(theme: GatedTheme) -> str:
    """Describe a theme's layer and stage, or return "" if neither is clear."""
    parts = [LAYERS[theme.layer]] if theme.layer else []
    parts += [f"stage of the journey: {' and '.join(theme.stages)}"] if theme.stages else []
    return capitalised(", ".join(parts)) if parts else ""
