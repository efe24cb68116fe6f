"""How employees respond to each intention. The stance comes from valences, never from similarity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analyzer.intentions.matter import Matters
from analyzer.knowledge import Anchor
from analyzer.reality import Answer, Intention, Reception, Sense, Stance

# Chosen on one half of tests/data/intentions.yaml with both packaged embedders (docs/decisions/0011).
SURE_MATCH, POSSIBLE_MATCH = 0.50, 0.35
# Least nearness in meaning. The bridge always chooses among the mechanisms it knows, so a high score alone does not
# suffice.
MIN_MEANING = 0.1
# Where both signs, meaning and shared mechanism, reach these values, the match is called clear.
_CLEAR_MEANING, _CLEAR_SHARED = 0.25, 0.10
# Fewest people whose praise or pain makes a stance, and the share from which it is one-sided. About one statement in
# five is misclassified, so fewer people than this on the other side do not make a theme divided; then a clear majority
# suffices.
FEWEST_PEOPLE = 5
ONE_SIDED, MAJORITY = 0.7, 0.6
# With fewer people than this on the whole side, silence says nothing.
ENOUGH_TO_BE_SILENT = 20


@dataclass(frozen=True, slots=True)
class EmployeeStatements:
    """The employee side, k themes of n statements.

    Attributes:
        themes: Ids, length k.
        labels: Theme of each statement, -1 in the remainder; shape (n,).
        people: Author of each statement, any distinct numbers; shape (n,).
        bad: Which statements name something bad or wanted; shape (n,).
        good: Which praise; shape (n,).
    """

    themes: tuple[str, ...]
    labels: NDArray[np.int64]
    people: NDArray[np.int64]
    bad: NDArray[np.bool_]
    good: NDArray[np.bool_]

    def count(self, theme: int, which: NDArray[np.bool_]) -> int:
        """Count the people of a theme among some of the statements."""
        return len(np.unique(self.people[(self.labels == theme) & which]))


def confront(
    texts: Sequence[str], senses: Sequence[Sense], matters: Matters, crew: EmployeeStatements, anchors: Sequence[Anchor]
) -> tuple[Intention, ...]:
    """Determine for each intention which themes contradict it, which support it, and whether it is met with silence.

    Args:
        texts: The intentions, redacted.
        senses: How each is put.
        matters: How surely each theme is about the matter of each, shape (intentions, themes).
        crew: Who says what in the themes.
        anchors: What ``matters.mechanism`` counts through.
    """
    counts = [(crew.count(theme, crew.bad), crew.count(theme, crew.good)) for theme in range(len(crew.themes))]
    silent = len(np.unique(crew.people)) >= ENOUGH_TO_BE_SILENT
    found = []
    for at, (text, sense) in enumerate(zip(texts, senses, strict=True)):
        near = [int(j) for j in np.argsort(-matters.score[at], kind="stable") if _is_near(matters, at, int(j))]
        answers = tuple(_answer(_near(matters, at, j, anchors), crew.themes[j], counts[j], sense) for j in near)
        outcome = _outcome(answers, sense, silent)
        found.append(Intention(text, sense, outcome, answers, _explain(outcome, sense, answers, silent)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Near:
    """How one theme and one intention meet in one matter; ``anchor`` is the mechanism nearest to both, if any."""

    score: float
    meaning: float
    shared: float
    anchor: Anchor | None


def _is_near(matters: Matters, at: int, theme: int) -> bool:
    return bool(matters.score[at, theme] >= POSSIBLE_MATCH and matters.meaning[at, theme] >= MIN_MEANING)


def _near(matters: Matters, at: int, theme: int, anchors: Sequence[Anchor]) -> _Near:
    shared = float(matters.shared[at, theme])
    anchor = anchors[int(matters.mechanism[at, theme])] if shared >= _CLEAR_SHARED / 2 else None
    return _Near(float(matters.score[at, theme]), float(matters.meaning[at, theme]), shared, anchor)


def _answer(near: _Near, theme: str, counts: tuple[int, int], sense: Sense) -> Answer:
    return Answer(
        theme=theme,
        stance=_stance(near.score, *counts, sense),
        against=counts[0],
        in_favour=counts[1],
        match=round(near.score, 3),
        meaning=round(near.meaning, 3),
        shared=round(near.shared, 3),
        mechanism=near.anchor.id if near.anchor else None,
        why=_why(near),
    )


def _stance(score: float, against: int, in_favour: int, sense: Sense) -> Stance:
    if score < SURE_MATCH:
        return Stance.UNSURE
    if sense is not Sense.PLAIN:
        return Stance.NOT_JUDGED
    if against + in_favour < FEWEST_PEOPLE:
        return Stance.TOO_FEW
    both = min(against, in_favour) >= FEWEST_PEOPLE
    if max(against, in_favour) >= (ONE_SIDED if both else MAJORITY) * (against + in_favour):
        return Stance.CONTRADICTS if against > in_favour else Stance.SUPPORTS
    return Stance.DIVIDED if both else Stance.TOO_FEW


def _outcome(answers: Sequence[Answer], sense: Sense, silent: bool) -> Reception:
    stances = {answer.stance for answer in answers}
    against, in_favour = Stance.CONTRADICTS in stances, Stance.SUPPORTS in stances
    if Stance.DIVIDED in stances or (against and in_favour):
        return Reception.DIVIDED
    if against or in_favour:
        return Reception.CONTRADICTED if against else Reception.SUPPORTED
    if answers:
        return Reception.UNSURE if sense is Sense.PLAIN else Reception.NOT_JUDGED
    return Reception.SILENT if silent else Reception.UNSURE


def _why(near: _Near) -> str:
    strength = "clearly" if near.meaning >= _CLEAR_MEANING and near.shared >= _CLEAR_SHARED else "likely"
    about = f"It is {strength} about the same matter" if near.score >= SURE_MATCH else "It may be about the same matter"
    # The nearest mechanism to both may still be too far from the theme to explain a pair of it.
    nearest = "the mechanism of the knowledge base nearest to both is"
    bridge = f"; {nearest} “{near.anchor.name}” ({near.shared:.2f})" if near.anchor else ""
    return f"{about}: nearness in meaning {near.meaning:.2f}{bridge}."


def _explain(outcome: Reception, sense: Sense, answers: Sequence[Answer], silent: bool) -> str:
    if outcome is Reception.NOT_JUDGED and sense is Sense.CONDITIONAL:
        return "It is promised under a condition only, so no pain contradicts it."
    if outcome is Reception.NOT_JUDGED:
        return "It is put in the negative and may deny something good, so no pain contradicts it."
    if outcome is Reception.UNSURE and not silent and not answers:
        return "Too few employees spoke for silence to mean anything."
    if outcome is Reception.UNSURE:
        few = any(answer.stance is Stance.TOO_FEW for answer in answers)
        return "Too few people praise or complain." if few else "No theme is surely about the same matter."
    return ""
