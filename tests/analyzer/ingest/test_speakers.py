"""Transcripts in which more than two speak, or labels tell only in part who does; all people invented."""

import pytest

from analyzer.ingest.prose.interview import parse_interview

PANEL = """AW: Herr Thoma, danke, dass Sie da sind. Warum gehen Sie?
MT: Die Tourenplanung geht an der Straße vorbei. Um vier stehe ich noch in Fürth.
KL: Hatten Sie das gemeldet?
MT: Zweimal, beim Disponenten.
AW: Das höre ich zum ersten Mal. Wir haben dafür ein Formular.
MT: Das Formular liest keiner.
KL: Ich notiere das.
AW: Was war gut?
MT: Der Kollege Rabe, der hat mir alles gezeigt.
AW: Das freut uns. Alles Gute."""

ROLES = """Personalleiterin: Erzählen Sie bitte.
Mitarbeiter: Der Ofen ist seit Mai kaputt.
Filialleiter: Das stimmt so nicht ganz.
Mitarbeiter: Doch. Die Kunden gehen ohne Brot.
Personalleiterin: Und das Team?
Mitarbeiter: Super Leute.
Betriebsrat: Wir hatten darauf hingewiesen."""

CUTS_IN = """Odile Marchand : Merci d'être venu, Kévin. Qu'est-ce qui vous a décidé ?
Kévin Le Gall : Le camion tombe en panne toutes les semaines.
Bruno Petit : Le camion est neuf, pourtant.
Kévin Le Gall : Neuf sur le papier.
Odile Marchand : Et l'équipe ?
Kévin Le Gall : Formidable, on s'entraide."""

ASKS_BACK = """PK: You wanted to talk about the reasons.
LM: Why is the freezer still broken? Who signs that off?
DD: I can't say. Was it only the freezer?
LM: And the door. Do you know how long I waited with forty people behind me?
PK: That must have been hard. What kept you so long?
LM: The girls on the early shift.
DD: I will pass that on."""

JOINS_LATE = """Interviewer: What made you go?
Jo Marsh: The kiln is cold half the week.
Interviewer: How so?
Ella Byrne: Sorry to cut in. Is that the old kiln?
Jo Marsh: The old one. Orders go out late because of it.
Ella Byrne: We have a plan for that.
Jo Marsh: You had one last year."""

CHAT = """[09:01] Mia Roth HR: hi, what made you go
[09:02] Sam Oke: several things
Rota: out on Friday for Monday
[09:03] Gil Stone: did you tell anybody?
[09:04] Sam Oke: nobody cares
[09:05] Mia Roth HR: thanks all"""

MANAGER = """HR: Why are you going?
Store manager: The stock system lies to us. Boxes arrive that nobody ordered.
Area manager: We did raise that with IT.
Store manager: Raised, yes. Fixed, no.
HR: Anything good?
Store manager: My team, always."""

HEAD = """Gesprächsnotiz
Anwesend: Ruth Adler (Leiterin Personal) [RA], Ingo Bach (Koch) [IB]
RA: Es geht um Ihren Austritt. Das Protokoll kommt in die Akte.
IB: Wer plant denn so? Der Herd steht kalt.
RA: Das tut mir leid.
IB: Und wer bestellt den Fisch?"""

BESIDE = """Gespräch zum Austritt
Mitarbeiterin: Ida Kroll | Interviewer: Jan Voss

F: Warum gehen Sie?
A: Weil die Pläne sich täglich ändern.
F: Was war gut?
A: Die Kantine."""

INITIALS = """A: Why did you leave?
B: The rota came out on Fridays.
A: And the team?
B: Great people."""

TEAMS = """[04/06/2024 14:02] Olga Prins
Waarom gaat u weg?
[04/06/2024 14:04] Bas Kuiper (gast)
De bus is altijd te vol.
[04/06/2024 14:05] Olga Prins
En het team?
[04/06/2024 14:06] Bas Kuiper (gast)
Prima mensen."""

NOTE = """HR: Noch etwas?
MA: Die Wagen klappern.
HR: Seit wann?
MA: Seit dem Frühjahr.

Gespräch beendet um 15:40. HR veranlasst das Zeugnis."""

NUMBERED = """Speaker 1: So why now?
Speaker 2: The oven fails each morning and we bake late.
Speaker 3: I did order a new one.
Speaker 2: In spring, yes.
Speaker 1: What went well?
Speaker 2: The girls at the counter."""

