"""What the numbers and letters before a form's lines mean: they number questions, or list somebody's points.

For example:

    A. Why are you leaving?       -> 1. Why are you leaving?
    1. a second van               <- a list of wishes below a question,
    2. lamps in the yard          <- so an answer
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import count, groupby, takewhile

from analyzer.ingest.prose.forms.pieces import BOX, NUMBER

_FIRST_NUMBER = re.compile(r"^\s*(\d{1,2})[.)]\s+\w")
_LETTER_AND_NUMBER = re.compile(r"^\s*([A-Z])\s?[.-]?\s?(\d{1,2})\s?[.):]\s+(?=[¿¡\w])")
# "2.1 Safety: the ramp is dark".
_NAMED_SUBSECTION = re.compile(r"^\s*(\d{1,2})\.(\d{1,2})\.?\s+([^\W\d_][^:?!.\n]{0,60}):(?:\s+|$)")
_SUBSECTION = re.compile(r"^\s*\d{1,2}\.\d{1,2}\.?\s+[^\W\d_]")
_FEWEST_PARTS = 3
_LETTERED = re.compile(r"^\s*([A-Z])\s?[.)]\s+(?=[¿¡\w])")


def numbers_are_questions(lines: Sequence[str]) -> bool:
    """Whether the numbered lines are questions or headings, with other lines between them."""
    numbered = [at for at, line in enumerate(lines) if NUMBER.match(line)]
    filled = sum(bool(line.strip()) for line in lines)
    ended = sum(lines[at].rstrip().endswith((".", "!")) for at in numbered)
    return len(numbered) >= 2 and filled > 1.5 * len(numbered) and ended < 0.6 * len(numbered)


def find_numbered_points(lines: Sequence[str]) -> frozenset[int]:
    """Find numbered lists of somebody's points: consecutive lines numbered from 1, of which hardly any asks.

    Such a list is an answer below a heading or a question; numbered lines at the very top may be the form's questions.
    """
    numbers = [int(match[1]) if (match := _FIRST_NUMBER.match(line)) else 0 for line in lines]
    found: set[int] = set()
    for begin in (at for at, number in enumerate(numbers) if number == 1):
        end = begin + sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(numbers[begin:], count(1))))
        asks = sum("?" in line or line.rstrip().endswith(":") or bool(BOX.search(line)) for line in lines[begin:end])
        apart = end == len(lines) or not lines[end].strip()
        if end - begin > 1 and apart and 5 * asks <= end - begin and any(map(str.strip, lines[:begin])):
            found.update(range(begin, end))
    return frozenset(found)


def number_lettered_questions(lines: Sequence[str]) -> Sequence[str]:
    """Number questions that are lettered A, B, C and on, or B1, B2, C1, so that "A." is not read as "Answer".

    A question may stand twice, if its page ended right below it.
    """
    if _has_named_subsections(lines):
        return [part for line in lines for part in _NAMED_SUBSECTION.sub(r"\1. \3\n", line).split("\n")]
    letters = [match[1] if (match := _LETTERED.match(line)) else "" for line in lines]
    found = [letter for letter, _ in groupby(filter(None, letters))]
    if _has_coded_questions(lines):
        return [_LETTER_AND_NUMBER.sub(r"\2. ", line) for line in lines]
    if len(found) < 3 or found != [chr(ord("A") + at) for at in range(len(found))]:
        return lines
    return [
        _LETTERED.sub(f"{ord(letter) - ord('A') + 1}. ", line) if letter else line
        for line, letter in zip(lines, letters, strict=True)
    ]


def _has_named_subsections(lines: Sequence[str]) -> bool:
    """Whether a form's sections have numbered subsections, each with a name: "2.1 Safety: the ramp is dark"."""
    parts = [(int(match[1]), int(match[2])) for line in lines if (match := _NAMED_SUBSECTION.match(line))]
    numbered = sum(_SUBSECTION.match(line) is not None for line in lines)
    return numbered == len(parts) >= _FEWEST_PARTS and parts == sorted(set(parts))


def _has_coded_questions(lines: Sequence[str]) -> bool:
    """Whether questions begin with a letter and a number; below unnumbered questions, "A1." and "R2." are answers."""
    coded = [match for line in lines if (match := _LETTER_AND_NUMBER.match(line))]
    codes = [(match[1], int(match[2])) for match in coded]
    letters = {letter for letter, _ in codes}
    answers = letters <= {"A", "R"} and any("?" in line for line in lines if not _LETTER_AND_NUMBER.match(line))
    return len(codes) > 1 and codes == sorted(set(codes)) and letters.isdisjoint({"Q", "F", "P"}) and not answers
