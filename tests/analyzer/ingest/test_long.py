"""Long texts are looked at while their owner waits: the work grows with them and no faster."""

import cProfile
from pathlib import Path

import pytest

from analyzer.ingest import Choices, Shape, inspect
from analyzer.ingest.prose import documents, letters
from analyzer.ingest.prose.forms import Piece, read_form
from analyzer.types import Side

BLANKS = "The till froze.{gap}It was slow.\nNobody came.\n"
REMARKED = "Why?\nThe rota.\nWhat else?\nPay.\nInterviewer's notes:\nAngry.{gap}Calm.\n"


def calls(text: str) -> int:
    profile = cProfile.Profile()
    profile.enable()
    read_form(text)
    profile.disable()
    return sum(entry.callcount for entry in profile.getstats())


@pytest.mark.parametrize("text", [BLANKS, REMARKED])
def test_twice_as_many_blank_lines_are_twice_the_work(text: str) -> None:
    read_form(text)  # what is kept from the first time on
    assert calls(text.format(gap="\n" * 1600)) < 3 * calls(text.format(gap="\n" * 800))


def test_the_beginning_of_a_long_list_tells_that_it_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lengths: list[int] = []

    def counted(text: str) -> tuple[Piece, ...]:
        lengths.append(text.count("\n") + 1)
        return read_form(text)

    monkeypatch.setattr(documents, "read_form", counted)
    path = tmp_path / "list.txt"
    path.write_text("\n".join(f"The till at desk {number} froze." for number in range(3000)))
    plan = inspect(path, "list.txt", Choices(), 10**6, Side.CUSTOMER)
    assert (plan.shape, lengths) == (Shape.LINES, [2000])


def test_no_signature_is_looked_for_below_more_lines_than_a_letter_has(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []

    def is_closing(line: str) -> bool:
        looked.append(line)
        return False

    monkeypatch.setattr(letters, "is_closing", is_closing)
    assert letters.find_signed_letter_starts(["The till froze."] * 3000) == []
    assert len(looked) < 50
