"""Values of what leaders say they do, and of what it meets with."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Sense(StrEnum):
    """How an intention is put."""

    PLAIN = "plain"
    NEGATED = "negated"
    CONDITIONAL = "conditional"


class Stance(StrEnum):
    """How a theme stands to an intention; the last three are abstentions."""

    CONTRADICTS = "contradicts"
    SUPPORTS = "supports"
    DIVIDED = "divided"
    NOT_JUDGED = "not_judged"
    TOO_FEW = "too_few"
    UNSURE = "unsure"


class Reception(StrEnum):
    """How employees respond to an intention; the last two are abstentions."""

    CONTRADICTED = "contradicted"
    SUPPORTED = "supported"
    DIVIDED = "divided"
    SILENT = "silent"
    NOT_JUDGED = "not_judged"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Answer:
    """An employee theme about the matter of an intention.

    Attributes:
        theme: Theme id.
        stance: How it stands to the intention.
        against: People who name something bad or wanted in it.
        in_favour: People who praise something in it; somebody who does both counts twice.
        match: How surely both are about one matter: ``meaning`` plus twice ``shared``; sure from 0.50.
        meaning: How close both are in meaning, leaders' and leavers' ways of speaking taken out; -1 to 1.
        shared: How likely both speak of the same mechanism of the knowledge base, 0 to 1.
        mechanism: The mechanism that they share most, or None where they share next to none.
        why: Why it stands there, in a sentence or two.
    """

    theme: str
    stance: Stance
    against: int
    in_favour: int
    match: float
    meaning: float
    shared: float
    mechanism: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Intention:
    """What leaders say they do, and what it meets with among employees.

    Attributes:
        text: One sentence, redacted.
        sense: How it is put.
        outcome: What it meets with.
        answers: Themes about the same matter, the surest first; those too unsure to count stand last.
        why: Why the outcome is not a clearer one, or "".
    """

    text: str
    sense: Sense
    outcome: Reception
    answers: tuple[Answer, ...] = ()
    why: str = ""
