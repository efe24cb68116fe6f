"""Find ailments among graded links: test each candidate root and describe the result."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from analyzer.checks import Conditioning
from analyzer.knowledge import Knowledge, Mechanism
from analyzer.link.ailments.conditioning import (
    align_by_lag,
    association_p,
    condition,
    correlate,
    remove_mood,
    removed_share,
)
from analyzer.link.ailments.roots import Root, candidate_roots
from analyzer.link.ailments.wording import REASONS, describe
from analyzer.link.covariation import Series, standardise, swaps
from analyzer.link.effect import resampled_units
from analyzer.link.views import ThemeView
from analyzer.types import Ailment, Link, Reason, Side

# Without any one link, two must still meet in the root.
FEWEST_LINKS = 3
SIGNIFICANCE_LEVEL = 0.05
SWAPS = 499
# Least share of the association among the symptoms that conditioning on the root must remove.
MIN_REMOVED_SHARE = 0.5

Judged = tuple[Root, Conditioning | None, tuple[Reason, ...]]


@dataclass(frozen=True, slots=True)
class _TestData:
    """The data on which roots are tested: indices of themes by id, series and reliability by side, swaps, resamples."""

    indices: Mapping[str, int]
    series: Mapping[Side, Series]
    reliability: Mapping[Side, float]
    reorderings: NDArray[np.int64]
    resamples: NDArray[np.float64]


def find_ailments(
    links: Sequence[Link],
    themes: Mapping[Side, Sequence[ThemeView]],
    series: Mapping[Side, Series],
    reliability: Mapping[Side, float],
    knowledge: Knowledge,
    seed: int,
) -> tuple[Ailment, ...]:
    """Find the groups of links that share one root, and say of the other candidates why they do not.

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
    indices = {theme.id: at for side in Side for at, theme in enumerate(themes[side])}
    data = _TestData(indices, series, reliability, swaps(units, SWAPS, seed), resampled_units(units, seed))
    names = {theme.id: theme.name for side in Side for theme in themes[side]}
    judged = _judge_all(links, mechanisms, data)
    return tuple(_ailment(f"A{at}", root, measured, why, names) for at, (root, measured, why) in enumerate(judged, 1))


def _judge_all(links: Sequence[Link], mechanisms: Mapping[str, Mechanism], data: _TestData) -> list[Judged]:
    """Judge the candidates in turn; the links of one that holds are no longer available to the next."""
    refused: list[Judged] = []
    for root in candidate_roots(links, mechanisms):
        measured, why = _judge(root, data)
        if not why:
            rest = [link for link in links if link not in root.links]
            return [(root, measured, ()), *_judge_all(rest, mechanisms, data)]
        refused.append((root, measured, why))
    return refused


def _judge(root: Root, data: _TestData) -> tuple[Conditioning | None, tuple[Reason, ...]]:
    if len(root.links) < FEWEST_LINKS:
        return None, (REASONS["FEW_LINKS"],)
    own, symptoms = _series(root, data)
    measured = _without_noise(
        condition(align_by_lag(own, symptoms, root.lags), data.reorderings, data.resamples), root, data
    )
    codes = list(_weaknesses(measured))
    if len(own) > 1 and association_p(standardise(own), data.reorderings) > SIGNIFICANCE_LEVEL:
        codes.append("SEPARATE_ROOTS")
    if any(_removed(root.without(link), data) < MIN_REMOVED_SHARE for link in root.links):
        codes.append("HANGS_ON_ONE_LINK")
    return measured, tuple(REASONS[code] for code in codes)


def _weaknesses(measured: Conditioning) -> Iterator[str]:
    if measured.among_p > SIGNIFICANCE_LEVEL:
        yield "SEPARATE_SYMPTOMS"
    if measured.removed < MIN_REMOVED_SHARE or measured.low <= 0 or measured.p > SIGNIFICANCE_LEVEL:
        yield "NOT_REMOVED"
    if measured.removed <= measured.by_symptom or measured.kept_low <= 0:
        yield "ROOT_NOT_CLEAR"


def _without_noise(measured: Conditioning, root: Root, data: _TestData) -> Conditioning:
    """Correct the shares for the noise of few people per cell.

    Conditioning on a noisy series removes less than conditioning on what it measures, by the factor of its reliability
    (Spearman 1904). The two sides differ in it, because fewer employees than customers speak in a cell.
    """
    own, other = data.reliability[root.side], data.reliability[_opposite(root.side)]
    return replace(
        measured,
        removed=measured.removed / own,
        low=measured.low / own,
        high=measured.high / own,
        by_symptom=measured.by_symptom / other,
    )


def _removed(root: Root, data: _TestData) -> float:
    """Return the share that a root still removes after losing a link: 0 where fewer than two symptoms are left."""
    if len(root.symptoms) < 2:
        return 0.0
    share = float(removed_share(correlate(align_by_lag(*_series(root, data), root.lags))))
    return share / data.reliability[root.side]


def _series(root: Root, data: _TestData) -> tuple[Series, Series]:
    roots, symptoms = ([data.indices[theme] for theme in ids] for ids in (root.themes, root.symptoms))
    return remove_mood(data.series[root.side], data.series[_opposite(root.side)], roots, symptoms)


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
