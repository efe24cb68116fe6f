import numpy as np
import pytest

from analyzer.types import Side, Valence
from analyzer.valence.cues import parse
from analyzer.valence.overrule import is_blank, overrule
from analyzer.valence.rated import RatingEnd
from analyzer.valence.training import CLASSES, own_statements

PAIN, PRAISE, WISH, NEUTRAL = Valence.PAIN, Valence.PRAISE, Valence.WISH, Valence.NEUTRAL
LIKED, BETTER, ADVICE = "What did you like?", "What could we do better?", "What would you advise us to do?"
LEAVING = "Main reason for leaving"
STAY = """Keep it up!|Keep up the good work, please|Don't change a thing|Nothing to improve|Weiter so!
Macht bitte so weiter|Bleibt, wie ihr seid|Bitte nichts ändern|Es gibt nichts zu meckern|Ne changez rien
Continuez comme ça !|Aucun reproche|Rien à redire|Seguid así|Nada, seguid así|No cambien nada, por favor
Nada que mejorar|Ni un pero|Continuate così|Non cambiate niente|Nulla da eccepire|Ga zo door|Geen klachten
Continuem assim|Nada a melhorar|Schlecht war's nicht.|Pas mal"""
# Statements whose negation says the opposite of their words.
TURNED_GOOD = """No one was rude.|No queue at all.|No queue, straight in.
No pressure.|No hidden fees.|There was no waiting time.
I don't have a single complaint.|The queue wasn’t long.|The rooms were not dirty.
Niemand war unfreundlich.|Keine Wartezeit.
Ich kann mich nicht beschweren.|Es hätte nicht besser sein können.|Aucune plainte.
Je ne peux pas me plaindre.|Personne n'était impoli.
No me puedo quejar.|No podría haber sido mejor.|Sin colas.|Nadie fue grosero."""
TURNED_BAD = """Everything was bad|All bad.|Not everything was perfect.|Nobody was helpful.|Far from perfect.
Anything but friendly.|Alles andere als freundlich.|Niemand war hilfsbereit.
Tout sauf aimable.|L'application plante sans arrêt.
Cualquier cosa menos amable.|No todo fue perfecto."""
NOT_TURNED = """No queue, no staff.|No queue, but a rude man.
No queue system|No refund.|No delay in telling us that we were fired|Nobody.
The queue was long.|Kein Wartebereich.|Pas de salle d'attente.|Sin sala de espera.|It was not only dirty but cold."""


def judged(text: str, asked: str, *thought: Valence, given: RatingEnd = RatingEnd.BETWEEN) -> Valence:
    """What a text does that came with such a rating, and of which the head thinks this, and next this."""
    scores = np.zeros((1, len(CLASSES)), dtype=np.float32)
    for lead, valence in enumerate(reversed(thought), 1):
        scores[0, CLASSES.index(valence)] = lead
    return overrule(scores, parse([text], [asked], [given]))[0]


def rated(text: str, asked: str, *thought: Valence) -> Valence:
    return judged(text, asked, *thought, given=RatingEnd.LOW)


def told(text: str) -> Valence | None:
    """What a text does whatever the head thinks of it; None where that counts."""
    found = {judged(text, "", thought) for thought in CLASSES}
    return found.pop() if len(found) == 1 else None


def listed(several: str) -> list[str]:
    return several.replace("\n", "|").split("|")


@pytest.mark.parametrize("text", listed(STAY))
@pytest.mark.parametrize("thought", [PAIN, WISH, NEUTRAL])
@pytest.mark.parametrize("asked", [BETTER, ADVICE, LIKED, ""])
def test_that_all_may_stay_as_it_is_is_praise(text, thought, asked):
    assert judged(text, asked, thought) is PRAISE


@pytest.mark.parametrize(
    "text",
    [
        "Keep it up and you will lose us all to the shop across the road",
        "Weiter so, ihr Dreckigen",
        "Keep it up or lose half of us",
        "Pas mal de bruit",
        "Pas mal de monde",
        "Nothing changes, ever",
        "Carry on luggage lost",
    ],
)
def test_more_than_that_is_left_to_the_head(text):
    assert judged(text, BETTER, PAIN, WISH) is PAIN


@pytest.mark.parametrize("text", ["Danke für nichts.", "Thanks for nothing!", "Merci pour rien", "Gracias por nada"])
def test_thanks_for_nothing_are_none(text):
    assert judged(text, BETTER, PRAISE) is PAIN


