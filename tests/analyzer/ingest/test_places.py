"""Which column is taken for the unit where several name one: the place where both sides meet."""

from collections.abc import Collection
from pathlib import Path

import pytest

from analyzer.ingest import Choices, Plan, inspect

TEXTS = ("The rota came out late and nobody told us.", "I lost two shifts in a week.", "The till froze again.")
TOWNS = ("Leeds", "York", "Hull")
TEAMS = ("Bakery", "Tills", "Stock")


def plan_of(
    folder: Path,
    *columns: tuple[str, tuple[str, ...]],
    choices: Choices | None = None,
    known: Collection[str] = (),
) -> Plan:
    heads = [f'"{name}"' for name, _ in columns]
    rows = [",".join([*(cells[at % 3] for _, cells in columns), f"{TEXTS[at % 3]} {at}"]) for at in range(24)]
    (folder / "c.csv").write_text("\n".join([",".join([*heads, "comment"]), *rows]))
    return inspect(folder / "c.csv", "c.csv", choices or Choices(), known_units=known)


@pytest.mark.parametrize(
    "department", ["Department", "Which department?", "In welcher Abteilung?", "Which team were you in?"]
)
@pytest.mark.parametrize(
    "place",
    [
        *("Site", "Branch", "Store", "Ward", "Place", "Workplace", "Place of work", "Einsatzort", "Krankenhaus"),
        *("Where did you work?", "Where did you mainly work before you left?", "Which of our places did you work at?"),
        *("What site did you work at most of the time?", "Name of the ward that you were on"),
        *("Wo haben Sie gearbeitet?", "Où travailliez-vous ?", "¿Dónde trabajaba?"),
    ],
)
def test_a_place_is_the_unit_and_not_the_department(tmp_path: Path, department: str, place: str) -> None:
    for columns in (((department, TEAMS), (place, TOWNS)), ((place, TOWNS), (department, TEAMS))):
        plan = plan_of(tmp_path, *columns)
        assert {column.name: column.role.value for column in plan.columns[:2]} == {
            place: "unit",
            department: "attribute",
        }
        assert plan.notes == (f"Column “{place}” is taken for the unit, not “{department}”.",)


def test_a_department_is_the_unit_where_nothing_else_names_one(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, ("Which department?", TEAMS), ("Contract", ("part", "full", "part")))
    assert ([column.role.value for column in plan.columns[:2]], plan.notes) == (["unit", "attribute"], ())


def test_nothing_is_said_of_a_unit_that_a_person_chose(tmp_path: Path) -> None:
    chosen = Choices(roles={"Department": "unit"})
    plan = plan_of(tmp_path, ("Department", TEAMS), ("Site", TOWNS), choices=chosen)
    assert ([column.role.value for column in plan.columns[:2]], plan.notes) == (["unit", "attribute"], ())


@pytest.mark.parametrize(
    ("question", "answers"),
    [
        ("Where did you hear about us?", ("Radio", "Friends", "The web")),
        ("Where will you work next?", ("A rival", "Nowhere", "Abroad")),
        ("A great place to work", ("Agree", "Disagree", "Neither")),
        ("Select the main reason for leaving the store", ("Pay", "Hours", "Manager")),
    ],
)
def test_a_question_about_something_else_names_no_unit(tmp_path: Path, question: str, answers: tuple[str, ...]) -> None:
    plan = plan_of(tmp_path, (question, answers), ("Department", TEAMS))
    assert [column.role.value for column in plan.columns[:2]] == ["attribute", "unit"]


KNOWN = ("leeds", "york", "hull")


@pytest.mark.parametrize("name", ["Handled by", "Agent", "Column 7", "Where it went"])
def test_a_column_whose_name_tells_nothing_is_the_unit_where_known_units_stand_in_it(tmp_path: Path, name: str) -> None:
    told = f"Column “{name}” is taken for the unit: what stands in it are units that are known already."
    plan = plan_of(tmp_path, (name, ("LEEDS", "York.", "Hull")), ("Colour", ("red", "blue", "red")), known=KNOWN)
    assert ([column.role.value for column in plan.columns[:2]], plan.notes) == (["unit", "attribute"], (told,))
    assert plan_of(tmp_path, (name, TOWNS)).columns[0].role.value != "unit"
    assert plan_of(tmp_path, (name, TOWNS), choices=Choices({name: "ignored"}), known=KNOWN).notes == ()


def test_a_column_called_a_unit_keeps_its_role_unless_it_names_none_that_is_known(tmp_path: Path) -> None:
    columns = (("Team", TEAMS), ("Handled by", TOWNS))
    for known, taken in ((KNOWN, "Handled by"), ((*KNOWN, "tills"), "Team")):
        plan = plan_of(tmp_path, *columns, known=known)
        assert [column.name for column in plan.columns if column.role.value == "unit"] == [taken]
    assert plan_of(tmp_path, *columns, known=KNOWN).notes[0] == "Column “Handled by” is taken for the unit, not “Team”."


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        # A grade is no number of a store, a product no store, and one unit or some of many tell nothing.
        ("How many?", ("1", "2", "3")),
        ("Product", TOWNS),
        ("Handled by", ("Leeds", "Leeds", "Leeds")),
        ("Handled by", ("Leeds", "York", "Ipswich")),
    ],
)
def test_a_column_is_no_unit_for_values_that_other_things_have_too(
    tmp_path: Path, name: str, cells: tuple[str, ...]
) -> None:
    plan = plan_of(tmp_path, (name, cells), known=(*KNOWN, "1", "2", "3"))
    assert plan.columns[0].role.value != "unit"
