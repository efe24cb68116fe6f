"""Unit and day of running text, as its head names them."""

from datetime import date
from pathlib import Path

import pytest

from analyzer.ingest import Choices, Plan, Shape, Summary, inspect, read, summarise
from analyzer.ingest.prose.edges.text_head import read_text_head
from analyzer.types import RawRecord, Side

_TALK = "HR: Why are you leaving?\nMs K.: The rota changed every week.\nHR: And your team?\nMs K.: A good team.\n"
_GERMAN = "Austrittsgespräch\nHaus: Hamburg Hafen\nDatum: 12.05.2026\nAnwesend: Frau B (HR), Frau K\n\n" + _TALK


def plan_of(tmp_path: Path, text: str, choices: Choices | None = None) -> Plan:
    path = tmp_path / "talk.txt"
    path.write_text(text, encoding="utf-8")
    return inspect(path, path.name, choices or Choices(), side=Side.EMPLOYEE)


def counted(tmp_path: Path, text: str) -> Summary:
    return summarise(tmp_path / "talk.txt", plan_of(tmp_path, text))


@pytest.mark.parametrize(
    ("head", "unit", "day"),
    [
        ("Austrittsgespräch\nHaus: Hamburg Hafen\nDatum: 12.05.2026", "Hamburg Hafen", date(2026, 5, 12)),
        ("Site: York\nDate: 12 May 2026", "York", date(2026, 5, 12)),
        ("Date: 2026-05-12\nName: Someone\nDepartment: Kitchen\nStore: York", "York", date(2026, 5, 12)),
        ("Établissement : Lyon Part-Dieu\nDate : 12/05/2026", "Lyon Part-Dieu", date(2026, 5, 12)),
        ("Centro: Sevilla Este | Fecha: 12 de mayo de 2026", "Sevilla Este", date(2026, 5, 12)),
        ("Sede: Torino\nData: 12/05/2026", "Torino", date(2026, 5, 12)),
        (
            "FORM 7\nPlease type. Return it to us.\n\nProperty: __Lakeside__   Last day: 12.05.2026",
            "Lakeside",
            date(2026, 5, 12),
        ),
        ("Entretien de départ, Paris Montmartre, le 18/06/2026", None, date(2026, 6, 18)),
        ("Exit talk, Store: Leeds North, Date: 12 May 2026", "Leeds North", date(2026, 5, 12)),
        ("Standort: Hamburg Hafen, Datum: 12.05.2026, Anwesend: Frau B, Frau K", "Hamburg Hafen", date(2026, 5, 12)),
        ("Établissement : Lyon Part-Dieu, Date : 12/05/2026", "Lyon Part-Dieu", date(2026, 5, 12)),
        ("Centro: Sevilla Este - Fecha: 12 de mayo de 2026", "Sevilla Este", date(2026, 5, 12)),
        ("Sede: Torino, Data: 12/05/2026", "Torino", date(2026, 5, 12)),
        ("Vestiging: Utrecht, Datum: 12-05-2026", "Utrecht", date(2026, 5, 12)),
        ("Loja: Porto / Data: 12/05/2026", "Porto", date(2026, 5, 12)),
        ("Protokoll, Hamburg, 12.05.2026, Anwesend: Frau B, Frau K", None, date(2026, 5, 12)),
        ("Exit interview | Leeds | 12 May 2026", None, date(2026, 5, 12)),
        ("Department: Kitchen\nLast working day: 12.05.2026", "Kitchen", date(2026, 5, 12)),
    ],
)
def test_labelled_lines_at_the_top_name_unit_and_day(head: str, unit: str | None, day: date) -> None:
    german = "Ich gehe, weil der Dienstplan sich jede Woche änderte und niemand etwas sagte."
    found = read_text_head(f"{head}\n\n{german}")
    assert (found.unit, found.day) == (unit, day)


@pytest.mark.parametrize(
    "text",
    [
        "Store: Dirty\nStaff: Rude\nNever again",
        "Site: York\nWe moved there in May.",
        "I left on 18/06/2026\n\nbecause of the rota.",
        "I liked my team.\nSite: York\nDate: 2026-05-12\n\nThat is all.",
        "Site: it was cold.\nDate: never\n\nI froze.",
    ],
)
def test_somebodys_words_are_no_head(text: str) -> None:
    assert (read_text_head(text).unit, read_text_head(text).day) == (None, None)


@pytest.mark.parametrize(
    "title",
    ["Austrittsgespräch Küche, Hamburg, 12.05.2026\nIch gehe wegen der Schichten.", "Leeds, 12 May 2026\nWhy now?"],
)
def test_a_title_gives_its_day_without_a_blank_line_below_it(title: str) -> None:
    assert read_text_head(f"{title}\nThe rota changed every week.").day == date(2026, 5, 12)


