"""Legal notices (disclaimers) that organisations put below e-mails.

They say that a mail is confidential, whom it is for and who has to delete it. A paragraph counts as one if it says at
least two such things about "this e-mail" and nobody speaks of themselves in it.

For example:

    The canteen closed in May and nobody told us.

    This e-mail is confidential. If you are not the intended recipient, please delete it.   <- notice
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import dropwhile, pairwise, takewhile

from analyzer.ingest.prose.edges.paragraphs import paragraphs
from analyzer.ingest.prose.narrator import has_first_person_singular
from analyzer.ingest.words import fold, phrases

# What such a notice says about the mail. A complaint about a mail may say one of these, too.
_STATEMENT_KEYS = (
    "notice_secret",
    "notice_addressee",
    "notice_error",
    "notice_delete",
    "notice_forbidden",
    "notice_liable",
)
_MIN_STATEMENTS = 2
# At least one of these must be said: "Please keep this message confidential: disclosure would cost us our jobs" is an
# author's wish.
_REQUIRED_KEYS = frozenset({"notice_addressee", "notice_error"})


def find_notices(lines: Sequence[str]) -> frozenset[int]:
    """Find the lines of the notices that end a mail; none if nothing stands above them.

    In doubt a line is the author's: a notice never says "I", and no words of the author follow one.
    """
    parts = list(_parts(lines))
    texts = [" ".join(lines[at] for at in part) for part in parts]
    begin = len(parts)
    for at in range(len(parts) - 1, 0, -1):
        if _is_notice(texts[at]):
            begin = at
        elif not _may_continue_notice(texts[at]):
            break
    return frozenset(at for part in parts[begin:] for at in part)


def stands_above_notice(lines: Sequence[str], at: int) -> bool:
    """Whether the next paragraph below a line is a notice."""
    below = dropwhile(lambda line: not any(c.isalnum() for c in line), lines[at + 1 :])
    return _is_notice(" ".join(takewhile(lambda line: any(c.isalnum() for c in line), below)))


def _parts(lines: Sequence[str]) -> Iterator[list[int]]:
    """Yield paragraphs as line positions; a line beginning "This e-mail" starts a new one, as below a signature."""
    for part in paragraphs(lines, lambda line: not any(c.isalnum() for c in line)):
        begins = [at for at in part[1:] if fold(lines[at]).startswith(tuple(phrases("notice_mail")))]
        for begin, end in pairwise([part[0], *begins, part[-1] + 1]):
            yield list(range(begin, end))


def _is_notice(text: str) -> bool:
    folded = fold(text)
    if folded in phrases("notice_headings"):
        return True
    about = {key for key in _STATEMENT_KEYS if _has_phrase(folded, key)}
    told = len(about) >= _MIN_STATEMENTS and not about.isdisjoint(_REQUIRED_KEYS)
    told = told or _has_phrase(folded, "notice_printing")
    return told and _has_phrase(folded, "notice_mail") and not has_first_person_singular(text)


def _may_continue_notice(text: str) -> bool:
    """Whether a paragraph may continue a notice: "If you are not the intended recipient, please delete it."."""
    folded = fold(text)
    return any(_has_phrase(folded, key) for key in (*_STATEMENT_KEYS, "notice_firm")) and not has_first_person_singular(
        text
    )


def _has_phrase(folded: str, key: str) -> bool:
    """Whether a text has words that begin with a listed phrase: "vertraulich" matches "vertrauliche Inhalte"."""
    return any(f" {phrase}" in f" {folded}" for phrase in phrases(key))
