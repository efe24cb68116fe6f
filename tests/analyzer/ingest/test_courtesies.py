"""Thanks and wishes of whoever led the talk are not the leaver's praise; all people invented."""

import pytest

from analyzer.ingest.prose.interview import parse_interview

REPORTS = {
    "en": ("The vans are never cleaned. She said that pay came late.", "She liked the early crew."),
    "de": ("Die Wagen seien nie sauber. Er habe das gemeldet.", "Er fand die Frühschicht gut."),
    "fr": ("Les camions calent. Elle a dit que la paie tarde.", "Elle trouve l'équipe du matin très bien."),
    "es": ("Los camiones se calan. Comentó que la nómina tarda.", "Dijo que el turno de mañana era bueno."),
    "it": ("Il furgone si ferma. Riferisce che la paga tarda.", "Dice che il turno del mattino era buono."),
    "nl": ("De wagens zijn vuil. Zegt dat het loon laat kwam.", "Vindt dat de vroege ploeg goed was."),
    "pt": ("As carrinhas param. Disse que o salário atrasa.", "Diz que o turno da manhã era bom."),
}
COURTESIES = [
    ("en", "HR thanked her for the open conversation and wished her well."),
    ("en", "Ms Lind thanks her for her time."),
    ("de", "Frau Lind bedankt sich für das offene Gespräch und wünscht alles Gute."),
    ("de", "Abschließend bedankt sich Frau Lind für die Offenheit."),
    ("de", "KL bedankte sich für die Rückmeldung."),
    ("de", "Die Personalabteilung wünscht ihm viel Erfolg."),
    ("fr", "Mme Roux remercie la salariée pour sa franchise."),
    ("fr", "La DRH lui souhaite bonne continuation."),
    ("es", "RRHH agradece la sinceridad y le desea mucha suerte."),
    ("it", "La Sig. Neri ha ringraziato per il colloquio."),
    ("it", "L'ufficio personale ringrazia per la disponibilità."),
    ("nl", "Mevr. Bos bedankt haar voor het open gesprek."),
    ("nl", "Tot slot wenst HR haar veel geluk."),
    ("pt", "A Sra. Pinto agradeceu a conversa e desejou boa sorte."),
]


@pytest.mark.parametrize(("language", "courtesy"), COURTESIES)
def test_parse_interview_it_leaves_out_how_the_talk_ends(language, courtesy):
    report = "\n".join(REPORTS[language])
    assert parse_interview(f"{report}\n\n{courtesy}").text == report


def test_parse_interview_it_leaves_out_how_terse_notes_end():
    assert parse_interview("Tour zu lang.\nScanner alt.\n\nFrau Lind dankt für das Gespräch.").text == (
        "Tour zu lang.\nScanner alt."
    )


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "She thanked her crew for the time."),
        ("en", "HR never thanked anybody for their time."),
        ("en", "Ms Lind thanked her for the cake."),
        ("de", "Der Mitarbeiter bedankt sich für die gute Zusammenarbeit und das Gespräch."),
        ("de", "MA bedankt sich für das Gespräch."),
        ("de", "Niemand bedankte sich für das Feedback."),
        ("de", "Herr Kurz bedankte sich nie für die Zeit."),
        ("fr", "Elle remercie ses collègues pour leur temps."),
        ("es", "Agradece al equipo su tiempo."),
        ("nl", "Zij bedankt haar ploeg voor de tijd."),
    ],
)
def test_parse_interview_it_keeps_thanks_that_may_be_the_leavers(language, said):
    assert said in parse_interview("\n".join([*REPORTS[language], said])).text


def test_parse_interview_it_keeps_thanks_of_somebody_who_tells_more():
    text = "Frau Kern gibt an, die Touren seien zu lang.\nSie habe das gemeldet.\nSie fand den Chef gut.\n"
    text += "Frau Kern bedankt sich für das Gespräch."
    assert parse_interview(text).text == text


def test_parse_interview_it_knows_who_only_asks_and_thanks():
    text = "Frau Lind fragt nach dem Lohn. Er habe zu wenig bekommen.\nEr fand das Team gut.\n"
    assert "offene" not in parse_interview(f"{text}Frau Lind bedankt sich für das offene Gespräch.").text


def test_parse_interview_it_keeps_what_a_first_person_tells_of_thanks():
    text = "Ich war acht Jahre da.\nMein Team war gut.\nFrau Lind bedankte sich für meine Zeit."
    assert parse_interview(text).text == text
