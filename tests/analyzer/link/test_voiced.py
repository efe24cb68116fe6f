"""People who name the other side's trouble themselves."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from analyzer.link import SideView, ThemeView
from analyzer.link.candidates import Candidate
from analyzer.link.voiced import Listener
from analyzer.types import Side

PAIR = Candidate(0, 0, 0.5, None)
AXES = np.eye(4, dtype=np.float32)
# A voice lies between its own theme and the other side's.
BETWEEN = (AXES[0] + 1.2 * AXES[1]) / np.linalg.norm(AXES[0] + 1.2 * AXES[1])


def view(side: Side, text: str, own: np.ndarray, voices: int, units: int = 3) -> SideView:
    """Ten plain statements and some voices, one person each, over a few units."""
    count = 10 + voices
    return SideView(
        side=side,
        themes=(ThemeView(f"{side[0].upper()}1", "A theme", None, 1.0),),
        texts=("nothing of the kind",) * 10 + (text,) * voices,
        vectors=np.vstack([np.tile(own, (10, 1)), np.tile(BETWEEN, (voices, 1))]).astype(np.float32),
        labels=np.zeros(count, dtype=np.int64),
        pains=np.ones(count, dtype=bool),
        records=np.arange(count),
        units=np.arange(count) % units,
        months=np.full(count, 24000),
        people=np.arange(count),
    )


CUSTOMERS = view(Side.CUSTOMER, "long queue", AXES[1], 0)


@pytest.mark.parametrize(
    "text",
    [
        "we were so few that customers waited",
        "die Kunden mussten warten",
        "les clients attendaient",
        "los clientes esperaban",
    ],
)
def test_it_hears_employees_who_name_what_customers_went_through(text: str) -> None:
    voices = Listener(view(Side.EMPLOYEE, text, AXES[0], 6), CUSTOMERS).voices(PAIR)
    assert voices.employees == 6
    assert voices.spread
    assert voices.quotes == ((Side.EMPLOYEE, text),)


def test_it_hears_nobody_who_names_no_one() -> None:
    assert Listener(view(Side.EMPLOYEE, "we were so few", AXES[0], 6), CUSTOMERS).voices(PAIR).employees == 0


def test_it_counts_people_and_not_statements() -> None:
    employees = view(Side.EMPLOYEE, "customers waited", AXES[0], 6)
    same = replace(employees, people=np.zeros_like(employees.people))
    voices = Listener(same, CUSTOMERS).voices(PAIR)
    assert voices.employees == 1
    assert not voices.spread


@pytest.mark.parametrize(("voices", "units"), [(4, 3), (6, 1)])
def test_it_asks_for_five_people_in_two_places(voices: int, units: int) -> None:
    assert not Listener(view(Side.EMPLOYEE, "customers waited", AXES[0], voices, units), CUSTOMERS).voices(PAIR).spread
