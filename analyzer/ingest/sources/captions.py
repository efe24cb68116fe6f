"""Subtitles (WebVTT, SRT) → a transcript: when, who speaks, and what, over as many cues as a sentence takes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

_CLOCK = r"(?:\d{1,3}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"
_TIMES = re.compile(rf"^\s*({_CLOCK})\s*-->\s*{_CLOCK}\b.*$")
_FEWEST_CUES = 2
# The line above the times: a number, and with some programs who speaks: '3 "Ada Rowe" (4711)'.
_QUOTED_NAME = re.compile(r"^\s*\d*\s*[\"“]([^\"”]{2,60})[\"”]")
_PLAIN_NAME = re.compile(r"^\s*\d*[\s.:-]*([^\W\d][^\d<>:\"]{1,60}?)\s*(?:\(\w+\))?\s*$")
_VOICE = re.compile(r"^<v(?:\.[^\s>]+)?\s+([^>]+)>(.*)$")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|\{\\an\d\}")
_NAMED = re.compile(r"^(?:-\s*)?([^\W\d][^:\n]{0,44})[:：]\s+(.+)$")
_MARKS = re.compile(r"[^\w.'’/&-]+")
_OPEN_ENDED = re.compile(r"[^\s.!?…:]\s*$")


@dataclass(frozen=True, slots=True)
class _Said:
    """What is said in one go, when, and by whom where the file tells."""

    speaker: str
    text: str
    at: str


def unroll_captions(text: str) -> str:
    """Lay out subtitles as a transcript; where no cue tells who speaks, as one paragraph. Other text stays as it is."""
    if "-->" not in text:
        return text
    lines = text.split("\n")
    times = [at for at, line in enumerate(lines) if _TIMES.match(line)]
    if len(times) < _FEWEST_CUES:
        return text
    said = _join(_name(list(_cues(lines, times))))
    if not any(one.speaker for one in said):
        return " ".join(one.text for one in said)
    return "\n".join(f"[{one.at}] {_as_label(one.speaker)}: {one.text}" if one.speaker else one.text for one in said)


def _as_label(name: str) -> str:
    """A name as transcripts write it before a colon: without the marks of "Rowe, Ada (HR)"."""
    return " ".join(_MARKS.sub(" ", name).split())


def _cues(lines: Sequence[str], times: Sequence[int]) -> Iterator[_Said]:
    names = [_names_speaker(lines[at - 1]) if at else "" for at in times]
    often = Counter(names)
    for at, end, name in zip(times, [*times[1:], len(lines) + 1], names, strict=True):
        # The next cue's first line is above its times.
        body = [line.strip() for line in lines[at + 1 : end - 1]]
        named = name if often[name] > 1 or _QUOTED_NAME.match(lines[at - 1]) else ""
        match = _TIMES.match(lines[at])
        yield from _spoken(body[: body.index("")] if "" in body else body, named, match[1] if match else "")


def _names_speaker(above: str) -> str:
    match = _QUOTED_NAME.match(above) or _PLAIN_NAME.match(above)
    return match[1].strip() if match else ""


def _spoken(body: Sequence[str], speaker: str, at: str) -> Iterator[_Said]:
    for line in body:
        voice = _VOICE.match(line)
        words = _TAG.sub("", voice[2] if voice else line).strip()
        if words:
            yield _Said(voice[1].strip() if voice else speaker, words, at)


def _name(said: Sequence[_Said]) -> list[_Said]:
    """Names that stand before the words themselves, "Ada Rowe: Why?", once they come up again."""
    found = [None if one.speaker else _NAMED.match(one.text) for one in said]
    often = Counter(match[1] for match in found if match)
    return [
        _Said(match[1], match[2], one.at) if match and often[match[1]] > 1 else one
        for one, match in zip(said, found, strict=True)
    ]


def _join(said: Sequence[_Said]) -> list[_Said]:
    """A sentence that runs on into the next cue, of the same speaker or of nobody named, is one."""
    joined: list[_Said] = []
    for one in said:
        above = joined[-1] if joined else None
        if above and one.speaker in {above.speaker, ""} and _OPEN_ENDED.search(above.text):
            joined[-1] = replace(above, text=f"{above.text} {one.text}")
        else:
            joined.append(one)
    return joined
