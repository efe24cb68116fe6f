"""Second and third header rows, whoever wrote them, and first records that only look like them. All invented."""

from pathlib import Path

import openpyxl
import pytest

from analyzer.ingest import Choices, IngestError, Plan, inspect, read
from analyzer.types import RawRecord, SetAside

WORDS = (
    "The rota came out late and nobody told us.",
    "They lost my parcel twice and laughed.",
    "The queue was long again on Saturday.",
    "My manager never once asked how we were.",
    "Good training, kind team, bad chairs.",
    "The app logs me out in the middle of paying.",
)
SITES = ("Leeds", "York")
# Six answers each: a day, a site, a grade, an id, words.
DAYS = [f"2024-03-0{at + 1}" for at in range(6)]
PLACES = [SITES[at % 2] for at in range(6)]
GRADES = [str(at % 5 + 1) for at in range(6)]
IDS = [f"R_{at}a" for at in range(6)]


def load(tmp_path: Path, heads: list[str], *columns: list[str], choices: Choices | None = None):
    """Read a table of header rows, each written with bars between its cells, above columns."""
    path = tmp_path / "t.csv"
    rows = [*(head.split("|") for head in heads), *zip(*columns, strict=True)]
    path.write_text("\n".join(",".join(f'"{cell}"' for cell in row) for row in rows))
    plan = inspect(path, "t.csv", choices or Choices())
    return plan, [one for one in read(path, plan) if isinstance(one, RawRecord)]


def said(records: list[RawRecord]) -> list[str]:
    return [record.text for record in records]


HEADED = {
    "codes above questions": (
        ["id|Q1|Q2|Q3", "Response ID|When did you leave?|Which store did you work in?|Why are you leaving?"],
        (IDS, DAYS, PLACES, list(WORDS)),
        "Why are you leaving?",
    ),
    "codes above names": (
        ["V1|V2|V3|V4", "Date of leaving|Site|Overall rating|Reason for leaving"],
        (DAYS, PLACES, GRADES, list(WORDS)),
        "Reason for leaving",
    ),
    "names above questions": (
        ["left|site|mark|why", "When did you leave?|Which site?|How likely are you to recommend us?|What made you go?"],
        (DAYS, PLACES, GRADES, list(WORDS)),
        "What made you go?",
    ),
    "Qualtrics without its import ids": (
        ["RecordedDate|ResponseId|Q1|Q2", "Recorded Date|Response ID|Site|Why are you leaving?"],
        (DAYS, IDS, PLACES, list(WORDS)),
        "Why are you leaving?",
    ),
    "a third row of names for machines": (
        ["When|ResponseId|Q1|Q2", "Recorded Date|Response ID|Site?|Why are you leaving?", "when_at|_id|QID2|QID1_TEXT"],
        (DAYS, IDS, PLACES, list(WORDS)),
        "Why are you leaving?",
    ),
    "names above names for machines": (
        ["Response date|Store|Overall comment", "e_responsedate|k_store_txt|q_comment_cmt"],
        (DAYS, PLACES, list(WORDS)),
        "Overall comment",
    ),
    "codes, questions, answer options": (
        ["Respondent ID|Date|Q1|Q2", "||Which store?|Why are you leaving?", "||Response|Open-Ended Response"],
        (IDS, DAYS, PLACES, list(WORDS)),
        "Why are you leaving?",
    ),
    "answer options without ids beside them": (
        ["Which store?||Why are you leaving?", "Response|Other (please specify)|Open-Ended Response"],
        (PLACES, [""] * 6, list(WORDS)),
        "Why are you leaving?",
    ),
    "one open question": (["Why are you leaving?", "Open-Ended Response"], (list(WORDS),), "Why are you leaving?"),
    "groups above names": (
        ["About you||Your words|", "Site|Leaving date|Why are you leaving?|Remarks"],
        (PLACES, DAYS, list(WORDS), [""] * 6),
        "Why are you leaving?",
    ),
}


@pytest.mark.parametrize("name", HEADED)
def test_read_it_makes_no_record_of_a_row_that_says_what_columns_hold(tmp_path: Path, name: str) -> None:
    heads, columns, asked = HEADED[name]
    plan, records = load(tmp_path, heads, *columns)
    assert plan.header_rows == len(heads)
    assert not plan.headers_unsettled
    assert said(records) == list(WORDS)
    assert {record.asked for record in records} == {(asked,)}


def test_inspect_it_finds_roles_by_questions_where_names_are_codes(tmp_path: Path) -> None:
    heads = ["Q1|Q2|Q3|Q4", "When did you leave?|Which store did you work in?|How long were you here?|Why did you go?"]
    years = ["1 year", "2 years", "3 years", "1 year", "2 years", "3 years"]
    plan, records = load(tmp_path, heads, DAYS, PLACES, years, list(WORDS))
    assert [(column.name, column.role.value) for column in plan.columns] == [
        ("Q1", "date"),
        ("Q2", "unit"),
        ("Q3", "attribute"),
        ("Q4", "text"),
    ]
    assert records[0].attributes == (("How long were you here?", "1 year"),)


