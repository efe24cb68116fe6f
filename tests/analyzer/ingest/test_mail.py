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


@pytest.mark.parametrize("mark", [">", ">>"])
def test_it_keeps_what_the_author_wrote_before_where_an_answer_quotes_it(tmp_path: Path, mark: str) -> None:
    thread = (
        f"From: Anna Muster\nTo: Lisa Miller\nSubject: RE: Parcel\n\n{SAID}\n\n"
        f"On 3 May 2025 at 09:12, Lisa Miller wrote:\n> Dear Anna,\n> {SORRY}\n>\n"
        f"{mark} On 1 May 2025 at 22:40, Anna Muster wrote:\n>> It has been three weeks.\n>> Anna\n> Lisa Miller\n"
    )
    assert said_in(tmp_path, thread) == [f"{SAID}\n\nIt has been three weeks."]


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


@pytest.mark.parametrize(
    "letters",
    [
        (("Hello,", "Kind regards\nAnna"), ("Hi team,", "Regards, Ben"), ("Dear all", "Yours sincerely\nCara Lin")),
        (("Guten Tag,", "Mit freundlichen Grüßen\n\nAnna\nSonnenweg 4"), ("Liebes Team,", "Viele Grüße\nBen")),
        (("Bonjour,", "Cordialement\nAnne"), ("Madame, Monsieur,", "Merci\nBenoît")),
    ],
)
@pytest.mark.parametrize("between", ["\n\n", "\n\n---\n\n", "\n\nPS: I have the bill.\n\n"])
def test_it_parts_letters_of_several_people_by_greeting_and_closing(
    tmp_path: Path, letters: tuple[tuple[str, str], ...], between: str
) -> None:
    said = [f"Fault number {at} is still there." for at in range(len(letters))]
    pasted = between.join(
        f"{greeting}\n\n{text}\n\n{closing}" for (greeting, closing), text in zip(letters, said, strict=True)
    )
    found = said_in(tmp_path, pasted)
    assert [text.split("\n")[0] for text in found] == said
    assert not any(closing.split()[-1] in text for text in found for _, closing in letters)


@pytest.mark.parametrize(
    "below",
    [
        "Kind regards\nAnna\n\nOne more thing: the freezer room has no light.",
        "Many thanks\nAnna Reed\nBaker\n\nI forgot to say that the freezer room has no light.",
        "Thank you\nfor the good years. Yet the freezer room has no light.",
        "Thanks\nto nobody, as the freezer room has no light",
        "Best\nThe cake\nThe bread\nMy colleagues\nThe park\nThe feast\nThe pay\nNo light in the freezer room",
        "--\nAnna\n\nWhat I forgot above is that the freezer room has no light.",
        "Thanks\n\nSent from my own desk: the freezer room has no light, and it is cold in there.",
    ],
)
def test_it_keeps_what_follows_a_signature_or_goes_on_from_thanks(tmp_path: Path, below: str) -> None:
    [text] = said_in(tmp_path, f"Dear Paula,\n\nI leave because of the nights.\n\n{below}\n\nRegards\nAnna\n")
    assert "light" in text


def test_it_keeps_no_signature(tmp_path: Path) -> None:
    signature = "Best wishes,\nDana van der Holm\nHead of Bakery\n\nFern Lane 4\n+44 20 7946 0000\ndana@example.com\n"
    assert said_in(tmp_path, f"Hello,\n\n{SAID}\n\n{signature}") == [SAID]


@pytest.mark.parametrize(
    "line",
    ["On 3 May my manager wrote:", "Am 3. Mai schrieb mir der Filialleiter:", "On 3 May 2025 somebody from pay wrote:"],
)
def test_it_keeps_what_follows_what_somebody_wrote_within_a_letter(tmp_path: Path, line: str) -> None:
    pasted = f"Hello,\n\nthis is why I go.\n\n{line}\nwe do not need you.\n\nNobody called me back.\n\nRegards\nAnna\n"
    [text] = said_in(tmp_path, pasted)
    assert "Nobody called me back." in text


