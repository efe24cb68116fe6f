"""The application factory of the web pages."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from jinja2 import ChoiceLoader, PackageLoader

from analyzer.pipeline import open_store
from analyzer.settings import InstallationSettings, Settings
from web import access, extensions, home, runs
from web.accounts import auth, people
from web.extensions import Installation
from web.intake import events, preview, removing, units, uploads
from web.page import errors
from web.page.numbers import IdConverter
from web.page.security import PrivateRequest, SecureCookieSessions, add_headers
from web.page.templates import register_template_tools
from web.results import actions, exports, intentions, knowledge, lenses, links, reports, themes

# Bytes allowed for a file's form besides the file: other fields and the boundaries.
_FORM_OVERHEAD = 64 * 1024
# Bytes of a pasted text, which is held in memory; a file is not.
_MAX_PASTED = 4 * 1024 * 1024

_BLUEPRINT_MODULES = (
    auth,
    home,
    uploads,
    preview,
    removing,
    units,
    events,
    runs,
    reports,
    themes,
    links,
    actions,
    intentions,
    knowledge,
    lenses,
    exports,
    people,
)


class _Application(Flask):
    request_class = PrivateRequest
    session_interface = SecureCookieSessions()

    def log_exception(self, exc_info: errors.ExcInfo) -> None:
        """Log where an exception occurred, but not its message, which may quote people."""
        errors.log_fault(self.logger, exc_info)


def create_app(installation: InstallationSettings, settings: Settings) -> Flask:
    """Create the web application of one installation, after opening and migrating it.

    Args:
        installation: The locations and limits of the installation.
        settings: The settings of runs started here.
    """
    store = open_store(installation)
    app = _Application(__name__.partition(".")[0])
    app.config.from_mapping(
        SECRET_KEY=store.digest("web sessions"),
        BOOTSTRAP_SERVE_LOCAL=True,
        MAX_CONTENT_LENGTH=installation.upload_limit + _FORM_OVERHEAD,
        MAX_FORM_MEMORY_SIZE=_MAX_PASTED,
        PERMANENT_SESSION_LIFETIME=timedelta(hours=12),
        SEND_FILE_MAX_AGE_DEFAULT=timedelta(hours=1),
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_NAME="headwater",
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,
    )
    app.extensions["headwater"] = Installation(store, settings)
    # The page of a report includes the report's own templates.
    app.jinja_loader = ChoiceLoader([PackageLoader("web"), PackageLoader("analyzer.report")])
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.url_map.converters["int"] = IdConverter
    app.after_request(add_headers)
    # Before CSRF protection: who may not open a page is told so, and their file is not read.
    app.before_request(auth.check_access)
    auth.init_app(app)
    extensions.bootstrap.init_app(app)
    extensions.csrf.init_app(app)
    errors.init_app(app)
    register_template_tools(app)
    for part in _BLUEPRINT_MODULES:
        app.register_blueprint(part.blueprint)
    _check_routes(app)
    return app


def _check_routes(app: Flask) -> None:
    """Raise LookupError if a route is missing from the access table."""
    forgotten = {rule.endpoint for rule in app.url_map.iter_rules()} - access.ROUTES.keys()
    if forgotten:
        raise LookupError(f"web/access.py says nothing of {', '.join(sorted(forgotten))}")
