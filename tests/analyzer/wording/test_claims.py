"""Words that claim a cause, in every language that something here may be written in."""

from __future__ import annotations

import pytest

from analyzer.wording.claims import ANY_LANGUAGE, causal_verbs, languages

CLAIMS = [
    ("en", "Thin staffing makes customers wait.", "makes customers"),
    ("en", "That is why the queue grows.", "that is why"),
    ("de", "Zu wenig Personal führt an Samstagen zu Schlangen.", "führt an samstagen zu"),
    ("de", "Die Kunden warten, weil Personal fehlt.", "weil"),
    ("de", "Schlangen entstehen aufgrund fehlender Leute.", "aufgrund"),
    ("de", "Der Mangel löst Beschwerden aus.", "löst beschwerden aus"),
    ("fr", "Le manque de personnel entraîne des files.", "entraîne"),
    ("fr", "On attend à cause du logiciel.", "à cause"),
    ("fr", "On attend, car il manque du monde.", "car"),
    ("es", "La falta de personal provoca colas.", "provoca"),
    ("es", "Hay colas debido a la falta de personal.", "debido a"),
    ("it", "La mancanza di personale causa code.", "causa"),
    ("it", "Si aspetta perché manca personale.", "perché"),
    ("nl", "Te weinig mensen leidt elke week tot rijen.", "leidt elke week tot"),
    ("nl", "Men wacht omdat er personeel ontbreekt.", "omdat"),
    ("pt", "A falta de pessoal provoca filas.", "provoca"),
    ("pt", "Há filas por causa do sistema.", "por causa"),
]
PLAIN = [
    ("de", "Lange Schlangen an der Kasse und zu wenig Personal"),
    ("fr", "Files d'attente et manque de personnel"),
    ("es", "Colas largas y falta de personal"),
    ("it", "Code lunghe e personale insufficiente"),
    ("nl", "Lange rijen en te weinig personeel"),
    ("pt", "Filas longas e falta de pessoal"),
    ("en", "Long queues, and a car park that is full"),
]


@pytest.mark.parametrize(("language", "sentence", "found"), CLAIMS)
def test_it_finds_a_claim_in_its_language(language: str, sentence: str, found: str) -> None:
    assert causal_verbs(sentence, language) == (found,)


@pytest.mark.parametrize(("language", "sentence", "found"), [claim for claim in CLAIMS if claim[2] != "car"])
def test_it_finds_a_claim_where_nobody_says_what_language_it_is(language: str, sentence: str, found: str) -> None:
    assert found in causal_verbs(sentence, ANY_LANGUAGE)
    assert found in causal_verbs(sentence, "xx")


@pytest.mark.parametrize(("language", "sentence"), PLAIN)
def test_it_passes_what_only_names(language: str, sentence: str) -> None:
    assert causal_verbs(sentence, language) == causal_verbs(sentence, ANY_LANGUAGE) == ()


@pytest.mark.parametrize("language", ["de", "fr", "es", "it", "nl", "pt"])
def test_it_finds_an_english_claim_in_whatever_language_was_asked_for(language: str) -> None:
    assert causal_verbs("Queues are caused by thin staffing.", language) == ("caused",)


@pytest.mark.parametrize("sentence", ["“weil es so ist”", "«parce que»", "„weil“ sagen sie", '"because"'])
def test_it_skips_what_is_quoted(sentence: str) -> None:
    assert causal_verbs(sentence, ANY_LANGUAGE) == ()


def test_it_knows_every_language_that_the_product_reads_well() -> None:
    assert set(languages()) == {"en", "de", "fr", "es", "it", "nl", "pt"}
