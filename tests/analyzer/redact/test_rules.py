import pytest

from analyzer.redact import Redactor
from analyzer.redact.names import passages_to_read

RULES = Redactor()


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("Write to a.b-c@post.example please", "Write to [EMAIL] please"),
        ("jutta.müller@post.example bounced", "[EMAIL] bounced"),
        ("Try amina (at) post (dot) example then", "Try [EMAIL] then"),
        ("See https://site.example/user/jo, thanks", "See [URL], thanks"),
        ("His page, linkup.example/in/jo-do, lies", "His page, [URL], lies"),
        ("Posted as @jo_do94 and u/jo_dough", "Posted as [HANDLE] and [HANDLE]"),
        ("From 192.168.7.21 at night", "From [IP] at night"),
        ("Card 4111 1111 1111 1111 was refused", "Card [CARD] was refused"),
        ("IBAN GB82 WEST 1234 5698 7654 32 is mine", "IBAN [IBAN] is mine"),
        ("Ring 07700 900555 after five", "Ring [PHONE] after five"),
        ("Call +44 20 7946 0888 or (579)888-3058", "Call [PHONE] or [PHONE]"),
        ("unter 0171 3920 551 erreichbar", "unter [PHONE] erreichbar"),
        ("le portable, 06 39 98 55 02.", "le portable, [PHONE]."),
        ("Staff no.: KL-31907 left", "Staff no.: [ID] left"),
        ("(Personalnr. 81 553-C)", "(Personalnr. [ID])"),
        ("matricule TV 4418 — conseiller", "matricule [ID] — conseiller"),
        ("Ref GG 61-2284 / Contact centre", "Ref [ID] / Contact centre"),
        ("Payroll ref.:\tQF–47–3316", "Payroll ref.:\t[ID]"),
        ("Employee ID: __PD/6638____", "Employee ID: __[ID]____"),
        ("Order #XC-5582013 is late", "Order [ID] is late"),
        ("Bestellung AB-3302-5521 kam", "Bestellung [ID] kam"),
        ("my file 2024-AB-77120 is lost", "my file [ID] is lost"),
        ("la pratica n. 88213/24", "la pratica n. [ID]"),
        ("Schadennummer 24/88123", "Schadennummer [ID]"),
        ("Look up K-2299 in the system", "Look up [ID] in the system"),
        ("SSN 901-00-5528 on a postcard", "SSN [ID] on a postcard"),
        ("My hire car 8KWV 351 stank", "My hire car [PLATE] stank"),
        ("Your van, LV68 XQZ, hit us", "Your van, [PLATE], hit us"),
        ("DOB 03/22/1988, see file", "DOB [DOB], see file"),
        ("My mother (born 5th of May 1938) cried", "My mother (born [DOB]) cried"),
        ("We live at 7 Teasel Mews, Oxwade, QL6 8ZX now", "We live at [ADDRESS] now"),
        ("An die Ahornzeile 8, 18999 Morkow bitte", "An die [ADDRESS] bitte"),
        ("au 4, venelle du Four-Bas, 29400 Plouvenic.", "au [ADDRESS]."),
        ("I saw Tinderwick, Oda NP on Tuesday", "I saw [NAME] NP on Tuesday"),
        ("Tinderwick, [NAME] MD", "[NAME], [NAME] MD"),
        ("Saw Halloway, Yendis PA-C, late", "Saw [NAME] PA-C, late"),
        ("Tinderwick-Rowe, Mary, MD", "[NAME], MD"),
        ("The car park, Towson MD, is full", "The car park, Towson MD, is full"),
        ("Urgent Care, Towson MD", "Urgent Care, Towson MD"),
        ("Nice NP, Best RN", "Nice NP, Best RN"),
        ("Why is Mr. Tinderwick still here?", "Why is Mr. [NAME] still here?"),
        ("Ein Lob an Herrn Hohlbrenner aus Lübeck", "Ein Lob an Herrn [NAME] aus Lübeck"),
        ("my name is Odalys Brand and I wait", "my name is [NAME] and I wait"),
        ("Never again. Kind regards, Odalys", "Never again. Kind regards, [NAME]"),
        ("A young waiter called Kit pushed tables.", "A young waiter called [NAME] pushed tables."),
        ("A doctor called Tuesday.", "A doctor called Tuesday."),
        ("Frau Nguyen-Halbach von der Rezeption half.", "Frau [NAME] von der Rezeption half."),
        ("Mr Will Carter knew. Will asked. I told Will.", "Mr [NAME] knew. [NAME] asked. I told [NAME]."),
        ("Mr Will Carter knew. Will you help?", "Mr [NAME] knew. Will you help?"),
        ("Signature: ___T. Orellano____", "Signature: ___[NAME]____"),
        ("سامر القرداحي from the desk answered in my language", "[NAME] from the desk answered in my language"),
        ("jo\u200bhn@post.example", "[EMAIL]"),
        ("Mi DNI, 44556677L, caducó", "Mi DNI, [ID], caducó"),
        ("NIE: Z2345678M", "NIE: [ID]"),
        ("Codice fiscale GLLMRC91C15D612K errato", "Codice fiscale [ID] errato"),
        ("La targa GK 037 PW è mia", "La targa [PLATE] è mia"),
        ("kenteken 9-XKT-41 klopt niet", "kenteken [PLATE] klopt niet"),
        ("La matrícula 3056 HVB es otra", "La matrícula [PLATE] es otra"),
        ("Ma plaque BT 640 QA", "Ma plaque [PLATE]"),
        ("unter 0421 / 55 83 10 abends", "unter [PHONE] abends"),
        ("en la calle del Sol 8, 1.º dcha., 41001 Sevilla.", "en la [ADDRESS]."),
        ("Corso in via Giuseppe Verdi 3, scala A, 10121 Torino.", "Corso in [ADDRESS]."),
        ("au 5, rue de la Gare, bât. D, 44000 Nantes.", "au [ADDRESS]."),
        ("Wir wohnen Am Bahnhof 5", "Wir wohnen Am [ADDRESS]"),
        ("Stellplatz 3, 18999 Morkow", "[ADDRESS]"),
        ("Die Ahornzeile 8 war leer, der Ulmenweg 30a auch", "Die [ADDRESS] war leer, der [ADDRESS] auch"),
        ("12 rue des Ormes 10 minutes plus tard", "[ADDRESS] 10 minutes plus tard"),
        ("reach me, ines corry at gmail dot com", "reach me, [EMAIL]"),
        ("mail h underscore corry at mill-optics dot co dot uk please", "mail [EMAIL] please"),
        ("corry77 at gmail.com works", "[EMAIL] works"),
        ("corry punkt ines ät gmx punkt de", "[EMAIL]"),
    ],
)
def test_it_takes_out_what_tells_who_somebody_is(text, redacted):
    assert RULES.redact(text).text == redacted


