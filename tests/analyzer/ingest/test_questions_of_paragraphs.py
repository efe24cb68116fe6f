"""Which question each paragraph of an interview answers."""

from analyzer.ingest.prose.interview import parse_interview


def answered(text: str) -> dict[str, str]:
    """Pair each paragraph of an interview with the question that it answers."""
    found = parse_interview(text)
    return dict(zip(found.text.split("\n\n"), found.questions, strict=True))


def test_it_knows_which_question_of_a_form_each_paragraph_answers() -> None:
    form = """1. Why are you leaving?
The rota.

And the pay, twice late.
2. What did you enjoy?

3. What should we change?
☐ Hours ☑ Pay
Pay us on the day it says.

4. Anything else?
None."""
    assert answered(form) == {
        "The rota.": "1. Why are you leaving?",
        "And the pay, twice late.": "1. Why are you leaving?",
        "Pay us on the day it says.": "3. What should we change?",
    }


def test_what_the_writer_of_a_report_says_is_no_question() -> None:
    report = """Summary

I thanked him for coming. He said that the rota came late. He felt that nobody planned.

I reminded him of his keys.

Recommendation from the employee:

He would hire two clerks. He said one was not enough."""
    assert list(answered(report).values()) == ["Summary", "Recommendation from the employee:"]


def test_an_answer_in_a_talk_stands_below_what_was_asked_last_and_below_nothing_else() -> None:
    talk = """HR: Good to see you. Why are you leaving?
EE: The rota comes late.
HR: Mm.
EE: On Fridays, mostly.
HR: That's good to know, I'll pass it on.
EE: Nobody plans ahead.
HR: Tell me about your team.
EE: They are family.

All of them."""
    assert answered(talk) == {
        "The rota comes late.": "Why are you leaving?",
        "On Fridays, mostly.": "Why are you leaving?",
        "Nobody plans ahead.": "",
        "They are family.": "Tell me about your team.",
        "All of them.": "Tell me about your team.",
    }


def test_where_nobody_asks_in_words_each_turn_is_a_question() -> None:
    talk = "Q: Main reason\nA: The rota comes late.\nQ: Team\nA: They are family."
    assert list(answered(talk).values()) == ["Main reason", "Team"]


def test_answers_to_two_questions_in_the_same_words_stand_apart() -> None:
    form = "Pay: 2/5\nComments: The rise went on parking.\nManager: 5/5\nComments: She saw when I was low."
    found = parse_interview(form)
    assert found.text.split("\n\n") == ["The rise went on parking.", "She saw when I was low."]
    assert found.questions == ("Comments:", "Comments:")


def test_a_paragraph_keeps_its_question_where_a_sentence_is_taken_out_of_it() -> None:
    report = """Summary

He said that the rota came late. I thanked him. He felt that nobody planned.

Recommendation from the employee:

He would hire two clerks. He said one was not enough."""
    assert list(answered(report).values()) == ["Summary", "Recommendation from the employee:"]
