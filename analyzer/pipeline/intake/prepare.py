"""Prepare raw records for storage. Of a row that is stored already, only the columns around its text are read again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter

from analyzer.language import detect_languages
from analyzer.pipeline.store import Store
from analyzer.redact import Redactor, may_be_all_names
from analyzer.segment import count_contacts, slices, without_contact_words
from analyzer.slices import coarsen, describes
from analyzer.spelling import unit_key
from analyzer.types import Aside, RawRecord, SetAside, Side
from analyzer.wording.counts import how_many

# Increase it when the same row would be redacted, cut or given other questions, so that the upload is stored anew.
INTAKE_VERSION = 7
# All fields of a raw record except its line: equal for repeated rows.
_ROW_CONTENT = attrgetter(*(field.name for field in fields(RawRecord) if field.name != "line"))


@dataclass(frozen=True, slots=True)
class Row:
    """A raw record with its keyed hashes.

    Attributes:
        raw: The raw record.
        fingerprint: Identifies the row in this file and in others.
        person: The author's pseudonym.
    """

    raw: RawRecord
    fingerprint: str
    person: str


@dataclass(frozen=True, slots=True)
class KnownRow:
    """A row that is stored already, as it is read now: its questions and further columns, redacted."""

    row: Row
    asked: tuple[str, ...]
    attributes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A record ready to be stored: redacted, with its language, cut into statements.

    Attributes:
        row: The row that it was made from.
        text: Redacted text.
        asked: The question that each paragraph answers, redacted.
        attributes: Further columns that a run can need, values redacted.
        language: ISO 639-1 code, "und" where it cannot be told.
        slices: (start, end) of each statement in the redacted text.
    """

    row: Row
    text: str
    asked: tuple[str, ...]
    attributes: tuple[tuple[str, str], ...]
    language: str
    slices: tuple[tuple[int, int], ...]


def fingerprint_rows(
    found: Iterable[RawRecord | SetAside], store: Store, side: Side, named: bool
) -> Iterator[Row | SetAside]:
    """Give each raw record the hash that identifies it, in this file and in any other.

    The roles of the other columns may be corrected later, so a row is identified by its text, by its id if it has one
    (``named``), else by its date, and by its position among equal rows: equal answers of two people both count, the
    same words in another month's file are another row, and the same file in another order adds nothing. A row that
    repeats another row of the same file, including the id, is set aside.
    """
    seen: Counter[str] = Counter()
    rows_seen: set[tuple[object, ...]] = set()
    rows = list(found)
    ids = Counter(each.id for each in rows if isinstance(each, RawRecord)) if named else Counter[str]()
    for each in rows:
        if isinstance(each, SetAside):
            yield each
            continue
        if named:
            content_of_row = _ROW_CONTENT(each)
            if content_of_row in rows_seen:
                yield SetAside(each.line, Aside.SKIPPED, "repeats a row above, id and all")
                continue
            rows_seen.add(content_of_row)
        known_by = ("id", each.id) if named else ("date", each.date)
        content = store.digest(side, known_by, each.text)
        seen[content] += 1
        fingerprint = store.digest(content, seen[content])
        yield Row(each, fingerprint, _pseudonym(store, side, each, fingerprint, alone=ids[each.id] == 1))


def prepare(rows: Sequence[Row], redactor: Redactor) -> Iterator[Prepared]:
    """Redact rows, detect their languages and cut them into statements."""
    plain = {words for row in rows for words in _surrounding_texts(row.raw)}
    redacted = _redact_all(redactor, sorted(plain | {row.raw.text for row in rows}))
    languages = detect_languages([redacted[row.raw.text] for row in rows])
    for row, language in zip(rows, languages, strict=True):
        text = redacted[row.raw.text]
        asked, attributes = _redacted_surroundings(row.raw, redacted)
        yield Prepared(
            row=row,
            text=text,
            asked=asked,
            attributes=attributes,
            language=language,
            slices=slices(text, language),
        )


def count_emptied(texts: Iterable[str], load_redactor: Callable[[], Redactor]) -> int:
    """Count the texts of which nothing is left but contacts, without redacting those that have any other plain word."""
    doubtful = [text for text in texts if may_be_emptied(text)]
    redacted = load_redactor().redact_all(doubtful) if doubtful else iter(())
    return sum(not slices(each.text, "und") for each in redacted)


def may_be_emptied(text: str) -> bool:
    """Tell cheaply whether a text may hold nothing but what redaction takes out and the words around a contact."""
    return may_be_all_names(text) or may_be_all_names(without_contact_words(text))


def say_emptied(count: int) -> str:
    """Say in one sentence how many records hold nothing but what redaction takes out; "" if none does."""
    if not count:
        return ""
    holds, counts, says = ("holds", "it counts", "says") if count == 1 else ("hold", "they count", "say")
    return (
        f"{how_many(count, 'record')} {holds} nothing but what redaction takes out, or how to reach somebody: "
        f"{counts} as read, but {says} nothing in any theme."
    )


def say_contacts(fresh: Iterable[Prepared]) -> str:
    """Say in one sentence how many statements only tell who wrote them or how to reach them; "" if none does.

    Records that hold nothing else are counted by ``say_emptied``.
    """
    count = sum(count_contacts(each.text, each.language) for each in fresh if each.slices)
    if not count:
        return ""
    says, are = ("says", "It is") if count == 1 else ("say", "They are")
    return f"{how_many(count, 'statement')} only {says} who wrote or how to reach them. {are} set aside."


def redact_known(rows: Sequence[Row], redactor: Redactor) -> Iterator[KnownRow]:
    """Redact the questions and further columns of stored rows: columns may have got other roles by a correction."""
    redacted = _redact_all(redactor, sorted({words for row in rows for words in _surrounding_texts(row.raw)}))
    for row in rows:
        asked, attributes = _redacted_surroundings(row.raw, redacted)
        yield KnownRow(row, asked, attributes)


def _redacted_surroundings(
    raw: RawRecord, redacted: Mapping[str, str]
) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    return tuple(redacted[words] for words in raw.asked), tuple(
        # Of an age or a date of birth, only the wide band that slices need is stored.
        (name, coarsen(name, redacted[value], raw.date))
        for name, value in _kept_attributes(raw)
    )


def _pseudonym(store: Store, side: Side, raw: RawRecord, fingerprint: str, *, alone: bool) -> str:
    """Make the author's pseudonym: from the person column, else from the row.

    A corrected answer, or a file of which other columns are read, has other words under the same id: if that id is
    unique in its file, and date and unit are the same, it is one person, whom the gate must not count twice.
    """
    if raw.person is not None:
        return f"p{store.digest(side, raw.person, size=8)}"
    if alone and raw.date is not None:
        return f"r{store.digest(side, 'row', raw.id, raw.date, unit_key(raw.unit or ''), size=8)}"
    return f"r{fingerprint[:16]}"


def _surrounding_texts(raw: RawRecord) -> Iterator[str]:
    """Yield the texts around a person's own words: the questions asked and the values of further columns."""
    yield from raw.asked
    yield from (value for _, value in _kept_attributes(raw))


def _kept_attributes(raw: RawRecord) -> Iterator[tuple[str, str]]:
    """Yield the further columns that a run can need. Any other may name somebody or hold a staff number."""
    return ((name, value) for name, value in raw.attributes if describes(name))


def _redact_all(redactor: Redactor, texts: Sequence[str]) -> dict[str, str]:
    return {text: redacted.text for text, redacted in zip(texts, redactor.redact_all(texts), strict=True)}
