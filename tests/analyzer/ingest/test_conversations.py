"""What a company's own people say between its customers' words is nobody's comment."""

import json

import pytest

from analyzer.ingest import inspect, read
from analyzer.ingest.prose.interview import parse_answer
from analyzer.ingest.sources.json_rows import flatten
from analyzer.types import RawRecord

TOASTERS = (
    "Der Toaster brummt, seit ich ihn ausgepackt habe.",
    "Zum dritten Mal kam die falsche Farbe.",
    "Der Deckel passt nicht auf die Kanne.",
    "Ihre Seite stürzt beim Bezahlen ab.",
    "Niemand hat auf meinen Brief geantwortet.",
)


def records(tmp_path, rows, name="talks.jsonl"):
    path = tmp_path / name
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return [one for one in read(path, inspect(path, name)) if isinstance(one, RawRecord)]


@pytest.mark.parametrize(
    "message",
    [
        {"author": {"type": "bot"}, "body": "Wir melden uns."},
        {"sender_type": "Agent", "text": "Wir melden uns."},
        {"role": "assistant", "content": "Wir melden uns."},
        {"incoming": False, "body": "Wir melden uns."},
        {"private": True, "body": "Ruft ständig an."},
        {"direction": "outbound", "message": "Wir melden uns."},
        {"author": "Berit Aas", "body": "Wir melden uns."},
        {"author_id": 71, "body": "Wir melden uns."},
    ],
)
def test_flatten_it_sets_apart_what_the_company_writes(message):
    row = {"requester": {"id": 12, "name": "Ole Dahl"}, "body": TOASTERS[0], "thread": [message]}
    assert [key for key in flatten(row) if key.startswith("thread")] != []
    assert all(key.startswith("thread.reply.1.") for key in flatten(row) if key.startswith("thread"))


@pytest.mark.parametrize(
    "message",
    [
        {"author": {"type": "user"}, "body": "Es brummt noch."},
        {"author": "Ole Dahl", "body": "Es brummt noch."},
        {"author": "ole@dahl.example", "body": "Es brummt noch."},
        {"author_id": 12, "body": "Es brummt noch."},
        {"incoming": True, "body": "Es brummt noch."},
        {"body": "Es brummt noch."},
    ],
)
def test_flatten_it_leaves_what_the_customer_writes(message):
    row = {"requester": {"id": 12, "name": "Ole Dahl"}, "thread": [message]}
    assert flatten(row)["thread.1.body"] == "Es brummt noch."


def test_read_it_keeps_the_customers_messages_of_a_conversation(tmp_path):
    rows = [
        {
            "id": at,
            "messages": [
                {"from": {"role": "end-user", "name": "Ida Holm"}, "text": said},
                {"from": {"role": "agent", "name": "Nils Berg"}, "text": f"Danke, Fall {at} ist bei uns angekommen."},
                {"from": {"role": "end-user", "name": "Ida Holm"}, "text": f"{said} Bitte bald!"},
            ],
        }
        for at, said in enumerate(TOASTERS)
    ]
    found = records(tmp_path, rows)
    assert [one.text for one in found] == [f"{said}\n\n{said} Bitte bald!" for said in TOASTERS]
    assert "Holm" not in str(found)
    assert "Berg" not in str(found)


def test_read_it_skips_rows_that_the_company_wrote(tmp_path):
    path = tmp_path / "messages.csv"
    rows = [f'{at // 2},{("visitor", "operator")[at % 2]},"{said}"' for at, said in enumerate(TOASTERS)]
    path.write_text("\n".join(["chat,sender type,message", *rows]), encoding="utf-8")
    found = list(read(path, inspect(path, path.name)))
    assert [one.text for one in found if isinstance(one, RawRecord)] == [*TOASTERS[::2]]
    assert {one.reason for one in found if not isinstance(one, RawRecord)} == {"written by the company"}


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (
            "Klant: De lamp knippert.\nMedewerker: Sinds wanneer?\nKlant: Sinds zondag.",
            "De lamp knippert.\n\nSinds zondag.",
        ),
        ("[14:05] Cliente: Manca una vite.\n[14:07] Operatore: Quale?", "Manca una vite."),
        ("Gast (3.2.2026, 9:15): Es zieht.\nBeraterin Kim (3.2.2026, 9:16): Wo?", "Es zieht."),
        ("( 4s ) Visiteur: Le site plante.\n( 1m 9s ) Ines: Quelle page ?", "Le site plante."),
        ("Client: Rien ne marche. Conseiller: Désolé. Client: Encore !", "Rien ne marche.\n\nEncore !"),
        (
            "Customer: It leaks.\nSela has joined the chat.\nSela, Support: Where?\nCustomer: Below.",
            "It leaks.\n\nBelow.",
        ),
        ("Marta (Clienta): No calienta.\nSoporte: ¿Desde cuándo?", "No calienta."),
        ("Me: Where is it?\nStaff: We do not know.\nMe: Is that all?\nStaff: It is.", "Where is it?\n\nIs that all?"),
        ("Ich: Wo ist es?\nSie: Keine Ahnung.\nIch: Mehr nicht?\nSie: Nein.", "Wo ist es?\n\nMehr nicht?"),
        ("Caller: It leaks.\nat the tap\nAcme Support: We know.\nbye", "It leaks.\nat the tap"),
    ],
)
def test_parse_answer_it_keeps_what_the_customer_says_in_a_chat(cell, said):
    assert parse_answer(cell).text == said


