"""A real server with its worker on loopback, and a real browser that may go nowhere else."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from analyzer.pipeline import open_store
from analyzer.settings import installation_settings
from models import User
from models.enums import Role
from web.accounts.passwords import hash_password

PASSWORD = "a quiet river runs"
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Bootstrap scrolls smoothly, and a click on what still moves misses.
    "--force-prefers-reduced-motion",
    "--window-size=1280,900",
)


@dataclass(frozen=True, slots=True)
class Visit:
    """A browser at the site's door."""

    driver: webdriver.Chrome
    site: str

    def complaints(self) -> list[str]:
        """List what the browser's console has found wrong since it was last asked."""
        return [str(entry["message"]) for entry in self.driver.get_log("browser")]

    def hosts(self) -> set[str]:
        """List the hosts that pages asked for anything since the browser was last asked."""
        messages = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        asked = [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]
        # The browser's own start page speaks to itself (chrome://), and pictures may lie in the page (data:).
        return {str(urlsplit(address).hostname) for address in asked if not address.startswith(("chrome:", "data:"))}


@pytest.fixture
def site(home: Path, tmp_path: Path) -> Iterator[str]:
    """Serve an installation with one user of each role, named after it."""
    store = open_store(installation_settings())
    password_hash = hash_password(PASSWORD)
    with store.sessions.begin() as session:
        session.add_all(User(name=r, password_hash=password_hash, role=r, created=store.clock()) for r in Role)
    port = _free_port()
    with (tmp_path / "server.log").open("wb") as log:
        command = [sys.executable, "-m", "web.cli", "serve", "--port", str(port)]
        server = subprocess.Popen(command, stderr=log, env=os.environ | {"HEADWATER_HOME": str(home)})
        try:
            _wait_for(f"http://127.0.0.1:{port}/sign-in")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait()


@pytest.fixture
def visit(site: str, tmp_path: Path) -> Callable[[], AbstractContextManager[Visit]]:
    """Open browsers, each with a profile of its own."""
    count = iter(range(9))

    @contextmanager
    def open_browser() -> Iterator[Visit]:
        options = webdriver.ChromeOptions()
        options.binary_location = "/usr/bin/chromium"
        for flag in (*FLAGS, f"--user-data-dir={tmp_path / f'profile-{next(count)}'}"):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
        try:
            yield Visit(driver, site)
        finally:
            driver.quit()

    return open_browser


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def _wait_for(address: str) -> None:
    for _ in range(960):
        try:
            urllib.request.urlopen(address).close()
        except urllib.error.URLError:
            time.sleep(0.25)
        else:
            return
    raise TimeoutError(address)
