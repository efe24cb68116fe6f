"""The web server and the worker beside it."""

from __future__ import annotations

import signal
import subprocess
import sys
import tempfile
from typing import NoReturn

import waitress

from analyzer.settings import Place, Settings
from web.app import create_app

# A server on this machine that speaks https to the world says so; nobody else is believed.
_BEHIND_HTTPS = {
    "trusted_proxy": "127.0.0.1",
    "trusted_proxy_count": 1,
    "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-host", "x-forwarded-proto"},
    "clear_untrusted_proxy_headers": True,
}


def serve_pages(place: Place, settings: Settings, host: str, port: int) -> None:
    """Serve the pages until the process is told to stop; the worker stops with it."""
    app = create_app(place, settings)
    # The server itself puts large requests into temporary files, which hold people's words.
    tempfile.tempdir = str(place.home / "spool")
    # A stop by signal must take the worker along, as Ctrl-C does.
    signal.signal(signal.SIGTERM, _stop)
    worker = subprocess.Popen([sys.executable, "-m", "web.cli", "worker"])
    try:
        waitress.serve(
            app, host=host, port=port, ident=None, max_request_body_size=4 * place.upload_limit, **_BEHIND_HTTPS
        )
    finally:
        worker.terminate()
        worker.wait()


def _stop(*_: object) -> NoReturn:
    sys.exit(0)