# A first record that asks, or has words where the others have values, is a person's.
RECORDS = {
    "asks, and remembers no date": (["date|comment", "last summer|Why did you never call?"], (DAYS, list(WORDS))),
    "has words for every value": (
        ["date|rating|comment", "last day of May|overall good|Why did you never call?"],
        (DAYS, GRADES, list(WORDS)),
    ),
    "asks below a code, dated": (["Q1|Q2", "2024-01-01|Why did you never call?"], (DAYS, list(WORDS))),
    "asks below a code, from a place that others name": (
        ["Q1|Q2", "Leeds|Why did you never call?"],
        (PLACES, list(WORDS)),
    ),
    "asks in a file of one column": (["comment", "Why did you never call?"], (list(WORDS),)),
    "answers in short": (["liked|disliked", "The team|How managers spoke"], (list(WORDS), list(WORDS))),
    "says something below codes": (["Q1|Q2", "The pay was bad.|Why stay?"], (list(WORDS), list(WORDS[::-1]))),
    "has an id of another kind": (["id|Q1", "OLD-1|Why did you never call?"], (IDS, list(WORDS))),
}


@pytest.mark.parametrize("name", RECORDS)
def test_read_it_keeps_a_first_record_that_only_looks_like_a_header(tmp_path: Path, name: str) -> None:
    heads, columns = RECORDS[name]
    plan, records = load(tmp_path, heads, *columns)
    assert plan.header_rows == 1
    assert len(records) == len(WORDS) + 1
    assert heads[1].split("|")[-1] in records[0].text


# What nothing settles is read as a record until somebody says what it is.
DOUBTFUL = {
    "text alone": (["Q1|Q2", "Why are you leaving?|What would you change?"], (list(WORDS), list(WORDS[::-1]))),
    "one column": (["Q1", "Why are you leaving?"], (list(WORDS),)),
    "one word": (["Why did you leave?", "Response"], (list(WORDS),)),
    "a remark beside the table": (["id|comment|", "|Nice staff|x"], (IDS, list(WORDS), [""] * 6)),
    "words for values below codes": (
        ["Q1|Q2|Q3", "last day of May|overall good|Why did you never call?"],
        (DAYS, GRADES, list(WORDS)),
    ),
}


@pytest.mark.parametrize("name", DOUBTFUL)
def test_inspect_it_asks_where_nothing_settles_what_a_row_is(tmp_path: Path, name: str) -> None:
    heads, columns = DOUBTFUL[name]
    plan, records = load(tmp_path, heads, *columns)
    assert plan.headers_unsettled
    assert len(records) == len(WORDS) + 1
    for rows in (1, 2):
        plan, records = load(tmp_path, heads, *columns, choices=Choices(header_rows=rows))
        assert not plan.headers_unsettled
        assert (plan.header_rows, len(records)) == (rows, len(WORDS) + 2 - rows)


def test_read_it_stores_the_questions_that_a_person_points_out(tmp_path: Path) -> None:
    heads, columns = DOUBTFUL["text alone"]
    _, records = load(tmp_path, heads, *columns, choices=Choices(header_rows=2))
    assert records[0].asked == ("Why are you leaving?", "What would you change?")


def test_inspect_it_takes_nothing_for_a_header_where_a_person_says_so(tmp_path: Path) -> None:
    heads, columns = RECORDS["asks in a file of one column"]
    _, records = load(tmp_path, heads, *columns, choices=Choices(header_rows=0))
    assert said(records)[:2] == ["comment", "Why did you never call?"]


@pytest.mark.parametrize("second", ["Why did nobody listen to us?", "Open-Ended Answers of mine"])
def test_read_it_keeps_the_only_record_of_a_file(tmp_path: Path, second: str) -> None:
    _, records = load(tmp_path, ["Q1|Q2", f"{second}|Who cares?"])
    assert second in records[0].text


def test_inspect_it_says_so_where_header_rows_are_all_there_is(tmp_path: Path) -> None:
    with pytest.raises(IngestError, match="column names but no rows"):
        load(tmp_path, ["Q1|Q2", "Why are you leaving?|Who cares?"], choices=Choices(header_rows=2))


TITLED = {
    "a report's line of cells": (
        ["Report|Exit survey||2026-01-01", "id|date|site|comment"],
        (IDS, DAYS, PLACES, list(WORDS)),
        1,
    ),
    "above one column": (["Exit survey 2026", "Comment"], (list(WORDS),), 1),
    "a question above one column": (["Why did you leave?", "Text"], (list(WORDS),), 0),
}


@pytest.mark.parametrize("name", TITLED)
def test_inspect_it_tells_titles_from_headers(tmp_path: Path, name: str) -> None:
    heads, columns, titles = TITLED[name]
    plan, records = load(tmp_path, heads, *columns)
    assert plan.titles == titles
    assert said(records)[-6:] == list(WORDS)


