"""Names of units that look alike, and units that were said to be one."""

from __future__ import annotations

import pytest

from analyzer.spelling import AlikeUnits, SameUnits, UnitColumn, find_alike_units, unit_key

TOWNS = ("Ashford", "Bellmont", "Cedar Falls", "Dunmore", "Easton")
NUMBERED = [f"{100 + at} - {town}" for at, town in enumerate(TOWNS)]
BRANDED = [f"Acme #{100 + at} {town}" for at, town in enumerate(TOWNS)]


def alike(employee: list[str], *customer: list[str], same: SameUnits | None = None) -> dict[str, set[str]]:
    """Give the other names by the name that would stand for all."""
    columns = [
        UnitColumn("employee", frozenset(employee)),
        *(UnitColumn("customer", frozenset(each)) for each in customer),
    ]
    found = find_alike_units(columns, same or SameUnits())
    return {each.name: {name for name, _ in each.pairs} for each in found}


def test_it_proposes_names_that_differ_by_a_number_and_a_word_that_all_share() -> None:
    found = alike(NUMBERED, BRANDED, list(TOWNS))
    assert found == {town: {NUMBERED[at], BRANDED[at]} for at, town in enumerate(TOWNS)}


def test_it_names_each_side_by_its_own_names() -> None:
    (found,) = find_alike_units(
        [UnitColumn("employee", frozenset({"5 - York"})), UnitColumn("customer", frozenset({"York"}))], SameUnits()
    )
    assert found == AlikeUnits("York", (("customer", "York"), ("employee", "5 - York")))
    assert (found.names_of("employee"), found.pairs) == (("5 - York",), (("5 - York", "York"),))


@pytest.mark.parametrize(
    ("employee", "customer", "found"),
    [
        (["York"], ["The York Shop"], {"York": {"The York Shop"}}),
        (["Großmarkt München"], ["muenchen grossmarkt halle"], {}),
        (["Halle, MUENCHEN"], ["Halle München Ost"], {"Halle, MUENCHEN": {"Halle München Ost"}}),
        # A number alone is known by it, with and without zeros before it.
        (["012", "013"], ["12 - York", "13 - Hull"], {"12 - York": {"012"}, "13 - Hull": {"013"}}),
        # What all of a column share is no reason to keep them apart.
        (
            [f"Store {number}" for number in range(1, 6)],
            [f"Filiale {number}" for number in range(1, 6)],
            {f"Store {number}": {f"Filiale {number}"} for number in range(1, 6)},
        ),
    ],
)
def test_it_compares_whole_words_folded_and_in_their_order(
    employee: list[str], customer: list[str], found: dict[str, set[str]]
) -> None:
    assert alike(employee, customer) == found


@pytest.mark.parametrize(
    ("employee", "customer"),
    [
        # Two candidates.
        (["Newtown"], ["Newtown North", "Newtown South"]),
        (["Newtown North", "Newtown South"], ["Newtown"]),
        (["101 - Newtown", "102 - Newtown"], ["Newtown"]),
        # Another number, a part of a word, words apart.
        (["Store 12"], ["Store 13"]),
        (["12 - Newtown"], ["13 - Newtown"]),
        (["York"], ["Yorkshire"]),
        (["Green Mill"], ["Green Old Mill"]),
        # Both sides name it.
        (["York", "Hull"], ["York", "Hull"]),
        (["York"], ["York", "York North"]),
        # No name at all.
        (["?"], ["!"]),
        ([], ["York"]),
    ],
)
def test_it_proposes_nothing_that_may_be_two_and_nothing_that_is_one_already(
    employee: list[str], customer: list[str]
) -> None:
    assert alike(employee, customer) == {}


def test_two_names_of_one_file_are_two_units() -> None:
    shops = ["Acme Hull", "Acme Leeds", "Acme Ripon", "Acme York"]
    assert alike(["5 - York"], shops) == {"5 - York": {"Acme York"}}
    assert alike(["5 - York"], [*shops, "York"]) == {}
    assert alike(["5 - York"], shops, ["York"]) == {"York": {"5 - York", "Acme York"}}


def test_it_proposes_nothing_of_one_side_alone() -> None:
    assert alike([], ["York"], ["5 - York"]) == {}


def test_it_proposes_no_more_what_was_said_to_be_one() -> None:
    said = SameUnits().joined([("5 - York", "York")])
    assert alike(["5 - York"], ["York"], same=said) == {}
    assert alike(["5 - York"], ["York"], ["Acme York 5"], same=said) == {"York": {"Acme York 5"}}


def test_a_name_as_long_as_a_sentence_is_compared_with_nothing() -> None:
    long = "we were short of people at the york store on every single shift"
    assert alike(["York"], [long]) == {}


def test_units_that_are_one_go_by_one_name() -> None:
    known = SameUnits().joined([("5 - York", "York"), ("York", "Acme York"), ("Hull 1", "HULL")])
    assert [known.name(unit) for unit in ("5 – York", "york", "Acme York", "Leeds")] == ["Acme York"] * 3 + ["Leeds"]
    assert known.key("hull #1") == unit_key("Hull")


def test_what_is_one_already_makes_no_circle() -> None:
    known = SameUnits().joined([("York", "Acme York"), ("Acme York", "York"), ("York", "york")])
    assert known.names == {"york": "Acme York"}
    # Of a third name, all of them go by it.
    assert {known.joined([("YORK", "Y1")]).name(unit) for unit in ("York", "Acme York", "y1")} == {"Y1", "y1"}
