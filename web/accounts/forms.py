"""The forms of sign-in and users, and what each field may hold."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import BooleanField, PasswordField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from models.enums import Role
from web.page.words import ROLES

_ROLES = [SelectChoice(role.value, f"{ROLES[role].name}: {ROLES[role].does}") for role in Role]
_NAME = Length(max=80, message="A name has at most 80 characters.")
_PASSWORD = Length(max=200, message="A password has at most 200 characters.")


class SignInForm(FlaskForm):
    """Who are you?"""

    name = StringField("Name", [InputRequired("Give your name."), _NAME], render_kw={"autocomplete": "username"})
    password = PasswordField(
        "Password",
        [InputRequired("Give your password."), _PASSWORD],
        render_kw={"autocomplete": "current-password"},
    )


class PasswordForm(FlaskForm):
    """A new password for oneself."""

    current = PasswordField(
        "Current password",
        [InputRequired("Give your current password."), _PASSWORD],
        render_kw={"autocomplete": "current-password"},
    )
    new = PasswordField(
        "New password",
        [InputRequired("Choose a new password."), _PASSWORD],
        description="At least 12 characters. A few unrelated words are easy to remember.",
        render_kw={"autocomplete": "new-password"},
    )


class PersonForm(FlaskForm):
    """A user, new or changed."""

    name = StringField("Name", [InputRequired("Give a name."), _NAME], render_kw={"autocomplete": "off"})
    role = RadioField("Role", [InputRequired("Choose a role.")], choices=_ROLES)
    password = PasswordField("Password", [_PASSWORD], render_kw={"autocomplete": "new-password"})
    active = BooleanField("May sign in", default=True)
