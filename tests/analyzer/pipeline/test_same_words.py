"""The same words in two months' files, without an id, are two rows; other words under one id are one person's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from analyzer.pipeline import open_store
from analyzer.pipeline.intake.prepare import Row, fingerprint_rows
from analyzer.settings import installation_settings
from analyzer.types import RawRecord, Side


def known_by(store: object, *raw: RawRecord) -> list[str]:
    rows = fingerprint_rows(raw, store, Side.CUSTOMER, named=False)  # type: ignore[arg-type]
    return [row.fingerprint for row in rows if isinstance(row, Row)]


def test_it_knows_the_same_words_of_another_month_as_another_row(home: Path) -> None:
    store = open_store(installation_settings({"HEADWATER_HOME": str(home)}))
    january = RawRecord("1", 1, "The queue was long.", date=date(2025, 1, 5), unit="North")
    april = RawRecord("1", 1, "The queue was long.", date=date(2025, 4, 5), unit="North")
    corrected = RawRecord("1", 1, "The queue was long.", date=date(2025, 1, 5), unit="South")
    assert known_by(store, january) != known_by(store, april)
    assert known_by(store, january) == known_by(store, corrected)
    assert len(set(known_by(store, january, january))) == 2


def people(store: object, *raw: RawRecord, named: bool = True) -> list[str]:
    rows = fingerprint_rows(raw, store, Side.EMPLOYEE, named=named)  # type: ignore[arg-type]
    return [row.person for row in rows if isinstance(row, Row)]


def test_other_words_under_the_same_id_day_and_unit_are_one_persons(home: Path) -> None:
    store = open_store(installation_settings({"HEADWATER_HOME": str(home)}))
    said = RawRecord("R_17", 1, "The rota changed.", date=date(2025, 1, 5), unit="North")
    corrected, other = replace(said, text="The rota changed weekly."), replace(said, id="R_18", line=2)
    assert people(store, said, other)[0] == people(store, corrected, other)[0]
    for change in ({"id": "R_19"}, {"date": date(2025, 2, 5)}, {"unit": "South"}):
        assert people(store, said) != people(store, replace(corrected, **change))
    # Numbers that begin anew in each file, or one for all rows, tell nobody apart.
    assert people(store, replace(said, date=None)) != people(store, replace(corrected, date=None))
    assert len(set(people(store, said, replace(said, text="Pay was low.", line=2)))) == 2
    assert people(store, said, named=False) != people(store, corrected, named=False)
