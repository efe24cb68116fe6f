"""Whose words reach whom, over every page that a role may open."""

from __future__ import annotations

from pathlib import Path

import pytest
from werkzeug.routing import Rule

from analyzer.types import Side
from models import Membership, Theme
from models.enums import Role
from tests.web.office import CUSTOMER_WORDS, EMPLOYEE_WORDS, Office, open_office
from web.access import ROUTES

RARE = "A theme of three people"
# What a language model wrote of each side's statements.
DESCRIPTIONS = {"E1": "Rosters change too late to plan a week.", "C1": "Queues take far too long at the counter."}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """For tests that change nothing in it."""
    return fill_office(tmp_path_factory.mktemp("office"))


def fill_office(folder: Path) -> Office:
    office = open_office(folder)
    with office.store.sessions.begin() as session:
        for code, sentence in DESCRIPTIONS.items():
            session.query(Theme).filter_by(code=code).one().description = sentence
        theme = session.query(Theme).filter_by(code="E1").one()
        rare = Theme(
            run_id=office.run, code="E2", side="employee", rank=2, name=RARE, name_from="keywords", keywords=[],
            description="", people=3, statements=3, pain_share=1.0, trend=[],
        )  # fmt: skip
        session.add(rare)
        session.flush()
        for member in session.query(Membership).filter_by(theme_id=theme.id).limit(3):
            member.theme_id, member.quote = rare.id, 0
        theme.people = theme.statements = 21
    return office


def pages(office: Office, role: Role, record: int | None = None) -> dict[str, str]:
    """Read every page that a role may open, with every key that exists; of records, one alone where it is given."""
    client = office.sit_down(role)
    found = {}
    for rule in office.app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and role in ROUTES[rule.endpoint]:
            for address in _addresses(office, rule, record):
                with client.get(address, follow_redirects=True) as answer:
                    found[address] = answer.text
    assert len(found) > 2
    return found


def _addresses(office: Office, rule: Rule, record: int | None) -> list[str]:
    common = {"run_id": office.run, "link_id": office.link, "action_id": office.action, "user_id": office.user(Role.HR)}
    built = [
        rule.build({**common, "upload_id": upload, "record_id": record or office.record(side), "code": code})
        for side, upload in office.uploads.items()
        for code in ("E1", "E2", "C1")
    ]
    return sorted({address[1].partition("?")[0] for address in built if address})


def test_it_shows_hr_no_word_of_a_customer(office: Office) -> None:
    read = pages(office, Role.HR)
    assert [address for address, text in read.items() if CUSTOMER_WORDS in text] == []
    assert any(EMPLOYEE_WORDS in text for text in read.values())


def test_it_shows_customer_experience_no_word_of_an_exit_interview(office: Office) -> None:
    read = pages(office, Role.CX)
    assert [address for address, text in read.items() if EMPLOYEE_WORDS in text] == []
    assert any(CUSTOMER_WORDS in text for text in read.values())


@pytest.mark.parametrize(
    ("role", "told"), [(Role.HR, {"E1"}), (Role.CX, {"C1"}), (Role.LEADER, {"E1", "C1"}), (Role.ADMIN, set())]
)
def test_it_tells_a_role_what_a_language_model_wrote_of_its_own_side_alone(
    office: Office, role: Role, told: set[str]
) -> None:
    read = "".join(pages(office, role).values())
    assert {code for code, sentence in DESCRIPTIONS.items() if sentence in read} == told


def test_it_shows_admins_nobodys_words(office: Office) -> None:
    for text in pages(office, Role.ADMIN).values():
        assert CUSTOMER_WORDS not in text
        assert EMPLOYEE_WORDS not in text
        assert RARE not in text


@pytest.mark.parametrize("role", [Role.LEADER, Role.HR, Role.CX, Role.ADMIN])
def test_it_shows_nobody_but_analysts_a_theme_of_fewer_than_five_people(office: Office, role: Role) -> None:
    assert [address for address, text in pages(office, role).items() if RARE in text] == []


def test_it_shows_leaders_words_in_reports_alone(office: Office) -> None:
    read = pages(office, Role.LEADER)
    speaking = {address for address, text in read.items() if EMPLOYEE_WORDS in text or CUSTOMER_WORDS in text}
    assert speaking == {f"/reports/{office.run}", f"/reports/{office.run}/report.html"}


def test_it_shows_no_employees_words_from_a_theme_of_fewer_than_ten_people(tmp_path: Path) -> None:
    office = fill_office(tmp_path)
    assert any(EMPLOYEE_WORDS in text for text in pages(office, Role.LEADER).values())
    with office.store.sessions.begin() as session:
        session.query(Theme).filter_by(code="E1").one().people = 9
    read = pages(office, Role.LEADER)
    assert not any(EMPLOYEE_WORDS in text for text in read.values())
    assert any("Late rosters" in text for text in read.values())


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_it_sets_no_unit_name_before_a_reader_of_reports(office: Office, role: Role) -> None:
    reports = {address: text for address, text in pages(office, role).items() if address.startswith("/reports/")}
    assert reports
    assert not any("Harbour Street" in text for text in reports.values())


def test_it_keeps_both_sides_apart_in_the_list_of_uploads(office: Office) -> None:
    assert f"{Side.CUSTOMER}.csv" not in office.sit_down(Role.HR).get("/uploads/").text
    assert f"{Side.EMPLOYEE}.csv" not in office.sit_down(Role.CX).get("/uploads/").text
