"""The wording of pages: one word for each thing, as in the glossary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analyzer import levers
from analyzer.actions import Outcome
from analyzer.events import EventKind, Outside
from analyzer.ingest import DateOrder, Format, Shape
from analyzer.ingest import Role as ColumnRole
from analyzer.knowledge import Status
from analyzer.reality import Sense, Stance
from analyzer.types import Side, Valence
from analyzer.waves import Course, Origin
from analyzer.wording import DIRECTION_NAMES, EVENT_NAMES, GRADE_NAMES, JUDGEMENTS, OUTCOME_NAMES, RECEPTION_NAMES
from models.enums import Role, RunStatus, UploadStatus


@dataclass(frozen=True, slots=True)
class RoleWords:
    """A role's name, and what it is for."""

    name: str
    does: str


ROLES: Mapping[Role, RoleWords] = {
    Role.HR: RoleWords("HR", "hands in exit interviews"),
    Role.CX: RoleWords("Customer experience", "hands in customer comments"),
    Role.LEADER: RoleWords("Leader", "reads reports"),
    Role.ANALYST: RoleWords("Analyst", "reads themes, links and redacted statements"),
    Role.ADMIN: RoleWords("Admin", "manages users and reads nobody's words"),
}
SIDES: Mapping[Side, str] = {Side.EMPLOYEE: "Exit interviews", Side.CUSTOMER: "Customer comments"}
UPLOADS: Mapping[UploadStatus, str] = {
    UploadStatus.WAITING: "To be checked",
    UploadStatus.READING: "Being stored",
    UploadStatus.STORED: "Stored",
    UploadStatus.FAILED: "Could not be read",
}
RUNS: Mapping[RunStatus, str] = {
    RunStatus.QUEUED: "Waiting to start",
    RunStatus.RUNNING: "Running",
    RunStatus.DONE: "Done",
    RunStatus.FAILED: "Stopped by a fault",
    RunStatus.CANCELLED: "Cancelled",
}
STEPS: Mapping[str, str] = {
    "embed": "Measure what statements mean",
    "judge": "Tell pain from praise",
    "themes_employee": "Find the employees' themes",
    "themes_customer": "Find the customers' themes",
    "place": "Place themes on layers and journeys",
    "slice": "Divide leavers into wide bands",
    "link": "Link the two sides",
    "actions": "Measure what was tried",
    "intentions": "Hold what leaders say against it",
    "involved": "Compare what employees name where complaints pile up",
}
COLUMNS: Mapping[ColumnRole, str] = {
    ColumnRole.TEXT: "Text to read",
    ColumnRole.ID: "Id of the row",
    ColumnRole.PERSON: "Person",
    ColumnRole.DATE: "Date",
    ColumnRole.UNIT: "Unit (site, store, department)",
    ColumnRole.RATING: "Rating",
    ColumnRole.ATTRIBUTE: "Attribute",
    ColumnRole.IGNORED: "Leave out",
}
FORMATS: Mapping[Format, str] = {
    Format.CSV: "Table (CSV)",
    Format.XLSX: "Workbook (XLSX)",
    Format.JSON: "JSON",
    Format.JSONL: "JSON lines",
    Format.XML: "XML",
    Format.TXT: "Plain text",
    Format.DOCX: "Word document (DOCX)",
    Format.PDF: "PDF",
    Format.EML: "E-mail (EML)",
}
PASTED: Mapping[Side, str] = {
    Side.EMPLOYEE: "Exit interviews as they were written down: notes, transcripts, questions and answers, letters or "
    "e-mails, one or several. The interviewer's words are kept apart.",
    Side.CUSTOMER: "Customer comments as they came: one a line, reviews with their stars, letters or e-mails. What an "
    "e-mail quotes of others is left out.",
}
SHAPES: Mapping[Shape, tuple[str, str]] = {
    Shape.INTERVIEW: ("One person's text", "an interview, with or without the interviewer's questions, or an e-mail"),
    Shape.INTERVIEWS: ("Several people's texts", "interviews or e-mails, one after another"),
    Shape.LINES: ("A list", "every line, bullet or review stands alone"),
}
DATES: Mapping[DateOrder, str] = {DateOrder.DMY: "Day first", DateOrder.MDY: "Month first"}
VALENCES: Mapping[Valence, str] = {
    Valence.PAIN: "Pain",
    Valence.PRAISE: "Praise",
    Valence.WISH: "Wish",
    Valence.NEUTRAL: "Neutral",
}
GRADES = GRADE_NAMES
EVENTS: Mapping[EventKind, str] = {kind: one.capitalize() for kind, (one, _) in EVENT_NAMES.items()}
OUTSIDE: Mapping[Outside, str] = {
    Outside.UNIT: "took nothing out: not a unit that both sides share",
    Outside.PERIOD: "took nothing out: outside the time that both sides cover",
    Outside.UNTESTED: "took nothing out: nothing could be tested",
}
LAYERS, DOMINOES = levers.LAYERS, levers.DOMINOES
LEVER_NAMES: Mapping[str, str] = {code: name for code, (name, _) in levers.LEVERS.items()}
SLICE_CAUTION = levers.SLICE_CAUTION
OUTCOMES: Mapping[Outcome, str] = OUTCOME_NAMES
RECEPTIONS = RECEPTION_NAMES
SENSES: Mapping[Sense, str] = {
    Sense.PLAIN: "Said outright, without “not” or “if”",
    Sense.NEGATED: "Put in the negative",
    Sense.CONDITIONAL: "Put under a condition",
}
STANCES: Mapping[Stance, str] = {
    Stance.CONTRADICTS: "Contradicts",
    Stance.SUPPORTS: "Supports",
    Stance.DIVIDED: "Divided",
    Stance.NOT_JUDGED: "Not judged",
    Stance.TOO_FEW: "Too few, or too even",
    Stance.UNSURE: "Unsure of the matter",
}
ORIGINS: Mapping[Origin, str] = {
    Origin.NEW: "New",
    Origin.RECOGNISED: "Own theme now",
    Origin.CONTINUED: "Continued",
    Origin.SPLIT: "Split off",
    Origin.MERGED: "Merged",
}
COURSES: Mapping[Course, str] = {
    Course.GROWN: "grown",
    Course.FADED: "faded",
    Course.STEADY: "no change shown",
    Course.UNTESTED: "not compared",
}
REVIEWS: Mapping[str, str] = {
    "renamed": "Renamed; it was called",
    "pinned": "Pinned",
    "unpinned": "No longer pinned",
    "merged": "To be part of",
    "parted": "No longer part of",
}
DIRECTIONS = DIRECTION_NAMES
JUDGED = JUDGEMENTS
TIERS: Mapping[str, str] = {
    "T1": "experiments or meta-analyses",
    "T2": "observational studies",
    "T3": "theory, essays, trade sources",
    "T4": "general knowledge, to be verified",
}
STATUSES: Mapping[Status, str] = {
    Status.SEED: "Nothing either way",
    Status.CONFIRMED: "Seen here",
    Status.CONTRADICTED: "Contradicted here",
}
