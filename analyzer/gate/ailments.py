"""Which ailments a reader may see, and how much of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analyzer.gate.values import GatedAilment

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from analyzer.gate.texts import Texts
    from analyzer.gate.values import GatedLink
    from analyzer.types import Ailment

# With fewer there is nothing to have in common.
FEWEST_SYMPTOMS = 2


def gate_ailments(ailments: Iterable[Ailment], links: Sequence[GatedLink], texts: Texts) -> tuple[GatedAilment, ...]:
    """Keep of each ailment the links that are shown; how many are not is told nowhere.

    Args:
        ailments: Of the analysis.
        links: The links that a reader may see.
        texts: Lets a sentence pass, or not.
    """
    shown = {(link.employee.id, link.customer.id) for link in links}
    gated = (_gate(ailment, shown, texts) for ailment in ailments if ailment.is_one)
    return tuple(ailment for ailment in gated if ailment is not None)


def _gate(ailment: Ailment, shown: set[tuple[str, str]], texts: Texts) -> GatedAilment | None:
    links = tuple(pair for pair in ailment.links if pair in shown)
    themes = {theme for pair in links for theme in pair}
    symptoms = tuple(symptom for symptom in ailment.symptoms if symptom in themes)
    if len(symptoms) < FEWEST_SYMPTOMS:
        return None
    # What was said and measured of all links holds for all of them alone.
    whole, measured = links == ailment.links, ailment.conditioning
    return GatedAilment(
        side=ailment.side,
        roots=tuple(root for root in ailment.roots if root in themes),
        symptoms=symptoms,
        links=links,
        grade=ailment.grade,
        sentence=texts.passed(ailment.sentence) if whole else "",
        levers=ailment.levers,
        removed=(measured.removed, measured.low, measured.high) if whole and measured else None,
    )
