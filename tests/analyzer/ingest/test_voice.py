"""Summaries of interviews: what the leaver is told to have said, and what their writer did; all people invented."""

import pytest

from analyzer.ingest.prose.interview import parse_interview

SUMMARY = """She felt that the lift was never mended. {} She said the night team was kind.
He stated it "was a farce. I asked twice. Nobody came." She reported that pay was late."""


@pytest.mark.parametrize(
    "done",
    [
        "I explained that the lift is leased.",
        "I promised to raise it with facilities.",
        "I recommend a call in May.",
        "I have no note of that and will check with the yard.",
        "I will speak to the depot.",
    ],
)
def test_parse_interview_it_leaves_out_what_the_writer_said(done):
    found = parse_interview(SUMMARY.format(done))
    assert found.text == SUMMARY.format("").replace(".  ", ". ")
    assert done in found.asked


@pytest.mark.parametrize(
    ("text", "done"),
    [
        (
            "Sie fand den Ton rau. Ich habe ihr zugesagt, das zu prüfen. Sie sagte, das Team sei gut.",
            "Ich habe ihr zugesagt, das zu prüfen.",
        ),
        (
            "Elle a dit que le camion cale. Je lui ai promis une réponse. Elle trouve l'équipe très bien.",
            "Je lui ai promis une réponse.",
        ),
        ("Comentó que el turno cambia. Le expliqué el plan. Dijo que nadie avisa.", "Le expliqué el plan."),
    ],
)
def test_parse_interview_it_leaves_out_the_writer_in_other_languages(text, done):
    assert parse_interview(text).text == text.replace(f"{done} ", "")


@pytest.mark.parametrize(
    "said",
    [
        "I asked about pay and she said that it came late.",
        "I was never paid for May. I told payroll twice.",
        "I'd have stayed for a mended lift. I said so.",
    ],
)
def test_parse_interview_it_keeps_what_may_be_the_leavers_in_a_summary(said):
    assert said in parse_interview(SUMMARY.format(said)).text


def test_parse_interview_it_keeps_what_leavers_say_that_they_said():
    text = "I asked for a mended lift. I told my manager that he was wrong. I explained why to her."
    assert parse_interview(text).text == text


ENGLISH = "She felt the lift was old. I thanked her. She said pay was late. {} She reported that nobody rang."
GERMAN = "Sie fand den Ton rau. Ich habe ihr gedankt. {} Sie sagte, das Team sei gut."
FRENCH = "Elle a dit que le camion cale. Je lui ai promis une réponse. {} Elle trouve l'équipe très bien."


@pytest.mark.parametrize(
    ("text", "view"),
    [
        (ENGLISH, "Personally, I find the lift is fine."),
        (ENGLISH, "She seemed tired, and I'd hire her again."),
        (GERMAN, "Meiner Meinung nach stimmt das nicht."),
        (FRENCH, "À mon avis c'est exagéré."),
    ],
)
def test_parse_interview_it_leaves_out_what_the_writer_thinks(text, view):
    found = parse_interview(text.format(view))
    assert view not in found.text
    assert view in found.asked


@pytest.mark.parametrize(
    "said", ["Personally, I find the lift is fine.", "In my view the rota was the worst.", "She seemed not to care."]
)
def test_parse_interview_it_keeps_views_in_a_report_whose_writer_does_nothing(said):
    assert said in parse_interview(SUMMARY.format(said)).text


SHE = "She says the rota came too late. She felt that nobody listened."


def test_parse_interview_it_takes_a_report_for_one_though_it_quotes_the_leaver():
    quotes = '“I never sat down, and my feet hurt. We were two where I had six.” "I\'d have stayed for two more."'
    found = parse_interview(f"{SHE} {quotes} I asked what would have kept her.")
    assert found.third_person
    assert found.asked == ("I asked what would have kept her.",)


@pytest.mark.parametrize(
    "opening",
    [
        "Spoke with a fitter of nine years.",
        "Interview by phone, half an hour. Asked about the rota first.",
        "HR began.",
    ],
)
def test_parse_interview_it_leaves_out_what_talk_a_report_is_of(opening):
    assert parse_interview(f"{opening} {SHE}").text == SHE


def test_parse_interview_it_keeps_what_reads_so_further_down():
    said = f"{SHE} Asked about pay twice."
    assert parse_interview(said).text == said