NOBODY_ASKS = """Kim: We want to hear your story.
Lou: It began when they merged the two depots.
Kim: Go on.
Lou: We drove to the wrong yard for a week.
Max: That was the letter that got lost.
Lou: Then the customers rang.
Max: They rang me too.
Lou: Then you know.
Kim: Thank you."""

IN_BRACKETS = """Sara (HR): Thanks for coming.
Tom (driver): The vans rattle. Who mends them?
Sara (HR): I see.
Tom (driver): Have you driven one?
Sara (HR): Noted."""

SPANISH = """Entrevistadora: ¿Por qué se va?
Marta Gil: Por el horario partido.
Jefe de tienda: El horario lo decide la central.
Marta Gil: Pero lo sufrimos nosotras.
Entrevistadora: ¿Algo bueno?
Marta Gil: Las compañeras."""

SAID = {
    "numbers": (
        NUMBERED,
        "The oven fails each morning and we bake late.\n\nIn spring, yes.\n\nThe girls at the counter.",
    ),
    "nobody asks": (
        NOBODY_ASKS,
        (
            "It began when they merged the two depots.\n\nWe drove to the wrong yard for a week."
            "\n\nThen the customers rang.\n\nThen you know."
        ),
    ),
    "parts in brackets": (IN_BRACKETS, "The vans rattle. Who mends them?\n\nHave you driven one?"),
    "an office in Spanish": (SPANISH, "Por el horario partido.\n\nPero lo sufrimos nosotras.\n\nLas compañeras."),
    "a panel of initials": (
        PANEL,
        (
            "Die Tourenplanung geht an der Straße vorbei. Um vier stehe ich noch in Fürth.\n\nZweimal, "
            "beim Disponenten.\n\nDas Formular liest keiner.\n\nDer Kollege Rabe, der hat mir alles gezeigt."
        ),
    ),
    "roles": (ROLES, "Der Ofen ist seit Mai kaputt.\n\nDoch. Die Kunden gehen ohne Brot.\n\nSuper Leute."),
    "cuts in once": (
        CUTS_IN,
        "Le camion tombe en panne toutes les semaines.\n\nNeuf sur le papier.\n\nFormidable, on s'entraide.",
    ),
    "asks back": (
        ASKS_BACK,
        (
            "Why is the freezer still broken? Who signs that off?\n\nAnd the door. Do you know how long I waited with "
            "forty people behind me?\n\nThe girls on the early shift."
        ),
    ),
    "joins late": (
        JOINS_LATE,
        "The kiln is cold half the week.\n\nThe old one. Orders go out late because of it.\n\nYou had one last year.",
    ),
    "a third in a chat": (CHAT, "several things\nRota: out on Friday for Monday\n\nnobody cares"),
    "a manager who leaves": (
        MANAGER,
        (
            "The stock system lies to us. Boxes arrive that nobody ordered.\n\nRaised, yes. Fixed, no."
            "\n\nMy team, always."
        ),
    ),
    "parts in the head": (HEAD, "Wer plant denn so? Der Herd steht kalt.\n\nUnd wer bestellt den Fisch?"),
    "two names beside each other": (BESIDE, "Weil die Pläne sich täglich ändern.\n\nDie Kantine."),
    "A asks B": (INITIALS, "The rota came out on Fridays.\n\nGreat people."),
    "the time above the name": (TEAMS, "De bus is altijd te vol.\n\nPrima mensen."),
    "a note below": (NOTE, "Die Wagen klappern.\n\nSeit dem Frühjahr."),
}


@pytest.mark.parametrize("shape", SAID)
def test_parse_interview_it_keeps_only_the_leavers_turns(shape):
    text, said = SAID[shape]
    assert parse_interview(text).text == said


PRESENT = """Presenti: Rita Sala (responsabile), Ugo Prato (delegato di reparto), Lia Neri (magazziniera)

SALA: Perché va via?
NERI: Il muletto è fermo da marzo e nessuno lo guarda, l'ho scritto quattro volte sul quaderno.
PRATO: Lo abbiamo scritto anche noi.
SALA: E i colleghi?
NERI: Bravissimi tutti, mi hanno sempre aiutata quando il camion arrivava tardi la sera.
PRATO: Da parte nostra è tutto.
SALA: Grazie."""

