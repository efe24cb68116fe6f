"""Saved e-mails are read as messages: their text, decoded, without attachments and what programs write around it."""

from email.message import EmailMessage

import pytest

from analyzer.ingest import Format, IngestError, inspect, read
from analyzer.types import RawRecord, Side

SAID = "Die Kühlung lief nie – und keiner kam. “Später”, hieß es jede Woche."
PAGE = (
    "<html><head><style>p {color: red}</style></head><body><p>Hallo Frau Okoro,</p>"
    f"<blockquote>1. Warum gehen Sie?</blockquote><p>{SAID}</p></body></html>"
)
PLAIN = f"Hallo Frau Okoro,\n\n> 1. Warum gehen Sie?\n\n{SAID}\n"


def message(text=None, page=None, coding="base64", attached=None):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = (
        "Pia Lund <pia@post.example>",
        "Personal <hr@firma.example>",
        "Re: Ihr Weg",
    )
    mail["Date"], mail["Message-ID"] = "Mon, 12 May 2025 09:30:00 +0200", "<1@post.example>"
    if text is not None:
        mail.set_content(text, cte=coding)
    if page is not None and text is not None:
        mail.add_alternative(page, subtype="html", cte=coding)
    elif page is not None:
        mail.set_content(page, subtype="html", cte=coding)
    if attached is not None:
        mail.add_attachment(attached.encode(), maintype="text", subtype="plain", filename="note.txt")
    return mail.as_bytes()


def texts(folder, content, name="mail.eml"):
    (folder / name).write_bytes(content)
    plan = inspect(folder / name, name, side=Side.EMPLOYEE)
    assert plan.format is Format.EML
    return [one.text for one in read(folder / name, plan) if isinstance(one, RawRecord)]


@pytest.mark.parametrize("coding", ["base64", "quoted-printable", "8bit"])
@pytest.mark.parametrize("parts", [{"text": PLAIN}, {"text": PLAIN, "page": PAGE}, {"page": PAGE}])
def test_read_it_reads_what_somebody_wrote_in_a_saved_mail(tmp_path, parts, coding):
    assert texts(tmp_path, message(**parts, coding=coding)) == [SAID]


def test_read_it_leaves_out_what_is_attached(tmp_path):
    assert texts(tmp_path, message(text=PLAIN, attached="We are sorry to see you go.")) == [SAID]


def test_read_it_knows_a_saved_mail_by_what_it_holds(tmp_path):
    assert texts(tmp_path, message(text=PLAIN), "pasted text") == [SAID]


def test_read_it_reads_a_mail_whose_character_set_nobody_knows(tmp_path):
    content = message(text=PLAIN, coding="8bit").replace(b'charset="utf-8"', b'charset="x-of-old"')
    assert texts(tmp_path, content) == [SAID]


def test_inspect_it_takes_a_head_that_somebody_copied_for_text(tmp_path):
    (tmp_path / "mail.txt").write_text(f"From: Pia Lund\nSent: 12 May 2025\nTo: Personal\n\n{PLAIN}")
    assert inspect(tmp_path / "mail.txt", "mail.txt").format is Format.TXT


@pytest.mark.parametrize("content", [message(text=""), message(attached="Only this.")])
def test_inspect_it_refuses_a_mail_without_text(tmp_path, content):
    (tmp_path / "mail.eml").write_bytes(content)
    with pytest.raises(IngestError, match="is an e-mail without text of its own"):
        inspect(tmp_path / "mail.eml", "mail.eml")