@pytest.mark.parametrize(
    "text", ["Einschulung!!!", "Pay on time.", "Changez de logiciel", "Turnos fijos", "Una mensa."]
)
@pytest.mark.parametrize("thought", [PAIN, PRAISE])
def test_below_a_question_for_advice_a_bare_matter_is_a_wish(text, thought):
    assert judged(text, ADVICE, thought, WISH) is WISH
    assert judged(text, "", thought, WISH) is thought


def test_below_a_question_for_advice_what_is_bad_and_what_is_good_stay_so():
    assert judged("The rota is always late", ADVICE, PAIN, WISH) is PAIN
    assert judged("It was a great place", ADVICE, PRAISE, WISH) is PRAISE
    assert judged("I was there for a year", ADVICE, NEUTRAL, PRAISE) is NEUTRAL


@pytest.mark.parametrize("text", ["Zimmergröße", "Der Blick auf die Elbe. Unbezahlbar.", "The bread.", "L'emplacement"])
def test_below_a_question_for_the_good_a_bare_matter_is_praise(text):
    assert judged(text, LIKED, PAIN) is PRAISE
    assert judged(text, BETTER, PAIN) is PAIN


@pytest.mark.parametrize(
    "text", ["The cold rooms", "mais après 9 h il ne reste rien", "It could have been cleaner", "Schmutzige Zimmer"]
)
def test_a_pain_below_a_question_for_the_good_stays_one(text):
    assert judged(text, LIKED, PAIN, PRAISE) is PAIN


@pytest.mark.parametrize(
    "text", ["Haare im Bett", "Dreckig. Einfach dreckig.", "Clim bruyante", "Muffa in bagno", "Café frío"]
)
def test_what_is_amiss_and_only_named_is_a_pain(text):
    assert judged(text, BETTER, WISH, PAIN) is PAIN
    assert judged(f"Bitte {text}", BETTER, WISH, PAIN) is WISH


@pytest.mark.parametrize(
    "text", ["Nein, die Bezahlung war in Ordnung.", "No, the pay was fine.", "Non, la paie était correcte."]
)
def test_what_is_in_order_after_a_no_is_no_pain(text):
    assert judged(text, "", PAIN) is PRAISE
    assert judged("Nein, die Bezahlung war nicht in Ordnung, nie.", "", PAIN) is PAIN


def test_bare_facts_below_what_could_be_better_are_left_to_the_head_unless_bad():
    assert judged("I was seen within the hour", BETTER, PRAISE, PAIN) is PRAISE
    assert judged("Aparcamiento carísimo y lejos.", BETTER, PRAISE, PAIN) is PAIN


@pytest.mark.parametrize(
    ("text", "valence"),
    [
        *((text, PRAISE) for text in listed(TURNED_GOOD)),
        *((text, PAIN) for text in listed(TURNED_BAD)),
        *((text, None) for text in listed(NOT_TURNED)),
    ],
)
def test_it_tells_a_statement_that_is_turned_as_a_whole(text: str, valence: Valence | None) -> None:
    assert told(text) is valence


def test_what_wording_tells_never_contradicts_a_statement_that_was_judged_by_hand() -> None:
    found = [
        (told(each.text), each.valence, each.text) for each in own_statements(Side.EMPLOYEE) if not is_blank(each.text)
    ]
    assert [valence for valence, _, _ in found if valence]
    assert not [text for valence, by_hand, text in found if valence and valence is not by_hand]


def test_a_wish_that_was_asked_for_stays_one_though_its_words_are_turned() -> None:
    assert judged("No queue.", "", WISH) is PRAISE
    assert judged("No queue.", BETTER, WISH) is WISH
    assert judged("Anything but friendly.", BETTER, WISH) is PAIN


def test_nobody_who_gave_a_low_rating_praises_without_a_good_word() -> None:
    fact = "Came back at six."
    assert judged(fact, BETTER, PRAISE, PAIN) is PRAISE
    assert rated(fact, BETTER, PRAISE, PAIN) is PAIN
    assert rated(fact, "", PRAISE, WISH) is WISH
    assert rated(fact, LIKED, PRAISE, PAIN) is PRAISE
    assert rated("The nurses were kind.", BETTER, PRAISE, PAIN) is PRAISE
    assert rated(fact, BETTER, NEUTRAL, PAIN) is NEUTRAL
    assert rated("Keep it up!", BETTER, PRAISE, PAIN) is PRAISE


