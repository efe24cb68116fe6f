"""Who may open what: every route with its roles, written down a second time."""

from __future__ import annotations

from pathlib import Path

import pytest
from werkzeug.routing import Rule

from analyzer.types import Side
from models.enums import Role
from tests.web.office import Office, open_office

NOBODY = "public"
ALL = "hr cx leader analyst admin"
ROUTES = {
    "GET /static/<path:filename>": NOBODY,
    "GET /bootstrap/static/<path:filename>": NOBODY,
    "GET /sign-in": NOBODY,
    "POST /sign-in": NOBODY,
    "POST /sign-out": ALL,
    "GET /password": ALL,
    "POST /password": ALL,
    "GET /": ALL,
    "GET /uploads/": "hr cx analyst",
    "GET /uploads/file": "hr cx analyst",
    "POST /uploads/file": "hr cx analyst",
    "GET /uploads/text": "hr cx analyst",
    "POST /uploads/text": "hr cx analyst",
    "GET /uploads/<int:upload_id>": "hr cx analyst",
    "GET /uploads/<int:upload_id>/progress.json": "hr cx analyst",
    "GET /uploads/<int:upload_id>/records": "hr cx analyst",
    "GET /uploads/<int:upload_id>/remove": "hr cx analyst",
    "POST /uploads/<int:upload_id>/remove": "hr cx analyst",
    "GET /uploads/<int:upload_id>/records/<int:record_id>/remove": "hr cx analyst",
    "POST /uploads/<int:upload_id>/records/<int:record_id>/remove": "hr cx analyst",
    "GET /runs/<int:run_id>/remove": "analyst",
    "POST /runs/<int:run_id>/remove": "analyst",
    "GET /uploads/<int:upload_id>/preview/": "hr cx analyst",
    "POST /uploads/<int:upload_id>/preview/": "hr cx analyst",
    "POST /uploads/<int:upload_id>/preview/discard": "hr cx analyst",
    "GET /units/": "hr cx analyst",
    "POST /units/": "analyst",
    "POST /units/alike": "hr cx analyst",
    "POST /units/<int:said_id>/part": "hr cx analyst",
    "GET /events/": "hr cx analyst",
    "POST /events/": "hr cx analyst",
    "POST /events/table": "hr cx analyst",
    "POST /events/<int:event_id>/delete": "hr cx analyst",
    "GET /runs/": "hr cx analyst",
    "GET /runs/new": "hr cx analyst",
    "POST /runs/new": "hr cx analyst",
    "GET /runs/<int:run_id>": "hr cx analyst",
    "GET /runs/<int:run_id>/progress.json": "hr cx analyst",
    "POST /runs/<int:run_id>/cancel": "hr cx analyst",
    "POST /runs/<int:run_id>/go-on": "hr cx analyst",
    "GET /reports/": "hr cx leader analyst",
    "GET /reports/report.css": "hr cx leader analyst",
    "GET /reports/<int:run_id>": "hr cx leader analyst",
    "GET /reports/<int:run_id>/report.html": "hr cx leader analyst",
    "GET /runs/<int:run_id>/themes/": "analyst",
    "GET /runs/<int:run_id>/themes/<code>": "analyst",
    "POST /runs/<int:run_id>/themes/<code>/rename": "analyst",
    "POST /runs/<int:run_id>/themes/<code>/pin": "analyst",
    "POST /runs/<int:run_id>/themes/<code>/unpin": "analyst",
    "POST /runs/<int:run_id>/themes/<code>/merge": "analyst",
    "GET /runs/<int:run_id>/intentions/": "analyst",
    "GET /runs/<int:run_id>/links/": "analyst",
    "GET /runs/<int:run_id>/links/<int:link_id>": "analyst",
    "GET /runs/<int:run_id>/levers/": "analyst",
    "GET /runs/<int:run_id>/analysis.json": "analyst",
    "GET /runs/<int:run_id>/statements.csv": "analyst",
    "GET /actions/": "leader analyst",
    "GET /actions/<int:action_id>": "analyst",
    "GET /actions/<int:action_id>/edit": "analyst",
    "POST /actions/<int:action_id>/edit": "analyst",
    "POST /actions/<int:action_id>/close": "analyst",
    "POST /actions/<int:action_id>/reopen": "analyst",
    "GET /runs/<int:run_id>/links/<int:link_id>/actions/new": "analyst",
    "POST /runs/<int:run_id>/links/<int:link_id>/actions/new": "analyst",
    "GET /knowledge/": "analyst",
    "GET /users/": "admin",
    "GET /users/new": "admin",
    "POST /users/new": "admin",
    "GET /users/<int:user_id>": "admin",
    "POST /users/<int:user_id>": "admin",
}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return open_office(Path(tmp_path_factory.mktemp("office")))


def _rules(office: Office) -> dict[str, Rule]:
    return {
        f"{method} {rule.rule}": rule
        for rule in office.app.url_map.iter_rules()
        for method in (rule.methods or set()) & {"GET", "POST", "PUT", "PATCH", "DELETE"}
    }


def _address(office: Office, route: str, role: Role | None) -> str:
    values = {
        "filename": "css/bootstrap.min.css" if "bootstrap" in route else "headwater.css",
        "upload_id": office.uploads[Side.CUSTOMER if role is Role.CX else Side.EMPLOYEE],
        "record_id": office.record(Side.CUSTOMER if role is Role.CX else Side.EMPLOYEE),
        "run_id": office.run,
        "code": "E1",
        "link_id": office.link,
        "event_id": 1,
        "said_id": 1,
        "action_id": office.action,
        "user_id": office.user(Role.LEADER),
    }
    rule = _rules(office)[route]
    address = rule.build({name: values[name] for name in rule.arguments})
    assert address
    return address[1]


def test_it_knows_every_route(office: Office) -> None:
    assert set(_rules(office)) == set(ROUTES)


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("role", Role)
def test_it_opens_a_route_to_its_roles_and_refuses_all_others(office: Office, route: str, role: Role) -> None:
    method, allowed = route.partition(" ")[0], ROUTES[route]
    with office.sit_down(role).open(_address(office, route, role), method=method) as answer:
        code = answer.status_code
    if allowed == NOBODY or role.value in allowed.split():
        assert code not in {401, 403}
        assert code < 500
        assert method != "GET" or "/preview/" in route or code in {200, 302}
    else:
        assert code == 403


@pytest.mark.parametrize("route", ROUTES)
def test_it_sends_who_is_not_signed_in_to_the_sign_in(office: Office, route: str) -> None:
    method = route.partition(" ")[0]
    with office.app.test_client().open(_address(office, route, None), method=method) as answer:
        code, location = answer.status_code, answer.headers.get("Location", "")
    if ROUTES[route] == NOBODY:
        assert code in {200, 422}
    else:
        assert code == 302
        assert location.startswith("/sign-in")
