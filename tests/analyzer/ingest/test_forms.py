"""What on a form is the form's or HR's, and what is in the leaver's words; all people invented."""

import pytest

from analyzer.ingest.prose.forms import Kind, read_form
from analyzer.ingest.prose.interview import parse_interview
from analyzer.ingest.prose.layout import unwrap_lines
from analyzer.ingest.prose.pasted_tables import unroll_grids

LETTERED = """{0}1. Welcher Grund gab den Ausschlag? (höchstens 300 Zeichen)
Der Plan kommt freitags.

{0}2. Was haben wir gut gemacht?
Die Einarbeitung.

{1}1. Weitere Anmerkungen
Bitte sagt mir, wann mein Resturlaub ausgezahlt wird."""


@pytest.mark.parametrize(("one", "other"), [("B", "C"), ("C", "D"), ("A", "R")])
def test_parse_interview_it_reads_questions_of_a_letter_and_a_number(one, other):
    assert parse_interview(LETTERED.format(one, other)).text == (
        "Der Plan kommt freitags.\n\nDie Einarbeitung.\n\nBitte sagt mir, wann mein Resturlaub ausgezahlt wird."
    )


def test_parse_interview_it_keeps_numbered_answers_below_questions_without_a_number():
    text = "Why do you leave?\nA1. The rota comes late.\n\nWhat was good?\nA2. The crew"
    assert parse_interview(text).text == "The rota comes late.\n\nThe crew"


FORM = """Name: ____ Date: ____ Site: ____
Reasons: [ ] Pay [x] Hours
{}
Thanks to Pat on nights.

{}
Signed: A. Moor"""


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("What should we know?", "Please pay my last week."),
        ("What should we know?", "Please can someone mend the lift."),
        ("Anything else:", "Please stop the agency shifts."),
        ("Any other comments?", "Bitte den Aufzug reparieren."),
        ("¿Algo más?", "Por favor, arreglen el ascensor."),
    ],
)
def test_parse_interview_it_keeps_what_a_leaver_begs_for(asked, answer):
    assert answer in parse_interview(FORM.format(f"{asked}\n{answer}", "")).text


@pytest.mark.parametrize(
    "told", ["Please tick all that apply", "Please use black ink only.", "Bitte beschreiben Sie kurz"]
)
def test_parse_interview_it_leaves_out_how_to_fill_a_form_in(told):
    assert told not in parse_interview(FORM.format(f"\n{told}", "")).text


@pytest.mark.parametrize(
    "declared",
    [
        "I hereby declare that these answers are mine and complete.",
        "Ich bestätige, dass ich alles wahrheitsgemäß ausgefüllt habe.",
        "Je certifie l'exactitude des réponses ci-dessus.",
        "Dichiaro di aver risposto liberamente.",
    ],
)
def test_parse_interview_it_leaves_out_what_is_signed(declared):
    assert parse_interview(FORM.format("Comments:", declared)).text == "Thanks to Pat on nights."


def test_parse_interview_it_keeps_a_declaration_that_nobody_signs():
    text = "Comments:\nI confirm that nobody trained me.\nI understand why Pat left.\nSigned: Jo"
    assert parse_interview(text).text == "I confirm that nobody trained me.\nI understand why Pat left."


def test_parse_interview_it_leaves_out_who_owns_the_form():
    text = "What was bad?\nCopyright checks took weeks.\n\n{}2031 Formwerk AG. Alle Rechte."
    for mark in ("© ", "Copyright ", "(c) "):
        assert parse_interview(text.format(mark)).text == "Copyright checks took weeks."


REMARKS = {
    "one line, in French": "Note de la RRH : départ regretté, à rappeler en juin.",
    "a list below a heading": "## Bemerkungen HR\n\n- Ruhiges Gespräch\n- Zeugnis bis Freitag\n\n- Schlüssel zurück",
    "paragraphs below a heading": "HR observations:\n\nShe was calm.\n\nKeys handed in, badge not.",
    "in Dutch": "Notities HRM\n\nRustig gesprek, sleutel is terug.",
}


@pytest.mark.parametrize("shape", REMARKS)
def test_parse_interview_it_leaves_out_what_hr_noted_below_the_answers(shape):
    text = f"1. What was good?\nThe crew held together.\n\n2. What was bad?\nThe vans rattle.\n\n{REMARKS[shape]}"
    assert parse_interview(text).text == "The crew held together.\n\nThe vans rattle."


@pytest.mark.parametrize(
    "text",
    [
        "Comments on HR\n\nThey never rang me back, not once in three weeks.",
        "Kommentar zur Personalabteilung: Die hat nie zurückgerufen, kein einziges Mal.",
        "HR notes\nCalm.\n\nI would like to add that nobody rang me back.",
    ],
)
def test_parse_interview_it_keeps_what_is_said_of_hr(text):
    assert "ück" in parse_interview(text).text or "rang me back" in parse_interview(text).text


