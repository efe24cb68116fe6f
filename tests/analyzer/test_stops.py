"""Full stops that end no sentence: abbreviations in seven languages, German ordinals."""

import pytest

from analyzer.segment import slices


def cut(text, language):
    return [text[start:end] for start, end in slices(text, language)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Der Kühlschrank wurde wg. Umzug erst im Mai geliefert"),
        ("de", "Die Miete war inkl. Heizung viel zu hoch für uns"),
        ("en", "We stood at the till for approx. Forty minutes with two children"),
        ("en", "The room was dear at 90 pounds incl. Breakfast and a parking space"),
        ("fr", "Nous remercions vraiment M. Vasseur et aussi Mme. Roche pour leur aide"),
        ("fr", "La chambre coûtait trop cher incl. Petit-déjeuner et une place de parking"),
        ("fr", "La caisse a appelé M. [NAME] qui était très gentil"),
        ("es", "Estuvimos de pie aprox. Cuarenta minutos con dos niños"),
        ("es", "La taquilla de la planta núm. 12 no se abría nunca"),
        ("it", "La camera costava troppo per noi escl. Colazione e parcheggio"),
        ("it", "Ho chiesto tre volte al resp. Cucina di avere un grembiule"),
        ("nl", "De kamer was te duur voor ons incl. Ontbijt en parkeren"),
        ("nl", "We moesten wel lang wachten ongev. Veertig minuten met twee kinderen"),
        ("pt", "O quarto era caro para nós incl. Pequeno-almoço e estacionamento"),
        ("pt", "Esperei de pé no balcão aprox. Quarenta minutos com duas crianças"),
    ],
)
def test_slices_it_goes_on_behind_an_abbreviation(language, text):
    assert cut(text, language) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Mein Bett stand in der 3. Reihe hinter einer Säule",
        "Wir mussten unsere Koffer in den 6. Stock tragen",
        "Ich habe erst nach meiner 2. Beschwerde eine Antwort bekommen",
        "Die Heizung war schon am 1. Abend defekt und kalt",
        "Der Kellner kam wirklich erst beim 12. Versuch an den Tisch",
    ],
)
def test_slices_it_goes_on_behind_a_german_ordinal(text):
    assert cut(text, "de") == [text]


@pytest.mark.parametrize(
    ("language", "statements"),
    [
        ("de", ["Der Vertrag lief bis zum 15.", "Danach war alles anders bei uns."]),
        ("de", ["Die Lieferung kam erst am 22.", "Karton war leider völlig aufgeweicht."]),
        ("de", ["Unser Zimmer war die Nummer 2.", "Der Balkon ging zum Hof."]),
        ("de", ["Alles war schön in der Abt.", "Keiner hat je geschrien."]),
        ("en", ["They shut both of the depts.", "Nobody told us why."]),
        ("en", ["We waited for about two hrs.", "Staff were busy with phones."]),
        ("fr", ["Nous avons attendu 20 min.", "Personne ne nous a parlé."]),
        ("es", ["Cerraron de pronto todo el depto.", "Nadie nos dijo por qué."]),
        ("it", ["Hanno chiuso di colpo tutto il nostro uff.", "Nessuno ci ha detto perché."]),
        ("nl", ["Ze sloten opeens ook de hele tel.", "Niemand zei ons waarom."]),
        ("pt", ["Fecharam de repente todo o depto.", "Ninguém nos disse porquê."]),
    ],
)
def test_slices_it_ends_where_a_new_sentence_begins(language, statements):
    assert cut(" ".join(statements), language) == statements
