"""People by period."""

from datetime import date

from analyzer.pipeline.runs.trend import FEWEST_A_MONTH, choose_months, people_by_period, span_periods
from analyzer.pipeline.statements import StoredStatement
from analyzer.types import Side, Statement


def statement(person: str, day: date | None) -> StoredStatement:
    return StoredStatement(1, 1, "", Statement(Side.EMPLOYEE, "1", 0, 1, "x", "en", person, None, day))


def test_it_counts_people_not_statements() -> None:
    statements = [
        statement("ada", date(2025, 1, 3)),
        statement("ada", date(2025, 1, 9)),
        statement("bo", date(2025, 1, 9)),
    ]
    assert people_by_period(statements, span_periods(statements, 1), 1) == (("2025-01", 2),)


def test_it_gives_silent_periods_of_the_whole_side() -> None:
    everyone = [statement("ada", date(2024, 12, 31)), statement("bo", date(2025, 2, 1)), statement("cy", None)]
    assert people_by_period(everyone[1:], span_periods(everyone, 1), 1) == (
        ("2024-12", 0),
        ("2025-01", 0),
        ("2025-02", 1),
    )


def test_it_names_quarters() -> None:
    everyone = [statement("ada", date(2024, 12, 31)), statement("bo", date(2025, 1, 1))]
    assert people_by_period(everyone, span_periods(everyone, 3), 3) == (("2024-Q4", 1), ("2025-Q1", 1))


def test_it_has_no_trend_without_dates() -> None:
    assert people_by_period([statement("ada", None)], span_periods([statement("ada", None)], 1), 1) == ()
    assert choose_months([statement("ada", None)]) == 1


def test_it_takes_months_only_where_enough_people_speak_in_one() -> None:
    enough = [statement(f"p{number}", date(2025, 1, 1)) for number in range(FEWEST_A_MONTH)]
    assert choose_months(enough) == 1
    assert choose_months(enough[1:]) == 3
