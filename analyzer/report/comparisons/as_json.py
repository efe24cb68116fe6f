"""Convert intentions and involved employees to the JSON of the analyst's file."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analyzer.reality import Answer, Intention, Involvement, Portion, Shift


def intention_to_json(intention: Intention) -> dict[str, object]:
    """Give one intention in the shape of the contract."""
    return {
        "text": intention.text,
        "sense": str(intention.sense),
        "outcome": str(intention.outcome),
        "why": intention.why,
        "themes": [_answer(answer) for answer in intention.answers],
    }


def involvement_to_json(involvement: Involvement) -> dict[str, object]:
    """Give one complaint with the employees behind it in the shape of the contract."""
    return {
        "customer_theme": involvement.theme,
        "cells": involvement.cells,
        "of_cells": involvement.of_cells,
        "units": involvement.units,
        "there": _portion(involvement.there),
        "elsewhere": _portion(involvement.elsewhere),
        "themes": [_shift(shift) for shift in involvement.shifts],
        "any_pain": None if involvement.overall is None else _difference(involvement.overall),
        "by_chance": round(involvement.by_chance, 3),
        "reason": involvement.reason,
        "detail": involvement.detail,
    }


def _answer(answer: Answer) -> dict[str, object]:
    return {
        "employee_theme": answer.theme,
        "stance": str(answer.stance),
        "against": answer.against,
        "in_favour": answer.in_favour,
        "match": answer.match,
        "meaning": answer.meaning,
        "shared": answer.shared,
        "mechanism": answer.mechanism,
        "why": answer.why,
    }


def _shift(shift: Shift) -> dict[str, object]:
    return {
        "employee_theme": shift.theme,
        **_difference(shift),
        "p": shift.p,
        "q": shift.q,
        "q_run": shift.q_run,
        "stands_out": shift.stands_out,
        "in_report": shift.in_report,
    }


def _difference(shift: Shift) -> dict[str, object]:
    return {
        "there": _portion(shift.there),
        "elsewhere": _portion(shift.elsewhere),
        "difference": shift.difference,
        "low": shift.low,
        "high": shift.high,
    }


def _portion(portion: Portion) -> dict[str, object]:
    return {"people": portion.people, "of": portion.of}
