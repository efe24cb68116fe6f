from __future__ import annotations

import pytest

from analyzer.types import Direction, Grade
from analyzer.wording import DIRECTION_NAMES, GRADE_MEANINGS, GRADE_NAMES
from analyzer.wording.claims import causal_verbs
from analyzer.wording.counts import signed


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (-2.46, ".1f", "−2.5"),
        (2.46, ".1f", "2.5"),
        (-0.04, ".1f", "0.0"),
        (-10.2, ".0f", "−10"),
        (-0.4, ".0f", "0"),
        (10.2, "+.0f", "+10"),
        (0.4, "+.0f", "0"),
    ],
)
def test_it_writes_a_true_minus_and_no_sign_before_a_zero(value: float, form: str, text: str) -> None:
    assert signed(value, form) == text


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Thin staffing causes queues.", ("causes",)),
        ("Thin staffing drives complaints and leads to queues.", ("drives", "leads to")),
        ("Queues grow because of thin staffing.", ("because",)),
        ("Queues are due to thin staffing.", ("due to",)),
        ("Thin staffing resulted in queues.", ("resulted in",)),
    ],
)
def test_it_finds_claims_of_making(sentence: str, found: tuple[str, ...]) -> None:
    assert causal_verbs(sentence) == found


@pytest.mark.parametrize(
    "sentence",
    [
        "Where and when one is named more, the other is named more.",
        "Delivery drivers name it first.",
        "“Prices rise because of the strike” and “Queues” belong together.",
        "Leaders read the result.",
    ],
)
def test_it_passes_what_claims_nothing_and_what_is_quoted(sentence: str) -> None:
    assert causal_verbs(sentence) == ()


@pytest.mark.parametrize("direction", list(Direction))
def test_it_names_every_direction_without_a_claim(direction: Direction) -> None:
    assert causal_verbs(DIRECTION_NAMES[direction]) == ()


@pytest.mark.parametrize("grade", list(Grade))
def test_it_names_and_explains_every_grade_without_a_claim(grade: Grade) -> None:
    assert causal_verbs(GRADE_NAMES[grade]) == ()
    assert causal_verbs(GRADE_MEANINGS[grade]) == ()
