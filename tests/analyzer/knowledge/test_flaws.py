"""A user's own file: every flaw in one clear sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from analyzer.knowledge import KnowledgeError, read_own
from tests.analyzer.knowledge.test_knowledge import OWN

PLACEBO = """
placebos:
  - id: Y01
    side: customer
    name: Flags
    prototypes: [the flag is torn, no flag at all, a flag too many, flags at half mast, your flag is faded]
"""


def flaws(folder: Path, text: str) -> tuple[str, ...]:
    own = folder / "own.yaml"
    own.write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError) as caught:
        read_own(own)
    assert str(caught.value).startswith(f"own.yaml cannot be used as knowledge: {caught.value.flaws[0]}")
    return caught.value.flaws


def test_it_takes_a_file_without_flaws(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(OWN + PLACEBO.lstrip(), encoding="utf-8")
    assert [len(held) for held in (read_own(own).mechanisms, read_own(own).placebos)] == [1, 1]


def test_it_takes_the_file_that_the_documentation_shows(tmp_path: Path) -> None:
    page = Path(__file__).parents[3] / "docs" / "operations.md"
    shown = page.read_text("utf-8").split("```yaml\n")[1].split("```")[0]
    own = tmp_path / "own.yaml"
    own.write_text(shown, encoding="utf-8")
    assert [mechanism.id for mechanism in read_own(own).mechanisms] == ["OWN01"]


@pytest.mark.parametrize(
    ("old", "new", "flaw"),
    [
        ("domino: D3", "domino: D9", "X01, domino: 'D9' is none of D1, D2, D3, D4, D5, D6."),
        ("    tier: T4\n", "", "X01: missing tier."),
        ("tier: T4", "tier: T4\n    colour: red", "X01: unknown colour; known are id, version, "),
        ("lags: [0, 1]", "lags: [0]", "X01, lags: has 1 of at least 2 entries."),
        ("lags: [0, 1]", "lags: [2, 1]", "X01, lags: the first, 2, is later than the last, 1."),
        ("lags: [0, 1]", "lags: [-1, 1]", "X01, lags: with the direction employee_to_customer the first has to be 0"),
        (
            "direction: employee_to_customer",
            "direction: both",
            "the first has to be below 0, not 0.",
        ),
        ("lags: [0, 1]", "lags: [0, 99]", "X01, lags, number 2: 99 is too large, the most is 24."),
        ("keys at home", "no", "X01, employee_prototypes, number 5: must be text, and False is not. Put it in quotes."),
        ("keys at home", "keys", "X01, employee_prototypes, number 5: 'keys' is too short, at least 10 characters"),
        ("levers: [REG]", "levers: REG", "X01, levers: must be a list, and 'REG' is not."),
        ("version: 1", "version: one", "X01, version: must be a whole number, and 'one' is not."),
        ("id: X01", "id: x 1", "x 1, id: 'x 1' is no id: that is a capital and 1 to 15 letters, digits, - or _."),
        ("id: X01", "id: 1", "mechanisms, number 1, id: must be text, and 1 is not."),
        ("customers find", "this causes that customers find", "X01, sentence: 'causes' claims a cause;"),
        ("knowledge/1", "knowledge/2", "schema: must be headwater.knowledge/1, not 'headwater.knowledge/2'."),
        ("keys at home", "three different answers, my bill is wrong again.", "stands in M38 too."),
    ],
)
def test_it_says_each_flaw_with_its_place(tmp_path: Path, old: str, new: str, flaw: str) -> None:
    assert old in OWN
    assert any(flaw in found for found in flaws(tmp_path, OWN.replace(old, new)))


def test_it_names_all_flaws_at_once(tmp_path: Path) -> None:
    found = flaws(tmp_path, OWN.replace("domino: D3", "domino: D9").replace("    tier: T4\n", ""))
    assert found == ("X01: missing tier.", "X01, domino: 'D9' is none of D1, D2, D3, D4, D5, D6.")


def test_it_finds_an_id_that_stands_twice(tmp_path: Path) -> None:
    twice = OWN + PLACEBO.lstrip().replace("Y01", "X01")
    assert flaws(tmp_path, twice) == ("X01: the file has this id twice.",)


@pytest.mark.parametrize(
    ("content", "flaw"),
    [
        (b"a: [", "The file is not YAML. It breaks off at line"),
        (b"- 1", "The file: must be a block of fields, and [1] is not."),
        (b"", "The file: must be a block of fields, and nothing is not."),
        (b"schema: headwater.knowledge/1", "It holds no mechanism and no placebo."),
        ("schema: Schl\u00fcssel".encode("latin-1"), "The file is not in UTF-8."),
    ],
)
def test_it_says_what_else_a_file_is_not(tmp_path: Path, content: bytes, flaw: str) -> None:
    own = tmp_path / "own.yaml"
    own.write_bytes(content)
    with pytest.raises(KnowledgeError) as caught:
        read_own(own)
    assert len(caught.value.flaws) == 1
    assert flaw in caught.value.flaws[0]


def test_it_says_that_there_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="cannot be opened: no such file"):
        read_own(tmp_path / "own.yaml")
