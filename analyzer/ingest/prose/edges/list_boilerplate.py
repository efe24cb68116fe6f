"""Lines of a list of comments that are nobody's comment: titles, the owner's replies, a page's buttons.

For example:

    Guest book – Spa                     <- title
    ★★☆☆☆ The sauna was cold.
    Response from the owner: We are sorry.   <- reply
    Helpful (6)                          <- button
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from analyzer.ingest.prose.edges.paragraphs import is_blank, paragraphs
from analyzer.ingest.prose.narrator import has_first_person
from analyzer.ingest.prose.reviews import read_review
from analyzer.ingest.words import begins, fold

# A web page's buttons below a review: "Helpful (6)", "12 people found this helpful".
_HELPFUL_BUTTON = re.compile(
    r"^\W*(?:(?:helpful|hilfreich|utile|útil|nuttig)\W*\d*\W*"
    r"|\d+ (?:people|persons?|personen|kunden|personnes|clients|personas|persone|pessoas)\b.{0,40})$",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"^\W*(?:©|\(c\)|copyright)\s*\d{4}\b", re.IGNORECASE)
# The question above a list: "Q: Is there anything you'd like to tell us?".
_LABELLED_QUESTION = re.compile(r"^\W*(?:q|question|frage|pregunta|domanda|vraag|pergunta)\s?\d*\s?:", re.IGNORECASE)
_COUNTED = re.compile(r"^[^\W\d][^:.!?]{2,30}:\s*\d")
# What separates the parts of a title: "Guest book – Spa", "Comments (week 7)".
_TITLE_SEPARATOR = re.compile(r"\s[–—|/-]\s|:$|\(.*\)$")
_FEWEST_RATED = 3
_LONGEST_TITLE = 20
_FEWEST_LISTED = 3
_MOST_PARTS = 3
_FEWEST_PARTS = 5
_MIN_SINGLE_LINE_SHARE = 0.75
_STARTS_ITEM = re.compile(r"^\s*(?:[^\w\s\"'“”„«‘’¿¡(]|\d{1,4}[.)]\s)")


def find_list_boilerplate(lines: Sequence[str], items: Sequence[int]) -> frozenset[int]:
    """Find the lines of a list that are nobody's comment; in doubt a line is a comment.

    Args:
        lines: All lines of the list.
        items: Positions of the lines that begin with the list's bullets, if it has any.
    """
    parts = paragraphs(lines, is_blank)
    rated = [at for at, line in enumerate(lines) if read_review(line).rating is not None]
    found = {at for at, line in enumerate(lines) if _COPYRIGHT.match(line)}
    found |= {at for at, line in enumerate(lines) if rated and _HELPFUL_BUTTON.match(line)}
    found |= set(_replies(lines, rated))
    if len(rated) >= _FEWEST_RATED:
        outside = _lines_outside_reviews(parts, frozenset(rated)) if found else set()
        return frozenset(found | {at for at in outside if _is_label(lines[at])})
    if len(items) > 0.5 * sum(map(len, parts)):
        first, last = parts[0], parts[-1]
        found |= set(first if len(first) == 1 and first[0] not in items and _is_title(lines[first[0]]) else ())
        found |= set(last if len(last) == 1 and last[0] not in items and _COUNTED.match(lines[last[0]]) else ())
    elif 1 < len(parts) <= _MOST_PARTS and len(parts[0]) == 1 and len(parts[1]) >= _FEWEST_LISTED:
        title = lines[parts[0][0]]
        found |= set(parts[0] if _TITLE_SEPARATOR.search(title) and _is_capitalised(title) and _is_label(title) else ())
    return frozenset(found)


def join_paragraph_lines(lines: Sequence[str]) -> list[str]:
    """Join each paragraph's lines on its first line, if nearly all comments are single lines between blank lines.

    Ratings and bullets begin comments of their own, wherever they stand.
    """
    parts = paragraphs(lines, is_blank)
    alone = sum(len(part) == 1 for part in parts)
    apart = len(parts) >= _FEWEST_PARTS and alone >= _MIN_SINGLE_LINE_SHARE * len(parts)
    joined = list(lines)
    for part in parts if apart else ():
        if not any(_STARTS_ITEM.match(lines[at]) or read_review(lines[at]).rating is not None for at in part):
            joined[part[0]] = " ".join(lines[at].strip() for at in part)
            joined[part[0] + 1 : part[-1] + 1] = [""] * (len(part) - 1)
    return joined


def _replies(lines: Sequence[str], rated: Sequence[int]) -> Iterator[int]:
    """Yield the lines of the owner's replies, each up to the next review; in a list without ratings, one line each."""
    for at, line in enumerate(lines):
        if begins(fold(line), "owner_replies", fewest=2):
            following = next((review for review in rated if review > at), len(lines))
            yield from range(at, following if rated else at + 1)


def _lines_outside_reviews(parts: Sequence[Sequence[int]], rated: frozenset[int]) -> set[int]:
    """Find the lines above the first review and, if each review is one paragraph, those below the last.

    Unless a page shows buttons or replies, such lines may be comments without a rating.
    """
    begun = [at for at, part in enumerate(parts) if part[0] in rated]
    if not begun:
        return set()
    whole = begun == list(range(begun[0], begun[-1] + 1)) and len(begun) >= _FEWEST_RATED
    outside = [*parts[: begun[0]], *(parts[begun[-1] + 1 :] if whole else ())]
    return {at for part in outside for at in part}


def _is_label(line: str) -> bool:
    """Whether a line may be a title and does not end as a sentence does."""
    return not line.rstrip().endswith((".", "!", "?", "…")) and _is_title(line)


def _is_capitalised(line: str) -> bool:
    """Whether most words of a line are capitalised, as in names."""
    words = [word for word in line.split() if word[0].isalnum()]
    return 2 * sum(not word[0].islower() for word in words) > len(words)


def _is_title(line: str) -> bool:
    """Whether a line is short, and is labelled as a question ("Q: …") or has no first person."""
    asked = _LABELLED_QUESTION.match(line) is not None
    return len(line.split()) <= _LONGEST_TITLE and (asked or not has_first_person(line))