def test_read_it_reads_a_workbook_with_a_merged_title_a_gap_and_two_header_rows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = "Exit survey 2026"
    sheet.merge_cells("A1:C1")
    for at, row in enumerate((["Q1", "Q2", "Q3"], ["When did you leave?", "Which store?", "Why are you leaving?"])):
        for place, cell in enumerate(row):
            sheet.cell(3 + at, 1 + place, cell)
    for row in zip(DAYS, PLACES, WORDS, strict=True):
        sheet.append(row)
    book.save(tmp_path / "t.xlsx")
    plan: Plan = inspect(tmp_path / "t.xlsx", "t.xlsx")
    records = [one for one in read(tmp_path / "t.xlsx", plan) if isinstance(one, RawRecord)]
    assert (plan.titles, plan.header_rows) == (1, 2)
    assert said(records) == list(WORDS)
    assert (records[0].unit, records[0].asked) == ("Leeds", ("Why are you leaving?",))


def test_inspect_it_reads_what_people_say_of_their_manager(tmp_path: Path) -> None:
    answers = [
        "He was unfair.",
        "She never listened.",
        "A kind man.",
        "Always late and loud.",
        "Fine.",
        "Never there for us.",
    ]
    plan, _ = load(tmp_path, ["Timestamp|How was your manager?|Manager"], DAYS, answers, ["Ilka Thorn"] * 6)
    assert [column.role.value for column in plan.columns][1:] == ["text", "ignored"]


def test_inspect_it_reads_what_stands_behind_a_code_in_a_name(tmp_path: Path) -> None:
    head = "Response ID|G01Q01. In which of our stores did you work for most of the time?|G02Q03. Why are you leaving?"
    plan, records = load(tmp_path, [head], IDS, PLACES, list(WORDS))
    assert [column.role.value for column in plan.columns] == ["id", "unit", "text"]
    assert records[0].asked == ("Why are you leaving?",)


@pytest.mark.parametrize(
    "question", ["Which part of the job in your store made you leave us in the end?", "Why did you leave the store?"]
)
def test_inspect_it_takes_no_answers_for_units_that_differ_or_were_not_asked_for(tmp_path: Path, question: str) -> None:
    answers = ["Pay", "Hours", "Boss", "Commute", "Pay", "Health"]
    plan, _ = load(tmp_path, [f"date|{question}|comment"], DAYS, answers, list(WORDS))
    assert plan.columns[1].role.value != "unit"


@pytest.mark.parametrize(
    "name", ["Developer Response", "Antwort des Arbeitgebers", "Réponse du propriétaire", "Respuesta del empleador"]
)
def test_inspect_it_takes_no_company_for_its_customer(tmp_path: Path, name: str) -> None:
    plan, _ = load(tmp_path, [f"Date|Review|{name}"], DAYS, list(WORDS), list(WORDS[::-1]))
    assert [column.role.value for column in plan.columns] == ["date", "text", "ignored"]


def test_read_it_reads_names_merged_over_both_header_rows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["Respondent ID", "Date", "Why are you leaving?", None, None],
        [None, None, "Pay", "Hours", "Open-Ended Response"],
        *([key, day, "x", None, text] for key, day, text in zip(IDS, DAYS, WORDS, strict=True)),
    ):
        sheet.append(row)
    for block in ("A1:A2", "B1:B2", "C1:E1"):
        sheet.merge_cells(block)
    book.save(tmp_path / "t.xlsx")
    plan = inspect(tmp_path / "t.xlsx", "t.xlsx")
    records = [one for one in read(tmp_path / "t.xlsx", plan) if isinstance(one, RawRecord)]
    assert [column.name for column in plan.columns][:2] == ["Respondent ID", "Date"]
    assert plan.columns[4].name == "Why are you leaving?"
    assert said(records) == list(WORDS)


def pasted(tmp_path: Path, *blocks: tuple[str, ...]) -> tuple[Plan, list[RawRecord | SetAside]]:
    """Read tables that were pasted below one another."""
    (tmp_path / "t.csv").write_text("\n".join(line for block in blocks for line in block))
    plan = inspect(tmp_path / "t.csv", "t.csv")
    return plan, list(read(tmp_path / "t.csv", plan))


TOP = ("Q1,Q2,Q3", "When did you leave?,Which store did you work in?,Why are you leaving?")
ROWS = tuple(f'{day},{site},"{text}"' for day, site, text in zip(DAYS, PLACES, WORDS, strict=True))


def test_read_it_sets_header_rows_aside_that_come_again(tmp_path: Path) -> None:
    plan, found = pasted(tmp_path, TOP, ROWS[:2], TOP, ROWS[2:4], TOP, ROWS[4:])
    assert (plan.header_rows, plan.headers_unsettled) == (2, False)
    assert [column.role.value for column in plan.columns] == ["date", "unit", "text"]
    assert said([one for one in found if isinstance(one, RawRecord)]) == list(WORDS)
    asides = [(one.line, one.reason) for one in found if isinstance(one, SetAside)]
    assert asides == [(line, "repeated header") for line in (5, 6, 9, 10)]


def test_read_it_keeps_what_equals_a_second_header_row_elsewhere(tmp_path: Path) -> None:
    _, found = pasted(tmp_path, TOP, ROWS, (TOP[1],), ROWS[:1])
    assert len([one for one in found if isinstance(one, RawRecord)]) == len(ROWS) + 2
