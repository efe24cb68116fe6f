"""Threads in which somebody's first answer stands only in what others quote of it; all people invented."""

from analyzer.ingest.prose.mail import read_mail

THREAD = """From: Cleo Marsh [mailto:cleo@mail.example]
To: Rowe, Ada (HR)
Subject: RE: RE: Questions

> What would have kept you?

A second van and a rota that holds for longer than a week.

-----Original Message-----
From: Rowe, Ada (HR)
To: Cleo Marsh
Subject: RE: Questions

Thank you, one more question in the lines above.

On Thu, Mar 20, 2031 at 8:02 PM Cleo Marsh <cleo@mail.example> wrote:

>> 1. Why do you go?
> The yard is dark and nobody mends the lamps.
>> 2. What was good?
> Kit at the gate.
>>
>> Ada Rowe
"""
EARLIER = "The yard is dark and nobody mends the lamps.\nKit at the gate."
LATER = "A second van and a rota that holds for longer than a week."


def test_read_mail_it_keeps_what_anothers_answer_quotes_of_the_author():
    assert read_mail(THREAD).text == f"{LATER}\n\n{EARLIER}"


def test_read_mail_it_keeps_what_stands_in_the_thread_itself_once():
    own = "\n-----Original Message-----\nFrom: Cleo Marsh\nTo: Rowe, Ada (HR)\nSubject: RE: Questions\n\n"
    assert read_mail(f"{THREAD}{own}{EARLIER}\n").text == f"{LATER}\n\n{EARLIER}"


def test_read_mail_it_keeps_what_is_quoted_though_a_word_of_it_is_said_again():
    quoted = THREAD.replace("> Kit at the gate.", "> No.").replace("than a week.", "than a week. No.")
    assert "The yard is dark" in read_mail(quoted).text


def test_read_mail_it_leaves_out_what_an_answer_quotes_of_a_third():
    assert read_mail(THREAD.replace("PM Cleo Marsh <cleo@", "PM Bo Lind <bo@")).text == LATER
