"""The units that records name, each once however it is spelled, and which of them the other side names too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from analyzer.spelling import place_of
from analyzer.wording.counts import how_many

HOW_TO_SHARE = (
    "Write the same name on both sides where they mean the same unit, and hand in again what was changed; "
    "if these are no units, say which column holds them."
)


@dataclass(frozen=True, slots=True)
class NamedUnit:
    """A unit as one side's records name it.

    Attributes:
        place: The form in which units are compared.
        name: Its most frequent spelling.
        records: How many records name it, in any spelling.
        others: Its other spellings.
    """

    place: str
    name: str
    records: int
    others: tuple[str, ...] = ()


def gather_units(spelled: Mapping[str, int]) -> tuple[NamedUnit, ...]:
    """Bring spellings of one unit together; the unit of most records first.

    Args:
        spelled: Spelling → records.
    """
    spellings: dict[str, Counter[str]] = {}
    for unit, records in sorted(spelled.items()):
        if name := " ".join(unit.split()):
            spellings.setdefault(place_of(unit), Counter())[name] += records
    found = (_bring_together(place, counted) for place, counted in spellings.items())
    return tuple(sorted(found, key=lambda unit: (-unit.records, unit.name)))


def say_shared(own: Sequence[NamedUnit], other: Collection[str]) -> str:
    """Say in a sentence how many units the other side names too, naming none of them.

    Args:
        own: The units of one side.
        other: The places that the other side names.
    """
    count = how_many(len(own), "unit")
    if not own:
        return (
            "No record names a unit (site, store, department), so nothing can be tested against the other side. "
            "If a column holds it, say which."
        )
    if not other:
        return f"{count}. The other side names none yet; both sides meet in units of the same name."
    shared = sum(unit.place in other for unit in own)
    if shared == len(own):
        return f"{count}, {'named' if shared == 1 else 'all named'} on the other side too."
    if shared:
        verb = "is" if shared == 1 else "are"
        return f"{shared} of {count} {verb} named on the other side too; only there can both sides be compared."
    subject = "This unit is not" if len(own) == 1 else f"None of these {count} is"
    return f"{subject} named on the other side, so no link can be tested."


def lack_counterparts(own: Sequence[NamedUnit], other: Collection[str]) -> bool:
    """Whether the other side names units, and not all of these: then ``HOW_TO_SHARE`` helps."""
    return bool(other) and any(unit.place not in other for unit in own)


def _bring_together(place: str, counted: Counter[str]) -> NamedUnit:
    names = [name for name, _ in counted.most_common()]
    return NamedUnit(place, names[0], counted.total(), tuple(names[1:]))
