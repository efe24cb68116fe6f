"""Grade a pair by its evidence, and say why it is graded no higher and what would settle it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from analyzer.checks import Checks
from analyzer.link.candidates import ALIKE, EXPLAINED, FDR_FRACTION
from analyzer.link.panel import FEWEST_PERIODS
from analyzer.link.testability import (
    FEWEST_CELLS,
    FEWEST_UNITS,
    FEWEST_UNITS_WITH_THEME,
    FINER_UNITS,
    fewest_mentions,
)
from analyzer.types import Direction, Effect, Grade, Reason, Side
from analyzer.wording.counts import signed

# In points of customers per ten points of employees.
SMALLEST_EFFECT_OF_INTEREST = 0.5
# Below this reliability a comparison of places says little (ICC(2) of one half, Woehr et al. 2015).
MIN_RELIABILITY = 0.5
# Significance level of a single test, without correction for its family.
SINGLE_TEST_LEVEL = 0.05


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the test of co-movement says of a pair.

    Attributes:
        p: The larger of two p-values: against swapped sites, and against the mismatched pairs of the two themes.
        swapped: The first of them alone.
        q: p adjusted within its family.
        effect: In natural units.
        lag: Periods by which customers follow.
        direction: Which side moves first.
        surprise: z-score of the correlation under its permutation null.
        checks: What else the test says.
    """

    p: float
    swapped: float
    q: float
    effect: Effect
    lag: int
    direction: Direction
    surprise: float
    checks: Checks


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything known of a pair when it is graded.

    Attributes:
        mechanism: Whether a mechanism explains it.
        voiced: Whether enough people of one side speak of the other side's part in it.
        tested: The test of co-movement, or None where the data do not allow one.
        reasons: Why there is no test.
        confounded: Whether this run's placebos light up.
        fdr: False discovery rate tolerated in data of this size.
        declared_fdr: The same in data of the size for which it is declared.
        period: What one period is called.
    """

    mechanism: bool
    voiced: bool
    tested: Verdict | None
    reasons: tuple[Reason, ...]
    confounded: bool
    fdr: float
    declared_fdr: float
    period: str = "month"

    @property
    def moves(self) -> bool:
        """Whether the two themes move together beyond chance and mood, corrected for multiple testing."""
        return self._passes(self.fdr * self._fdr_fraction)

    @property
    def faint(self) -> bool:
        """Whether they would pass in data of the declared size but fail the stricter rate of these larger data."""
        return self._passes(self.declared_fdr * self._fdr_fraction) and not self.moves

    @property
    def lacks_mechanism(self) -> bool:
        """Whether they would pass if a mechanism explained the pair."""
        return self._passes(self.fdr) and not self.moves

    @property
    def contradicted(self) -> bool:
        """Whether series that are more than noise rule out an effect worth acting on."""
        return (
            self.tested is not None
            and self.tested.checks.reliability >= MIN_RELIABILITY
            and self.tested.effect.high < SMALLEST_EFFECT_OF_INTEREST
        )

    @property
    def _fdr_fraction(self) -> float:
        return FDR_FRACTION[EXPLAINED if self.mechanism else ALIKE]

    def _passes(self, fdr: float) -> bool:
        return self.tested is not None and not self.confounded and self.tested.q <= fdr and self.tested.effect.low > 0


def grade(evidence: Evidence) -> Grade:
    """Grade a pair (docs/methods.md, "Grades")."""
    if evidence.moves:
        return Grade.CONVERGING if evidence.voiced else Grade.MOVES_TOGETHER
    if evidence.contradicted:
        return Grade.CONTRADICTED
    if evidence.voiced:
        return Grade.VOICED
    return Grade.HYPOTHESIS if evidence.mechanism else Grade.NOT_ENOUGH_EVIDENCE


def reasons(evidence: Evidence) -> tuple[Reason, ...]:
    """Say why a pair is graded no higher; empty where it moves together."""
    if evidence.moves:
        return ()
    if evidence.tested is None:
        return evidence.reasons
    return (_why_open(evidence, evidence.tested),)


def _why_open(evidence: Evidence, tested: Verdict) -> Reason:
    """Say why a tested pair does not move together."""
    if evidence.confounded:
        detail = "Themes that cannot touch each other also move together in these data, so co-movement shows nothing."
        return Reason("CONFOUNDED", detail)
    if evidence.contradicted:
        return Reason("NO_EFFECT", "An effect large enough to act on is ruled out by the interval.")
    if evidence.faint or evidence.lacks_mechanism:
        return _why_stricter(evidence)
    if tested.swapped <= SINGLE_TEST_LEVEL < tested.p:
        return Reason("NOT_SPECIFIC", "The two move with much else in the same places, not with each other alone.")
    # Of such an effect these data would miss one in five; of smaller ones more.
    missed = f"With this much data we may well miss an effect smaller than {signed(tested.checks.detectable)}"
    if tested.checks.reliability < MIN_RELIABILITY:
        detail = "Too few people speak in each place and period to tell the places apart by what they name."
        return Reason("LOW_RELIABILITY", f"{detail} {missed} {tested.effect.unit}.")
    low, high = signed(tested.effect.low), signed(tested.effect.high)
    return Reason("WIDE_INTERVAL", f"The effect may lie anywhere from {low} to {high} {tested.effect.unit}. {missed}.")


def _why_stricter(evidence: Evidence) -> Reason:
    """Say why a pair that would pass under a laxer rate does not pass here."""
    if evidence.faint:
        detail = "In so many units and periods, themes that hold a little of each other look like this without a link."
        return Reason("FAINT", detail)
    detail = "No known mechanism explains the pair. Such pairs are false more often, so it would have to be surer."
    return Reason("NO_MECHANISM", detail)


def settle(evidence: Evidence) -> str:
    """Say what would settle a pair that is not settled; empty for one that moves together or is contradicted."""
    if evidence.moves or evidence.contradicted:
        return ""
    if evidence.tested is None:
        return " ".join(_remedies({reason.reason for reason in evidence.reasons}, evidence))
    if evidence.confounded:
        return (
            "List the events that touched whole units (openings, incidents, price changes) and leave those cells out."
        )
    if evidence.faint:
        return "Change something about it in some places and not in others, and enter it as an action."
    return f"Collect both sides over more {evidence.period}s, in more units, or from more people."


_CELL_REASONS = {"NO_SHARED_UNIT", "NO_DATES", "FEW_UNITS", "FEW_PERIODS", "FEW_CELLS"}
_PEOPLE_REASONS = {"FEW_PEOPLE", "FEW_UNITS_OF_THEME"}


def _remedies(lacking: set[str], evidence: Evidence) -> Iterator[str]:
    """Say what to collect, naming all requirements of a test at once, so that nobody collects only part of them."""
    if "NO_SHARED_UNIT" in lacking:
        yield "Name the same sites, stores or departments on both sides."
    if "NO_DATES" in lacking:
        yield "Give both sides a date that can be read."
    period = evidence.period
    if lacking & _CELL_REASONS:
        yield (
            f"Collect both sides in the same units and {period}s: at least {FEWEST_UNITS} units, {FEWEST_PERIODS} "
            f"{period}s, and {FEWEST_CELLS} unit-{period}s in all."
        )
    if lacking & {"FEW_UNITS", "FEW_CELLS"}:
        yield FINER_UNITS
    if "EVENTS" in lacking:
        yield f"Collect both sides in more units and {period}s that no event touches."
    if lacking & _PEOPLE_REASONS:
        employees, customers = (fewest_mentions(side, evidence.mechanism) for side in Side)
        # A page that lists both kinds of pairs shows two pairs of figures, so the larger ones give their reason.
        why = "" if evidence.mechanism else " (that many where no known mechanism explains a pair)"
        yield (
            f"Collect more interviews or comments, until {employees} employees name the one theme and {customers} "
            f"customers the other, each in at least {FEWEST_UNITS_WITH_THEME} units{why}."
        )
    if "FEW_WORDINGS" in lacking:
        yield "Collect more answers in people's own words."
