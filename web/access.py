"""The access table: which roles may open which route. A route that is not in it is closed to everybody."""

from __future__ import annotations

from collections.abc import Mapping

from analyzer.types import Side
from models.enums import Role

Roles = frozenset[Role]

PUBLIC: Roles = frozenset()
EVERYBODY = frozenset(Role)
INTAKE = frozenset({Role.HR, Role.CX, Role.ANALYST})
ACTORS = frozenset({Role.LEADER, Role.ANALYST})
READERS = frozenset({Role.HR, Role.CX, Role.LEADER, Role.ANALYST})
ANALYSTS = frozenset({Role.ANALYST})
ADMINS = frozenset({Role.ADMIN})

# Endpoint → roles. PUBLIC needs no sign-in.
ROUTES: Mapping[str, Roles] = {
    "static": PUBLIC,
    "bootstrap.static": PUBLIC,
    "auth.sign_in": PUBLIC,
    "auth.sign_out": EVERYBODY,
    "auth.change_password": EVERYBODY,
    "home.start": EVERYBODY,
    "uploads.list_uploads": INTAKE,
    "uploads.add_file": INTAKE,
    "uploads.add_text": INTAKE,
    "uploads.show": INTAKE,
    "uploads.progress": INTAKE,
    "uploads.show_records": INTAKE,
    "removing.remove_upload": INTAKE,
    "removing.remove_record": INTAKE,
    "removing.remove_run": ANALYSTS,
    "preview.show": INTAKE,
    "preview.decide": INTAKE,
    "preview.discard": INTAKE,
    "units.show": INTAKE,
    "units.accept": INTAKE,
    "units.say": ANALYSTS,
    "units.part": INTAKE,
    "events.list_events": INTAKE,
    "events.add_one": INTAKE,
    "events.add_table": INTAKE,
    "events.delete": INTAKE,
    "runs.list_runs": INTAKE,
    "runs.start": INTAKE,
    "runs.show": INTAKE,
    "runs.progress": INTAKE,
    "runs.cancel": INTAKE,
    "runs.go_on": INTAKE,
    "reports.list_reports": READERS,
    "reports.show": READERS,
    "reports.download": READERS,
    "reports.style": READERS,
    "themes.list_themes": ANALYSTS,
    "themes.show": ANALYSTS,
    "themes.rename": ANALYSTS,
    "themes.pin": ANALYSTS,
    "themes.unpin": ANALYSTS,
    "themes.merge": ANALYSTS,
    "intentions.list_intentions": ANALYSTS,
    "links.list_links": ANALYSTS,
    "links.show": ANALYSTS,
    "lenses.show": ANALYSTS,
    "knowledge.list_mechanisms": ANALYSTS,
    "exports.analysis": ANALYSTS,
    "exports.statements": ANALYSTS,
    "actions.list_actions": ACTORS,
    "actions.show": ANALYSTS,
    "actions.add": ANALYSTS,
    "actions.edit": ANALYSTS,
    "actions.close": ANALYSTS,
    "actions.reopen": ANALYSTS,
    "people.list_people": ADMINS,
    "people.add": ADMINS,
    "people.edit": ADMINS,
}

# Endpoints that take a file, which goes to the spool. What other endpoints receive is held in memory.
FILE_ENDPOINTS = frozenset({"uploads.add_file", "events.add_table"})

_SIDES: Mapping[Role, tuple[Side, ...]] = {
    Role.HR: (Side.EMPLOYEE,),
    Role.CX: (Side.CUSTOMER,),
    Role.ANALYST: (Side.EMPLOYEE, Side.CUSTOMER),
}


def roles_for(endpoint: str) -> Roles | None:
    """Return the roles that may open a route: PUBLIC for everybody, None for a route missing from the table."""
    return ROUTES.get(endpoint)


def sides_of(role: Role) -> tuple[Side, ...]:
    """Return the sides whose words a role may hand in and read as single statements. Reports are up to the gate."""
    return _SIDES.get(role, ())
