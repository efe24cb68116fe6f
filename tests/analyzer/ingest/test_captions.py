"""Subtitles, whoever wrote them down and however they name who speaks."""

from pathlib import Path

import pytest

from analyzer.ingest import inspect, read
from analyzer.ingest.prose.interview import parse_answer
from analyzer.ingest.sources.captions import captions_to_transcript
from analyzer.types import RawRecord

VOICES = """WEBVTT

00:01.000 --> 00:02.000
<v.loud Rowe, Ada>Why?</v>

00:02.000 --> 00:03.000
<v Kit>The rota came on</v>

00:03.000 --> 00:04.000
<v Kit>Friday <i>night</i>.</v>

00:05.000 --> 00:06.000
<v.loud Rowe, Ada>What else?</v>
"""

CUE_NAMES = """WEBVTT

NOTE recorded for the file

1 "Greta Holm" (771)
00:00:01.000 --> 00:00:03.000 align:start
Hvorfor slutter du?

2 "Nils Aas" (772)
00:00:03.500 --> 00:00:06.000
Vaktlisten kommer på fredag

3 "Nils Aas" (772)
00:00:06.000 --> 00:00:08.000
og gjelder fra mandag.

4 "Greta Holm" (771)
00:00:09.000 --> 00:00:11.000
Og teamet?

5 "Nils Aas" (772)
00:00:12.000 --> 00:00:14.000
Fine folk.
"""

SRT = """1
00:00:02,410 --> 00:00:07,190
Ann Moor: Why go?

2
00:00:07,900 --> 00:00:09,020
Des Pike: The lift is dead
and nobody comes.

3
00:00:09,480 --> 00:00:15,330
Ann Moor: Since when?

4
00:00:20,400 --> 00:00:26,110
Des Pike: Since May.
"""

NOBODY = """WEBVTT

00:00:02.410 --> 00:00:07.190
What I did not like

00:00:07.900 --> 00:00:09.020
was the heat. Nobody opened

00:00:09.100 --> 00:00:09.420
a window.
"""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (VOICES, "The rota came on Friday night."),
        (CUE_NAMES, "Vaktlisten kommer på fredag og gjelder fra mandag.\n\nFine folk."),
        (SRT, "The lift is dead and nobody comes.\n\nSince May."),
        (NOBODY, "What I did not like was the heat. Nobody opened a window."),
    ],
    ids=["voices", "names above the times", "names before the words", "nobody named"],
)
def test_read_subtitles_are_one_interview(tmp_path: Path, text, said):
    path = tmp_path / "talk.vtt"
    path.write_text(text, encoding="utf-8")
    assert [one.text for one in read(path, inspect(path, path.name)) if isinstance(one, RawRecord)] == [said]


def test_parse_answer_it_reads_subtitles_in_a_cell():
    assert parse_answer(SRT).text == "The lift is dead and nobody comes.\n\nSince May."


def test_other_text_is_left_as_it_is():
    text = "From one till to the other --> that was my day.\n09:00 --> 17:00 was a lie."
    assert captions_to_transcript(text) == text


TALK = """1
00:00:01,000 --> 00:00:03,000
[Recording begins]
Hollow Creek Mills (HR)

2
00:00:03,000 --> 00:00:06,000
- Morning, Greta. What made
you go?
- The looms stood still all
of May.

3
00:00:06,500 --> 00:00:09,000
I swept floors. Could I have said no?

4
00:00:09,500 --> 00:00:11,000
And your foreman?

5
00:00:11,500 --> 00:00:14,000
Fair. He shared his

6
00:00:14,000 --> 00:00:16,000
lunch with me.

7
00:00:16,500 --> 00:00:18,000
What would have kept you?

8
00:00:18,500 --> 00:00:21,000
♪ (ringtone) ♪
Spare parts in time. (sighs)
"""


def test_read_subtitles_without_names_are_questions_and_answers(tmp_path: Path):
    path = tmp_path / "talk.srt"
    path.write_text(TALK, encoding="utf-8")
    [one] = read(path, inspect(path, path.name))
    assert isinstance(one, RawRecord)
    assert one.text == (
        "The looms stood still all of May.\n\nI swept floors. Could I have said no?\n\n"
        "Fair. He shared his lunch with me.\n\nSpare parts in time. (sighs)"
    )
