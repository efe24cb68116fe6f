"""Where one interview or comment of a text ends and the next begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from analyzer.ingest.prose.interview import parse_interview
from analyzer.ingest.prose.mail import begin_mails, is_mail
from analyzer.ingest.prose.notices import stands_above_notice
from analyzer.ingest.words import fold

BULLET = re.compile(r"^\s*(?:[-–—•·▪◦‣*+●]\s+|\d{1,4}[.)]\s+)")
_RULE = re.compile(r"^\s*(?:[-=*#~]\s?){3,}\s*$|^\f")
_NUMBERED = re.compile(
    r"^\W{0,6}(?:exit\s+)?(?:interview|leaver|employee|respondent|participant|person|case|record|transcript"
    r"|mitarbeiter(?:in)?|gespräch|austrittsgespräch|austrittsinterview|befragte[rn]?|entretien|salariée?"
    r"|collaborat(?:eur|rice)|entrevista|emplead[oa]|trabajadora?|persona)"
    r"\s*(?:no\.?|nr\.?|n[°º]|number|#)?\s*\d{1,4}\b(?!\s*[:：]\s*\S.{60})",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"^\W*(?:name|employee|leaver|interviewee|date|mitarbeiter(?:in)?|datum|nom|salariée?|nombre|emplead[oa]|fecha)\b[^:\n]{0,30}:",
    re.IGNORECASE | re.MULTILINE,
)
_LEAST_WORDS = 12


@dataclass(frozen=True, slots=True)
class Block:
    """A run of lines and where it begins."""

    line: int
    text: str


def list_lines(text: str) -> Iterator[Block]:
    """Each line or bullet; a line that goes on below its bullet belongs to it."""
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


def part_interviews(text: str) -> list[Block]:
    """Interviews one after the other, parted by numbered headings, by ruled lines or by the heads of e-mails."""
    lines = text.split("\n")
    if mails := begin_mails(lines):
        return cut_lines(lines, mails, keep=True)
    heads = [at for at, line in enumerate(lines) if _NUMBERED.match(line) and len(line) < 90]
    if len(heads) > 1 and not _is_transcript(lines, heads):
        return cut_lines(lines, heads, keep=False)
    rules = [at for at, line in enumerate(lines) if _RULE.match(line) and not stands_above_notice(lines, at)]
    blocks = cut_lines(lines, [0, *rules], keep=True) if rules else []
    return blocks if len(blocks) > 1 and _begin_anew(blocks) else [Block(1, text)]


def _begin_anew(blocks: list[Block]) -> bool:
    """Whether each part is an interview of its own: rules also part a form's sections, or a title from its text."""
    found = [parse_interview(block.text) for block in blocks]
    if not all(any(c.isalnum() for c in one.text) for one in found):
        return False
    openings = {fold(one.asked[0]) for one in found if one.asked}
    if not openings:
        return all(len(one.text.split()) >= _LEAST_WORDS for one in found)
    headed = all(_HEAD.search(block.text) or is_mail(block.text) for block in blocks)
    return headed or (len(openings) < len(found) and all(one.asked for one in found))


def _is_transcript(lines: list[str], heads: list[int]) -> bool:
    """Whether the numbered lines are turns ("Leaver 1: It was the rota."), not headings."""
    said = sum(
        len(re.split(r"[:：]", lines[at], maxsplit=1)[-1].split()) > 3 and bool(re.search(r"\d\s*[:：]", lines[at]))
        for at in heads
    )
    return said > 0.5 * len(heads)


def cut_lines(lines: list[str], marks: list[int], *, keep: bool) -> list[Block]:
    """Cut a text at lines; ``keep`` says whether these belong to what follows them, as rules never do."""
    ends = [*marks[1:], len(lines)]
    cut = []
    for begin, end in zip(marks, ends, strict=True):
        first = begin if keep and not _RULE.match(lines[begin]) else begin + 1
        text = "\n".join(lines[first:end])
        if any(c.isalnum() for c in text):
            cut.append(Block(first + 1, text))
    return cut
