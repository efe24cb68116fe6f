"""Split a text into its interviews or comments.

Interviews are split at numbered headings, at ruled lines or at mail headers; lists at lines or bullets.

For example:

    Leaver 1 - Leeds
    The rota came too late.
    Leaver 2 - York              <- the second interview begins here
    Nobody trained me.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from analyzer.ingest.prose.edges.titles import is_title
from analyzer.ingest.prose.interview import parse_interview
from analyzer.ingest.prose.mail import find_mail_starts, is_mail
from analyzer.ingest.prose.notices import stands_above_notice
from analyzer.ingest.words import fold

BULLET = re.compile(r"^\s*(?:[-–—•·▪◦‣*+●]\s+|\d{1,4}[.)]\s+)")
_RULE = re.compile(r"^\s*(?:[-=*#~]\s?){3,}\s*$|^\f")
_NUMBERED_HEADING = re.compile(
    r"^\W{0,6}(?:exit\s+)?(?:interview|leaver|employee|respondent|participant|person|case|record|transcript"
    r"|mitarbeiter(?:in)?|gespräch|austrittsgespräch|austrittsinterview|befragte[rn]?|entretien|salariée?"
    r"|collaborat(?:eur|rice)|entrevista|emplead[oa]|trabajadora?|persona)"
    r"\s*(?:no\.?|nr\.?|n[°º]|number|#)?\s*\d{1,4}\b(?:\s*(?:/|of|von|sur|de|di|van)\s*\d{1,4}\b)?"
    r"(?:\s*[(\[][^()\[\]]{1,60}[)\]])?(?P<mark>\s*[:：|.–—-])?(?P<rest>.*)$",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"^\W*(?:name|employee|leaver|interviewee|date|mitarbeiter(?:in)?|datum|nom|salariée?|nombre|emplead[oa]|fecha)\b[^:\n]{0,30}:",
    re.IGNORECASE | re.MULTILINE,
)
_MIN_INTERVIEW_WORDS = 12


@dataclass(frozen=True, slots=True)
class Block:
    """Consecutive lines as one text, and the number of the first."""

    line: int
    text: str


def iter_list_items(text: str) -> Iterator[Block]:
    """Yield each line or bullet; an indented line below a bullet continues it."""
    lines = text.split("\n")
    bulleted = sum(bool(BULLET.match(line)) for line in lines) > 0.5 * sum(bool(line.strip()) for line in lines)
    held: Block | None = None
    for number, line in enumerate(lines, start=1):
        bare = BULLET.sub("", line).strip()
        if not bare:
            continue
        if bulleted and held and not BULLET.match(line) and line[0].isspace():
            held = replace(held, text=f"{held.text} {bare}")
            continue
        if held:
            yield held
        held = Block(number, bare)
    if held:
        yield held


def split_interviews(text: str) -> list[Block]:
    """Split a text into interviews at numbered headings, at ruled lines or at mail headers."""
    lines = text.split("\n")
    if mails := find_mail_starts(lines):
        return split_at_lines(lines, mails)
    heads = {at: beside for at, line in enumerate(lines) if (beside := _text_beside_number(line)) is not None}
    if len(heads) > 1 and not _is_transcript(lines, heads):
        return _cut_headed(lines, heads)
    rules = [at for at, line in enumerate(lines) if _RULE.match(line) and not stands_above_notice(lines, at)]
    blocks = split_at_lines(lines, [0, *rules]) if rules else []
    return blocks if len(blocks) > 1 and _are_interviews(blocks) else [Block(1, text)]


def _text_beside_number(line: str) -> str | None:
    """What stands beside the number of a numbered heading: "Leeds" in "Leaver 1 - Leeds"; None if it is no heading.

    "Person 1 at the till ignored us" has no mark after its number and is a sentence, so it is none.
    """
    match = _NUMBERED_HEADING.match(line)
    return match["rest"].strip() if match and (match["mark"] or is_title(match["rest"])) else None


def _cut_headed(lines: list[str], heads: Mapping[int, str]) -> list[Block]:
    """Return each heading's own words and what stands below it; titles are dropped unless there is nothing else."""
    alone = not split_at_lines(["" if at in heads else line for at, line in enumerate(lines)], list(heads))
    said = {at: "" if is_title(beside) and not alone else beside for at, beside in heads.items()}
    return split_at_lines([said.get(at, line) for at, line in enumerate(lines)], list(heads))


def _are_interviews(blocks: list[Block]) -> bool:
    """Whether each block is an interview: ruled lines also separate a form's sections, or a title from its text."""
    found = [parse_interview(block.text) for block in blocks]
    if not all(any(c.isalnum() for c in one.text) for one in found):
        return False
    openings = {fold(one.asked[0]) for one in found if one.asked}
    if not openings:
        return all(len(one.text.split()) >= _MIN_INTERVIEW_WORDS for one in found)
    headed = all(_HEAD.search(block.text) or is_mail(block.text) for block in blocks)
    return headed or (len(openings) < len(found) and all(one.asked for one in found))


def _is_transcript(lines: list[str], heads: Mapping[int, str]) -> bool:
    """Whether the numbered lines are speakers' turns ("Leaver 1: It was the rota."), not headings."""
    said = sum(
        len(beside.split()) > 3 and not is_title(beside) and bool(re.search(r"\d\s*[:：]", lines[at]))
        for at, beside in heads.items()
    )
    return said > 0.5 * len(heads)


def split_at_lines(lines: list[str], marks: list[int]) -> list[Block]:
    """Split a text before each marked line; a ruled or empty line is itself dropped."""
    ends = [*marks[1:], len(lines)]
    cut = []
    for begin, end in zip(marks, ends, strict=True):
        first = begin if lines[begin].strip() and not _RULE.match(lines[begin]) else begin + 1
        text = "\n".join(lines[first:end])
        if any(c.isalnum() for c in text):
            cut.append(Block(first + 1, text))
    return cut
