"""The server and its worker."""

import subprocess
import tempfile
from pathlib import Path

import click
import pytest

from analyzer.settings import InstallationSettings, Settings
from web.commands.service import WORKER, serve_pages


def test_its_worker_runs_nothing_that_lies_in_the_folder_it_is_called_from(tmp_path: Path) -> None:
    (tmp_path / "web.py").write_text("raise SystemExit(9)")
    assert subprocess.run([*WORKER, "--help"], cwd=tmp_path, capture_output=True, check=False).returncode == 0


def test_its_server_cuts_off_what_is_far_larger_than_a_file_may_be(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    limit, asked = 10 * 1024 * 1024, {}

    def create_server(app: object, **options: object) -> None:
        asked.update(options)
        raise ValueError

    monkeypatch.setattr("waitress.create_server", create_server)
    monkeypatch.setattr(tempfile, "tempdir", None)
    with pytest.raises(click.UsageError):
        serve_pages(
            InstallationSettings(home, f"sqlite:///{home / 'headwater.db'}", upload_limit=limit),
            Settings(),
            "nowhere",
            8000,
        )
    assert limit < asked["max_request_body_size"] < 1.5 * limit
