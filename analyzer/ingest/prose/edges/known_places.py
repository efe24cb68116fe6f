"""Find a unit that is known already in the lines above a text: "Lakeside Resort – front desk – 12 May 2026".

An unlabelled place is a guess, but one that another file or a stored record names as its unit is none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from analyzer.ingest.words import begins, fold, names_interviewer
from analyzer.spelling import unit_key

_SEPARATOR = re.compile(r"\s+[-–—/]+\s+|\s*[|;,·•\t()]\s*|\s{3,}")
_LONGEST_NAME = 8


def find_known_places(lines: Sequence[str], known: Collection[str]) -> dict[str, str]:
    """Return the known units that these lines name: each in the form of ``unit_key``, with its spelling there.

    A name fills what separators part, or stands within a title: "Exit interview Lakeside Resort".

    Args:
        lines: The lines of a head.
        known: The known units, in the form that ``unit_key`` returns.
    """
    found: dict[str, str] = {}
    for line in lines if known else ():
        names = {unit_key(name): name for name in _names_in(line)}
        hits = {key: name for key, name in names.items() if key in known and not names_interviewer(fold(name))}
        # "Lakeside" within "Lakeside Resort" is no other unit.
        found |= {key: name for key, name in hits.items() if not any(_holds(other, key) for other in hits)}
    return found


def _names_in(line: str) -> Iterator[str]:
    parts = [part for part in _SEPARATOR.split(line) if part and ":" not in part]
    yield from parts
    # A known name may hold a separator itself: "103 - Cedar Falls".
    yield from (f"{one} {two}" for one, two in pairwise(parts))
    for words in (part.split() for part in parts if _is_title(part)):
        yield from (
            " ".join(words[start:end])
            for start in range(len(words))
            if not words[start][0].islower()
            for end in range(start + 1, min(len(words), start + _LONGEST_NAME) + 1)
        )


def _is_title(part: str) -> bool:
    words = fold(part).split()
    return any(begins(" ".join(words[at:]), "titles") for at in range(len(words)))


def _holds(other: str, key: str) -> bool:
    return other != key and f" {key} " in f" {other} "
