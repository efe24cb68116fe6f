"""Security headers and cookies, and where uploaded files of requests are kept."""

from __future__ import annotations

import tempfile
from typing import IO, cast

from flask import Flask, Request, Response, current_app, request
from flask.sessions import SecureCookieSessionInterface

from analyzer.pipeline import Store

_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
_HEADERS = {
    "Content-Security-Policy": "; ".join(f"{kind} {source}" for kind, source in _POLICY.items()),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), browsing-topics=()",
    # Flask-WTF checks the referrer of forms sent over https, so "no-referrer" would reject every form.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_STATIC = frozenset({"static", "bootstrap.static"})


class PrivateRequest(Request):
    """A request whose uploaded file goes to the private spool instead of the common temporary folder."""

    def _get_file_stream(
        self,
        total_content_length: int | None,  # noqa: ARG002
        content_type: str | None,  # noqa: ARG002
        filename: str | None = None,  # noqa: ARG002
        content_length: int | None = None,  # noqa: ARG002
    ) -> IO[bytes]:
        """Open an unnamed temporary file, which disappears with the request."""
        store = cast("Store", current_app.extensions["headwater"].store)
        return tempfile.TemporaryFile("rb+", dir=store.spool)


class SecureCookieSessions(SecureCookieSessionInterface):
    """Marks session cookies as secure if the request came over https."""

    def get_cookie_secure(self, app: Flask) -> bool:  # noqa: ARG002
        """Whether this response's cookie is sent over https only."""
        return request.is_secure


def add_headers(response: Response) -> Response:
    """Add security headers, and forbid caching of pages."""
    response.headers.update(_HEADERS)
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    if request.endpoint not in _STATIC:
        response.headers["Cache-Control"] = "no-store"
    return response