def test_a_dated_line_above_other_lines_is_no_title() -> None:
    assert read_text_head("Harbour store closed on 12 May 2026\nand nobody told the night crew").day is None


def test_one_interview_takes_them_and_says_so(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, _GERMAN)
    assert (plan.unit, plan.day) == ("Hamburg Hafen", date(2026, 5, 12))
    assert plan.notes == ("From its head come unit and day.",)
    (record,) = read(tmp_path / "talk.txt", plan)
    assert isinstance(record, RawRecord)
    assert (record.unit, record.date) == ("Hamburg Hafen", date(2026, 5, 12))
    assert counted(tmp_path, _GERMAN).without_place == ""


def test_what_is_said_wins_over_the_head_and_nothing_can_be_said(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, _GERMAN, Choices(unit="Altona", day="2026-06-01"))
    assert (plan.unit, plan.day, plan.notes) == ("Altona", date(2026, 6, 1), ())
    plan = plan_of(tmp_path, _GERMAN, Choices(unit="", day=""))
    assert (plan.unit, plan.day, plan.notes) == (None, None, ())


def test_an_english_head_leaves_day_and_month_open(tmp_path: Path) -> None:
    text = f"Site: York\nDate: 03/04/2026\n\n{_TALK}"
    plan = plan_of(tmp_path, text)
    assert (plan.unit, plan.day) == ("York", None)
    assert "Nothing settles whether day or month comes first" in plan.notes[-1]
    assert plan_of(tmp_path, text, Choices(dates="mdy")).day == date(2026, 3, 4)


def test_each_of_several_interviews_has_its_own_head(tmp_path: Path) -> None:
    one = (
        "Interview {}\nStandort: {}\nDatum: 1{}.05.2026\n\nWarum gehen Sie?\nDer Dienstplan war eine Katastrophe, {}.\n"
    )
    plan = plan_of(tmp_path, one.format(1, "Hamburg", 1, "immer") + "\n" + one.format(2, "Berlin", 2, "jede Woche"))
    assert plan.shape is Shape.INTERVIEWS
    found = [each for each in read(tmp_path / "talk.txt", plan) if isinstance(each, RawRecord)]
    assert [(each.unit, each.date) for each in found] == [
        ("Hamburg", date(2026, 5, 11)),
        ("Berlin", date(2026, 5, 12)),
    ]
    assert "from the head of each interview" in plan.notes[-1]


def test_records_with_neither_are_counted(tmp_path: Path) -> None:
    told = counted(tmp_path, _TALK)
    assert told.without_place.startswith("1 record has neither unit nor date: it gives themes")
    assert told.without_place in told.to_dict()["notes"]  # type: ignore[operator]


@pytest.mark.parametrize(
    ("head", "day"),
    [
        (
            "Exit interview - Harbour - 05/29/2026\nPresent: Bo Lind (BL), People; Ada Rowe (AR), clerk",
            date(2026, 5, 29),
        ),
        ("North Quay Stores\nLeaver talk, 16 July 2026\nHR: B. Lind    Leaver: Ada Rowe (Clerk)", date(2026, 7, 16)),
        ("Austrittsgespräch Halle 3, 12.05.2026\nBo Lind und Ada Rowe", date(2026, 5, 12)),
        ("Harbour exit notes 6/24/26 - A. Rowe (till, 6 yrs)\ncall w/ Bo from HR, 35 min", date(2026, 6, 24)),
        # No title, a day of something else, somebody's words.
        ("Leaver form HR-7   Rev. 7 - valid from 01.04.2024\nNorth Quay", None),
        ("the till broke on 3 May 2026 twice\nno heating", None),
        ("Nobody came.\nNot once, 3 May 2026", None),
    ],
)
def test_the_day_of_a_title_counts_whatever_stands_below_it_in_the_head(
    tmp_path: Path, head: str, day: date | None
) -> None:
    assert plan_of(tmp_path, f"{head}\n\n{_TALK}").day == day


def test_the_lines_of_such_a_head_are_nobodys_words(tmp_path: Path) -> None:
    head = "Harbour exit notes 6/24/26 - A. Rowe (till, 6 yrs)\nHR: Bo Lind    Length: 35 min"
    plan = plan_of(tmp_path, f"{head}\n\n- rota comes late, every week\n- would like it a month ahead")
    (record,) = read(tmp_path / "talk.txt", plan)
    assert isinstance(record, RawRecord)
    assert record.text.split("\n\n") == ["rota comes late, every week", "would like it a month ahead"]


def test_lines_below_a_dated_title_that_may_be_somebodys_words_stay(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, "Feedback, 3 May 2026\nPay too low\nRota always late\n\nThat is why people leave.")
    (record,) = read(tmp_path / "talk.txt", plan)
    assert isinstance(record, RawRecord)
    for said in ("Pay too low", "Rota always late", "That is why people leave."):
        assert said in record.text
