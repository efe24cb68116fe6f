import pytest

from analyzer.valence.cues import parse

# In each language, good words that say nothing good, and ordinary words that praise.
HOLLOW = """Der Laden hat einfach zugesperrt|Einfach zu spät|Gut zwei Wochen|Fast alle Kassen zu|Mit freundlichen Grüßen
Na toll|Ganz schön frech|zweite Klasse|an der Spitze|Ich bin fix und fertig|Wäre schön, wenn jemand käme
A good hour|On top of that, rain|Well, it rained|A fairly long walk|All kinds of forms|I worked there for years
Please fix it
Une bonne heure|Bien trop tard|Merci de répondre|Ma propre voiture|Super lent|Buenos días|Un buen rato|Bien caro
Una bella attesa|Prima di pranzo|Grazie in anticipo|Goed een uur|Alvast bedankt|Lekker lang|Bom dia|Bem caro
Fui obrigado a voltar"""
TELLING = """Ganz einfach.|Einfach zu finden|Einfach und schnell|Das Zimmer war spitze|Klasse!|Mega Auswahl|Ging fix
Hut ab
Spot on|Very simple|Nickel|Très simple|Au poil|De diez|Muy sencillo|Dieci e lode|Molto semplice|Petje af|Een dikke tien
Nota dez|Muito fixe|Show de bola"""


def praises(text):
    return bool(parse([text]).has_cue("positive")[0])


@pytest.mark.parametrize("text", HOLLOW.replace("\n", "|").split("|"))
def test_it_finds_nothing_good_in_good_words_that_mean_nothing_good_there(text):
    assert not praises(text)


@pytest.mark.parametrize("text", TELLING.replace("\n", "|").split("|"))
def test_it_finds_praise_in_words_that_mean_something_else_elsewhere(text):
    assert praises(text)


@pytest.mark.parametrize("text", ["Nicht einfach.", "Keine einfache Bedienung", "Pas très simple"])
def test_it_finds_no_praise_where_the_praise_is_denied(text):
    assert not praises(text)


def test_it_weighs_each_text_by_itself():
    together = parse(["A good hour", "A good room", "Klasse!", "zweite Klasse"])
    assert together.has_cue("positive").tolist() == [False, True, True, False]
