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
        ("", Asked.ANYTHING),
    ],
)
def test_it_tells_what_a_question_asks_for(question, expected):
    assert asked_for(question) is expected
