"""The question how two themes go together, and strict parsing of the answer. Pure: no model is asked.

Of an answer only a letter from a closed list and labels from the prompt are kept. Its sentence is checked for numbers,
which the texts shown cannot support, and then discarded.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import ascii_uppercase
from typing import TYPE_CHECKING, Any

import yaml

from analyzer.judgement import Relation
from analyzer.llm.accept import Refusal
from analyzer.llm.prompt import Example, Prompt
from analyzer.llm.quote import quote
from analyzer.types import Side

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LONGEST_SENTENCE = 300

# Texts of each side.
Pair = tuple[tuple[str, ...], tuple[str, ...]]

_ANSWER = re.compile(r"because: *(?P<because>.+)\ncites: *(?P<cites>.+)\nanswer: *(?P<letter>[A-Z])\.?", re.IGNORECASE)
_LABEL = re.compile(r"\b[EC][1-9]\b")
_SHARE = re.compile(r"[%‰٪]|\b(?:per ?cent|percentages?|prozent|pour cent|por ciento)\b", re.IGNORECASE)
_LETTERS = {Side.EMPLOYEE: "E", Side.CUSTOMER: "C"}


@dataclass(frozen=True, slots=True)
class Known:
    """A pair whose answer is known: its texts, and the right answers."""

    pair: Pair
    right: frozenset[Relation]


@dataclass(frozen=True, slots=True)
class PairQuestion:
    """The question as read from its file.

    Attributes:
        system: What the model is to do.
        template: The question, with places for both sides and the options.
        headings: The heading above each side's statements.
        options: Each answer in words.
        examples: Questions with answers, for few-shot prompting.
        known: Pairs whose answer is known.
        max_tokens: Longest answer.
    """

    system: str
    template: str
    headings: Mapping[Side, str]
    options: Mapping[Relation, str]
    examples: tuple[Example, ...]
    known: tuple[Known, ...]
    max_tokens: int

    def about(self, pair: Pair, first: Side) -> Prompt:
        """Build the prompt that asks this of redacted texts, the side ``first`` above the other."""
        return Prompt(self.system, self.examples, _fill(self, pair, first), self.max_tokens)


@dataclass(frozen=True, slots=True)
class Reading:
    """An accepted answer: what it says, and the statements it cites, as (side, position among those shown)."""

    relation: Relation
    cited: tuple[tuple[Side, int], ...]


def read_answer(answer: str, pair: Pair, first: Side) -> Reading | Refusal:
    """Parse an answer to ``about(pair, first)``, or return why it is refused.

    It must have exactly three lines, a letter from the list, only labels that were shown, labels of both sides unless
    the answer is "cannot tell", and a sentence without numbers.
    """
    lines = _ANSWER.fullmatch("\n".join(line.strip() for line in answer.splitlines() if line.strip()))
    if lines is None or len(lines["because"]) > LONGEST_SENTENCE:
        return Refusal.NOT_PLAIN
    if _counts(lines["because"]):
        return Refusal.COUNTS
    relation = _listed(first).get(lines["letter"].upper())
    if relation is None:
        return Refusal.NOT_LISTED
    shown = _labels(pair)
    named = [label.strip() for label in lines["cites"].split(",")]
    if not shown.keys() >= set(named):
        return Refusal.NOT_SHOWN
    cited = tuple(shown[label] for label in dict.fromkeys(named))
    if relation is not Relation.CANNOT_TELL and {side for side, _ in cited} != set(Side):
        return Refusal.NOT_SHOWN
    return Reading(relation, cited)


@cache
def load_pair_question() -> PairQuestion:
    """Read the question from ``analyzer/prompts/judge_pair.yaml``."""
    source = yaml.safe_load((files("analyzer") / "prompts" / "judge_pair.yaml").read_text(encoding="utf-8"))
    bare = PairQuestion(
        system=source["system"],
        template=source["question"],
        headings={Side(side): heading for side, heading in source["sides"].items()},
        options={Relation(code): words for code, words in source["relations"].items()},
        examples=(),
        known=(),
        max_tokens=source["max_tokens"],
    )
    return PairQuestion(
        bare.system,
        bare.template,
        bare.headings,
        bare.options,
        tuple(_example(bare, each) for each in source["examples"]),
        tuple(Known(_pair(each), frozenset(map(Relation, each["right"]))) for each in source["known"]),
        bare.max_tokens,
    )


def _example(question: PairQuestion, source: Mapping[str, Any]) -> Example:
    first, relation = Side(source["first"]), Relation(source["relation"])
    letter = next(letter for letter, listed in _listed(first).items() if listed is relation)
    answer = f"because: {source['because']}\ncites: {source['cites']}\nanswer: {letter}"
    return Example(_fill(question, _pair(source), first), answer)


def _pair(source: Mapping[str, Any]) -> Pair:
    return tuple(source["employee"]), tuple(source["customer"])


def _fill(question: PairQuestion, pair: Pair, first: Side) -> str:
    sides = {
        side: _show(question.headings[side], _LETTERS[side], texts) for side, texts in zip(Side, pair, strict=True)
    }
    second = next(side for side in Side if side is not first)
    options = "\n".join(f"{letter}: {question.options[relation]}" for letter, relation in _listed(first).items())
    return question.template.format(first=sides[first], second=sides[second], options=options)


def _show(heading: str, letter: str, texts: Sequence[str]) -> str:
    return "\n".join((heading, *(f"- {letter}{number}: {quote(text)}" for number, text in enumerate(texts, start=1))))


def _listed(first: Side) -> dict[str, Relation]:
    """Map letters to answers; no answer has the same letter in both orders."""
    order = tuple(Relation) if first is Side.EMPLOYEE else tuple(reversed(Relation))
    return dict(zip(ascii_uppercase, order, strict=False))


def _labels(pair: Pair) -> dict[str, tuple[Side, int]]:
    return {
        f"{_LETTERS[side]}{at + 1}": (side, at)
        for side, texts in zip(Side, pair, strict=True)
        for at in range(len(texts))
    }


def _counts(sentence: str) -> bool:
    bare = _LABEL.sub(" ", sentence)
    return bool(_SHARE.search(bare)) or any(unicodedata.category(character)[0] == "N" for character in bare)
