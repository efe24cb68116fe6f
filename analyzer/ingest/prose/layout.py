"""Undo what a page's width and paging did to a text.

Lines that were wrapped at a margin and words that were hyphenated there are joined again; running heads, page numbers
and line numbers are removed.

For example:

    The rota came so late that no-
    body could plan a weekend.         -> The rota came so late that nobody could plan a weekend.
    Page 2                             -> (removed)
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import islice, pairwise

from analyzer.ingest.prose.narrator import has_first_person_singular

# Lines that never continue the one above: a bullet, a number, a label, a quote, a heading, a box.
_STARTS_NEW_LINE = re.compile(
    r"\s*(?:[^\w\s\"'“”„«‘’¿¡(]|\(?(?:\d{1,3}|[a-zA-Z])[.):]\s|[A-ZÀ-Þ][^.!?:]{0,40}:(?:\s|$))"
)
_MID_SENTENCE_END = re.compile(r"[\w,;'’\")\]»“–—-]\s*$")
_HYPHENATED = re.compile(r"(?<=[a-zß-ÿ])[-\u2010\u00ad]\s*$")
# "Früh- und Spätdienst", "short- and long-term": here the hyphen is part of the word.
_HYPHEN_BEFORE_CONJUNCTION = re.compile(r"\s*(?:und|oder|bzw|sowie|and|or|to|et|ou|en|of|y|o|e|ed|od)\b", re.IGNORECASE)
_GAP = re.compile(r"\S\s{3,}\S")
_SIDES = re.compile(r"\s{3,}")
_PAGE = re.compile(r"\b(?:page|seite|página|pagina|blatt|blad)\s?\d{1,3}\b", re.IGNORECASE)
# The mark above an answer that continues on a new page.
_CONTINUATION_MARK = re.compile(
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
# Letters differ in width: a line this full may have been wrapped because the next word did not fit.
_FULL_LINE = 0.8
_MIN_FULL_SHARE = 0.75
# If a smaller share of lines begins in lower case, the others are comments of their own.
_MIN_LOWER_CASE_SHARE = 0.25
# A shorter line is a heading or label, however the next one begins.
_SHORT = 0.5
_FEWEST_EXACT = 4
_WIDE_PAGE = 40
# Line numbers of a verbatim record: "014 LVR   I asked twice.".
_LINE_NUMBER = re.compile(r"^[ \u00a0]*(\d{1,4})[ \u00a0]+(?=[^\W\d_])")
_FEWEST_COUNTED = 6
_MIN_NUMBERED_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class _Break:
    """A line end at which a sentence may continue on the next line.

    Attributes:
        length: The line's length.
        needed: Its length together with the first word of the next line.
        lower: Whether the next line begins in lower case.
        parted: Whether a word is hyphenated there.
    """

    length: int
    needed: int
    lower: bool
    parted: bool

    @classmethod
    def between(cls, above: str, below: str) -> _Break:
        """The break between two lines of which neither is blank."""
        length, word = len(above.rstrip()), below.split(maxsplit=1)[0]
        return cls(length, length + 1 + len(word), word[0].islower(), _HYPHENATED.search(above) is not None)


def unwrap_lines(text: str, *, printed: bool = False) -> str:
    """Join lines that were wrapped at a margin; a text without a margin stays as it is.

    Args:
        text: The text.
        printed: Whether it comes from pages: then a line that ends in mid-sentence above lower case continues there.
    """
    lines = _without_page_heads(text.split("\n"))
    margin = _find_margin(lines)
    if margin is None and printed:
        margin = 0
    laid: list[str] = []
    above = ""
    for line in lines:
        if margin is not None and _continues(above, line, margin):
            laid[-1] = join(laid[-1], line)
        else:
            laid.append(line)
        above = line
    return "\n".join(laid)


def _find_margin(lines: Sequence[str]) -> int | None:
    """Find the length of the longest line that ends in mid-sentence; None if lines end at any length.

    Lists of short comments in lower case look the same except for the lengths of their lines and their first letters.
    """
    breaks = [_Break.between(above, below) for above, below in pairwise(lines) if _may_continue(above, below)]
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
    full = sum(each.needed > _FULL_LINE * margin and each.length <= margin / _FULL_LINE for each in long)
    lower = sum(each.lower for each in long)
    return full >= _MIN_FULL_SHARE * len(long) and lower >= _MIN_LOWER_CASE_SHARE * len(long)


def _may_continue(above: str, below: str) -> bool:
    if not above.strip() or not below.strip() or _GAP.search(above) or _GAP.search(below):
        return False
    return _MID_SENTENCE_END.search(above) is not None and _STARTS_NEW_LINE.match(below) is None


def _continues(above: str, below: str, margin: int) -> bool:
    """Whether a line's sentence continues on the next, or a new one begins there because its first word did not fit."""
    if _may_continue(above, below):
        found = _Break.between(above, below)
        return found.length >= _SHORT * margin if found.lower else 0 < _FULL_LINE * margin < found.needed
    if not margin or not above.rstrip().endswith(".") or not below.strip() or _STARTS_NEW_LINE.match(below):
        return False
    return _Break.between(above, below).needed > margin and not (_GAP.search(above) or _GAP.search(below))