@pytest.mark.parametrize(
    "text",
    [
        "We paid 61.35 for it and got no receipt.",
        "Since version 11.0.3.2 nothing of 10.4 works.",
        "In 2022 the rate fell from 1.75 to 1.5 and breaks from 40 to 20 minutes.",
        "The counter shuts at 16:45, the till at 16:30.",
        "Fill in HR-23, then HR-23b, as ISO-9001 says.",
        "Batch K1844-09 tasted of soap.",
        "Room 212 was shut on 28/02/2021 and on 2021-10-01.",
        "Planned 1,300, made 900, billed 1,650,000.",
        "Dr. on duty never came.",
        "the line @ the kiosk #nothanks",
        "Plan B. Then nothing happened.",
        "Olivetta S.A. paid late.",
        "The file 404 and 60 files more.",
        "Schaden 12000 Euro",
        "Guest (3/2/2026 09:15) and Mr (03.02.2026 9:16) wrote",
        "Open 09.00 - 17.30 / 10.00 - 12.00, see 03.04.2026 / 05.06.2026.",
        "The bus 42 AB and gate 12 B1 were late.",
        "The shop in via Verdi shut in 2024.",
        "Am Sitzplatz 9 Stunden, im Ulmenweg 20-30 Min. Stau",
        "Der Getränkemarkt 3 Straßen weiter und Stellplatz 14",
        "Nach der Ahornstraße 2,5 km zu Fuß",
        "rue des Ormes 15 minutes à pied",
        "calle del Sol 20 minutos andando",
        "via Giuseppe Verdi 10 minuti a piedi",
        "rua Augusta 2 vezes, via Mail 3 dias",
        "via Bol 5 dagen gewacht",
        "10 Minutes Walk to the bus",
        "In order to pay 300 people they borrowed.",
        "Look at costco dot com, it is cheaper.",
        "The red dot at the exit dot matrix sign.",
    ],
)
def test_it_leaves_what_tells_nothing_of_a_person(text):
    assert RULES.redact(text).text == text


def test_of_a_long_text_only_what_stands_around_words_that_may_be_names_is_read() -> None:
    plain = "We waited a long time at the counter and nobody came to help us at all. "
    named = "Then Jonquil Featherby came at 3.30 and was kind. "
    text = plain * 4 + named + plain * 4
    [(start, end)] = passages_to_read(text)
    assert named in text[start:end]
    assert end - start < 320
    assert text[start - 1] == text[end] == " "
    assert passages_to_read(named) == [(0, len(named))]
    assert passages_to_read(plain * 3) == []


def test_a_line_without_a_word_that_may_be_a_name_is_not_read_by_itself() -> None:
    text = "The queue was long.\nJonquil Featherby helped.\nThe shop is clean."
    assert [text[start:end] for start, end in passages_to_read(text)] == [text, "Jonquil Featherby helped."]
