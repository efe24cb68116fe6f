"""What overrules the head by wording that lies anywhere in a statement (the clues of overrule.yaml)."""

import numpy as np
import pytest

from analyzer.types import Valence
from analyzer.valence.cues import parse
from analyzer.valence.overrule import overrule
from analyzer.valence.training import CLASSES

PAIN, PRAISE, WISH, NEUTRAL = Valence.PAIN, Valence.PRAISE, Valence.WISH, Valence.NEUTRAL
LIKED, BETTER, ADVICE = "What did you like?", "What could we do better?", "What would you advise us to do?"
LEFT_UNDONE = """Nobody ever thanked the night crew.|No one bothered to call me back.|Never a kind word from upstairs.
Not a single reply.|They never listened.|We were never thanked|The clerk is lovely and never rings back
They did nothing.|I never got an answer|She never explained why|Niemand hat uns je gedankt.|Nie ein nettes Wort.
Keiner hat zugehört.|Man hat uns nie eingearbeitet|Personne ne nous a remerciés.|Jamais un merci.
Personne ne m'a rappelé|On n'a jamais été écoutés|Pas un mot gentil|Nadie nos dio las gracias.
Nunca nos escucharon.|Ni una palabra amable.|Nunca una sonrisa|Nessuno ci ha mai ringraziato.
Mai una parola gentile.|Non mi hanno mai richiamato|Nessuno ascolta|Niemand heeft ons ooit bedankt.
Nooit een vriendelijk woord.|Niemand luistert|Ninguém nos agradeceu.|Nunca uma palavra amável.|Nem um obrigado
Nunca respondem"""
DONE_WELL = """Nobody ever helped me so well.|No one listens better than Joan|Before you came nobody answered
I never thanked them enough|Never a bad word|Niemand hat mir je so gut geholfen.|Nie ein böses Wort
Personne ne m'a jamais aussi bien aidé|Nadie me ayudó tanto|Nessuno mi ha aiutato così
Niemand heeft me zo goed geholpen|Ninguém me ajudou tanto|Nobody explained it as well as you
I never answered the survey|They did nothing wrong
Man muss nie warten und wird gut informiert|Ich wurde nie enttäuscht und immer freundlich unterstützt
In zehn Jahren nie allein gelassen und immer unterstützt|Nie unfreundlich geantwortet|Keiner hilft wie ihr
Niemand ging leer aus, sondern alle wurden unterstützt
Never got help this quickly|Nobody helped me as fast as Anna|They never answered rudely|Nobody listens like Anna
I was never told off|I was never told off for asking|We were never told no|No one replies that promptly
Nooit hoeven wachten en goed geholpen|Nooit alleen gelaten maar altijd geholpen|Nooit onbeleefd geantwoord
Personne ne m'a mal informé|Personne ne m'a jugé et on m'a aidé|Personne n'attend et on est toujours informé
Nunca me respondieron mal|Nadie me ayudó como ella|Nessuno mi ha mai risposto male|Nunca me responderam mal"""
STILL_UNDONE = """They never respond, just like last year
They never answered, badly run|Nobody helped, we felt like a number|They never answered as far as I know
I was never told why|Niemand hat mich je richtig unterstützt|Niemand heeft ons ooit goed geholpen
Personne ne m'écoute|Personne n'est venu m'aider|Personne ne s'est vraiment jamais excusé"""
MOCKING_THANKS = """Thanks for wasting my morning.|Thank you for leaving us stranded|Cheers for the delay
Danke für die Warterei
Danke für das Chaos|Merci pour le retard|Merci de m'avoir fait perdre une journée|Gracias por hacerme esperar
Gracias por el retraso|Grazie per l'attesa|Grazie per averci fatto aspettare|Bedankt voor het lange wachten
Obrigado pela demora|Obrigada por me fazerem esperar"""
THANKS = """Thanks for fixing the delay|Thank you for letting me know|Danke für die kurze Wartezeit|Merci pour l'accueil
Gracias por la ayuda|Grazie per la pazienza|Bedankt voor het luisteren|Obrigado pela ajuda"""
PARTING = """I will never order from here again|Zero stars|There is no use in complaining as well|Nie wieder
Bringt alles nichts|Plus jamais|Ça ne sert à rien|Nunca más|No sirve para nada|Mai più|Non serve a niente
Nooit meer|Heeft geen zin|Nunca mais|Não serve para nada|This was the last time"""
STAYING = """I will never go anywhere else again|Never again without them|Nie wieder ohne euch|Plus jamais sans elle
Nunca más sin ellos|Mai più senza|Nooit meer zonder|Nunca mais sem eles|Never had to worry again"""
GOOD_ONCE = """It used to be a great place|At first the app was brilliant|I was going to give five stars
Used to love it, then they moved the menus|Früher war es super|Anfangs war alles toll
Ich wollte eigentlich gut bewerten|Avant, c'était super|Au début c'était parfait|J'allais mettre une bonne note
Antes era excelente|Al principio era perfecto|Iba a poner una buena nota|Prima era ottimo
All'inizio era perfetto|Stavo per dare un ottimo voto|Vroeger was het goed|In het begin was alles prima
Antes era ótimo|No início era perfeito|Ia dar uma boa nota"""
GOOD_NOW = """It used to be slow|It used to be good, now it is great
I was going to give four stars but the driver was lovely
Früher war es gut, jetzt ist es super|Avant, c'était bien, maintenant c'est parfait|Antes era lento
Prima era lento"""
WORTH_IT = """A bit dear but worth it|Not cheap, but it was worth every penny|Teuer, aber es lohnt sich
Cher mais ça vaut le coup|Caro pero vale la pena|Caro ma ne vale la pena|Duur maar zeker het geld waard
Caro mas vale a pena"""
BARE_MATTERS = """Mentors for the trainees|Spare drivers|Night buses|Schließfächer|Une crèche|Una mensa aziendale
Fietsenstalling
Un comedor|Creche"""
ORDERS = """Trust us|Consider a four day week|Value your people|Recognise good work|Say thank you now and then
Gute Arbeit anerkennen
Reconnaître le bon travail|Nous faire confiance|Reconocer el buen trabajo|Riconoscere il buon lavoro
Goed werk waarderen|Reconhecer o bom trabalho|Remercier les équipes|Donner de la reconnaissance|Étudier nos bonnes idées
Investir en formation|Escuchar a los empleados|Invertir en formación|Premiare i meriti|Melhorar a comunicação
Ouvir as pessoas|Contratar mais pessoal|Oferecer um dia livre"""
OPENED_BY_A_NOUN = """Manager a delight to work with|Over a year of great service|Dinner a treat|Manager as kind as ever
Super les collègues|Super la cantine|Super en tout|Plaisir de travailler ici|Fier de nos équipes|Premier les clients
There I felt welcome|Software I enjoy|Leiter des Hotels super|Immer um freundliche Hilfe bemüht
Super en snel geholpen|Manager en team super|Over de artsen niets dan lof|Lugar en el centro|Placer al trabajar
Prazer em trabalhar aqui|Dinner plus drinks, lovely"""
BURDENS = """Had to spell my name at three desks|Musste alles zweimal erzählen|J'ai dû tout répéter
Tuve que repetir todo
Ho dovuto ripetere tutto|Moest alles herhalen|Tive de repetir tudo"""


