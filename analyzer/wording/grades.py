"""The wording contract: the sentences that each grade permits, and a check that a sentence is one of them.

See docs/methods.md, “Grades”. All sentences about links are written here, and the gate lets no others pass.
"""

from __future__ import annotations

import re
from functools import cache
from types import MappingProxyType

from analyzer.types import Grade, Side
from analyzer.wording.claims import causal_verbs

_GOES_WITH = " say themselves that “{e}” among employees goes with “{c}” among customers."
# The first sentence of a grade is the usual one. Each is true whether or not the pair could be tested.
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
# The sentence about a measured change contains its size, which varies.
_MEASURED_CHANGE = re.compile(r"When “.*” was changed, “.*” changed\b.*", re.DOTALL)


def permitted_sentence(grade: Grade, employee: str, customer: str, speakers: tuple[Side, ...] = ()) -> str:
    """Write the sentence that a grade permits.

    Args:
        grade: The grade of the link.
        employee: Name of the employee theme.
        customer: Name of the customer theme.
        speakers: For the grade Voiced, the sides that say so themselves.
    """
    usual = SENTENCES[grade]
    chosen = usual[_FORM_BY_SPEAKERS[speakers]] if grade is Grade.VOICED else usual[0]
    return chosen.format(e=employee, c=customer)


def is_permitted_sentence(grade: Grade, sentence: str) -> bool:
    """Tell whether the grade permits a sentence; below Tested, it must not claim causation."""
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
