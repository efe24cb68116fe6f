"""The day of a record made of an e-mail: the person's own mail's, unless somebody gave one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from analyzer.ingest import Choices, DateOrder, inspect, read
from analyzer.ingest.dates import parse_date
from analyzer.ingest.prose.sent_dates import find_day
from analyzer.types import RawRecord

DAY = date(2026, 5, 3)
SAID = "The parcel came three weeks late and nobody told me anything."
REPLY = "We are sorry to hear that and will look into it at once."

NO_CHOICES = Choices()
DESK = "From: Customer Service\nSent: 4 May 2026 09:00\nTo: Anna Reed\nSubject: Parcel\n\n"
ANNA = "From: Anna Reed <anna@example.com>\nSent: 3 May 2026 10:12\nTo: Customer Service\nSubject: Parcel\n\n"
COLLEAGUE = "From: Tom <tom@shop.example>\nDate: 9 May 2026\nTo: Quality\nSubject: Fwd: Parcel\n\n"


def days_in(tmp_path: Path, text: str, choices: Choices = NO_CHOICES) -> list[date | None]:
    path = tmp_path / "pasted.txt"
    path.write_text(text, "utf-8")
    return [row.date for row in read(path, inspect(path, path.name, choices)) if isinstance(row, RawRecord)]


@pytest.mark.parametrize(
    "written",
    [
        *("Sun, 3 May 2026 10:12:00 +0200", "Sunday, May 3, 2026 10:12 AM", "2026-05-03T10:12:00Z", "3-May-2026 10:12"),
        *("Sonntag, 3. Mai 2026 10:12", "03.05.26 10:12", "dim. 3 mai 2026 à 10:12", "mar. 3 mai 2026 10:12"),
        *("3 de mayo de 2026 10:12", "dom., 3 de mai. de 2026 às 10:12", "domenica 3 maggio 2026", "zondag 3 mei 2026"),
        *("domingo, 3 de maio de 2026 10:12", "May 3rd, 2026", "03/05/2026 10:12"),
    ],
)
def test_it_finds_the_day_in_what_mail_programs_write(written: str) -> None:
    assert find_day(written, DateOrder.DMY) == DAY


@pytest.mark.parametrize(
    "written", ["03/05/2026 10:12", "3 May, in the morning", "10:12", "order 03.05.20261", "7.3.05.2026"]
)
def test_it_finds_no_day_where_its_order_or_its_year_is_not_known(written: str) -> None:
    assert find_day(written, None) is None


def test_it_reads_short_months_of_mail_programs_and_no_words_for_them() -> None:
    assert find_day("5 set. 2026 10:12", None) == date(2026, 9, 5)
    assert find_day("5 de out. de 2026", None) == date(2026, 10, 5)
    assert parse_date("I found out in 2026", None) is None


def test_a_weekday_is_no_month() -> None:
    assert parse_date("mar. 5 mai 2026", None) == date(2026, 5, 5)
    assert parse_date("mar. 5 2026", None) == date(2026, 3, 5)


@pytest.mark.parametrize(
    "head",
    [
        "From: Anna Reed <anna@example.com>\nSent: Sunday, May 3, 2026 10:12 AM\nTo: Customer Service\nSubject: Parcel",
        "Von: Anna Muster\nGesendet: Sonntag, 3. Mai 2026 10:12\nAn: Kundenservice\nBetreff: Paket",
        "De : Anne Petit\nEnvoyé : 03/05/2026 10:12\nÀ : Service client\nObjet : Colis",
        "De: Ana Vega\nEnviado: 03/05/2026 10:12\nPara: Atención al cliente\nAsunto: Paquete",
        "Da: Anna Verdi\nInviato: domenica 3 maggio 2026 10:12\nA: Servizio clienti\nOggetto: Pacco",
    ],
)
@pytest.mark.parametrize(
    "below", ["", "\n\n-----Original Message-----\nFrom: Customer Service\nSent: 1 May 2026\n\n" + REPLY]
)
def test_a_mail_has_the_day_of_its_head_and_not_of_what_it_quotes(tmp_path: Path, head: str, below: str) -> None:
    assert days_in(tmp_path, f"{head}\n\n{SAID}{below}\n") == [DAY]


def test_a_day_that_somebody_gave_wins(tmp_path: Path) -> None:
    mail = f"From: Anna <anna@example.com>\nDate: 3 May 2026 10:12\n\n{SAID}\n"
    assert days_in(tmp_path, mail, Choices(day="2026-01-31")) == [date(2026, 1, 31)]


def test_each_of_several_mails_has_its_own_day(tmp_path: Path) -> None:
    pasted = "\n".join(
        f"From: {name}\nSent: {day} 10:12\nTo: Customer Service\nSubject: Shop\n\n{SAID}\n"
        for name, day in (("Anna", "3 May 2026"), ("Ben", "14 June 2026"), ("Clara", "03/04/2026"))
    )
    assert days_in(tmp_path, pasted) == [DAY, date(2026, 6, 14), None]


@pytest.mark.parametrize(
    ("thread", "day"),
    [
        # What is quoted says when others wrote.
        (f"{SAID}\n\nOn 1 May 2026 at 10:12 HR <hr@example.com> wrote:\n> {REPLY}\n", None),
        (f"{SAID}\n\nFrom: HR <hr@example.com>\nSent: 1 May 2026 10:12\nTo: Anna Reed\n\n{REPLY}\n", None),
        # All of it is quoted, so the day above the marks is its own.
        (f"On 3 May 2026 at 10:12 Anna Reed wrote:\n> {SAID}\n", DAY),
        (f"Am 3.5.2026 um 10:12 schrieb Anna Muster:\n> {SAID}\n", DAY),
        (f"{DESK}{REPLY}\n\n{ANNA}{SAID}\n", DAY),
        (f"{COLLEAGUE}Please look at this.\n\n{ANNA}{SAID}\n", DAY),
        (f"Dear all,\n\nsince 1 May 2026 it is worse. {SAID}\n\nKind regards\nAnna\n", None),
    ],
)
def test_of_a_thread_the_day_is_that_of_the_persons_own_mail(tmp_path: Path, thread: str, day: date | None) -> None:
    assert days_in(tmp_path, thread) == [day]


def test_the_look_at_a_paste_shows_each_day(tmp_path: Path) -> None:
    (tmp_path / "pasted.txt").write_text(f"From: Anna <anna@example.com>\nDate: 3 May 2026 10:12\n\n{SAID}\n", "utf-8")
    assert inspect(tmp_path / "pasted.txt", "pasted text").preview == ((SAID, "2026-05-03"),)
