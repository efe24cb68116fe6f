"""The wording contract: the one sentence that each grade permits, and whether a sentence keeps to it.

docs/methods.md, “Grades”. Whatever writes a link's sentence takes it from here, and the gate lets no other pass.
"""

from __future__ import annotations

import re
from functools import cache
from types import MappingProxyType

from analyzer.types import Grade, Side
from analyzer.wording.claims import causal_verbs

_GOES_WITH = " say themselves that “{e}” among employees goes with “{c}” among customers."
# The first of a grade is its usual one. Each is true of a pair that was tested and of one that could not be.
SENTENCES = MappingProxyType(
    {
        Grade.NOT_ENOUGH_EVIDENCE: (
            "We cannot tell yet whether “{e}” among employees goes with “{c}” among customers.",
        ),
        Grade.HYPOTHESIS: (
            "It is plausible that “{e}” among employees goes with “{c}” among customers; it has not been shown.",
        ),
        Grade.VOICED: tuple(
            f"{who}{_GOES_WITH}" for who in ("People", "Employees", "Customers", "Employees and customers")
        ),
        Grade.MOVES_TOGETHER: (
            (
                "Where and when employees name “{e}” more, customers name “{c}” more, after season and the general "
                "mood of each place are removed."
            ),
        ),
        Grade.CONVERGING: (
            (
                "Several independent kinds of evidence point the same way: where and when employees name “{e}” more, "
                "customers name “{c}” more, and people say so themselves."
            ),
        ),
        Grade.TESTED: ("When “{e}” was changed, “{c}” changed with it.",),
        Grade.CONTRADICTED: ("The data speak against a link between “{e}” among employees and “{c}” among customers.",),
        Grade.UNEXPLAINED: ("“{e}” and “{c}” move together, and no known mechanism explains it.",),
    }
)
# A change that was measured is told with its size, which differs.
_MEASURED_CHANGE = re.compile(r"When “.*” was changed, “.*” changed\b.*", re.DOTALL)


def permitted(grade: Grade, employee: str, customer: str, speakers: tuple[Side, ...] = ()) -> str:
    """Write the sentence that a grade permits.

    Args:
        grade: How sure.
        employee: Name of the employee theme.
        customer: Name of the customer theme.
        speakers: Who says so themselves, where that is the grade.
    """
    usual = SENTENCES[grade]
    chosen = usual[_FORM_BY_SPEAKERS[speakers]] if grade is Grade.VOICED else usual[0]
    return chosen.format(e=employee, c=customer)


def keeps(grade: Grade, sentence: str) -> bool:
    """Tell whether a sentence is one that the grade permits, and claims no cause below Tested."""
    if grade is Grade.TESTED:
        return _MEASURED_CHANGE.fullmatch(sentence) is not None
    return not causal_verbs(sentence) and any(form.fullmatch(sentence) for form in _sentence_patterns(grade))


_FORM_BY_SPEAKERS = MappingProxyType(
    {(): 0, (Side.EMPLOYEE,): 1, (Side.CUSTOMER,): 2, (Side.EMPLOYEE, Side.CUSTOMER): 3}
)


@cache
def _sentence_patterns(grade: Grade) -> tuple[re.Pattern[str], ...]:
    return tuple(
        re.compile(re.escape(text).replace(r"\{e\}", ".*?").replace(r"\{c\}", ".*?"), re.DOTALL)
        for text in SENTENCES[grade]
    )