@pytest.mark.parametrize(
    ("names", "to"),
    [
        (("From", "Sent", "To", "Subject"), "Customer Service"),
        (("Von", "Gesendet", "An", "Betreff"), "Kundenservice"),
        (("De ", "Envoyé ", "À ", "Objet "), "Service client"),
        (("From", "Date", "To", "Subject"), "Paula Reed"),
    ],
)
@pytest.mark.parametrize("address", [" <{}@example.com>", ""])
def test_it_parts_mails_of_several_people_to_one(tmp_path: Path, names: tuple[str, ...], to: str, address: str) -> None:
    said = ["The car park is always full.", "You close at five.", "Your cashier was kind."]
    heads = [
        zip(names, (name + address.format(name.lower()), "3.10.2025 10:00", to, "Shop"), strict=True)
        for name in ("Anna", "Ben", "Clara")
    ]
    pasted = "\n".join(
        "\n".join(f"{name}: {value}" for name, value in head) + f"\n\n{text}\n"
        for head, text in zip(heads, said, strict=True)
    )
    assert said_in(tmp_path, pasted) == said


@pytest.mark.parametrize(
    ("names", "service"),
    [
        (("Von", "Gesendet", "An", "Betreff"), "Kundenservice"),
        (("De ", "Envoyé ", "À ", "Objet "), "Service client"),
        (("From", "Sent", "To", "Subject"), "Customer Service"),
    ],
)
@pytest.mark.parametrize("divider", ["-----Ursprüngliche Nachricht-----\n", "________________\n", ""])
def test_it_reads_a_thread_in_any_language(tmp_path: Path, names: tuple[str, ...], service: str, divider: str) -> None:
    first, second = (
        "\n".join(
            f"{name}: {value}" for name, value in zip(names, (sender, "3.10.2025 10:00", to, "AW: X"), strict=True)
        )
        for sender, to in (("Anna Muster", service), (service, "Anna Muster"))
    )
    assert said_in(tmp_path, f"{first}\n\n{SAID}\n\n{divider}{second}\n\n{SORRY}\n") == [SAID]


@pytest.mark.parametrize(
    "above",
    [
        "Hello Anna, thank you for passing this on to all of us here.\n\n---------- Forwarded message ---------\n",
        "I have had this one on my desk since Monday morning.\n\n",
        "From: Tom <tom@shop.example>\nTo: Quality\nSubject: Parcel\n\nPlease look at this before noon on any day.\n\n",
    ],
)
def test_it_keeps_a_customers_mail_below_a_colleagues_note(tmp_path: Path, above: str) -> None:
    mail = f"From: Pia Long <pia@example.com>\nDate: 14 Oct 2025\nSubject: Parcel\nTo: <help@shop.example>\n\n{SAID}\n"
    [text] = said_in(tmp_path, above + mail)
    assert SAID in text


@pytest.mark.parametrize(
    "line",
    [
        "From: the second week on, it got worse.",
        "To: be honest, I am fed up.",
        "Date: every single Saturday.",
        "Sent: by courier, they said.\nTo: my old flat, of all places.",
    ],
)
def test_it_keeps_a_line_of_the_body_that_begins_like_a_head(tmp_path: Path, line: str) -> None:
    head = "From: Anna Reed <anna@example.com>\nDate: 3 Oct 2025 10:00\nSubject: Parcel\n\n"
    assert said_in(tmp_path, f"{head}{SAID}\n{line}\n") == [f"{SAID}\n{line}"]
    assert line in said_in(tmp_path, f"Hello,\n\n{SAID}\n{line}\n\nRegards\nAnna\n")[0]


