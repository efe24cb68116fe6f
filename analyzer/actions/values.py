"""What was tried, and what changed: the values that pass between the measurement, the rows, the gate and the report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from analyzer.types import Effect, Reason


class Moved(StrEnum):
    """What became of one theme where the action was taken, against the other units."""

    FELL = "fell"
    ROSE = "rose"
    UNMOVED = "unmoved"
    UNCLEAR = "unclear"
    UNMEASURED = "unmeasured"


class Outcome(StrEnum):
    """What became of an action (docs/methods.md says what each asks for)."""

    WAITING = "waiting"
    NOT_FOUND = "not_found"
    NOT_MEASURABLE = "not_measurable"
    TESTED = "tested"
    EMPLOYEE_ONLY = "employee_only"
    CUSTOMER_ONLY = "customer_only"
    NO_EFFECT = "no_effect"
    WORSE = "worse"
    TREND = "trend"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one side's theme where the action was taken, beyond what became of it elsewhere.

    Attributes:
        moved: In a word.
        effect: In points of people with its 95 % interval, negative where the theme fell; None where not measured.
        before: Its share in the units with the action before it came, in points; None likewise.
        p: Against the same dates handed out to other units.
        q: p adjusted over the themes of all actions of the run.
        placebo: The same difference between the two halves of the time before; None where not measured.
        placebo_p: Its p.
        apart: Whether the two groups of units were moving apart before already.
        detectable: The fall that these data would show four times out of five, in points.
        units_with: Units with the action, heard both before and after.
        units_without: Units to compare with.
        before_periods: Periods before the first unit's date.
        after_periods: Periods after it.
        months: Months in a period, 1 or 3.
        reasons: Why it was not measured.
    """

    moved: Moved
    effect: Effect | None = None
    before: float | None = None
    p: float | None = None
    q: float | None = None
    placebo: Effect | None = None
    placebo_p: float | None = None
    apart: bool = False
    detectable: float | None = None
    units_with: int = 0
    units_without: int = 0
    before_periods: int = 0
    after_periods: int = 0
    months: int = 1
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Measured:
    """What one run says of one action.

    Attributes:
        outcome: In a word.
        sentence: What the outcome permits to say.
        employee: What became of the employee theme; None where the link was not found again.
        customer: What became of the customer theme; None likewise.
        settle: What would settle it, or "".
        limits: What the measurement cannot rule out.
    """

    outcome: Outcome
    sentence: str
    employee: Change | None = None
    customer: Change | None = None
    settle: str = ""
    limits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Action:
    """Something that was done about a link, as one run knows it.

    Attributes:
        id: Its number.
        what: What was done, in its owner's words.
        owner: A role or a name.
        open: Whether runs still measure it.
        rollouts: (unit, day) pairs: where, and from when.
        declared: The day on which units and days were last written down.
        employee_name: The employee theme as the link's own run called it.
        customer_name: The customer theme likewise.
        employee_theme: That theme's id in this run, None where it is not found.
        customer_theme: Likewise.
        found_by: How the two themes were found again, (employee, customer): "mechanism", "meaning" or "name"; ""
            where not found.
        measured: What this run says of it.
    """

    id: int
    what: str
    owner: str
    open: bool
    rollouts: tuple[tuple[str, date], ...]
    declared: date
    employee_name: str
    customer_name: str
    employee_theme: str | None
    customer_theme: str | None
    found_by: tuple[str, str]
    measured: Measured

    @property
    def begun(self) -> date:
        """The first day anywhere."""
        return min(day for _, day in self.rollouts)
