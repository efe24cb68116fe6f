"""The forms of an action, and of what is decided about a theme."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, FieldList, Form, FormField, HiddenField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional

from analyzer.pipeline import MAX_ACTION_LENGTH, MAX_OWNER_LENGTH, MAX_THEME_NAME_LENGTH

_DAY = "Write a day as 2026-03-01."


class UnitForm(Form):
    """Whether a unit gets the action, and from when where it has a day of its own. Its name is posted with it."""

    name = HiddenField()
    chosen = BooleanField()
    day = DateField("Its own first day", [Optional()])


class ActionForm(FlaskForm):
    """What is done, by whom, where and from when."""

    what = StringField(
        "What is done",
        [
            InputRequired("Say what is done."),
            Length(max=MAX_ACTION_LENGTH, message=f"At most {MAX_ACTION_LENGTH} characters."),
        ],
        description="Leaders read this. Name no place and no person: a text that names a unit is not shown to them.",
        render_kw={"autocomplete": "off"},
    )
    owner = StringField(
        "Who sees to it",
        [
            InputRequired("Say who sees to it."),
            Length(max=MAX_OWNER_LENGTH, message=f"At most {MAX_OWNER_LENGTH} characters."),
        ],
        description="A role, or a name.",
        render_kw={"autocomplete": "off"},
    )
    first = DateField(
        "First day",
        [Optional()],
        description="Of every unit ticked below that has no day of its own.",
    )
    units = FieldList(FormField(UnitForm))


class NameForm(FlaskForm):
    """A theme's name."""

    name = StringField(
        "Name",
        [
            InputRequired("Give it a name."),
            Length(max=MAX_THEME_NAME_LENGTH, message=f"At most {MAX_THEME_NAME_LENGTH} characters."),
        ],
        description="Leaders read this. Name no place and no person.",
        render_kw={"autocomplete": "off"},
    )


class MergeForm(FlaskForm):
    """Which theme of its side another one is part of; "" for none."""

    into = SelectField("Is part of")
