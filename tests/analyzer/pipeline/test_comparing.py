"""What a run holds its themes against."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from analyzer.events import Event, EventKind
from analyzer.ingest import IngestError
from analyzer.pipeline import (
    Store,
    create_run,
    execute,
    load_analysis,
    load_intentions,
    load_involved,
    read_intentions,
    read_intentions_in,
)
from analyzer.reality import Reception, Sense, Stance
from analyzer.redact import Redactor
from analyzer.settings import Settings
from analyzer.types import Analysis, Side
from models.enums import RunStatus
from tests.analyzer.pipeline.company import (
    COMMENTS,
    LEAVERS,
    THINGS,
    USUAL,
    customers,
    employees,
    hand_in,
    open_company,
)
from tests.fakes import fake_tools

INTENDED = ("The till works on mornings.", "The till never froze on mornings again.", "Wind turbines hum.")


@pytest.fixture
def store(home: Path) -> Store:
    return open_company(home)


def run_of(store: Store, *sides: Side, settings: Settings = USUAL) -> Analysis:
    """Run over the company's files of these sides, told what its leaders say."""
    tables = {Side.EMPLOYEE: employees(), Side.CUSTOMER: customers()}
    uploads = [hand_in(store, tables[side], side, fake_tools()) for side in sides]
    run_id = create_run(store, uploads, settings, intended=INTENDED)
    assert execute(store, run_id, fake_tools()) is RunStatus.DONE
    with store.sessions() as session:
        return load_analysis(session, run_id)


def test_it_says_what_each_intention_meets_with(store: Store) -> None:
    found = run_of(store, *Side).intentions
    assert [each.text for each in found] == list(INTENDED)
    assert found[0].outcome is Reception.CONTRADICTED
    assert (found[0].answers[0].stance, found[0].answers[0].against) == (Stance.CONTRADICTS, 16)
    assert found[1].sense is Sense.PLAIN
    assert found[2].outcome is Reception.SILENT
    assert not found[2].answers


def test_it_needs_customers_for_no_intention(store: Store) -> None:
    found = run_of(store, Side.EMPLOYEE)
    assert found.intentions[0].outcome is Reception.CONTRADICTED
    assert found.involved == ()


def test_it_says_that_there_is_no_theme_to_hold_it_against(store: Store) -> None:
    found = run_of(store, Side.CUSTOMER).intentions
    assert {each.outcome for each in found} == {Reception.UNSURE}
    assert found[0].why == "No employee theme was found to hold it against."


def test_it_says_of_each_complaint_why_nobody_is_shown_behind_it(store: Store) -> None:
    found = run_of(store, *Side)
    complaints = [theme.id for theme in found.themes if theme.side is Side.CUSTOMER and theme.pain_share >= 0.5]
    assert [each.theme for each in found.involved] == complaints
    assert {each.reason for each in found.involved} == {"FEW_UNITS"}


def test_it_looks_behind_complaints_where_there_are_places_enough(store: Store) -> None:
    uploads = [
        hand_in(store, _chain(LEAVERS[0], 4), Side.EMPLOYEE, fake_tools(), "leavers.csv"),
        hand_in(store, _chain(COMMENTS[0], 6), Side.CUSTOMER, fake_tools(), "comments.csv"),
    ]
    run_id = create_run(store, uploads, USUAL)
    execute(store, run_id, fake_tools())
    with store.sessions() as session:
        told = [each for each in load_involved(session, run_id) if not each.reason]
        assert load_intentions(session, run_id) == ()
    assert told
    for each in told:
        assert each.units >= 4
        assert each.overall is not None
        assert each.there.of + each.elsewhere.of == 6 * 12 * 12


def _chain(sentence: str, people: int) -> bytes:
    """Twelve sites over a year; in the first six the bad sentence is said, in the others a friendly sentence."""
    rows = ["id,date,site,comment"]
    for site in range(12):
        for month in range(1, 13):
            for number in range(people):
                thing = THINGS[(7 * site + 5 * month + number) % len(THINGS)]
                bad = site < 6 and number % 2 == 0
                said = sentence.format(thing) if bad else f"My team in the {thing} hall was kind."
                rows.append(f"{site}-{month}-{number},2025-{month:02d}-10,Site {site},{said}")
    return ("\n".join(rows) + "\n").encode()


def test_it_reads_a_sentence_or_bullet_as_an_intention() -> None:
    text = "# Values\n- We train people. We listen to them.\n- Mail ada@example.test with any worry.\n"
    assert read_intentions(text, Redactor(None)) == (
        "We train people.",
        "We listen to them.",
        "Mail [EMAIL] with any worry.",
    )


@pytest.mark.parametrize("text", ["", "   \n", "# Only a heading\n", "---"])
def test_it_refuses_what_holds_no_sentence(text: str) -> None:
    with pytest.raises(IngestError, match="no sentence"):
        read_intentions(text, Redactor(None))


def test_it_refuses_more_than_anybody_stands_by() -> None:
    with pytest.raises(IngestError, match="more than 100 sentences"):
        read_intentions("\n".join(f"We do thing number {number}." for number in range(101)), Redactor(None))


@pytest.mark.parametrize("name", ["values.txt", "values.md"])
def test_it_reads_a_file_of_running_text(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("# Values\n\n* We train people.\n* We listen to all of them.\n", "utf-8")
    found = read_intentions_in(tmp_path / name, Redactor(None))
    assert found == ("We train people.", "We listen to all of them.")


def test_it_reads_a_word_document(tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    document.add_paragraph("We train people.")
    document.add_paragraph("We listen to all of them.")
    document.save(tmp_path / "values.docx")
    assert read_intentions_in(tmp_path / "values.docx", Redactor(None))[1] == "We listen to all of them."


def test_it_takes_no_table_for_intentions(tmp_path: Path) -> None:
    (tmp_path / "values.csv").write_bytes(employees())
    with pytest.raises(IngestError, match="is a table"):
        read_intentions_in(tmp_path / "values.csv", Redactor(None))


def test_it_looks_behind_no_complaint_in_a_month_that_an_event_struck(store: Store) -> None:
    uploads = [
        hand_in(store, _chain(LEAVERS[0], 4), Side.EMPLOYEE, fake_tools(), "leavers.csv"),
        hand_in(store, _chain(COMMENTS[0], 6), Side.CUSTOMER, fake_tools(), "comments.csv"),
    ]
    everywhere = Event(None, date(2025, 1, 1), date(2025, 11, 30), EventKind.SYSTEM)
    at_one = Event(" site  3", date(2025, 12, 1), None, EventKind.INCIDENT)
    run_id = create_run(store, uploads, USUAL, events=[everywhere, at_one])
    execute(store, run_id, fake_tools())
    with store.sessions() as session:
        told = [each for each in load_involved(session, run_id) if each.there.of]
    assert told
    assert {each.there.of + each.elsewhere.of for each in told} == {6 * 11}
