"""Notices that firms put below mails: that these are confidential, whom they are for, who has to delete them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import dropwhile, pairwise, takewhile

from analyzer.ingest.prose.edges.paragraphs import paragraphs
from analyzer.ingest.prose.voice import speaks_for_one
from analyzer.ingest.words import fold, phrases

# What such a notice says of the mail; a complaint may say one of these of a mail, too.
_SAYINGS = ("notice_secret", "notice_addressee", "notice_error", "notice_delete", "notice_forbidden", "notice_liable")
_FEWEST_SAYINGS = 2
# "Please keep this message confidential: disclosure would cost us our jobs" is somebody's wish.
_TELLING = frozenset({"notice_addressee", "notice_error"})


def find_notices(lines: Sequence[str]) -> frozenset[int]:
    """Where the notices stand that end a mail; none where nothing stands above them.

    In doubt a line is somebody's words: nobody who speaks of himself wrote a notice, and no words follow one.
    """
    parts = list(_parts(lines))
    texts = [" ".join(lines[at] for at in part) for part in parts]
    begin = len(parts)
    for at in range(len(parts) - 1, 0, -1):
        if _is_notice(texts[at]):
            begin = at
        elif not _goes_on(texts[at]):
            break
    return frozenset(at for part in parts[begin:] for at in part)


def stands_above_notice(lines: Sequence[str], at: int) -> bool:
    """Whether the paragraph below a line is a notice."""
    below = dropwhile(lambda line: not any(c.isalnum() for c in line), lines[at + 1 :])
    return _is_notice(" ".join(takewhile(lambda line: any(c.isalnum() for c in line), below)))


def _parts(lines: Sequence[str]) -> Iterator[list[int]]:
    """Paragraphs; a line within one that begins with "This e-mail" begins another, as below a signature."""
    for part in paragraphs(lines, lambda line: not any(c.isalnum() for c in line)):
        begins = [at for at in part[1:] if fold(lines[at]).startswith(tuple(phrases("notice_mail")))]
        for begin, end in pairwise([part[0], *begins, part[-1] + 1]):
            yield list(range(begin, end))


def _is_notice(text: str) -> bool:
    folded = fold(text)
    if folded in phrases("notice_headings"):
        return True
    about = {key for key in _SAYINGS if _says(folded, key)}
    told = len(about) >= _FEWEST_SAYINGS and not about.isdisjoint(_TELLING)
    told = told or _says(folded, "notice_printing")
    return told and _says(folded, "notice_mail") and not speaks_for_one(text)


def _goes_on(text: str) -> bool:
    """Whether a paragraph may be a notice's second: "If you are not the intended recipient, please delete it."."""
    folded = fold(text)
    return any(_says(folded, key) for key in (*_SAYINGS, "notice_firm")) and not speaks_for_one(text)


def _says(folded: str, key: str) -> bool:
    """Whether a text has words that begin as a phrase does: "vertraulich" is in "vertrauliche Inhalte"."""
    return any(f" {phrase}" in f" {folded}" for phrase in phrases(key))
