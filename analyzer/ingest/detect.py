"""Any accepted file → a plan to read it by → raw records and the rows set aside."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from analyzer.ingest.plan import Choices, IngestError, Plan
from analyzer.types import RawRecord, SetAside

LIMIT = 300 * 1024 * 1024


def inspect(path: Path, name: str, choices: Choices = Choices(), limit: int = LIMIT) -> Plan:
    """Find out how to read a file, without reading all of it.

    Args:
        path: Where its bytes lie.
        name: What its owner calls it; used in messages and as a hint to its format.
        choices: What a person has corrected.
        limit: Largest accepted size, bytes.

    Raises:
        IngestError: It cannot be read; the sentence says what was found and what to do.
    """
    raise IngestError(f"{name} cannot be read yet.")


def read(path: Path, plan: Plan) -> Iterator[RawRecord | SetAside]:
    """Read a file by its plan, one row at a time: every row comes out once, as a record or set aside.

    Raises:
        IngestError: The file broke off, or is not the one that was inspected.
    """
    raise IngestError(f"{plan.name} cannot be read yet.")
