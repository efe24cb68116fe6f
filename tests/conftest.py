"""What every test starts from: no network, a home of its own, and a visible reason where something is missing."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from tests import postgresql

# Read when huggingface_hub is imported: a test that asks a hub for weights must fail, not wait.
os.environ["HF_HUB_OFFLINE"] = "1"
# Read when torch and NumPy are imported: tests run side by side, and threads that outnumber processors only wait.
os.environ["OMP_NUM_THREADS"] = "1"

settings.register_profile("headwater", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("headwater")

LOOPBACK = ["127.0.0.1", "::1", "localhost"]
# Files that take minutes come first: at the end one worker would be left alone with them.
LONGEST = {"web/test_selftest.py", "test_sample.py"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files first, and let browser tests reach the server they start and nothing else."""
    items.sort(key=lambda item: item.path.relative_to(Path(__file__).parent).as_posix() not in LONGEST)
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.allow_hosts(LOOPBACK))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip, and say why, what this machine has no browser or no development data for."""
    if item.get_closest_marker("browser") and not (shutil.which("chromium") and shutil.which("chromedriver")):
        pytest.skip("browser tests need chromium and chromedriver")
    if item.get_closest_marker("shared") and not os.environ.get("HEADWATER_SHARED"):
        pytest.skip("set HEADWATER_SHARED to the folder of development data")
    if item.get_closest_marker("postgresql") and (lacking := postgresql.lacking()):
        pytest.skip(lacking)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return this test's own home, which no setting of the person running it reaches."""
    for name in [name for name in os.environ if name.startswith("HEADWATER_") and name != "HEADWATER_SHARED"]:
        monkeypatch.delenv(name)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    # Tests that run side by side are told a width that no terminal has.
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.setenv("HEADWATER_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def shared() -> Path:
    """Return the folder of development data; only for tests marked `shared`."""
    return Path(os.environ["HEADWATER_SHARED"])
