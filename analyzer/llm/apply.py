"""Apply a language model's judgement to a link: at most it makes the pair a hypothesis. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from analyzer.judgement import DIRECTED
from analyzer.types import Grade, Reason
from analyzer.wording.grades import permitted_sentence

if TYPE_CHECKING:
    from analyzer.judgement import Judgement
    from analyzer.types import Link

# Grades at which it is worth saying that the model did not agree with itself.
_OPEN = frozenset({Grade.NOT_ENOUGH_EVIDENCE, Grade.HYPOTHESIS, Grade.VOICED})
_SPLIT = (
    "A language model that read statements of both, with either side first, did not agree with itself on how the two "
    "go together."
)


def apply_judgement(link: Link, judgement: Judgement, names: tuple[str, str]) -> Link:
    """Write a judgement into a link.

    It can raise one grade and lowers none: a pair that could not be tested and has no other evidence becomes a
    hypothesis where the model says that one side's trouble affects the other's. The grade of a tested pair never
    changes.

    Args:
        link: A candidate with what the evidence says.
        judgement: How the model takes the two to go together.
        names: Of the employee theme and the customer theme.
    """
    judged = replace(link, judgement=judgement, channels=replace(link.channels, judge=judgement.strength))
    if judgement.is_split and link.grade in _OPEN:
        return replace(judged, reasons=(*link.reasons, Reason("JUDGE_SPLIT", _SPLIT)))
    if link.grade is Grade.NOT_ENOUGH_EVIDENCE and link.p is None and judgement.relation in DIRECTED:
        return replace(judged, grade=Grade.HYPOTHESIS, sentence=permitted_sentence(Grade.HYPOTHESIS, *names))
    return judged
