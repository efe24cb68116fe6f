"""Count where every row and statement of one side of a run went; and store the counts once a record is removed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from analyzer.pipeline.statements import RecordRow, StoredStatement, load_records
from analyzer.spelling import unit_key
from analyzer.types import Coverage, Side
from models import Upload


def count_coverage(
    session: Session, run_id: int, side: Side, uploads: Sequence[Upload], statements: Sequence[StoredStatement]
) -> Coverage:
    """Count one side of a run as stored now.

    Args:
        session: Reads it.
        run_id: The run.
        side: Whose rows.
        uploads: All that the run reads.
        statements: The side's statements.
    """
    own = [upload for upload in uploads if upload.side == side]
    records = list(load_records(session, run_id, side).values())
    days = [record.date for record in records if record.date]
    in_themes = sum(statement.content.theme is not None for statement in statements)
    return Coverage(
        # A removed record is not counted, as if its row had never been handed in.
        rows=sum(upload.rows - upload.removed for upload in own),
        problem_rows=sum(upload.problem_rows for upload in own),
        no_answer=sum(upload.no_answer for upload in own),
        # A row in several uploads is one record; each repetition counts as skipped.
        skipped=sum(upload.skipped + upload.records - upload.removed for upload in own) - len(records),
        records=len(records),
        people=len({record.person for record in records}),
        people_known=all(upload.people_known for upload in own),
        people_partly=len({upload.people_known for upload in own}) > 1,
        statements=len(statements),
        in_themes=in_themes,
        remainder=len(statements) - in_themes,
        units=len({unit for record in records if (unit := unit_key(record.unit or ""))}),
        first=min(days, default=None),
        last=max(days, default=None),
        languages=_languages(records),
    )


def _languages(records: Sequence[RecordRow]) -> tuple[tuple[str, int], ...]:
    """Count the people who write in each language, most frequent first."""
    spoken = sorted({(record.language, record.person) for record in records})
    return tuple(Counter(language for language, _ in spoken).most_common())


def coverage_to_json(coverage: Coverage) -> dict[str, object]:
    """Convert a coverage to JSON. Of first and last day, which may be one person's, only the month is kept."""
    days = {name: day and day.replace(day=1).isoformat() for name, day in _days(coverage).items()}
    return {**asdict(coverage), **days}


def coverage_from_json(stored: Mapping[str, Any]) -> Coverage:
    """Convert the result of ``coverage_to_json`` back."""
    days = {name: date.fromisoformat(stored[name]) if stored[name] else None for name in ("first", "last")}
    languages = tuple((str(language), int(people)) for language, people in stored["languages"])
    return Coverage(**{**stored, **days, "languages": languages})


def _days(coverage: Coverage) -> dict[str, date | None]:
    return {"first": coverage.first, "last": coverage.last}
