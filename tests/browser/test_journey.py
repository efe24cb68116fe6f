"""From a pasted interview and a file of comments to the report a leader reads, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from itertools import islice
from pathlib import Path

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.support import expected_conditions as expected
from selenium.webdriver.support.wait import WebDriverWait

from tests.browser.conftest import PASSWORD, Visit

pytestmark = [pytest.mark.browser, pytest.mark.weights]

SAMPLES = Path(__file__).parents[2] / "samples"
INTERVIEW = """Interviewer: What made you look for something else?
Leaver: The roster changed every Thursday evening. On Saturdays we were three people for the whole floor.
Interviewer: What would have kept you?
Leaver: Somebody who listens, and enough people at the tills."""
Browsers = Callable[[], AbstractContextManager[Visit]]


def excerpt(name: str, rows: int, folder: Path) -> Path:
    """Write the first rows of a sample."""
    with (SAMPLES / name).open(encoding="utf-8") as sample:
        (folder / name).write_text("".join(islice(sample, rows)), encoding="utf-8")
    return folder / name


def sign_in(visit: Visit, role: str) -> None:
    visit.driver.get(f"{visit.site}/sign-in")
    visit.driver.find_element(By.NAME, "name").send_keys(role)
    visit.driver.find_element(By.NAME, "password").send_keys(PASSWORD)
    press(visit, "Sign in")
    wait_for(visit, "Sign out")


def press(visit: Visit, label: str) -> None:
    """Press the button, or follow the link, that begins with these words."""
    begins = f"[starts-with(normalize-space(), '{label}')]"
    door = (By.XPATH, f"//main//button{begins} | //main//a{begins}")
    WebDriverWait(visit.driver, 30).until(expected.element_to_be_clickable(door), f"no {label!r} to press").click()


def read(visit: Visit) -> str:
    return str(visit.driver.execute_script("return document.body ? document.body.innerText : ''"))


def wait_for(visit: Visit, words: str, seconds: int = 240) -> None:
    WebDriverWait(visit.driver, seconds).until(lambda _: words in read(visit), f"no {words!r} on the page")


def hand_in_file(visit: Visit, path: Path) -> None:
    visit.driver.get(f"{visit.site}/uploads/file")
    visit.driver.find_element(By.NAME, "file").send_keys(str(path))
    press(visit, "Look at it")


def store(visit: Visit) -> None:
    wait_for(visit, "nothing is stored yet")
    press(visit, "Store")
    wait_for(visit, "redacted. Read the records")


def check_quiet(visit: Visit) -> None:
    assert visit.complaints() == []
    assert visit.hosts() == {"127.0.0.1"}


def test_it_leads_from_a_pasted_interview_to_the_report_that_a_leader_reads(visit: Browsers, tmp_path: Path) -> None:
    with visit() as hr:
        sign_in(hr, "hr")
        press(hr, "Paste an interview")
        hr.driver.find_element(By.NAME, "text").send_keys(INTERVIEW)
        hr.driver.find_element(By.NAME, "unit").send_keys("Harrow Lane")
        press(hr, "Look at it")
        wait_for(hr, "On Saturdays we were three people")
        assert "What would have kept you?" not in read(hr)
        store(hr)
        hand_in_file(hr, excerpt("employees.csv", 400, tmp_path))
        store(hr)
        check_quiet(hr)
    with visit() as cx:
        sign_in(cx, "cx")
        hand_in_file(cx, excerpt("customers.csv", 200, tmp_path))
        wait_for(cx, "nothing is stored yet")
        assert cx.driver.find_elements(By.XPATH, "//table//th[contains(., 'comment')]")
        store(cx)
        assert "employees.csv" not in read(cx)
        check_quiet(cx)
    with visit() as analyst:
        sign_in(analyst, "analyst")
        press(analyst, "Start a run")
        press(analyst, "Start the run")
        wait_for(analyst, "You can leave this page")
        assert analyst.driver.find_elements(By.TAG_NAME, "progress")
        WebDriverWait(analyst.driver, 240).until(lambda _: "You can leave this page" not in read(analyst))
        assert "Read the report" in read(analyst)
        press(analyst, "Themes")
        wait_for(analyst, "also those that leaders do not see")
        assert analyst.driver.find_elements(By.XPATH, "//main//th/a")
        check_quiet(analyst)
    with visit() as leader:
        sign_in(leader, "leader")
        press(leader, "Report 1")
        wait_for(leader, "How far this can be trusted")
        assert "Uploads" not in read(leader).splitlines()
        phone = {"width": 390, "height": 800, "deviceScaleFactor": 1, "mobile": False}
        leader.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", phone)
        assert leader.driver.execute_script("return document.documentElement.scrollWidth") <= phone["width"]
        check_quiet(leader)
