"""The leaders' report as one HTML file that opens offline and fetches nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from analyzer.report.build import build_report

if TYPE_CHECKING:
    from datetime import date

    from analyzer.gate import Gated


def to_html(gated: Gated, made: date) -> str:
    """Write the leaders' report.

    Args:
        gated: What a reader may see; nothing else enters a report.
        made: The day to print on it.

    Returns:
        A whole HTML page with its style and pictures inside. Every text of a user is escaped.
    """
    environment = Environment(
        loader=PackageLoader("analyzer.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html").render(report=build_report(gated, made))
