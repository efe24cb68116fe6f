"""Pages for units of the two sides that are one: proposed if names look alike, declared by a person, taken back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from analyzer.ingest import NamedUnit, gather_units
from analyzer.pipeline import join_units, known_units, part_units, stored_columns
from analyzer.spelling import AlikeUnits, SameUnits, UnitColumn, find_alike_units
from analyzer.types import Side
from analyzer.wording.counts import how_many
from models import SameUnit
from models.queries import count_units
from models.units import same_units
from web.access import sides_of
from web.accounts.auth import me
from web.extensions import store
from web.intake.forms import SameForm
from web.page.answers import Page, status_code

blueprint = Blueprint("units", __name__, url_prefix="/units")

_UNKNOWN = "No record names it: choose one of the list."


@dataclass(frozen=True, slots=True)
class UnitsPage:
    """What the page shows.

    Attributes:
        own: The units of the reader's sides, by side.
        shared: The places that both sides name.
        alike: Names that look like one unit.
        said: The declared pairs, as far as they concern the user's sides.
    """

    own: dict[Side, tuple[NamedUnit, ...]]
    shared: frozenset[str]
    alike: tuple[AlikeUnits, ...]
    said: tuple[SameUnit, ...]


@blueprint.get("/")
def show() -> Page:
    """Show which units both sides name, which look alike, and which were said to be one."""
    return _render(SameForm(formdata=None))


@blueprint.post("/alike")
def accept() -> Page:
    """Declare the ticked names that look alike to be one unit."""
    with store().sessions() as session:
        alike = find_similar_units(session, (), known_units(session))
    join_ticked(alike, request.form.getlist("same"))
    return redirect(url_for(".show"))


@blueprint.post("/")
def say() -> Page:
    """Declare any two units to be one."""
    form = SameForm()
    with store().sessions() as session:
        named = _gather(session, known_units(session))
        known = known_units(session)
    places = {unit.key for units in named.values() for unit in units}
    valid = form.validate_on_submit()
    for field in (form.unit, form.other) if valid else ():
        if known.key(field.data or "") not in places:
            field.errors = [_UNKNOWN]
    if form.errors:
        return _render(form)
    new = join_units(store(), [(form.unit.data or "", form.other.data or "")], me().id)
    flash("They count as one from the next run on." if new else "They are one already: nothing is added.")
    return redirect(url_for(".show"))


@blueprint.post("/<int:said_id>/part")
def part(said_id: int) -> Page:
    """Take back that two units are one."""
    with store().sessions() as session:
        if said_id not in {said.id for said in _load_page(session).said}:
            raise NoResultFound
    unit, other = part_units(store(), said_id)
    flash(f"{unit} and {other} are two units again. Runs that are done keep what they found.")
    return redirect(url_for(".show"))


def find_similar_units(session: Session, columns: Sequence[UnitColumn], known: SameUnits) -> tuple[AlikeUnits, ...]:
    """Find names that look alike among the units of all records and of some columns that are not stored yet."""
    return find_alike_units((*columns, *stored_columns(session)), known)


def join_ticked(alike: Iterable[AlikeUnits], ticked: Collection[str]) -> None:
    """Declare names that look alike to be one unit, for the proposals that the user ticked."""
    chosen = [each for each in alike if each.name in ticked]
    join_units(store(), [pair for each in chosen for pair in each.pairs], me().id)
    flash(
        f"{how_many(len(chosen), 'unit')} of the two sides {'counts' if len(chosen) == 1 else 'count'} as one from the "
        "next run on."
        if chosen
        else "Nothing was ticked, so nothing is changed."
    )


def _gather(session: Session, known: SameUnits) -> dict[Side, tuple[NamedUnit, ...]]:
    return {side: gather_units(count_units(session, side), known) for side in Side}


def _load_page(session: Session) -> UnitsPage:
    known, sides = known_units(session), sides_of(me().role)
    named = _gather(session, known)
    places = {side: frozenset(unit.key for unit in named[side]) for side in Side}
    mine = frozenset().union(*(places[side] for side in sides))
    return UnitsPage(
        own={side: named[side] for side in sides},
        shared=places[Side.EMPLOYEE] & places[Side.CUSTOMER],
        alike=find_similar_units(session, (), known),
        said=tuple(said for said in same_units(session) if len(sides) > 1 or known.key(said.unit) in mine),
    )


def _render(form: SameForm) -> Page:
    with store().sessions() as session:
        units = _load_page(session)
    return render_template("units/list.html", units=units, form=form, sides=sides_of(me().role)), status_code(form)
