"""analysis.json, the analyst's file: the complete result as JSON, in the format of ``analysis.schema.json``."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from dataclasses import asdict
from importlib.resources import files
from typing import TYPE_CHECKING

from analyzer.hierarchy import Area, sum_areas
from analyzer.report.actions.as_json import actions_to_json
from analyzer.report.comparisons.as_json import intention_to_json, involvement_to_json
from analyzer.report.lenses.as_json import lenses_to_json
from analyzer.report.waves.as_json import lineage_to_json, waves_to_json
from analyzer.types import Side

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from analyzer.checks import Conditioning
    from analyzer.events import LeftOut
    from analyzer.judgement import Judgement
    from analyzer.removed import Removed
    from analyzer.types import (
        Ailment,
        Analysis,
        Coverage,
        Link,
        Reason,
        RunFacts,
        Statement,
        Theme,
    )
    from analyzer.voices import Voice

SCHEMA = "headwater.analysis/1"


def to_json(analysis: Analysis) -> dict[str, object]:
    """Convert the complete result to the format of the schema.

    Args:
        analysis: What a run found, before the gate: this is for analysts only.

    Returns:
        Plain dicts, lists, strings and finite numbers, ready for ``json.dump``.
    """
    members: dict[str, list[Statement]] = defaultdict(list)
    for statement in analysis.statements:
        if statement.theme is not None:
            members[statement.theme].append(statement)
    return {
        "schema": SCHEMA,
        "run": _run(analysis.run),
        "coverage": {str(side): _coverage(analysis.coverage.get(side)) for side in Side},
        "removed": {str(side): removed.records for side, removed in analysis.removed.items()},
        "themes": [
            _theme(theme, members[theme.id], _severity(theme, members[theme.id], analysis.removed.get(theme.side)))
            for theme in analysis.themes
        ],
        "hierarchy": {"areas": _areas(analysis)},
        "links": [_link(link) for link in analysis.links],
        "ailments": [_ailment(ailment) for ailment in analysis.ailments if ailment.is_one],
        "not_ailments": [_ailment(ailment) for ailment in analysis.ailments if not ailment.is_one],
        "mechanisms": [{"id": each.id, "status": str(each.status), "tier": each.tier} for each in analysis.mechanisms],
        "not_tested": _reasons(analysis.not_tested),
        "controls": {
            "candidates": analysis.controls.candidates,
            "tested": analysis.controls.tested,
            "scrambled_links": _number(analysis.controls.scrambled_links),
            "placebo_links": analysis.controls.placebo_links,
        },
        "intentions": [intention_to_json(each) for each in analysis.intentions],
        "involved": [involvement_to_json(each) for each in analysis.involved],
        "events": _events(analysis.left_out),
        **lenses_to_json(analysis),
        "actions": actions_to_json(analysis.actions),
        "since": waves_to_json(analysis.waves),
    }


def schema() -> dict[str, object]:
    """Load the JSON Schema that ``to_json`` keeps to."""
    text = files("analyzer.report").joinpath("analysis.schema.json").read_text(encoding="utf-8")
    loaded: dict[str, object] = json.loads(text)
    return loaded


def _run(run: RunFacts) -> dict[str, object]:
    return {
        "seed": run.seed,
        "settings": dict(run.settings),
        "embedder": run.embedder,
        "llm": run.llm,
        "seconds": {step: round(float(seconds), 3) for step, seconds in run.seconds.items()},
    }


def _coverage(coverage: Coverage | None) -> dict[str, object]:
    if coverage is None:
        return {}
    return {
        "rows": coverage.rows,
        "problem_rows": coverage.problem_rows,
        "no_answer": coverage.no_answer,
        "skipped": coverage.skipped,
        "records": coverage.records,
        "people": coverage.people,
        "people_known": coverage.people_known,
        "statements": coverage.statements,
        "in_themes": coverage.in_themes,
        "remainder": coverage.remainder,
        "units": coverage.units,
        "first": coverage.first.isoformat() if coverage.first else None,
        "last": coverage.last.isoformat() if coverage.last else None,
        "languages": dict(coverage.languages),
    }


def _theme(theme: Theme, members: Sequence[Statement], severity: float | None) -> dict[str, object]:
    return {
        "id": theme.id,
        "side": str(theme.side),
        "name": theme.name,
        "name_from": theme.name_from,
        "keywords": list(theme.keywords),
        "description": theme.description,
        "people": theme.people,
        "pain_share": _number(theme.pain_share),
        "severity": _number(severity),
        "stability": _number(theme.stability),
        "parent": theme.parent,
        "mechanism": theme.mechanism,
        "layer": theme.layer,
        "stage": theme.stages[0] if theme.stages else None,
        "stages": list(theme.stages),
        "placed_from": theme.placed_from,
        "lineage": lineage_to_json(theme.lineage),
        "quotes": list(theme.quotes),
        "trend": [{"period": period, "people": people} for period, people in theme.trend],
        "statements": [
            {"record": s.record, "start": s.start, "end": s.end, "strength": _number(s.strength)} for s in members
        ],
    }


def _areas(analysis: Analysis) -> list[dict[str, object]]:
    remainder: dict[str, list[Statement]] = defaultdict(list)
    for statement in analysis.statements:
        if statement.theme is None and statement.area is not None:
            remainder[statement.area].append(statement)
    return [_area(area, remainder[area.id]) for area in sum_areas(analysis.counted, analysis.themes)]


def _area(area: Area, remainder: Sequence[Statement]) -> dict[str, object]:
    return {
        "id": area.id,
        "side": str(area.side),
        "name": area.name,
        "parent": area.parent,
        "themes": list(area.themes),
        "people": area.people,
        "pain_share": _number(area.pain_share),
        "statements": area.statements,
        "remainder": [{"record": s.record, "start": s.start, "end": s.end} for s in remainder],
    }


def _severity(theme: Theme, members: Sequence[Statement], removed: Removed | None) -> float | None:
    """Return the mean severity of a theme's pains and wishes, as the run found it; None if it has none."""
    if removed and removed.severities is not None:
        return removed.severities.get(theme.id)
    bad = [statement.severity for statement in members if statement.severity > 0]
    return sum(bad) / len(bad) if bad else None


