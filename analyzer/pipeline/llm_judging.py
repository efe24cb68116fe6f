"""A language model's judgement of the best links, if one is switched on."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

import numpy as np

from analyzer.describe.describe import QUOTE_LENGTH
from analyzer.link import Linkage, SideView
from analyzer.llm import LLM, Opinion, PairMaterial, apply_judgement, judge_pairs
from analyzer.membership import centroids
from analyzer.pipeline.runs.context import StepContext
from analyzer.pipeline.runs.corpus import Corpus
from analyzer.types import Grade, Link, Side, Statement

log = logging.getLogger(__name__)

# Number of links judged: the best of those that text proposed. Each takes six answers.
MAX_JUDGED_LINKS = 10
# Statements of a theme that may be shown to the model, each by another person: three draws of three.
MAX_SHOWN_STATEMENTS = 9


def judge_links(
    llm: LLM,
    linkage: Linkage,
    corpora: Mapping[Side, Corpus],
    views: Mapping[Side, SideView],
    step: StepContext,
) -> Linkage:
    """Ask the model about the best links and add its judgements. If it fails, the links stay as they are.

    Args:
        llm: The language model.
        linkage: The links with their evidence, best first.
        corpora: Both sides' statements.
        views: The same statements in the form that linking uses.
        step: The step, which reports progress.
    """
    asked = [link for link in linkage.links if link.grade is not Grade.UNEXPLAINED][:MAX_JUDGED_LINKS]
    known = {side: _statement_chooser(corpora[side], views[side]) for side in Side}
    materials = [
        PairMaterial(known[Side.EMPLOYEE](link.employee_theme), known[Side.CUSTOMER](link.customer_theme))
        for link in asked
    ]
    names = {theme.id: theme.name for view in views.values() for theme in view.themes}
    opinions: list[Opinion] = []
    for opinion in judge_pairs(llm, materials):
        opinions.append(opinion)
        step.advance(len(opinions), len(asked))
    _log_outcome(step, opinions)
    judged = {_pair(link): _apply_opinion(link, opinion, names) for link, opinion in zip(asked, opinions, strict=True)}
    return replace(linkage, links=tuple(judged.get(_pair(link), link) for link in linkage.links))


def _statement_chooser(corpus: Corpus, view: SideView) -> Callable[[str], tuple[Statement, ...]]:
    """Return a function that chooses a theme's statements: short pains nearest its centre, no person or text twice."""
    columns = {theme.id: column for column, theme in enumerate(view.themes)}
    centres = centroids(view.vectors, view.labels, len(view.themes), view.index)

    def choose_statements(theme: str) -> tuple[Statement, ...]:
        rows = np.flatnonzero((view.labels == columns[theme]) & view.pains)
        nearest = rows[np.argsort(-(view.vectors[view.index[rows]] @ centres[columns[theme]]), kind="stable")]
        return _distinct_statements(corpus.statements[row].content for row in nearest)

    return choose_statements


def _distinct_statements(statements: Iterator[Statement]) -> tuple[Statement, ...]:
    chosen: list[Statement] = []
    for said in statements:
        known = any(said.person == other.person or said.text == other.text for other in chosen)
        if not known and QUOTE_LENGTH[0] <= len(said.text) <= QUOTE_LENGTH[1]:
            chosen.append(said)
        if len(chosen) == MAX_SHOWN_STATEMENTS:
            break
    return tuple(chosen)


def _apply_opinion(link: Link, opinion: Opinion, names: Mapping[str, str]) -> Link:
    if opinion.judgement is None:
        return link
    return apply_judgement(link, opinion.judgement, (names[link.employee_theme], names[link.customer_theme]))


def _log_outcome(step: StepContext, opinions: list[Opinion]) -> None:
    """Log the outcome in codes only, since answers may quote people."""
    refused = Counter(refusal for opinion in opinions for refusal in opinion.refused)
    counts = ", ".join(f"{refusal} {count}" for refusal, count in sorted(refused.items()))
    judged = sum(opinion.judgement is not None for opinion in opinions)
    log.info("run %d: %d of %d links judged; refused: %s", step.context.run_id, judged, len(opinions), counts or "none")


def _pair(link: Link) -> tuple[str, str]:
    return link.employee_theme, link.customer_theme
