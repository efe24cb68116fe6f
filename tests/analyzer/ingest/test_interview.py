"""Interviews in the shapes that HR keeps them, all people and places invented."""

import pytest

from analyzer.ingest.prose.interview import parse_answer, parse_interview, parse_interviews

NUMBERED = """LEAVER FORM - Calderfoot Ferries
Employee: Ilka Thornquist      Staff no.: CF-881
Date of interview: 3 May       Interviewer: Moss Delaney, HR

Q1. Why did you decide to leave?
The roster changes twice a week. I can never plan anything with my kids.

Q2. What did you enjoy?
The crew on the late boat. We looked after each other.

Q3. Please describe your relationship with your manager.
He was polite. He never came aboard in three years, though.

HR comments: Ilka was calm. Suggest we call back in six months.
"""

TIMESTAMPS = """Transcript_0412.vtt

Interviewer (00:00:04): Thanks for joining. So what led to your decision?
Orla Fenwick (00:00:11): Honestly, the warehouse is freezing. We wear coats at the packing bench from October on.
[pause]
Interviewer (00:00:31): Did you raise that?
Orla Fenwick (00:00:34): Three times. The heater was ordered and it never came.
Interviewer (00:01:02): Understood. We really value that feedback.
Orla Fenwick (00:01:08): The lads on dispatch were brilliant, I'll miss them. [inaudible] every Friday.
"""

TEAMS = """Dana Whitlow   0:03
Okay, recording. How was the onboarding for you?

Piet Aldous   0:09
It was two days of slides. Nobody showed me the till until the Saturday rush.

Dana Whitlow   0:41
And your team?

Piet Aldous   0:44
Lovely people. They taught me everything on their breaks.
"""

OWN_LINE = """**Interviewer:**
What made you look elsewhere?

**Employee:**
I was on call every second weekend without extra pay.
It wore me out.

**Interviewer:**
What would have kept you?

**Employee:**
A proper rota, that is all.
"""

GERMAN = """Austrittsgespräch Filiale Nord
Mitarbeiterin: Hannelore Viertl
Gesprächsführung: Bodo Krautheim

Frage 1: Warum verlassen Sie uns?
Antwort: Die Dienstpläne kamen immer erst am Vorabend. Das geht mit Familie nicht.

Frage 2: Was hat Ihnen gefallen?
Antwort: Die Kollegen im Lager, auf die war immer Verlass.

Anmerkung der Personalabteilung: Frau V. wirkte gefasst.
"""

SPANISH = """Entrevista de salida
Nombre: Eulogia Barrantes
Puesto: Cajera

P: ¿Por qué se va de la empresa?
R: Porque los turnos cambian cada semana y nadie avisa. No puedo seguir así.

P: ¿Qué le gustó del trabajo?
R: Mis compañeras, sin duda. Nos ayudábamos siempre.

Observaciones de RRHH: la trabajadora estaba tranquila.
"""

FRENCH_FORM = """QUESTIONNAIRE DE DÉPART
Nom : ___Fulbert Mazurier____  Matricule : __4471__
Service : ___Logistique___

Motif du départ (cochez) :
☐ Salaire   ☑ Horaires   ☐ Santé
Précisez : __On nous prévient la veille pour le lendemain, toutes les semaines.____

Que devrions-nous améliorer ?
__Réparez les chariots, la moitié ne freine plus._______

CADRE RÉSERVÉ AUX RH
Reçu le : 3/4   Remarque : dossier à suivre.
"""

NOTES = """Exit interview notes – Rosalind Peake, ward clerk
Interviewer: T. Oduya
Date: 12 June

Reason for leaving
- She felt that nobody read the handover sheet and that she was blamed for gaps in it.
- She said the bleep system failed at least twice a week.

What worked
- She enjoyed the training days and praised the ward sister.

Recommendation: HR to review handover with ward manager.
"""

MAIL = """From: Casimir Holt <c.holt@example.org>
To: People Team <people@example.org>
Subject: My resignation
Date: Tue, 4 Jun 2024 09:12

Dear Ms Arkwright,

I am writing to hand in my notice. The booking screen freezes every morning and we take the shouting for it.
I loved the regulars and the Thursday team.

Kind regards,
Casimir Holt
Shift lead, 07700 900123

-----Original Message-----
From: People Team <people@example.org>
To: Casimir Holt
Subject: Your annual review

Hi Casimir, please remember to fill in the review form. How are things going?
"""

