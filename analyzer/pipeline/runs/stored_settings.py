"""A run's settings as JSON and back, so that a run that is taken up again is made with the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from analyzer.settings import GateSettings, KnowledgeSettings, LinkSettings, LLMSettings, Settings, ThemeSettings


def to_json(settings: Settings) -> dict[str, object]:
    """Write settings down without the language model's key."""
    keyless = replace(settings, llm=replace(settings.llm, key=""))
    return asdict(keyless)


def from_json(stored: Mapping[str, Any]) -> Settings:
    """Read settings that ``to_json`` wrote."""
    return Settings(
        seed=stored["seed"],
        embedder=stored["embedder"],
        # Every run before there were tiers was a full one.
        tier=stored.get("tier", "full"),
        themes=ThemeSettings(stored["themes"]["engine"]),
        links=LinkSettings(**_tuples(stored["links"])),
        gate=GateSettings(**_tuples(stored["gate"])),
        llm=LLMSettings(**_tuples(stored["llm"])),
        # Runs that were stored before there were own mechanisms, or slices, had none.
        knowledge=KnowledgeSettings(**stored.get("knowledge", {})),
        slices=stored.get("slices", False),
    )


def _tuples(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
