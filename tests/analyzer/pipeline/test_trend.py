"""People by period."""

from datetime import date

from analyzer.pipeline.runs.trend import FEWEST_A_MONTH, choose_months, people_by_period, span_periods
from analyzer.pipeline.voices import Voice
from analyzer.types import Side, Statement


def voice(person: str, day: date | None) -> Voice:
    return Voice(1, 1, "", Statement(Side.EMPLOYEE, "1", 0, 1, "x", "en", person, None, day))


def test_it_counts_people_not_statements() -> None:
    voices = [voice("ada", date(2025, 1, 3)), voice("ada", date(2025, 1, 9)), voice("bo", date(2025, 1, 9))]
    assert people_by_period(voices, span_periods(voices, 1), 1) == (("2025-01", 2),)


def test_it_gives_silent_periods_of_the_whole_side() -> None:
    everyone = [voice("ada", date(2024, 12, 31)), voice("bo", date(2025, 2, 1)), voice("cy", None)]
    assert people_by_period(everyone[1:], span_periods(everyone, 1), 1) == (
        ("2024-12", 0),
        ("2025-01", 0),
        ("2025-02", 1),
    )


def test_it_names_quarters() -> None:
    everyone = [voice("ada", date(2024, 12, 31)), voice("bo", date(2025, 1, 1))]
    assert people_by_period(everyone, span_periods(everyone, 3), 3) == (("2024-Q4", 1), ("2025-Q1", 1))


def test_it_has_no_trend_without_dates() -> None:
    assert people_by_period([voice("ada", None)], span_periods([voice("ada", None)], 1), 1) == ()
    assert choose_months([voice("ada", None)]) == 1


def test_it_takes_months_only_where_enough_people_speak_in_one() -> None:
    enough = [voice(f"p{number}", date(2025, 1, 1)) for number in range(FEWEST_A_MONTH)]
    assert choose_months(enough) == 1
    assert choose_months(enough[1:]) == 3