STAMPED = """Rita Sala  00:02
Perché va via?

Lia Neri  00:10
Il muletto è fermo da marzo.

Voce sconosciuta  00:19
Scusate, la stanza è libera?

Rita Sala  00:24
Fra poco. E i colleghi?

Lia Neri  00:31
Bravissimi."""


def test_parse_interview_it_leaves_out_who_is_present_and_answers_nobody():
    said = parse_interview(PRESENT).text
    assert [words for words in ("muletto", "Bravissimi") if words not in said] == []
    assert [words for words in ("anche noi", "parte nostra") if words in said] == []


def test_parse_interview_it_keeps_who_adds_something_and_is_not_listed():
    assert "anche noi" in parse_interview(PRESENT.split("\n", 1)[1]).text


def test_parse_interview_it_leaves_out_a_name_with_a_time_that_speaks_once():
    assert parse_interview(STAMPED).text == "Il muletto è fermo da marzo.\n\nBravissimi."


def test_parse_interview_it_leaves_out_a_machine_that_speaks_once_and_asks_nothing():
    text = STAMPED.replace("Voce sconosciuta", "Promemoria").replace(
        "Scusate, la stanza è libera?", "Compila il modulo!"
    )
    assert parse_interview(text).text == "Il muletto è fermo da marzo.\n\nBravissimi."


KEPT = {
    "a numbered list": (
        "Q: Why?\nA: Three things:\n1. The rota came late\n2. The lift is dead\nQ: And good?\nA: The crew.",
        ["1. The rota came late", "2. The lift is dead"],
    ),
    "a leaver who speaks second": (
        (
            "HR: What made you two go?\nAnn: The rota, it came late.\nBen: Same for me.\nHR: And the kit?\n"
            "Ann: Broken.\nBen: The scanner never worked for me.\nHR: Anything good?\nBen: The canteen."
        ),
        ["The rota, it came late.", "Same for me.", "Broken.", "The scanner never worked for me.", "The canteen."],
    ),
    "whom an answer is about": (
        (
            "HR: Was störte Sie?\nMA: Zwei Dinge.\nTeamleiter: nie da.\nLift: steht.\nHR: Und sonst?\n"
            "MA: Wenig.\nTeamleiter: immer noch nie da."
        ),
        ["nie da.", "Lift: steht.", "immer noch nie da."],
    ),
    "two leavers": (
        (
            "Vera Lind: What wore you down?\nInes Moro: The split shifts, I was home for two hours at noon.\n"
            "Paolo Reis: For me it was the till.\nVera Lind: And what would you keep?\nPaolo Reis: The canteen.\n"
            "Ines Moro: The bike scheme. Who else has that?"
        ),
        ["The split shifts", "For me it was the till.", "The canteen.", "Who else has that?"],
    ),
    "labels within an answer": (
        (
            "HR: What bothered you?\nEE: Three things.\nPay: three years without a rise.\nIT: never answered.\n"
            "HR: And what was good?\nEE: The people.\nPay: at least on time."
        ),
        ["Pay: three years without a rise.", "IT: never answered.", "Pay: at least on time."],
    ),
    "last words apart": (
        "HR: Anything else?\nEE: The vans.\nHR: Since when?\nEE: May.\n\nI forgot HR never rang me back.",
        ["I forgot HR never rang me back."],
    ),
    "answers in paragraphs": (
        "HR: What else?\nEE: The vans.\n\nHR is never there.\nHR: Since when?\nEE: May.\n\nAt 17:30 HR is gone.",
        ["HR is never there.", "At 17:30 HR is gone."],
    ),
}


@pytest.mark.parametrize("shape", KEPT)
def test_parse_interview_it_keeps_in_doubt(shape):
    text, said = KEPT[shape]
    assert [words for words in said if words not in parse_interview(text).text] == []


def test_parse_interview_who_is_called_by_name_leaves_though_the_other_says_more_and_asks_less():
    text = (
        "# Leaver talk: Joris Brandt\n\n"
        "**Helene:** Thank you for finding the time, Joris. I would like this to be a conversation rather than a form, "
        "and I think we all know that the spring was hard on this team. What made you go?\n\n"
        "**Joris:** Who reads this?\n\n"
        "**Helene:** I do, and the works manager does, and nobody else, which I believe is as it should be.\n\n"
        "**Joris:** It was meant to be one form a year. We fill in three.\n\n"
        "**Helene:** So the paperwork has grown, and nobody looks at it. That is on the list for autumn.\n\n"
        "**Joris:** Last autumn, it said. The list is from last year.\n"
    )
    interview = parse_interview(text)
    assert "We fill in three." in interview.text
    assert "The list is from last year." in interview.text
    assert "the paperwork has grown" not in interview.text


