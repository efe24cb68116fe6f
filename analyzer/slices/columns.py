"""Find the columns that say how long somebody stayed, what they did and when they were born."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from analyzer.spelling import without_accents
from analyzer.wordlists import read_yaml


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of each kind by their names, in the order in which the files have them."""

    tenure: tuple[str, ...] = ()
    start: tuple[str, ...] = ()
    born: tuple[str, ...] = ()
    age: tuple[str, ...] = ()
    role: tuple[str, ...] = ()


def find_columns(names: Iterable[str]) -> Columns:
    """Find the columns of each kind by their names; a unit of time in the name ("tenure months") is ignored."""
    found: dict[str, list[str]] = {kind: [] for kind in ("tenure", "start", "born", "age", "role")}
    for name in dict.fromkeys(names):
        words = fold(name).split()
        whole, bare = " ".join(words), " ".join(word for word in words if word not in units())
        for kind, columns in found.items():
            if whole in phrases(kind) or bare in phrases(kind):
                columns.append(name)
                break
    return Columns(**{kind: tuple(columns) for kind, columns in found.items()})


def fold(text: str) -> str:
    """Normalise a text: lower case, no accents, single spaces for everything but letters, digits and a few signs."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    return " ".join(re.sub(r"[^a-z0-9<>+.,-]+", " ", without_accents(parted).casefold().replace("_", " ")).split())


@cache
def phrases(kind: str) -> frozenset[str]:
    """Give the phrases of one kind."""
    return frozenset(phrase.strip() for line in _file()[kind] for phrase in str(line).split(",") if phrase.strip())


@cache
def generations() -> Mapping[str, str]:
    """Give the cohort of each name of a generation."""
    named: Mapping[str, str] = _file()["generations"]
    return {name.strip(): cohort for cohort, names in named.items() for name in names.split(",")}


def units() -> frozenset[str]:
    """Give the words for months and years."""
    return phrases("months") | phrases("years")


@cache
def _file() -> Any:
    return read_yaml("analyzer.slices", "columns.yaml")
