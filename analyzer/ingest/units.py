"""Group the spellings of units that records name, and say which units the other side names, too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from analyzer.ingest.answers import says_nothing
from analyzer.spelling import SameUnits, UnitColumn, unit_key
from analyzer.wording.counts import how_many


@dataclass(frozen=True, slots=True)
class NamedUnit:
    """A unit as one side's records name it.

    Attributes:
        key: Its normalised name (``unit_key``); units are compared by it.
        name: Its most frequent spelling.
        records: How many records name it, in any spelling.
        others: Its other spellings.
        months: The months of its dated records, numbered as by ``month_of``.
    """

    key: str
    name: str
    records: int
    others: tuple[str, ...] = ()
    months: frozenset[int] = frozenset()


def gather_units(
    spelled: Mapping[str, int], known: SameUnits, months: Mapping[str, Collection[int]] | None = None
) -> tuple[NamedUnit, ...]:
    """Group the spellings of each unit; the unit with most records comes first.

    Args:
        spelled: Spelling → records.
        known: Which units a person has said to be one.
        months: Spelling → months of its dated records, where these are counted.
    """
    spellings: dict[str, Counter[str]] = {}
    spoken: dict[str, set[int]] = {}
    for unit, records in sorted(spelled.items()):
        if name := " ".join(unit.split()):
            key = known.key(unit)
            spellings.setdefault(key, Counter())[name] += records
            spoken.setdefault(key, set()).update((months or {}).get(unit, ()))
    found = (_merge_spellings(key, counted, frozenset(spoken[key])) for key, counted in spellings.items())
    return tuple(sorted(found, key=lambda unit: (-unit.records, unit.name)))


def merge_units(units: Iterable[NamedUnit], known: SameUnits) -> tuple[NamedUnit, ...]:
    """Merge units that were grouped separately, or before it was known which are one."""
    spelled: Counter[str] = Counter()
    months: dict[str, set[int]] = {}
    for unit in units:
        months.setdefault(unit.name, set()).update(unit.months)
        # The counts of the other spellings are not known; only the most frequent one matters.
        spelled.update({unit.name: unit.records, **dict.fromkeys(unit.others, 0)})
    return gather_units(spelled, known, months)


def count_known_units(values: Iterable[str], keys: Collection[str]) -> tuple[float, int]:
    """Return the share of a column's filled cells that name known units, and the number of units named.

    A cell without a letter never counts: a rating looks the same as the number of a store.

    Args:
        values: The cells.
        keys: The known units, in the form that ``unit_key`` returns.
    """
    filled = Counter(text for value in values if (text := value.strip()) and not says_nothing(text))
    found = {text: unit_key(text) for text in filled if any(map(str.isalpha, text))}
    known = {text: key for text, key in found.items() if key in keys}
    share = sum(filled[text] for text in known) / filled.total() if filled else 0.0
    return share, len(set(known.values()))


def unit_column(side: str, units: Iterable[NamedUnit]) -> UnitColumn:
    """Collect the names of units of one file, as input to ``find_alike_units``."""
    return UnitColumn(side, frozenset(name for unit in units for name in (unit.name, *unit.others)))


def say_shared(own: Sequence[NamedUnit], other: Collection[str]) -> str:
    """Say in a sentence how many units the other side names, too, without naming any.

    Args:
        own: The units of one side.
        other: The units of the other side, in the form that ``unit_key`` returns.
    """
    count = how_many(len(own), "unit")
    if not own:
        return (
            "No record names a unit (site, store, department), so nothing can be tested against the other side. "
            "If a column holds it, say which."
        )
    if not other:
        return f"{count}. The other side names none yet; both sides meet in units of the same name."
    shared = sum(unit.key in other for unit in own)
    if shared == len(own):
        return f"{count}, {'named' if shared == 1 else 'all named'} on the other side too."
    if shared:
        verb = "is" if shared == 1 else "are"
        return f"{shared} of {count} {verb} named on the other side too; only there can both sides be compared."
    subject = "This unit is not" if len(own) == 1 else f"None of these {count} is"
    return f"{subject} named on the other side, so no link can be tested."


def has_unmatched_units(own: Sequence[NamedUnit], other: Collection[str]) -> bool:
    """Tell whether the other side names units, but lacks some of these: then a person may say which are the same."""
    return bool(other) and any(unit.key not in other for unit in own)


def _merge_spellings(key: str, counted: Counter[str], months: frozenset[int]) -> NamedUnit:
    names = [name for name, _ in counted.most_common()]
    return NamedUnit(key, names[0], counted.total(), tuple(names[1:]), months)
