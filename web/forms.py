"""The forms, and what each field may hold. Templates draw them; views act on them."""

from __future__ import annotations

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, DateField, PasswordField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from analyzer.types import Side
from models.enums import Role
from web.words import ROLES, SIDES

_SIDES = [SelectChoice(side.value, SIDES[side]) for side in Side]
_ROLES = [SelectChoice(role.value, f"{ROLES[role].name}: {ROLES[role].does}") for role in Role]
_NAME = Length(max=80, message="A name has at most 80 characters.")
_PASSWORD = Length(max=200, message="A password has at most 200 characters.")


def code_of(form: FlaskForm) -> int:
    """The HTTP code of a page with a form on it: asked for, or sent back because something in it is wrong."""
    return 422 if form.is_submitted() else 200


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


class HandInForm(FlaskForm):
    """What a file and a pasted text have in common. Only analysts are asked for the side; the role settles it else."""

    side = RadioField("Whose words are they?", choices=_SIDES, default=Side.EMPLOYEE.value)
    public = BooleanField(
        "These are published reviews",
        description="Anybody can read them elsewhere already. Leave this off for anything sent to you in private.",
    )


class FileForm(HandInForm):
    """A file."""

    file = FileField("File", [FileRequired("Choose a file.")])


class TextForm(HandInForm):
    """A pasted text, with what the text itself may not say."""

    text = TextAreaField("Text", [InputRequired("Paste the text.")], render_kw={"rows": 14, "spellcheck": "false"})
    day = DateField("Date", [Optional()], description="Optional. The last day, or the day of the talk.")
    unit = StringField(
        "Site, store or department",
        [Optional(), Length(max=120, message="A unit's name has at most 120 characters.")],
        description="Optional. Use the name your customer comments use: that is how both sides meet.",
    )


class RunForm(FlaskForm):
    """Which uploads a run reads."""

    uploads = SelectMultipleField(
        "Uploads",
        coerce=int,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


class PersonForm(FlaskForm):
    """A user, new or changed."""

    name = StringField("Name", [InputRequired("Give a name."), _NAME], render_kw={"autocomplete": "off"})
    role = RadioField("Role", [InputRequired("Choose a role.")], choices=_ROLES)
    password = PasswordField("Password", [_PASSWORD], render_kw={"autocomplete": "new-password"})
    active = BooleanField("May sign in", default=True)
