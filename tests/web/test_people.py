"""Managing users."""

import pytest

from models import User
from models.enums import Role
from tests.web.office import Office

FORM = {"name": "Ada", "role": "hr", "password": "a quiet river runs", "active": "y"}


def roles(office: Office) -> dict[str, Role]:
    with office.store.sessions() as session:
        return {user.name: user.role for user in session.query(User) if user.active}


def test_it_adds_a_user_who_can_sign_in(office: Office) -> None:
    office.sit_down(Role.ADMIN).post("/users/new", data=FORM)
    answer = office.app.test_client().post("/sign-in", data=FORM)
    assert roles(office)["Ada"] is Role.HR
    assert answer.status_code == 302


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"password": "short"}, "at least 12 characters"),
        ({"password": ""}, "at least 12 characters"),
        ({"name": "invented admin"}, "There is a user named invented admin already"),
        ({"role": "king"}, "Not a valid choice"),
        ({"name": ""}, "Give a name"),
    ],
)
def test_it_says_what_is_wrong_and_adds_nobody(office: Office, change: dict[str, str], sentence: str) -> None:
    admin = office.sit_down(Role.ADMIN)
    before = roles(office)
    answer = admin.post("/users/new", data=FORM | change)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert roles(office) == before


def test_it_changes_a_role_and_keeps_the_password_where_none_is_given(office: Office) -> None:
    admin, user = office.sit_down(Role.ADMIN), office.user(Role.HR)
    admin.post(f"/users/{user}", data={"name": "Ben", "role": "leader", "password": "", "active": "y"})
    with office.store.sessions() as session:
        changed = session.get_one(User, user)
    assert (changed.name, changed.role, changed.password_hash) == ("Ben", Role.LEADER, "none")


def test_it_ends_the_session_of_a_user_whose_account_it_closes(office: Office) -> None:
    admin, hr = office.sit_down(Role.ADMIN), office.sit_down(Role.HR)
    assert hr.get("/runs/").status_code == 200
    admin.post(f"/users/{office.user(Role.HR)}", data={"name": "Ben", "role": "hr", "password": ""})
    assert hr.get("/runs/").status_code == 302


@pytest.mark.parametrize("change", [{"role": "hr"}, {"active": ""}])
def test_it_lets_no_admin_take_their_own_rights(office: Office, change: dict[str, str]) -> None:
    admin, user = office.sit_down(Role.ADMIN), office.user(Role.ADMIN)
    form = {"name": "invented admin", "role": "admin", "password": "", "active": "y"} | change
    answer = admin.post(
        f"/users/{user}", data={name: value for name, value in form.items() if value or name != "active"}
    )
    assert answer.status_code == 422
    assert roles(office)["invented admin"] is Role.ADMIN
