"""A person's decisions about a run's themes: rename, pin or merge. The runs that follow keep to them."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from analyzer.pipeline.store import Store
from analyzer.pipeline.waves.units import unit_names
from analyzer.redact import find_named_person
from models import Ailment, Link, Review, Theme
from models.findings import theme_by_code

MAX_THEME_NAME_LENGTH = 60

Edit = Callable[[Session, Theme], tuple[str, str] | None]


class EditError(ValueError):
    """An edit of a theme is not possible. The message is written for people."""


def rename_theme(store: Store, run_id: int, code: str, name: str, user_id: int | None = None) -> None:
    """Give a theme a name, here and in the runs that follow.

    Raises:
        EditError: It is no name, another theme of the side has it, or it names a unit or a person.
        sqlalchemy.exc.NoResultFound: There is no such theme.
    """
    name = " ".join(name.split())
    if not name or len(name) > MAX_THEME_NAME_LENGTH:
        raise EditError(f"A name has 1 to {MAX_THEME_NAME_LENGTH} characters.")

    if person := find_named_person(name):
        raise EditError(f"“{person}” seems to name a person: leaders would read it. Call the theme without it.")

    def edit(session: Session, theme: Theme) -> tuple[str, str]:
        if any(each.name.casefold() == name.casefold() for each in _others(session, theme)):
            raise EditError(f"Another theme of this side is called “{name}”.")
        if found := unit_names(session, run_id).first(name):
            raise EditError(f"“{found}” names a unit: leaders would read it. Call the theme without it.")
        former = theme.name
        _rename_in_sentences(session, run_id, former, name)
        theme.name, theme.name_from = name, "person"
        return "renamed", former

    _edit(store, run_id, code, edit, user_id)


def pin_theme(store: Store, run_id: int, code: str, user_id: int | None = None, *, to: bool) -> None:
    """Pin a theme, so that following runs keep it however few speak of it, or unpin it.

    Raises:
        EditError: It is to be unpinned while another theme is to be merged into it.
        sqlalchemy.exc.NoResultFound: There is no such theme.
    """

    def edit(session: Session, theme: Theme) -> tuple[str, str] | None:
        if theme.pinned is to:
            return None
        if not to:
            _check_apart(session, theme)
        theme.pinned = to
        return "pinned" if to else "unpinned", ""

    _edit(store, run_id, code, edit, user_id)


def merge_theme(store: Store, run_id: int, code: str, into: str | None, user_id: int | None = None) -> None:
    """Merge a theme, in following runs, into another of its side, which is pinned; None takes that back.

    Raises:
        EditError: The other theme is not of its side, or is itself to be merged.
        sqlalchemy.exc.NoResultFound: There is no such theme.
    """

    def edit(session: Session, theme: Theme) -> tuple[str, str] | None:
        if theme.merge_into == into:
            return None
        if into is None:
            former, theme.merge_into = theme.merge_into or "", None
            return "parted", former
        target = next((each for each in _others(session, theme) if each.code == into), None)
        if target is None or target.merge_into is not None:
            raise EditError("Choose another theme of this side that is not itself to be merged.")
        _check_apart(session, theme)
        # Without the pin, the two could be separated when themes are formed anew.
        theme.merge_into, target.pinned = into, True
        return "merged", into

    _edit(store, run_id, code, edit, user_id)


def _edit(store: Store, run_id: int, code: str, edit: Edit, user_id: int | None) -> None:
    with store.sessions.begin() as session:
        theme = theme_by_code(session, run_id, code)
        done = edit(session, theme)
        if done is not None:
            kind, value = done
            session.add(Review(theme_id=theme.id, kind=kind, value=value, user_id=user_id, created=store.clock()))


def _check_apart(session: Session, theme: Theme) -> None:
    """Raise EditError if another theme is to be merged into this one."""
    if any(each.merge_into == theme.code for each in _others(session, theme)):
        raise EditError("Another theme is to be merged into this one: take that back first.")


def _others(session: Session, theme: Theme) -> list[Theme]:
    query = select(Theme).where(Theme.run_id == theme.run_id, Theme.side == theme.side, Theme.id != theme.id)
    return list(session.scalars(query))


def _rename_in_sentences(session: Session, run_id: int, former: str, name: str) -> None:
    """Replace the former name in the run's sentences: the gate finds hidden themes in sentences by their names."""
    links = session.scalars(select(Link).where(Link.run_id == run_id)).all()
    ailments = session.scalars(select(Ailment).where(Ailment.run_id == run_id)).all()
    rows: list[Link | Ailment] = [*links, *ailments]
    for row in rows:
        row.sentence = row.sentence.replace(f"“{former}”", f"“{name}”")
