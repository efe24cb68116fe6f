"""What measures the product runs it away from whatever is installed."""

from __future__ import annotations

from pathlib import Path

import pytest

from analyzer.settings import installation_settings
from scripts.fresh_home import fresh_home

SCRIPTS = Path(__file__).resolve().parents[1] / "scripts"


def test_a_run_of_a_script_reads_and_writes_in_its_own_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql+pg8000://somebody@elsewhere/real")
    monkeypatch.setenv("PATH", "/somewhere/bin")
    environment = fresh_home(tmp_path)
    assert installation_settings(environment).home == tmp_path
    assert installation_settings(environment).database == f"sqlite:///{tmp_path / 'headwater.db'}"
    assert environment["PATH"] == "/somewhere/bin"


def test_no_script_makes_a_home_in_words_of_its_own() -> None:
    named = [path.name for path in sorted(SCRIPTS.glob("*.py")) if "HEADWATER_HOME" in path.read_text("utf-8")]
    assert named == ["fresh_home.py"]
    analysing = [path for path in SCRIPTS.glob("*.py") if '"analyse", ' in path.read_text("utf-8")]
    assert len(analysing) == 4
    assert [path.name for path in analysing if "fresh_home(" not in path.read_text("utf-8")] == []
