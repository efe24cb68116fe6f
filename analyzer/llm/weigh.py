"""What a language model's judgement changes about a link: at most it makes a pair plausible. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from analyzer.judgement import DIRECTED
from analyzer.types import Grade, Reason
from analyzer.wording.grades import permitted

if TYPE_CHECKING:
    from analyzer.judgement import Judgement
    from analyzer.types import Link

# Grades below which an opinion could have said more, had it been one.
_OPEN = frozenset({Grade.NOT_ENOUGH_EVIDENCE, Grade.HYPOTHESIS, Grade.VOICED})
_SPLIT = (
    "A language model that read statements of both, with either side first, did not agree with itself on how the two "
    "go together."
)


def weigh(link: Link, judgement: Judgement, names: tuple[str, str]) -> Link:
    """Write a judgement into a link.

    It raises one grade and lowers none: a pair that could not be tested and of which nothing else is known becomes a
    hypothesis where the model takes one side's trouble to bear on the other's. What was tested stays as the test left
    it, whatever a model thinks.

    Args:
        link: A candidate with what the evidence says.
        judgement: How the model takes the two to go together.
        names: Of the employee theme and the customer theme.
    """
    judged = replace(link, judgement=judgement, channels=replace(link.channels, judge=judgement.strength))
    if judgement.is_split and link.grade in _OPEN:
        return replace(judged, reasons=(*link.reasons, Reason("JUDGE_SPLIT", _SPLIT)))
    if link.grade is Grade.NOT_ENOUGH_EVIDENCE and link.p is None and judgement.relation in DIRECTED:
        return replace(judged, grade=Grade.HYPOTHESIS, sentence=permitted(Grade.HYPOTHESIS, *names))
    return judged
