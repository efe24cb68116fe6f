"""How pages behave in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support import expected_conditions as expected
from selenium.webdriver.support.wait import WebDriverWait

from tests.browser.conftest import PASSWORD, Visit

pytestmark = pytest.mark.browser

Browsers = Callable[[], AbstractContextManager[Visit]]
UNNAMED = """
return [...document.querySelectorAll("main input:not([type=hidden], [hidden]), main select, main textarea")]
  .filter(field => !field.labels.length && !field.getAttribute("aria-labelledby")).map(field => field.name)
"""
UPLOADS = ("/uploads/", "/uploads/file", "/uploads/text")
# Seconds that a busy machine may take for a page.
PATIENCE = 30
PAGES = ("/", *UPLOADS, "/events/", "/runs/", "/runs/new", "/reports/", "/password")


def test_it_can_be_signed_in_to_with_the_keyboard_alone(visit: Browsers) -> None:
    with visit() as guest:
        guest.driver.get(guest.site)
        keys = guest.driver.switch_to.active_element
        keys.send_keys(Keys.TAB)
        assert guest.driver.switch_to.active_element.text == "Skip to the page"
        guest.driver.switch_to.active_element.send_keys(Keys.ENTER, Keys.TAB)
        guest.driver.switch_to.active_element.send_keys("analyst", Keys.TAB)
        guest.driver.switch_to.active_element.send_keys(PASSWORD, Keys.ENTER)
        # The page before has a heading, too, until this one is there.
        overview = expected.text_to_be_present_in_element((By.TAG_NAME, "h1"), "Overview")
        WebDriverWait(guest.driver, PATIENCE).until(overview)


@pytest.mark.parametrize("width", [390, 1280])
def test_it_needs_no_sideways_scrolling_and_leaves_no_field_without_a_label(visit: Browsers, width: int) -> None:
    with visit() as analyst:
        screen = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 500}
        analyst.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
        analyst.driver.get(f"{analyst.site}/sign-in")
        analyst.driver.find_element(By.NAME, "name").send_keys("analyst")
        analyst.driver.find_element(By.NAME, "password").send_keys(PASSWORD, Keys.ENTER)
        WebDriverWait(analyst.driver, PATIENCE).until_not(expected.url_contains("/sign-in"))
        for page in PAGES:
            analyst.driver.get(analyst.site + page)
            assert analyst.driver.execute_script("return document.documentElement.scrollWidth") <= width, page
            unnamed = analyst.driver.execute_script(UNNAMED)
            assert unnamed == [], page
        assert analyst.complaints() == []
        assert analyst.hosts() == {"127.0.0.1"}
