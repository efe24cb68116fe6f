"""Simulated organisations: counts of people by cell, with or without links, with season, drift and local trouble.

Every theme has a hidden state in each unit and period: a lasting level plus a first-order autoregressive drift. Added
to it are a season that the two sides share, a mood of the whole place and a local shock. A linked theme of the other
side follows the hidden state some periods later. Then people are drawn: the number who speak is Poisson, the number of
them who name the theme is binomial.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from analyzer.link.panel import Panel

Array = NDArray[np.float64]

# Logits among leavers and customers: how common a theme is, and how far a standard deviation of its own state moves it.
BASE_LOGITS = (-2.0, -2.5)
STATE_LOGITS = (0.9, 0.5)
SEASON_LOGITS, SEASON_NOISE_LOGITS = 0.6, 0.2
# How strongly the season moves how many customers write, on the log scale.
SEASONAL_VOLUME = 0.5
# Standard deviation of the log size of units.
LOG_SIZE_SD = 0.4
# Units that stand for infinitely many when the true effect is computed.
VERY_MANY_UNITS = 4000


@dataclass(frozen=True, slots=True)
class World:
    """What a simulated organisation is like. Its first ``linked`` themes of both sides are linked by their number.

    Attributes:
        units: Places.
        periods: Months.
        themes: Themes a side.
        linked: How many of them are linked.
        strength: Logits by which the following side moves per standard deviation of the leading side's hidden state.
        lag: Periods by which the customer side follows; negative where the employee side follows.
        mutual: Whether each side follows the other by that many periods, a vicious cycle.
        mood: Logits by which the mood of a place moves every theme of both sides, a lasting and a drifting part.
        shock: Logits by which a further local state moves them, some themes more and some less.
        drift: Autocorrelation of everything that drifts, 0 to 1.
        rarity: Logits by which every theme is rarer than usual.
        exits: Employees who speak, per unit and period, on average.
        comments: Customers who speak, per unit and period, on average.
    """

    units: int = 24
    periods: int = 12
    themes: int = 10
    linked: int = 0
    strength: float = 1.2
    lag: int = 1
    mutual: bool = False
    mood: float = 0.3
    shock: float = 0.0
    drift: float = 0.6
    rarity: float = 0.0
    exits: float = 3.0
    comments: float = 15.0


@dataclass(frozen=True, slots=True)
class _Hidden:
    """The hidden part of a world, before people are drawn.

    Attributes:
        logits: Of naming each theme, of each side; two arrays of shape (themes, units, periods).
        trouble: What moves all themes of a place together, shape (2, units, periods).
        volume: How much more customers write, on the log scale, shape (periods,).
    """

    logits: tuple[Array, Array]
    trouble: Array
    volume: Array


def simulate(world: World, seed: int) -> tuple[Panel, Panel]:
    """Simulate both sides' panels."""
    rng = np.random.default_rng(seed)
    hidden = _draw_hidden(world, rng)
    size = rng.lognormal(0, LOG_SIZE_SD, size=(world.units, 1))
    rates = world.exits * size, world.comments * size * np.exp(hidden.volume)
    employee, customer = (_draw(rng, logit, rate) for logit, rate in zip(hidden.logits, rates, strict=True))
    return employee, customer


@cache
def true_effect(world: World) -> float:
    """Return what the reported effect of a linked pair estimates, in points of customers per 10 points of employees.

    The slope of customers' true share on employees' true share ``lag`` periods before, in a world of very many units
    in which everybody speaks, with the season and the trouble of the whole place taken out. Defined where customers
    alone follow and something is linked.
    """
    many = replace(world, units=VERY_MANY_UNITS, themes=4, linked=4)
    hidden = _draw_hidden(many, np.random.default_rng(0))
    first, second = (1 / (1 + np.exp(-logit)) for logit in hidden.logits)
    last = world.periods - world.lag
    trouble = [_by_season(state)[:, :last].ravel() for state in hidden.trouble]
    slopes = []
    for cause, follows in zip(_by_season(first), _by_season(second), strict=True):
        columns = np.stack([cause[:, :last].ravel(), *trouble], axis=1)
        slopes.append(np.linalg.lstsq(columns, follows[:, world.lag :].ravel(), rcond=None)[0][0])
    return float(10 * np.mean(slopes))


def _draw_hidden(world: World, rng: np.random.Generator) -> _Hidden:
    shape = (world.themes, world.units, world.periods)
    mood = world.mood * (rng.normal(size=shape[1:2])[:, None] + _drifting(rng, shape[1:], world.drift))
    shock = world.shock * _drifting(rng, shape[1:], world.drift)
    phase = rng.random((world.themes + 1, 1, 1))
    season = SEASON_LOGITS * np.sin(2 * np.pi * (np.arange(world.periods) / 12 + phase))
    season += SEASON_NOISE_LOGITS * rng.normal(size=(world.themes + 1, 1, world.periods))
    states = _follow(world, *(_states(rng, world) for _ in range(2)))
    logits = [
        usual - world.rarity + state + season[:-1] + mood + _uneven(rng, world.themes) * shock
        for usual, state in zip(BASE_LOGITS, states, strict=True)
    ]
    return _Hidden((logits[0], logits[1]), np.stack([mood, shock]), SEASONAL_VOLUME * season[-1, 0])


def _states(rng: np.random.Generator, world: World) -> Array:
    """Draw hidden states of one side's themes, variance 1, half of it lasting; ``lag`` periods more, at the start."""
    shape = (world.themes, world.units, world.periods + abs(world.lag))
    return np.asarray(np.sqrt(0.5) * (rng.normal(size=(*shape[:2], 1)) + _drifting(rng, shape, world.drift)))


def _follow(world: World, employee: Array, customer: Array) -> tuple[Array, Array]:
    """Let the linked themes of one side follow the other's, or each the other's."""
    lag = abs(world.lag)
    links = (np.arange(world.themes) < world.linked)[:, None, None] * world.strength
    first, second = STATE_LOGITS[0] * employee[:, :, lag:], STATE_LOGITS[1] * customer[:, :, lag:]
    if world.lag >= 0 or world.mutual:
        second = second + links * employee[:, :, : world.periods]
    if world.lag < 0 or world.mutual:
        first = first + links * customer[:, :, : world.periods]
    return first, second


def _drifting(rng: np.random.Generator, shape: tuple[int, ...], drift: float) -> Array:
    """Draw first-order autoregressive series along the last axis, with variance 1 throughout."""
    out = rng.normal(size=shape)
    for period in range(1, shape[-1]):
        out[..., period] = drift * out[..., period - 1] + np.sqrt(1 - drift**2) * out[..., period]
    return out


def _uneven(rng: np.random.Generator, themes: int) -> Array:
    """Draw how much of a shock each theme takes: on average all of it, sometimes twice as much or nothing."""
    return np.maximum(1 + 0.5 * rng.normal(size=(themes, 1, 1)), 0)


def _by_season(values: Array) -> Array:
    """Subtract the mean of all units from each period."""
    return np.asarray(values - values.mean(axis=-2, keepdims=True))


def _draw(rng: np.random.Generator, logit: Array, rate: Array) -> Panel:
    speakers = rng.poisson(np.broadcast_to(rate, logit.shape[1:])).astype(float)
    said = rng.binomial(speakers[None].astype(int), 1 / (1 + np.exp(-logit))).astype(float)
    share = said.sum(axis=(1, 2)) / max(speakers.sum(), 1)
    return Panel(said, speakers, share * (1 - share), said.sum(axis=(1, 2)), (said.sum(axis=2) > 0).sum(axis=1))
