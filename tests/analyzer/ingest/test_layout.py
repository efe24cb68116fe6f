"""Lines that were broken at a margin are put together again; lists of short comments are left alone."""

import re
import textwrap

import pytest

from analyzer.ingest.prose.interview import parse_interview
from analyzer.ingest.prose.layout import strip_line_numbers, strip_pages, unwrap_lines

PROSE = {
    "English": (
        "The freezer in the back room stood open every night because its seal had gone. We threw away trays of fish "
        "each Monday, and nobody upstairs wanted to hear it. I told Kit in October and again before Easter."
    ),
    "German": (
        "Die Kühlung im Lager fiel seit dem Herbst jede Woche aus, und wir mussten die Ware am Morgen wegwerfen. Auf "
        "meine Meldung kam nie eine Antwort. Der Zusammenhalt in der Frühschicht war dagegen das Beste an der Arbeit."
    ),
    "Italian": (
        "La cella frigorifera restava aperta ogni notte perché la guarnizione era rotta. Il lunedì buttavamo via il "
        "pesce e nessuno voleva saperlo, anche se lo avevo segnalato due volte prima di Pasqua."
    ),
}


@pytest.mark.parametrize("width", [38, 45, 60, 72])
@pytest.mark.parametrize("language", PROSE)
def test_lay_out_it_puts_a_wrapped_text_together_at_any_width(language, width):
    asked = "Frage 1: Was war?" if language == "German" else "1. What was it?"
    wrapped = f"{asked}\n{textwrap.fill(PROSE[language], width)}\n\n2. Else?\nNo."
    assert unwrap_lines(wrapped) == f"{asked}\n{PROSE[language]}\n\n2. Else?\nNo."


@pytest.mark.parametrize(
    "text",
    [
        "the queue at the desk was long\nnobody answers the phone at all\nparking costs more than lunch\nlovely nurses",
        "Great staff\nSlow till\nThe queue was very long again today\nNo parking at all near the door",
        "The app signs me out each time I open it on my phone\nand again\nParcel came late\nParcel broken, twice now",
        "Reason for leaving\nlong hours on the late shift\nWhat was good\nthe crew",
    ],
)
def test_lay_out_it_leaves_lines_of_any_length_alone(text):
    assert unwrap_lines(text) == text


def test_lay_out_it_makes_words_whole_that_were_parted_at_the_margin():
    text = (
        "Seit dem Umzug in die neue Werk-\nhalle fehlt uns jeden Tag ein Stap-\nler, und die Früh- und Spät-\n"
        "schicht warten aufeinander, Früh-\nund Nachtschicht ebenso."
    )
    assert unwrap_lines(text) == (
        "Seit dem Umzug in die neue Werkhalle fehlt uns jeden Tag ein Stapler, und die Früh- und Spätschicht warten "
        "aufeinander, Früh- und Nachtschicht ebenso."
    )


def test_lay_out_it_reads_on_behind_the_foot_and_head_of_a_page():
    page = "Harbour Foods Ltd                    Exit interview\nPeople team                          Page {} of 2"
    text = (
        f"{page.format(1)}\n\nWhy are you leaving?\nThe freezer stood open every night because\n"
        f"its seal had gone, and I told my lead\n\n{page.format(2)}\n\nKit in October, who wrote it down and then\n"
        "forgot it.\n\nWhat was good?\nThe crew."
    )
    said = (
        "The freezer stood open every night because its seal had gone, and I told my lead Kit in October, who wrote it"
    )
    assert parse_interview(unwrap_lines(text)).text == f"{said} down and then forgot it.\n\nThe crew."


def test_lay_out_it_reads_on_behind_a_foot_that_stands_alone_and_a_head_of_three_parts():
    head = "Nordkai Logistik GmbH          VERTRAULICH          PB-117/K"
    text = (
        f"{head}\n\nDie Schichtpläne kamen am Freitagabend, und wer\n"
        "Montag früh dran war, erfuhr es von den Kollegen im\n\n"
        f"Personal | Protokoll | Seite 1 von 2\n\n{head}\n\nBus, weil niemand anrief und die Liste nur im Büro\n"
        "hing, das am Wochenende zu ist.\n\nPersonal | Protokoll | Seite 2 von 2"
    )
    laid = unwrap_lines(text)
    assert "von den Kollegen im Bus, weil niemand anrief" in laid
    assert "VERTRAULICH" not in laid


