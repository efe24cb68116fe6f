"""Read what leaders say they do, from a file or pasted text: cut it into intentions and redact them."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from analyzer.ingest import Choices, IngestError, Shape, inspect, read
from analyzer.intentions import MOST_INTENTIONS, sentences
from analyzer.language import detect_language
from analyzer.redact import Redactor
from analyzer.segment import slices
from analyzer.types import RawRecord

# Limit for a pasted text or a file; a hundred sentences need far less.
MAX_CHARACTERS = 100_000


def read_intentions(text: str, redactor: Redactor) -> tuple[str, ...]:
    """Cut what leaders say into intentions, one per sentence or bullet, and redact them.

    Raises:
        IngestError: There is no sentence, or there are too many.
    """
    found = sentences(text[:MAX_CHARACTERS], partial(slices, language=detect_language(text)))
    if not found:
        raise IngestError("There is no sentence in it; write what leaders say they do, one sentence or bullet each.")
    if len(found) > MOST_INTENTIONS or len(text) > MAX_CHARACTERS:
        raise IngestError(f"It holds more than {MOST_INTENTIONS} sentences; keep those that leaders stand by.")
    # Redaction may make two intentions equal.
    return tuple(dict.fromkeys(redacted.text for redacted in redactor.redact_all(found)))


def read_intentions_in(path: Path, redactor: Redactor) -> tuple[str, ...]:
    """Read intentions from a file of running text.

    Raises:
        IngestError: It cannot be read, is a table, or holds no intention or too many.
    """
    plan = inspect(path, path.name)
    if plan.shape is None:
        raise IngestError(f"{path.name} is a table; give what leaders say they do as running text.")
    plan = inspect(path, path.name, Choices(shape=Shape.LINES))
    lines = [record.text for record in read(path, plan) if isinstance(record, RawRecord)]
    try:
        return read_intentions("\n".join(lines), redactor)
    except IngestError as error:
        raise IngestError(f"{path.name} cannot be taken as intentions. {error}") from error