def _is_cased(lines: Sequence[str]) -> bool:
    """Whether most first lines, and most lines below the end of a sentence, begin with a capital letter."""
    begun = [
        below.lstrip()[0]
        for above, below in pairwise(["", *lines])
        if below.strip() and below.lstrip()[0].isalpha() and not _MID_SENTENCE_END.search(above)
    ]
    return 2 * sum(not letter.islower() for letter in begun) > len(begun)


def join(above: str, below: str) -> str:
    """Join two lines; a word that was hyphenated at the margin becomes whole again."""
    above, below = above.rstrip(), below.strip()
    if _HYPHENATED.search(above) and not _HYPHEN_BEFORE_CONJUNCTION.match(below):
        return f"{above[:-1] if below[0].islower() else above}{below}"
    return f"{above} {below}"


def strip_line_numbers(text: str) -> str:
    """Remove numbers that count a text's lines, through or anew on each page; other numbers stay."""
    lines = text.split("\n")
    counted = {at: int(match[1]) for at, line in enumerate(lines) if (match := _LINE_NUMBER.match(line))}
    steps = [below == above + 1 or below == 1 for above, below in pairwise(counted.values())]
    if len(counted) < _FEWEST_COUNTED or sum(steps) < _MIN_NUMBERED_SHARE * len(steps):
        return text
    filled = sum(bool(line.strip()) for line in lines[min(counted) : max(counted) + 1])
    if len(counted) < _MIN_NUMBERED_SHARE * filled:
        return text
    return "\n".join(_LINE_NUMBER.sub("", line) if at in counted else line for at, line in enumerate(lines))


def strip_pages(text: str) -> str:
    """Remove page numbers, and the running heads and feet beside them.

    Columns that continue over pages can only be recognised if nothing stands between them.
    """
    lines = text.split("\n")
    counted = {at for at in _find_isolated_lines(lines) if _PAGE.search(lines[at])}
    often = Counter(_comparable(lines[at]) for at in counted)
    found = {at for at in counted if often[_comparable(lines[at])] > 1}
    if not found:
        return text
    # The last page's foot has no page number below it.
    edges = {*found, len(lines)}
    beside = {
        at for edge in edges for step in (-1, 1) for at in islice(_beside(lines, edge, edges, step), _MOST_BESIDE)
    }
    within = {_comparable(line) for at, line in enumerate(lines) if at not in beside}
    again = Counter(_comparable(lines[at]) for at in beside if _may_be_running_head(lines[at]))
    found |= {at for at in beside if again[_comparable(lines[at])] > 1 and _comparable(lines[at]) not in within}
    for at in sorted(found):
        found |= {*_rules(lines, at, -1), *_rules(lines, at, 1)}
    return "\n".join(_drop_page_lines(lines, found))


