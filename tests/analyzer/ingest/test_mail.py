"""Pasted e-mails: what their author says, without heads and without what others wrote."""

from pathlib import Path

import pytest

from analyzer.ingest import inspect, read
from analyzer.types import RawRecord, SetAside

SAID = "The parcel came late for the third time, and nobody answers the phone."
SORRY = "We are sorry for the delay and will look into it."


def read_pasted(folder: Path, text: str) -> list[RawRecord | SetAside]:
    (folder / "pasted.txt").write_text(text, "utf-8")
    return list(read(folder / "pasted.txt", inspect(folder / "pasted.txt", "pasted text")))


def said_in(folder: Path, text: str) -> list[str]:
    return [row.text for row in read_pasted(folder, text) if isinstance(row, RawRecord)]


@pytest.mark.parametrize(
    "quote",
    [
        f"On 3 May 2025, Lisa Miller wrote:\n> Dear Anna,\n> {SORRY}",
        f"Am 3. Mai 2025 schrieb Lisa Müller:\n> Liebe Anna,\n> {SORRY}",
        f"Le 3 mai 2025, Lisa a écrit :\n> {SORRY}",
        f"El 3 de mayo de 2025, Lisa escribió:\n> {SORRY}",
        f"Il giorno 3 maggio 2025 Lisa ha scritto:\n> {SORRY}",
        f"Op 3 mei 2025 schreef Lisa de Vries:\n> {SORRY}",
        f"Em 3 de maio de 2025, Lisa escreveu:\n> {SORRY}",
        f"On 3 May 2025 Lisa Miller wrote:\n{SORRY}",
        f"-----Original Message-----\nFrom: Customer Service <help@shop.example>\nTo: Anna\nSubject: Parcel\n\n{SORRY}",
        f"-----Original Message-----\nFrom: Lisa Miller\nTo: Anna Muster\nSubject: Your parcel\n\n{SORRY}",
        f"Da: Servizio Clienti <service@shop.example>\nInviato: 3 maggio\nOggetto: Pacco\n\n{SORRY}",
    ],
)
@pytest.mark.parametrize("head", ["", "From: Anna Muster\nTo: Lisa Miller\nSubject: Parcel\n\n"])
def test_it_keeps_the_answer_and_not_what_is_answered(tmp_path: Path, quote: str, head: str) -> None:
    assert said_in(tmp_path, f"{head}{SAID}\n\n{quote}\n") == [SAID]


@pytest.mark.parametrize("mark", ["> ", ""])
def test_it_keeps_an_answer_however_short(tmp_path: Path, mark: str) -> None:
    assert said_in(tmp_path, f"Still broken.\n\nOn 3 May 2025, Lisa wrote:\n{mark}{SORRY}\n") == ["Still broken."]


@pytest.mark.parametrize("above", ["", "See below.\n\n", "FYI\n\n"])
def test_it_keeps_what_is_quoted_where_nothing_else_is_said(tmp_path: Path, above: str) -> None:
    [text] = said_in(tmp_path, f"{above}On 3 May 2025, Anna Muster wrote:\n> {SAID}\n> I want my money back.\n")
    assert SAID in text


def test_it_keeps_what_service_forwards(tmp_path: Path) -> None:
    forwarded = (
        "From: Customer Service\nTo: Quality\nSubject: Fwd: Parcel\n\nPlease look at this one as soon as you can.\n\n"
    )
    assert said_in(tmp_path, f"{forwarded}From: Anna Muster\nTo: Customer Service\nSubject: Parcel\n\n{SAID}\n") == [
        SAID
    ]


def test_it_keeps_both_messages_of_one_person_in_a_thread(tmp_path: Path) -> None:
    thread = "".join(
        f"From: {sender}\nTo: {to}\nSubject: Parcel\n\n{text}\n\n"
        for sender, to, text in (
            ("Anna Muster", "Lisa Miller", SAID),
            ("Lisa Miller", "Anna Muster", SORRY),
            ("Anna Muster", "Lisa Miller", "It has been three weeks now."),
        )
    )
    assert said_in(tmp_path, thread) == [f"{SAID}\n\nIt has been three weeks now."]


@pytest.mark.parametrize("head", ["From: {} Subject: {}\n", "From: {}\nSubject: {}\n\n", "Von: {} Betreff: {}\n"])
def test_it_parts_mails_of_several_people_by_sender_and_subject(tmp_path: Path, head: str) -> None:
    written = (("Anna", "Late parcel", SAID), ("Ben", "Rude clerk", "He shouted at my mother."))
    pasted = "\n".join(head.format(sender, subject) + text + "\n" for sender, subject, text in written)
    assert said_in(tmp_path, pasted) == [text for *_, text in written]


@pytest.mark.parametrize("subjects", [("Parcel", "Re: Parcel"), ("Parcel", "Parcel"), ("Parcel", "RE: Your case")])
def test_it_takes_answers_for_one_thread(tmp_path: Path, subjects: tuple[str, str]) -> None:
    pasted = f"From: Anna\nSubject: {subjects[0]}\n\n{SAID}\n\nFrom: Ben\nSubject: {subjects[1]}\n\n{SORRY}\n"
    assert len(said_in(tmp_path, pasted)) == 1


def test_it_sets_quoted_lines_of_a_list_aside(tmp_path: Path) -> None:
    pasted = "The parcel was late.\n> thanks for your patience\nNobody answers.\nThe clerk was rude.\nNever again.\n"
    assert said_in(tmp_path, pasted) == [
        "The parcel was late.",
        "Nobody answers.",
        "The clerk was rude.",
        "Never again.",
    ]
    [aside] = [row for row in read_pasted(tmp_path, pasted) if isinstance(row, SetAside)]
    assert (aside.line, aside.reason) == (2, "quoted line")


def test_it_keeps_a_list_of_comments_one_that_names_a_head_within(tmp_path: Path) -> None:
    pasted = "The parcel was late.\nFrom: Anna Subject: Parcel\nNobody answers.\nThe clerk was rude.\nNever again.\n"
    assert len(said_in(tmp_path, pasted)) == 5


def test_it_takes_more_than_thirty_minutes_for_no_quote(tmp_path: Path) -> None:
    pasted = "> 30 minutes at the desk.\nNobody answers.\nThe clerk was rude.\nNever again.\n"
    assert len(said_in(tmp_path, pasted)) == 4


def test_it_takes_marks_before_most_lines_for_bullets(tmp_path: Path) -> None:
    pasted = "> The parcel was late.\n> Nobody answers.\n> The clerk was rude.\n"
    assert len(said_in(tmp_path, pasted)) == 3