@pytest.mark.parametrize(
    "cell",
    [
        "Staff: kind\nService: slow\nGuest wifi: none",
        "Customer service: hopeless.\nDelivery: late.",
        "I came at 10:15: shut. I came at 11:30: shut.",
        "Client dinners: too many\nManager: never there",
        "User: handy app\nSupport: never answers",
        "Price: high\nStaff: nice\nCustomer: always waiting",
    ],
)
def test_parse_answer_it_leaves_a_list_of_matters(cell):
    assert parse_answer(cell).text == cell


def test_parse_answer_it_leaves_an_interview_with_times_to_the_leaver():
    cell = "[10:02] HR: Why?\n[10:03] Employee: The pay was low.\n[10:04] HR: And?\n[10:05] Employee: The hours."
    assert parse_answer(cell).text == "The pay was low.\n\nThe hours."


@pytest.mark.parametrize(
    "below",
    [
        "Sent from my Galaxy",
        "--\nO. Lund | Lund AS | +47 22 00 00 00",
        "This message and any attachments are confidential and intended for the addressee only.",
        "Ce message est confidentiel et destiné à son seul destinataire.",
        "Am 3. Mai 2026 um 10:11 schrieb Hilfe <hilfe@laden.example>:\n> Wie können wir helfen?\n> Ihr Team",
        "-----Original Message-----\nFrom: Shop Help\nSent: 3 May 2026\nTo: O. Lund\nSubject: Case 7\n\nWe are on it.",
    ],
)
def test_parse_answer_it_takes_mails_apart(below):
    said = "The kettle you sent has no lid and the box was open."
    assert parse_answer(f"{said}\n\n{below}").text == said


def test_parse_answer_it_takes_what_asks_alone_for_a_question():
    answer = parse_answer("Kunde: Zu laut.\nAgent: Schade.\nKunde: Sehr.\nAgent: Welches Gerät?")
    assert answer.asked == ("Welches Gerät?",)


def test_inspect_it_shows_of_a_chat_what_is_read_of_it(tmp_path):
    path = tmp_path / "chats.csv"
    chat = "Customer: The toaster hums.\nAgent: Have you tried turning it off?\nCustomer: It hums unplugged."
    rows = [chat, *(f"{said} Wirklich." for said in TOASTERS)]
    path.write_text("id,transcript\n" + "\n".join(f'{n},"{row}"' for n, row in enumerate(rows)), encoding="utf-8")
    plan = inspect(path, path.name)
    assert plan.preview[0] == ("0", "The toaster hums.\n\nIt hums unplugged.")
    assert plan.preview[1] == ("1", f"{TOASTERS[0]} Wirklich.")
    assert any("1 of the first 6 texts" in note for note in plan.notes)


CHATS = (
    "Customer: The kettle leaks.\nAgent: Which one is it?\nCustomer: The red one.",
    "Customer: Nobody came.\nAgent: I am sorry.\nCustomer: That is the third time.",
)


def test_read_it_knows_chats_of_one_turn_each_by_the_labels_of_others_in_their_column(tmp_path):
    short = "Customer: The lads at the till were great.\nAgent: Thank you for your kind words!"
    assert parse_answer(short).text == short
    lone = "Agent: Thank you for your patience."
    rows = [{"comment": cell} for cell in (*CHATS, short, "Customer: The lid is loose.", lone, "Price: too high")]
    assert [one.text for one in records(tmp_path, rows)][2:] == [
        "The lads at the till were great.",
        "The lid is loose.",
        "Price: too high",
    ]


def test_read_it_leaves_lists_of_matters_where_few_of_a_column_are_chats(tmp_path):
    matters = [f"User: handy app {at}\nSupport: never answers" for at in range(4)]
    rows = [{"comment": cell} for cell in (*CHATS, *matters)]
    assert [one.text for one in records(tmp_path, rows)][2:] == matters
