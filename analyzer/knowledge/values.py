"""What the knowledge base holds."""

from __future__ import annotations

from dataclasses import dataclass

from analyzer.types import Side


class KnowledgeError(Exception):
    """A knowledge file cannot be used.

    Attributes:
        flaws: What is wrong with it, one sentence each. The error's own message names the first.
    """

    def __init__(self, name: str, flaws: tuple[str, ...]) -> None:
        self.flaws = flaws
        more = f" That is flaw 1 of {len(flaws)}; headwater knowledge --check names them all." if flaws[1:] else ""
        super().__init__(f"{name} cannot be used as knowledge: {flaws[0]}{more}")


@dataclass(frozen=True, slots=True)
class Mechanism:
    """One way in which an employee pain may become a customer complaint.

    Attributes:
        id: "M01" and so on.
        version: Grows with each change of meaning.
        employee_name: The pain in a few words.
        customer_name: The complaint in a few words.
        sentence: How the one may become the other; shown as a possible explanation, never as a finding.
        domino: Which of the six dominoes it belongs to, "D1" to "D6".
        levers: What a leader can change.
        employee_stage: Where on the employee's journey.
        customer_stages: Where on the customer's journey.
        layer: "core" (operations, leadership) or "surface" (touchpoint).
        rivals: Other explanations to rule out.
        contradict: What would speak against it here, one sentence.
        actions: What a leader can do about it, two to four short imperatives.
        direction: Who is expected to feel it first: "employee_to_customer", "reverse" or "both".
        lags: First and last number of periods by which customers may follow; negative where they may come first.
        tier: How well published evidence supports it, "T1" (experiments) to "T4" (general knowledge).
        sources: Reference marks.
        employee_prototypes: How employees say it.
        customer_prototypes: How customers say it.
    """

    id: str
    version: int
    employee_name: str
    customer_name: str
    sentence: str
    domino: str
    levers: tuple[str, ...]
    employee_stage: str
    customer_stages: tuple[str, ...]
    layer: str
    rivals: tuple[str, ...]
    contradict: str
    actions: tuple[str, ...]
    direction: str
    lags: tuple[int, int]
    tier: str
    sources: tuple[str, ...]
    employee_prototypes: tuple[str, ...]
    customer_prototypes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Placebo:
    """A matter of one side that cannot touch the other: a link that involves it is false by construction."""

    id: str
    side: Side
    name: str
    prototypes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Anchor:
    """What themes of one side can be anchored in: a mechanism's or a placebo's voice on that side."""

    id: str
    name: str
    prototypes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Mechanisms and placebos, each with a distinct id."""

    mechanisms: tuple[Mechanism, ...]
    placebos: tuple[Placebo, ...]

    def mechanism(self, identifier: str | None) -> Mechanism | None:
        """Return the mechanism of that id, or None where there is none."""
        return next((m for m in self.mechanisms if m.id == identifier), None)

    def anchors(self, side: Side) -> tuple[Anchor, ...]:
        """Return everything that a theme of one side can be anchored in."""
        return (*(_voice(m, side) for m in self.mechanisms), *(_placebo(p) for p in self.placebos if p.side is side))


def _voice(mechanism: Mechanism, side: Side) -> Anchor:
    if side is Side.EMPLOYEE:
        return Anchor(mechanism.id, mechanism.employee_name, mechanism.employee_prototypes)
    return Anchor(mechanism.id, mechanism.customer_name, mechanism.customer_prototypes)


def _placebo(placebo: Placebo) -> Anchor:
    return Anchor(placebo.id, placebo.name, placebo.prototypes)
