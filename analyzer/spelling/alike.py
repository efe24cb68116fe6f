"""Find units of the two sides whose names look alike. These are only suggestions for a person to confirm."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from analyzer.spelling.same_units import SameUnits
from analyzer.spelling.unit_keys import unit_key

# A word does not distinguish units if at least this share of a column's units have it, and there are at least so many.
_COMMON_WORD_SHARE = 0.8
_MIN_UNITS_FOR_COMMON_WORDS = 4
# Names with more words are sentences, which have too many runs of words to index.
_MAX_NAME_WORDS = 8


@dataclass(frozen=True, slots=True)
class UnitColumn:
    """The units that one file names; within a file, different names are different units.

    Attributes:
        side: The side whose words the file holds.
        names: Its units, as spelled in the file.
    """

    side: str
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class AlikeUnits:
    """Names of the two sides that may belong to one unit.

    Attributes:
        name: The name that all of them would go by.
        named: (side, name) of each.
    """

    name: str
    named: tuple[tuple[str, str], ...]

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The pairs to record if a person accepts it: (unit, the unit whose name it goes by)."""
        return tuple((other, self.name) for other in sorted({name for _, name in self.named} - {self.name}))

    def names_of(self, side: str) -> tuple[str, ...]:
        """Return the names that one side uses."""
        return tuple(name for of, name in self.named if of == side)


@dataclass(frozen=True, slots=True)
class _Group:
    """A unit, or several that may be one.

    Attributes:
        named: (name, side, column) of each.
        words: The distinguishing words of its name, without numbers.
        numbers: The numbers in its name.
    """

    named: frozenset[tuple[str, str, int]]
    words: tuple[str, ...]
    numbers: tuple[int, ...]

    @property
    def names(self) -> set[str]:
        return {name for name, _, _ in self.named}

    @property
    def sides(self) -> set[str]:
        return {side for _, side, _ in self.named}

    @property
    def columns(self) -> set[int]:
        return {column for _, _, column in self.named}


def find_alike_units(columns: Sequence[UnitColumn], same: SameUnits) -> tuple[AlikeUnits, ...]:
    """Propose which units of the two sides are one: if one name contains the other's words and no third fits.

    Whole normalised words are compared, in order. A word that nearly all units of a column have is ignored. If both
    names have a number, it must be the same; a name that is only a number is compared by it.

    Args:
        columns: The units of each file.
        same: Which units a person has already said to be one.
    """
    groups = _gather(columns, same)
    groups = _merge(groups, _pair_words_with_numbers(groups))
    groups = _merge(groups, _pair_by_contained_words(groups))
    # Two names in one column are two units, however similar.
    clear = (group for group in groups if len(group.named) == len(group.columns))
    return tuple(sorted(map(_propose, filter(_needs_a_person, clear)), key=lambda alike: unit_key(alike.name)))


def _gather(columns: Sequence[UnitColumn], same: SameUnits) -> list[_Group]:
    """Group names with the same distinguishing words and the same numbers."""
    named: dict[str, set[tuple[str, str, int]]] = defaultdict(set)
    common: dict[str, set[str]] = defaultdict(set)
    for number, column in enumerate(columns):
        names = {same.key(name): same.name(name) for name in sorted(column.names) if unit_key(name)}
        words = _common_words(names)
        for key, name in names.items():
            named[key].add((name, column.side, number))
            common[key] |= words
    groups: dict[tuple[tuple[str, ...], tuple[int, ...]], set[tuple[str, str, int]]] = defaultdict(set)
    for key, who in named.items():
        name = min(name for name, _, _ in who)
        groups[_telling_parts(key, common[key])] |= {(name, side, number) for _, side, number in who}
    return [_Group(frozenset(who), *key) for key, who in sorted(groups.items())]


def _common_words(keys: Collection[str]) -> set[str]:
    if len(keys) < _MIN_UNITS_FOR_COMMON_WORDS:
        return set()
    counted = Counter(chain.from_iterable(set(key.split()) for key in keys))
    return {word for word, units in counted.items() if units >= _COMMON_WORD_SHARE * len(keys) and not word.isdecimal()}


def _telling_parts(key: str, common: Collection[str]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    numbers = tuple(int(part) for part in key.split() if part.isdecimal())
    words = tuple(part for part in key.split() if not part.isdecimal())
    telling = tuple(word for word in words if word not in common)
    return (telling if telling or numbers else words), numbers


def _pair_words_with_numbers(groups: Sequence[_Group]) -> Iterator[tuple[int, int]]:
    """Pair a name of words alone, or of a number alone, with the only name that has these and the other part, too."""
    by_half: dict[tuple[str, ...] | tuple[int, ...], list[int]] = defaultdict(list)
    for at, group in enumerate(groups):
        if group.words and group.numbers:
            by_half[group.words].append(at)
            by_half[group.numbers].append(at)
    for at, group in enumerate(groups):
        if not (group.words and group.numbers):
            other, *more = by_half.get(group.words or group.numbers, (at,))
            if other != at and not more and group.columns.isdisjoint(groups[other].columns):
                yield at, other


def _pair_by_contained_words(groups: Sequence[_Group]) -> Iterator[tuple[int, int]]:
    """Pair a name with the only one that contains its words or whose words it contains."""
    containing: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, group in enumerate(groups):
        for run in _runs(group.words):
            containing[run].append(at)
    near: dict[int, set[int]] = defaultdict(set)
    for at, group in enumerate(groups):
        for other in containing.get(group.words, ()):
            if _may_be_one(group, groups[other]):
                near[at].add(other)
                near[other].add(at)
    for at, (other, *more) in near.items():
        if not more and near[other] == {at} and at < other:
            yield at, other


def _runs(words: tuple[str, ...]) -> set[tuple[str, ...]]:
    size = len(words) if len(words) <= _MAX_NAME_WORDS else 0
    return {words[start:end] for start in range(size) for end in range(start + 1, size + 1)}


def _may_be_one(group: _Group, other: _Group) -> bool:
    if group == other or (group.numbers and other.numbers and group.numbers != other.numbers):
        return False
    # If both sides name each of the two, each has its counterpart already.
    lacking = len(group.sides & other.sides) < len(group.sides | other.sides)
    return lacking and group.columns.isdisjoint(other.columns)


def _merge(groups: Sequence[_Group], pairs: Iterable[tuple[int, int]]) -> list[_Group]:
    merged: dict[int, _Group] = dict(enumerate(groups))
    for at, other in pairs:
        # A name with words and number may absorb one group by its words and another by its number.
        one, two = merged.pop(at), merged[other]
        plain = min(one, two, key=lambda group: (not group.words, len(group.words)))
        merged[other] = _Group(one.named | two.named, plain.words, one.numbers or two.numbers)
    return list(merged.values())


def _needs_a_person(group: _Group) -> bool:
    return len(group.names) > 1 and len(group.sides) > 1


def _propose(group: _Group) -> AlikeUnits:
    plainest = min(group.names, key=lambda name: (_is_number(name), len(unit_key(name)), name))
    return AlikeUnits(plainest, tuple(sorted({(side, name) for name, side, _ in group.named})))


def _is_number(name: str) -> bool:
    return all(part.isdecimal() for part in unit_key(name).split())
