"""Cells of tenure and birth, and the bands they fall into."""

from __future__ import annotations

from datetime import date

import pytest

from analyzer.slices import coarsen
from analyzer.slices.bands import (
    COHORTS,
    TENURES,
    band_age,
    band_born,
    band_stay,
    band_tenure,
    months_per_number,
    name_cohorts,
    name_tenures,
)
from analyzer.slices.columns import Columns, find_columns

TOLD = date(2025, 6, 15)


@pytest.mark.parametrize(
    ("cell", "per_number", "band"),
    [
        ("11", 1, 0),
        ("12", 1, 1),
        ("35", 1, 1),
        ("36", 1, 2),
        ("120", 1, 3),
        ("0.5", 12, 0),
        ("3", 12, 2),
        ("2,5 Jahre", None, 1),
        ("18 months", None, 1),
        ("1 year 3 months", None, 1),
        ("3-5 years", None, 2),
        ("under 1 year", None, 0),
        ("weniger als 3 Jahre", None, 1),
        ("10+", 12, 3),
        ("plus de 10 ans", None, 3),
        ("30", None, None),
        ("new", 12, None),
        ("-", 1, None),
        ("900", 12, None),
    ],
)
def test_it_bands_a_length_of_service_however_it_is_written(
    cell: str, per_number: int | None, band: int | None
) -> None:
    assert band_tenure(cell, per_number) == (None if band is None else TENURES[band])


@pytest.mark.parametrize(
    ("column", "cells", "months"),
    [
        ("tenure_months", ("7",), 1),
        ("Years of service", ("7",), 12),
        ("Ancienneté (mois)", ("7",), 1),
        ("tenure", ("7", "64"), 1),
        ("tenure", ("7", "2.5"), 12),
        ("tenure", ("7", "12"), None),
    ],
)
def test_it_tells_months_from_years_by_the_column_and_else_not_at_all(
    column: str, cells: tuple[str, ...], months: int | None
) -> None:
    assert months_per_number(column, cells) == months


@pytest.mark.parametrize(
    ("start", "band"),
    [
        ("2025-01-20", 0),
        ("13.02.2024", 1),
        ("2010-01-01 00:00:00", 3),
        ("01/02/2023", 1),
        ("05/07/2024", None),  # eleven months or fourteen
        ("2026-01-01", None),  # after the day of leaving
        ("soon", None),
    ],
)
def test_it_bands_a_stay_only_where_every_reading_of_its_first_day_agrees(start: str, band: int | None) -> None:
    assert band_stay(start, TOLD) == (None if band is None else TENURES[band])
    assert band_stay(start, None) is None


@pytest.mark.parametrize(
    ("cell", "cohort"),
    [("1964", 0), ("1965", 1), ("12.03.1985", 2), ("1997-01-01", 3), ("Gen X", 1), ("Baby Boomers", 0), ("x", None)],
)
def test_it_bands_a_birth(cell: str, cohort: int | None) -> None:
    assert band_born(cell) == (None if cohort is None else COHORTS[cohort])


@pytest.mark.parametrize(("cell", "cohort"), [("62", 0), ("44", 2), ("25-34", 2), ("18 to 24", 3), ("7", None)])
def test_it_bands_an_age_by_the_day_it_was_told(cell: str, cohort: int | None) -> None:
    assert band_age(cell, TOLD) == (None if cohort is None else COHORTS[cohort])
    assert band_age(cell, None) is None


@pytest.mark.parametrize(
    ("column", "cell", "kept"),
    [
        ("age", "44", COHORTS[2]),
        ("Date of birth", "12.03.1985", COHORTS[2]),
        ("age", "44?44?44", ""),
        ("year of birth", "85", ""),
        ("generation", "Millennials", COHORTS[2]),
        ("generation", "unsaid", "unsaid"),
        ("job title", "44", "44"),
        ("language", "1985", "1985"),
    ],
)
def test_it_keeps_of_an_age_or_a_birth_its_cohort_and_nothing_else(column: str, cell: str, kept: str) -> None:
    assert coarsen(column, cell, TOLD) == kept
    assert coarsen(column, kept, None) == kept


def test_it_finds_the_columns_by_their_whole_names_in_four_languages() -> None:
    names = ["Tenure (months)", "HireDate", "Geburtsjahr", "edad", "Job Title", "Reason for role change", "team"]
    assert find_columns(names) == Columns(
        tenure=("Tenure (months)",), start=("HireDate",), born=("Geburtsjahr",), age=("edad",), role=("Job Title",)
    )


def test_it_names_bands_that_were_put_together() -> None:
    assert [name_tenures(0, 1), name_tenures(1, 2), name_tenures(2, 3), name_tenures(1, 3)] == [
        "under 3 years",
        "1 to 10 years",
        "over 3 years",
        "over 1 year",
    ]
    assert [name_cohorts(0, 1), name_cohorts(1, 2), name_cohorts(2, 3)] == ["before 1981", "1965 to 1996", "after 1980"]
