"""Find and remove words of removed records in names and keywords of themes, which are people's own words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from analyzer.pipeline.statements import record_ids
from analyzer.types import Side, is_nameless
from models import Record, Review, Theme, Wave

_WORD = re.compile(r"\w+")
# Origins of names that are not made of this side's words: mechanisms, and names that a user typed.
_NOT_FROM_STATEMENTS = frozenset({"knowledge", "person"})


def names_come_from(session: Session, run_id: int, side: Side, records: Sequence[int]) -> bool:
    """Whether any stored name of a run's themes on a side contains a word that occurs in these records only."""
    names = frozenset(_words(" ".join(_names(session, run_id, side))))
    return bool(_words_only_in(session, run_id, side, records, names))


def drop_keywords(session: Session, run_id: int, side: Side, records: Sequence[int]) -> None:
    """Delete keywords of a side's themes that occur in these records only, before the records are removed."""
    themes = _themes(session, run_id, side)
    known = frozenset(word for theme in themes for keyword in theme.keywords for word in _words(keyword))
    theirs = _words_only_in(session, run_id, side, records, known)
    for theme in themes if theirs else ():
        left = [keyword for keyword in theme.keywords if not theirs & set(_words(keyword))]
        session.execute(update(Theme).where(Theme.id == theme.id).values(keywords=left))


def _words_only_in(
    session: Session, run_id: int, side: Side, records: Sequence[int], words: Collection[str]
) -> frozenset[str]:
    """Find which of these words occur in these records and in no other record of the side that the run reads."""
    said = session.scalars(select(Record.text).where(Record.id.in_(records))).all()
    left = {word for text in said for word in _words(text)} & set(words)
    read = select(Record.text).where(Record.side == side, Record.id.in_(record_ids(run_id)))
    for text in session.scalars(read.where(Record.id.not_in(records))):
        # Most words occur again in the first few records.
        if not left:
            break
        left.difference_update(_words(text))
    return frozenset(left)


def _names(session: Session, run_id: int, side: Side) -> Iterator[str]:
    """Yield the current and former names of a side's themes, and the names of their sources and of ended themes."""
    themes = _themes(session, run_id, side)
    for theme in themes:
        if theme.name_from not in _NOT_FROM_STATEMENTS and not is_nameless(theme.name, theme.name_from):
            yield theme.name
        lineage: Mapping[str, Any] = theme.lineage or {}
        yield from (source["name"] for source in lineage.get("sources", ()))
    renamed = select(Review.value).where(Review.theme_id.in_([theme.id for theme in themes]), Review.kind == "renamed")
    yield from session.scalars(renamed)
    wave = session.get(Wave, run_id)
    account: Mapping[str, Any] = (wave and getattr(wave, side)) or {}
    yield from (ended["theme"]["name"] for ended in account.get("ended", ()))


def _themes(session: Session, run_id: int, side: Side) -> Sequence[Theme]:
    return session.scalars(select(Theme).where(Theme.run_id == run_id, Theme.side == side)).all()


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
