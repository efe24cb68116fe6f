"""What a page's width did to a text: lines broken at a margin and words parted there, heads and feet of pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import islice, pairwise

from analyzer.ingest.prose.voice import speaks_for_one

# Lines that begin something of their own: a bullet, a number, a label, a quote, a heading, a box.
_BEGINS = re.compile(r"\s*(?:[^\w\s\"'“”„«‘’¿¡(]|\(?(?:\d{1,3}|[a-zA-Z])[.):]\s|[A-ZÀ-Þ][^.!?:]{0,40}:(?:\s|$))")
_OPEN = re.compile(r"[\w,;'’\")\]»“–—-]\s*$")
_PARTED = re.compile(r"(?<=[a-zß-ÿ])[-\u2010\u00ad]\s*$")
# "Früh- und Spätdienst", "short- and long-term": such a hyphen parts no word.
_SHARED = re.compile(r"\s*(?:und|oder|bzw|sowie|and|or|to|et|ou|en|of|y|o|e|ed|od)\b", re.IGNORECASE)
_GAP = re.compile(r"\S\s{3,}\S")
_SIDES = re.compile(r"\s{3,}")
_PAGE = re.compile(r"\b(?:page|seite|página|pagina|blatt|blad)\s?\d{1,3}\b", re.IGNORECASE)
# What stands above the rest of an answer that a page's end parts.
_CONTINUED = re.compile(
    r"\((?:cont(?:inued|['’]d|d?\.)?|fortsetzung|forts\.|suite|continuaci[oó]n|segue|continua|vervolg|continuação)\)\s*$",
    re.IGNORECASE,
)
_RULE = re.compile(r"^[\s\-=_*#~—–·.]*$")
_FEWEST_WORDS, _MOST_BESIDE = 4, 6
_DIGITS = re.compile(r"\d+")
_TIME_OF_DAY = re.compile(r"\b\d{1,2}:\d{2}\b")
_BOX = re.compile(r"[☐☑☒□■_]{1,}|\[[ xX]?\]")
_NARROWEST = 30
_FEWEST_BREAKS = 2
# Letters differ in width: a line this full may be broken because the next word had no room.
_FULL = 0.8
_SHARE_FULL = 0.75
# Where fewer lines than these begin in lower case, the others are comments of their own.
_SHARE_LOWER = 0.25
# A shorter line is a heading or label, however the next one begins.
_SHORT = 0.5
_FEWEST_EXACT = 4
_WIDE_PAGE = 40
# "014 LVR   I asked twice.": as records of what was said count their lines.
_COUNTED = re.compile(r"^[ \u00a0]*(\d{1,4})[ \u00a0]+(?=[^\W\d_])")
_FEWEST_COUNTED = 6
_SHARE_COUNTED = 0.8


@dataclass(frozen=True, slots=True)
class _Break:
    """Where a line may go on in the next.

    Attributes:
        length: Of the line.
        needed: What it would be with the next word.
        lower: Whether the next begins in lower case.
        parted: Whether a hyphen parts a word there.
    """

    length: int
    needed: int
    lower: bool
    parted: bool

    @classmethod
    def between(cls, above: str, below: str) -> _Break:
        """The break between two lines of which neither is blank."""
        length, word = len(above.rstrip()), below.split(maxsplit=1)[0]
        return cls(length, length + 1 + len(word), word[0].islower(), _PARTED.search(above) is not None)


def lay_out(text: str, *, printed: bool = False) -> str:
    """Put together what a page's width parted; a text without a margin stays as it is.

    Args:
        text: The text.
        printed: Whether it comes from pages: then a line that ends in mid-sentence before lower case goes on there.
    """
    lines = _without_page_heads(text.split("\n"))
    margin = _find_margin(lines)
    if margin is None and printed:
        margin = 0
    laid: list[str] = []
    above = ""
    for line in lines:
        if margin is not None and _goes_on(above, line, margin):
            laid[-1] = join(laid[-1], line)
        else:
            laid.append(line)
        above = line
    return "\n".join(laid)


def _find_margin(lines: Sequence[str]) -> int | None:
    """The longest line that is broken in mid-sentence; None where lines end at any length: no margin broke these.

    Short comments one below the other in lower case look the same but for their lengths and their first letters.
    """
    breaks = [_Break.between(above, below) for above, below in pairwise(lines) if _may_go_on(above, below)]
    broken = [each for each in breaks if each.lower]
    cased = _is_cased(lines)
    margin = max((each.length for each in broken), default=0)
    several = len(broken) + any(each.parted for each in broken) >= _FEWEST_BREAKS
    if margin >= _NARROWEST and cased and several and _are_full(breaks, margin):
        return margin
    longest = max((each.length for each in breaks), default=0)
    long = [each for each in breaks if each.length >= _SHORT * longest]
    exact = any(each.lower for each in long) and all(each.needed > longest for each in long)
    enough = len(long) >= (_FEWEST_BREAKS if cased else _FEWEST_EXACT)
    return longest if longest >= _NARROWEST and exact and enough else None


def _are_full(breaks: Sequence[_Break], margin: int) -> bool:
    long = [each for each in breaks if each.length >= _SHORT * margin]
    full = sum(each.needed > _FULL * margin and each.length <= margin / _FULL for each in long)
    lower = sum(each.lower for each in long)
    return full >= _SHARE_FULL * len(long) and lower >= _SHARE_LOWER * len(long)


def _may_go_on(above: str, below: str) -> bool:
    if not above.strip() or not below.strip() or _GAP.search(above) or _GAP.search(below):
        return False
    return _OPEN.search(above) is not None and _BEGINS.match(below) is None


def _goes_on(above: str, below: str, margin: int) -> bool:
    """Whether a line's sentence goes on in the next, or a new one begins there since no word more had room."""
    if _may_go_on(above, below):
        found = _Break.between(above, below)
        return found.length >= _SHORT * margin if found.lower else 0 < _FULL * margin < found.needed
    if not margin or not above.rstrip().endswith(".") or not below.strip() or _BEGINS.match(below):
        return False
    return _Break.between(above, below).needed > margin and not (_GAP.search(above) or _GAP.search(below))