@pytest.mark.parametrize(
    "text", ["Got it sorted within the hour", "Brilliant, moved house in a day", "new flat no stress"]
)
def test_a_good_word_with_a_high_rating_is_no_pain(text: str) -> None:
    assert judged(text, "", PAIN, given=RatingEnd.HIGH) is PRAISE
    assert judged(text, "", PAIN) is PAIN
    assert judged(text, BETTER, PAIN, given=RatingEnd.HIGH) is PAIN


def test_a_high_rating_settles_what_the_head_is_unsure_of_and_in_which_nothing_is_bad() -> None:
    def leaning(text: str, lead: float, asked: str = "", given: RatingEnd = RatingEnd.HIGH) -> Valence:
        scores = np.array([[lead if each is PAIN else -9 * (each is not PRAISE) for each in CLASSES]], dtype=np.float32)
        return overrule(scores, parse([text], [asked], [given]))[0]

    fact = "Came back at six."
    assert leaning(fact, 0.4) is PRAISE
    assert leaning(fact, 0.6) is PAIN
    assert leaning(fact, 0.4, BETTER) is PAIN
    assert leaning(fact, 0.4, given=RatingEnd.BETWEEN) is PAIN
    assert leaning("Came back at six, but alone", 0.4) is PAIN
    assert leaning("Came back late", 0.4) is PAIN


@pytest.mark.parametrize(
    "text",
    [
        "Your car park is too small",
        "Good people but the lift is out",
        "The advice was wrong",
        "not easy to reach",
        "Nice room, mouldy shower",
        "Please be quick to ring back",
        "More helpful staff",
        "Friendly staff, car park £6 an hour",
        "I was told it would be fixed by Friday",
    ],
)
def test_whoever_gave_a_high_rating_may_complain(text: str) -> None:
    assert judged(text, "", PAIN, PRAISE, given=RatingEnd.HIGH) is PAIN


@pytest.mark.parametrize(
    "text",
    ["The new scheduling tool.", "Made me feel small", "Honestly, the targets", "To be honest, the hours", "Schichten"],
)
def test_a_reason_to_leave_is_no_praise_without_a_good_word(text: str) -> None:
    assert judged(text, LEAVING, PRAISE, PAIN) is PAIN
    assert judged(text, LEAVING, PRAISE, WISH) is WISH
    assert judged(text, "", PRAISE, PAIN) is PRAISE
    assert judged("It was a great place", LEAVING, PRAISE, PAIN) is PRAISE


@pytest.mark.parametrize(
    "text",
    listed("""Dissertation|Headhunted|Moving to Leeds|Retiring early|Career change|Umzug nach Hamburg|Elternzeit
Fin de contrat|Me mudo a Valencia|Trasferimento a Torino|Verhuizing naar Utrecht|Novo emprego"""),
)
def test_what_takes_people_away_and_is_nobodys_fault_is_neutral(text: str) -> None:
    assert {judged(text, LEAVING, thought) for thought in CLASSES} == {NEUTRAL}
    assert judged(text, "", PAIN) is PAIN


@pytest.mark.parametrize(
    "text",
    [
        "New job, no targets",
        "Got a job with better pay",
        "Retiring, tired of the delays",
        "Lost my place at university",
    ],
)
def test_a_turn_of_life_beside_something_bad_or_better_is_left_to_the_head(text: str) -> None:
    assert judged(text, LEAVING, PAIN, NEUTRAL) is PAIN


@pytest.mark.parametrize(
    "text",
    listed("""The wages|Four of us on a ward of fifty|A rota for three days at a time|Der Lohn|Zu dritt
La direction|Un planning par semaine|El convenio|Ocho horas de pie|La paga|In tre per due reparti|De roosters|O patrão
Cajera en el súper y aquí de noche"""),
)
def test_a_bare_reason_to_leave_is_a_pain(text: str) -> None:
    assert judged(text, LEAVING, NEUTRAL, PAIN) is PAIN
    assert judged(text, LEAVING, PRAISE, NEUTRAL) is PAIN
    assert judged(text, "", NEUTRAL, PAIN) is NEUTRAL


@pytest.mark.parametrize(
    "text",
    listed("""My wife was posted to Cardiff and the whole family is going with her this summer, so that is that
Eleven years here|Started as a porter in 2014|I have two children|Ich habe als Aushilfe angefangen|Sechs Jahre hier
Ich bin 61|Neun Jahre im Haus, jetzt ziehen wir nach Rostock, mein Mann hat dort eine Stelle an der Universität
Ende der Saison|Deux ans chez vous|Abro mi taller|Diez años en la casa|Ho due figli|Zes jaar hier
Baan bij de gemeente|Entrei como estagiário|Vou casar|Unser zweites Kind|Great people"""),
)
def test_ones_own_life_and_what_is_good_are_no_pains_below_it(text: str) -> None:
    assert judged(text, LEAVING, NEUTRAL, PAIN) is NEUTRAL


