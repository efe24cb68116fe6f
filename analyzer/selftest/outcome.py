"""Run the shipped test on one simulated organisation and compare what it says with the truth."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from analyzer.link.candidates import Candidate
from analyzer.link.evaluate import build_series, evaluate_pairs
from analyzer.link.grade import Evidence, Verdict
from analyzer.link.panel import Panel
from analyzer.link.testability import scaled_fdr, why_pair_untestable
from analyzer.selftest.scenarios import Scenario
from analyzer.selftest.worlds import World, simulate, true_effect
from analyzer.settings import LinkSettings
from analyzer.types import Direction

NOMINAL = 0.05
# The last themes of each side are placebos: they cannot affect the other side.
PLACEBOS = 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of the test on one simulated organisation, in numbers of pairs of themes.

    Attributes:
        pairs: Candidates.
        tested: Of these, with enough people to be tested.
        unlinked: Tested pairs without a link.
        low: Of these, with p at or below ``NOMINAL``.
        low_swapped: The same against swapped sites alone.
        planted: Linked pairs, tested or not.
        found: Of these, reported.
        reported: Pairs reported.
        any_reported: 1 if any pair was reported.
        sided: Of the linked pairs reported, those for which one or both directions are stated.
        wrong_side: Of these, those for which the stated direction is wrong.
        bounded: Linked pairs whose true effect is defined at the lag found.
        covered: Of these, with the true effect inside the interval.
        confounded: 1 if placebos lit up.
    """

    pairs: int
    tested: int
    unlinked: int
    low: int
    low_swapped: int
    planted: int
    found: int
    reported: int
    any_reported: int
    sided: int
    wrong_side: int
    bounded: int
    covered: int
    confounded: int


def try_world(scenario: Scenario, settings: LinkSettings, seed: int) -> Outcome:
    """Simulate one organisation, test it as a run would, and compare with the truth."""
    panels = _panels(scenario, seed)
    settings = replace(settings, fdr=scaled_fdr(settings.fdr, panels[0].speakers.size))
    candidates = _candidates(scenario.world.themes - PLACEBOS)
    able = [not why_pair_untestable(panels, candidate) for candidate in candidates]
    verdicts = evaluate_pairs(build_series(*panels), candidates, able, _placebos(scenario.world.themes), settings, seed)
    linked = [not scenario.silent and c.employee == c.customer < scenario.world.linked for c in candidates]
    reported = [_is_reported(verdict, verdicts.confounded, settings.fdr) for verdict in verdicts.tested]
    judged = list(zip(verdicts.tested, linked, reported, strict=True))
    null = [verdict for verdict, true, _ in judged if verdict and not true]
    hits = [verdict for verdict, true, said in judged if verdict and true and said]
    bounded = [
        verdict for verdict, true, _ in judged if verdict and true and _effect_is_defined(verdict, scenario.world)
    ]
    return Outcome(
        pairs=len(candidates),
        tested=sum(able),
        unlinked=len(null),
        low=sum(verdict.p <= NOMINAL for verdict in null),
        low_swapped=sum(verdict.swapped <= NOMINAL for verdict in null),
        planted=sum(linked),
        found=len(hits),
        reported=sum(reported),
        any_reported=int(any(reported)),
        sided=sum(_states_direction(verdict) for verdict in hits),
        wrong_side=sum(
            _states_direction(verdict) and verdict.direction is not _true_direction(scenario.world) for verdict in hits
        ),
        bounded=len(bounded),
        covered=sum(v.effect.low <= true_effect(scenario.world) <= v.effect.high for v in bounded),
        confounded=int(verdicts.confounded),
    )


def _panels(scenario: Scenario, seed: int) -> tuple[Panel, Panel]:
    employee, customer = simulate(scenario.world, seed)
    if not scenario.shuffled:
        return employee, customer
    other = np.random.default_rng((seed, 1)).permutation(scenario.world.units)
    return employee, replace(customer, said=customer.said[:, other], speakers=customer.speakers[other])


def _candidates(themes: int) -> list[Candidate]:
    """Pair each theme with that of the same number and with the next, as if explained; at most half are linked."""
    return [Candidate(e, (e + step) % themes, 0.5, "M01") for step in (0, 1) for e in range(themes)]


def _placebos(themes: int) -> list[tuple[int, int]]:
    last = range(themes - PLACEBOS, themes)
    return [(e, c) for e in last for c in last]


def _is_reported(verdict: Verdict | None, confounded: bool, fdr: float) -> bool:
    """Whether a report would say that the pair moves together, by the rule of the grades itself."""
    evidence = Evidence(
        mechanism=True, voiced=False, tested=verdict, reasons=(), confounded=confounded, fdr=fdr, declared_fdr=fdr
    )
    return evidence.moves


def _effect_is_defined(verdict: Verdict, world: World) -> bool:
    """Whether the true effect is known: only customers follow, and at the lag that was found."""
    return not world.mutual and verdict.lag == world.lag


def _states_direction(verdict: Verdict) -> bool:
    return verdict.direction in {Direction.EMPLOYEE_FIRST, Direction.CUSTOMER_FIRST, Direction.BOTH_WAYS}


def _true_direction(world: World) -> Direction:
    if world.mutual or world.lag == 0:
        return Direction.BOTH_WAYS if world.mutual else Direction.TOGETHER
    return Direction.EMPLOYEE_FIRST if world.lag > 0 else Direction.CUSTOMER_FIRST
