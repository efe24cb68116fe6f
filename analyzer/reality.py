"""Values of two questions put to a run: what is there to what leaders say, and who is behind a complaint."""

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
    """What an intention meets with; the last two are abstentions."""

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
        match: How surely both are about one matter: ``meaning`` and twice ``shared``; sure from 0.40.
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


@dataclass(frozen=True, slots=True)
class Portion:
    """So many people of so many."""

    people: int
    of: int

    @property
    def share(self) -> float:
        """The share, 0 to 1; 0 of nobody."""
        return self.people / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class Shift:
    """How much more often employees name a theme where and when customers name theirs more than usual.

    Attributes:
        theme: Employee theme, or "" for any pain at all.
        there: Employees who name it in those units and periods, of those who spoke there.
        elsewhere: The same in all other units and periods.
        difference: ``there`` less ``elsewhere`` in percentage points.
        low: Lower end of its 95 % interval.
        high: Upper end.
        p: Two-sided permutation p-value, None where it was not tested.
        q: Benjamini-Hochberg adjusted over the employee themes tested for one complaint, None likewise.
        q_run: The same over all complaints of the run: who reads of all of them needs the stricter one.
        stands_out: Whether q is small enough and the interval excludes zero.
        in_report: The same of q_run: whether a report that speaks of all complaints may say it.
    """

    theme: str
    there: Portion
    elsewhere: Portion
    difference: float
    low: float
    high: float
    p: float | None = None
    q: float | None = None
    q_run: float | None = None
    stands_out: bool = False
    in_report: bool = False


@dataclass(frozen=True, slots=True)
class Involvement:
    """From a complaint back to the employees of those units and periods. A description: it says nothing of causes.

    Attributes:
        theme: The customer theme.
        cells: Units × periods in which it is named more than usual.
        of_cells: Units × periods in which customers spoke.
        units: Units that have such cells.
        there: Customers who name it there, of those who spoke there.
        elsewhere: The same in all other units and periods.
        shifts: Employee themes tested, those that stand out first, then by p.
        overall: The same of any employee pain: what a bad place adds to everything; None where nothing was compared.
        by_chance: How many themes would stand out if units were paired at random, on average.
        reason: Code of why nothing was compared, or "".
        detail: The same in a sentence, or "".
    """

    theme: str
    cells: int = 0
    of_cells: int = 0
    units: int = 0
    there: Portion = Portion(0, 0)
    elsewhere: Portion = Portion(0, 0)
    shifts: tuple[Shift, ...] = ()
    overall: Shift | None = None
    by_chance: float = 0.0
    reason: str = ""
    detail: str = ""
