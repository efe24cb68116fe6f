"""What a test of co-movement says beside its p-value: how far it may be trusted, and what it could have seen."""

from __future__ import annotations

from dataclasses import dataclass

# Below this p the part within units over time speaks for itself.
WITHIN = 0.05


@dataclass(frozen=True, slots=True)
class Checks:
    """Beside the test of a pair. None of it raises a grade; two things in it may be said aloud: order and size.

    Attributes:
        q_by: p adjusted as Benjamini and Yekutieli do, which holds under any dependence between pairs.
        within: p of the part within units over time alone: each unit's series shifted in a circle, or the specificity's
            where that is larger. Site levels play no part in it, so it is often silent where the swap of sites is not.
        detectable: Effect in natural units that these data would show four times out of five.
        common_cause: Share, 0 to 1, of what is left of both series that something unmeasured would have to account for
            to explain the co-movement away (robustness value, Cinelli & Hazlett 2020).
        reliability: Share of the differences between cells that is not noise, 0 to 1, of the noisier side.
        leads: Best correlation with employees first by one period or more, -1 to 1; None where time is too short.
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
        """Whether a pair moves together within units over time, too, and not only between them."""
        return self.within <= WITHIN


@dataclass(frozen=True, slots=True)
class Conditioning:
    """What taking one theme into account does to the links around it (analyzer/link/ailments says how it is measured).

    Attributes:
        among: Mean correlation among the symptoms, -1 to 1.
        among_p: Permutation p-value of that.
        removed: Share of it that is gone once the root is taken into account, freed of noise; 1 is all of it.
        low: Lower end of the 95 % interval of that share.
        high: Upper end.
        p: Permutation p-value of the fall.
        by_symptom: The largest share of the other associations gone once a symptom is taken into account, likewise.
        kept_low: What then remains of the root's other links at least, as a share (95 %, one-sided).
    """

    among: float
    among_p: float
    removed: float
    low: float
    high: float
    p: float
    by_symptom: float
    kept_low: float
