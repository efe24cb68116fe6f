"""Chats as phones export them: whose messages are kept, however a country writes days and times."""

from __future__ import annotations

import pytest

from analyzer.ingest.prose.extraction.chat_exports import unroll_chat_export
from analyzer.ingest.prose.interview import parse_interview

_SAID = "The oven has been broken since May.\n\nNobody told me my shifts until Friday."


def _chat(stamps: str, notice: str, missing: str) -> str:
    """A chat whose stamps are written as ``stamps`` is, with one minute for each message."""
    said = (
        ("HR Anna of the Old Mill Bakery", notice),
        ("HR Anna of the Old Mill Bakery", "Hi Tom, why are you leaving us?"),
        ("Tom", "The oven has been broken since May."),
        ("Tom", missing),
        ("HR Anna of the Old Mill Bakery", "I see. What about the rota?"),
        ("Tom", "Nobody told me my shifts until Friday."),
    )
    return "\n".join(f"{stamps.replace('#', str(at))} {name}: {text}" for at, (name, text) in enumerate(said))


@pytest.mark.parametrize(
    "stamps",
    [
        "[03/05/2024, 22:1#:57]",
        "\u200e[5/3/24, 10:1#:57\u202fPM]",
        "[03-05-2024 22:1#:57]",
        "[03.05.24, 22:1#:57]",
        "[22:1#, 3/5/2024]",
        "5/3/24, 10:1# PM -",
        "03.05.24, 22:1# -",
        "03/05/2024 à 22:1# -",
        "3/5/24, 10:1#\u00a0p.\u00a0m. -",
        "03.05.24, 22:1# Uhr -",
        "2024-05-03 22:1# -",
    ],
)
def test_each_writing_of_days_and_times_is_read(stamps: str) -> None:
    chat = _chat(stamps, "\u200eMessages and calls are end-to-end encrypted.", "<Media omitted>")

    assert parse_interview(unroll_chat_export(chat)).text == _SAID


@pytest.mark.parametrize(
    ("notice", "missing"),
    [
        ("Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt. Niemand kann sie lesen.", "Bild weggelassen"),
        ("Les messages et les appels sont chiffrés de bout en bout. Aucun tiers.", "Ce message a été supprimé"),
        ("Los mensajes y las llamadas están cifrados de extremo a extremo.", "<Multimedia omitido>"),
        ("I messaggi e le chiamate sono crittografati end-to-end. Nessuno.", "IMG-1.jpg (file allegato)"),
        ("Berichten en oproepen zijn end-to-end versleuteld. Niemand.", "Dit bericht is verwijderd"),
        ("As mensagens e as chamadas são protegidas com a criptografia de ponta a ponta.", "\u200efigurinha oculta"),
    ],
)
def test_what_the_program_writes_is_nobodys(notice: str, missing: str) -> None:
    chat = _chat("[03/05/2024, 22:1#:57]", notice, missing)
    chat = f"03/05/2024, 22:00 - Anna added Tom\n{chat}".replace("Friday.", "Friday. <This message was edited>")

    read = parse_interview(unroll_chat_export(chat))

    assert read.text == _SAID
    assert notice not in " ".join(read.asked)


def test_a_message_goes_on_below_and_a_number_is_somebody() -> None:
    chat = _chat("[03/05/2024, 22:1#:57]", "Hello?", "The pay is late:\n- in May\n- in June").replace(
        " Tom:", " ~ +49 151 23:"
    )

    assert "The pay is late:\n- in May\n- in June" in parse_interview(unroll_chat_export(chat)).text


def test_stamped_notes_without_names_stay_as_they_are() -> None:
    notes = "\n".join(f"[03/05/2024 10:0{at}] The oven is broken, and nobody came." for at in range(6))

    assert unroll_chat_export(notes) == notes


def test_what_stands_below_a_picture_or_a_name_is_its_writers() -> None:
    chat = _chat("[03/05/2024, 22:1#:57]", "Hello?", "IMG-1.jpg (file attached)\nThis is the seal.")
    chat += "\n[03/05/2024, 22:20:11] Tom:\nNobody mended it.\n[03/05/2024, 22:21:11] I told them twice."

    read = parse_interview(unroll_chat_export(chat)).text

    assert [said in read for said in ("This is the seal.", "Nobody mended it.", "I told them twice.")] == [True] * 3
