"""What a view may answer with."""

from __future__ import annotations

from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

Page = str | Response | tuple[str, int]


def status_code(form: FlaskForm) -> int:
    """The HTTP code of a page with a form on it: asked for, or sent back because something in it is wrong."""
    return 422 if form.is_submitted() else 200


def attach(content: str | bytes, kind: str, name: str) -> Response:
    """Answer with a file to be saved."""
    return Response(content, mimetype=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