@pytest.mark.parametrize(
    ("asked", "again"),
    [
        ("Thanks for making time, can you tell me why you are leaving?", "Did you report it?"),
        ("Danke, dass Sie da sind, warum gehen Sie?", "Haben Sie das gemeldet?"),
        ("Merci d'être là, pourquoi quittez-vous la maison ?", "Vous l'avez signalé ?"),
    ],
)
def test_parse_interview_it_leaves_out_what_asks_the_leaver_where_an_interviewer_opens(asked, again):
    found = parse_interview(f"{asked} Because of my manager. He shouts at me. {again} Twice. Who would stay?")
    assert found.text == "Because of my manager. He shouts at me. Twice. Who would stay?"
    assert found.asked == (asked, again)


@pytest.mark.parametrize(
    "said",
    [
        "Now, how can you run a shop with nobody? I did it for a year. Did you ever try it?",
        "Thanks for the years. I liked my team. Did you know that the roof leaks?",
        "I was asked why I leave. My pay was low. Would you stay?",
    ],
)
def test_parse_interview_it_keeps_a_leavers_own_questions(said):
    assert parse_interview(said).text == said


SAID = (
    "He said that the nights had worn him out.",
    "He felt that nobody saw it, he had asked twice and he was told to wait.",
    "He was glad of the typists, and he said so; he had never met kinder ones.",
)
MEMO = f"""From:   Ada Rowe, Partner with responsibility for People
To:     Bo Lind
Re:     Cy Fox (Associate)

1.  I gave Cy lunch on Monday. I congratulated him. {SAID[0]} {SAID[1]}

2.  {SAID[2]} He told me that the clock logs him out. I observed that it does so to all.

3.  HR comments: I will look into it.
"""


def test_parse_interview_a_memo_on_somebody_keeps_nothing_its_writer_says_of_themselves():
    found = parse_interview(MEMO)
    told = f"1. {SAID[0]} {SAID[1]} 2. {SAID[2]} He told me that the clock logs him out."
    assert found.text.split() == told.split()
    assert found.third_person


def test_parse_interview_it_keeps_what_leavers_write_on_their_manager():
    text = MEMO.replace("Partner with responsibility for People", "night shift")
    assert "I gave Cy lunch on Monday." in parse_interview(text).text


@pytest.mark.parametrize(
    ("reported", "aside"),
    [
        ("Refere que o pó piorou.\nDiz que pediu turno fixo.", "(Vou confirmar, pareceu-me exagerado.)"),
        ("Lamenta che i testi escano tardi.\nDice che la squadra è buona.", "(Chiedo io, mi pare strano.)"),
        ("She said that the lamp was dark.\nHe felt ignored.", "(I shall ask the workshop.)"),
        ("says the lamp was dark\nreckons nobody mends it", "(I shall ask the workshop.)"),
    ],
)
def test_parse_interview_an_aside_within_a_report_is_its_writers(reported, aside):
    assert parse_interview(f"{reported}\n{aside}").text == reported


def test_parse_interview_an_aside_of_who_speaks_for_themselves_stays():
    text = "I left in May.\nMy lamp was dark.\n(I asked twice.)"
    assert parse_interview(text).text.endswith("I asked twice.)")


@pytest.mark.parametrize(
    ("text", "theirs"),
    [
        (
            (
                "I asked why. She felt that the rota was unfair. She thought it too long. I noted Cy says so too. "
                "I rang the depot straight after. She said the van cuts out, and told me when. I did not reply. "
                "She liked the crew. Would she come back? Maybe, by day. I don't think we could have kept her."
            ),
            (
                "She felt that the rota was unfair. She thought it too long. She said the van cuts out, and told me "
                "when. She liked the crew. Maybe, by day."
            ),
        ),
        (
            (
                "Ich habe sie nach dem Grund gefragt. Sie sagte, der Plan sei ungerecht. Sie fand den Ton rau. "
                "Würde sie wiederkommen? Vielleicht, in Tagschicht."
            ),
            "Sie sagte, der Plan sei ungerecht. Sie fand den Ton rau. Vielleicht, in Tagschicht.",
        ),
    ],
)
def test_parse_interview_it_knows_a_report_however_often_its_writer_tells_of_their_own_part(text, theirs):
    found = parse_interview(text)
    assert (found.text, found.third_person) == (theirs, True)


def test_parse_interview_a_leaver_who_asked_and_told_is_no_report():
    text = "I asked twice. He said no. I told payroll. He said wait. I asked why my pay was late. My rota changed."
    assert parse_interview(text).text == text
