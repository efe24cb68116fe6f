"""Transcripts whose speakers only blanks or a tab set apart, with initials that the head explains; all invented."""

import pytest

from analyzer.ingest import inspect, read
from analyzer.types import RawRecord, Side

TALK = """Gesprächsnotiz, Werk Süd
Frau Ute Brandl (UB), Personalabteilung / Jan Wirth (JW), Schlosser

UB{0}Schön, dass Sie da sind. Der Plan war wohl eng, höre ich. Warum gehen Sie?

JW{0}Die Presse steht seit März. Wer zahlt mir die Wege, wissen Sie das?

UB{0}Das kläre ich. Ich sehe das überall im Haus. Was war gut?

JW{0}Die Leute. Meister Roth hat mir alles gezeigt. Fragt ihn mal jemand?

UB{0}Wohl nicht, nein. Und was würden Sie ändern?

JW{0}Den Plan früher aushängen. Bekomme ich noch ein Zeugnis?

UB{0}Das schicke ich Ihnen. Ende der Aufnahme."""

SAID = [
    "Die Presse steht seit März. Wer zahlt mir die Wege, wissen Sie das?",
    "Die Leute. Meister Roth hat mir alles gezeigt. Fragt ihn mal jemand?",
    "Den Plan früher aushängen. Bekomme ich noch ein Zeugnis?",
]

TYPED = """My reasons, as you asked.
The vans were late.  Nobody rang.  I sat at the depot.
The vans broke.  Same again.  I paid the taxi.
The Depot  manager never answered.
Good  crew, all of them."""


def said(tmp_path, text):
    path = tmp_path / "talk.txt"
    path.write_text(text, encoding="utf-8")
    found = read(path, inspect(path, path.name, side=Side.EMPLOYEE))
    return [one.text for one in found if isinstance(one, RawRecord)]


@pytest.mark.parametrize("gap", ["  ", "\t", "     "])
@pytest.mark.parametrize("below", ["\n\n", "\n"])
def test_read_it_tells_speakers_apart_that_no_colon_marks(tmp_path, gap, below):
    text = TALK.format(gap).replace("\n\n", below)
    assert said(tmp_path, text) == ["\n\n".join(SAID)]


def test_read_it_tells_speakers_apart_by_their_names(tmp_path):
    text = TALK.format("   ").replace("\nUB", "\nUte Brandl").replace("\nJW", "\nJan Wirth")
    assert said(tmp_path, text) == ["\n\n".join(SAID)]


def test_read_it_takes_two_blanks_within_sentences_for_no_speaker(tmp_path):
    (whole,) = said(tmp_path, TYPED)
    assert [line for line in TYPED.split("\n")[1:] if line not in whole] == []
