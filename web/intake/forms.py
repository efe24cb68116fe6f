"""The forms for handing something in, and what each field may hold."""

from __future__ import annotations

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, DateField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from analyzer.ingest import MAX_NOTE_CHARS, MAX_UNIT_CHARS
from analyzer.types import Side
from web.page.words import DATES, EVENTS, SIDES

_DAY = "Optional. When it was said or written, or the last day at work. An e-mail has its own; so may a text's head."
_SIDES = [SelectChoice(side.value, SIDES[side]) for side in Side]


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
    day = DateField("Date", [Optional()], description=_DAY)
    unit = StringField(
        "Site, store or department",
        [Optional(), Length(max=120, message="A unit's name has at most 120 characters.")],
        description="Optional. Use the name that the other side uses: both sides meet in units of the same name.",
    )


class SameForm(FlaskForm):
    """Two units that are one."""

    unit = StringField("Unit", [InputRequired("Choose a unit.")], render_kw={"list": "units", "autocomplete": "off"})
    other = StringField(
        "Is the same as",
        [InputRequired("Choose the unit that it is.")],
        description="Both go by this name in the runs that follow.",
        render_kw={"list": "units", "autocomplete": "off"},
    )


class EventForm(FlaskForm):
    """One event."""

    unit = StringField(
        "Site, store or department",
        [Optional(), Length(max=MAX_UNIT_CHARS, message=f"A unit's name has at most {MAX_UNIT_CHARS} characters.")],
        description="Leave it empty for something that happened everywhere.",
        render_kw={"list": "units", "autocomplete": "off"},
    )
    start = DateField("First day", [InputRequired("Give its first day.")])
    end = DateField("Last day", [Optional()], description="Optional.")
    kind = SelectField("Kind", choices=[SelectChoice(kind.value, name) for kind, name in EVENTS.items()])
    note = StringField(
        "Note",
        [Optional(), Length(max=MAX_NOTE_CHARS, message=f"A note has at most {MAX_NOTE_CHARS} characters.")],
        description="Optional, for analysts. Names are taken out.",
        render_kw={"autocomplete": "off"},
    )


class EventTableForm(FlaskForm):
    """A table of events."""

    file = FileField("Table", [FileRequired("Choose a file.")])
    dates = RadioField(
        "Which comes first in its dates?",
        choices=[SelectChoice("", "The table shows it"), *(SelectChoice(o.value, DATES[o]) for o in DATES)],
        default="",
    )
    skip = BooleanField("Leave out the rows that cannot be used")
