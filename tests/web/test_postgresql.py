"""One home on PostgreSQL: what removing leaves there is what it leaves in SQLite."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import inspect

from analyzer.settings import InstallationSettings, Settings
from analyzer.types import Side
from models import BarredRow, Base, Record, Run, Trace, Upload
from models.enums import Role
from tests.postgresql import serve
from tests.removing import (
    ONLY_THEIRS,
    both,
    counts,
    done,
    dump,
    employees_alone,
    found,
    odd,
    record_saying,
    shown,
    without_words,
)
from tests.web.office import Office
from tests.web.test_removing import agree, stored
from web.app import create_app

pytestmark = pytest.mark.postgresql


@pytest.fixture
def office(home: Path) -> Iterator[Office]:
    """An installation without uploads, whose database is PostgreSQL's."""
    with serve() as database:
        app = create_app(InstallationSettings(home, database), Settings())
        app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
        office = Office(app, {}, 0, 0, 0)
        yield office
        office.store.sessions.kw["bind"].dispose()


def test_a_record_a_run_and_an_upload_are_removed_and_no_number_comes_again(office: Office) -> None:
    store, analyst = office.store, office.sit_down(Role.ANALYST)
    employees, customers = both(store, odd())
    first = done(store, employees, customers)
    second = done(store, employees, customers, after=first)
    before, counted, hers = shown(store, first), counts(store, first), record_saying(store, "zebra")
    assert all(word in dump(store) for word in ONLY_THEIRS)

    agree(analyst, f"/uploads/{employees}/records/{hers}/remove")
    assert [word for word in ONLY_THEIRS if word in dump(store)] == []
    assert without_words(shown(store, first)) == without_words(before)
    assert (counts(store, first), found(store, first).removed[Side.EMPLOYEE].records) == (counted, 1)
    assert (stored(office, BarredRow), stored(office, Trace)) == (1, 2)
    held = stored(office, Record)
    employees_alone(store, odd(), "")
    assert stored(office, Record) == held

    agree(analyst, f"/runs/{second}/remove")
    assert analyst.get(f"/runs/{second}").status_code == 404
    third = done(store, employees, customers, after=first)
    assert third == second + 1

    agree(analyst, f"/uploads/{customers}/remove")
    assert (stored(office, Run), stored(office, Upload)) == (0, 2)
    assert both(store)[1] > customers


def test_its_tables_are_those_of_the_models(office: Office) -> None:
    with office.store.sessions() as session:
        made = inspect(session.connection())
        columns = {table: {column["name"] for column in made.get_columns(table)} for table in Base.metadata.tables}
    assert columns == {name: set(table.columns.keys()) for name, table in Base.metadata.tables.items()}
