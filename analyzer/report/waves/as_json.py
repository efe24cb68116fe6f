"""Convert lineages to the JSON of the analyst's file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analyzer.types import Side

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analyzer.waves import Ancestor, Lineage, ShareChange, Wave


def lineage_to_json(lineage: Lineage | None) -> dict[str, object] | None:
    """Give a theme's lineage in the shape of the contract."""
    if lineage is None:
        return None
    return {
        "origin": str(lineage.origin),
        "sources": [_ancestor(source) for source in lineage.sources],
        "course": str(lineage.course),
        "change": None if lineage.change is None else _change(lineage.change),
        "heard_before": lineage.heard_before,
        "heard_since": lineage.heard_since,
    }


def waves_to_json(waves: Mapping[Side, Wave]) -> dict[str, object]:
    """Give the account of both sides; null for a side that follows no run."""
    return {str(side): _wave(waves[side]) if side in waves else None for side in Side}


def _wave(wave: Wave) -> dict[str, object]:
    return {
        "after": wave.after,
        "how": str(wave.how),
        "known": wave.known,
        "joined": wave.joined,
        "apart": wave.apart,
        "ended": [{**_ancestor(ended.theme), "into": list(ended.into)} for ended in wave.ended],
    }


def _ancestor(theme: Ancestor) -> dict[str, object]:
    return {"id": theme.code, "name": theme.name, "people": theme.people}


def _change(change: ShareChange) -> dict[str, object]:
    return {
        "before": change.before,
        "of_before": change.of_before,
        "now": change.now,
        "of_now": change.of_now,
        "value": round(change.value, 6),
        "low": round(change.low, 6),
        "high": round(change.high, 6),
        "p": round(change.p, 6),
        "q": round(change.q, 6),
    }
