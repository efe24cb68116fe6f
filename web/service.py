"""The web server and the worker beside it."""

from __future__ import annotations

import signal
import subprocess
import sys
from typing import NoReturn

import waitress

from analyzer.settings import Place, Settings
from web.app import create_app


def serve_pages(place: Place, settings: Settings, host: str, port: int) -> None:
    """Serve the pages until the process is told to stop; the worker stops with it."""
    app = create_app(place, settings)
    # A stop by signal must take the worker along, as Ctrl-C does.
    signal.signal(signal.SIGTERM, _stop)
    worker = subprocess.Popen([sys.executable, "-m", "web.cli", "worker"])
    try:
        waitress.serve(app, host=host, port=port, ident=None)
    finally:
        worker.terminate()
        worker.wait()


def _stop(*_: object) -> NoReturn:
    sys.exit(0)
