"""What redaction takes of six languages other than English."""

import pytest

from analyzer.redact import Redactor, packaged_name_finder


@pytest.mark.parametrize(
    "text",
    [
        "Frechheit!",
        "Faires Gehalt und pünktliche Zahlung.",
        "Remboursement rapide, merci beaucoup.",
        "¡Vergüenza!",
        "Ferie negate tre volte di fila.",
        "Ruilen geweigerd wegens ontbrekende bon.",
        "Fatura errada e ainda recebi um aviso.",
        "Vilaine surprise",
        "Kalte Pommes, lauwarme Limo.",
        "Pan duro",
        "Ampio parcheggio",
        "Leuke collega's in de vroege dienst.",
        "New Year’s Eve was hell.",
        "Prima di Natale nessun riposo.",
        "Las Dalias del ramo venían secas.",
        "El Dacia Sandero olía a tabaco.",
        "Der Hugo Boss Anzug passte nicht.",
        "Aos Domingos só há uma caixa.",
        "Die Erika im Topf war verwelkt.",
        "Wieso antwortet niemand?",
        "mach das licht heller",
        "He was being quite frank.",
        # Plain words of each language, which the tagger takes for names.
        "Prachtvolle Zimmer",
        "Mozartkugeln am Polster",
        "Capelli nella doccia",
        "Gentil accueil",
        # The tagger is sure of this one.
        "Kündigung per Zettel",
        # A name but for its accent, and a sentence behind a title.
        "Olé.",
        "Ein Geschenk für meine Frau. Sie hat geweint.",
        # Two answers, a blank line apart: what ends the first announces nobody in the second.
        "brave monsieur\n\ndes pannes chaque semaine",
        "Good pay, many thanks\n\nShifts\nthat end at night",
        # A month, whose name women bear.
        "on the phone since August and no answer",
        "The lift is shut since June, still no notice.",
        "The lift is shut since August, I am tired of it",
        "Offen bis Jan 2027 oder länger",
        "Der Aufzug steht still seit Jan.",
        # Words that are somebody's name as well, and a language that no list knows.
        "Maaşlar hep geç yatıyor, kimse cevap vermiyor",
        "Till 4 was closed, so staff took ages",
        "Elke dag te laat",
        "Guter Koch, und keiner nimmt uns ernst",
        # Words in small letters that no list has, in a language that the tagger does not know.
        "Comedor zarrapastroso",
        "Zimmer knirschig",
        "Bureau brinquebalant",
        "Camera sbilenca, letto traballino",
        "Kamer pietepeuterig",
        "Quarto bagunceirinho",
        # Cues, but nobody.
        "Goteras de mantenimiento",
        "Gracias a Dios había piscina",
        "Gestank aus der Küche",
        "We asked the porter twice",
    ],
)
def test_a_plain_word_is_left(text: str) -> None:
    assert Redactor(packaged_name_finder()).redact(text).text == text


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("Ich wollte zu Demir, er war nie da.", "Ich wollte zu [NAME], er war nie da."),
        ("La gérante Fontaine ne dit même pas bonjour.", "La gérante [NAME] ne dit même pas bonjour."),
        ("Guerrero me quitó las vacaciones.", "[NAME] me quitó las vacaciones."),
        ("La signora Rossi alla reception è un tesoro.", "La signora [NAME] alla reception è un tesoro."),
        ("signor pellegrini non ascoltava mai", "signor [NAME] non ascoltava mai"),
        ("Bedrijfsleider Kok groet niet eens.", "Bedrijfsleider [NAME] groet niet eens."),
        ("Leiding: Vos-Dijkstra, een ramp.", "Leiding: [NAME], een ramp."),
        # Plain words of one language, and given names of another.
        ("Beau was very kind.", "[NAME] was very kind."),
        ("Linda heeft me goed geholpen.", "[NAME] heeft me goed geholpen."),
        ("kaya am empfang war genervt", "[NAME] am empfang war genervt"),
        ("okafor from accounts never called back", "[NAME] from accounts never called back"),
        ("merci aïcha pour la patience", "merci [NAME] pour la patience"),
        ("Naroa y Gaizka cierran siempre solos.", "[NAME] cierran siempre solos."),
        ("Deolinda ensinou-me tudo.", "[NAME] ensinou-me tudo."),
        ("Danke an Resi!", "Danke an [NAME]!"),
        ("die Vroni aus der Küche", "die [NAME] aus der Küche"),
        ("Beppe al bar gentilissimo", "[NAME] al bar gentilissimo"),
        # Behind what no surname follows.
        ("Schwester Agnes ein Engel", "Schwester [NAME] ein Engel"),
        ("Danke Ole!", "Danke [NAME]!"),
        ("Küchenchef Martin Egger war top.", "Küchenchef [NAME] war top."),
        ("Just ask Desta at the Millgate branch.", "Just ask [NAME] at the Millgate branch."),
        ("Iris brought tulips to the till.", "[NAME] brought tulips to the till."),
        ("mijn chef Noor was begripvol", "mijn chef [NAME] was begripvol"),
        ("Zofia K. helped, Zofia K. They know.", "[NAME] helped, [NAME]. They know."),
        ("Deb in payroll sorted it out", "[NAME] in payroll sorted it out"),
        ("Many thanks\n\nWill", "Many thanks\n\n[NAME]"),
        ("I wait since August left us", "I wait since [NAME] left us"),
        # Below a blank line, too, an ordinary word is a signature.
        ("The room was cold. Best wishes,\n\nWinter", "The room was cold. Best wishes,\n\n[NAME]"),
        ("The room was cold, cheers\n\nWinter", "The room was cold, cheers\n\n[NAME]"),
        ("Good rooms, many thanks\n\nWood\nroom 4", "Good rooms, many thanks\n\n[NAME]\nroom 4"),
        ("Many thanks,\n\nSummer\nroom 4", "Many thanks,\n\n[NAME]\nroom 4"),
        ("Liebe Grüße\n\nSommer\n\nvom Handy gesendet", "Liebe Grüße\n\n[NAME]\n\nvom Handy gesendet"),
        ("Cordialement,\n\nPrintemps", "Cordialement,\n\n[NAME]"),
        ("Saludos\n\nVerano", "Saludos\n\n[NAME]"),
        ("Nombre:\n\nRojo", "Nombre:\n\n[NAME]"),
        # No months: their names are somebody's here.
        ("Es lief rund bis Jan, mein Kollege, ging.", "Es lief rund bis [NAME], mein Kollege, ging."),
        ("Seit August und ich nicht mehr reden, ist Ruhe.", "Seit [NAME] und ich nicht mehr reden, ist Ruhe."),
        ("Seit Jan aber krank ist, geht nichts", "Seit [NAME] aber krank ist, geht nichts"),
        # Names of regions, and names that no list has, where words around them say so.
        ("Con Joanaina y Yeray da gusto", "Con [NAME] da gusto"),
        ("Zoelia de recepción nos ayudó", "[NAME] de recepción nos ayudó"),
        ("Wulfgund vom Empfang hat geholfen", "[NAME] vom Empfang hat geholfen"),
        ("Ulpiane, celle du bar, chante bien", "[NAME], celle du bar, chante bien"),
        ("Parlate con Brontide della reception", "Parlate con [NAME] della reception"),
        ("Dankzij Oepko ging alles goed", "Dankzij [NAME] ging alles goed"),
        ("Saio por causa de Brontes", "Saio por causa de [NAME]"),
        ("I left over pay, thanks to Quermes", "I left over pay, thanks to [NAME]"),
        # A name ends with its sentence and its line.
        ("Gracias, Marta. Ibáñez no vino.", "Gracias, [NAME]. [NAME] no vino."),
        ("Merci Josiane\nLefebvre était absent", "Merci [NAME]\n[NAME] était absent"),
        ("It was J. Orellano again", "It was [NAME] again"),
        ("Ingrid Moreira despediu-me por correio eletrónico.", "[NAME] despediu-me por correio eletrónico."),
    ],
)
def test_a_name_is_taken(text: str, redacted: str) -> None:
    assert Redactor(packaged_name_finder()).redact(text).text == redacted


