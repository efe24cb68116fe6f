"""Two columns that blanks set apart are questions and answers; other texts with gaps stay as they are."""

import pytest

from analyzer.ingest.prose.aligned import unroll_columns
from analyzer.ingest.prose.grid import unroll_grids
from analyzer.ingest.prose.interview import parse_interview

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
    assert parse_interview(unroll_grids(unroll_columns(text))).text == said


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
    assert unroll_columns(text) == text
