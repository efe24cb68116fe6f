"""What the command line prints."""

from datetime import date

import pytest

from analyzer.gate import gate
from analyzer.report.build import build_report
from analyzer.settings import GateSettings
from tests import factories
from web.commands.terminal import describe_findings, progress_bars


@pytest.mark.parametrize("width", [30, 60, 200])
def test_it_keeps_within_the_width(width: int) -> None:
    report = build_report(gate(factories.make_analysis(), GateSettings()), date(2026, 3, 1))
    assert max(map(len, describe_findings(report, width).splitlines())) <= min(width, 100)


def test_it_shows_no_bars_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_bars() as progress:
        progress("embed", 1, 2)
    assert capsys.readouterr() == ("", "")
