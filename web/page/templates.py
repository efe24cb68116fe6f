"""Tools for all templates: wording, formats of numbers and times, and the navigation for the user's role."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from flask import Flask, request
from flask_login import current_user

from analyzer.report.phrases import delay
from analyzer.report.waves.sections import OUTGROWN
from analyzer.types import is_nameless
from analyzer.wording.counts import how_many, signed
from models.enums import Role
from web.access import ROUTES
from web.page import words


@dataclass(frozen=True, slots=True)
class NavigationEntry:
    """An entry of the navigation: its endpoint, and the blueprints whose pages belong to it."""

    label: str
    endpoint: str
    parts: frozenset[str]


_NAVIGATION = (
    NavigationEntry("Overview", "home.start", frozenset({"home"})),
    NavigationEntry("Uploads", "uploads.list_uploads", frozenset({"uploads", "preview", "units"})),
    NavigationEntry("Events", "events.list_events", frozenset({"events"})),
    NavigationEntry("Runs", "runs.list_runs", frozenset({"runs", "themes", "links", "intentions", "lenses"})),
    NavigationEntry("Reports", "reports.list_reports", frozenset({"reports"})),
    NavigationEntry("Actions", "actions.list_actions", frozenset({"actions"})),
    NavigationEntry("Knowledge", "knowledge.list_mechanisms", frozenset({"knowledge"})),
    NavigationEntry("Users", "people.list_people", frozenset({"people"})),
)


def register_template_tools(app: Flask) -> None:
    """Register the templates' filters and globals."""
    app.jinja_env.filters.update(
        moment=moment, day=day, count=how_many, number=number, signed=signed, percent=percent, rated=rated
    )
    app.jinja_env.globals.update(
        words=words, places=places, here=here, may=may, delay=delay, is_nameless=is_nameless, OUTGROWN=OUTGROWN
    )


def moment(value: datetime | None) -> str:
    """Write a point in time: "24 Nov 2026, 20:42 UTC"."""
    return "" if value is None else f"{value.astimezone(UTC):%-d %b %Y, %H:%M} UTC"


def day(value: date) -> str:
    """Write a day: "24 Nov 2026"."""
    return f"{value:%-d %b %Y}"


def number(value: int) -> str:
    """Write a whole number with its thousands apart."""
    return f"{value:,}"


def percent(value: float) -> str:
    """Write a share, 0 to 1: "97 %"."""
    return f"{value * 100:.0f} %"


def rated(value: float | None) -> str:
    """Write the rating that came with a record, as it was given: "rating 4", "rating 4.5"; "" where none came."""
    return "" if value is None else f"rating {value:g}"


def places() -> list[NavigationEntry]:
    """List the navigation entries for the user's role; roles that hand in nothing have no overview."""
    if not current_user.is_authenticated:
        return []
    overview, *others = [place for place in _NAVIGATION if may(place.endpoint)]
    return [overview, *others] if may("uploads.list_uploads") else others


def here(place: NavigationEntry) -> bool:
    """Whether the current page belongs to an entry of the navigation."""
    return request.blueprint in place.parts


def may(endpoint: str) -> bool:
    """Whether the user's role may open a page, so that pages do not offer links that would be refused."""
    role: Role | None = getattr(current_user, "role", None)
    return role in ROUTES[endpoint]
