"""Describe on the command line the units that files name: which both sides name, and which look alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from analyzer.events import month_of
from analyzer.ingest import NamedUnit, has_unmatched_units, merge_units, say_shared, unit_column
from analyzer.pipeline import Store, describe_needs, join_units, known_places, known_units, stored_columns, stored_units
from analyzer.spelling import AlikeUnits, SameUnits, find_alike_units
from analyzer.types import Side
from analyzer.wording.counts import how_many
from models.queries import stored_uploads
from web.commands.environment import open_home_if_made
from web.commands.lines import cut, wrap

Units = Mapping[Side, Sequence[NamedUnit]]

_SIDES = {Side.EMPLOYEE: "Employees", Side.CUSTOMER: "Customers"}
_MAX_UNITS = 40
_MAX_NAME_LENGTH = 60
_ALIKE = "look alike. Where they are the same, say --alike to count all of these as one, or name two of them:"
_COUNTED = "look alike and count as one, as --alike says:"
_HOW_TO_JOIN = (
    "Where two names mean one unit, say so: headwater units join NAME OTHER. "
    "If these are no units, say which column holds them (--map)."
)


@dataclass(frozen=True, slots=True)
class UnitsOverview:
    """The units of both sides.

    Attributes:
        units: The units, by side.
        alike: Names that look like one unit.
        accepted: Whether these count as one.
        stored: The sides whose stored records name units.
    """

    units: Units
    alike: Sequence[AlikeUnits] = ()
    accepted: bool = False
    stored: frozenset[Side] = frozenset()

    @property
    def keys(self) -> list[set[str]]:
        """The units of each side, in the form in which units are compared."""
        return [{unit.key for unit in self.units[side]} for side in Side]

    @property
    def differ(self) -> bool:
        """Whether both sides name units, but not the same ones."""
        first, second = self.keys
        return bool(self.alike) or (bool(first and second) and first != second)


def units_overview(
    looks: Mapping[Side, Sequence[Mapping[str, Any]]],
    store: Store | None,
    uploads: Sequence[int] | None,
    *,
    accepted: bool = False,
) -> UnitsOverview:
    """Combine the units of files with those of stored records; a record that is in both counts twice.

    Args:
        looks: The files of each side, each as the JSON of ``look_at_file``.
        store: The installation with stored records and declared units, if there is one.
        uploads: Whose records count; None for all.
        accepted: Whether names that look alike count as one.
    """
    files = {side: [_named(found) for found in looks.get(side, ())] for side in Side}
    columns = [unit_column(side, units) for side in Side for units in files[side]]
    known = SameUnits()
    stored: dict[Side, Sequence[NamedUnit]] = dict.fromkeys(Side, ())
    if store:
        with store.sessions() as session:
            known = known_units(session)
            columns += stored_columns(session, uploads)
            for side in Side:
                stored[side] = stored_units(session, side, known, uploads)
    alike = find_alike_units(columns, known)
    if accepted:
        known = known.joined(pair for each in alike for pair in each.pairs)
    every = {side: (*(unit for units in files[side] for unit in units), *stored[side]) for side in Side}
    units = {side: merge_units(every[side], known) for side in Side}
    return UnitsOverview(units, alike, accepted, frozenset(side for side in Side if stored[side]))


def stored_places(store: Store | None) -> frozenset[str]:
    """List the units of stored records, in the form in which units are compared."""
    if store is None:
        return frozenset()
    with store.sessions() as session:
        return known_places(session)


def describe_units(places: UnitsOverview, sides: Sequence[Side], width: int) -> str:
    """List units of some sides: those that the other side names too, and those that it does not."""
    blocks, lacking, units = [], False, places.units
    for side in sides:
        other = {unit.key for each in Side if each is not side for unit in units[each]}
        shared = [unit for unit in units[side] if unit.key in other]
        alone = [unit for unit in units[side] if unit.key not in other]
        blocks.append(wrap(f"{_SIDES[side]}: {say_shared(units[side], other)}", width))
        blocks += [wrap(f"named on both sides: {_list(shared)}", width, "  ")] if shared else []
        blocks += [wrap(f"{'on this side alone: ' if other else ''}{_list(alone)}", width, "  ")] if alone else []
        lacking = lacking or has_unmatched_units(units[side], other)
    blocks += _describe_alike(places, width)
    return "\n".join((*blocks, wrap(_HOW_TO_JOIN, width)) if lacking and not places.alike else blocks)


def describe_test(places: UnitsOverview, width: int) -> str:
    """Say what a test needs and how much of it there is; "" if a side names no unit."""
    first, second = places.keys
    return wrap(describe_needs(places.units, first & second), width) if first and second else ""


def describe_other_side(found: Mapping[str, Any], side: Side, width: int) -> str:
    """Describe which units of a file the other side's stored records name; no installation is created for it."""
    uploads, home = [], open_home_if_made()
    if home:
        with home.sessions() as session:
            uploads = [upload.id for upload in stored_uploads(session, [each for each in Side if each is not side])]
    return describe_units(units_overview({side: [found]}, home, uploads), [side], width)


def join_similar_units(store: Store, uploads: Sequence[int], *, accepted: bool) -> UnitsOverview:
    """Collect the units of uploads and, if that is accepted, declare units whose names look alike to be one."""
    places = units_overview({}, store, uploads, accepted=accepted)
    if accepted:
        join_units(store, [pair for each in places.alike for pair in each.pairs])
    return places


def describe_alike(alike: AlikeUnits) -> str:
    """Say which names of the two sides look like one unit."""
    names = (", ".join(cut(name, _MAX_NAME_LENGTH) for name in alike.names_of(side)) for side in Side)
    return " = ".join(f"{listed} ({_SIDES[side].lower()})" for side, listed in zip(Side, names, strict=True))


def _describe_alike(places: UnitsOverview, width: int) -> list[str]:
    if not places.alike:
        return []
    counted = how_many(len(places.alike), "unit")
    lines = [f"Names of {counted} {_COUNTED if places.accepted else _ALIKE}"]
    if not places.accepted:
        unit, other = places.alike[0].pairs[0]
        lines[0] += f' headwater units join "{unit}" "{other}".'
    listed = [wrap(describe_alike(each), width, "  ") for each in places.alike[:_MAX_UNITS]]
    more = [f"  and {len(places.alike) - _MAX_UNITS} more"] if len(places.alike) > _MAX_UNITS else []
    return [*(wrap(line, width) for line in lines), *listed, *more]


def _named(found: Mapping[str, Any]) -> list[NamedUnit]:
    return [
        NamedUnit("", unit["name"], unit["records"], tuple(unit["spellings"]), frozenset(map(_month, unit["months"])))
        for unit in found.get("units", ())
    ]


def _month(text: str) -> int:
    return month_of(date.fromisoformat(f"{text}-01"))


def _list(units: Sequence[NamedUnit]) -> str:
    listed = ", ".join(map(_name, units[:_MAX_UNITS]))
    return f"{listed} and {len(units) - _MAX_UNITS} more" if len(units) > _MAX_UNITS else listed


def _name(unit: NamedUnit) -> str:
    also = f", also {', '.join(cut(name, _MAX_NAME_LENGTH) for name in unit.others[:3])}" if unit.others else ""
    return f"{cut(unit.name, _MAX_NAME_LENGTH)} ({unit.records}{also})"
