"""Count what reading a file would give, without keeping any of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path

from analyzer.events import month_of
from analyzer.ingest.detect import read
from analyzer.ingest.plan import Plan, Role
from analyzer.ingest.units import NamedUnit, gather_units
from analyzer.spelling import SameUnits
from analyzer.types import Aside, RawRecord, SetAside
from analyzer.wording.counts import how_many


@dataclass(frozen=True, slots=True)
class Summary:
    """A plan and the counts of reading a file by it.

    Attributes:
        plan: How the file is read.
        records: Number of records.
        no_answer: Number of rows without an answer.
        skipped: Rows skipped, with their reasons.
        problems: Rows that cannot be read, with their reasons.
        whole: Whether all rows were counted; otherwise only the first ones.
        dated: Number of records with a date.
        undated: Number of records whose value in the date column cannot be read.
        units: The units that records name.
        lacking: What records lack of unit and date ("no unit") and how many lack it.
        first: The earliest date.
        last: The latest date.
    """

    plan: Plan
    records: int
    no_answer: int
    skipped: tuple[SetAside, ...]
    problems: tuple[SetAside, ...]
    whole: bool = True
    dated: int = 0
    undated: int = 0
    units: tuple[NamedUnit, ...] = ()
    lacking: Mapping[str, int] = field(default_factory=dict)
    first: date | None = None
    last: date | None = None

    @property
    def without_place(self) -> str:
        """A sentence on the records of running text without unit or date, or ""."""
        return say_unplaced(self.plan, self.lacking)

    @property
    def bad_dates(self) -> str:
        """A sentence on the dates that cannot be read, or ""."""
        return say_bad_dates(self.plan, self.dated, self.undated)

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences about what could not be read as it stands."""
        return tuple(filter(None, (*self.plan.notes, self.bad_dates, self.without_place)))

    @property
    def rows(self) -> int:
        """Number of rows of the file, whatever became of them."""
        return self.records + self.no_answer + len(self.skipped) + len(self.problems)

    def to_dict(self) -> dict[str, object]:
        """Return the JSON of ``headwater import --dry-run --json`` for a readable file."""
        plan = self.plan
        return {
            "format": plan.format.value,
            "encoding": plan.encoding,
            "delimiter": plan.delimiter,
            "header_rows": plan.header_rows,
            "columns": [{"name": column.name, "role": column.role.value} for column in plan.columns],
            "questions": [column.question for column in plan.columns],
            "rows": self.rows,
            "records": self.records,
            "no_answer": self.no_answer,
            "skipped": len(self.skipped),
            "skipped_rows": _reasons(self.skipped),
            "problem_rows": _reasons(self.problems),
            "shape": plan.shape.value if plan.shape else None,
            "unit": plan.unit,
            "day": plan.day.isoformat() if plan.day else None,
            "date_order": plan.date_order.value if plan.date_order else None,
            "dates_unsettled": plan.dates_unsettled,
            "headers_unsettled": plan.headers_unsettled,
            "units": [
                {
                    "name": unit.name,
                    "records": unit.records,
                    "spellings": list(unit.others),
                    "months": [f"{month // 12}-{month % 12 + 1:02}" for month in sorted(unit.months)],
                }
                for unit in self.units
            ],
            "first": self.first.isoformat() if self.first else None,
            "last": self.last.isoformat() if self.last else None,
            "notes": list(self.notes),
            "error": None,
        }


def summarise(path: Path, plan: Plan, most: int | None = None) -> Summary:
    """Count what reading ``path`` by ``plan`` gives.

    Args:
        path: Where the bytes lie.
        plan: How to read them.
        most: Maximum number of rows to count; None counts all.

    Raises:
        IngestError: The file broke off while it was read.
    """
    records, no_answer, undated = 0, 0, 0
    lacking: Counter[str] = Counter()
    days: list[date] = []
    skipped: list[SetAside] = []
    problems: list[SetAside] = []
    spelled: Counter[str] = Counter()
    months: dict[str, set[int]] = {}
    rows = read(path, plan)
    for found in islice(rows, most):
        if isinstance(found, RawRecord):
            records += 1
            days += [found.date] if found.date else []
            undated += found.undated
            lacking[say_lacking(found)] += 1
            if found.unit:
                spelled[found.unit] += 1
                months.setdefault(found.unit, set()).update([month_of(found.date)] if found.date else [])
        elif found.kind is Aside.NO_ANSWER:
            no_answer += 1
        else:
            (skipped if found.kind is Aside.SKIPPED else problems).append(found)
    return Summary(
        plan,
        records,
        no_answer,
        tuple(skipped),
        tuple(problems),
        whole=next(rows, None) is None,
        dated=len(days),
        undated=undated,
        units=gather_units(spelled, SameUnits(), months),
        lacking=lacking,
        first=min(days, default=None),
        last=max(days, default=None),
    )


def say_bad_dates(plan: Plan, dated: int, undated: int) -> str:
    """Say in one sentence how many values of the date column are not dates; "" if all are.

    No value is quoted: what is there instead of a date may be somebody's words.
    """
    if not undated:
        return ""
    column = plan.columns[plan.with_role(Role.DATE)[0]].name
    rows = "this row counts" if undated == 1 else "these rows count"
    return (
        f"Column “{column}”: {undated:,} of {dated + undated:,} values could not be read as dates; "
        f"{rows} as undated. Write them like 2026-03-31."
    )


def say_lacking(record: RawRecord) -> str:
    """Say what a record lacks of unit and date; "" if it has both."""
    if record.unit:
        return "" if record.date else "no date"
    return "no unit" if record.date else "neither unit nor date"


def say_unplaced(plan: Plan, lacking: Mapping[str, int]) -> str:
    """Say in one sentence how many records of running text lack unit or date; "" if none does.

    Args:
        plan: How the file is read.
        lacking: What records lack, as ``say_lacking`` says it, and how many lack it.
    """
    found = {lack: count for lack, count in lacking.items() if lack}
    if not plan.shape or not found:
        return ""
    count = sum(found.values())
    have, gives = ("has", "it gives") if count == 1 else ("have", "they give")
    lack = next(iter(found)) if len(found) == 1 else "no unit or no date"
    counted = how_many(count, "record")
    return f"{counted} {have} {lack}: {gives} themes, but cannot be tested against the other side."


def unreadable_file_json(sentence: str) -> dict[str, object]:
    """Return the same JSON for a file that cannot be read: no counts, and the sentence that says why."""
    nothing = dict.fromkeys(("format", "encoding", "delimiter", "header_rows"))
    counts = dict.fromkeys(("rows", "records", "no_answer", "skipped"), 0)
    return {**nothing, "columns": [], **counts, "skipped_rows": [], "problem_rows": [], "notes": [], "error": sentence}


def _reasons(rows: tuple[SetAside, ...]) -> list[dict[str, object]]:
    return [{"line": row.line, "reason": row.reason} for row in rows]
