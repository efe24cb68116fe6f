"""The knowledge base: how an employee pain may become a customer complaint, and what cannot be linked at all.

It proposes pairs and explains them; it never decides that one exists. Users extend it with a file of the same shape.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator

from analyzer.types import Side

# libyaml where PyYAML was built with it: a tenth of the seconds for the same values.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class KnowledgeError(Exception):
    """A knowledge file cannot be used. The message is one sentence for people."""


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


def load(extra: Path | None = None) -> Knowledge:
    """Read the shipped knowledge base and, after it, a user's own file; equal ids are replaced by the user's.

    Raises:
        KnowledgeError: The user's file is no YAML or not of the schema.
    """
    entries = [_parse(file.read_text("utf-8")) for file in shipped_files()]
    if extra is not None:
        entries.append(_checked(extra, _parse((files(__name__) / "schema.yaml").read_text("utf-8"))))
    mechanisms = {m["id"]: _mechanism(m) for entry in entries for m in entry.get("mechanisms", ())}
    placebos = {p["id"]: _read_placebo(p) for entry in entries for p in entry.get("placebos", ())}
    return Knowledge(
        mechanisms=tuple(mechanisms[each] for each in sorted(mechanisms)),
        placebos=tuple(placebos[each] for each in sorted(placebos)),
    )


def shipped_files() -> tuple[Traversable, ...]:
    """Return the shipped files: mechanisms, one file a domino, and placebos."""
    shipped = files(__name__)
    mechanisms = sorted((shipped / "mechanisms").iterdir(), key=lambda file: file.name)
    return (*(file for file in mechanisms if file.name.endswith(".yaml")), shipped / "placebos.yaml")


def _parse(text: str) -> Any:
    return yaml.load(text, _LOADER)  # noqa: S506  # both are safe loaders


def _checked(path: Path, schema: dict[str, Any]) -> dict[str, Any]:
    try:
        entry: Any = _parse(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise KnowledgeError(f"{path.name} cannot be read as a YAML file of mechanisms.") from error
    for flaw in Draft202012Validator(schema).iter_errors(entry):
        where = " → ".join(str(part) for part in flaw.absolute_path) or "the top"
        raise KnowledgeError(f"{path.name} does not follow the knowledge schema at {where}: {flaw.message}.")
    checked: dict[str, Any] = entry
    return checked


def _mechanism(entry: dict[str, Any]) -> Mechanism:
    stages = entry["stages"]
    plain = {name: value for name, value in entry.items() if name != "stages"}
    fields: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in plain.items()}
    return Mechanism(**fields, employee_stage=stages["employee"], customer_stages=tuple(stages["customer"]))


def _read_placebo(entry: dict[str, Any]) -> Placebo:
    return Placebo(entry["id"], Side(entry["side"]), entry["name"], tuple(entry["prototypes"]))


def _voice(mechanism: Mechanism, side: Side) -> Anchor:
    if side is Side.EMPLOYEE:
        return Anchor(mechanism.id, mechanism.employee_name, mechanism.employee_prototypes)
    return Anchor(mechanism.id, mechanism.customer_name, mechanism.customer_prototypes)


def _placebo(placebo: Placebo) -> Anchor:
    return Anchor(placebo.id, placebo.name, placebo.prototypes)
