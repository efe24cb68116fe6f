"""Unit and day of running text, as its head names them."""

from datetime import date
from pathlib import Path

import pytest

from analyzer.ingest import Choices, Plan, Shape, Summary, inspect, read, summarise
from analyzer.ingest.plan import DateOrder
from analyzer.ingest.prose.edges.text_head import read_text_head
from analyzer.spelling import unit_key
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


_KNOWN = frozenset(map(unit_key, ("Lakeside Resort", "Lakeside", "Quay", "103 - Cedar Falls", "HR")))
_TOLD = "The rota changed every week. Nobody said a word about it."


@pytest.mark.parametrize(
    "head",
    [
        "Lakeside Resort – front desk – 24/04/2026 – permanent contract, three years there",
        "Exit interview - Lakeside Resort\nDate: 24.04.2026",
        "Exit interview Lakeside Resort, 24 April 2026",
        "Austrittsgespräch Lakeside Resort, 24.04.2026",
        "Entretien de départ – Lakeside Resort – 24 avril 2026",
        "Entrevista de salida (Lakeside Resort) 24/04/2026",
        "Colloquio di uscita, Lakeside Resort, 24 aprile 2026",
        "Exitgesprek Lakeside Resort | 24-04-2026",
        "Entrevista de saída / Lakeside Resort / 24 de abril de 2026",
        "LAKESIDE RESORT, 24-04-2026 - left on own wish, fitter",
    ],
)
def test_a_known_unit_in_a_head_needs_no_label(head: str) -> None:
    found = read_text_head(f"{head}\n\n{_TOLD}", DateOrder.DMY, _KNOWN)
    assert (unit_key(found.unit or ""), found.day) == ("lakeside resort", date(2026, 4, 24))
    assert read_text_head(f"{head}\n\n{_TOLD}", DateOrder.DMY).unit is None


def test_a_known_unit_sets_a_title_apart_from_a_line_right_below_it() -> None:
    text = f"103 - Cedar Falls, 24 April 2026\nThe rota\n\n{_TOLD}"
    found = read_text_head(text, None, _KNOWN)
    assert (unit_key(found.unit or ""), found.day) == ("103 cedar falls", date(2026, 4, 24))


@pytest.mark.parametrize(
    "text",
    [
        f"Lakeside Resort was fine.\n\n{_TOLD}",
        f"I left for Lakeside Resort\n\n{_TOLD}",
        f"Moved to Lakeside Resort\n\n{_TOLD}",
        f"Quay – Lakeside Resort\n\n{_TOLD}",
        f"Former site: Lakeside Resort\n\n{_TOLD}",
        f"Exit interview – HR\n\n{_TOLD}",
        f"{_TOLD}\n\nLakeside Resort",
        "Lakeside Resort",
    ],
)
def test_a_known_unit_elsewhere_or_beside_another_is_not_taken(text: str) -> None:
    assert read_text_head(text, None, _KNOWN).unit is None


def test_a_label_wins_over_a_known_unit_and_a_known_unit_over_a_department() -> None:
    assert read_text_head(f"Site: York\nDate: 3 May 2026\nQuay\n\n{_TOLD}", None, _KNOWN).unit == "York"
    assert read_text_head(f"Quay\nDepartment: Kitchen\nDate: 3 May 2026\n\n{_TOLD}", None, _KNOWN).unit == "Quay"


def test_each_of_several_interviews_has_its_own_known_unit(tmp_path: Path) -> None:
    one, two = (
        f"Interview {at}\nExit talk – {unit} – {at} May 2026\n\n{_TALK}"
        for at, unit in ((1, "Quay"), (2, "Lakeside Resort"))
    )
    path = tmp_path / "talks.txt"
    path.write_text(f"{one}\n\n{two}", encoding="utf-8")
    plan = inspect(path, path.name, side=Side.EMPLOYEE, known_units=_KNOWN)
    assert plan.shape is Shape.INTERVIEWS
    assert [found.unit for found in read(path, plan) if isinstance(found, RawRecord)] == ["Quay", "Lakeside Resort"]


def test_the_look_at_a_mail_shows_its_day_and_says_that_it_has_no_unit(tmp_path: Path) -> None:
    mail = (
        f"From: ada@example.org\nTo: hr@example.org\nDate: 16 May 2026 11:42\nSubject: Leaving\n\nDear Bo,\n\n{_TOLD}\n"
    )
    assert plan_of(tmp_path, mail).day == date(2026, 5, 16)
    assert counted(tmp_path, mail).without_place.startswith("1 record has no unit: it gives themes")


def test_records_that_lack_one_or_the_other_are_counted_together(tmp_path: Path) -> None:
    one, two = f"Interview 1\nSite: York\n\n{_TALK}", f"Interview 2\nDate: 3 May 2026\n\n{_TALK}"
    assert counted(tmp_path, f"{one}\n\n{two}").without_place.startswith("2 records have no unit or no date: they give")
