"""Ask a language model how an employee theme and a customer theme go together.

Every pair is asked about several times: in draws with different people's statements, each with either side first. One
person's words are in at most one draw, and no draw decides alone, so a single comment with instructions for the model
cannot decide. A model is first asked about pairs whose answer is known; if it gets one wrong, it is asked nothing else.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analyzer.judgement import Cited, Judgement, Relation
from analyzer.llm.accept import Refusal
from analyzer.llm.pair import Pair, Reading, load_pair_question, read_answer
from analyzer.llm.prompt import LLM, LLMError
from analyzer.types import Side

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from analyzer.types import Statement

# Number of draws per pair, each with different people's statements; and most statements of each side in a draw.
DRAWS = 3
SHOWN_PER_SIDE = 3
# Fewest draws that have to give the same answer, each in both orders.
FEWEST_AGREEING = 2


@dataclass(frozen=True, slots=True)
class PairMaterial:
    """The statements by which a pair is judged: redacted, of both themes, best first, no two by the same person.

    Only their texts are shown to the model: no unit, no date and no statistic.
    """

    employee: tuple[Statement, ...]
    customer: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Opinion:
    """The result for one pair: a judgement, None where too few answers were accepted; and why others were refused."""

    judgement: Judgement | None = None
    refused: tuple[Refusal, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether the model itself failed or is unfit, so that asking it again is of no use."""
        return bool({Refusal.MODEL_FAILED, Refusal.UNFIT} & set(self.refused))


def judge_pairs(llm: LLM, materials: Sequence[PairMaterial]) -> Iterator[Opinion]:
    """Judge pairs in order, yielding one opinion per pair as each is done.

    A model that failed, or that got a pair with a known answer wrong, is not asked again. Never raises because of what
    a model does or says.
    """
    useless: Refusal | None = None
    examined = False
    for material in materials:
        refusal = useless or _unaskable(llm, material)
        if refusal is None and not examined:
            examined, refusal = True, examine(llm)
        opinion = judge_pair(llm, material) if refusal is None else Opinion(refused=(refusal,))
        if opinion.failed:
            useless = Refusal.UNFIT if Refusal.UNFIT in opinion.refused else Refusal.MODEL_FAILED
        yield opinion


def examine(llm: LLM) -> Refusal | None:
    """Ask about the pairs whose answer is known, each in both orders; return why the model is unfit, or None."""
    for known in load_pair_question().known:
        for first in Side:
            read = _ask(llm, known.pair, first)
            if read is Refusal.MODEL_FAILED:
                return read
            if isinstance(read, Refusal) or read.relation not in known.right:
                return Refusal.UNFIT
    return None


def judge_pair(llm: LLM, material: PairMaterial) -> Opinion:
    """Ask about one pair in all draws and both orders, and accept what enough of them agree on."""
    refused: list[Refusal] = []
    draws: list[tuple[Reading, ...]] = []
    cited: list[tuple[Cited, ...]] = []
    for sides in _draws(material):
        pair = _texts(sides[0]), _texts(sides[1])
        answers = []
        for first in Side:
            answer = _ask(llm, pair, first)
            if answer is Refusal.MODEL_FAILED:
                return Opinion(refused=(*refused, answer))
            answers.append(answer)
        refused += [answer for answer in answers if isinstance(answer, Refusal)]
        draws.append(tuple(answer for answer in answers if isinstance(answer, Reading)))
        cited.append(_cited(draws[-1], sides))
    return Opinion(_agree(draws, cited), tuple(refused))


def _unaskable(llm: LLM, material: PairMaterial) -> Refusal | None:
    if min(len(material.employee), len(material.customer)) < DRAWS:
        return Refusal.FEW_PEOPLE
    spoken = [Counter(said.language for said in side).most_common(1)[0][0] for side in _sides(material)]
    return Refusal.LANGUAGE if llm.languages and not llm.languages.issuperset(spoken) else None


def _draws(material: PairMaterial) -> Iterator[tuple[tuple[Statement, ...], tuple[Statement, ...]]]:
    """Deal each side's statements round-robin, so that every draw has some of the best and no two share a statement."""
    first, second = (side[: DRAWS * SHOWN_PER_SIDE] for side in _sides(material))
    for draw in range(DRAWS):
        yield first[draw::DRAWS], second[draw::DRAWS]


def _ask(llm: LLM, pair: Pair, first: Side) -> Reading | Refusal:
    try:
        answer = llm.complete(load_pair_question().about(pair, first))
    except LLMError:
        return Refusal.MODEL_FAILED
    return read_answer(answer, pair, first)


def _agree(draws: Sequence[tuple[Reading, ...]], cited: Sequence[tuple[Cited, ...]]) -> Judgement | None:
    """Count the draws in which both orders give the same answer; None where too few were answered in both."""
    answered = [draw for draw in draws if len(draw) == len(Side)]
    if len(answered) < FEWEST_AGREEING:
        return None
    votes = Counter(here.relation for here, there in answered if here.relation is there.relation)
    relation, count = votes.most_common(1)[0] if votes else (Relation.CANNOT_TELL, 0)
    if count < FEWEST_AGREEING:
        return Judgement(Relation.CANNOT_TELL, 0.0)
    named = (
        at
        for draw, places in zip(draws, cited, strict=True)
        if len(draw) == len(Side) and {reading.relation for reading in draw} == {relation}
        for at in places
    )
    return Judgement(relation, round(count / len(draws), 3), tuple(dict.fromkeys(named)))


def _cited(draw: Sequence[Reading], sides: tuple[Sequence[Statement], Sequence[Statement]]) -> tuple[Cited, ...]:
    shown = dict(zip(Side, sides, strict=True))
    said = (shown[side][at] for reading in draw for side, at in reading.cited)
    return tuple(dict.fromkeys(Cited(each.side, each.text, each.record, each.start, each.end) for each in said))


def _texts(statements: Sequence[Statement]) -> tuple[str, ...]:
    return tuple(said.text for said in statements)


def _sides(material: PairMaterial) -> tuple[tuple[Statement, ...], tuple[Statement, ...]]:
    return material.employee, material.customer
