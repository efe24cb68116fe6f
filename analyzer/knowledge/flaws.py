"""Validate a knowledge file: one sentence for each flaw."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING, Any

from analyzer.knowledge.values import Knowledge
from analyzer.types import Side
from analyzer.wording import causal_verbs

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

# Most characters of an offending value that are quoted.
_QUOTED = 60
_KINDS = {"string": "text", "array": "a list", "object": "a block of fields", "integer": "a whole number"}


def find_flaws(entry: Any, schema: Mapping[str, Any], shipped: Knowledge) -> tuple[str, ...]:
    """Find all reasons why a user's own file cannot be used.

    Args:
        entry: The parsed YAML.
        schema: The JSON Schema that it has to follow.
        shipped: The shipped knowledge: no two mechanisms may share a prototype.

    Returns:
        One sentence per flaw, without repeats, in the order of the entries; empty where the file can be used.
    """
    # Imported here because it is slow, and hardly any run has a user's own file.
    from jsonschema import Draft202012Validator

    errors = sorted(Draft202012Validator(schema).iter_errors(entry), key=_place)
    if errors:
        return tuple(dict.fromkeys(f"{_name(entry, error)}{_say(error)}" for error in errors))
    mechanisms, placebos = entry.get("mechanisms", ()), entry.get("placebos", ())
    found = chain(
        _said_twice(each["id"] for each in (*mechanisms, *placebos)),
        *(_own_flaws(each) for each in mechanisms),
        _echoes(mechanisms, placebos, shipped),
    )
    return tuple(dict.fromkeys(found)) or (() if mechanisms or placebos else ("It holds no mechanism and no placebo.",))


def _place(error: ValidationError) -> list[tuple[int, str]]:
    return [(part, "") if isinstance(part, int) else (-1, part) for part in error.absolute_path]


def _name(entry: Any, error: ValidationError) -> str:
    """Name the place: "X01, customer_prototypes, number 3: "."""
    path = list(error.absolute_path)
    names = []
    if len(path) > 1 and isinstance(path[1], int):
        held = entry[path[0]][path[1]]
        identifier = held.get("id") if isinstance(held, dict) else None
        names.append(identifier if isinstance(identifier, str) else f"{path[0]}, number {path[1] + 1}")
        path = path[2:]
    names += [f"number {part + 1}" if isinstance(part, int) else str(part) for part in path]
    return f"{', '.join(names) or 'The file'}: "


def _say(error: ValidationError) -> str:
    limit, given = error.validator_value, error.instance
    say = _SAY.get(str(error.validator))
    return say(limit, given, error.schema) if say else f"{error.message}."


def _quote(given: Any) -> str:
    text = repr(given)
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…"


def _missing(limit: Any, given: Any, _: Any) -> str:
    return f"missing {_listed(name for name in limit if name not in given)}."


def _unknown(_: Any, given: Any, schema: Any) -> str:
    unknown = _listed(str(name) for name in given if name not in schema["properties"])
    return f"unknown {unknown}; known are {_listed(schema['properties'])}."


def _kind(limit: Any, given: Any, _: Any) -> str:
    quotes = " Put it in quotes." if limit == "string" and not isinstance(given, list | dict) else ""
    return f"must be {_KINDS.get(limit, limit)}, and {'nothing' if given is None else _quote(given)} is not.{quotes}"


_SAY: Mapping[str, Callable[[Any, Any, Any], str]] = {
    "required": _missing,
    "additionalProperties": _unknown,
    "type": _kind,
    "enum": lambda limit, given, _: f"{_quote(given)} is none of {_listed(limit)}.",
    "const": lambda limit, given, _: f"must be {limit}, not {_quote(given)}.",
    "minItems": lambda limit, given, _: f"has {len(given)} of at least {limit} entries.",
    "maxItems": lambda limit, given, _: f"has {len(given)} entries, and {limit} are the most.",
    "minLength": lambda limit, given, _: f"{_quote(given)} is too short, at least {limit} characters are needed.",
    "maxLength": lambda limit, given, _: f"has {len(given)} characters, and {limit} are the most.",
    "minimum": lambda limit, given, _: f"{given} is too small, the least is {limit}.",
    "maximum": lambda limit, given, _: f"{given} is too large, the most is {limit}.",
    "pattern": lambda _, given, __: f"{_quote(given)} is no id: that is a capital and 1 to 15 letters, digits, - or _.",
}


def _said_twice(identifiers: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for identifier in identifiers:
        if identifier in seen:
            yield f"{identifier}: the file has this id twice."
        seen.add(identifier)


def _own_flaws(mechanism: Mapping[str, Any]) -> Iterator[str]:
    name, (first, last) = mechanism["id"], mechanism["lags"]
    if first > last:
        yield f"{name}, lags: the first, {first}, is later than the last, {last}."
    elif (first < 0) == (mechanism["direction"] == "employee_to_customer"):
        sign = "0 or more" if first < 0 else "below 0"
        yield f"{name}, lags: with the direction {mechanism['direction']} the first has to be {sign}, not {first}."
    if verbs := causal_verbs(mechanism["sentence"]):
        yield f"{name}, sentence: {verbs[0]!r} claims a cause; say how the one may become the other without it."


def _echoes(mechanisms: Iterable[Any], placebos: Iterable[Any], shipped: Knowledge) -> Iterator[str]:
    """Find prototypes that two entries share, and that therefore cannot distinguish them."""
    replaced = {each["id"] for each in (*mechanisms, *placebos)}
    for side in Side:
        anchors = [(anchor.id, anchor.prototypes) for anchor in shipped.anchors(side) if anchor.id not in replaced]
        own = [(each["id"], each[f"{side}_prototypes"]) for each in mechanisms]
        own += [(each["id"], each["prototypes"]) for each in placebos if each["side"] == side]
        owners: dict[str, str] = {}
        for owner, prototypes in (*anchors, *own):
            for text in prototypes:
                if (other := owners.setdefault(text.casefold(), owner)) != owner:
                    yield f"{owner}: the {side} prototype {_quote(text)} stands in {other} too."


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
