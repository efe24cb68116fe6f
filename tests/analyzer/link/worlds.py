"""Small simulated organisations: counts of people by cell, with or without a link, drift, season and shared mood."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from analyzer.link import SideView, ThemeView
from analyzer.link.panel import Panel
from analyzer.types import Side

FIRST_MONTH = 24000


@dataclass(frozen=True)
class World:
    """What a simulated organisation is like; ``linked`` themes of both sides share their number."""

    units: int = 24
    periods: int = 12
    themes: int = 10
    linked: int = 0
    mood: float = 0.3
    exits: float = 3.0
    comments: float = 15.0


def simulate(world: World, seed: int) -> tuple[Panel, Panel]:
    """Simulate both sides' panels; customers follow the linked employee themes one period later."""
    rng = np.random.default_rng(seed)
    shape = (world.themes, world.units, world.periods)
    mood = world.mood * (rng.normal(size=(world.units, 1)) + _drift(rng, (1, world.units, world.periods))[0])
    season = 0.3 * np.sin(2 * np.pi * (np.arange(world.periods) / 12 + rng.random((world.themes, 1, 1))))
    own = 0.6 * rng.normal(size=(*shape[:2], 1)) + 0.6 * _drift(rng, shape)
    other = 0.6 * rng.normal(size=(*shape[:2], 1)) + 0.4 * _drift(rng, shape)
    before = np.concatenate([own[:, :, :1], own[:, :, :-1]], axis=2)
    follows = (np.arange(world.themes) < world.linked)[:, None, None]
    other = np.where(follows, 0.3 * other + 1.2 * before, other)
    size = rng.lognormal(0, 0.4, size=(world.units, 1))
    return (
        _panel(rng, -2.0 + own + season + mood, world.exits * size),
        _panel(rng, -2.5 + other + season + mood, world.comments * size),
    )


def _drift(rng: np.random.Generator, shape: tuple[int, ...]) -> NDArray[np.float64]:
    noise = rng.normal(size=shape)
    out = noise.copy()
    for period in range(1, shape[2]):
        out[:, :, period] = 0.7 * out[:, :, period - 1] + 0.714 * noise[:, :, period]
    return out


def _panel(rng: np.random.Generator, logit: NDArray[np.float64], rate: NDArray[np.float64]) -> Panel:
    asked = rng.poisson(np.broadcast_to(rate, logit.shape[1:])).astype(float)
    said = rng.binomial(asked[None].astype(int), 1 / (1 + np.exp(-logit))).astype(float)
    share = said.sum(axis=(1, 2)) / asked.sum()
    return Panel(said, asked, share * (1 - share), said.sum(axis=(1, 2)), (said.sum(axis=2) > 0).sum(axis=1))


def strike(panel: Panel, theme: int, cells: NDArray[np.bool_], seed: int, share: float = 0.7) -> Panel:
    """Let something happen in some cells of which so many people speak: one theme is named there by that share."""
    said = panel.said.copy()
    said[theme][cells] = np.random.default_rng(seed).binomial(panel.asked[cells].astype(int), share)
    return replace(panel, said=said)


def voices(panel: Panel, side: Side, seed: int) -> SideView:
    """People who would be counted as such a panel: everybody speaks once, and each theme has its own words."""
    rng = np.random.default_rng(seed)
    people = panel.asked.astype(int)
    units, periods = (np.repeat(at.ravel(), people.ravel()) for at in np.indices(people.shape))
    starts = np.cumsum(np.concatenate([[0], people.ravel()]))
    records, labels = [], []
    for theme, cell in np.ndindex(len(panel.said), people.size):
        said = int(panel.said[theme].ravel()[cell])
        records += list(rng.permutation(np.arange(starts[cell], starts[cell + 1]))[:said])
        labels += [theme] * said
    named = tuple(ThemeView(f"{side[0].upper()}{at + 1}", f"Theme {at}", None, 1.0) for at in range(len(panel.said)))
    return SideView(
        side=side,
        themes=named,
        texts=tuple(f"words {label}" for label in labels),
        vectors=np.eye(len(panel.said), dtype=np.float32)[labels],
        labels=np.array(labels, dtype=np.int64),
        pains=np.ones(len(labels), dtype=np.bool_),
        records=np.array(records, dtype=np.int64),
        units=units,
        months=FIRST_MONTH + periods,
        people=np.arange(len(units)),
    )