def test_lay_out_it_keeps_a_wrapped_question_out_of_its_answer():
    text = (
        "What would you say was the main reason for your\ndecision?\nThe bus.\n\n"
        "How would you describe the way in which your\nmanager led the team?\nFrom afar."
    )
    assert parse_interview(unwrap_lines(text)).text == "The bus.\n\nFrom afar."


def test_lay_out_it_joins_a_printed_line_without_a_margin_only_in_mid_sentence():
    text = "The freezer stood\nopen.\nNobody came.\nLate shift"
    assert unwrap_lines(text, printed=True) == "The freezer stood open.\nNobody came.\nLate shift"
    assert unwrap_lines(text) == text


def test_lay_out_it_takes_lines_with_times_of_day_for_no_page_heads():
    lines = [
        f"2031-03-1{day} 09:3{day}  Ada Rowe    [Reply to the request]\nNo answer on day {day}." for day in (1, 2, 3)
    ]
    assert unwrap_lines("\n\n".join(lines)) == "\n\n".join(lines)


def test_strip_pages_it_takes_out_what_stands_beside_pages_numbers_on_each():
    rule = "-" * 60
    head = f"{rule}\nF-2      HR/24      C. Marsh                    Page {{}}\n2. What hurt? (cont'd)\n{rule}"
    text = "\n\n".join(["2. What hurt?", "The stairs.", head.format(2), "The dark.", head.format(3), "The cold."])
    said = [line for line in strip_pages(text).split("\n") if line]
    assert said == ["2. What hurt?", "The stairs.", "The dark.", "The cold."]


@pytest.mark.parametrize(
    "text",
    [
        "Page 3 of the contract was never kept.\n\nThe crew was kind.\n\nThe crew was kind.",
        "Page 1\n\nWhy?\nNo\n\nPage 2\n\nWho?\nNo\n\nPage 3\n\nWhat?\nNo",
        "Page 1\n\nThe till is slow.\n\nPage 2\n\nThe till is slow.\n\nPage 3\n\nThe till is slow.",
        "Page 1\n\nWhy?\nI ask on page 2, too.\n\nPage 2\nI ask on page 2, too.\n\nNobody answers.",
    ],
)
def test_strip_pages_it_keeps_what_anybody_says(text):
    def said(text):
        return [line for line in text.split("\n") if line and not re.fullmatch(r"Page \d", line)]

    assert said(strip_pages(text)) == said(text)


def test_numbers_that_count_the_lines_of_a_record_are_no_part_of_what_is_said():
    record = """SECRET - STAFF (PERSONAL)        Ref 4711
Present:   INT1  Ms Ada Rowe (Operations)
           INT2  Mr Bo Lind, People Business Partner
           LVR   PC 2231 Cy Moss
Place:     Room 4    Commenced 1402 hrs

{}
SECRET - STAFF (PERSONAL)"""
    said = (
        "INT1  Thanks for coming. Why now?",
        "LVR   The vans are on their last legs.",
        "INT2  Did you flag that?",
        "LVR   I put in two forms.",
        "INT1  Would you come back?",
        "LVR   Ask me in a year.",
        "INT1  Anything else?",
        "LVR   The canteen was good.",
        "INT2  That is all, thank you.",
    )

    for digits, begin in ((3, 1), (4, 3)):
        counted = "\n".join(f"{at:0{digits}d} {line}" for at, line in enumerate(said, start=begin))
        read = parse_interview(strip_line_numbers(record.format(counted)))
        assert (
            read.text
            == "The vans are on their last legs.\n\nI put in two forms.\n\nAsk me in a year.\n\nThe canteen was good."
        )


def test_other_numbers_before_lines_stay():
    table = "\n".join(f"{at * 12} parcels on day {at}" for at in range(1, 9))
    asked = "\n".join(f"{at} What was it?\nThe rota." for at in range(1, 9))
    assert [strip_line_numbers(text) for text in (table, asked)] == [table, asked]


def test_a_page_head_that_says_what_its_page_begins_with_is_no_answer():
    rule = "-" * 70
    pages = [
        f"{rule}\nOLD MILL LTD - Form HR/7                 {asked}\n{rule}\n\n{asked}\n{said}\n"
        for asked, said in (("1. Why are you leaving?", "The rota."), ("2. What was good?", "The crew, always."))
    ]

    assert parse_interview(unwrap_lines("\n".join(pages))).text == "The rota.\n\nThe crew, always."
