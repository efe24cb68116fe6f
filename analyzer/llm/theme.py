"""Ask a language model for the names and descriptions of themes.

Each call is about one theme and offers no tools. So a comment with instructions to the model can at worst spoil the
name of its own theme, and the checks should prevent that too. Where no answer passes, the keyword name stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analyzer.llm.accept import AnswerChecks, Refusal, ThemeContext, refuse_description, refuse_name
from analyzer.llm.prompt import LLM, LLMError, Prompt
from analyzer.llm.question import load_question
from analyzer.llm.words import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

# Comments per call: with five, the small model begins to answer them.
_SHOWN = 3
_NAME_TRIES = 3
_DESCRIPTION_TRIES = 2
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class ThemeMaterial:
    """What is known of a theme when it is named. All texts are redacted.

    Attributes:
        keyword_name: The theme's name without a language model.
        quotes: Its representative statements, best first; the first nine are shown, three per call.
        voices: What each of its people said in it, one text per person, so that words are counted by person.
        language: ISO 639-1 code of the language of most of its statements.
    """

    keyword_name: str
    quotes: tuple[str, ...]
    voices: tuple[str, ...]
    language: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of one question: the accepted text, or "", and why each answer before it was refused."""

    text: str = ""
    refused: tuple[Refusal, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether the model itself failed, so that asking it again is of no use."""
        return Refusal.MODEL_FAILED in self.refused


@dataclass(frozen=True, slots=True)
class Naming:
    """The results for one theme. Where ``name.text`` is "", the keyword name stays."""

    name: Answer
    description: Answer


def name_themes(llm: LLM, materials: Sequence[ThemeMaterial], checks: AnswerChecks) -> Iterator[Naming]:
    """Name the themes of one side in order, yielding one naming per theme as each is done.

    A model that failed is not asked again, and the remaining themes keep their keyword names. ``checks.similarities``
    has the order of ``materials``.
    """
    names = [material.keyword_name for material in materials]
    failed = False
    for index, material in enumerate(materials):
        context = ThemeContext(index, material.keyword_name, (*names[:index], *names[index + 1 :]))
        naming = _silent(Refusal.MODEL_FAILED) if failed else name_theme(llm, material, context, checks)
        names[index] = naming.name.text or material.keyword_name
        failed = naming.description.failed
        yield naming


def name_theme(llm: LLM, material: ThemeMaterial, context: ThemeContext, checks: AnswerChecks) -> Naming:
    """Ask for one theme's name and description, and use what passes. Never raises for what a model does or says."""
    if llm.languages and material.language not in llm.languages:
        return _silent(Refusal.LANGUAGE)
    said = Vocabulary.of(material.voices, material.language)
    name = _ask(
        llm,
        _prompts("name_theme", material, _NAME_TRIES),
        lambda answer: _tidy_name(answer, said),
        lambda text: refuse_name(text, said, context, checks),
    )
    if name.failed:
        return _silent(Refusal.MODEL_FAILED)
    description = _ask(
        llm,
        _prompts("describe_theme", material, _DESCRIPTION_TRIES),
        _first_line,
        lambda text: refuse_description(text, said, context, checks),
    )
    return Naming(name, description)


def _silent(refusal: Refusal) -> Naming:
    return Naming(Answer(refused=(refusal,)), Answer(refused=(refusal,)))


def _prompts(question: str, material: ThemeMaterial, tries: int) -> Iterator[Prompt]:
    for start in range(0, min(len(material.quotes), tries * _SHOWN), _SHOWN):
        yield load_question(question).about(material.quotes[start : start + _SHOWN])


def _ask(
    llm: LLM, prompts: Iterator[Prompt], tidy: Callable[[str], str], refuse: Callable[[str], Refusal | None]
) -> Answer:
    refused: list[Refusal] = []
    for prompt in prompts:
        try:
            text = tidy(llm.complete(prompt))
        except LLMError:
            return Answer(refused=(*refused, Refusal.MODEL_FAILED))
        refusal = refuse(text)
        if refusal is None:
            return Answer(text, tuple(refused))
        refused.append(refusal)
    return Answer(refused=tuple(refused))


def _tidy_name(answer: str, said: Vocabulary) -> str:
    """Put a name in sentence case: words that the people themselves write in lower case lose their capitals."""
    line = _first_line(answer).strip(" .\"'“”*").removeprefix("Title:").strip()
    small = _WORD.sub(lambda word: said.spell(word.group()), line)
    return small[:1].upper() + small[1:]


def _first_line(answer: str) -> str:
    return next((line.strip() for line in answer.splitlines() if line.strip()), "")
