"""The same words in two months' files, without an id, are two rows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from analyzer.pipeline import open_store
from analyzer.pipeline.intake.prepare import Row, screen
from analyzer.settings import place
from analyzer.types import RawRecord, Side


def known_by(store: object, *raw: RawRecord) -> list[str]:
    rows = screen(raw, store, Side.CUSTOMER, named=False)  # type: ignore[arg-type]
    return [row.fingerprint for row in rows if isinstance(row, Row)]


def test_it_knows_the_same_words_of_another_month_as_another_row(home: Path) -> None:
    store = open_store(place({"HEADWATER_HOME": str(home)}))
    january = RawRecord("1", 1, "The queue was long.", date=date(2025, 1, 5), unit="North")
    april = RawRecord("1", 1, "The queue was long.", date=date(2025, 4, 5), unit="North")
    corrected = RawRecord("1", 1, "The queue was long.", date=date(2025, 1, 5), unit="South")
    assert known_by(store, january) != known_by(store, april)
    assert known_by(store, january) == known_by(store, corrected)
    assert len(set(known_by(store, january, january))) == 2
