"""Ask a language model for the names and descriptions of themes.

One theme a call and no tools: a comment that speaks to the model can at worst spoil the name of its own theme, and the
checks are there to stop that too. Where nothing passes, the keyword name stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analyzer.llm.accept import Checks, Refusal, Standing, refuse_description, refuse_name
from analyzer.llm.prompt import LLM, LLMError, Prompt
from analyzer.llm.question import load_question
from analyzer.llm.words import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

# Three comments a call: shown five, the small model begins to answer them.
_SHOWN = 3
_NAME_TRIES = 3
_DESCRIPTION_TRIES = 2
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class ThemeMaterial:
    """What a name may be made of. All texts are redacted.

    Attributes:
        keyword_name: The theme's name without a language model.
        quotes: Its telling statements, best first; the first nine are shown, three a call.
        voices: What each of its people said in it, one text a person: words count by the people who use them.
        language: ISO 639-1 code that most of its statements are in.
    """

    keyword_name: str
    quotes: tuple[str, ...]
    voices: tuple[str, ...]
    language: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one question: the text taken, or "", and why each answer before it was refused."""

    text: str = ""
    refused: tuple[Refusal, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether the model itself failed, so that asking it again is of no use."""
        return Refusal.MODEL_FAILED in self.refused


@dataclass(frozen=True, slots=True)
class Naming:
    """What came of asking about a theme. Where ``name.text`` is "", the keyword name stays."""

    name: Answer
    description: Answer


def name_themes(llm: LLM, materials: Sequence[ThemeMaterial], checks: Checks) -> Iterator[Naming]:
    """Name the themes of one side in their order, one naming a theme, as each is done.

    A model that failed is not asked again: the rest keep their keyword names. ``checks.similarities`` follows the order
    of ``materials``.
    """
    names = [material.keyword_name for material in materials]
    failed = False
    for index, material in enumerate(materials):
        standing = Standing(index, material.keyword_name, (*names[:index], *names[index + 1 :]))
        naming = _silent(Refusal.MODEL_FAILED) if failed else name_theme(llm, material, standing, checks)
        names[index] = naming.name.text or material.keyword_name
        failed = naming.description.failed
        yield naming


def name_theme(llm: LLM, material: ThemeMaterial, standing: Standing, checks: Checks) -> Naming:
    """Ask for one theme's name and description, and take what passes. Never raises for what a model does or says."""
    if llm.languages and material.language not in llm.languages:
        return _silent(Refusal.LANGUAGE)
    said = Vocabulary.of(material.voices, material.language)
    name = _ask(
        llm,
        _prompts("name_theme", material, _NAME_TRIES),
        lambda answer: _tidy_name(answer, said),
        lambda text: refuse_name(text, said, standing, checks),
    )
    if name.failed:
        return _silent(Refusal.MODEL_FAILED)
    description = _ask(
        llm,
        _prompts("describe_theme", material, _DESCRIPTION_TRIES),
        _first_line,
        lambda text: refuse_description(text, said, standing, checks),
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
    """Write a name as a sentence begins: a model's Capitals go where the people themselves write small."""
    line = _first_line(answer).strip(" .\"'“”*").removeprefix("Title:").strip()
    small = _WORD.sub(lambda word: said.spell(word.group()), line)
    return small[:1].upper() + small[1:]


def _first_line(answer: str) -> str:
    return next((line.strip() for line in answer.splitlines() if line.strip()), "")