def _find_isolated_lines(lines: Sequence[str]) -> Iterator[int]:
    """Yield the lines between blank lines or rules, and those with widely separated parts."""
    around = ["", *lines, ""]
    for at, (above, line, below) in enumerate(zip(around, lines, around[2:], strict=False)):
        if (_RULE.match(above) and _RULE.match(below)) or (len(line) >= _WIDE_PAGE and _GAP.search(line)):
            yield at


def _beside(lines: Sequence[str], at: int, found: Set[int], step: int) -> Iterator[int]:
    """Yield lines above or below a page number that may belong to a running head or foot, up to one that does not."""
    at += step
    while (
        0 <= at < len(lines)
        and at not in found
        and (_may_be_running_head(lines[at]) or _is_rule_or_continuation_mark(lines[at]))
    ):
        yield at
        at += step


def _rules(lines: Sequence[str], at: int, step: int) -> Iterator[int]:
    at += step
    while 0 <= at < len(lines) and lines[at].strip() and _is_rule_or_continuation_mark(lines[at]):
        yield at
        at += step


def _is_rule_or_continuation_mark(line: str) -> bool:
    return _RULE.match(line) is not None or _CONTINUATION_MARK.search(line) is not None


def _may_be_running_head(line: str) -> bool:
    """Whether a line may be a running head or foot: longer than a short answer, and not a sentence.

    A question that stands on both sides of a page break is asked once; the form's reader handles that.
    """
    several = len(line.split()) >= _FEWEST_WORDS or _GAP.search(line) is not None
    return several and not line.rstrip().endswith((".", "!", "?", "…")) and not has_first_person_singular(line)


def _without_page_heads(lines: Sequence[str]) -> list[str]:
    """Remove running heads and feet, which have two widely separated parts and are the same on each page."""
    around = ["", *lines, ""]
    apart = [not above.strip() and not below.strip() for above, below in zip(around, around[2:], strict=False)]
    heads = [_is_two_sided(line) or (alone and _is_page_line(line)) for line, alone in zip(lines, apart, strict=True)]
    often = Counter(_comparable(line) for line, head in zip(lines, heads, strict=True) if head)
    repeated = {at for at, head in enumerate(heads) if head and often[_comparable(lines[at])] > 1}
    return _drop_page_lines(lines, repeated | _find_repeated_headings(lines))


def _find_repeated_headings(lines: Sequence[str]) -> set[int]:
    """Find running heads, between rules, that repeat a heading which stands on the page below."""
    sides = {at: _SIDES.split(line.strip(), maxsplit=1) for at, line in enumerate(lines) if _is_two_sided(line)}
    begins = Counter(left for left, *_ in sides.values())
    whole = {line.strip() for line in lines}
    found = {at for at, (left, right) in sides.items() if begins[left] > 1 and right in whole}
    return {at for at in found if 0 < at < len(lines) - 1 and _RULE.match(lines[at - 1]) and _RULE.match(lines[at + 1])}


def _drop_page_lines(lines: Sequence[str], heads: Set[int]) -> list[str]:
    """Remove running heads and feet; a sentence that continues behind one moves right below its beginning."""
    kept: list[str] = []
    passing = False
    for at, line in enumerate(lines):
        if at in heads:
            passing = True
        elif not passing:
            kept.append(line)
        elif line.strip():
            above = next((done for done in reversed(kept) if done.strip()), "")
            while _may_continue(above, line) and not kept[-1].strip():
                kept.pop()
            kept += [line] if _may_continue(above, line) else ["", line]
            passing = False
    return kept


def _is_two_sided(line: str) -> bool:
    return len(line) >= _WIDE_PAGE and len(_GAP.findall(line)) == 1 and not _BOX.search(line)


def _is_page_line(line: str) -> bool:
    """Whether a line that stands alone has a page number, or several widely separated parts."""
    return _PAGE.search(line) is not None or (len(line) >= _WIDE_PAGE and len(_GAP.findall(line)) > 1)


def _comparable(line: str) -> str:
    """A line without its numbers, to compare pages; one with a time of day is a speaker's turn and stays whole."""
    return line.strip() if _TIME_OF_DAY.search(line) else _DIGITS.sub("#", line).strip()
