"""What is reported beside the p-value of a co-movement test: how robust it is, and what it could have detected."""

from __future__ import annotations

from dataclasses import dataclass

# Significance level for the co-movement within units over time.
WITHIN = 0.05


@dataclass(frozen=True, slots=True)
class Checks:
    """Diagnostics beside the test of a pair. None of them raises a grade; reports may only state order and size.

    Attributes:
        q_by: p adjusted by Benjamini-Yekutieli, which holds under any dependence between pairs.
        within: p of the co-movement within units over time alone: each unit's series is shifted circularly; or the p of
            specificity where that is larger. Site levels do not count here, so it often finds nothing where the swap of
            sites does.
        detectable: Effect in natural units that these data would detect with a power of .80.
        common_cause: Robustness value: share, 0 to 1, of the residual variance of both series that an unmeasured common
            cause would have to account for to explain the co-movement away (Cinelli & Hazlett 2020).
        reliability: Share of the differences between cells that is not noise, 0 to 1, of the noisier side.
        leads: Best correlation with employees first by one period or more, -1 to 1; None with too few periods.
        follows: The same with customers first.
        order: 99 % interval of ``leads`` less ``follows``.
    """

    q_by: float
    within: float
    detectable: float
    common_cause: float
    reliability: float
    leads: float | None = None
    follows: float | None = None
    order: tuple[float, float] | None = None

    @property
    def over_time(self) -> bool:
        """Whether a pair also moves together within units over time, and not only between them."""
        return self.within <= WITHIN


@dataclass(frozen=True, slots=True)
class Conditioning:
    """How conditioning on one theme changes the links around it (analyzer/link/ailments says how it is measured).

    Attributes:
        among: Mean correlation among the symptoms, -1 to 1.
        among_p: Its permutation p-value.
        removed: Share of it that is gone when the root is conditioned on, corrected for noise; 1 is all of it.
        low: Lower end of the 95 % interval of that share.
        high: Upper end.
        p: Permutation p-value of that share.
        by_symptom: The largest share of the root's other links that is gone when a symptom is conditioned on, likewise.
        kept_low: Lower bound of the share of the root's other links that then remains (95 %, one-sided).
    """

    among: float
    among_p: float
    removed: float
    low: float
    high: float
    p: float
    by_symptom: float
    kept_low: float
