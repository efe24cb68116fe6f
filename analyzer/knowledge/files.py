"""Load the knowledge base: the shipped files, then a user's own file."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

import yaml

from analyzer.knowledge.flaws import find_flaws
from analyzer.knowledge.values import Knowledge, KnowledgeError, Mechanism, Placebo
from analyzer.types import Side
from analyzer.wordlists import parse_yaml

_Entry = TypeVar("_Entry", Mechanism, Placebo)


def load(extra: Path | None = None) -> Knowledge:
    """Read the shipped knowledge base and then a user's own file, whose entries replace shipped ones with the same id.

    Raises:
        KnowledgeError: The user's file cannot be used.
    """
    shipped = _shipped()
    if extra is None:
        return shipped
    own = read_own(extra)
    return Knowledge(_merge(shipped.mechanisms, own.mechanisms), _merge(shipped.placebos, own.placebos))


def read_own(path: Path) -> Knowledge:
    """Read a user's own file by itself.

    Raises:
        KnowledgeError: It cannot be used; all its flaws are listed.
    """
    try:
        entry: Any = parse_yaml(path.read_text("utf-8"))
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise KnowledgeError(path.name, (f"The file cannot be opened: {reason}.",)) from error
    except UnicodeDecodeError as error:
        raise KnowledgeError(path.name, ("The file is not in UTF-8.",)) from error
    except yaml.YAMLError as error:
        raise KnowledgeError(path.name, (_say_where(error),)) from error
    if flaws := find_flaws(entry, _schema(), _shipped()):
        raise KnowledgeError(path.name, flaws)
    return _build([entry])


def shipped_files() -> tuple[Traversable, ...]:
    """Return the shipped files: mechanisms, one file a domino, and placebos."""
    shipped = files("analyzer.knowledge")
    mechanisms = sorted((shipped / "mechanisms").iterdir(), key=lambda file: file.name)
    return (*(file for file in mechanisms if file.name.endswith(".yaml")), shipped / "placebos.yaml")


@cache
def _shipped() -> Knowledge:
    return _build(parse_yaml(file.read_text("utf-8")) for file in shipped_files())


@cache
def _schema() -> dict[str, Any]:
    schema: dict[str, Any] = parse_yaml((files("analyzer.knowledge") / "schema.yaml").read_text("utf-8"))
    return schema


def _say_where(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    where = f" It breaks off at line {mark.line + 1}, column {mark.column + 1}." if mark else ""
    return f"The file is not YAML.{where}"


def _build(entries: Iterable[dict[str, Any]]) -> Knowledge:
    held = list(entries)
    mechanisms = (_mechanism(each) for entry in held for each in entry.get("mechanisms", ()))
    placebos = (_placebo(each) for entry in held for each in entry.get("placebos", ()))
    return Knowledge(_merge(mechanisms), _merge(placebos))


def _merge(*several: Iterable[_Entry]) -> tuple[_Entry, ...]:
    """Merge entries, later ones replacing earlier ones; sorted by id, so that results do not depend on file order."""
    by_id = {each.id: each for each in chain(*several)}
    return tuple(by_id[identifier] for identifier in sorted(by_id, key=_id_key))


def _id_key(identifier: str) -> tuple[str, int, str]:
    """Sort key that orders ids naturally: M99 before M100, and OWN1 after both."""
    letters = identifier.rstrip("0123456789")
    return letters, int(identifier[len(letters) :] or 0), identifier


def _mechanism(entry: dict[str, Any]) -> Mechanism:
    stages = entry["stages"]
    plain = {name: value for name, value in entry.items() if name != "stages"}
    fields: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in plain.items()}
    return Mechanism(**fields, employee_stage=stages["employee"], customer_stages=tuple(stages["customer"]))


def _placebo(entry: dict[str, Any]) -> Placebo:
    return Placebo(entry["id"], Side(entry["side"]), entry["name"], tuple(entry["prototypes"]))
