import json
from pathlib import Path

import pytest

from analyzer.valence.asked import Asked, asked_for

_SAMPLE = Path(__file__).parents[3] / "samples" / "valence" / "questions.jsonl"
QUESTIONS = [json.loads(line) for line in _SAMPLE.read_text("utf-8").splitlines()]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What was good?", Asked.GOOD),
        ("What did you like most about the ward?", Asked.GOOD),
        ("Pros", Asked.GOOD),
        ("Was hat Ihnen gefallen?", Asked.GOOD),
        ("What did you like least?", Asked.BAD),
        ("Was hat Ihnen nicht gefallen?", Asked.BAD),
        ("Points faibles", Asked.BAD),
        ("What could we do better?", Asked.BETTER),
        ("How can we improve what you did not like?", Asked.BAD),
        ("¿Qué podemos mejorar?", Asked.BETTER),
        ("What would have made you stay?", Asked.BETTER),
        ("Why did you give this score?", Asked.ANYTHING),
        ("What were you satisfied and/or dissatisfied with?", Asked.ANYTHING),
        ("What did you like and what should be better?", Asked.ANYTHING),
        ("Goodwill", Asked.ANYTHING),
        ("Was würden Sie uns raten?", Asked.ADVICE),
        ("Was rätst du uns?", Asked.ADVICE),
        ("Was sollten wir tun?", Asked.ADVICE),
        ("Was sollten wir ändern?", Asked.BETTER),
        ("Was sollten wir beibehalten?", Asked.GOOD),
        ("Welche Anregungen haben Sie?", Asked.ADVICE),
        ("What advice would you give us?", Asked.ADVICE),
        ("What should we do differently?", Asked.BETTER),
        ("How satisfied were you with the advice?", Asked.ANYTHING),
        ("Que nous conseilleriez-vous ?", Asked.ADVICE),
        ("Que devrions-nous faire autrement ?", Asked.BETTER),
        ("¿Qué nos aconsejaría?", Asked.ADVICE),
        ("¿Qué cambiarías?", Asked.BETTER),
        ("Cosa ci consiglia?", Asked.ADVICE),
        ("Wat zou u ons adviseren?", Asked.ADVICE),
        ("O que nos aconselharia?", Asked.ADVICE),
        ("Würden Sie uns weiterempfehlen?", Asked.ANYTHING),
        ("Would you recommend us?", Asked.ANYTHING),
        ("Nous recommanderiez-vous à un ami ?", Asked.ANYTHING),
        ("¿Nos recomendaría a un amigo?", Asked.ANYTHING),
        ("Ci consiglierebbe a un amico?", Asked.ANYTHING),
        ("¿Qué le ha gustado?", Asked.GOOD),
        ("¿Qué no le ha gustado?", Asked.BAD),
        ("What don’t you like?", Asked.BAD),
        ("What did not go well?", Asked.BAD),
        ("What did you enjoy least, and why?", Asked.BAD),
        ("Do que não gostou?", Asked.BAD),
        ("¿Qué es lo que menos le gustó?", Asked.BAD),
        ("¿Qué es lo mejor de trabajar aquí?", Asked.GOOD),
        ("What did you like most? Least?", Asked.ANYTHING),
        ("What did you like? What could be better?", Asked.ANYTHING),
        ("Likes/dislikes", Asked.ANYTHING),
        ("Did you feel well supported?", Asked.ANYTHING),
        ("Did anything go well?", Asked.GOOD),
        ("Hat Ihnen der Aufenthalt gefallen?", Asked.ANYTHING),
        ("Please explain your score", Asked.ANYTHING),
        ("Which of these best describes your reason for leaving?", Asked.LEAVING),
        ("What would you like to see more of?", Asked.ADVICE),
        ("What would you like us to know?", Asked.ANYTHING),
        ("What would you have liked?", Asked.BETTER),
        ("What should we keep?", Asked.GOOD),
        ("How can we keep you?", Asked.BETTER),
        ("Main reason for leaving", Asked.LEAVING),
        ("What made you decide to resign?", Asked.LEAVING),
        ("Cancellation reason", Asked.LEAVING),
        ("Warum verlassen Sie uns?", Asked.LEAVING),
        ("Kündigungsgrund", Asked.LEAVING),
        ("Was hat Sie zum Gehen bewogen?", Asked.LEAVING),
        ("Raison principale de votre départ", Asked.LEAVING),
        ("¿Por qué deja la empresa?", Asked.LEAVING),
        ("Motivo delle dimissioni", Asked.LEAVING),
        ("Reden van vertrek", Asked.LEAVING),
        ("Porque decidiu sair?", Asked.LEAVING),
        ("What made you leave, and what would have made you stay?", Asked.BETTER),
        ("What did you like, and why did you leave?", Asked.ANYTHING),
        ("Did you tell us why you left?", Asked.ANYTHING),
        ("When are you leaving?", Asked.ANYTHING),
        ("Why did you leave this score?", Asked.ANYTHING),
        ("", Asked.ANYTHING),
    ],
)
def test_it_tells_what_a_question_asks_for(question, expected):
    assert asked_for(question) is expected


@pytest.mark.parametrize("row", QUESTIONS, ids=lambda row: row["question"])
def test_none_is_taken_to_ask_for_the_good_by_a_word_that_stands_for_something_else(row):
    asked = asked_for(row["question"])
    if row["asks"] == "both":
        assert asked is Asked.ANYTHING
    else:
        assert (asked is Asked.GOOD) == (row["asks"] == "good")