def _is_cased(lines: Sequence[str]) -> bool:
    """Whether what stands first or below a sentence's end mostly begins with a capital."""
    begun = [
        below.lstrip()[0]
        for above, below in pairwise(["", *lines])
        if below.strip() and below.lstrip()[0].isalpha() and not _OPEN.search(above)
    ]
    return 2 * sum(not letter.islower() for letter in begun) > len(begun)


def join(above: str, below: str) -> str:
    """Two lines as one; a word that was parted at the margin is whole again."""
    above, below = above.rstrip(), below.strip()
    if _PARTED.search(above) and not _SHARED.match(below):
        return f"{above[:-1] if below[0].islower() else above}{below}"
    return f"{above} {below}"


def strip_line_numbers(text: str) -> str:
    """A text without numbers that count its lines one by one, on each page anew or through; other numbers stay."""
    lines = text.split("\n")
    counted = {at: int(match[1]) for at, line in enumerate(lines) if (match := _COUNTED.match(line))}
    steps = [below == above + 1 or below == 1 for above, below in pairwise(counted.values())]
    if len(counted) < _FEWEST_COUNTED or sum(steps) < _SHARE_COUNTED * len(steps):
        return text
    filled = sum(bool(line.strip()) for line in lines[min(counted) : max(counted) + 1])
    if len(counted) < _SHARE_COUNTED * filled:
        return text
    return "\n".join(_COUNTED.sub("", line) if at in counted else line for at, line in enumerate(lines))


def strip_pages(text: str) -> str:
    """A text without the lines that count its pages, and without what stands beside these on each page.

    Columns that run on over pages are told only where nothing stands between.
    """
    lines = text.split("\n")
    counted = {at for at in _find_alone(lines) if _PAGE.search(lines[at])}
    often = Counter(_folded(lines[at]) for at in counted)
    found = {at for at in counted if often[_folded(lines[at])] > 1}
    if not found:
        return text
    # The last page's foot has no page's number below it.
    edges = {*found, len(lines)}
    beside = {
        at for edge in edges for step in (-1, 1) for at in islice(_beside(lines, edge, edges, step), _MOST_BESIDE)
    }
    within = {_folded(line) for at, line in enumerate(lines) if at not in beside}
    again = Counter(_folded(lines[at]) for at in beside if _is_of_record(lines[at]))
    found |= {at for at in beside if again[_folded(lines[at])] > 1 and _folded(lines[at]) not in within}
    for at in sorted(found):
        found |= {*_rules(lines, at, -1), *_rules(lines, at, 1)}
    return "\n".join(_without(lines, found))