def test_parse_interview_parts_in_capitals_behind_times_speak_though_a_form_has_such_a_field():
    text = (
        "[00:01] PEOPLE TEAM\nWhy leave us after the harvest?\n\n[00:09] PICKER\nNobody told us the start times.\n\n"
        "[00:15] UNION REP\nWe raised that in June.\n\n[00:21] PEOPLE TEAM\nAnd what was good?\n\n"
        "[00:27] PICKER\nThe cherries.\n\n[00:31] UNION REP\nNo more from my side.\n"
    )
    assert parse_interview(text).text == "Nobody told us the start times.\n\nThe cherries."


def test_parse_interview_who_speaks_of_themselves_leaves_though_the_other_says_more_and_both_ask():
    text = (
        "Robin: I hope you are well, and that you know why we do this. You have been with us for years, you know your "
        "way around, and you will have seen what your site has been through. What was your reason?\n"
        "Alex: My shifts. I worked my nights alone, I carried my own radio, and I asked for my team back. Was I?\n"
        "Robin: You feel that you were alone, then, and that nobody asked you. You are not the first to say so, and "
        "your colleagues on your floor have told us the same of their nights. Did you tell your lead?\n"
        "Alex: I told my lead, I told my planner, I wrote my letter. I got my answer after I gave my notice. Stay?\n"
    )
    said = parse_interview(text).text
    assert "I carried my own radio" in said
    assert "You feel that you were alone" not in said


TICKET = """CASE-77 | Offboarding

2031-03-12 16:20  Cleo Marsh    [Reply]
Q3 tools: the van was never serviced.
And yes, I would come back.

2031-03-12 11:03:58  Ada Rowe    [Reply]
Last question: would you come back, and what of Q3?

2031-03-12 09:15:00  System
Reminder: a reply is awaited.

2031-03-11 19:41  Cleo Marsh    [Reply]
Q1: I never knew my days off.
Q2: My crew, all of them.

2031-03-11 09:15:00  System
Reminder: a reply is awaited.

2031-03-11 08:00:12  Ada Rowe    [Reply]
Hi Cleo! Q1 Why do you go?
Q2 Whom will you miss?"""


def test_parse_interview_it_takes_what_is_numbered_below_a_name_and_a_time_for_nobody_elses():
    assert parse_interview(TICKET).text == (
        "Q3 tools: the van was never serviced.\nAnd yes, I would come back.\n\n"
        "Q1: I never knew my days off.\nQ2: My crew, all of them."
    )


def test_parse_interview_it_reads_stamps_with_names_of_months_and_time_zones():
    told = "{} {} IST – {} (Additional comments)\n{}\n\n".format
    text = "Case 4 – leaving\nOpened for: Cleo Marsh\n\n"
    text += "02-Jul-2031 10:58 IST – System (Work notes)\nMade by the workflow.\n\n"
    text += told("02-Jul-2031", "11:20", "Ada Rowe", "Hi Cleo, why do you go?\na) Reason\nb) Cabs")
    text += told("02-Jul-2031", "23:47", "Cleo Marsh", "a) My nights never end.\nb) The cab comes late.")
    text += told("3 Jul 2031", "09:05", "Ada Rowe", "Did anybody shout at you?")
    text += told("3 Jul 2031", "22:15", "Cleo Marsh", "Nobody did. I liked my crew.")
    text += "04-Jul-2031 10:32 IST – System (Work notes)\nClosed. Leaving for better prospects."
    assert parse_interview(text).text == (
        "a) My nights never end.\nb) The cab comes late.\n\nNobody did. I liked my crew."
    )


def test_parse_interview_it_takes_a_name_with_its_roles_in_a_head_for_nobodys_words():
    head = "Leaver:   Cleo Marsh, Staff Nurse, East Ward (Acute Medical), Band Five\nPanel:    Ada Rowe (AR)\n\n"
    talk = "AR\tWhy do you go?\nCM\tThe nights are long.\nAR\tWhat was good?\nCM\tMy crew was kind.\n"
    talk += "AR\tAnything else?\nCM\tMend the lamps."
    assert parse_interview(head + talk).text == "The nights are long.\n\nMy crew was kind.\n\nMend the lamps."
