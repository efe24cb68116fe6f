"""Invented organisations in which something was changed somewhere: to what effect is known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analyzer.rollout import Cells, Dates, Theme, Trial
from analyzer.types import Side


@dataclass(frozen=True)
class World:
    """One side of an organisation.

    Attributes:
        units: How many.
        reached: How many of them get the action.
        periods: Months.
        first: The month in which it begins; in staggered worlds two months before, in it, or two after.
        people: Heard a cell, on average; units differ in size.
        share: Who names the theme, on average.
        fall: Part of the theme that the action takes away.
        drift: By how much the units that will get it move by themselves each month, on the logit scale.
        worst: Whether it goes to the units where the theme is named most, rather than by lot.
        staggered: Whether it comes in three waves.
    """

    units: int = 24
    reached: int = 12
    periods: int = 16
    first: int = 9
    people: float = 5.0
    share: float = 0.2
    fall: float = 0.0
    drift: float = 0.0
    worst: bool = False
    staggered: bool = False


def simulate(world: World, seed: int) -> tuple[Cells, Dates]:
    """Draw people: units of their own level and size, a season, states that last, and what the action does."""
    rng = np.random.default_rng(seed)
    size, level = np.exp(rng.normal(0, 0.5, world.units)), rng.normal(0, 0.5, world.units)
    month = np.arange(world.periods)
    season = 0.4 * np.sin(2 * np.pi * (month / 12 + rng.random()))
    state = rng.normal(0, 0.3, (world.units, world.periods))
    for at in month[1:]:
        state[:, at] = 0.6 * state[:, at - 1] + 0.8 * state[:, at]
    chosen = (np.argsort(-level) if world.worst else rng.permutation(world.units))[: world.reached]
    until = np.full(world.units, world.periods)
    until[chosen] = world.first + (np.arange(world.reached) % 3 - 1) * 2 * world.staggered
    # It begins within a month, which holds both.
    since = np.minimum(until + 1, world.periods)
    logit = np.log(world.share / (1 - world.share)) + level[:, None] + season + state
    logit[chosen] += world.drift * month
    share = 1 / (1 + np.exp(-logit)) * np.where(month >= since[:, None], 1 - world.fall, 1.0)
    speakers = rng.poisson(world.people * size[:, None] * np.ones(world.periods))
    return Cells(rng.binomial(speakers, share).astype(float), speakers.astype(float)), Dates(until, since)


def make_trial(employee: World, customer: World, seed: int) -> Trial:
    """An action whose two themes do what two worlds say."""
    cells, dates = simulate(employee, seed)
    others, same = simulate(customer, seed + 1_000_000)
    return Trial(
        Theme(Side.EMPLOYEE, "Too few on shift", cells, dates, 1),
        Theme(Side.CUSTOMER, "Long queues", others, same, 1),
        late=False,
    )