def judged(text: str, asked: str, *thought: Valence) -> Valence:
    """What a text does of which the head thinks this, and next this."""
    scores = np.zeros((1, len(CLASSES)), dtype=np.float32)
    for lead, valence in enumerate(reversed(thought), 1):
        scores[0, CLASSES.index(valence)] = lead
    return overrule(scores, parse([text], [asked]))[0]


def listed(several: str) -> list[str]:
    return several.replace("\n", "|").split("|")


@pytest.mark.parametrize("text", listed(LEFT_UNDONE))
@pytest.mark.parametrize("asked", ["", LIKED, BETTER])
def test_a_good_deed_that_nobody_did_is_a_pain(text: str, asked: str) -> None:
    assert {judged(text, asked, thought) for thought in CLASSES} == {PAIN}


@pytest.mark.parametrize("text", listed(DONE_WELL))
def test_nobody_and_never_praise_where_they_compare_or_deny_what_is_bad(text: str) -> None:
    assert judged(text, "", PRAISE, PAIN) is PRAISE


@pytest.mark.parametrize("text", listed(STILL_UNDONE))
def test_what_seems_to_compare_but_does_not_spares_nobody(text: str) -> None:
    assert judged(text, "", PRAISE) is PAIN


@pytest.mark.parametrize("opening", ["Personne ne m'a ", "Personne n'", "Niemand hat ", "Niemand heeft ", "Nadie me "])
@pytest.mark.parametrize("run", ["x" * 5_000, "l'" * 2_500, "xy " * 2_000, "m'x " * 1_500, "personne ne " * 500])
def test_a_long_run_after_nobody_is_read_to_its_end(opening: str, run: str) -> None:
    # A pattern that could split the run in many ways would not come back.
    assert judged(opening + run, "", PRAISE, PAIN) is PRAISE