@pytest.mark.parametrize("text", ["Der Till aus der Frühschicht brüllt", "Elke Sandvoss hilft", "Da war der Uwe laut"])
def test_a_name_that_is_a_word_elsewhere_is_taken_where_german_says_so(text: str) -> None:
    assert "[NAME]" in Redactor(packaged_name_finder()).redact(text).text


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("Frau Koch war ein Schatz.", "Frau [NAME] war ein Schatz."),
        ("frau Lange war gemein", "frau [NAME] war gemein"),
        ("A dona Reis pediu desculpa.", "A dona [NAME] pediu desculpa."),
        ("Frau Hofrat Pichler lächelt nie.", "Frau Hofrat [NAME] lächelt nie."),
    ],
)
def test_a_title_tells_a_name_that_is_also_a_word(text: str, redacted: str) -> None:
    assert Redactor().redact(text).text == redacted


@pytest.mark.parametrize(
    "text",
    ["La responsable Marketing ne répond pas.", "El compañero IT no contesta.", "weil der Chef Urlaub hatte"],
)
def test_what_follows_a_role_is_no_name_where_it_is_plain(text: str) -> None:
    assert Redactor().redact(text).text == text


@pytest.mark.weights
@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("thanks mia", "thanks [NAME]"),
        ("merci amal", "merci [NAME]"),
        ("thomas hagel schreit", "[NAME] schreit"),
        ("Rosenweg 8 h", "[ADDRESS]"),
        ("Arbeitsplatz 8 Stunden am Stück", "Arbeitsplatz 8 Stunden am Stück"),
    ],
)
def test_what_is_a_word_too_is_a_name_or_a_number_where_its_neighbours_say_so(text: str, redacted: str) -> None:
    assert Redactor(packaged_name_finder()).redact(text).text == redacted
