"""Notices below mails are nobody's words, and what people say of confidence is theirs."""

from __future__ import annotations

from pathlib import Path

import pytest

from analyzer.ingest import inspect, read
from analyzer.types import RawRecord

SAID = "The parcel came late for the third time, and nobody answers the phone."
ENGLISH = "This e-mail and its attachments are confidential and meant for the addressee. Delete it if it came in error."
NOTICES = (
    ENGLISH,
    "CONFIDENTIALITY NOTICE: this message is privileged and intended solely for the use of the named recipient.",
    "Diese E-Mail ist vertraulich. Haben Sie sie irrtümlich bekommen, verständigen Sie bitte den Absender.",
    "Der Inhalt dieser Nachricht ist vertraulich und nur für den Adressaten bestimmt.",
    "Ce message est confidentiel et réservé à ses destinataires. Reçu par erreur, merci de le détruire.",
    "Este correo es confidencial y va dirigido a su destinatario. Si lo recibe por error, bórrelo.",
    "Please think of the forests before printing this e-mail.",
    "Disclaimer\n\nThis message is for the addressee only, and its copying is strictly prohibited.",
    f"{ENGLISH}\n\nIf you are not the addressee, notify us.\n\nFern Ltd, registered office: 4 Mill Lane, York",
)
OWN = (
    "My data was to be kept confidential and was not.",
    "Your clerk told everybody what was in this e-mail, though it was confidential.",
    "I sent this email in error, it was confidential, and you did not delete it.",
    "Diese Nachricht ist vertraulich, bitte sagen Sie es nicht weiter.",
    "Please keep this message confidential, since disclosure of it would cost people here their jobs.",
    "Ce message est confidentiel, mon chef ne doit pas savoir qui en est l'expéditeur.",
    "The parcel went to the wrong recipient by mistake and nobody is liable.",
    "Confidential letters lay open at the desk for hours.",
)


def read_pasted(folder: Path, text: str) -> tuple[list[str], tuple[str, ...]]:
    path = folder / "pasted.txt"
    path.write_text(text, "utf-8")
    plan = inspect(path, path.name)
    return [row.text for row in read(path, plan) if isinstance(row, RawRecord)], plan.notes


@pytest.mark.parametrize("notice", NOTICES)
@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n\n----------\n"])
def test_a_notice_below_a_mail_is_left_out_and_counted(tmp_path: Path, notice: str, gap: str) -> None:
    said, [note] = read_pasted(tmp_path, f"Hello,\n\n{SAID}\n\nRegards\nAnna Reed{gap}{notice}\n")
    assert said == [SAID]
    lines = 3 + sum(bool(line) for line in notice.split("\n"))
    assert (
        note == f"{lines} of {lines + 1} lines are left out as head, greeting, signature, notice or quote of an e-mail."
    )


def test_it_stands_below_each_mail_of_several_and_above_what_is_quoted(tmp_path: Path) -> None:
    head = "From: {}\nTo: Customer Service\nSubject: Shop\n\n"
    pasted = "\n\n".join(f"{head.format(name)}{SAID}\n\n{ENGLISH}" for name in ("Anna", "Ben"))
    assert read_pasted(tmp_path, pasted)[0] == [SAID, SAID]
    answered = f"Hello,\n\n{SAID}\n\nRegards\nAnna\n\n{ENGLISH}\n\nOn 3 May 2026, Lisa wrote:\n> We are sorry.\n"
    assert read_pasted(tmp_path, answered)[0] == [SAID]


@pytest.mark.parametrize("own", OWN)
@pytest.mark.parametrize("notice", ["", f"\n\n{ENGLISH}"])
def test_what_somebody_says_of_confidence_stays(tmp_path: Path, own: str, notice: str) -> None:
    said, _ = read_pasted(tmp_path, f"Hello,\n\n{SAID}\n\n{own}\n\nRegards\nAnna Reed{notice}\n")
    assert said == [f"{SAID}\n\n{own}"]
    said, _ = read_pasted(
        tmp_path, f"From: Anna Reed\nTo: Customer Service\nSubject: Shop\n\n{SAID}\n\n{own}{notice}\n"
    )
    assert said == [f"{SAID}\n\n{own}"]


def test_a_mail_that_is_nothing_else_keeps_it(tmp_path: Path) -> None:
    assert read_pasted(tmp_path, f"From: Anna Reed\nTo: Customer Service\nSubject: Shop\n\n{ENGLISH}\n")[0] == [ENGLISH]


def test_words_below_a_notice_keep_it(tmp_path: Path) -> None:
    said, _ = read_pasted(
        tmp_path, f"Hello,\n\n{SAID}\n\n{ENGLISH}\n\nOne more thing: the lift is broken.\n\nRegards\nAnna\n"
    )
    assert said[0].endswith("the lift is broken.")
