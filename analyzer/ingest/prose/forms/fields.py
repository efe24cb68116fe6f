"""Fields of a form's head that no list knows, told by the known ones around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from analyzer.ingest.prose.edges.titles import is_title
from analyzer.ingest.prose.voice import speaks_for_one
from analyzer.ingest.words import fold, phrases

_FIELD = re.compile(r"^\s*(?:\*\*)?([^\W\d_][^:?!\n]{0,40}?)(?:\*\*)?\s?[:：](?:\*\*)?[ \t]+(\S.*)$")
_FEWEST_KNOWN = 3
_DEEPEST = 20


def find_fields(lines: Sequence[str]) -> frozenset[int]:
    """Where short lines "Label: value" stand at the top among such as are known: "Directorate: South" below "Name: …".

    Only up to the last known one, and where the value is a name or number: "Canteen: poor" is an answer.
    """
    begin = next((at for at, line in enumerate(lines[:_DEEPEST]) if _FIELD.match(line)), len(lines))
    run = [match for match in takewhile(bool, map(_FIELD.match, lines[begin:])) if match]
    known = [at for at, match in enumerate(run) if fold(match[1]) in phrases("fields")]
    if len(known) < max(_FEWEST_KNOWN, 0.5 * len(run)):
        return frozenset()
    return frozenset(begin + at for at in range(known[-1]) if at not in known and _is_fact(run[at][1], run[at][2]))


def _is_fact(label: str, value: str) -> bool:
    return is_title(value) and fold(label) not in phrases("labels") and not speaks_for_one(value)