def test_read_form_it_goes_on_below_a_transcribers_brackets():
    text = "[two lines illegible]\nThe rota came late.\n(I never learned why.)"
    assert [piece.text for piece in read_form(text) if piece.kind is Kind.OWN] == [
        "The rota came late.",
        "(I never learned why.)",
    ]


def test_parse_interview_it_keeps_numbered_wishes_below_a_heading():
    text = """## Pourquoi je pars

- Les plannings arrivent le vendredi

## Si je dirigeais l'atelier

1. Réparer le pont
2. Dites les horaires plus tôt
3. Une personne pour les congés

## Autre chose

- Gardez le chat"""
    wishes = "1. Réparer le pont\n2. Dites les horaires plus tôt\n3. Une personne pour les congés"
    assert wishes in parse_interview(text).text


def test_parse_interview_it_keeps_numbered_wishes_among_numbered_questions():
    text = """1. Why do you leave?
The rota came late.

2. What should we change?
1. Mend the lift
2. Give two weeks' notice

3. What was good?
The crew."""
    wishes = "1. Mend the lift\n2. Give two weeks' notice"
    assert parse_interview(text).text == f"The rota came late.\n\n{wishes}\n\nThe crew."


def test_parse_interview_it_leaves_out_what_the_personnel_office_notes():
    text = "Warum gehen Sie?\nDer Plan.\n\nWas war gut?\nDie Leute.\n\nBemerkung Personalwesen: Ton sachlich."
    assert parse_interview(text).text == "Der Plan.\n\nDie Leute."


def test_parse_interview_a_fields_name_with_a_stop_is_an_answer():
    text = "1. What made you leave?\n\nCommunication.\n\n2. What should we keep?\n\nThe Friday soup kept us talking."
    assert parse_interview(text).text.startswith("Communication.")


def test_unroll_grids_a_header_may_speak_two_languages():
    text = (
        "Nr\tFrage / Question\tAntwort / Réponse\tAnmerkung HR / Remarque RH\n"
        "1\tGrund / Motif\tDrei Wochen Nachtdienst am Stück.\tschon bekannt\n"
        "2\tTeam / Équipe\tOn riait beaucoup.\t\n"
        "3\tLohn / Salaire\tUnter dem Tarif.\tstimmt nicht\n"
    )
    assert unroll_grids(text).split("\n")[:2] == ["Grund / Motif:", "Drei Wochen Nachtdienst am Stück."]
    assert "schon bekannt" not in unroll_grids(text)


def test_parse_interview_answers_may_stand_on_the_lines_of_numbered_questions():
    text = (
        "Leaver's sheet, filled in there\n\n1. Years here: six\n2. Was it a sudden decision? No. Since the merger.\n"
        "3. Who led you? A man who counts pens.\n4. What should stay? The garden.\n5. Would you come back? In spring.\n"
    )
    said = parse_interview(text).text
    assert "Since the merger." in said
    assert "A man who counts pens." in said
    assert "Who led you?" not in said


@pytest.mark.parametrize(
    "invites", ["Tell me about your team.", "Parlez-moi de votre équipe.", "Erzählen Sie vom Team"]
)
def test_parse_interview_it_leaves_out_what_invites_to_talk_among_questions(invites):
    text = f"Why do you leave us?\nThe rota.\n{invites}\nThey are kind.\nWhat should we change?\nThe crane."
    assert parse_interview(text).text == "The rota.\n\nThey are kind.\n\nThe crane."


@pytest.mark.parametrize("mark", ["*", "_"])
def test_parse_interview_questions_in_italics_ask(mark):
    asked = [f"{mark}{question}{mark}" for question in ("Why now?", "And what will you miss?")]
    text = f"{asked[0]}\n\nThe roof leaks.\n\n{asked[1]}\n\nThe dogs in the yard."
    assert parse_interview(text).text == "The roof leaks.\n\nThe dogs in the yard."


def test_unroll_grids_a_cell_of_several_lines_is_one_and_what_others_reply_is_left_out():
    text = (
        "Theme\tScore\tWhat she told us\tLead's reply\n"
        'Tools\t2\t"The saw jams.\nNobody oils it."\tnoted\n'
        "Pay\t4\tFair for the valley\tgood to hear\n"
        "Team\t5\tI will miss the singing\tso will we\n"
    )
    laid = unroll_grids(text)
    assert "The saw jams. Nobody oils it." in laid
    assert "noted" not in laid
    assert "so will we" not in laid


@pytest.mark.parametrize("label", ["Caller's remarks", "Osservazioni dell'ufficio", "Vermerk Lohnbüro"])
def test_parse_interview_a_remark_of_an_office_is_nobodys(label):
    text = f"1. Why do you leave?\n\nThe shifts.\n\n2. What was good?\n\nThe harbour.\n\n{label}: calm, keys returned."
    assert parse_interview(text).text == "The shifts.\n\nThe harbour."


