"""Statements that say nothing but who wrote them or how to reach them, and such as only look so."""

from __future__ import annotations

import pytest

from analyzer.segment import count_contacts, slices, without_contact_words
from analyzer.segment.contacts import is_contact


@pytest.mark.parametrize(
    "said",
    [
        "Please phone me on [PHONE] or [EMAIL].",
        "I’m [NAME] from room 7, my number is [PHONE]",
        "Order no. [ID]",
        "Kind regards, [NAME]",
        "Bitte rufen Sie mich unter [PHONE] an",
        "Mein Name ist [NAME], Kundennummer [ID]",
        "Mit freundlichen Grüßen [NAME]",
        "Vous pouvez me joindre au [PHONE], merci",
        "Je m'appelle [NAME], chambre 7",
        "Llámenme al [PHONE], por favor",
        "Me llamo [NAME], hab. 7",
        "Chiamatemi al [PHONE]",
        "Sono [NAME], camera 7",
        "Ik ben bereikbaar op [PHONE]",
        "Mijn naam is [NAME]",
        "Ligue-me para o [PHONE]",
        "O meu nome é [NAME], quarto 7",
    ],
)
def test_it_sets_aside_who_wrote_and_how_to_reach_them(said: str) -> None:
    assert is_contact(said)
    assert slices(said, "und") == ()
    assert count_contacts(said, "und") == 1


@pytest.mark.parametrize(
    "said",
    [
        "Please call me back",
        "Nobody phoned me on [PHONE]",
        "No reservation [ID]",
        "Nº [ID] no funciona",
        "My booking [ID] was lost",
        "Thanks [NAME]",
        "[NAME] and [NAME]",
        "Call centre [NAME]",
        "I am [NAME], a nurse on nights",
        "Ich bin mit [NAME] sehr zufrieden",
        "Niemand war unter [PHONE] erreichbar",
        "Gracias a [NAME]",
        "Kamer [NAME]",
    ],
)
def test_it_keeps_what_says_more(said: str) -> None:
    assert not is_contact(said)
    assert [said[start:end] for start, end in slices(said, "und")]


def test_by_a_name_alone_nobody_can_be_reached() -> None:
    """Redaction takes some plain words for names: "Booking [NAME]" may have been "Booking hopeless"."""
    assert is_contact("Booking [ID]")
    assert not is_contact("Booking [NAME]")


def test_it_leaves_the_rest_of_a_record_alone() -> None:
    text = "The pool was cold all week. Call me on [PHONE], I am [NAME]."
    assert [text[start:end] for start, end in slices(text, "en")] == ["The pool was cold all week."]
    assert count_contacts(text, "en") == 1


def test_words_around_a_contact_are_taken_out_and_its_name_is_kept() -> None:
    assert without_contact_words("Llámenme al 555 0100, soy Ada Brand").split() == ["555", "0100,", "Ada", "Brand"]
    assert without_contact_words("The pool was cold").split() == ["pool", "was", "cold"]
