"""Pages for managing users. Only admins see them, and admins see no other pages."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from sqlalchemy.orm import Session

from models import User
from models.enums import Role
from models.queries import user_by_name, users
from web.accounts.auth import me
from web.accounts.forms import PersonForm
from web.accounts.passwords import hash_password, password_flaw
from web.extensions import store
from web.page.answers import Page, status_code

blueprint = Blueprint("people", __name__, url_prefix="/users")


@blueprint.get("/")
def list_people() -> Page:
    """List the users."""
    with store().sessions() as session:
        return render_template("people/list.html", people=users(session))


@blueprint.route("/new", methods=["GET", "POST"])
def add() -> Page:
    """Add a user."""
    form = PersonForm()
    if not form.validate_on_submit():
        return render_template("people/edit.html", form=form, person=None), status_code(form)
    name = form.name.data.strip()
    with store().sessions.begin() as session:
        sentence = _name_flaw(session, name, None) or password_flaw(form.password.data or "", name)
        if sentence is None:
            session.add(_make(form, name))
    if sentence:
        return render_template("people/edit.html", form=form, person=None, wrong=sentence), 422
    flash(f"{name} can sign in now.")
    return redirect(url_for(".list_people"))


@blueprint.route("/<int:user_id>", methods=["GET", "POST"])
def edit(user_id: int) -> Page:
    """Change a user's name, role or password, or close their account."""
    with store().sessions.begin() as session:
        person = session.get_one(User, user_id)
        form = PersonForm(obj=person, data=None)
        if not form.validate_on_submit():
            return render_template("people/edit.html", form=form, person=person), status_code(form)
        sentence = _change_flaw(session, form, person)
        if sentence:
            return render_template("people/edit.html", form=form, person=person, wrong=sentence), 422
        _change(form, person)
    flash(f"{person.name} is changed.")
    return redirect(url_for(".list_people"))


def _make(form: PersonForm, name: str) -> User:
    return User(
        name=name,
        role=Role(form.role.data),
        password_hash=hash_password(form.password.data),
        active=form.active.data,
        created=store().clock(),
    )


def _change(form: PersonForm, person: User) -> None:
    person.name, person.role, person.active = form.name.data.strip(), Role(form.role.data), form.active.data
    if form.password.data:
        person.password_hash = hash_password(form.password.data)


def _change_flaw(session: Session, form: PersonForm, person: User) -> str | None:
    """Return why a change is not allowed. Admins cannot remove their own role, so one admin always remains."""
    name = form.name.data.strip()
    if person.id == me().id and (form.role.data != Role.ADMIN or not form.active.data):
        return "You cannot take your own role or close your own account: another admin has to."
    if sentence := _name_flaw(session, name, person.id):
        return sentence
    return password_flaw(form.password.data, name) if form.password.data else None


def _name_flaw(session: Session, name: str, own_id: int | None) -> str | None:
    same = user_by_name(session, name)
    return f"There is a user named {name} already." if same and same.id != own_id else None
