"""Dialogues that name no speaker: a dash heads each turn."""

from pathlib import Path

import pytest

from analyzer.ingest import Shape, inspect
from analyzer.ingest.prose.interview import parse_interview
from analyzer.types import Side

_FRENCH = (
    "Bonjour, pouvez-vous nous dire pourquoi vous partez ?",
    "Parce que le planning changeait chaque semaine.",
    "Et votre équipe ?",
    "Une équipe formidable, je n’ai rien à dire.",
    "Que devrions-nous changer ?",
    "Prévenir deux semaines à l’avance.",
)
_SPANISH = (
    "¿Por qué se va?",
    "Porque los turnos cambiaban cada semana.",
    "¿Y el equipo?",
    "Muy bueno, mis compañeros ayudaban.",
    "¿Qué cambiaría?",
    "Los horarios.",
)
_GERMAN = (
    "Warum verlassen Sie uns?",
    "Weil der Plan sich jede Woche änderte.",
    "Und Ihr Team?",
    "Ein tolles Team.",
    "Was sollten wir ändern?",
    "Zwei Wochen vorher Bescheid sagen.",
)


@pytest.mark.parametrize(
    ("turns", "before", "after"),
    [(_FRENCH, "– ", ""), (_FRENCH, "— ", ""), (_FRENCH, "- ", ""), (_SPANISH, "—", ""), (_GERMAN, "„", "“")],
)
def test_a_dash_dialogue_keeps_the_answers_alone(turns: tuple[str, ...], before: str, after: str) -> None:
    interview = parse_interview("\n".join(f"{before}{turn}{after}" for turn in turns))
    assert interview.text.split("\n\n") == list(turns[1::2])
    assert interview.asked == turns[::2]


def test_quotation_marks_around_the_whole_talk_and_lines_that_go_on_are_understood() -> None:
    one, two, three, four, *_ = _FRENCH
    interview = parse_interview(f"Entretien de départ\n\n« {one}\n— {two}\nToujours.\n— {three}\n— {four} »")
    assert interview.text == f"{two}\nToujours.\n\n{four}"
    assert interview.asked == (one, three)


def test_who_is_asked_may_speak_first_and_ask_back_once() -> None:
    turns = ("Bonjour, je suis venu.", *_FRENCH[:2], _FRENCH[2], "Mon équipe ? Formidable.", *_FRENCH[4:])
    interview = parse_interview("\n".join(f"– {turn}" for turn in turns))
    assert interview.text.split("\n\n") == [turns[0], turns[2], turns[4], turns[6]]


@pytest.mark.parametrize(
    "points",
    [
        ("Why does nobody answer?", "The pay is low", "Why so few people?", "No breaks", "I am tired"),
        ("Pay was low", "Who can live on that?", "My manager shouted", "Rota changed weekly", "No breaks at all"),
        ("Why is the app so slow?", "Love it", "Can you fix the login?", "Great"),
        ("Le planning change", "Pas assez de monde", "Le salaire", "Le chef criait"),
    ],
)
def test_a_list_with_questions_in_it_is_no_dialogue(points: tuple[str, ...]) -> None:
    interview = parse_interview("\n".join(f"- {point}" for point in points))
    assert all(point in interview.text for point in points)
    assert interview.asked == ()


def test_a_letter_that_asks_and_answers_itself_in_points_stays_whole() -> None:
    points = "- The rota?\n- A mess.\n- You ask the team?\n- They left.\n- The pay?\n- Low."
    assert "The rota?" in parse_interview(f"I am leaving, and here is why.\n{points}").text


def test_a_list_of_customers_stays_a_list(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text("- Why is the app so slow?\n- Love it\n- Can you fix the login?\n- Great\n", encoding="utf-8")
    assert inspect(path, path.name, side=Side.CUSTOMER).shape is Shape.LINES
