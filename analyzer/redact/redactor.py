"""Replace what identifies a person by tokens like [NAME]."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from analyzer.clean import TracedText, trace_clean
from analyzer.redact.addresses import find_addresses
from analyzer.redact.codes import find_birth_dates, find_codes, find_dates_after_names
from analyzer.redact.contacts import find_contacts, find_numbers
from analyzer.redact.names import NameFinder
from analyzer.redact.persons import find_persons, find_repeats
from analyzer.redact.spans import Span
from analyzer.redact.words import may_hold_name

# Where rules overlap, the slice gets the first of these kinds.
_KINDS_BY_PRIORITY = ("EMAIL", "URL", "IBAN", "CARD", "IP", "ADDRESS", "DOB", "PHONE", "PLATE", "HANDLE", "ID", "NAME")
_TOKEN = re.compile(rf"\[(?:{'|'.join(_KINDS_BY_PRIORITY)})\]")
_FILL_IN_LINE = re.compile(r"(?<![A-Za-z0-9])_+|_+(?![A-Za-z0-9])")
_DIGIT = re.compile(r"\d")
_MAX_TOKEN_CHARS = max(map(len, _KINDS_BY_PRIORITY)) + 2
_CHUNK_TEXTS = 2_048


@dataclass(frozen=True, slots=True)
class Redacted:
    """A text fit to be stored.

    Attributes:
        text: The clean text (see ``analyzer.clean``), with tokens like ``[NAME]`` in place of what was found.
        spans: What was found, in order and not overlapping, with offsets in the original text.
    """

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Draft:
    traced: TracedText
    spans: tuple[Span, ...] = ()


class Redactor:
    """Redacts texts by rules and, if given, by a name finder.

    Redaction is idempotent: each text is read again until nothing more is found.
    """

    def __init__(self, names: NameFinder | None = None) -> None:
        self._names = names

    def redact(self, text: str) -> Redacted:
        """Redact one text."""
        return next(self.redact_all([text]))

    def redact_all(self, texts: Iterable[str]) -> Iterator[Redacted]:
        """Redact texts in order and in chunks, since the name finder is several times faster on batches."""
        waiting = iter(texts)
        while chunk := list(islice(waiting, _CHUNK_TEXTS)):
            yield from self._redact_chunk(chunk)

    def _redact_chunk(self, texts: Sequence[str]) -> Iterator[Redacted]:
        drafts = [_Draft(trace_clean(text)) for text in texts]
        unsettled = list(range(len(drafts)))
        while unsettled:
            found = self._find_all([_blank_fill_in_lines(drafts[i].traced.text) for i in unsettled])
            changed = [(i, spans) for i, spans in zip(unsettled, found, strict=True) if spans]
            for i, spans in changed:
                drafts[i] = _apply(drafts[i], spans)
            unsettled = [i for i, _ in changed]
        return (Redacted(draft.traced.text, draft.spans) for draft in drafts)

    def _find_all(self, texts: Sequence[str]) -> list[list[Span]]:
        named: dict[int, tuple[Span, ...]] = {}
        if self._names is not None:
            reading = [i for i, text in enumerate(texts) if may_hold_name(_TOKEN.sub(" ", text))]
            named = dict(zip(reading, self._names([texts[i] for i in reading]), strict=True))
        return [_find(text, named.get(i, ())) for i, text in enumerate(texts)]


def _blank_fill_in_lines(text: str) -> str:
    """Replace the underscores of a form's fill-in lines by as many spaces: they would count as letters of words."""
    return _FILL_IN_LINE.sub(lambda match: " " * len(match[0]), text) if "_" in text else text


def _find(text: str, named: Sequence[Span]) -> list[Span]:
    names = [span for span in (*named, *find_persons(text)) if span.type == "NAME"]
    spans = [*named, *names, *find_contacts(text), *find_repeats(text, names)]
    if _DIGIT.search(text):
        dates = (*find_birth_dates(text), *find_dates_after_names(text, names))
        spans += [*find_numbers(text), *find_codes(text), *find_addresses(text), *dates]
    return _merge([part for span in spans for part in _outside_tokens(text, span)])


def _outside_tokens(text: str, span: Span) -> Iterator[Span]:
    """Yield the parts of a span outside tokens: a token is never redacted again."""
    around = (max(0, span.start - _MAX_TOKEN_CHARS), span.end + _MAX_TOKEN_CHARS)
    done = span.start
    for token in (*_TOKEN.finditer(text, *around), None):
        first, last = token.span() if token else (span.end, span.end)
        if any(character.isalnum() for character in text[done : min(first, span.end)]):
            yield _strip_spaces(text, Span(done, min(first, span.end), span.type))
        done = max(done, last)


def _strip_spaces(text: str, span: Span) -> Span:
    within = text[span.start : span.end]
    return Span(
        span.start + len(within) - len(within.lstrip()), span.end - len(within) + len(within.rstrip()), span.type
    )


def _merge(spans: Sequence[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(spans, key=lambda s: s.start):
        if merged and span.start < merged[-1].end:
            kind = min(merged[-1].type, span.type, key=_KINDS_BY_PRIORITY.index)
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end), kind)
        else:
            merged.append(span)
    return merged


def _apply(draft: _Draft, spans: Sequence[Span]) -> _Draft:
    found = [Span(*draft.traced.origin(span.start, span.end), span.type) for span in spans]
    traced = draft.traced.replace([(span.start, span.end, f"[{span.type}]") for span in spans])
    return _Draft(traced, tuple(sorted((*draft.spans, *found), key=lambda span: span.start)))
