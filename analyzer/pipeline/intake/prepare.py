"""Raw records to what is stored of them. A row that is known already is neither redacted nor stored again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from analyzer.language import language_of
from analyzer.pipeline.store import Store
from analyzer.redact import Redactor
from analyzer.segment import slices
from analyzer.types import Aside, RawRecord, SetAside, Side

# Grows when the same row would be redacted or cut differently, so that it is stored anew.
READING = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A raw record with the keyed hash that knows it again."""

    raw: RawRecord
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """A record as it is stored: redacted, its language known, cut into statements.

    Attributes:
        row: What it was made of.
        person: The author's pseudonym.
        text: Redacted text.
        asked: The interviewer's words, redacted.
        attributes: Further columns, values redacted.
        language: ISO 639-1 code, "und" where it cannot be told.
        slices: (start, end) of each statement in the redacted text.
    """

    row: Row
    person: str
    text: str
    asked: tuple[str, ...]
    attributes: tuple[tuple[str, str], ...]
    language: str
    slices: tuple[tuple[int, int], ...]


def screen(found: Iterable[RawRecord | SetAside], store: Store, side: Side, named: bool) -> Iterator[Row | SetAside]:
    """Give each raw record the hash that knows it again, in this file and in any other.

    Rows that carry an id (``named``) are the same row when id and content are; a second one in the same file is set
    aside. Rows without an id are told apart by their position among equal ones, so that equal answers of two people
    both count, and the same file in another order adds nothing.
    """
    seen: Counter[str] = Counter()
    for each in found:
        if isinstance(each, SetAside):
            yield each
            continue
        content = _hash_content(store, side, each, named)
        seen[content] += 1
        if named and seen[content] > 1:
            yield SetAside(each.line, Aside.SKIPPED, "repeats a row above, id and all")
        else:
            yield Row(each, store.digest(content, seen[content]))


def prepare(rows: Sequence[Row], store: Store, side: Side, redactor: Redactor) -> Iterator[Prepared]:
    """Redact rows, find each one's language and cut it into statements."""
    plain = {words for row in rows for words in _around(row.raw)}
    redacted = _redact_all(redactor, sorted(plain | {row.raw.text for row in rows}))
    for row in rows:
        text = redacted[row.raw.text]
        language = language_of(text)
        yield Prepared(
            row=row,
            person=_pseudonym(store, side, row),
            text=text,
            asked=tuple(redacted[words] for words in row.raw.asked),
            attributes=tuple((name, redacted[value]) for name, value in row.raw.attributes),
            language=language,
            slices=slices(text, language),
        )


def _hash_content(store: Store, side: Side, raw: RawRecord, named: bool) -> str:
    identity = raw.id if named else None
    return store.digest(side, identity, raw.text, raw.asked, raw.date, raw.unit, raw.person, raw.rating, raw.attributes)


def _pseudonym(store: Store, side: Side, row: Row) -> str:
    if row.raw.person is None:
        return f"r{row.fingerprint[:16]}"
    return f"p{store.digest(side, row.raw.person, size=8)}"


def _around(raw: RawRecord) -> Iterator[str]:
    """Yield what stands around a person's own words: a form's questions, the further columns' values."""
    yield from raw.asked
    yield from (value for _, value in raw.attributes)


def _redact_all(redactor: Redactor, texts: Sequence[str]) -> dict[str, str]:
    return {text: redacted.text for text, redacted in zip(texts, redactor.redact_all(texts), strict=True)}
