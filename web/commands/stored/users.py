"""``headwater user``: who may sign in."""

from __future__ import annotations

import sys

import click

from web.commands.environment import open_home

# Written out, because importing the enum would import SQLAlchemy.
USERS = ("hr", "cx", "leader", "analyst", "admin")


@click.group()
def user() -> None:
    """Manage who may sign in."""


@user.command()
@click.argument("name")
@click.option("--role", type=click.Choice(USERS), required=True, help="What they may see and do.")
def add(name: str, role: str) -> None:
    """Add a user; asks for the password."""
    from models import User
    from models.enums import Role
    from models.queries import user_by_name
    from web.accounts.passwords import hash_password, password_flaw

    name = name.strip()
    store = open_home()
    with store.sessions() as session:
        if not name or user_by_name(session, name):
            raise click.UsageError(f"There is a user {name} already." if name else "A user needs a name.")
    # Without a terminal, when a script pipes the password in, the input cannot be hidden.
    password = click.prompt("Password", hide_input=sys.stdin.isatty(), confirmation_prompt=True, err=True)
    if sentence := password_flaw(password, name):
        raise click.UsageError(sentence)
    with store.sessions.begin() as session:
        session.add(User(name=name, role=Role(role), password_hash=hash_password(password), created=store.clock()))
    click.echo(f"{name} can sign in now.")
