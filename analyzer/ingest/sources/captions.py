"""Turn subtitles (WebVTT, SRT) into a transcript: time, speaker and words, with sentences joined across cues."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from analyzer.ingest.prose.narrator import has_first_person_singular

_TIMESTAMP = r"(?:\d{1,3}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"
_CUE_TIMES = re.compile(rf"^\s*({_TIMESTAMP})\s*-->\s*{_TIMESTAMP}\b.*$")
_MIN_CUES = 2
# The line above the times: a number and, in some programs, the speaker: '3 "Ada Rowe" (4711)'.
_QUOTED_NAME = re.compile(r"^\s*\d*\s*[\"“]([^\"”]{2,60})[\"”]")
_PLAIN_NAME = re.compile(r"^\s*\d*[\s.:-]*([^\W\d][^\d<>:\"]{1,60}?)\s*(?:\(\w+\))?\s*$")
_VOICE_TAG = re.compile(r"^<v(?:\.[^\s>]+)?\s+([^>]+)>(.*)$")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|\{\\an\d\}")
_SPEAKER_PREFIX = re.compile(r"^(?:-\s*)?([^\W\d][^:\n]{0,44})[:：]\s+(.+)$")
_NON_NAME_CHARS = re.compile(r"[^\w.'’/&-]+")
# "♪ (music) ♪", "[applause]"
_SOUND_ONLY = re.compile(r"^[♪♫\s]*(?:\[[^\]]*\]|\([^)]*\))?[♪♫\s]*$")
_SPEAKER_DASH = re.compile(r"^\s*[-–—]\s?(?=\S)", re.MULTILINE)
_MIN_ANSWERED_QUESTIONS = 3
_UNFINISHED_SENTENCE = re.compile(r"[^\s.!?…:]\s*$")


@dataclass(frozen=True, slots=True)
class _Utterance:
    """What is said at one time, and by whom, if the file tells."""

    speaker: str
    text: str
    at: str


def captions_to_transcript(text: str) -> str:
    """Turn subtitles into a transcript; return other text unchanged.

    If no cue names its speaker, the result is questions and answers, or one paragraph if these cannot be told apart.
    """
    if "-->" not in text:
        return text
    lines = text.split("\n")
    times = [at for at, line in enumerate(lines) if _CUE_TIMES.match(line)]
    if len(times) < _MIN_CUES:
        return text
    said = _join_sentences(_split_off_speakers(list(_cues(lines, times))))
    if not any(one.speaker for one in said):
        return _as_questions_and_answers(_join_sentences(list(_unnamed_utterances(lines, times)))) or " ".join(
            one.text for one in said
        )
    return "\n".join(
        f"[{one.at}] {_clean_speaker_name(one.speaker)}: {one.text}" if one.speaker else one.text for one in said
    )


def _clean_speaker_name(name: str) -> str:
    """Remove the punctuation of "Rowe, Ada (HR)", so that the name can stand before a colon."""
    return " ".join(_NON_NAME_CHARS.sub(" ", name).split())


def _cues(lines: Sequence[str], times: Sequence[int]) -> Iterator[_Utterance]:
    names = [_speaker_above(lines[at - 1]) if at else "" for at in times]
    often = Counter(names)
    for at, end, name in zip(times, [*times[1:], len(lines) + 1], names, strict=True):
        named = name if often[name] > 1 or _QUOTED_NAME.match(lines[at - 1]) else ""
        match = _CUE_TIMES.match(lines[at])
        yield from _utterances_of(_cue_lines(lines, at, end), named, match[1] if match else "")


def _cue_lines(lines: Sequence[str], at: int, end: int) -> Sequence[str]:
    """Return the lines of the cue at these times, without the first line of the next cue, which is above its times."""
    body = [line.strip() for line in lines[at + 1 : end - 1]]
    return body[: body.index("")] if "" in body else body


def _speaker_above(above: str) -> str:
    match = _QUOTED_NAME.match(above) or _PLAIN_NAME.match(above)
    return match[1].strip() if match else ""


def _utterances_of(body: Sequence[str], speaker: str, at: str) -> Iterator[_Utterance]:
    for line in body:
        voice = _VOICE_TAG.match(line)
        words = _TAG.sub("", voice[2] if voice else line).strip()
        if words:
            yield _Utterance(voice[1].strip() if voice else speaker, words, at)


def _split_off_speakers(said: Sequence[_Utterance]) -> list[_Utterance]:
    """Split speakers off the words, "Ada Rowe: Why?", if the name occurs more than once."""
    found = [None if one.speaker else _SPEAKER_PREFIX.match(one.text) for one in said]
    often = Counter(match[1] for match in found if match)
    return [
        _Utterance(match[1], match[2], one.at) if match and often[match[1]] > 1 else one
        for one, match in zip(said, found, strict=True)
    ]


def _unnamed_utterances(lines: Sequence[str], times: Sequence[int]) -> Iterator[_Utterance]:
    """Yield the utterances of cues without names: one a cue, or several where dashes mark changes of speaker."""
    for at, end in zip(times, [*times[1:], len(lines) + 1], strict=True):
        body = "\n".join(
            one.text for one in _utterances_of(_cue_lines(lines, at, end), "", "") if not _SOUND_ONLY.match(one.text)
        )
        yield from (_Utterance("", " ".join(said.split()), "") for said in _SPEAKER_DASH.split(body) if said.strip())


def _as_questions_and_answers(said: Sequence[_Utterance]) -> str:
    """Return the cues as questions ("Q:") and answers ("A:"), or "" if too few questions are followed by an answer.

    In doubt, the leaver speaks: in every cue that does not end with a question to somebody else.
    """
    asked = [one.text.endswith("?") and not has_first_person_singular(one.text) for one in said]
    answered = sum(ask and not below for ask, below in pairwise(asked))
    if answered < _MIN_ANSWERED_QUESTIONS or 2 * answered <= sum(asked):
        return ""
    # Text above the first question is a title, unless it is in the first person.
    begin = asked.index(True)
    above = [one.text for one in said[:begin] if has_first_person_singular(one.text)]
    turns = (f"{'Q' if ask else 'A'}: {one.text}" for one, ask in zip(said[begin:], asked[begin:], strict=True))
    return "\n".join((*(f"A: {text}" for text in above), *turns))


def _join_sentences(said: Sequence[_Utterance]) -> list[_Utterance]:
    """Join a sentence that continues in the next cue, if that has the same speaker or none."""
    joined: list[_Utterance] = []
    for one in said:
        above = joined[-1] if joined else None
        if above and one.speaker in {above.speaker, ""} and _UNFINISHED_SENTENCE.search(above.text):
            joined[-1] = replace(above, text=f"{above.text} {one.text}")
        else:
            joined.append(one)
    return joined
