"""The one sentence that an ailment's weakest grade permits, and the reasons why a candidate is no ailment."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType

from analyzer.types import Grade, Reason, Side

REASONS = MappingProxyType(
    {
        code: Reason(code, detail)
        for code, detail in {
            "FEW_LINKS": "An ailment needs three links, so that it hangs on no single one. Here there are two.",
            "SEPARATE_SYMPTOMS": "The symptoms do not move together, so nothing shows that they have one root.",
            "SEPARATE_ROOTS": "The themes that share this lever do not move together, so they are not one root.",
            "NOT_REMOVED": "It is not shown that at least half of what the symptoms share goes with the root.",
            "ROOT_NOT_CLEAR": "A symptom goes with the rest as closely as the root does, so either may be the root.",
            "HANGS_ON_ONE_LINK": "Without one of its links, less than half of what the symptoms share goes with it.",
        }.items()
    }
)


def describe(grade: Grade, side: Side, roots: Sequence[str], symptoms: Sequence[str]) -> str:
    """Say of an ailment what its weakest grade permits. No causal verb below Tested, and no number of people.

    Args:
        grade: The weakest grade of its links.
        side: The root's side.
        roots: Names of the root's themes.
        symptoms: Names of the symptoms' themes.
    """
    root, symptom = _quoted(roots), _quoted(symptoms)
    if grade is Grade.TESTED:
        return f"When {root} {'was' if len(roots) == 1 else 'were'} changed, {symptom} changed with it."
    who, others = ("employees", "customers") if side is Side.EMPLOYEE else ("customers", "employees")
    said = ", people say so themselves" if grade is Grade.CONVERGING else ""
    return (
        f"Where and when {who} name {root} more, {others} name {symptom} more{said}, and most of what these symptoms "
        "share is gone once their common root is taken into account."
    )


def _quoted(names: Sequence[str]) -> str:
    quoted = [f"“{name}”" for name in names]
    return quoted[0] if len(quoted) == 1 else ", ".join(quoted[:-1]) + f" and {quoted[-1]}"
