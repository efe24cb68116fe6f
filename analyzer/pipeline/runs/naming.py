"""Names for themes: keyword names, or a language model's if one is switched on and its answers pass every check."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import update

from analyzer.describe import Description
from analyzer.llm import LLM, Answer, AnswerChecks, LLMError, Naming, ThemeMaterial, name_themes
from analyzer.membership import centroids
from analyzer.pipeline.runs.context import StepContext
from analyzer.pipeline.runs.corpus import Corpus
from analyzer.types import NAMELESS, is_nameless
from models import Run

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Named:
    """A theme's name and words.

    Attributes:
        name: Short, distinct on its side.
        name_from: "keywords" or "llm".
        keywords: Its most characteristic words, best first.
        description: One sentence, or "".
        quotes: Positions of its most typical texts among the distinct ones, best first.
    """

    name: str
    name_from: str
    keywords: tuple[str, ...]
    description: str
    quotes: tuple[int, ...]


def choose_names(
    step: StepContext, corpus: Corpus, labels: NDArray[np.int64], described: Sequence[Description], kept: frozenset[int]
) -> tuple[Named, ...]:
    """Name the themes of one side. Without a language model, or if it fails, they keep their keyword names.

    Args:
        step: The step.
        corpus: The statements of the side.
        labels: Theme of each distinct text, -1 for none.
        described: What each theme is about.
        kept: Themes with a name from an earlier run: the model is not asked about them.
    """
    plain = tuple(Named(each.name, "keywords", each.keywords, "", each.quotes) for each in described)
    llm = open_llm(step)
    if llm is None:
        return plain
    asked = [label for label in range(len(plain)) if label not in kept]
    materials = [_material(corpus, labels, label, plain[label]) for label in asked]
    namings: list[Naming] = []
    for naming in name_themes(llm, materials, _checks(step, corpus, labels, len(plain))):
        namings.append(naming)
        step.advance(len(namings), len(asked))
    _log_outcome(step, "names", [naming.name for naming in namings])
    _log_outcome(step, "descriptions", [naming.description for naming in namings])
    taken = {label: _apply_naming(plain[label], naming) for label, naming in zip(asked, namings, strict=True)}
    return tuple(taken.get(label, each) for label, each in enumerate(plain))


def make_names_distinct(
    named: Sequence[Named], keeping: Sequence[bool], names_unit: Callable[[str], bool]
) -> list[Named]:
    """Make new names distinct on their side by adding the theme's best free keyword, or a number.

    Args:
        named: The themes of one side.
        keeping: Which of them have their name from the run before; these keep it.
        names_unit: Whether a text names a unit.
    """
    taken = {each.name.casefold() for each, keeps in zip(named, keeping, strict=True) if keeps}
    distinct = []
    for each, keeps in zip(named, keeping, strict=True):
        if keeps or is_nameless(each.name, each.name_from):
            distinct.append(each)
            continue
        # A name that names a unit comes from the knowledge base, not from what people say of that unit: it may stay.
        free = names_unit(each.name)
        tries = (text for text in _possible_names(each) if free or not names_unit(text))
        distinct.append(replace(each, name=next(text for text in tries if text.casefold() not in taken)))
        taken.add(distinct[-1].name.casefold())
    return distinct


def final_name(named: Named, code: str) -> str:
    """Return a theme's final name. A nameless theme's contains its code, so that the next runs use the same name."""
    return f"{NAMELESS} ({code})" if is_nameless(named.name, named.name_from) else named.name


def _possible_names(named: Named) -> Iterator[str]:
    """Yield a theme's name, then alternatives for when it is taken; the sequence never ends."""
    yield named.name
    yield from (f"{named.name} ({word})" for word in named.keywords if word not in named.name.casefold())
    yield from (f"{named.name} ({number})" for number in count(2))


def open_llm(step: StepContext) -> LLM | None:
    """Open the language model that the run's settings name; None if they name none or it is not available."""
    try:
        llm = step.context.tools.llm(step.context.settings.llm)
    except LLMError as error:
        log.warning("run %d goes on without a language model: %s", step.context.run_id, error)
        return None
    if llm is not None:
        with step.context.store.sessions.begin() as session:
            session.execute(update(Run).where(Run.id == step.context.run_id).values(llm=llm.name))
    return llm


def _material(corpus: Corpus, labels: NDArray[np.int64], label: int, named: Named) -> ThemeMaterial:
    members = [corpus.statements[at].content for at in np.flatnonzero(labels[corpus.index] == label)]
    by_person: dict[str, list[str]] = {}
    for said in members:
        by_person.setdefault(said.person, []).append(said.text)
    return ThemeMaterial(
        keyword_name=named.name,
        quotes=tuple(corpus.texts[at] for at in named.quotes),
        voices=tuple("\n".join(texts) for texts in by_person.values()),
        language=Counter(said.language for said in members).most_common(1)[0][0],
    )


def _checks(step: StepContext, corpus: Corpus, labels: NDArray[np.int64], themes: int) -> AnswerChecks:
    centres, redactor = centroids(corpus.vectors, labels, themes), step.context.tools.redactor()
    return AnswerChecks(
        finds_personal_data=lambda text: bool(redactor.redact(text).spans),
        names_unit=step.context.names_unit,
        similarities=lambda text: (centres @ step.context.embedder.embed([text])[0]).tolist(),
    )


def _log_outcome(step: StepContext, what: str, answers: Sequence[Answer]) -> None:
    """Log how many answers were accepted and why others were refused: only codes, since answers may quote people."""
    refused = Counter(refusal for answer in answers for refusal in answer.refused)
    counts = ", ".join(f"{refusal} {count}" for refusal, count in sorted(refused.items()))
    taken = sum(bool(answer.text) for answer in answers)
    log.info(
        "run %d, %s: %d of %d %s taken; refused: %s",
        step.context.run_id,
        step.name,
        taken,
        len(answers),
        what,
        counts or "none",
    )


def _apply_naming(plain: Named, naming: Naming) -> Named:
    named = replace(plain, description=naming.description.text)
    return replace(named, name=naming.name.text, name_from="llm") if naming.name.text else named