REVIEW = """Pros
Flexible hours and a friendly floor team.

Cons
The stock system is wrong by lunchtime, so we send people to empty shelves.

Advice to Management
Walk the floor once a week.

Response from employer: Thank you for your review, we take it to heart.
"""

FREE = """I left because the promises made at my interview were never kept. The training budget did not exist.

My team was kind and I learned a lot from Bram, who never ran out of patience."""

JOTTED = """Leaver: Amos T. (picker)  |  Interviewer: Jo R.
* Says the last straw was the new scanner.
* Liked the early shift and Big Ron.
Q: Would he return? Yes, if the scanners were fixed.
HR to follow up with IT."""

MARKDOWN = """# Exit interview

**Q: What made you leave?**

The pay never moved in four years.

**Q: What was good?**

My mentor, hands down.
"""

CASES = {
    "jotted notes": (
        JOTTED,
        [
            "Says the last straw was the new scanner.",
            "Liked the early shift and Big Ron.",
            "Yes, if the scanners were fixed.",
        ],
        ["Would he return", "follow up", "Interviewer"],
    ),
    "Markdown": (
        MARKDOWN,
        ["The pay never moved in four years.", "My mentor, hands down."],
        ["What made you", "What was good", "Exit interview", "**"],
    ),
    "numbered questions": (
        NUMBERED,
        [
            "The roster changes twice a week. I can never plan anything with my kids.",
            "The crew on the late boat. We looked after each other.",
            "He never came aboard in three years, though.",
        ],
        ["Why did you decide", "relationship with your manager", "Ilka", "call back", "What did you enjoy"],
    ),
    "timestamps": (
        TIMESTAMPS,
        [
            "Honestly, the warehouse is freezing. We wear coats at the packing bench from October on.",
            "Three times. The heater was ordered and it never came.",
            "The lads on dispatch were brilliant",
        ],
        ["Thanks for joining", "Did you raise", "value that feedback", "[pause]", "00:0"],
    ),
    "names above turns": (
        TEAMS,
        [
            "It was two days of slides. Nobody showed me the till until the Saturday rush.",
            "Lovely people. They taught me everything on their breaks.",
        ],
        ["recording", "And your team?", "0:44"],
    ),
    "labels on lines of their own": (
        OWN_LINE,
        ["I was on call every second weekend without extra pay.", "A proper rota, that is all."],
        ["look elsewhere", "kept you", "**"],
    ),
    "German": (
        GERMAN,
        [
            "Die Dienstpläne kamen immer erst am Vorabend. Das geht mit Familie nicht.",
            "Die Kollegen im Lager, auf die war immer Verlass.",
        ],
        ["Warum", "gefallen", "gefasst", "Hannelore"],
    ),
    "Spanish": (
        SPANISH,
        ["Porque los turnos cambian cada semana y nadie avisa.", "Mis compañeras, sin duda. Nos ayudábamos siempre."],
        ["Por qué", "gustó", "tranquila", "Eulogia"],
    ),
    "a French form": (
        FRENCH_FORM,
        [
            "On nous prévient la veille pour le lendemain, toutes les semaines.",
            "Réparez les chariots, la moitié ne freine plus.",
        ],
        ["Salaire", "Fulbert", "améliorer", "dossier", "QUESTIONNAIRE"],
    ),
    "notes": (
        NOTES,
        [
            "She felt that nobody read the handover sheet and that she was blamed for gaps in it.",
            "She said the bleep system failed at least twice a week.",
            "She enjoyed the training days and praised the ward sister.",
        ],
        ["HR to review", "Oduya", "Reason for leaving"],
    ),
    "an e-mail": (
        MAIL,
        [
            "The booking screen freezes every morning and we take the shouting for it.",
            "I loved the regulars and the Thursday team.",
        ],
        ["Arkwright", "fill in the review form", "How are things", "Shift lead", "Subject"],
    ),
    "a review": (
        REVIEW,
        [
            "Flexible hours and a friendly floor team.",
            "The stock system is wrong by lunchtime, so we send people to empty shelves.",
            "Walk the floor once a week.",
        ],
        ["Pros", "Cons", "Thank you for your review"],
    ),
    "free text": (
        FREE,
        [
            "I left because the promises made at my interview were never kept. The training budget did not exist.",
            "My team was kind and I learned a lot from Bram, who never ran out of patience.",
        ],
        [],
    ),
}