def test_what_the_head_is_sure_says_nothing_bad_is_left_to_it_below_it() -> None:
    def leaning(lead: float) -> Valence:
        scores = np.array([[0 if each is PAIN else lead if each is NEUTRAL else -9 for each in CLASSES]], np.float32)
        return overrule(scores, parse(["A place on the choir"], [LEAVING]))[0]

    assert leaning(1.9) is PAIN
    assert leaning(2.1) is NEUTRAL


@pytest.mark.parametrize(
    "text",
    listed("""Nothing special|Not much, to be honest|Little|Nichts Besonderes|Nicht viel, ehrlich gesagt|Pas grand-chose
Rien de spécial|Nada en especial|Poca cosa, la verdad|Niente di che|Niets bijzonders|Quase nada|No idea|Keine Ahnung
Aucune idée|Ni idea|Boh|Geen idee|Sei lá"""),
)
def test_an_answer_that_names_hardly_anything_is_no_praise_and_no_fault(text: str) -> None:
    assert {judged(text, asked, thought) for thought in CLASSES for asked in (LIKED, BETTER)} == {NEUTRAL}


@pytest.mark.parametrize(
    "text",
    listed("""Absolutely nothing|Nothing, really|Überhaupt nichts|Rien du tout|Nada de nada|Nulla|Helemaal niets
That it was over|That it ended soon|Going home|Dass es vorbei war|Que c'était fini|Que se acabó|Irnos|Andarcene
Dat het voorbij was|Ir embora"""),
)
def test_that_nothing_was_good_or_only_the_end_is_a_pain(text: str) -> None:
    assert {judged(text, LIKED, thought) for thought in CLASSES} == {PAIN}


def test_a_faint_answer_that_names_something_is_left_to_the_head() -> None:
    for text in (
        "Nothing special, but the garden was fine",
        "Not much noise",
        "Going home early on Fridays",
        "Poco ruido",
    ):
        assert judged(text, LIKED, PRAISE) is PRAISE
    assert judged("Nothing special", "", PAIN) is PAIN


@pytest.mark.parametrize(
    "text",
    listed("""That said, the terrace at dusk|Eso sí, el patio con los naranjos|Immerhin die Aussicht|Cela dit, la vue
Detto questo, il giardino|Dat wel, het uitzicht|Dito isto, a vista|Jardines bonitos|Hübsche Terrasse"""),
)
def test_with_a_low_rating_what_is_granted_or_has_a_good_word_stays_praise(text: str) -> None:
    assert rated(text, "", PRAISE, PAIN) is PRAISE
    assert rated(text, "", PAIN, PRAISE) is PAIN
    assert rated("Al menos 40 minutos", "", PRAISE, PAIN) is PAIN


def test_with_a_low_rating_what_the_head_is_sure_of_stays_praise() -> None:
    def leaning(lead: float) -> Valence:
        scores = np.array([[lead if each is PRAISE else 0 for each in CLASSES]], dtype=np.float32)
        return overrule(scores, parse(["Came back at six."], [""], [RatingEnd.LOW]))[0]

    assert leaning(2.9) is not PRAISE
    assert leaning(3.1) is PRAISE


@pytest.mark.parametrize(
    "text", ["All good", "all fine thanks", "No, all fine", "Alles gut!", "Tout va bien", "Todo bien"]
)
def test_that_all_is_good_says_nothing_where_what_is_amiss_was_asked_for(text: str) -> None:
    assert judged(text, BETTER, PRAISE) is NEUTRAL
    assert judged(text, LIKED, PRAISE) is PRAISE
    assert judged(f"{text}, lovely people", BETTER, PRAISE) is PRAISE


@pytest.mark.parametrize(
    "text", ["ok but on hold all morning", "Fine but signed me up unasked", "War in Ordnung, aber Stau"]
)
def test_what_follows_faint_praise_and_a_but_is_no_praise(text: str) -> None:
    assert judged(text, "", PRAISE, PAIN) is PAIN
    assert judged(f"{text}, lovely people", "", PRAISE, PAIN) is PRAISE
