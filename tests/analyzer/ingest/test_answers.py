import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.ingest.answers import is_backchannel, says_nothing
from analyzer.ingest.words import phrases

JUNK = """n/a|N/A.|na|nothing|Nothing!|nothing really|-|--|?|...|👍|😀😀|none|None.|no comment|no comments at this time|
see above|nothing to add|x|xx|xxx|aaaa|asdf|asdfgh|qwerty|qwertz|azerty|asdasd|sdfghj|hjkl|bla bla|
not applicable|No. Nothing.|Did not answer|didn't answer|unanswered|Left blank|(no answer given)|
hat nicht geantwortet|n'a pas répondu|no contestó|non ha risposto|niet ingevuld|não respondeu|
no comment - see above|Nothing, thanks|none that I can think of|I don't know|idk|not really|test|
keine|k.A.|k. A.|nichts|Nichts!|keine Angabe|s. o.|siehe oben|kein Kommentar|weiß nicht|nichts hinzuzufügen|
nein, nichts|rien|Rien.|néant|R.A.S.|aucun commentaire|rien à signaler|sans réponse|je ne sais pas|rien, merci|
nada|Nada.|ninguno|sin comentarios|ns/nc|no aplica|nada que añadir|no sé|
niente|nulla|nessun commento|non so|vedi sopra|niente da aggiungere|nessuno|
geen|niets|niks|n.v.t.|geen commentaar|geen opmerkingen|weet niet|zie boven|niet van toepassing|
Hm.|Nix, echt nicht.|Da fällt mir nichts ein.|Mir fällt gerade nix ein|Spontan keine Idee|Im Moment eigentlich nichts|
s/c|No se me ocurre nada ahora mismo|Nada, de verdad|Rien ne me vient|Là, rien ne me vient|Pour l'instant rien|
Can't think of anything right now|Off the top of my head, nothing|Al momento niente|Non mi viene in mente nulla|
Op dit moment niets|Agora não me ocorre nada|
nenhum|nada a acrescentar|sem comentários|não sei|não se aplica|nada a dizer|ver acima|
Nothing, all good|No, all fine thanks|no all fine thanks|Nah - all good|can't think|cant think|see left|
See question one|Nein, alles gut|siehe links|Rien, tout va bien|Nada, todo bien|Niente, tutto bene|
Niets, alles goed|Nada, tudo bem|nothing would have kept me|
Absolutely nothing!|Literally nothing, thanks|Pretty much nothing|Nothing whatsoever|Zero.|not much|Lol|
Überhaupt nichts|Rein gar nichts|So gut wie nichts|Absolument rien|Il n'y a rien à dire|Pas grand-chose|
Absolutamente nada|Prefiero no contestar|Assolutamente niente|Helemaal niets|Wil ik liever niet zeggen|
Praticamente nada"""

SAID = """all good|all fine thanks|Nothing, the team were brilliant|Not really all good|no, all good staff left|
nothing works|No heating|none of the lifts work|No comment from management for six months|
nothing was explained|
no rota|no staff|not enough staff|see above the door, the sign is wrong|N/A parking is a lie|pay|Rota|
the lift|PC|TV|WC|10/10|
noise|PC TV WC|Asda|x-ray queue|xxl queue|test results late|no complaints|no pay rise|
nothing to complain about|no, the rota changed daily|They did not answer|Did not answer the phone|nobody answered|
nada mal|nada bueno|Nothing really works right now|Im Moment kein Personal|Leider laut|really|gerade|
keine Heizung|kein Personal|nichts funktioniert|keine Pausen|Nein, der Aufzug|Lohn|
rien ne marche|rien n'est expliqué|aucun chauffage|pas de chauffage|
nada funciona|sin calefacción|ningún descanso|no hay personal|
niente funziona|nessun riscaldamento|niente pause|
niets werkt|geen verwarming|geen pauzes|
nada funciona aqui|sem aquecimento|nenhum intervalo|
absolutely nothing works|zero staff|not much heating|nothing good to say|absolument rien ne marche|niets goeds|
没有暖气|нет отопления|αργά"""


def _cases(text):
    return [case for case in text.replace("\n", "").split("|") if case]


@pytest.mark.parametrize("answer", _cases(JUNK))
def test_says_nothing_it_sets_aside_what_answers_nothing(answer):
    assert says_nothing(answer)


@pytest.mark.parametrize("answer", _cases(SAID))
def test_says_nothing_it_keeps_what_says_something(answer):
    assert not says_nothing(answer)


@pytest.mark.parametrize(
    "answer",
    _cases(
        """Nothing good to say|Absolutely nothing good.|nothing bad|nichts Gutes|Gar nichts Positives|rien de bon|
    nada bueno|Niente di buono|niets goeds|Nada de bom""".replace("    ", "")
    ),
)
def test_says_nothing_it_sets_aside_that_nothing_is_good_only_below_a_question(answer):
    assert says_nothing(answer, question=True)
    assert not says_nothing(answer)


@pytest.mark.parametrize(
    "answer",
    _cases(
        "There was nothing|There's nothing here.|Honestly, there was absolutely nothing|I had nothing|Es gab nichts|"
        "Il n'y avait rien|No hay nada|No había nada aquí|Non c'era niente|Er was niets|Não havia nada|"
        "There was nothing, thanks"
    ),
)
def test_says_nothing_it_sets_aside_that_there_was_nothing_only_below_a_question(answer):
    assert says_nothing(answer, question=True)
    assert not says_nothing(answer)


@pytest.mark.parametrize(
    "answer",
    ["There is nothing to add", "I had nothing to report", "No hay nada que añadir", "Il n'y a rien à signaler"],
)
def test_says_nothing_it_sets_aside_everywhere_that_there_is_nothing_to_say(answer):
    assert says_nothing(answer)


@pytest.mark.parametrize("answer", ["nothing good ever happens here", "nada mal", "nothing to complain about"])
def test_says_nothing_it_keeps_below_a_question_what_says_something(answer):
    assert not says_nothing(answer, question=True)


@pytest.mark.parametrize(
    ("turn", "talk"),
    [
        ("Exactly.", True),
        ("Genau!", True),
        ("No", True),
        ("Ja, guten Morgen. Kein Problem.", True),
        ("Ja, danke. Alles Gute.", True),
        ("Oui, merci. Bonne continuation !", True),
        ("Thanks. The rota was late.", False),
        ("Nein, die Bezahlung war in Ordnung.", False),
        ("Yes, the rota.", False),
        ("<Media omitted>", True),
        ("Bild weggelassen", True),
        ("\u200eAfbeelding weggelaten", True),
        ("The location", False),
        ("My picture was omitted from the wall", False),
    ],
)
def test_turns_that_only_keep_a_conversation_going_are_backchannels(turn, talk):
    assert is_backchannel(turn) is talk


BLANK = st.sampled_from(sorted(phrases("no_answer")))
POLITE = st.sampled_from(sorted(phrases("backchannel")))


@given(BLANK, st.lists(BLANK | POLITE, max_size=2), st.sampled_from([". ", ", ", " - ", "; ", "... "]), st.randoms())
def test_says_nothing_it_misses_none_that_is_put_together_of_parts_that_say_nothing(blank, others, seam, shuffled):
    parts = [blank, *others]
    shuffled.shuffle(parts)
    answer = seam.join(parts)
    assert says_nothing(answer) or len(answer) > 40
