"""The server and its worker."""

import subprocess
from pathlib import Path

from web.commands.service import WORKER


def test_its_worker_runs_nothing_that_lies_in_the_folder_it_is_called_from(tmp_path: Path) -> None:
    (tmp_path / "web.py").write_text("raise SystemExit(9)")
    assert subprocess.run([*WORKER, "--help"], cwd=tmp_path, capture_output=True, check=False).returncode == 0
