"""Tables of the command line in narrow terminals."""

from __future__ import annotations

from datetime import date

import pytest

from analyzer.events import Event, EventKind
from analyzer.pipeline import log_events
from models import Run, Upload
from tests.fakes import fake_tools
from tests.web.command_line import run
from tests.web.office import Office
from web.commands.lines import hanging_row

NAME = "Exit interviews of the northern stores, spring and summer 2025, second try.csv"


@pytest.mark.parametrize("width", [24, 40, 60, 100])
def test_a_row_is_no_wider_than_the_terminal(width: int) -> None:
    for cells in ("     1  ", "     1  employee  ", "     1  employee  stored   2026-03-01 09:30       24  "):
        lines = hanging_row(cells, NAME, width).split("\n")
        assert max(map(len, lines)) <= max(width, len(cells), 28)
        assert "".join(lines).replace(" ", "") == f"{cells}{NAME}".replace(" ", "")


def test_what_has_no_room_beside_the_others_stands_below_them() -> None:
    assert hanging_row("     1  employee  stored  ", "a name of some length", 40) == (
        "     1  employee  stored\n        a name of some length"
    )
    assert hanging_row("     1  employee  stored  ", "", 40) == "     1  employee  stored"
    assert hanging_row("     1  ", "a name of some length", 30) == "     1  a name of some length"


@pytest.mark.parametrize("table", ["uploads", "runs", "events list", "actions list", "knowledge"])
def test_every_table_fits_sixty_columns(
    office: Office, table: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    with office.store.sessions.begin() as session:
        session.query(Upload).update({"name": NAME})
        session.query(Run).update({"error": f"The file {NAME} was not to be found."})
    days = date(2025, 3, 1), date(2025, 4, 30)
    log_events(office.store, [Event("Harbour Street", *days, EventKind.MANAGER, NAME)], fake_tools())
    assert run(*table.split()) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines
    assert max(map(len, lines)) <= 60
