"""Which column is taken for the unit where several name one: the place where both sides meet."""

from pathlib import Path

import pytest

from analyzer.ingest import Choices, Plan, inspect

TEXTS = ("The rota came out late and nobody told us.", "I lost two shifts in a week.", "The till froze again.")
TOWNS = ("Leeds", "York", "Hull")
TEAMS = ("Bakery", "Tills", "Stock")


def plan_of(folder: Path, *columns: tuple[str, tuple[str, ...]], choices: Choices | None = None) -> Plan:
    heads = [f'"{name}"' for name, _ in columns]
    rows = [",".join([*(cells[at % 3] for _, cells in columns), f"{TEXTS[at % 3]} {at}"]) for at in range(24)]
    (folder / "c.csv").write_text("\n".join([",".join([*heads, "comment"]), *rows]))
    return inspect(folder / "c.csv", "c.csv", choices or Choices())


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
