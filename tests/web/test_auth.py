"""Signing in."""

import time

import pytest
from flask.testing import FlaskClient

from models import User
from models.enums import Role
from tests.web.office import MOMENT, Office
from web.accounts.passwords import hash_password, is_correct, password_flaw
from web.accounts.throttle import Throttle

PASSWORD = "a quiet river runs"


@pytest.fixture
def client(office: Office) -> FlaskClient:
    with office.store.sessions.begin() as session:
        session.add(User(name="Ada", password_hash=hash_password(PASSWORD), role=Role.HR, created=MOMENT))
    return office.app.test_client()


def sign_in(client: FlaskClient, name: str = "Ada", password: str = PASSWORD, address: str = "/sign-in") -> int:
    return client.post(address, data={"name": name, "password": password}).status_code


def test_it_lets_in_who_knows_the_password(client: FlaskClient) -> None:
    assert sign_in(client) == 302
    assert client.get("/uploads/").status_code == 200


def test_it_says_the_same_of_a_wrong_password_and_of_a_name_that_nobody_has(client: FlaskClient) -> None:
    wrong = client.post("/sign-in", data={"name": "Ada", "password": "not this one"})
    nobody = client.post("/sign-in", data={"name": "Eve", "password": "not this one"})
    assert wrong.status_code == nobody.status_code == 422
    assert wrong.text.replace("Ada", "") == nobody.text.replace("Eve", "")


def test_it_lets_nobody_in_whose_account_is_closed(office: Office, client: FlaskClient) -> None:
    with office.store.sessions.begin() as session:
        session.query(User).filter_by(name="Ada").one().active = False
    assert sign_in(client) == 422


@pytest.mark.parametrize("name", ["Ada", "Eve"])
def test_it_holds_back_whoever_failed_five_times_whether_or_not_there_is_such_a_user(
    client: FlaskClient, name: str
) -> None:
    assert [sign_in(client, name, "wrong") for _ in range(5)] == [422] * 5
    assert sign_in(client, name.upper(), "wrong") == 429
    assert sign_in(client, "Bob", "wrong") == 422


def test_it_holds_back_the_right_password_too_after_five_failures(client: FlaskClient) -> None:
    for _ in range(5):
        sign_in(client, password="wrong")
    assert sign_in(client) == 429


@pytest.mark.parametrize(("failures", "wait"), [(5, "Wait 1 minute before"), (20, "Wait 60 minutes before")])
def test_it_says_how_long_whoever_is_held_back_has_to_wait(
    office: Office, client: FlaskClient, failures: int, wait: str
) -> None:
    for _ in range(failures):
        office.app.extensions["headwater.throttle"].count_failure("ada")
    answer = client.post("/sign-in", data={"name": "Ada", "password": PASSWORD})
    assert answer.status_code == 429
    assert wait in answer.text


def test_it_lets_an_account_try_again_when_the_minute_and_the_hour_are_over(monkeypatch: pytest.MonkeyPatch) -> None:
    throttle, now = Throttle(), int(time.time())
    monkeypatch.setattr(time, "time", lambda: now)
    for _ in range(4):
        assert throttle.seconds_to_wait("Ada") == 0
        for _ in range(5):
            throttle.count_failure("Ada")
        assert throttle.seconds_to_wait("Ada") > 0
        now += 61
    assert throttle.seconds_to_wait("ADA") == 60 * 60 - 4 * 61
    assert throttle.seconds_to_wait("Eve") == 0
    now += 60 * 60 - 4 * 61 + 1
    assert throttle.seconds_to_wait("Ada") == 0


def test_it_names_the_command_that_makes_the_first_user(office: Office) -> None:
    with office.store.sessions.begin() as session:
        session.query(User).delete()
    assert "headwater user add" in office.app.test_client().get("/sign-in").text


def test_it_says_nothing_of_that_command_once_there_is_a_user(client: FlaskClient) -> None:
    assert "headwater user add" not in client.get("/sign-in").text


TRAPS = [
    "https://example.org/x",
    "//example.org/x",
    "///example.org/x",
    "/\\example.org",
    "\\\\example.org",
    "javascript:alert(1)",
    "/\t///example.org",
    "/\t/example.org",
    "/\n///example.org",
    "/\r\\example.org",
    "\t//example.org/x",
    " //example.org/x",
    "/x\x00",
    "/\x7f",
]


@pytest.mark.parametrize("wanted", TRAPS)
def test_it_leads_nobody_to_a_foreign_page(client: FlaskClient, wanted: str) -> None:
    answer = client.post("/sign-in", query_string={"next": wanted}, data={"name": "Ada", "password": PASSWORD})
    assert answer.headers["Location"] == "/"


def test_it_leads_back_to_the_page_that_was_asked_for(client: FlaskClient) -> None:
    asked = client.get("/runs/")
    answer = client.post(asked.headers["Location"], data={"name": "Ada", "password": PASSWORD})
    assert answer.headers["Location"] == "/runs/"


def test_it_signs_out(client: FlaskClient) -> None:
    sign_in(client)
    client.post("/sign-out")
    assert client.get("/uploads/").status_code == 302


def test_it_ends_other_sessions_when_the_password_changes(office: Office, client: FlaskClient) -> None:
    other = office.app.test_client()
    sign_in(client)
    sign_in(other)
    client.post("/password", data={"current": PASSWORD, "new": "another river entirely"})
    assert client.get("/uploads/").status_code == 200
    assert other.get("/uploads/").status_code == 302


def test_it_changes_no_password_without_the_current_one(client: FlaskClient) -> None:
    sign_in(client)
    assert client.post("/password", data={"current": "wrong", "new": "another river entirely"}).status_code == 422
    assert client.post("/password", data={"current": PASSWORD, "new": "short"}).status_code == 422


def test_it_ignores_a_cookie_that_names_a_user_without_their_stamp(office: Office) -> None:
    client = office.app.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = str(office.user(Role.ADMIN))
    assert client.get("/users/").status_code == 302


@pytest.mark.parametrize(("scheme", "secure"), [("http", False), ("https", True)])
def test_it_keeps_the_cookie_from_scripts_and_from_plain_http_where_https_is_used(
    client: FlaskClient, scheme: str, secure: bool
) -> None:
    answer = client.post("/sign-in", base_url=f"{scheme}://localhost", data={"name": "Ada", "password": PASSWORD})
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert ("Secure" in cookie) is secure


def test_it_refuses_a_form_without_its_token(office: Office, client: FlaskClient) -> None:
    office.app.config["WTF_CSRF_ENABLED"] = True
    answer = client.post("/sign-in", data={"name": "Ada", "password": PASSWORD})
    assert answer.status_code == 400
    assert "Load it again" in answer.text


def test_it_finds_a_flaw_in_short_passwords_and_in_the_users_own_name() -> None:
    assert password_flaw("short", "Ada")
    assert password_flaw("ada-and-a-river", "Ada")
    assert password_flaw(PASSWORD, "Ada") is None


def test_it_is_never_right_where_there_is_no_such_user() -> None:
    assert not is_correct("nobody's password", None)
