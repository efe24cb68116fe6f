"""Names and meanings of grades, directions and events. What no sentence may claim is in analyzer/wording/claims.py."""

from __future__ import annotations

from types import MappingProxyType

from analyzer.actions import Outcome
from analyzer.events import EventKind
from analyzer.judgement import Relation
from analyzer.reality import Reception
from analyzer.types import Direction, Grade
from analyzer.wording.claims import causal_verbs as causal_verbs

GRADE_NAMES = MappingProxyType(
    {
        Grade.TESTED: "Tested by a change",
        Grade.CONVERGING: "Several kinds of evidence agree",
        Grade.MOVES_TOGETHER: "Moves together",
        Grade.VOICED: "People say so themselves",
        Grade.HYPOTHESIS: "Plausible, not confirmed",
        Grade.NOT_ENOUGH_EVIDENCE: "Not enough evidence",
        Grade.CONTRADICTED: "The data speak against it",
        Grade.UNEXPLAINED: "Moves together, unexplained",
    }
)

GRADE_MEANINGS = MappingProxyType(
    {
        Grade.TESTED: "Something was changed in some places and not in others, and the difference was measured.",
        Grade.CONVERGING: "The two themes move together, and people name the connection in their own words.",
        Grade.MOVES_TOGETHER: (
            "Where and when one theme is named more, the other is named more, once season and the general mood of "
            "each place are taken out, and more so than in chance pairings of places."
        ),
        Grade.VOICED: "Employees or customers name the connection in their own words. No test of numbers confirms it.",
        Grade.HYPOTHESIS: "The meaning of both themes makes a connection plausible. Nothing more than that is known.",
        Grade.NOT_ENOUGH_EVIDENCE: "The data cannot tell, either way. The report says what would settle it.",
        Grade.CONTRADICTED: "There was enough data to see a connection of a size that matters, and it is not there.",
        Grade.UNEXPLAINED: "The two themes move together, but nothing in their meaning proposed the pair.",
    }
)


DIRECTION_NAMES = MappingProxyType(
    {
        Direction.EMPLOYEE_FIRST: "Employees first",
        Direction.CUSTOMER_FIRST: "Customers first (reverse)",
        Direction.BOTH_WAYS: "Both ways (a cycle)",
        Direction.TOGETHER: "In the same period",
        Direction.UNKNOWN: "Not known",
    }
)


_MODEL_OPINION = (
    "A language model that read statements of both {}. It saw no figures: this is an opinion, and alters no test."
)
# How a language model's judgement of a pair is worded.
JUDGEMENTS = MappingProxyType(
    {
        Relation.EMPLOYEE_TO_CUSTOMER: _MODEL_OPINION.format(
            "finds a link plausible from the employees’ side to the customers’"
        ),
        Relation.CUSTOMER_TO_EMPLOYEE: _MODEL_OPINION.format(
            "finds a link plausible from the customers’ side to the employees’"
        ),
        Relation.COMMON_CAUSE: _MODEL_OPINION.format("takes something third to stand behind the two"),
        Relation.SAME_EVENT: _MODEL_OPINION.format("takes the two for one event, seen from both sides"),
        Relation.UNRELATED: _MODEL_OPINION.format("takes the two for unrelated"),
        Relation.CANNOT_TELL: "A language model that read statements of both cannot tell how the two go together.",
    }
)

# Singular and plural of each kind of event.
EVENT_NAMES = MappingProxyType(
    {
        EventKind.OPENING: ("opening", "openings"),
        EventKind.REFIT: ("refit", "refits"),
        EventKind.MANAGER: ("manager change", "manager changes"),
        EventKind.INCIDENT: ("incident", "incidents"),
        EventKind.PRICE: ("price change", "price changes"),
        EventKind.SYSTEM: ("system change", "system changes"),
        EventKind.OTHER: ("other event", "other events"),
    }
)

OUTCOME_NAMES = MappingProxyType(
    {
        Outcome.WAITING: "Not measured yet",
        Outcome.NOT_FOUND: "Link not found again",
        Outcome.NOT_MEASURABLE: "Cannot be measured yet",
        Outcome.TESTED: "Both fell: the link is tested",
        Outcome.EMPLOYEE_ONLY: "Seen among employees alone",
        Outcome.CUSTOMER_ONLY: "Seen among customers alone",
        Outcome.NO_EFFECT: "No fall worth having",
        Outcome.WORSE: "Got worse",
        Outcome.TREND: "Moving apart before already",
        Outcome.UNCLEAR: "Cannot be told yet",
    }
)

RECEPTION_NAMES = MappingProxyType(
    {
        Reception.CONTRADICTED: "Contradicted",
        Reception.SUPPORTED: "Supported",
        Reception.DIVIDED: "Divided",
        Reception.SILENT: "No theme recognised (two times in five there is one)",
        Reception.NOT_JUDGED: "Not judged",
        Reception.UNSURE: "Left open",
    }
)

RECEPTION_MEANINGS = MappingProxyType(
    {
        Reception.CONTRADICTED: "Employees who speak of the same matter mostly complain of it or wish it otherwise.",
        Reception.SUPPORTED: "Employees who speak of the same matter mostly praise it.",
        Reception.DIVIDED: "Of employees who speak of the same matter, some complain and some praise.",
        Reception.SILENT: (
            "No theme was recognised as being about it. This does not say that all is well: two times in five there "
            "was one in our tests, and employees may complain of it all the same. Read the themes before relying on it."
        ),
        Reception.NOT_JUDGED: (
            "It is put in the negative or under a condition. The themes about the same matter stand beside it, "
            "without a verdict."
        ),
        Reception.UNSURE: "Whether employees speak of the same matter, or how they see it, cannot be told.",
    }
)