@pytest.mark.parametrize("text", listed(MOCKING_THANKS))
def test_thanks_for_what_is_bad_are_none(text: str) -> None:
    assert judged(text, "", PRAISE) is PAIN


@pytest.mark.parametrize("text", listed(THANKS))
def test_thanks_for_what_is_good_are_left_to_the_head(text: str) -> None:
    assert judged(text, "", PRAISE, PAIN) is PRAISE


@pytest.mark.parametrize("text", listed(PARTING))
def test_parting_words_are_no_praise(text: str) -> None:
    assert judged(text, "", PRAISE, PAIN) is PAIN
    assert judged(text, "", PRAISE, WISH) is WISH
    assert judged(text, "", NEUTRAL, PAIN) is NEUTRAL


@pytest.mark.parametrize("text", listed(STAYING))
def test_who_will_go_nowhere_else_may_praise(text: str) -> None:
    assert judged(text, "", PRAISE, PAIN) is PRAISE


@pytest.mark.parametrize("text", listed(GOOD_ONCE))
def test_what_was_good_once_is_no_praise_unless_the_good_was_asked_for(text: str) -> None:
    assert judged(text, "", PRAISE, PAIN) is PAIN
    assert judged(text, LIKED, PRAISE, PAIN) is PRAISE


@pytest.mark.parametrize("text", listed(GOOD_NOW))
def test_what_was_bad_once_or_is_good_now_may_be_praise(text: str) -> None:
    assert judged(text, "", PRAISE, PAIN) is PRAISE


@pytest.mark.parametrize("text", listed(WORTH_IT))
def test_a_fault_that_does_not_change_the_verdict_is_no_pain(text: str) -> None:
    assert judged(text, "", PAIN) is PRAISE
    assert judged(text, BETTER, PAIN) is PAIN


@pytest.mark.parametrize("text", listed(BARE_MATTERS))
def test_below_a_question_for_what_could_be_better_a_bare_matter_is_no_praise(text: str) -> None:
    assert judged(text, BETTER, PRAISE, WISH) is WISH
    assert judged(text, BETTER, PRAISE, PAIN) is PAIN
    assert judged(text, "", PRAISE, PAIN) is PRAISE


@pytest.mark.parametrize(
    "text", ["She had time for us", "Because of the choir", "Then home by six", "First class service"]
)
def test_below_such_a_question_a_tale_or_a_good_word_is_left_to_the_head(text: str) -> None:
    assert judged(text, BETTER, PRAISE, WISH) is PRAISE


@pytest.mark.parametrize("text", listed(ORDERS))
@pytest.mark.parametrize("asked", [BETTER, ADVICE])
def test_what_is_to_be_done_is_a_wish_whatever_good_it_names(text: str, asked: str) -> None:
    assert judged(text, asked, PRAISE, PAIN) is WISH
    assert judged(text, "", PRAISE, PAIN) is PRAISE


@pytest.mark.parametrize("text", listed(OPENED_BY_A_NOUN))
def test_a_noun_that_ends_like_an_infinitive_gives_no_order(text: str) -> None:
    assert judged(text, BETTER, PRAISE, PAIN) is not WISH


@pytest.mark.parametrize("text", listed(BURDENS))
def test_what_people_had_to_do_is_no_praise_below_a_question_for_faults(text: str) -> None:
    assert judged(text, BETTER, PRAISE, PAIN) is PAIN
    assert judged(text, "", PRAISE, PAIN) is PRAISE
