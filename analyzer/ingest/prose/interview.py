"""An interview in any shape → the leaver's own words, and what was asked, kept apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from analyzer.ingest.answers import keeps_talking, says_nothing
from analyzer.ingest.prose.chats import find_chat
from analyzer.ingest.prose.forms import Kind, Piece, read_form
from analyzer.ingest.prose.letters import has_tail
from analyzer.ingest.prose.mail import is_answer, is_mail, read_mail
from analyzer.ingest.prose.turns import Dialogue, find_dialogue, leavers
from analyzer.ingest.prose.voice import is_third_person

_INLINE = re.compile(r"(?<=\S)\s+(?=(?:Q|A|F|R|P)\d{0,2}\s?:\s)")
_LABELLED = re.compile(
    r"^(?:[\[(][\d:., /apm-]{3,25}[\])]\s*|\d{1,2}:\d{2}(?::\d{2})?\s+)?(?:[^\n:]{1,45}[:：.]\s|[^\n]{1,30}\s[—–]\s)",
    re.MULTILINE,
)
_MIN_STRONG = 2


@dataclass(frozen=True, slots=True)
class Interview:
    """One interview.

    Attributes:
        text: The leaver's own words only, one turn or line below the other.
        asked: The interviewer's words and the form's questions.
        third: Whether someone else wrote it down ("She felt that …").
    """

    text: str
    asked: tuple[str, ...] = ()
    third: bool = False


def parse_interview(text: str) -> Interview:
    """Take an interview apart: transcript, questions and answers, form, review, notes, letter or free text."""
    text = text.replace("**", "")
    dialogue = find_dialogue(text)
    if dialogue:
        return _from_dialogue(dialogue)
    if is_mail(text) or is_answer(text):
        return _from_mail(text)
    return _from_form(text, letter=False)


def parse_interviews(text: str) -> tuple[Interview, ...]:
    """One interview for each numbered leaver of a transcript ("Leaver 1:", "Leaver 2:"); else the text as one."""
    dialogue = find_dialogue(text)
    people = leavers(dialogue) if dialogue else ()
    if not dialogue or not people:
        return (parse_interview(text),)
    return tuple(_from_dialogue(dialogue, person) for person in people)


def parse_answer(text: str) -> Interview:
    """The same for one cell of a table: chats, transcripts, questions and answers, and mails are taken apart."""
    if ":" in text and (chat := find_chat(text)):
        return Interview("\n\n".join(chat.said), _asking(chat.replies))
    if _LABELLED.search(text):
        dialogue = find_dialogue(_INLINE.sub("\n", text) if ":" in text else text)
        if dialogue:
            return _from_dialogue(dialogue)
    if "\n" in text and (is_mail(text) or is_answer(text) or has_tail(text)):
        said, quoted = read_mail(text)
        return Interview(said, _asking(quoted))
    return Interview(text)


def _asking(theirs: Sequence[str]) -> tuple[str, ...]:
    """Of others' words only what asks says what was asked."""
    return tuple(words for words in theirs if "?" in words)


def _from_dialogue(dialogue: Dialogue, person: str = "") -> Interview:
    said, asked = [], []
    for turn in dialogue.turns:
        if turn.speaker in dialogue.asking:
            asked.append(turn.text)
        elif not person or turn.speaker == person:
            said.append(_without_asides(turn.text))
    said = [turn for turn in said if not keeps_talking(turn)] or said
    return Interview("\n\n".join(filter(None, said)), tuple(filter(None, asked)))


def _without_asides(text: str) -> str:
    """Lines in brackets are the transcriber's: "[pause]"."""
    lines = (line for line in text.split("\n") if not re.fullmatch(r"\s*[\[(][^\])]*[\])]\s*", line))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _from_mail(text: str) -> Interview:
    said, asked = read_mail(text)
    letter = _from_form(said, letter=True)
    return replace(letter, asked=(*asked, *letter.asked))


def _from_form(text: str, *, letter: bool) -> Interview:
    pieces = read_form(text)
    own = _without_blanks(_own_pieces(pieces, letter=letter))
    said = re.sub(r"\n{3,}", "\n\n", "\n".join(("\n" if piece.item else "") + piece.text for piece in own)).strip()
    asked = tuple(piece.text for piece in pieces if piece.kind is Kind.ASKED and piece.text)
    return Interview(said, asked, third=is_third_person(said))


def _own_pieces(pieces: tuple[Piece, ...], *, letter: bool) -> list[Piece]:
    """Where a form asks, what stands above its first question is its head; elsewhere a short title is."""
    strong = [at for at, piece in enumerate(pieces) if piece.strong]
    fields = [at for at, piece in enumerate(pieces) if piece.kind is Kind.FORM]
    start = strong[0] if len(strong) >= _MIN_STRONG and not letter else 0
    if not start and not letter:
        start = _behind_title(pieces, fields)
    return [piece for piece in pieces[start:] if piece.kind in {Kind.OWN, Kind.BLANK}]


def _without_blanks(pieces: list[Piece]) -> list[Piece]:
    """A form's "n/a" says nothing among answers that do; where all say nothing, the whole is set aside later."""
    kept = [piece for piece in pieces if piece.kind is Kind.BLANK or not says_nothing(piece.text)]
    return kept if any(piece.kind is Kind.OWN for piece in kept) else pieces


def _behind_title(pieces: tuple[Piece, ...], fields: list[int]) -> int:
    start = 0
    for at, piece in enumerate(pieces):
        title = piece.kind is not Kind.OWN or (
            len(piece.text.split()) <= 12 and not piece.text.endswith((".", "!", "?", "…", "”", '"'))
        )
        following = [later for later in pieces[at + 1 :] if later.kind is Kind.OWN]
        gap = at + 1 < len(pieces) and pieces[at + 1].kind is not Kind.OWN
        if not title or not following or (piece.kind is Kind.OWN and not gap and not any(f < 8 for f in fields)):
            break
        start = at + 1
    return start