def _link(link: Link) -> dict[str, object]:
    effect, channels = link.effect, link.channels
    return {
        "employee_theme": link.employee_theme,
        "customer_theme": link.customer_theme,
        "grade": str(link.grade),
        "sentence": link.sentence,
        "score": _number(link.score),
        "p": _number(link.p),
        "q": _number(link.q),
        "effect": None
        if effect is None
        else {
            "value": _number(effect.value),
            "low": _number(effect.low),
            "high": _number(effect.high),
            "unit": effect.unit,
            "level": effect.level,
        },
        "checks": None if link.checks is None else asdict(link.checks, dict_factory=_plain),
        "lag": link.lag,
        "period": link.period,
        "direction": str(link.direction),
        "mechanism": link.mechanism,
        "why": link.why,
        "rivals": list(link.rivals),
        "channels": {
            "meaning": _number(channels.meaning),
            "voiced": _number(channels.voiced),
            "covariation": _number(channels.covariation),
            "judge": _number(channels.judge),
        },
        "reasons": _reasons(link.reasons),
        "settle": link.settle,
        "voices": [_voice(voice) for voice in link.voices],
        "voiced_people": {"employee": link.voiced_people.employee, "customer": link.voiced_people.customer},
        "domino": link.domino,
        "levers": list(link.levers),
        "judgement": None if link.judgement is None else _judgement(link.judgement),
    }


def _judgement(judgement: Judgement) -> dict[str, object]:
    return {
        "relation": str(judgement.relation),
        "agreed": _number(judgement.agreed),
        "cited": [
            {"side": str(at.side), "text": at.text, "record": at.record, "start": at.start, "end": at.end}
            for at in judgement.cited
        ],
    }


def _events(left_out: LeftOut) -> dict[str, object]:
    return {
        "cells": left_out.of,
        "left_out": left_out.cells,
        "listed": [
            {
                "unit": use.event.unit,
                "start": use.event.start.isoformat(),
                "end": use.event.end.isoformat() if use.event.end else None,
                "kind": str(use.event.kind),
                "note": use.event.note,
                "left_out": use.cells,
                "outside": str(use.outside) if use.outside else None,
            }
            for use in left_out.uses
        ],
    }


def _ailment(ailment: Ailment) -> dict[str, object]:
    return {
        "id": ailment.id,
        "side": str(ailment.side),
        "roots": list(ailment.roots),
        "symptoms": list(ailment.symptoms),
        "links": [{"employee_theme": employee, "customer_theme": customer} for employee, customer in ailment.links],
        "grade": str(ailment.grade),
        "sentence": ailment.sentence,
        "mechanism": ailment.mechanism,
        "levers": list(ailment.levers),
        "conditioning": None if ailment.conditioning is None else _conditioning(ailment.conditioning),
        "reasons": _reasons(ailment.reasons),
    }


def _conditioning(measured: Conditioning) -> dict[str, object]:
    return {
        "among": _number(measured.among),
        "among_p": _number(measured.among_p),
        "removed": _number(measured.removed),
        "low": _number(measured.low),
        "high": _number(measured.high),
        "p": _number(measured.p),
        "by_symptom": _number(measured.by_symptom),
        "kept_low": _number(measured.kept_low),
    }


def _voice(voice: Voice) -> dict[str, object]:
    return {
        "side": str(voice.side),
        "text": voice.text,
        "record": voice.record,
        "start": voice.start,
        "end": voice.end,
        "clause": voice.parts[1],
    }


def _reasons(reasons: Iterable[Reason]) -> list[dict[str, object]]:
    return [{"reason": reason.reason, "detail": reason.detail} for reason in reasons]


def _plain(fields: list[tuple[str, object]]) -> dict[str, object]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in fields}


def _number(value: float | None) -> float | None:
    """Replace infinity and NaN by None: JSON has neither, and both mean that nothing could be measured."""
    if value is None or not math.isfinite(value):
        return None
    return round(float(value), 6)