def _find_alone(lines: Sequence[str]) -> Iterator[int]:
    """Where a line stands alone, or says things far apart."""
    around = ["", *lines, ""]
    for at, (above, line, below) in enumerate(zip(around, lines, around[2:], strict=False)):
        if (_RULE.match(above) and _RULE.match(below)) or (len(line) >= _WIDE_PAGE and _GAP.search(line)):
            yield at


def _beside(lines: Sequence[str], at: int, found: Set[int], step: int) -> Iterator[int]:
    """Lines above or below a page's number that may be its head's or foot's, up to one that is not."""
    at += step
    while 0 <= at < len(lines) and at not in found and (_is_of_record(lines[at]) or _is_between(lines[at])):
        yield at
        at += step


def _rules(lines: Sequence[str], at: int, step: int) -> Iterator[int]:
    at += step
    while 0 <= at < len(lines) and lines[at].strip() and _is_between(lines[at]):
        yield at
        at += step


def _is_between(line: str) -> bool:
    return _RULE.match(line) is not None or _CONTINUED.search(line) is not None


def _is_of_record(line: str) -> bool:
    """Whether a line may be a page's head or foot: not a few words, as answers may be, and no sentence of anybody's.

    A question that stands on both sides of a page's end is asked once, and its reader knows it.
    """
    several = len(line.split()) >= _FEWEST_WORDS or _GAP.search(line) is not None
    return several and not line.rstrip().endswith((".", "!", "?", "…")) and not speaks_for_one(line)


def _without_page_heads(lines: Sequence[str]) -> list[str]:
    """Lines without the heads and feet of pages, which say two things far apart, and the same on each page."""
    around = ["", *lines, ""]
    apart = [not above.strip() and not below.strip() for above, below in zip(around, around[2:], strict=False)]
    heads = [_is_two_sided(line) or (alone and _is_of_page(line)) for line, alone in zip(lines, apart, strict=True)]
    often = Counter(_folded(line) for line, head in zip(lines, heads, strict=True) if head)
    repeated = {at for at, head in enumerate(heads) if head and often[_folded(lines[at])] > 1}
    return _without(lines, repeated | _find_announcing(lines))


def _find_announcing(lines: Sequence[str]) -> set[int]:
    """Heads of pages, between rules, that say what each page begins with, which stands below once more."""
    sides = {at: _SIDES.split(line.strip(), maxsplit=1) for at, line in enumerate(lines) if _is_two_sided(line)}
    begins = Counter(left for left, *_ in sides.values())
    whole = {line.strip() for line in lines}
    found = {at for at, (left, right) in sides.items() if begins[left] > 1 and right in whole}
    return {at for at in found if 0 < at < len(lines) - 1 and _RULE.match(lines[at - 1]) and _RULE.match(lines[at + 1])}


def _without(lines: Sequence[str], heads: Set[int]) -> list[str]:
    """Lines without heads and feet of pages; what goes on behind them stands right below what they part."""
    kept: list[str] = []
    passing = False
    for at, line in enumerate(lines):
        if at in heads:
            passing = True
        elif not passing:
            kept.append(line)
        elif line.strip():
            above = next((done for done in reversed(kept) if done.strip()), "")
            while _may_go_on(above, line) and not kept[-1].strip():
                kept.pop()
            kept += [line] if _may_go_on(above, line) else ["", line]
            passing = False
    return kept


def _is_two_sided(line: str) -> bool:
    return len(line) >= _WIDE_PAGE and len(_GAP.findall(line)) == 1 and not _BOX.search(line)


def _is_of_page(line: str) -> bool:
    """Whether a line that stands alone counts pages, or says several things far apart."""
    return _PAGE.search(line) is not None or (len(line) >= _WIDE_PAGE and len(_GAP.findall(line)) > 1)


def _folded(line: str) -> str:
    """A line by which pages are told; two times of day are no two pages, but when two people spoke."""
    return line.strip() if _TIME_OF_DAY.search(line) else _DIGITS.sub("#", line).strip()