@pytest.mark.parametrize(
    ("above", "kept"), [("Mails of May", False), ("Here are the mails that I spoke of on Monday morning.", True)]
)
def test_it_parts_mails_of_several_people_below_a_title_or_a_note(tmp_path: Path, above: str, kept: bool) -> None:
    said = ["The car park is always full.", "You close at five."]
    heads = [f"From: {name}\nTo: Customer Service\nSubject: Shop" for name in ("Anna", "Ben")]
    mails = "\n\n".join(f"{head}\n\n{text}" for head, text in zip(heads, said, strict=True))
    found = said_in(tmp_path, f"{above}\n\n{mails}\n")
    assert found[-1] == said[1]
    assert said[0] in found[-2]
    assert found[:-2] == [above] * kept


@pytest.mark.parametrize("short", ["No refund", "Keine Kassen offen", "NEVER AGAIN HERE"])
def test_it_takes_a_short_complaint_below_thanks_for_no_signature(tmp_path: Path, short: str) -> None:
    assert said_in(tmp_path, f"Hello,\n\n{SAID}\n\nThanks\n\n{short}\n") == [f"{SAID}\n\n{short}"]


@pytest.mark.parametrize(
    ("pasted", "notes"),
    [
        (
            f"From: Anna\nTo: Customer Service\nSubject: Parcel\n\n- {SAID}\n\nRegards\nAnna\n\n> {SORRY}\n",
            ("6 of 7 lines are left out as head, greeting, signature, notice or quote of an e-mail.",),
        ),
        (
            f"Hello,\n{SAID}\nThank you!\n\nHello,\nYou close at five.\nRegards\nBen\n",
            ("5 of 7 lines are left out as head, greeting, signature, notice or quote of an e-mail.",),
        ),
        (f"{SAID}\nNobody called.\nThe park is full.\n", ()),
        ("Interviewer: Why do you leave?\nLeaver: The nights.\nInterviewer: And?\nLeaver: The pay.\n", ()),
    ],
)
def test_inspect_it_says_how_many_lines_of_mails_are_left_out(
    tmp_path: Path, pasted: str, notes: tuple[str, ...]
) -> None:
    (tmp_path / "pasted.txt").write_text(pasted, "utf-8")
    assert inspect(tmp_path / "pasted.txt", "pasted text").notes == notes


def test_it_sets_a_letter_aside_that_greets_who_signed_the_one_above(tmp_path: Path) -> None:
    pasted = (
        f"Hi Paula,\n\n{SAID}\n\nBest regards\nAnna\n\nHi Anna,\n\n{SORRY}\n\nKind regards\nPaula\n\n"
        "Hi Paula,\n\nit has been three weeks now.\n\nRegards\nAnna\n"
    )
    assert said_in(tmp_path, pasted) == [SAID, "it has been three weeks now."]
    [aside] = [row for row in read_pasted(tmp_path, pasted) if isinstance(row, SetAside)]
    assert (aside.line, aside.reason) == (8, "answer to the e-mail above it")


def test_it_takes_a_greeting_of_a_team_for_no_answer(tmp_path: Path) -> None:
    pasted = (
        f"Hi Team,\n\n{SAID}\n\nBest regards\nHerr Muster\nSales Team\n\nHi Sales Team, Herr Holm,\n\n"
        "You close at five.\n\nRegards\nBen\n"
    )
    assert said_in(tmp_path, pasted) == [SAID, "You close at five."]


@pytest.mark.parametrize(
    "signature",
    [
        "Thanks\n\nANNA REED\nBAKERY MANAGER\nNORTH SHORE STORE",
        "Regards,\nAnna Reed\nSENIOR BAKERY MANAGER\nNORTH SHORE STORE GROUP LTD\n+44 20 7946 0000",
        "Mit freundlichen Grüßen\n\nANNA MUSTER\nLEITERIN EINKAUF UND VERTRIEB\nMUSTER HANDELS GMBH",
        "Cordialement,\nANNE PETIT\nRESPONSABLE DES ACHATS\nDIRECTION COMMERCIALE FRANCE",
    ],
)
@pytest.mark.parametrize("head", ["Hello,\n\n", "From: Anna Reed\nTo: Customer Service\nSubject: Parcel\n\n"])
def test_it_keeps_no_signature_in_capitals(tmp_path: Path, head: str, signature: str) -> None:
    assert said_in(tmp_path, f"{head}{SAID}\n\n{signature}\n") == [SAID]


