"""The responses of views."""

from __future__ import annotations

from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

Page = str | Response | tuple[str, int]


def status_code(form: FlaskForm) -> int:
    """Return the status code of a page with a form: 422 if the form was submitted and is shown again, else 200."""
    return 422 if form.is_submitted() else 200


def attach(content: str | bytes, kind: str, name: str) -> Response:
    """Make a response with a file to be saved."""
    return Response(content, mimetype=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
