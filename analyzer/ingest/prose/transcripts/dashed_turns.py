"""Transcripts without speaker names: a dash or a quotation mark begins each turn, as in novels.

Two speakers alternate, and the one who mostly asks is the interviewer. A bulleted list looks similar; it is one
person's words and is not taken apart.

For example:

    – Why are you leaving?
    – I never knew my shifts.
    – And your team?
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from analyzer.ingest.prose.narrator import has_first_person
from analyzer.ingest.prose.transcripts.roles import Turn, asks, self_reference

ASKING, ANSWERING = "q", "a"
_OPENING = re.compile(r"^\s*[«»„“\"‹›](?!\s*$)\s*")
_DASHED = re.compile(r"^\s*(?:[«»„“\"‹›]\s*)?(?:--?|[–—―])\s*(?=[^\W\d]|[¿¡«»„“\"‹›…(])")
_HYPHEN = re.compile(r"^\s*-")
_CLOSING = re.compile(r"\s*[«»“”\"‹›]\s*$")
_FEWEST_QUESTIONS, _FEWEST_TURNS = 2, 4
_MOST_ABOVE = 8
# The asking speaker asks in more than this share of turns; the answering one in at most the other.
_MIN_ASKING_SHARE, _MAX_ASKING_BACK_SHARE = 0.5, 0.25
# With fewer questions than this, every asking turn must ask, and a hyphen is no dash: a list of remarks has two
# questions by chance.
_FEW_QUESTIONS = 3


def find_dashed_turns(lines: Sequence[str]) -> tuple[Turn, ...]:
    """Return the turns of two alternating speakers of whom one asks; none if the lines are a list.

    What stands above the first turn is a head. A list is one person's words, and a question in it is asked of nobody.
    """
    at = _begin_turns(lines)
    if len(at) < _FEWEST_TURNS or not _is_head(lines[: at[0]]) or 2 * len(at) < _filled(lines[at[0] :]):
        return ()
    texts = [_strip_turn_marks(lines[begin:end]) for begin, end in zip(at, [*at[1:], len(lines)], strict=True)]
    for first in (0, 1):
        speakers = [ASKING if number % 2 == first else ANSWERING for number in range(len(texts))]
        turns = tuple(Turn(speaker, text) for speaker, text in zip(speakers, texts, strict=True))
        if _is_interview(turns, listed=any(_HYPHEN.match(lines[one]) for one in at)):
            return turns
    return ()


def _begin_turns(lines: Sequence[str]) -> list[int]:
    """Find where turns begin: at dashes, and at quotation marks above the first dash or if there are no dashes."""
    dashed = [at for at, line in enumerate(lines) if _DASHED.match(line)]
    opened = [at for at, line in enumerate(lines) if _OPENING.match(line)]
    if len(dashed) < _FEWEST_TURNS - 1:
        return opened
    return sorted({*dashed, *(at for at in opened if at < dashed[0])})


def _is_head(above: Sequence[str]) -> bool:
    return _filled(above) <= _MOST_ABOVE and not has_first_person("\n".join(above))


def _filled(lines: Sequence[str]) -> int:
    return sum(bool(line.strip()) for line in lines)


def _strip_turn_marks(lines: Sequence[str]) -> str:
    """A turn without its dash and the quotation marks around it."""
    text = "\n".join(lines).strip()
    bare = _DASHED.sub("", text, count=1) if _DASHED.match(text) else text
    opened = _OPENING.match(text) is not None or bare.count("»") > bare.count("«")
    return _OPENING.sub("", _CLOSING.sub("", bare) if opened else bare, count=1).strip()


def _is_interview(turns: Sequence[Turn], *, listed: bool) -> bool:
    """Whether the supposed interviewer asks, addresses somebody, and is answered."""
    questions = [asks(turn) for turn in turns if turn.speaker == ASKING]
    back = [asks(turn) for turn in turns if turn.speaker == ANSWERING]
    few = sum(questions) < _FEW_QUESTIONS
    if sum(questions) < _FEWEST_QUESTIONS or sum(questions) <= _MIN_ASKING_SHARE * len(questions):
        return False
    if few and (listed or not all(questions)):
        return False
    if sum(back) > (0 if few else _MAX_ASKING_BACK_SHARE * len(back)):
        return False
    asking, answering = (" ".join(t.text for t in turns if t.speaker == one) for one in (ASKING, ANSWERING))
    return self_reference(asking) <= self_reference(answering) and (not few or self_reference(asking) < 0)
