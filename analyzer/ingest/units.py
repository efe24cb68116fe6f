"""Group the spellings of units that records name, and say which units the other side names, too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from analyzer.ingest.answers import says_nothing
from analyzer.spelling import Column, SameUnits, place_of
from analyzer.wording.counts import how_many


@dataclass(frozen=True, slots=True)
class NamedUnit:
    """A unit as one side's records name it.

    Attributes:
        place: Its normalised name (``place_of``); units are compared by it.
        name: Its most frequent spelling.
        records: How many records name it, in any spelling.
        others: Its other spellings.
    """

    place: str
    name: str
    records: int
    others: tuple[str, ...] = ()


def gather_units(spelled: Mapping[str, int], known: SameUnits) -> tuple[NamedUnit, ...]:
    """Group the spellings of each unit; the unit with most records comes first.

    Args:
        spelled: Spelling → records.
        known: Which units a person has said to be one.
    """
    spellings: dict[str, Counter[str]] = {}
    for unit, records in sorted(spelled.items()):
        if name := " ".join(unit.split()):
            spellings.setdefault(known.place(unit), Counter())[name] += records
    found = (_merge_spellings(place, counted) for place, counted in spellings.items())
    return tuple(sorted(found, key=lambda unit: (-unit.records, unit.name)))


def merge_units(units: Iterable[NamedUnit], known: SameUnits) -> tuple[NamedUnit, ...]:
    """Merge units that were grouped separately, or before it was known which are one."""
    spelled: Counter[str] = Counter()
    for unit in units:
        # The counts of the other spellings are not known; only the most frequent one matters.
        spelled.update({unit.name: unit.records, **dict.fromkeys(unit.others, 0)})
    return gather_units(spelled, known)


def count_known_units(values: Iterable[str], places: Collection[str]) -> tuple[float, int]:
    """Return the share of a column's filled cells that name known units, and the number of units named.

    A cell without a letter never counts: a rating looks the same as the number of a store.

    Args:
        values: The cells.
        places: The known units, in the form that ``place_of`` returns.
    """
    filled = Counter(text for value in values if (text := value.strip()) and not says_nothing(text))
    found = {text: place_of(text) for text in filled if any(map(str.isalpha, text))}
    known = {text: place for text, place in found.items() if place in places}
    share = sum(filled[text] for text in known) / filled.total() if filled else 0.0
    return share, len(set(known.values()))


def column_of(side: str, units: Iterable[NamedUnit]) -> Column:
    """Collect the names of units of one file, as input to ``find_alike``."""
    return Column(side, frozenset(name for unit in units for name in (unit.name, *unit.others)))


def say_shared(own: Sequence[NamedUnit], other: Collection[str]) -> str:
    """Say in a sentence how many units the other side names, too, without naming any.

    Args:
        own: The units of one side.
        other: The units of the other side, in the form that ``place_of`` returns.
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
    """Tell whether the other side names units, but lacks some of these: then a person may say which are the same."""
    return bool(other) and any(unit.place not in other for unit in own)


def _merge_spellings(place: str, counted: Counter[str]) -> NamedUnit:
    names = [name for name, _ in counted.most_common()]
    return NamedUnit(place, names[0], counted.total(), tuple(names[1:]))
