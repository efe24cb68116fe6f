"""Simulated organisations whose links hang together in a known way: a root, a chain, a shared lever, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analyzer.link import SideView, ThemeView
from analyzer.link.evaluate import PanelSeries, build_series
from analyzer.link.panel import Panel
from analyzer.types import Side

Series = NDArray[np.float64]
# How many links hang together, in the themes 0, 1, 2.
LINKS = 3


@dataclass(frozen=True)
class Organisation:
    """How large a simulated organisation is and how tightly what is tied in it is tied."""

    units: int = 40
    periods: int = 18
    themes: int = 10
    tie: float = 0.85
    mood: float = 0.3
    exits: float = 3.0
    comments: float = 15.0


Tangle = Callable[[Series, Series, float, Series], None]


def simulate(tangle: Tangle, size: Organisation, seed: int) -> PanelSeries:
    """Simulate counts of people by cell on both sides, and lay them out as series."""
    rng = np.random.default_rng(seed)
    employee, customer, people = _odds(rng, tangle, size)
    return build_series(_panel(rng, employee, size.exits * people), _panel(rng, customer, size.comments * people))


def speak(tangle: Tangle, size: Organisation, seed: int) -> tuple[SideView, SideView]:
    """Simulate what people of both sides say, one theme each; whatever a tangle ties is also alike in meaning."""
    rng = np.random.default_rng(seed)
    employee, customer, _ = _odds(rng, tangle, size)
    meaning = np.eye(size.themes + 1)
    near = meaning.copy()
    near[1:LINKS] += 0.7 * meaning[0]
    return (
        _view(rng, Side.EMPLOYEE, employee, int(size.exits), meaning),
        _view(rng, Side.CUSTOMER, customer, int(size.comments), near / np.linalg.norm(near, axis=1, keepdims=True)),
    )


def one_root(employee: Series, customer: Series, tie: float, _: Series) -> None:
    """Three complaints follow one employee pain a period later."""
    for symptom in range(LINKS):
        customer[symptom] = _mix(_later(employee[0]), customer[symptom], tie)


def separate_links(employee: Series, customer: Series, tie: float, _: Series) -> None:
    """Three complaints follow three employee pains, each its own."""
    for at in range(LINKS):
        customer[at] = _mix(_later(employee[at]), customer[at], tie)


def chain(employee: Series, customer: Series, tie: float, _: Series) -> None:
    """One complaint follows the employee pain, and the two others go with that complaint."""
    customer[0] = _mix(_later(employee[0]), customer[0], tie)
    for symptom in (1, 2):
        customer[symptom] = _mix(customer[0], customer[symptom], tie)


def other_cause(employee: Series, customer: Series, _: float, hidden: Series) -> None:
    """Three complaints follow one employee pain, and something else that only customers see even more."""
    for symptom in range(LINKS):
        customer[symptom] = 0.6 * _later(employee[0]) + 0.7 * hidden + 0.39 * customer[symptom]


def shared_lever(employee: Series, customer: Series, tie: float, hidden: Series) -> None:
    """Three employee pains go with one thing that a leader decides, and a complaint follows each."""
    for at in range(LINKS):
        employee[at] = _mix(hidden, employee[at], tie)
        customer[at] = _mix(_later(employee[at]), customer[at], tie)


def reverse_root(employee: Series, customer: Series, tie: float, _: Series) -> None:
    """Three employee pains go with one complaint."""
    for symptom in range(LINKS):
        employee[symptom] = _mix(customer[0], employee[symptom], tie)


def reverse_chain(employee: Series, customer: Series, tie: float, _: Series) -> None:
    """One employee pain goes with a complaint, and the two others with that employee pain."""
    employee[0] = _mix(customer[0], employee[0], tie)
    for symptom in (1, 2):
        employee[symptom] = _mix(employee[0], employee[symptom], tie)


def several_pains(employee: Series, customer: Series, tie: float, _: Series) -> None:
    """One complaint goes with three employee pains that have nothing to do with each other."""
    customer[0] = _mix(employee[:LINKS].sum(axis=0) / LINKS**0.5, customer[0], tie)


def mood_alone(*_: object) -> None:
    """Nothing but what makes a bad place bad in everything."""


def _odds(rng: np.random.Generator, tangle: Tangle, size: Organisation) -> tuple[Series, Series, Series]:
    """Log odds of naming each theme on both sides, and how busy each unit is."""
    employee, customer = (_states(rng, size, size.themes) for _ in range(2))
    tangle(employee, customer, size.tie, _states(rng, size, 1)[0])
    mood = size.mood * _states(rng, size, 1)
    people = rng.lognormal(0, 0.4, size=(size.units, 1))
    season = 0.3 * np.sin(2 * np.pi * (np.arange(size.periods) / 12 + rng.random((size.themes, 1, 1))))
    return -2.0 + employee + season + mood, -2.5 + customer + season + mood, people


def _view(rng: np.random.Generator, side: Side, odds: Series, people: int, meaning: Series) -> SideView:
    themes, units, periods = odds.shape
    cells = np.repeat(np.arange(units * periods), people)
    weight = np.concatenate([np.exp(odds.reshape(themes, -1)), np.ones((1, units * periods))])[:, cells]
    # Whoever draws the highest of these names that theme (Gumbel's way to draw in proportion); the last is none.
    drawn = (np.log(weight) + rng.gumbel(size=weight.shape)).argmax(axis=0)
    labels = np.where(drawn < themes, drawn, -1)
    vectors = meaning[drawn] + rng.normal(scale=0.02, size=(len(cells), themes + 1))
    return SideView(
        side=side,
        themes=tuple(ThemeView(f"{side[0].upper()}{at}", f"Pain {at}", None, 1.0) for at in range(1, themes + 1)),
        texts=tuple(f"word {at}" for at in range(len(cells))),
        vectors=(vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32),
        index=np.arange(len(cells)),
        labels=labels,
        pains=labels >= 0,
        records=np.arange(len(cells)),
        units=cells // periods,
        months=24000 + cells % periods,
        people=np.arange(len(cells)),
    )


def _mix(shared: Series, own: Series, tie: float) -> Series:
    return np.asarray(tie * shared + (1 - tie**2) ** 0.5 * own)


def _later(state: Series) -> Series:
    return np.concatenate([state[:, :1], state[:, :-1]], axis=1)


def _states(rng: np.random.Generator, size: Organisation, count: int) -> Series:
    """Hidden states of unit variance: a lasting level of each unit and a slow drift."""
    drift = rng.normal(size=(count, size.units, size.periods))
    for period in range(1, size.periods):
        drift[:, :, period] = 0.7 * drift[:, :, period - 1] + 0.714 * drift[:, :, period]
    return np.asarray(0.75 * rng.normal(size=(count, size.units, 1)) + 0.66 * drift)


def _panel(rng: np.random.Generator, logit: Series, rate: Series) -> Panel:
    speakers = rng.poisson(np.broadcast_to(rate, logit.shape[1:])).astype(float)
    said = rng.binomial(speakers[None].astype(int), 1 / (1 + np.exp(-logit))).astype(float)
    share = said.sum(axis=(1, 2)) / speakers.sum()
    return Panel(said, speakers, share * (1 - share), said.sum(axis=(1, 2)), (said.sum(axis=2) > 0).sum(axis=1))
