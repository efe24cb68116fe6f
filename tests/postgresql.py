"""A PostgreSQL server of a test's own: no network, and a folder that goes with it."""

from __future__ import annotations

import getpass
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

# Debian keeps them off the path.
_PLACES = "/usr/lib/postgresql"
_PROGRAMS = ("initdb", "postgres", "pg_isready")
# No port, and what is stored need not outlive the test.
_HASTE = ("-c", "listen_addresses=", "-c", "fsync=off", "-c", "full_page_writes=off")
_PATIENCE = 60


def lacking() -> str:
    """What this machine has not that such a test needs; "" where it has all."""
    if _programs() is None:
        return f"PostgreSQL tests need {', '.join(_PROGRAMS)}"
    return "" if find_spec("pg8000") else "PostgreSQL tests need pg8000"


@contextmanager
def serve() -> Iterator[str]:
    """Run a server. Yields the SQLAlchemy URL of its database."""
    programs = _programs()
    assert programs is not None
    # It refuses to run as root.
    user = "postgres" if os.geteuid() == 0 else getpass.getuser()
    # Not pytest's folder: a socket's path is short, and the server's user has to enter it.
    with tempfile.TemporaryDirectory(prefix="headwater-") as folder:
        shutil.chown(folder, user)
        made = (
            "-D",
            f"{folder}/data",
            "--username=headwater",
            "--auth=trust",
            "--encoding=UTF8",
            "--no-locale",
            "--no-sync",
        )
        subprocess.run([programs / "initdb", *made], check=True, user=user, cwd=folder, capture_output=True)
        command = [programs / "postgres", "-D", f"{folder}/data", "-k", folder, *_HASTE]
        with subprocess.Popen(
            command, user=user, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as server:
            try:
                _await(programs, folder)
                yield f"postgresql+pg8000://headwater@/postgres?unix_sock={folder}/.s.PGSQL.5432"
            finally:
                # Its fast shutdown: whoever is still connected is cut off.
                server.send_signal(signal.SIGINT)


def _await(programs: Path, folder: str) -> None:
    latest = time.monotonic() + _PATIENCE
    while subprocess.run([programs / "pg_isready", "-q", "-h", folder], check=False).returncode:
        if time.monotonic() > latest:
            raise TimeoutError("PostgreSQL did not start")
        time.sleep(0.05)


def _programs() -> Path | None:
    found = shutil.which("initdb")
    places = [Path(found).resolve().parent] if found else sorted(Path(_PLACES).glob("*/bin"), reverse=True)
    return next((place for place in places if all((place / name).exists() for name in _PROGRAMS)), None)
