"""Reading a table of events."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from analyzer.events import Event, EventKind
from analyzer.ingest import Choices, EventSheet, IngestError, read_events

UNITS = ("Harbour Street", "Hill", "Mill")
Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(text: str) -> Path:
        path = tmp_path / "events.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def read(path: Path, dates: str | None = None, **roles: str) -> EventSheet:
    return read_events(path, path.name, Choices(roles=roles or None, dates=dates)).at(UNITS)


def events(sheet: EventSheet) -> list[Event]:
    return [event for _, event in sheet.events]


def test_it_reads_units_days_kinds_and_notes(write: Write) -> None:
    sheet = read(
        write("unit,start,end,kind,note\nHill,2025-03-04,2025-05-31,Refit,new floor\nMill,2025-07-01,,flood,\n")
    )
    assert events(sheet) == [
        Event("Hill", date(2025, 3, 4), date(2025, 5, 31), EventKind.REFIT, "new floor"),
        Event("Mill", date(2025, 7, 1), None, EventKind.INCIDENT),
    ]
    assert [line for line, _ in sheet.events] == [2, 3]
    assert sheet.problems == ()


@pytest.mark.parametrize(
    "table",
    [
        "Filiale;Von;Bis;Art;Bemerkung\nHill;04.03.2025;31.05.2025;Umbau;x\n",
        "Magasin;Date de début;Date de fin;Type;Remarque\nHill;04/03/2025;31/05/2025;Travaux;x\n",
        "Tienda;Fecha de inicio;Fecha de fin;Tipo;Notas\nHill;04/03/2025;31/05/2025;Reforma;x\n",
        "Store;Date from;Date to;Event type;Comment\nHill;4 March 2025;31 May 2025;refurbishment;x\n",
    ],
)
def test_it_reads_four_languages(write: Write, table: str) -> None:
    expected = Event("Hill", date(2025, 3, 4), date(2025, 5, 31), EventKind.REFIT, "x")
    assert events(read(write(table))) == [expected]


@pytest.mark.parametrize("unit", ["", "all", "Alle Filialen", "*"])
def test_an_event_without_a_unit_is_everywhere(write: Write, unit: str) -> None:
    [event] = events(read(write(f"unit,date,kind\n{unit},2025-03,prices\n")))
    assert event == Event(None, date(2025, 3, 1), None, EventKind.PRICE)


def test_it_says_that_no_column_names_a_unit(write: Write) -> None:
    sheet = read(write("date,kind\n2025-03-01,new till software\n2025-04-01,strike\n"))
    assert sheet.everywhere
    assert {event.unit for event in events(sheet)} == {None}


def test_it_keeps_words_that_are_no_known_kind_in_the_note(write: Write) -> None:
    [event] = events(read(write("unit,date,kind,note\nHill,2025-03-01,Harvest festival,whole week\n")))
    assert (event.kind, event.note) == (EventKind.OTHER, "Harvest festival: whole week")


def test_it_gives_every_row_once_as_an_event_skipped_or_a_problem(write: Write) -> None:
    sheet = read(
        write(
            "Events of the year,,,\n"
            "unit,date,end,kind\n"
            "Hill,2025-03-01,,opening\n"
            ",,,\n"
            "unit,date,end,kind\n"
            "Hil,2025-03-01,,opening\n"
            "Mill,soon,,opening\n"
            "Mill,,,opening\n"
            "Mill,2025-03-01,2025-02-01,opening\n"
            "Mill,2025-03-01,later,opening\n"
            "\n"
            "Mill,2025-03-01,,opening,,,too much\n"
            "Total,,,7\n"
        )
    )
    assert [line for line, _ in sheet.events] == [3]
    assert [(row.line, row.reason) for row in sheet.skipped] == [
        (1, "title above the table"),
        (4, "empty row"),
        (5, "repeated header"),
        (13, "total"),
    ]
    assert [(row.line, row.reason) for row in sheet.problems] == [
        (6, "no record names the unit “Hil”; is it “Hill”?"),
        (7, "its date cannot be read; write it like 2025-03-31"),
        (8, "no date"),
        (9, "its end lies before its date"),
        (10, "its end cannot be read; write it like 2025-03-31"),
        (12, "7 fields where 4 were expected"),
    ]


def test_it_knows_a_unit_whatever_its_capitals_and_blanks(write: Write) -> None:
    sheet = read(write("unit,date\n harbour   STREET,2025-03-01\n"))
    assert sheet.problems == ()


def test_it_takes_a_unit_in_another_script_for_a_unit(write: Write) -> None:
    sheet = read_events(write("unit,date\n東京,2025-03-01\n"), "events.csv")
    assert events(sheet)[0].unit == "東京"


def test_it_asks_which_comes_first_where_no_row_settles_it(write: Write) -> None:
    path = write("unit,date\nHill,03/04/2025\nMill,05/06/2025\n")
    with pytest.raises(IngestError, match="day or the month comes first"):
        read(path)
    assert [event.start for event in events(read(path, "dmy"))] == [date(2025, 4, 3), date(2025, 6, 5)]
    assert [event.start for event in events(read(path, "mdy"))] == [date(2025, 3, 4), date(2025, 5, 6)]


def test_it_lets_an_end_settle_the_order_of_the_dates(write: Write) -> None:
    [event] = events(read(write("unit,start,end\nHill,03/04/2025,28/04/2025\n")))
    assert (event.start, event.end) == (date(2025, 4, 3), date(2025, 4, 28))


def test_it_reads_columns_as_it_is_told(write: Write) -> None:
    path = write("where it was,moment,kind\nHill,2025-03-01,opening\n")
    sheet = read(path, None, **{"where it was": "unit", "moment": "date"})
    assert events(sheet) == [Event("Hill", date(2025, 3, 1), None, EventKind.OPENING)]


@pytest.mark.parametrize(
    ("table", "roles", "said"),
    [
        ("unit,kind\nHill,opening\n", {}, "has no column with the day of each event, only these: unit, kind"),
        ("unit,date\n", {}, "no rows"),
        ("unit,date\nHill,2025-03-01\n", {"place": "unit"}, 'has no column "place"'),
        ("unit,date\nHill,2025-03-01\n", {"unit": "site"}, "the roles are: end, date, unit"),
        ("", {}, "is empty"),
    ],
)
def test_it_says_why_a_file_cannot_be_read(write: Write, table: str, roles: dict[str, str], said: str) -> None:
    with pytest.raises(IngestError, match=said):
        read(write(table), None, **roles)


def test_it_refuses_what_is_no_table(tmp_path: Path) -> None:
    (tmp_path / "events.txt").write_text("The store opened in March.\n")
    with pytest.raises(IngestError, match="is no table"):
        read(tmp_path / "events.txt")


def test_it_says_that_nothing_is_stored_yet(write: Write) -> None:
    sheet = read_events(write("unit,date\nHill,2025-03-01\n"), "events.csv").at(())
    assert "hand in interviews or comments first" in sheet.problems[0].reason


def test_it_reads_a_workbook_with_real_dates(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    for row in (("Store", "Start", "End", "Kind"), ("Hill", date(2025, 3, 4), date(2025, 4, 1), "New manager")):
        book.active.append(row)
    book.save(tmp_path / "events.xlsx")
    [event] = events(read(tmp_path / "events.xlsx"))
    assert event == Event("Hill", date(2025, 3, 4), date(2025, 4, 1), EventKind.MANAGER)


def test_it_reads_json_lines(tmp_path: Path) -> None:
    (tmp_path / "events.jsonl").write_text('{"unit": "Hill", "date": "2025-03-04", "kind": "opening"}\n' * 2)
    assert len(events(read(tmp_path / "events.jsonl"))) == 2


@pytest.mark.parametrize(
    ("days", "touched"),
    [
        ("Q3 2025,", (date(2025, 7, 1), date(2025, 9, 30))),
        ("KW 14/2025,", (date(2025, 3, 31), date(2025, 4, 6))),
        ("2025-03-04,Q2 2025", (date(2025, 3, 4), date(2025, 6, 30))),
        ("2025-03-04,", (date(2025, 3, 4), None)),
        ("March 2025,", (date(2025, 3, 1), None)),
    ],
)
def test_it_reads_a_quarter_and_a_week_from_their_first_day_to_their_last(
    write: Write, days: str, touched: tuple[date, date | None]
) -> None:
    [event] = events(read(write(f"unit,start,end\nHill,{days}\n")))
    assert (event.start, event.end) == touched
