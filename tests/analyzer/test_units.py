"""Spellings of a unit, and which units both sides name."""

import pytest

from analyzer.gate import UnitNames
from analyzer.ingest import gather_units, merge_units, say_shared
from analyzer.spelling import SameUnits, unit_key

ALIKE = [
    ("München", "MUENCHEN ", "Munchen", "mu\u0308nchen"),
    ("Store 12", "store #12", "Store No. 12", "STORE  Nr.12", "Store n°12", "Store № 12", "store-12", "Store12"),
    ("King's Cross", "Kings Cross", "KING’S-CROSS"),
    ("Straße 5", "Strasse 5"),
    ("Malmö", "Malmo", "Malmoe"),
    ("Łódź", "Lodz"),
    ("İzmir", "Izmir"),
    ("Санкт-Петербург", "санкт петербург"),
]
APART = [
    ("Munich", "München"),
    ("Store 12", "Filiale 12"),
    ("Store 12", "Store 1 2"),
    ("Store 12", "Store 012"),
    ("Store -1", "Store 1"),
    ("Ward A", "Ward A+"),
    ("Bauer", "Baur"),
    ("North", "Nord"),
    ("\u0915\u093f", "\u0915\u093e"),
    ("?", "!"),
]


@pytest.mark.parametrize("spellings", ALIKE)
def test_all_spellings_of_a_unit_have_one_key(spellings: tuple[str, ...]) -> None:
    assert len({unit_key(unit) for unit in spellings}) == 1


@pytest.mark.parametrize("units", APART)
def test_units_that_may_be_two_have_different_keys(units: tuple[str, str]) -> None:
    assert unit_key(units[0]) != unit_key(units[1])


@pytest.mark.parametrize("unit", ["", "  "])
def test_a_blank_name_has_a_blank_key(unit: str) -> None:
    assert unit_key(unit) == ""


def test_gather_units_it_counts_spellings_together_under_the_most_frequent() -> None:
    found = gather_units({"Muenchen": 2, "München": 3, "Leeds": 4, " ": 9}, SameUnits())
    assert [(unit.name, unit.records, unit.others) for unit in found] == [
        ("München", 5, ("Muenchen",)),
        ("Leeds", 4, ()),
    ]


def test_merge_units_it_brings_units_together_that_were_said_to_be_one_since() -> None:
    found = gather_units({"5 - York": 2, "York": 3, "5: york": 1, "Leeds": 4}, SameUnits())
    merged = merge_units(found, SameUnits().joined([("York", "5 York")]))
    assert [(unit.key, unit.name, unit.records, unit.others) for unit in merged] == [
        ("5 york", "5 - York", 6, ("York", "5: york")),
        ("leeds", "Leeds", 4, ()),
    ]


@pytest.mark.parametrize(
    ("own", "other", "said"),
    [
        ({}, {"Leeds"}, "No record names a unit"),
        ({"Leeds": 1}, set(), "1 unit. The other side names none yet"),
        ({"LEEDS": 1}, {"Leeds"}, "1 unit, named on the other side too."),
        ({"Leeds": 1, "York": 1}, {"Leeds", "York", "Hull"}, "2 units, all named on the other side too."),
        ({"Leeds": 1, "Munich": 1}, {"Leeds", "München"}, "1 of 2 units is named on the other side too"),
        ({"Munich": 1}, {"München"}, "This unit is not named on the other side, so no link can be tested."),
        ({"Munich": 1, "Rome": 1}, {"München"}, "None of these 2 units is named on the other side"),
    ],
)
def test_say_shared_it_says_how_many_the_other_side_names_and_names_none(
    own: dict[str, int], other: set[str], said: str
) -> None:
    sentence = say_shared(gather_units(own, SameUnits()), {unit_key(unit) for unit in other})
    assert sentence.startswith(said)
    assert not any(unit in sentence for unit in (*own, *other))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Two tills at muenchen, from May", "muenchen,"),
        ("Open Store No. 12 later", "Store No. 12"),
        ("Open store-12 later", "store-12"),
        ("Harbour's tills", "Harbour"),
        ("Store 120 and Munich", ""),
        ("", ""),
    ],
)
def test_unit_names_it_knows_a_unit_in_any_spelling(text: str, named: str) -> None:
    units = UnitNames(["München", "Store #12", "Harbour"])
    assert units.first(text) == named
    assert units.without(text) == ("" if named else text)


@pytest.mark.parametrize(
    "text",
    [
        "Rostocker Schicht",
        "Die Jenaer",
        "Dresdner Lager",
        "Rostocks Chef",
        "équipe lyonnaise",
        "parisiens",
        "capo milanese",
        "jefe sevillano",
        "Utrechtse balie",
        "Portuenses",
        "Bostonian manager",
    ],
)
def test_unit_names_it_knows_what_a_language_makes_of_a_units_name(text: str) -> None:
    units = UnitNames(
        ["Rostock", "Jena", "Lager Dresden", "Lyon", "Paris", "Milano", "Sevilla", "Utrecht", "Porto", "Boston"]
    )
    assert units.first(text)


def test_unit_names_it_keeps_an_ordinary_word_that_looks_like_made_of_a_units_name() -> None:
    units = UnitNames(["Riverside Drive", "Hamburg"], {"driver", "hamburger"}.__contains__)
    assert units.first("Driver late") == ""
    assert units.first("Hamburger Touren") == "Hamburger"


def test_unit_names_it_finds_nothing_where_there_are_no_units() -> None:
    assert UnitNames([]).first("Harbour Street") == ""