PAGES = """A. What made you go? / Was gab den Ausschlag?

The kiln was never inspected.

                                             Page 1 of 2   KF-7
B. What was good? / Was war gut?
------------------------------------------
B. What was good? / Was war gut?
KF-7                                         Page 2 of 2

My foreman shielded us.

C. Anything else? / Sonst noch etwas?

The canteen."""
RATED = """Pay              ( ) (X) ( ) ( ) ( )  | Paid in time, always.
Hours            ( ) ( ) ( ) ( ) (X)  | I never knew my days off.
Canteen          (X) ( ) ( ) ( ) ( )  | Soup!
Safety           ( ) ( ) (X) ( ) ( )  |
Tools            ☐ ☐ ☐ ☑ ☐   The kiln was never inspected.
Recommend?       [ ] yes   [ ] no   [X] with reservations"""


def test_parse_interview_it_reads_a_lettered_form_whose_question_stands_on_both_pages():
    assert parse_interview(unwrap_lines(PAGES)).text == (
        "The kiln was never inspected.\n\nMy foreman shielded us.\n\nThe canteen."
    )


def test_parse_interview_it_keeps_remarks_behind_a_row_of_boxes():
    assert parse_interview(RATED).text.split("\n\n") == [
        "Paid in time, always.",
        "I never knew my days off.",
        "Soup!",
        "The kiln was never inspected.",
    ]


def test_read_form_it_keeps_a_line_that_begins_and_ends_with_brackets():
    said = "[laughs] The kiln was never inspected. (sighs)"
    assert [piece.text for piece in read_form(said)] == [said]
    assert read_form("[laughs (twice)]") == ()


PARTS = """PART A – To be completed by HR
Works since: spring

PART B – To be completed by the leaver
1. Did you raise this? If so, with whom?
Twice, with the yard.

2. How do you rate us? 1 = poor, 5 = good
The vans are dirty.

PART C – HR USE ONLY
Themes: [x] Vans
Comments: Rang her, no reply.
Keep for a year
"""


def test_parse_interview_it_leaves_out_parts_of_a_form_for_office_use():
    assert parse_interview(PARTS).text == "Twice, with the yard.\n\nThe vans are dirty."
    last = PARTS.replace("PART C – HR USE ONLY", "PART C – To be completed by the leaver")
    assert "Rang her" in parse_interview(last).text


def test_parse_interview_it_keeps_all_below_a_part_for_office_use_that_nothing_ends():
    text = "PART 1 – For HR use\nDone: yes\n\nThe vans are dirty.\nNobody rang me back."
    assert "The vans are dirty.\nNobody rang me back." in parse_interview(text).text


@pytest.mark.parametrize(
    "heading",
    ["Synthèse RH (B. Roux)", "Zusammenfassung Personalabteilung", "Sintesi HR", "Samenvatting P&O", "Resumo RH"],
)
def test_parse_interview_it_leaves_out_what_hr_sums_up(heading):
    text = f"1. What was good?\nThe crew was kind.\n\n2. What was bad?\nThe vans.\n\n{heading}\nA loss. Speaks calmly."
    assert parse_interview(text).text == "The crew was kind.\n\nThe vans."


def test_questions_with_a_letter_and_a_number_may_begin_with_a_spanish_mark_and_ask_twice():
    form = """BLOQUE B. PREGUNTAS ABIERTAS
B1. ¿Cuál es el motivo de su marcha?
    No veo recorrido en el taller.
B2. ¿Comunicó su malestar? ¿A quién y con qué resultado?
    Sí, a mi jefa en junio.
B3. Sugerencias
    Avisad antes de cambiar los turnos.

BLOQUE C. A RELLENAR CON RECURSOS HUMANOS
C1. ¿Autoriza el uso de sus respuestas?
C2. Firma"""

    said = parse_interview(form).text

    assert said.split("\n\n") == [
        "No veo recorrido en el taller.",
        "Sí, a mi jefa en junio.",
        "Avisad antes de cambiar los turnos.",
    ]


def test_below_for_people_team_use_only_nothing_is_the_leavers():
    form = "1. Why?\nThe rota.\n\n2. What was good?\nThe crew.\n\nFOR PEOPLE TEAM USE ONLY\nMain theme is hours."

    assert parse_interview(form).text == "The rota.\n\nThe crew."


@pytest.mark.parametrize("label", ["Zusammenfassung durch PW", "Summary by AR", "Samenvatting door PZ"])
def test_a_row_that_sums_up_below_a_table_is_nobodys_answer(label):
    table = "Topic\tEmployee's answer\nWhy\tThe rota changed weekly.\nCrew\tThe crew was kind.\nPay\tIt came on time."
    below = f"\n\n{label}\tThe leaver was calm.\n\tThe rota is to be looked at.\nRota\tplanning office\nCopy\tfile"

    assert "calm" not in parse_interview(unroll_grids(table + below)).text
