"""From graded links to ailments: which roots bear the test, and what is said of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from analyzer.checks import Conditioning
from analyzer.knowledge import Knowledge, Mechanism
from analyzer.link.ailments.conditioning import (
    condition,
    correlate,
    free_of_mood,
    on_one_clock,
    removed_share,
    standard,
    together,
)
from analyzer.link.ailments.roots import Root, candidate_roots
from analyzer.link.ailments.wording import REASONS, describe
from analyzer.link.covariation import Series, swaps
from analyzer.link.effect import resampled_units
from analyzer.link.views import ThemeView
from analyzer.types import Ailment, Link, Reason, Side

# One link fewer must still leave two that meet in the root.
FEWEST_LINKS = 3
LEVEL = 0.05
SWAPS = 499
# Of what the symptoms share, this much at least is gone once the root is taken into account.
MOST = 0.5

Judged = tuple[Root, Conditioning | None, tuple[Reason, ...]]


@dataclass(frozen=True, slots=True)
class _Ground:
    """What roots are tested on: themes' places by id, series and their reliability by side, swaps and resamples."""

    places: Mapping[str, int]
    series: Mapping[Side, Series]
    reliability: Mapping[Side, float]
    order: NDArray[np.int64]
    draws: NDArray[np.float64]


def find_ailments(
    links: Sequence[Link],
    themes: Mapping[Side, Sequence[ThemeView]],
    series: Mapping[Side, Series],
    reliability: Mapping[Side, float],
    knowledge: Knowledge,
    seed: int,
) -> tuple[Ailment, ...]:
    """Find the links that have one root, and say of the rest why they have not.

    Args:
        links: All graded links, best first.
        themes: The themes of both sides.
        series: The series of the link test by side, season removed and shrunken, mood still in them; each of shape
            (themes, units, periods).
        reliability: From ``reliability``, by side.
        knowledge: Mechanisms, whose levers make families of employee themes.
        seed: Makes swaps and resamples repeatable.

    Returns:
        Ailments that hold, then the candidates that do not, each with its reasons. A link is in one ailment at most.
    """
    stands_on = {theme.id: knowledge.mechanism(theme.mechanism) for theme in themes[Side.EMPLOYEE]}
    mechanisms = {theme: mechanism for theme, mechanism in stands_on.items() if mechanism is not None}
    if not candidate_roots(links, mechanisms):
        return ()
    units = series[Side.EMPLOYEE].shape[1]
    places = {theme.id: at for side in Side for at, theme in enumerate(themes[side])}
    ground = _Ground(places, series, reliability, swaps(units, SWAPS, seed), resampled_units(units, seed))
    names = {theme.id: theme.name for side in Side for theme in themes[side]}
    judged = _judge_all(links, mechanisms, ground)
    return tuple(_ailment(f"A{at}", root, measured, why, names) for at, (root, measured, why) in enumerate(judged, 1))


def _judge_all(links: Sequence[Link], mechanisms: Mapping[str, Mechanism], ground: _Ground) -> list[Judged]:
    """Judge the candidates in turn; the links of one that holds are out of the reach of the next."""
    refused: list[Judged] = []
    for root in candidate_roots(links, mechanisms):
        measured, why = _judge(root, ground)
        if not why:
            rest = [link for link in links if link not in root.links]
            return [(root, measured, ()), *_judge_all(rest, mechanisms, ground)]
        refused.append((root, measured, why))
    return refused


def _judge(root: Root, ground: _Ground) -> tuple[Conditioning | None, tuple[Reason, ...]]:
    if len(root.links) < FEWEST_LINKS:
        return None, (REASONS["FEW_LINKS"],)
    own, symptoms = _series(root, ground)
    measured = _without_noise(
        condition(on_one_clock(own, symptoms, root.lags), ground.order, ground.draws), root, ground
    )
    codes = list(_weaknesses(measured))
    if len(own) > 1 and together(standard(own), ground.order) > LEVEL:
        codes.append("SEPARATE_ROOTS")
    if any(_removed(root.without(link), ground) < MOST for link in root.links):
        codes.append("HANGS_ON_ONE_LINK")
    return measured, tuple(REASONS[code] for code in codes)


def _weaknesses(measured: Conditioning) -> Iterator[str]:
    if measured.among_p > LEVEL:
        yield "SEPARATE_SYMPTOMS"
    if measured.removed < MOST or measured.low <= 0 or measured.p > LEVEL:
        yield "NOT_REMOVED"
    if measured.removed <= measured.by_symptom or measured.kept_low <= 0:
        yield "ROOT_NOT_CLEAR"


def _without_noise(measured: Conditioning, root: Root, ground: _Ground) -> Conditioning:
    """Give the shares as they would be without the noise of a few people a cell.

    A noisy series separates less than what it measures does, by its reliability (Spearman 1904), and fewer employees
    than customers speak in a cell.
    """
    own, other = ground.reliability[root.side], ground.reliability[_opposite(root.side)]
    return replace(
        measured,
        removed=measured.removed / own,
        low=measured.low / own,
        high=measured.high / own,
        by_symptom=measured.by_symptom / other,
    )


def _removed(root: Root, ground: _Ground) -> float:
    """What a root that lost a link still removes: nothing where no two symptoms are left."""
    if len(root.symptoms) < 2:
        return 0.0
    share = float(removed_share(correlate(on_one_clock(*_series(root, ground), root.lags))))
    return share / ground.reliability[root.side]


def _series(root: Root, ground: _Ground) -> tuple[Series, Series]:
    roots, symptoms = ([ground.places[theme] for theme in ids] for ids in (root.themes, root.symptoms))
    return free_of_mood(ground.series[root.side], ground.series[_opposite(root.side)], roots, symptoms)


def _opposite(side: Side) -> Side:
    return Side.CUSTOMER if side is Side.EMPLOYEE else Side.EMPLOYEE


def _ailment(
    identifier: str, root: Root, measured: Conditioning | None, why: tuple[Reason, ...], names: Mapping[str, str]
) -> Ailment:
    sentence = describe(
        root.grade, root.side, *([names[theme] for theme in ids] for ids in (root.themes, root.symptoms))
    )
    return Ailment(
        id=identifier,
        side=root.side,
        roots=root.themes,
        symptoms=root.symptoms,
        links=tuple((link.employee_theme, link.customer_theme) for link in root.links),
        grade=root.grade,
        sentence="" if why else sentence,
        mechanism=root.mechanism,
        levers=root.levers,
        conditioning=measured,
        reasons=why,
    )
