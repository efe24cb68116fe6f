import numpy as np
import pytest

from analyzer.types import Valence
from analyzer.valence.cues import cues, read
from analyzer.valence.settled import settle
from analyzer.valence.training import ORDER

PAIN, PRAISE, WISH, NEUTRAL = Valence.PAIN, Valence.PRAISE, Valence.WISH, Valence.NEUTRAL
LIKED, BETTER, ADVICE = "What did you like?", "What could we do better?", "What would you advise us to do?"


def settled(text: str, asked: str, *thought: Valence) -> Valence:
    """What a text does of which the head thinks this, and next this."""
    scores = np.zeros((1, len(ORDER)), dtype=np.float32)
    for lead, valence in enumerate(reversed(thought), 1):
        scores[0, ORDER.index(valence)] = lead
    reading = read([text])
    return ORDER[int(settle(scores, reading, cues(reading), [asked])[0])]


@pytest.mark.parametrize(
    "text",
    """Keep it up!|Keep up the good work, please|Don't change a thing|Nothing to improve|Weiter so!|
    Macht bitte so weiter|Bleibt, wie ihr seid|Bitte nichts ändern|Es gibt nichts zu meckern|Ne changez rien|
    Continuez comme ça !|Aucun reproche|
    Rien à redire|Seguid así|Nada, seguid así|No cambien nada, por favor|Nada que mejorar|Ni un pero|
    Continuate così|Non cambiate niente|Nulla da eccepire|Ga zo door|Geen klachten|Continuem assim|Nada a melhorar|
    Schlecht war's nicht.|Pas mal""".replace("\n    ", "").split("|"),
)
@pytest.mark.parametrize("thought", [PAIN, WISH, NEUTRAL])
@pytest.mark.parametrize("asked", [BETTER, ADVICE, LIKED, ""])
def test_that_all_may_stay_as_it_is_is_praise(text, thought, asked):
    assert settled(text, asked, thought) is PRAISE


@pytest.mark.parametrize(
    "text",
    [
        "Keep it up and you will lose us all to the shop across the road",
        "Weiter so, ihr Dreckigen",
        "Pas mal de bruit",
        "Nothing changes, ever",
        "Carry on luggage lost",
    ],
)
def test_more_than_that_is_left_to_the_head(text):
    assert settled(text, BETTER, PAIN, WISH) is PAIN


@pytest.mark.parametrize("text", ["Danke für nichts.", "Thanks for nothing!", "Merci pour rien", "Gracias por nada"])
def test_thanks_for_nothing_are_none(text):
    assert settled(text, BETTER, PRAISE) is PAIN


@pytest.mark.parametrize(
    "text", ["Einschulung!!!", "Pay on time.", "Changez de logiciel", "Turnos fijos", "Una mensa."]
)
@pytest.mark.parametrize("thought", [PAIN, PRAISE])
def test_below_a_question_for_advice_a_bare_matter_is_a_wish(text, thought):
    assert settled(text, ADVICE, thought, WISH) is WISH
    assert settled(text, "", thought, WISH) is thought


def test_below_a_question_for_advice_what_is_bad_and_what_is_good_stay_so():
    assert settled("The rota is always late", ADVICE, PAIN, WISH) is PAIN
    assert settled("It was a great place", ADVICE, PRAISE, WISH) is PRAISE
    assert settled("I was there for a year", ADVICE, NEUTRAL, PRAISE) is NEUTRAL


@pytest.mark.parametrize("text", ["Zimmergröße", "Der Blick auf die Elbe. Unbezahlbar.", "The bread.", "L'emplacement"])
def test_below_a_question_for_the_good_a_bare_matter_is_praise(text):
    assert settled(text, LIKED, PAIN) is PRAISE
    assert settled(text, BETTER, PAIN) is PAIN


@pytest.mark.parametrize(
    "text", ["The cold rooms", "mais après 9 h il ne reste rien", "It could have been cleaner", "Schmutzige Zimmer"]
)
def test_a_pain_below_a_question_for_the_good_stays_one(text):
    assert settled(text, LIKED, PAIN, PRAISE) is PAIN


@pytest.mark.parametrize(
    "text", ["Haare im Bett", "Dreckig. Einfach dreckig.", "Clim bruyante", "Muffa in bagno", "Café frío"]
)
def test_what_is_amiss_and_only_named_is_a_pain(text):
    assert settled(text, BETTER, WISH, PAIN) is PAIN
    assert settled(f"Bitte {text}", BETTER, WISH, PAIN) is WISH


@pytest.mark.parametrize(
    "text", ["Nein, die Bezahlung war in Ordnung.", "No, the pay was fine.", "Non, la paie était correcte."]
)
def test_what_is_in_order_after_a_no_is_no_pain(text):
    assert settled(text, "", PAIN) is PRAISE
    assert settled("Nein, die Bezahlung war nicht in Ordnung, nie.", "", PAIN) is PAIN


def test_bare_facts_below_what_could_be_better_are_left_to_the_head_unless_bad():
    assert settled("I was seen within the hour", BETTER, PRAISE, PAIN) is PRAISE
    assert settled("Aparcamiento carísimo y lejos.", BETTER, PRAISE, PAIN) is PAIN
