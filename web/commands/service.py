"""The web server and the worker beside it."""

from __future__ import annotations

import _thread
import errno
import signal
import subprocess
import sys
import tempfile
import threading
from typing import NoReturn

import click
import waitress
from filelock import FileLock, Timeout
from flask import Flask
from sqlalchemy import func, select

from analyzer.settings import InstallationSettings, Settings
from models import User
from web import extensions
from web.app import create_app

# Only a reverse proxy on this machine may report that the outer connection uses https.
_BEHIND_HTTPS = {
    "trusted_proxy": "127.0.0.1",
    "trusted_proxy_count": 1,
    "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-host", "x-forwarded-proto"},
    "clear_untrusted_proxy_headers": True,
}
# -P keeps the current folder off sys.path: a web.py in it must not be run.
WORKER = (sys.executable, "-P", "-m", "web.cli", "worker")


def serve_pages(installation: InstallationSettings, settings: Settings, host: str, port: int) -> None:
    """Serve the pages until the process is told to stop; the worker stops with it.

    Raises:
        click.UsageError: Nothing can be served at that address.
        click.ClickException: The worker stopped by itself.
    """
    app = create_app(installation, settings)
    # The server writes large requests to temporary files, which contain people's words.
    tempfile.tempdir = str(installation.home / "spool")
    server = _listen(app, host, port)
    click.echo(_greeting(app, host, port), err=True)
    stopping, lost = threading.Event(), threading.Event()

    def stop(*_: object) -> NoReturn:
        stopping.set()
        sys.exit(0)

    def watch() -> None:
        worker.wait()
        if not stopping.is_set() and not _another_works(installation):
            lost.set()
            _thread.interrupt_main(signal.SIGTERM)

    # A stop by signal must also stop the worker, as Ctrl-C does.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    worker = subprocess.Popen(WORKER)  # noqa: S603  # nothing in it was given by anybody
    threading.Thread(target=watch, daemon=True).start()
    try:
        server.run()
    finally:
        stopping.set()
        worker.terminate()
        worker.wait()
    if lost.is_set():
        raise click.ClickException("The worker stopped, and without it nothing is read or run: start serve again.")


def _listen(app: Flask, host: str, port: int) -> waitress.server.BaseWSGIServer:
    # Requests slightly over the limit get an error page from the application; the server cuts off larger ones.
    largest = app.config["MAX_CONTENT_LENGTH"] * 5 // 4
    try:
        return waitress.create_server(
            app, host=host, port=port, ident=None, max_request_body_size=largest, **_BEHIND_HTTPS
        )
    except ValueError as error:
        raise click.UsageError(f"There is no address {host} to listen on; choose another with --host.") from error
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise click.UsageError(f"Port {port} is taken; choose another with --port.") from error
        raise click.UsageError(f"{host}:{port} cannot be listened on: {(error.strerror or '').lower()}.") from error


def _greeting(app: Flask, host: str, port: int) -> str:
    with app.app_context(), extensions.store().sessions() as session:
        users = session.scalar(select(func.count(User.id)))
    hint = "" if users else " Nobody can sign in yet: headwater user add NAME --role admin makes an account."
    return f"Headwater is at http://{host}:{port} until you press Ctrl-C.{hint}"


def _another_works(installation: InstallationSettings) -> bool:
    """Whether a worker started elsewhere holds the lock, so that ours stopped by itself."""
    try:
        with FileLock(installation.home / "locks" / "worker", timeout=0, mode=0o600):
            return False
    except Timeout:
        return True
