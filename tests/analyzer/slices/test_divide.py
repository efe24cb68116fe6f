"""People in bands, and what each band names."""

from __future__ import annotations

from datetime import date

import numpy as np

from analyzer.slices import Columns, Difference, Leaver, read_leaver, slice_people
from analyzer.slices.bands import COHORTS, TENURES

COLUMNS = Columns(tenure=("tenure months",), role=("job title",), born=("year of birth",))


def leavers(sizes: tuple[int, ...] = (60, 60, 60, 60), role: str | None = "Clerk") -> list[Leaver]:
    """So many of each tenure; roles and cohorts go round."""
    tenures = [tenure for tenure, size in zip(TENURES, sizes, strict=True) for _ in range(size)]
    roles = (role, "Driver" if role else None)
    return [Leaver(tenure, roles[at % 2], COHORTS[1 + at % 3]) for at, tenure in enumerate(tenures)]


def naming(people: list[Leaver], seed: int = 0) -> dict[str, np.ndarray]:
    """E1 is named by those who stayed longest, E2 by anybody."""
    random = np.random.default_rng(seed)
    longest = np.array([person.tenure == TENURES[3] for person in people])
    return {
        "E1": random.random(len(people)) < np.where(longest, 0.6, 0.1),
        "E2": random.random(len(people)) < 0.3,
    }


def holds(difference: Difference) -> bool:
    return difference.q is not None and difference.q <= 0.1


def test_it_counts_everybody_of_every_band_once() -> None:
    people = [*leavers(), Leaver()]
    found = slice_people(people, naming(people), COLUMNS)
    assert [each.kind for each in found.slices] == ["tenure", "role", "cohort"]
    for each in found.slices:
        assert sum(size for _, size in each.bands) + each.unknown == len(people)
    named = {
        difference.band: difference.people for difference in found.slices[0].differences if difference.theme == "E1"
    }
    assert sum(named.values()) == naming(people)["E1"][:-1].sum()


def test_it_finds_the_band_that_names_more() -> None:
    people = leavers()
    (tenure, *_) = slice_people(people, naming(people), COLUMNS).slices
    held = {(each.theme, each.band) for each in tenure.differences if holds(each) and each.effect.value > 0}
    assert held == {("E1", TENURES[3])}


def test_it_puts_a_thin_band_together_with_its_smaller_neighbour() -> None:
    people = leavers((60, 90, 50, 4))
    (tenure, *_) = slice_people(people, naming(people), COLUMNS).slices
    assert tenure.bands == ((TENURES[0], 60), (TENURES[1], 90), ("over 3 years", 54))


def test_it_says_what_remains_between_cohorts_at_equal_tenure_and_role() -> None:
    people = leavers()
    *others, cohort = slice_people(people, naming(people), COLUMNS).slices
    assert all(each.remains is not None for each in cohort.differences)
    assert all(each.remains is None for slice_ in others for each in slice_.differences)


def test_it_shows_no_cohort_without_tenure_and_role_beside_it() -> None:
    people = leavers(role=None)
    found = slice_people(people, naming(people), Columns(tenure=("tenure",), born=("born",)))
    assert [each.kind for each in found.slices] == ["tenure"]
    assert [note.reason for note in found.notes] == ["NO_COLUMN", "COHORT_ALONE"]


def test_it_says_which_columns_it_missed_and_divides_nobody() -> None:
    people = [Leaver() for _ in range(50)]
    found = slice_people(people, naming(people), Columns())
    assert found.slices == ()
    assert [note.reason for note in found.notes] == ["NO_COLUMN"] * 3


def test_it_compares_nothing_that_too_few_name() -> None:
    people = leavers()
    rare = {"E9": np.arange(len(people)) < 9}
    (tenure, *_) = slice_people(people, rare, COLUMNS).slices
    assert all(each.effect is None and each.q is None for each in tenure.differences)


def test_it_names_the_commonest_roles_and_puts_the_rest_together() -> None:
    people = [Leaver(TENURES[0], role) for role in ["Clerk"] * 30 + ["clerk"] * 10 + ["Driver"] * 25 + ["Baker"] * 5]
    (role,) = slice_people(people, naming(people), COLUMNS).slices
    assert role.bands == (("Clerk", 40), ("Driver", 25), ("other roles", 5))


def test_it_claims_few_differences_where_there_are_none() -> None:
    """Over all themes and bands together, about one world in ten may have a false one."""
    people = leavers()
    worlds = [
        {f"E{n}": np.random.default_rng((world, n)).random(len(people)) < 0.2 for n in range(8)} for world in range(40)
    ]
    false = [
        any(holds(each) for slice_ in slice_people(people, world, COLUMNS).slices for each in slice_.differences)
        for world in worlds
    ]
    assert np.mean(false) <= 0.2


def test_it_takes_the_first_column_that_tells() -> None:
    columns = Columns(tenure=("tenure",), start=("start date",), role=("job",), age=("age",))
    cells = {"tenure": "?", "start date": "2020-01-01", "job": " Shop  clerk ", "age": "50"}
    assert read_leaver(cells, date(2025, 1, 1), columns, {"tenure": None}) == Leaver(
        TENURES[2], "Shop clerk", COHORTS[1]
    )
