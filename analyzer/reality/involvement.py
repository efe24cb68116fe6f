"""Values of the employees behind a complaint."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Portion:
    """A number of people out of a total."""

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
        q_run: The same over all complaints of the run, which is stricter: for reports that cover all of them.
        stands_out: Whether q is small enough and the interval excludes zero.
        in_report: The same with q_run: whether a report that covers all complaints may say it.
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
