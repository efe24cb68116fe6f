"""Tables as survey tools, shops and help desks export them, all invented."""

from datetime import date

import pytest

from analyzer.ingest import Choices, IngestError, Role, inspect, read
from analyzer.types import Aside, RawRecord, SetAside

WORDS = (
    "The rota came out late and nobody told us.",
    "They lost my parcel twice and laughed.",
    "The queue was long again on Saturday.",
    "My manager never once asked how we were.",
    "Good training, kind team, bad chairs.",
    "The app logs me out in the middle of paying.",
)


@pytest.fixture
def table(tmp_path):
    def write(*rows, name="t.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_text("\n".join(rows), encoding=encoding)
        return path

    return write


def load(path, choices=None):
    plan = inspect(path, path.name, choices or Choices())
    found = list(read(path, plan))
    return (
        plan,
        [one for one in found if isinstance(one, RawRecord)],
        [one for one in found if isinstance(one, SetAside)],
    )


def roles(plan):
    return {column.name: column.role.value for column in plan.columns}


def test_read_it_makes_a_record_of_a_row(table):
    rows = [
        f'E{at},0{at + 1}.03.2024,Filiale {at % 2},{at % 5 + 1},M{at % 3},"{text}"' for at, text in enumerate(WORDS)
    ]
    _, records, _ = load(table("Nr,Datum,Filiale,Bewertung,Personalnr,Kommentar", *rows))
    assert records[1] == RawRecord(
        id="E1", line=3, text=WORDS[1], date=date(2024, 3, 2), unit="Filiale 1", person="M1", rating=2.0
    )


def test_inspect_it_ignores_what_names_a_person(table):
    head = "IP Address,E-mail,First Name,Last Name,Telefon,Manager,Contact,comment"
    rows = [
        f"10.0.0.{at},a{at}@b.example,Ilka,Thorn,+44 7700 90012{at},Moss Lane,c{at}@d.example,{text}"
        for at, text in enumerate(WORDS)
    ]
    plan, records, _ = load(table(head, *[row.replace(", ", " ") for row in rows]))
    assert [name for name, role in roles(plan).items() if role != "ignored"] == ["comment"]
    assert records[0].attributes == ()


def test_read_it_skips_titles_totals_and_repeated_headers_and_names_them(table):
    head = "id,site,comment"
    rows = [f"{at},Leeds,{text.replace(',', '')}" for at, text in enumerate(WORDS)]
    _, records, aside = load(
        table("Feedback export", "Made on Monday", "", head, *rows[:3], head, *rows[3:], "Total,,6")
    )
    assert len(records) == len(WORDS)
    assert [(one.line, one.kind, one.reason) for one in aside] == [
        (1, Aside.SKIPPED, "title above the table"),
        (2, Aside.SKIPPED, "title above the table"),
        (8, Aside.SKIPPED, "repeated header"),
        (12, Aside.SKIPPED, "total"),
    ]


def test_read_it_reads_the_three_header_rows_of_qualtrics_and_skips_previews(table):
    rows = [
        "StartDate,Status,Finished,ResponseId,Q1,Q2",
        "Start Date,Response Type,Finished,Response ID,Why are you leaving?,What would you change?",
        ",".join(
            f'"{{""ImportId"":""{code}""}}"' for code in ("start", "status", "done", "id", "QID1_TEXT", "QID2_TEXT")
        ),
        "2024-03-01 10:00:00,IP Address,True,R_1,The rota came out late every week,-99",
        "2024-03-02 10:00:00,Survey Preview,True,R_2,Only a test of the form here,",
        "2024-03-03 10:00:00,IP Address,False,R_3,,",
        "2024-03-04 10:00:00,IP Address,True,R_4,The pay was low for the hours,More people at night please",
    ]
    plan, records, aside = load(table(*rows))
    assert plan.header_rows == 3
    assert [one.id for one in records] == ["R_1", "R_4"]
    assert records[0].asked == ("Why are you leaving?",)
    assert records[1].text == "The pay was low for the hours\n\nMore people at night please"
    assert [one.reason for one in aside] == ["survey preview", "unfinished survey without an answer"]


def test_read_it_reads_the_two_header_rows_of_surveymonkey(table):
    rows = [
        "Respondent ID,Date Created,How likely?,,Please tell us why,",
        ",,0,1-5,Open-Ended Response,Other (please specify)",
        *(f'{1000 + at},2024-03-0{at + 1},,1,"{text}",' for at, text in enumerate(WORDS)),
    ]
    plan, records, _ = load(table(*rows))
    assert plan.header_rows == 2
    assert roles(plan)["Please tell us why"] == "text"
    assert records[0].asked == ("Please tell us why",)
    assert len(records) == len(WORDS)


def test_inspect_it_tells_headers_of_one_name_apart_by_their_position(table):
    rows = [f'AB-10{at},Leeds,"{text}"' for at, text in enumerate(WORDS)]
    plan, records, _ = load(table("Comment,Comment,Comment ", *rows))
    assert roles(plan)["Comment (3)"] == "text"
    assert records[0].id == "AB-100"


def test_read_it_lets_a_person_correct_the_columns(table):
    path = table("a,b", *[f'"{text}",{text.replace(",", "")}' for text in WORDS])
    _, records, _ = load(path, Choices(roles={"a": "text", "b": "ignored"}))
    assert [one.text for one in records] == list(WORDS)


@pytest.mark.parametrize(
    ("roles_", "said"),
    [({"c": "text"}, "no column"), ({"a": "poem"}, "no role"), ({"a": "date", "b": "date"}, "Only one column")],
)
def test_inspect_it_refuses_corrections_that_do_not_fit(table, roles_, said):
    path = table("a,b", *[f'"{text}",x' for text in WORDS])
    with pytest.raises(IngestError, match=said):
        inspect(path, "t.csv", Choices(roles=roles_))


def test_read_it_reads_on_behind_an_unclosed_quote_and_behind_rows_of_a_wrong_width(table):
    rows = [f'{at},Leeds,"{text}"' for at, text in enumerate(WORDS)]
    rows[1] = '1,Leeds,"They lost my parcel'
    rows[3] = "3,Leeds,x,y,z"
    rows[4] = "4"
    _, records, aside = load(table("id,site,comment", *rows))
    assert [one.id for one in records] == ["0", "1", "2", "5"]
    assert [(one.line, one.reason) for one in aside] == [
        (5, "5 fields where 3 were expected"),
        (6, "1 fields where 3 were expected"),
    ]


def test_read_it_loses_only_the_row_with_bytes_that_are_no_text(tmp_path):
    path = tmp_path / "t.csv"
    rows = [f"{at},Café,{text.replace(',', '')}".encode() for at, text in enumerate(WORDS)]
    rows[2] += b" \xff\xfe"
    path.write_bytes(b"\n".join([b"id,site,comment", *rows]))
    _, records, aside = load(path)
    assert len(records) == len(WORDS) - 1
    assert [(one.line, one.kind) for one in aside] == [(4, Aside.PROBLEM)]


def test_read_it_keeps_line_breaks_quotes_and_commas_of_a_cell_and_drops_nul(table):
    rows = [f'{at},"{text}"' for at, text in enumerate(WORDS)]
    rows[0] = '0,"He said ""no"", then\r\nleft.\0 Twice"'
    _, records, _ = load(table("id,comment", *rows))
    assert records[0].text == 'He said "no", then\nleft. Twice'


@pytest.mark.parametrize(
    "answer",
    ["n/a", "N.A.", "-", "…", "keine Angabe", "k.A.", "néant", "Sin comentarios", "Nothing", "😀", "R.A.S."],
)
def test_read_it_sets_aside_answers_that_say_nothing(table, answer):
    _, records, aside = load(table("id,comment", *[f'{at},"{text}"' for at, text in enumerate(WORDS)], f"9,{answer}"))
    assert len(records) == len(WORDS)
    assert [(one.line, one.kind) for one in aside] == [(8, Aside.NO_ANSWER)]


@pytest.mark.parametrize("answer", ["=1+1", "-2", "+1 for staff", "@nurse thanks", "Нет", "好"])
def test_read_it_keeps_answers_that_only_look_odd(table, answer):
    _, records, _ = load(table("id,comment", *[f'{at},"{text}"' for at, text in enumerate(WORDS)], f"9,{answer}"))
    assert records[-1].text == answer


def test_read_it_takes_an_interview_in_a_cell_apart(table):
    cells = [f'{at},"Q: Why are you leaving?\nA: {text}\nQ: What else?\nA: No lift."' for at, text in enumerate(WORDS)]
    _, records, _ = load(table("id,text", *cells))
    assert records[0].text == f"{WORDS[0]}\n\nNo lift."
    assert records[0].asked == ("Why are you leaving?", "What else?")


@pytest.mark.parametrize(
    ("cells", "text", "asked"),
    [
        # The same words below two questions are two answers, each with its question.
        (("pay", "team", "pay"), "pay\n\nteam\n\npay", (0, 1, 2)),
        (("pay", "n/a", "pay"), "pay\n\npay", (0, 2)),
        (("pay", "team", ""), "pay\n\nteam", (0, 1)),
    ],
)
def test_read_it_gives_each_answer_its_question_though_two_are_the_same(table, cells, text, asked):
    head = ("Why are you leaving?", "What did you enjoy?", "What should we change?")
    rows = [
        f'{at},"{why}","{good}","{change}"'
        for at, (why, good, change) in enumerate(zip(WORDS, WORDS[1:] + WORDS[:1], WORDS[2:] + WORDS[:2], strict=True))
    ]
    _, records, aside = load(table(",".join(("id", *head)), *rows, ",".join(("9", *cells))))
    assert (records[-1].text, records[-1].asked) == (text, tuple(head[at] for at in asked))
    assert len(records) + len(aside) == len(rows) + 1


def test_read_a_blank_line_in_an_answer_takes_no_question_from_any(table):
    rows = [f'{at},"{words}\r\n\r\nAlso\n \nthe till.","{words}"' for at, words in enumerate(WORDS)]
    _, records, _ = load(table("id,Why are you leaving?,What did you enjoy?", *rows))
    why, good = "Why are you leaving?", "What did you enjoy?"
    assert {record.asked for record in records} == {(why, why, good)}


def test_read_it_takes_the_same_words_once_where_no_two_questions_ask(table):
    rows = [f'{at},"{words}","{words}"' for at, words in enumerate(WORDS)]
    _, records, _ = load(table("id,Review Title,Review Text", *rows))
    assert [(one.text, one.asked) for one in records] == [(words, ()) for words in WORDS]


def test_inspect_it_reads_a_google_play_export(table):
    head = (
        "Package Name,Reviewer Language,Device,Review Submit Date and Time,Review Submit Millis Since Epoch,Stars,"
        "Review Title,Review Text,Developer Reply Text,Review Link"
    )
    rows = [
        f'com.x,en,a5,2024-03-0{at + 1}T08:00:00Z,170936640{at}000,{at % 5 + 1},,"{text}",Thank you,http://x.example/{at}'
        for at, text in enumerate(WORDS)
    ]
    rows.append("com.x,en,a5,2024-03-09T08:00:00Z,1709366400000,5,,,,http://x.example/?r=9")
    plan, records, aside = load(table(head, *rows, encoding="utf-16"))
    assert [one.text for one in records] == list(WORDS)
    assert records[0].date == date(2024, 3, 1)
    assert plan.columns[7].role is Role.TEXT
    assert [one.kind for one in aside] == [Aside.NO_ANSWER]


@pytest.mark.parametrize("name", ["comment", "Text", "Feedback", "answer", "Kommentar", "commentaires", "Comentario"])
def test_inspect_it_takes_a_column_named_for_text_however_often_its_sentences_repeat(table, name):
    said = [f"The rota was {late}." for late in ("late", "wrong", "lost", "unfair")] * 100
    plan, records, _ = load(table(f"site,{name}", *(f"Hill,{text}" for text in said)))
    assert (plan.columns[1].role, len(records)) == (Role.TEXT, 400)


def test_inspect_it_takes_a_comment_column_in_which_nobody_said_anything(table):
    plan, records, asides = load(table("site,comment", *["Hill,n/a"] * 3))
    assert (plan.columns[1].role, records) == (Role.TEXT, [])
    assert [one.kind for one in asides] == [Aside.NO_ANSWER] * 3


@pytest.mark.parametrize("cells", [["agree", "strongly agree"], ["4", "5"], ["", ""]])
def test_inspect_it_refuses_a_comment_column_of_ticks(table, cells):
    with pytest.raises(IngestError, match="no column of open text"):
        load(table("site,comment", *(f"Hill,{cell}" for cell in cells * 20)))


def test_inspect_it_names_a_dozen_columns_at_most_and_how_to_say_which_is_text(table):
    head = ",".join(f"tick{at}" for at in range(15))
    with pytest.raises(IngestError, match=r"tick11 and 3 more; [^-]*say which of these holds them\.$"):
        load(table(head, *[",".join(["yes"] * 15)] * 5))


def test_read_it_takes_what_was_asked_from_a_column_that_says_so(table):
    asked = ("What was good?", "What could we do better?")
    rows = [f'2024-03-0{at + 1},{asked[at % 2]},"{text}"' for at, text in enumerate(WORDS)]
    plan, records, _ = load(table("Date,Survey question,Tell us in your words", *rows))
    assert roles(plan)["Survey question"] == "attribute"
    assert [record.asked for record in records] == [(asked[at % 2],) for at in range(len(WORDS))]


def test_read_it_does_not_take_a_code_for_a_question(table):
    rows = [f'2024-03-0{at + 1},Q{at % 2},"{text}"' for at, text in enumerate(WORDS)]
    _, records, _ = load(table("Date,Question,Tell us in your words", *rows))
    assert {record.asked for record in records} == {("Tell us in your words",)}


def test_a_place_and_a_day_given_for_a_table_are_said_to_count_for_running_text_alone(tmp_path):
    path = tmp_path / "said.csv"
    path.write_text("site,comment\nLeeds,The queue was long and slow.\nHull,Nobody answered the phone.\n")
    plan = inspect(path, path.name, Choices(unit="York", day="2026-05-31"))
    assert any("are for running text" in note for note in plan.notes)
    assert [one.unit for one in read(path, plan)] == ["Leeds", "Hull"]
    assert not any("running text" in note for note in inspect(path, path.name).notes)


@pytest.mark.parametrize("kind", ["Complaint", "Chat transcript", "Re: Request", "Beschwerde", "Réclamation", "Queja"])
def test_a_subject_that_names_the_kind_of_message_says_nothing(table, kind):
    rows = "id,subject,description", f"1,{kind},The lift is broken.", "2,Cannot get through,Nobody answers.", "3,Chat,"
    path = table(*rows)
    found = list(read(path, inspect(path, path.name)))
    assert [row.text for row in found[:2]] == ["The lift is broken.", "Cannot get through\n\nNobody answers."]
    assert found[2].kind is Aside.NO_ANSWER


def test_an_answer_may_be_what_would_be_a_kind_as_a_subject(table):
    path = table("id,What should we improve?", "1,Feedback", "2,The long wait at the till")
    assert [row.text for row in read(path, inspect(path, path.name))] == ["Feedback", "The long wait at the till"]
