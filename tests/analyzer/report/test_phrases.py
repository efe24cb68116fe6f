"""How numbers and orders are put into words."""

from __future__ import annotations

import pytest

from analyzer.report.phrases import delay
from analyzer.types import Direction


@pytest.mark.parametrize(
    ("direction", "lag", "later"),
    [
        (Direction.EMPLOYEE_FIRST, 1, ", by one month"),
        (Direction.EMPLOYEE_FIRST, 0, ""),
        (Direction.CUSTOMER_FIRST, -2, ", by two months"),
        (Direction.CUSTOMER_FIRST, 2, ""),
        (Direction.BOTH_WAYS, 1, ""),
        (Direction.UNKNOWN, 1, ""),
        (Direction.UNKNOWN, None, ""),
    ],
)
def test_it_says_how_much_later_only_where_the_order_is_known(
    direction: Direction, lag: int | None, later: str
) -> None:
    assert delay(direction, lag, "month") == later
