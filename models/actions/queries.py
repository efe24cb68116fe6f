"""What pages, the command line and runs ask of actions."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Row, Select, exists, select
from sqlalchemy.orm import Session, aliased, selectinload

from models.actions.tables import Action, Measurement
from models.links import Link


def open_actions(session: Session) -> Sequence[Action]:
    """List the actions that runs measure, oldest first."""
    return session.scalars(_all_actions().where(Action.open)).all()


def all_actions(session: Session) -> Sequence[Action]:
    """List the actions, newest first."""
    return session.scalars(_all_actions().order_by(None).order_by(Action.id.desc())).all()


def actions_of_run(session: Session, run_id: int) -> Sequence[Row[Action, Measurement | None]]:
    """List what a run measured, what belongs to its links and what no run measured yet, oldest first."""
    own = (Measurement.action_id == Action.id) & (Measurement.run_id == run_id)
    query = (
        select(Action, Measurement)
        .outerjoin(Measurement, own)
        .outerjoin(Link, Link.id == Action.link_id)
        .where(
            Measurement.run_id.is_not(None)
            | (Link.run_id == run_id)
            | ~exists().where(aliased(Measurement).action_id == Action.id)
        )
        .options(selectinload(Action.rollouts))
        .order_by(Action.id)
    )
    return session.execute(query).all()


def actions_of_link(session: Session, link: Link) -> Sequence[Action]:
    """List the actions that were written down for a link, and those that were measured on its two themes."""
    same = (
        (Measurement.action_id == Action.id)
        & (Measurement.employee_theme_id == link.employee_theme_id)
        & (Measurement.customer_theme_id == link.customer_theme_id)
    )
    return session.scalars(_all_actions().where((Action.link_id == link.id) | exists().where(same))).all()


def measurements_of(session: Session, action_id: int) -> Sequence[Measurement]:
    """List what runs measured of an action, the newest run first."""
    query = select(Measurement).where(Measurement.action_id == action_id)
    return session.scalars(query.order_by(Measurement.run_id.desc())).all()


def newest_measurements(session: Session) -> dict[int, Measurement]:
    """Find for each action that any run measured what the newest of them says, by the action's number."""
    return {found.action_id: found for found in session.scalars(select(Measurement).order_by(Measurement.run_id))}


def _all_actions() -> Select[Action]:
    return select(Action).options(selectinload(Action.rollouts)).order_by(Action.id)
