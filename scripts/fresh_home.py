"""Where the scripts beside this one run the command line: in a home of its own, away from whatever is installed."""

from __future__ import annotations

import os
from pathlib import Path


def fresh_home(home: Path) -> dict[str, str]:
    """Give the environment of a run that reads and writes in ``home`` alone.

    DATABASE_URL goes: it would send the run to a database of somebody's.
    """
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return {**kept, "HEADWATER_HOME": str(home)}
