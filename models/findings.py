"""Queries of a run's results."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session, aliased

from models.links import Link
from models.people import User
from models.removals import Loss, Trace
from models.statements import Record, Statement
from models.themes import Membership, Review, Theme

ThemeStatement = Row[Membership, Statement, Record]
LinkWithThemes = Row[Link, Theme, Theme]


def themes_of_run(session: Session, run_id: int) -> Sequence[Theme]:
    """List a run's themes, by side and rank."""
    query = select(Theme).where(Theme.run_id == run_id)
    return session.scalars(query.order_by(Theme.side.desc(), Theme.rank)).all()


def remainder_of_run(session: Session, run_id: int) -> dict[str, tuple[int, int]]:
    """Count, for each side of a run, the statements in no theme and all statements, those removed since too."""
    inside, every = func.count(Membership.theme_id), func.count()
    query = (
        select(Record.side, every - inside, every)
        .join(Statement, Statement.id == Membership.statement_id)
        .join(Record, Record.id == Statement.record_id)
        .where(Membership.run_id == run_id)
        .group_by(Record.side)
    )
    found = {side: (outside, total) for side, outside, total in session.execute(query)}
    removed = select(Trace.side, func.count() - func.count(Trace.theme), func.count()).where(Trace.run_id == run_id)
    for side, outside, total in session.execute(removed.group_by(Trace.side)):
        before = found.get(side, (0, 0))
        found[side] = (before[0] + outside, before[1] + total)
    return found


def theme_by_code(session: Session, run_id: int, code: str) -> Theme:
    """Find a theme by its id within the run, or raise NoResultFound."""
    return session.scalars(select(Theme).where(Theme.run_id == run_id, Theme.code == code)).one()


def statements_of_theme(session: Session, theme_id: int, limit: int, offset: int) -> Sequence[ThemeStatement]:
    """List a theme's statements with their records: quotes first, then by strength."""
    query = (
        select(Membership, Statement, Record)
        .join(Statement, Statement.id == Membership.statement_id)
        .join(Record, Record.id == Statement.record_id)
        .where(Membership.theme_id == theme_id)
        .order_by(Membership.quote.is_(None), Membership.quote, Membership.strength.desc(), Statement.id)
    )
    return session.execute(query.limit(limit).offset(offset)).all()


def severities_of_run(session: Session, run_id: int, side: str) -> dict[str, float]:
    """Return the mean severity of pains and wishes by theme of a side, 0 to 1; themes without any are left out.

    As the run found them: for a side with removed records, the stored means from before are returned.
    """
    kept = session.get(Loss, (run_id, side))
    if kept is not None and kept.severities is not None:
        return {code: float(str(mean)) for code, mean in kept.severities.items()}
    means = select(Theme.code, func.avg(Membership.severity)).join(Membership, Membership.theme_id == Theme.id)
    bad = (Theme.run_id == run_id, Theme.side == side, Membership.severity > 0)
    return dict(session.execute(means.where(*bad).group_by(Theme.code)).all())


def reviews_of_theme(session: Session, theme_id: int) -> Sequence[Row[Review, User | None]]:
    """List what people decided about a theme, the newest first, with who did where that is known."""
    query = select(Review, User).outerjoin(User, User.id == Review.user_id).where(Review.theme_id == theme_id)
    return session.execute(query.order_by(Review.id.desc())).all()


def links_of_run(session: Session, run_id: int) -> Sequence[LinkWithThemes]:
    """List a run's links with their two themes, best first."""
    return session.execute(_linked().where(Link.run_id == run_id).order_by(Link.score.desc())).all()


def links_of_theme(session: Session, theme_id: int) -> Sequence[LinkWithThemes]:
    """List the links that a theme is part of, best first."""
    either = (Link.employee_theme_id == theme_id) | (Link.customer_theme_id == theme_id)
    return session.execute(_linked().where(either).order_by(Link.score.desc())).all()


def link_of_run(session: Session, run_id: int, link_id: int) -> LinkWithThemes:
    """Find one of a run's links, or raise NoResultFound."""
    return session.execute(_linked().where(Link.run_id == run_id, Link.id == link_id)).one()


def _linked() -> Select[Link, Theme, Theme]:
    employee, customer = aliased(Theme), aliased(Theme)
    return (
        select(Link, employee, customer)
        .join(employee, employee.id == Link.employee_theme_id)
        .join(customer, customer.id == Link.customer_theme_id)
    )
