import pytest

from analyzer.valence.asked import Asked, asked_for


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
        ("How satisfied were you with the advice?", Asked.GOOD),
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
        ("", Asked.ANYTHING),
    ],
)
def test_it_tells_what_a_question_asks_for(question, expected):
    assert asked_for(question) is expected