@pytest.mark.parametrize("shout", ["NEVER AGAIN HERE\nYOU LOST ME", "WORST SHOP EVER SEEN\nAVOID THIS PLACE"])
@pytest.mark.parametrize("name", ["", "Anna Reed\n\n"])
def test_it_keeps_a_shout_below_a_closing(tmp_path: Path, name: str, shout: str) -> None:
    assert said_in(tmp_path, f"Hello,\n\n{SAID}\n\nThanks\n{name}\n{shout}\n") == [f"{SAID}\n\n{shout}"]


@pytest.mark.parametrize("line", ["THIS IS UNACCEPTABLE", "No refund"])
def test_a_short_line_within_a_mail_is_no_heading(tmp_path: Path, line: str) -> None:
    assert said_in(tmp_path, f"Hello,\n\n{line}\n{SAID}\n\nRegards\nAnna\n") == [f"{line}\n{SAID}"]


@pytest.mark.parametrize(
    ("below", "left"),
    [
        *(("Anna Muster", ""), ("Anna x", ""), ("A. Muster (Dr.)", ""), ("God bless,\nAnna", "")),
        *(("Call me\nAnna", "Call me"), ("Anna cried", "Anna cried"), ("So long!", "So long!")),
    ],
)
def test_it_leaves_out_a_name_that_no_closing_stands_above(tmp_path: Path, below: str, left: str) -> None:
    head = "From: Anna Muster\nTo: help@shop.example\nDate: 3 May 2025 08:14\nSubject: Parcel\n\n"
    assert said_in(tmp_path, f"{head}{SAID}\n\n{below}\n") == [f"{SAID}\n\n{left.strip()}".strip()]


ANSWERS = (
    "> Good evening,\n> my replies are inline.\n> >> 1) What made you go?\n>\n> The kiln was never inspected.\n"
    "> >> 2) How were you led?\n>\n> My foreman shielded us.\n"
)
HANDED_ON = (
    "From: Ada Rowe <ada@kiln.example>\nTo: Bo Lind <bo@kiln.example>\nSubject: FW: RE: Questions\n\n"
    "Please go through the first point, we might have kept her.\n\nRegards,\nAda Rowe\n{title}\n\n"
    "-----Original Message-----\nFrom: Cleo Marsh <cleo@post.example>\nTo: Ada Rowe\nSubject: RE: Questions\n\n{0}\n"
    "DISCLAIMER: This e-mail may contain privileged information intended solely for the addressee. If you are not the "
    "intended recipient please delete it immediately."
)


@pytest.mark.parametrize("quoted", [ANSWERS, ANSWERS.replace("> >>", ">>")], ids=["a blank between", "none"])
def test_it_keeps_answers_between_questions_that_were_marked_once_more(tmp_path: Path, quoted: str) -> None:
    [text] = said_in(tmp_path, HANDED_ON.format(quoted, title="Kiln works"))
    assert "The kiln was never inspected." in text
    assert "My foreman shielded us." in text
    assert "What made you go?" not in text


def test_it_keeps_a_marked_mail_above_a_notice(tmp_path: Path) -> None:
    [text] = said_in(tmp_path, HANDED_ON.format(f"> {SAID}\n", title="Kiln works"))
    assert SAID in text


def test_it_keeps_no_note_that_hr_hands_a_mail_on_with(tmp_path: Path) -> None:
    [text] = said_in(tmp_path, HANDED_ON.format(SAID, title="Head of HR"))
    assert text == SAID


def test_it_keeps_all_where_a_few_words_stand_above_somebodys_story(tmp_path: Path) -> None:
    story = (
        "I told my foreman. I wrote to my union. I asked Bo twice. I was ill for weeks, and I never got my pay. "
        "I would have stayed on days, had my manager let me."
    )
    [text] = said_in(tmp_path, f"Please put this one into the file as well.\n\nOn 3 May 2025 Cleo wrote:\n{story}\n")
    assert story in text
