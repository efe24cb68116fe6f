"""What answers tell the browser, and what errors tell anybody."""

import logging
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest

from analyzer.types import Side
from models.enums import Role
from tests.web.office import CUSTOMER_WORDS, Office, open_office

HEAVY = ("torch", "bertopic", "sentence_transformers", "umap", "transformers", "hdbscan", "numba", "networkit")


@pytest.mark.parametrize("address", ["/sign-in", "/", "/nowhere", "/static/headwater.css"])
def test_it_forbids_the_browser_all_that_no_page_needs(office: Office, address: str) -> None:
    with office.app.test_client().get(address) as answer:
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "://" not in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["Referrer-Policy"] == "same-origin"


def test_it_lets_no_browser_keep_a_page(office: Office) -> None:
    pages = [f"/uploads/{next(iter(office.uploads.values()))}/records", f"/runs/{office.run}/statements.csv", "/"]
    for page in pages:
        assert office.sit_down(Role.ANALYST).get(page).headers["Cache-Control"] == "no-store"


def test_it_names_no_foreign_address_and_no_inline_style_or_script_on_any_page(office: Office) -> None:
    client = office.sit_down(Role.ANALYST)
    pages = ["/", "/uploads/", "/uploads/file", "/uploads/text", "/runs/", f"/runs/{office.run}", "/reports/"]
    for page in [*pages, f"/reports/{office.run}", f"/runs/{office.run}/themes/E1"]:
        text = client.get(page).text.replace("http://www.w3.org/2000/svg", "")
        assert "://" not in text
        assert "style=" not in text
        assert "<style" not in text
        assert " on" + "click=" not in text


def test_it_says_sorry_for_a_fault_and_logs_where_it_was_without_anybodys_words(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    def break_off() -> str:
        raise ValueError(CUSTOMER_WORDS)

    office.app.view_functions["runs.list_runs"] = break_off
    office.app.config.update(TESTING=False)
    with caplog.at_level(logging.ERROR):
        answer = office.sit_down(Role.ANALYST).get("/runs/")
    assert answer.status_code == 500
    assert "The fault is ours" in answer.text
    assert "ValueError" in caplog.text
    assert "test_security.py" in caplog.text
    assert CUSTOMER_WORDS not in answer.text + caplog.text


@pytest.mark.parametrize(
    ("method", "address", "code"),
    [("GET", "/nowhere", 404), ("GET", "/users/", 403), ("DELETE", "/runs/", 405), ("GET", "/runs/99", 404)],
)
def test_it_answers_a_wrong_step_with_a_plain_page(office: Office, method: str, address: str, code: int) -> None:
    answer = office.sit_down(Role.HR).open(address, method=method)
    assert answer.status_code == code
    assert "To the first page" in answer.text


def test_who_is_turned_away_reads_whose_page_it_is(office: Office) -> None:
    cx = office.sit_down(Role.CX)
    answer = cx.get(f"/runs/{office.run}/themes/")
    assert "This page is for the role Analyst; yours is Customer experience." in answer.text
    assert "roles HR, Customer experience, Analyst; yours is Admin" in office.sit_down(Role.ADMIN).get("/runs/").text
    assert f"/runs/{office.run}/themes/" not in cx.get(f"/runs/{office.run}").text


@pytest.mark.parametrize("digits", [25, 5000])
def test_a_number_that_no_database_holds_is_no_page(office: Office, digits: int) -> None:
    analyst, number = office.sit_down(Role.ANALYST), "9" * digits
    theirs = [rule for rule in office.app.url_map.iter_rules() if "<int:" in rule.rule]
    for rule in theirs:
        address = re.sub("<[^>]*>", number, rule.rule)
        assert analyst.open(address, method=min((rule.methods or set()) & {"GET", "POST"})).status_code == 404, (
            rule.rule
        )
    assert len(theirs) > 20


def test_no_list_has_a_page_beyond_all_numbers(office: Office) -> None:
    analyst = office.sit_down(Role.ANALYST)
    records = f"/uploads/{office.uploads[Side.CUSTOMER]}/records"
    theme = f"/runs/{office.run}/themes/"
    theme += re.findall(rf'href="{theme}([^"/?]+)"', analyst.get(theme).text)[0]
    for address in (records, theme, "/events/"):
        answers = {page: analyst.get(f"{address}?page={page}").status_code for page in ("9" * 25, "-1", "99", "x")}
        assert answers == {"9" * 25: 404, "-1": 200, "99": 200, "x": 200}, address


# Of a form, in these tests; Werkzeug reads 64 KiB at a time and wants room for as much.
HELD = 100_000
LONG = "x" * 2 * HELD
# Where it goes and what it says. A file comes in parts; where one is asked for, anything else is held in memory too.
FORMS = {"/sign-in": {"name": "Ada", "password": LONG}, "/events/": {"note": LONG}, "/uploads/file": {"side": LONG}}


@pytest.mark.parametrize("address", FORMS)
def test_it_holds_no_more_of_a_form_in_memory_than_of_a_pasted_text(office: Office, address: str) -> None:
    office.app.config["MAX_FORM_MEMORY_SIZE"] = HELD
    assert office.sit_down(Role.ANALYST).post(address, data=FORMS[address]).status_code == 413


@pytest.mark.parametrize("coding", [None, "multipart/form-data"])
def test_it_says_how_much_can_be_pasted_where_a_pasted_text_is_too_large(office: Office, coding: str | None) -> None:
    text = {"text": "x" * (4 * 1024 * 1024 + 1)}
    answer = office.sit_down(Role.HR).post("/uploads/text", data=text, content_type=coding)
    assert answer.status_code == 413
    assert "Paste at most 4 MB, or hand it in as a file." in answer.text


def test_it_says_how_large_a_file_may_be_where_a_file_is_too_large(home: Path) -> None:
    client = open_office(home, limit=2 * 1024 * 1024).sit_down(Role.HR)
    answer = client.post("/uploads/file", data={"file": (BytesIO(b"x" * 3 * 1024 * 1024), "a.csv")})
    assert answer.status_code == 413
    assert "files of up to 2 MB" in answer.text


@pytest.mark.parametrize("address", ["/uploads/file", "/events/table"])
def test_it_takes_a_file_that_is_larger_than_a_pasted_text_may_be(office: Office, address: str) -> None:
    office.app.config["MAX_FORM_MEMORY_SIZE"] = HELD
    table = b"comment;date\n" + b"The queue never ends.;2025-03-01\n" * (2 * HELD // 33)
    answer = office.sit_down(Role.CX).post(address, data={"file": (BytesIO(table), "a.csv")})
    assert answer.status_code in {302, 422}


def test_it_shows_the_first_page_without_loading_anything_heavy(home: Path) -> None:
    program = f"""
import sys
from analyzer.settings import installation_settings, run_settings
from web.app import create_app
assert create_app(installation_settings(), run_settings()).test_client().get("/sign-in").status_code == 200
print(*sorted(set({HEAVY}) & sys.modules.keys()))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
