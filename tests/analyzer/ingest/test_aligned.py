"""Two columns that blanks set apart are questions and answers; other texts with gaps stay as they are."""

import pytest

from analyzer.ingest.prose.interview import parse_interview
from analyzer.ingest.prose.layout import strip_pages
from analyzer.ingest.prose.pasted_tables import unroll_grids
from analyzer.ingest.prose.text_tables import unroll_aligned_columns, unroll_drawn_tables

GERMAN = """Fischküche Nord GmbH                                  Fragebogen zum Austritt

Warum verlassen Sie            Die Kühlung lief nie, und wir warfen jeden
uns?                           Montag Fisch weg. Auf meine Mel-
                                dung kam keine Antwort.

Was war gut?                   Die Frühschicht.

Wie war die Leitung?           Freundlich, aber nie da, wenn es brann-
                               te.

Unterschrift: ____________"""
FRENCH = """Question                  Réponse
Pourquoi partez-vous ?    Le froid.

Qu'avez-vous aimé ?       L'équipe du soir
                          et la cantine.

Que changer ?             Les horaires."""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            GERMAN,
            (
                "Die Kühlung lief nie, und wir warfen jeden Montag Fisch weg. Auf meine Meldung kam keine Antwort.\n\n"
                "Die Frühschicht.\n\nFreundlich, aber nie da, wenn es brannte."
            ),
        ),
        (FRENCH.replace("Réponse\n", "Réponse\n\n"), "Le froid.\n\nL'équipe du soir et la cantine.\n\nLes horaires."),
    ],
    ids=["German", "French"],
)
def test_unroll_columns_it_reads_each_column_down_its_cells(text, said):
    assert parse_interview(unroll_grids(unroll_aligned_columns(text))).text == said


PAGES = """East Yard College                                    Leaving form F-1
ABN 00 000                                           Page {} of 2
{}______________________________________________________________________
"""
OVER_PAGES = (
    PAGES.format(1, "")
    + """
  1. What has          A job at a yard
     made you go?      twelve minutes from home.

  2. How was           Extras, extras, extras.
     the load?

                       What we need is a proper relief budget.

  3. Who helped?       Trish at the gate.

______________________________________________________________________
F-1 v4 printed 19/09/2031

"""
    + PAGES.format(2, "3. Who helped? (continued)\n")
    + """
                       Dom, when a father shouted.

  4. Anything else?    Mend the lamps.

______________________________________________________________________
F-1 v4 printed 19/09/2031
"""
)


def test_unroll_columns_it_reads_rows_that_go_on_over_pages_and_paragraphs():
    found = parse_interview(unroll_grids(unroll_aligned_columns(strip_pages(OVER_PAGES))))
    assert found.text == (
        "A job at a yard twelve minutes from home.\n\n"
        "Extras, extras, extras. What we need is a proper relief budget.\n\n"
        "Trish at the gate. Dom, when a father shouted.\n\nMend the lamps."
    )


@pytest.mark.parametrize(
    "text",
    [
        "Slow till.  Nobody helped.\n\nGreat staff.  Will be back.\n\nNo parking.  Never again.",
        "Name: Pia Lund       Site: Hull\n\nStart: May 2021      End: May 2025\n\nRole: cook           Lead: Kit",
        "Pay        [ ]   [x]\n\nHours      [x]   [ ]\n\nTeam       [ ]   [x]",
        "One two.",
    ],
)
def test_unroll_columns_it_leaves_other_gaps_alone(text):
    assert unroll_aligned_columns(text) == text


BOXED = """MUNICIPALITY OF HOLM                    ref. 7

┌────────────────┬──────────────────────────────────┐
 Staff no.         4471
 Why               I was promised days in March,
                   and nobody came back to me.
├────────────────┼──────────────────────────────────┤
 Team and          Warm, all of them.
 mood              HR note: known for long.
├────────────────┼──────────────────────────────────┤
 Come back?        Yes, in the office.
└────────────────┴──────────────────────────────────┘"""
PLUSES = """+----------------+----------------------------------+
| Topic          | Comment                          |
+================+==================================+
| Why            | I was promised days in March,    |
|                | and nobody came back to me.      |
+----------------+----------------------------------+
| Team and       | Warm, all of them.               |
| mood           |                                  |
+----------------+----------------------------------+
| Come back?     | Yes, in the office.              |
+----------------+----------------------------------+"""


@pytest.mark.parametrize("text", [BOXED, PLUSES], ids=["box", "pluses"])
def test_unroll_drawn_it_reads_a_row_over_all_its_lines(text):
    assert parse_interview(unroll_grids(unroll_drawn_tables(text))).text == (
        "I was promised days in March, and nobody came back to me.\n\nWarm, all of them.\n\nYes, in the office."
    )


def test_unroll_drawn_it_keeps_what_stands_between_tables_and_across_their_columns():
    rule = "+-----+-----+-----+"
    wide = f"{rule}\n| an  | ox  | is  |\n{rule}\n| my big joy across |\n{rule}\nNo one was at the gate.\n"
    assert [line for line in unroll_drawn_tables(f"{wide}{rule}\n| a   | b   | c   |\n{rule}").split("\n") if line] == [
        "an\tox\tis",
        "my big joy across",
        "No one was at the gate.",
        "a\tb\tc",
    ]


def test_unroll_drawn_it_leaves_sections_that_drawn_lines_part():
    text = "──────\nThe van was never\n serviced.\n\n──────\nMy crew.\n──────"
    assert unroll_drawn_tables(text) == text
