import json
from pathlib import Path

import pytest

from analyzer.valence.questions import QuestionKind, classify_question

_SAMPLE = Path(__file__).parents[3] / "samples" / "valence" / "questions.jsonl"
# Ways to ask for the good, for the bad and for both, as questions and as bare headings.
FOR_THE_GOOD = """What did you value most?|Plus points|Your highlights? The highlights of your stay|What impressed you?
Positiv|Was haben Sie am meisten geschätzt?|Pluspunkte|Was wird dir am meisten fehlen?|Was hat Ihnen Spaß gemacht?
Points positifs|Point fort|Vos atouts|Que retenez-vous de positif ?|Qu'est-ce qui va vous manquer ?
Positivo|¿Qué has valorado más?|Lo que más valora|¿Con qué te quedas?|Lo que más te llevas|Puntos a favor|Lo bueno
Aspetti positivi|Punti di forza|Cosa ti mancherà?|Cosa porti via con te?|La cosa più bella
Positief|Pluspunten|Wat heb je het meest gewaardeerd?|Wat ga je missen?|Wat vond je het leukst?
Pontos positivos|O melhor|O que mais valorizou?|De que vai sentir falta?|O que levas contigo?"""
FOR_THE_BAD = """Weak points|Drawbacks|What bothered you?|Where did we let you down?
Negativ|Schwachpunkte|Was hat dich geärgert?|Was war am schlimmsten?|Points négatifs|Point faible|Faiblesses
Negativo|Aspectos negativos|Puntos débiles|Lo malo|¿Qué te ha molestado?|¿Qué fue lo más difícil?
Aspetti negativi|Punto debole|Il peggio|Cosa ti ha infastidito?|Negatief|Minpunten|Zwakke punten|Wat viel tegen?
Pontos negativos|O pior|Ponto fraco|O que te incomodou?"""
FOR_BOTH_OR_NEITHER = """Positiv/Negativ|Aspectos positivos y negativos|Vor- und Nachteile|Voor- en nadelen
Pro und Contra|Pro e contro|Points positifs et négatifs|Puntos a favor y en contra
Punti di forza e di debolezza|Valora tu estancia del 1 al 10
¿Cómo valora el servicio?|¿Te has sentido valorado?|¿Disfrutaste de tu estancia?|¿Algo más que destacar?
Did you take advantage of the pool?|In welchem Maße fühlen Sie sich geschätzt?|Ti è piaciuto il soggiorno?
Voelde je je gewaardeerd?|Qual é o melhor horário para o contactar?|¿Te llevas bien con tu jefa?"""
QUESTIONS = [json.loads(line) for line in _SAMPLE.read_text("utf-8").splitlines()]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What was good?", QuestionKind.GOOD),
        ("What did you like most about the ward?", QuestionKind.GOOD),
        ("Pros", QuestionKind.GOOD),
        ("Was hat Ihnen gefallen?", QuestionKind.GOOD),
        ("What did you like least?", QuestionKind.BAD),
        ("Was hat Ihnen nicht gefallen?", QuestionKind.BAD),
        ("Points faibles", QuestionKind.BAD),
        ("What could we do better?", QuestionKind.BETTER),
        ("How can we improve what you did not like?", QuestionKind.BAD),
        ("¿Qué podemos mejorar?", QuestionKind.BETTER),
        ("What would have made you stay?", QuestionKind.BETTER),
        ("Why did you give this score?", QuestionKind.ANYTHING),
        ("What were you satisfied and/or dissatisfied with?", QuestionKind.ANYTHING),
        ("What did you like and what should be better?", QuestionKind.ANYTHING),
        ("Goodwill", QuestionKind.ANYTHING),
        ("Was würden Sie uns raten?", QuestionKind.ADVICE),
        ("Was rätst du uns?", QuestionKind.ADVICE),
        ("Was sollten wir tun?", QuestionKind.ADVICE),
        ("Was sollten wir ändern?", QuestionKind.BETTER),
        ("Was sollten wir beibehalten?", QuestionKind.GOOD),
        ("Welche Anregungen haben Sie?", QuestionKind.ADVICE),
        ("What advice would you give us?", QuestionKind.ADVICE),
        ("What should we do differently?", QuestionKind.BETTER),
        ("How satisfied were you with the advice?", QuestionKind.ANYTHING),
        ("Que nous conseilleriez-vous ?", QuestionKind.ADVICE),
        ("Que devrions-nous faire autrement ?", QuestionKind.BETTER),
        ("¿Qué nos aconsejaría?", QuestionKind.ADVICE),
        ("¿Qué cambiarías?", QuestionKind.BETTER),
        ("Cosa ci consiglia?", QuestionKind.ADVICE),
        ("Wat zou u ons adviseren?", QuestionKind.ADVICE),
        ("O que nos aconselharia?", QuestionKind.ADVICE),
        ("Würden Sie uns weiterempfehlen?", QuestionKind.ANYTHING),
        ("Would you recommend us?", QuestionKind.ANYTHING),
        ("Nous recommanderiez-vous à un ami ?", QuestionKind.ANYTHING),
        ("¿Nos recomendaría a un amigo?", QuestionKind.ANYTHING),
        ("Ci consiglierebbe a un amico?", QuestionKind.ANYTHING),
        ("¿Qué le ha gustado?", QuestionKind.GOOD),
        ("¿Qué no le ha gustado?", QuestionKind.BAD),
        ("What don’t you like?", QuestionKind.BAD),
        ("What did not go well?", QuestionKind.BAD),
        ("What did you enjoy least, and why?", QuestionKind.BAD),
        ("Do que não gostou?", QuestionKind.BAD),
        ("¿Qué es lo que menos le gustó?", QuestionKind.BAD),
        ("¿Qué es lo mejor de trabajar aquí?", QuestionKind.GOOD),
        ("What did you like most? Least?", QuestionKind.ANYTHING),
        ("What did you like? What could be better?", QuestionKind.ANYTHING),
        ("Likes/dislikes", QuestionKind.ANYTHING),
        ("Did you feel well supported?", QuestionKind.ANYTHING),
        ("Did anything go well?", QuestionKind.GOOD),
        ("Hat Ihnen der Aufenthalt gefallen?", QuestionKind.ANYTHING),
        ("Please explain your score", QuestionKind.ANYTHING),
        ("Which of these best describes your reason for leaving?", QuestionKind.LEAVING),
        ("What would you like to see more of?", QuestionKind.ADVICE),
        ("What would you like us to know?", QuestionKind.ANYTHING),
        ("What would you have liked?", QuestionKind.BETTER),
        ("What should we keep?", QuestionKind.GOOD),
        ("How can we keep you?", QuestionKind.BETTER),
        ("Main reason for leaving", QuestionKind.LEAVING),
        ("What made you decide to resign?", QuestionKind.LEAVING),
        ("Cancellation reason", QuestionKind.LEAVING),
        ("Warum verlassen Sie uns?", QuestionKind.LEAVING),
        ("Kündigungsgrund", QuestionKind.LEAVING),
        ("Was hat Sie zum Gehen bewogen?", QuestionKind.LEAVING),
        ("Raison principale de votre départ", QuestionKind.LEAVING),
        ("¿Por qué deja la empresa?", QuestionKind.LEAVING),
        ("Motivo delle dimissioni", QuestionKind.LEAVING),
        ("Auslöser der Kündigung", QuestionKind.LEAVING),
        ("What made you start looking?", QuestionKind.LEAVING),
        ("Reden van vertrek", QuestionKind.LEAVING),
        ("Porque decidiu sair?", QuestionKind.LEAVING),
        ("What made you leave, and what would have made you stay?", QuestionKind.BETTER),
        ("What did you like, and why did you leave?", QuestionKind.ANYTHING),
        ("Did you tell us why you left?", QuestionKind.ANYTHING),
        ("When are you leaving?", QuestionKind.ANYTHING),
        ("Would you recommend us to a friend?", QuestionKind.ANYTHING),
        ("Zou je ons aanraden aan vrienden?", QuestionKind.ANYTHING),
        ("Wat zou je ons aanraden?", QuestionKind.ADVICE),
        ("Recommendations for us", QuestionKind.ADVICE),
        ("How often were you asked to stay late?", QuestionKind.ANYTHING),
        ("Salaire et avantages", QuestionKind.ANYTHING),
        ("Qu'aurions-nous pu faire pour vous garder ?", QuestionKind.BETTER),
        ("¿Qué echarás de menos?", QuestionKind.GOOD),
        ("Why did you leave this score?", QuestionKind.ANYTHING),
        ("", QuestionKind.ANYTHING),
    ],
)
def test_it_tells_what_a_question_asks_for(question, expected):
    assert classify_question(question) is expected


@pytest.mark.parametrize("row", QUESTIONS, ids=lambda row: row["question"])
def test_none_is_taken_to_ask_for_the_good_by_a_word_that_stands_for_something_else(row):
    asked = classify_question(row["question"])
    if row["asks"] == "both":
        assert asked is QuestionKind.ANYTHING
    else:
        assert (asked is QuestionKind.GOOD) == (row["asks"] == "good")


@pytest.mark.parametrize(
    ("several", "expected"),
    [
        (FOR_THE_GOOD, QuestionKind.GOOD),
        (FOR_THE_BAD, QuestionKind.BAD),
        (FOR_BOTH_OR_NEITHER, QuestionKind.ANYTHING),
    ],
)
def test_it_knows_many_ways_to_ask_for_the_good_and_for_the_bad(several, expected):
    asked = {question: classify_question(question) for question in several.replace("\n", "|").split("|")}
    assert not [question for question, found in asked.items() if found is not expected]