@pytest.mark.parametrize("shape", CASES)
def test_parse_interview_it_keeps_every_word_of_the_leaver(shape):
    text, said, _ = CASES[shape]
    found = parse_interview(text).text
    assert [words for words in said if words not in found] == []


@pytest.mark.parametrize("shape", CASES)
def test_parse_interview_it_keeps_no_word_of_anybody_else(shape):
    text, _, foreign = CASES[shape]
    found = parse_interview(text).text
    assert [words for words in foreign if words in found] == []


def test_parse_interview_it_keeps_what_was_asked_apart():
    assert "Did you raise that?" in parse_interview(TIMESTAMPS).asked


def test_parse_interview_it_says_when_someone_else_wrote_it_down():
    assert parse_interview(NOTES).third_person
    assert not parse_interview(FREE).third_person


def test_parse_interview_it_finds_the_asking_side_by_initials_and_questions():
    text = "VM: Wie war die Einarbeitung?\nGH: Kurz. Zwei Tage.\nVM: Und das Team?\nGH: Das war prima."
    assert parse_interview(text).text == "Kurz. Zwei Tage.\n\nDas war prima."


def test_parse_interview_it_leaves_out_a_third_person_in_the_room():
    text = "HR: Why now?\nEE: The shifts.\nUnion rep: We objected to that.\nHR: Anything else?\nEE: No heating."
    assert parse_interview(text).text == "The shifts.\n\nNo heating."


def test_parse_interview_it_keeps_a_rhetorical_question_of_the_leaver():
    text = "HR: What happened?\nEE: Who plans like that? Nobody asked us.\nHR: And then?\nEE: I quit."
    assert parse_interview(text).text == "Who plans like that? Nobody asked us.\n\nI quit."


def test_parse_interview_it_keeps_a_colon_inside_an_answer():
    text = "HR: And pay?\nEE: Honestly?\nOne thing: it came on time.\nHR: Good.\nEE: It was."
    assert "One thing: it came on time." in parse_interview(text).text


def test_parse_interview_it_keeps_what_is_written_beside_a_ticked_other():
    text = (
        "Name: __Jo Lark__\n☐ Pay ☑ Other: the bus no longer runs at night\n"
        "Comments: __I walked home for a year.__\nSigned: ____"
    )
    assert parse_interview(text).text == "the bus no longer runs at night\n\nI walked home for a year."


def test_parse_interviews_it_makes_one_record_of_each_numbered_leaver():
    text = "Interviewer: Why?\nLeaver 1: Pay\n\nInterviewer: Why?\nLeaver 2: The rota was chaos."
    assert [one.text for one in parse_interviews(text)] == ["Pay", "The rota was chaos."]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (
            "Q: Why are you leaving?\nA: The rota.\nQ: Anything else?\nA: No lift since May.",
            "The rota.\n\nNo lift since May.",
        ),
        ("Q: Why are you leaving?\nA: The rota.", "The rota."),
        ("Q: Why are you leaving?\nA: nope", "nope"),
        ("Q: Why are you leaving? A: The rota. Q: What else? A: The lift.", "The rota.\n\nThe lift."),
        (
            "Two things: pay and hours.\nOne hope: better shifts.",
            "Two things: pay and hours.\nOne hope: better shifts.",
        ),
        ("Records. Half of them are double.", "Records. Half of them are double."),
        ("Why do we do this?\nNobody knows.", "Why do we do this?\nNobody knows."),
    ],
)
def test_parse_answer_it_takes_apart_only_questions_and_answers(cell, text):
    assert parse_answer(cell).text == text


POINTS = """Notes Cleo Marsh, driver, 3 March, my own

{}

What would bring her back?
A serviced van.

Anything to mend first?
The brakes."""


@pytest.mark.parametrize(
    "points",
    [
        "reason - van never serviced, told them three times.\nmoney - fair enough, but paid late twice",
        "Drive: the van was never serviced in two years.\nCoin: fair enough, but paid late twice",
        "- the van was never serviced in two years\n- pay was fair, but late twice",
        "She said that the van was never serviced. Nobody cared.\n\nShe felt that pay was fair, but late.",
    ],
)
def test_parse_interview_it_keeps_points_above_the_first_question(points):
    said = parse_interview(POINTS.format(points)).text
    assert all(line.removeprefix("- ") in said for line in points.split("\n"))
    assert "Notes Cleo" not in said
