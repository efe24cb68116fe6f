"""The journal of a ticket: a line with time, author and kind of entry stands above what each person wrote.

It becomes a transcript; entries for internal use are dropped.

For example:

    2024-09-20 11:02 - Ada Rowe (Additional comments)
    The badge never worked.
    2024-09-20 11:30 - Bo Lind (Work notes)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from analyzer.ingest.prose.extraction.chat_exports import TIMES, day_and_time
from analyzer.ingest.prose.narrator import has_first_person_singular
from analyzer.ingest.words import column_phrases, fold, phrases

# "2024-09-20 11:02 - Ada Rowe (Additional comments)", "20.09.2024 11:02  Ada Rowe  ->  Comment".
_ENTRY_HEAD = re.compile(
    rf"^\s*\[?(?P<at>{TIMES})\]?\s+(?:[-–—|·]\s+)?(?P<by>[^\W\d_][^\n:|()<>–—→]{{1,40}}?)"
    r"\s+(?:(?:->|→|[-–—|·])\s+(?P<kind>[^\W\d_][^:.?!]{2,60}?)|\((?P<marked>[^():.?!]{3,60})\))\s*:?$"
)
_RULE = re.compile(r"^\s*[-=_*]{3,}\s*$")
_FEWEST_ENTRIES = 3
_SHARE_FILLED = 0.8


def unroll_journal(text: str) -> str:
    """Turn such a journal into a transcript: each line with its author, without internal entries.

    Lines above the journal stay; what stands below its last rule belongs to the ticket and is dropped.
    """
    lines = text.split("\n")
    heads = {at: match for at, line in enumerate(lines) if (match := _ENTRY_HEAD.match(line))}
    if len(heads) < _FEWEST_ENTRIES or len({match["by"] for match in heads.values()}) == 1:
        return text
    filled = sum(at + 1 not in heads and any(map(str.strip, lines[at + 1 : at + 2])) for at in heads)
    if filled < _SHARE_FILLED * len(heads):
        return text  # in "10:02 - Ada Rowe - the rota changed" the words stand beside the name
    above = lines[: min(heads)]
    return "\n".join([*above, *_entries(lines, heads)])


def _entries(lines: Sequence[str], heads: Mapping[int, re.Match[str]]) -> Iterator[str]:
    label = ""
    for at in range(min(heads), _find_end(lines, max(heads))):
        if head := heads.get(at):
            label = "" if _is_internal(head) else f"[{day_and_time(head['at'])}] {head['by']}: "
        elif label and any(c.isalnum() for c in lines[at]):
            yield f"{label}{lines[at].strip()}"


def _find_end(lines: Sequence[str], last: int) -> int:
    """Where a rule ends the last entry; text below it is the ticket's, unless it has a first person singular."""
    rules = [at for at in range(last, len(lines)) if _RULE.match(lines[at])]
    return next((at for at in rules if not has_first_person_singular("\n".join(lines[at:]))), len(lines))


def _is_internal(head: re.Match[str]) -> bool:
    """Whether an entry is for internal use, or was written by a bot or another third party."""
    kind = fold(head["kind"] or head["marked"])
    return (
        fold(head["by"]) in phrases("third_party")
        or column_phrases("foreign").match(kind)
        or kind in phrases("remarks")
    )
