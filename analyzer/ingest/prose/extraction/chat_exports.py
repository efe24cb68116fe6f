"""Chats as messengers on phones export them: date, time, name and message on each line, in each country's format.

For example:

    [03.05.26, 10:02:11] Ada Rowe: The oven is broken.
    [03.05.26, 10:02:40] Ada Rowe: <Media omitted>           <- dropped
    03/05/2026, 10:05 - Bo Lind: Since when?
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from analyzer.ingest.prose.narrator import has_first_person_singular
from analyzer.ingest.words import fold, phrases

_DAY = r"\d{1,4}[./-]\s?\d{1,2}[./-]\s?\d{1,4}"
_CLOCK = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[AaPp]\.?\s?[Mm]\.?)?(?:\s?(?:Uhr|h)\b)?"
_BETWEEN = r",?\s+(?:(?:à|às|um|om|alle|a las)\s+)?"
TIMES = rf"(?:{_DAY}{_BETWEEN}{_CLOCK}|{_CLOCK},?\s+{_DAY})"
_STAMPED = re.compile(rf"^\s*(?:\[(?P<in>{TIMES})\]|(?P<out>{TIMES})\s[-–—](?=\s))\s*(?P<rest>.*)$")
_FIND_DAY = re.compile(_DAY)
_FIND_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?![./-]\d)")
# "~" stands before names that are not among the phone's contacts.
_NAMED = re.compile(r"^(?:~\s*)?([^:\n]{1,60}):(?:\s+|$)(.*)$")
# The messenger's own words in a message begin with an invisible mark; marks around names are others.
_PROGRAM_TEXT = re.compile(r"\u200e.*$")
_INVISIBLE_MARKS = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
# "<Media omitted>", "<attached: 0012-PHOTO.jpg>", "IMG-0012.jpg (file attached)", "<This message was edited>".
_ATTACHMENT_NOTE = re.compile(r"^(?:<[^<>]{3,80}>|[\w-]+\.\w{2,4} \([^()]{3,40}\))$")
_EDITED_NOTE = re.compile(r"\s*<[^\W\d_][^<>]{3,60}>$")
_SENTENCES = re.compile(r"(?<=[.!?])\s")
_WORDS = re.compile(r"[^\W_][\w'’-]*")
_FEWEST_LINES = 4
_SHARE_NAMED = 0.8
_LONGEST_NAME = 5


def unroll_chat_export(text: str) -> str:
    """Turn such a chat into a transcript, without the messenger's own lines; any other text stays as it is.

    It is a chat if most stamped lines have a name, and two of the names repeat.
    """
    if ":" not in text:
        return text
    lines = text.split("\n")
    found = [_STAMPED.match(_INVISIBLE_MARKS.sub("", line)) for line in lines]
    stamped = [match["rest"] for match in found if match]
    often = Counter(match[1] for rest in stamped if (match := _NAMED.match(rest)))
    several = sum(times > 1 for times in often.values()) > 1
    is_chat = several and often.total() >= max(_FEWEST_LINES, _SHARE_NAMED * len(stamped))
    return "\n".join(_messages(lines, found)) if is_chat else text


def _messages(lines: Sequence[str], found: Sequence[re.Match[str] | None]) -> Iterator[str]:
    label = ""
    for line, match in zip(lines, found, strict=True):
        said = _INVISIBLE_MARKS.sub("", line)
        if match:
            named = _NAMED.match(match["rest"])
            # A line without a name is the messenger's: who joined or left.
            said = (
                _strip_program_text(line, named[2])
                if named
                else match["rest"] * has_first_person_singular(match["rest"])
            )
            label = f"[{day_and_time(match['in'] or match['out'])}] {_speaker_label(named[1])}: " if named else label
        if said or not match:
            # The words below a picture are its sender's, too.
            yield f"{label}{said}" if said else said
            label = "" if said else label


def _strip_program_text(line: str, said: str) -> str:
    """What somebody wrote in a message; "" if it only says that a picture or a message is missing."""
    program = _PROGRAM_TEXT.search(line.lstrip("\u200e\u200f\ufeff"))
    said = said.removesuffix(_INVISIBLE_MARKS.sub("", program[0]) if program else "").strip()
    first = fold(_SENTENCES.split(said, maxsplit=1)[0])
    return "" if _ATTACHMENT_NOTE.match(said) or first in phrases("placeholders") else _EDITED_NOTE.sub("", said)


def day_and_time(stamp: str) -> str:
    """A time stamp as transcripts have it: the day, then the time."""
    day, clock = _FIND_DAY.search(stamp), _FIND_CLOCK.search(_FIND_DAY.sub(" ", stamp))
    return " ".join(found[0].replace(" ", "") for found in (day, clock) if found)


def _speaker_label(name: str) -> str:
    """A name as transcripts have it; a telephone number becomes "Contact" and its last digits."""
    words = _WORDS.findall(name)
    return " ".join(words[:_LONGEST_NAME]) if any(c.isalpha() for c in name) else f"Contact {''.join(words)[-4:]}"
