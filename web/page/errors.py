"""Error pages. Only this module assigns HTTP status codes to errors."""

from __future__ import annotations

import logging
import traceback
from math import ceil
from types import TracebackType

from flask import Flask, current_app, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import NoResultFound
from werkzeug.exceptions import HTTPException

from analyzer.wording.counts import how_many
from models.enums import Role
from web.access import Roles
from web.page.words import ROLES

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class NotAllowedError(Exception):
    """Somebody asks for a page that is not for their role."""

    def __init__(self, own: Role, allowed: Roles | None) -> None:
        super().__init__()
        self.own, self.allowed = own, allowed or frozenset[Role]()


class TooManyAttemptsError(Exception):
    """Too many failed sign-ins to one account."""

    def __init__(self, seconds: int) -> None:
        super().__init__()
        self.seconds = seconds


_SENTENCES = {
    400: ("That could not be read", "Go back, load the page again and repeat the last step."),
    403: ("Not for your role", "Your role does not open this page. If you need it, ask whoever manages the users."),
    404: ("Nothing here", "There is no such page, or it belongs to somebody else. The address may be misspelt."),
    405: ("That could not be read", "This address takes no such request. Go back and use the page's own buttons."),
    413: ("Too large", "Nothing of it was kept."),
    429: ("Too many attempts", "Wait before you try again."),
    500: (
        "That went wrong here",
        "The fault is ours. Nothing half-done was kept. Try again, or tell whoever runs this.",
    ),
}
_NO_SUCH_ID = (
    "Nothing stands under this number: what had it was removed, is not done, belongs to somebody else, or never was."
)
_FORM_EXPIRED = "This page had waited too long to be sent. Load it again and repeat the last step."


def init_app(app: Flask) -> None:
    """Register the handlers that turn errors into pages."""
    app.register_error_handler(NoResultFound, lambda _: _page(404, _NO_SUCH_ID))
    app.register_error_handler(NotAllowedError, _not_allowed)
    app.register_error_handler(TooManyAttemptsError, _too_many_attempts)
    app.register_error_handler(CSRFError, lambda _: _page(400, _FORM_EXPIRED))
    app.register_error_handler(HTTPException, _answer)


def log_fault(logger: logging.Logger, exc_info: ExcInfo) -> None:
    """Log the kind and location of an error, but not its message, which may quote people."""
    kind, _, trace = exc_info
    places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
    logger.error("%s at %s", kind.__name__ if kind else "?", " < ".join(reversed(places)))


def _answer(error: HTTPException) -> HTTPException | tuple[str, int]:
    code = error.code or 500
    if code < 400:
        return error
    return _page(code, _too_large() if code == 413 else "")


def _not_allowed(error: NotAllowedError) -> tuple[str, int]:
    """Say which roles the page is for, so that the reader knows whom to ask."""
    named = [ROLES[role].name for role in Role if role in error.allowed]
    if not named:
        return _page(403)
    whose = f"This page is for the {'role' if len(named) == 1 else 'roles'} {', '.join(named)}"
    return _page(403, f"{whose}; yours is {ROLES[error.own].name}. If you need it, ask whoever manages the users.")


def _too_many_attempts(error: TooManyAttemptsError) -> tuple[str, int]:
    return _page(429, f"Wait {how_many(ceil(error.seconds / 60), 'minute')} before you try again.")


def _too_large() -> str:
    limit = request.max_content_length or 0
    size, kept = f"{limit // 2**20} MB", _SENTENCES[413][1]
    if limit == current_app.config["MAX_FORM_MEMORY_SIZE"]:
        return f"{kept} Paste at most {size}, or hand it in as a file."
    return f"Headwater takes files of up to {size}. {kept} Split it, or ask whoever runs Headwater to allow more."


def _page(code: int, sentence: str = "") -> tuple[str, int]:
    title, usual = _SENTENCES.get(code, _SENTENCES[500 if code >= 500 else 400])
    return render_template("error.html", code=code, title=title, sentence=sentence or usual), code
