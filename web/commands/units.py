"""What the command line says of the units that files name, and of those that both sides name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from analyzer.ingest import HOW_TO_SHARE, NamedUnit, gather_units, lack_counterparts, say_shared
from analyzer.pipeline import Store
from analyzer.types import Side
from models.queries import count_units
from web.commands.ground import find_home
from web.commands.lines import cut, wrap

Units = Mapping[Side, Sequence[NamedUnit]]

_SIDES = {Side.EMPLOYEE: "Employees", Side.CUSTOMER: "Customers"}
_SHOWN = 40
_LONGEST = 60


def units_of(looks: Iterable[Mapping[str, Any]], stored: Sequence[NamedUnit] = ()) -> tuple[NamedUnit, ...]:
    """Bring together the units of several files of one side, and those of what was handed in before.

    Args:
        looks: The files, each as the JSON of ``look``.
        stored: The units of records that are stored; a record that a file holds again counts twice.
    """
    named = [
        *((unit["name"], unit["records"], unit["spellings"]) for found in looks for unit in found.get("units", ())),
        *((unit.name, unit.records, unit.others) for unit in stored),
    ]
    spelled: Counter[str] = Counter()
    for name, records, others in named:
        # Which spelling is how frequent does not matter but for the first.
        spelled.update({name: records, **dict.fromkeys(others, 0)})
    return gather_units(spelled)


def units_in_home(side: Side) -> tuple[NamedUnit, ...]:
    """Look up which units a side's stored records name; no home is made for it."""
    home = find_home()
    if home is None:
        return ()
    with home.sessions() as session:
        return gather_units(count_units(session, side))


def units_of_uploads(store: Store, uploads: Sequence[int]) -> Units:
    """Look up which units the records of some uploads name, by side."""
    with store.sessions() as session:
        return {side: gather_units(count_units(session, side, uploads)) for side in Side}


def describe_units(units: Units, sides: Sequence[Side], width: int) -> str:
    """List units of the sides named, those that the other side names too and those that it does not."""
    blocks, lacking = [], False
    for side in sides:
        other = {unit.place for each in Side if each is not side for unit in units[each]}
        shared = [unit for unit in units[side] if unit.place in other]
        alone = [unit for unit in units[side] if unit.place not in other]
        blocks.append(wrap(f"{_SIDES[side]}: {say_shared(units[side], other)}", width))
        blocks += [wrap(f"named on both sides: {_list(shared)}", width, "  ")] if shared else []
        blocks += [wrap(f"{'on this side alone: ' if other else ''}{_list(alone)}", width, "  ")] if alone else []
        lacking = lacking or lack_counterparts(units[side], other)
    return "\n".join((*blocks, wrap(HOW_TO_SHARE, width)) if lacking else blocks)


def differ(units: Units) -> bool:
    """Whether both sides name units and not the same ones."""
    places = [{unit.place for unit in units[side]} for side in Side]
    return all(places) and places[0] != places[1]


def _list(units: Sequence[NamedUnit]) -> str:
    listed = ", ".join(map(_name, units[:_SHOWN]))
    return f"{listed} and {len(units) - _SHOWN} more" if len(units) > _SHOWN else listed


def _name(unit: NamedUnit) -> str:
    also = f", also {', '.join(cut(name, _LONGEST) for name in unit.others[:3])}" if unit.others else ""
    return f"{cut(unit.name, _LONGEST)} ({unit.records}{also})"
