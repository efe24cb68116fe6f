"""A run's links with all their evidence, for analysts: those with one root together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from flask import Blueprint, render_template
from sqlalchemy.orm import Session

from analyzer.pipeline import load_ailments, read_measured, read_voices
from analyzer.types import Ailment, Grade
from analyzer.wording import GRADE_NAMES
from models.actions import actions_of_link, newest_measurements
from models.findings import LinkWithThemes, link_of_run, links_of_run, themes_of_run
from web.extensions import store
from web.page.answers import Page
from web.results.actions import suggestions
from web.runs import find

blueprint = Blueprint("links", __name__, url_prefix="/runs/<int:run_id>/links")


@dataclass(frozen=True, slots=True)
class Group:
    """An ailment with its links."""

    ailment: Ailment
    links: Sequence[LinkWithThemes]


@blueprint.get("/")
def list_links(run_id: int) -> Page:
    """List every pair that text proposed, surest first: those of each ailment under it, then the single ones."""
    with store().sessions() as session:
        run, ailments = find(session, run_id), load_ailments(session, run_id)
        links = surest_first(links_of_run(session, run_id))
        names = {theme.code: theme.name for theme in themes_of_run(session, run_id)}
    held = [ailment for ailment in ailments if ailment.is_one]
    inside = {pair for ailment in held for pair in ailment.links}
    return render_template(
        "links/list.html",
        run=run,
        links=links,
        groups=[Group(ailment, [row for row in links if _pair(row) in ailment.links]) for ailment in held],
        single=[row for row in links if _pair(row) not in inside],
        apart=[ailment for ailment in ailments if not ailment.is_one],
        names=names,
    )


@blueprint.get("/<int:link_id>")
def show(run_id: int, link_id: int) -> Page:
    """Show one link with its evidence."""
    with store().sessions() as session:
        run, row = find(session, run_id), link_of_run(session, run_id, link_id)
        link, employee, customer = row
        part_of = _ailment_with(session, run_id, _pair(row))
        voices = read_voices(cast("list[object]", link.evidence.get("voices", [])))
        tried = actions_of_link(session, link)
        measured = {key: read_measured(found) for key, found in newest_measurements(session).items()}
    return render_template(
        "links/show.html",
        run=run,
        link=link,
        employee=employee,
        customer=customer,
        part_of=part_of,
        voices=voices,
        tried=tried,
        measured=measured,
        proposed=suggestions(run, link.mechanism),
    )


def surest_first(rows: Sequence[LinkWithThemes]) -> list[LinkWithThemes]:
    """Order links as the report does: by grade, and within one as they are ranked."""
    surest = list(GRADE_NAMES)
    return sorted(rows, key=lambda row: surest.index(Grade(row[0].grade)))


def _pair(row: LinkWithThemes) -> tuple[str, str]:
    _, employee, customer = row
    return employee.code, customer.code


def _ailment_with(session: Session, run_id: int, pair: tuple[str, str]) -> Ailment | None:
    held = (ailment for ailment in load_ailments(session, run_id) if ailment.is_one)
    return next((ailment for ailment in held if pair in ailment.links), None)
