"""Take an interview of any shape apart: the leaver's own words, and what was asked.

The text may be a transcript, a mail, a form, minutes, a review or plain prose. Each shape has its reader; the first one
that fits wins, and a reader whose result drops almost everything is not believed.

For example:

    Interviewer: Why are you leaving?        -> asked
    Employee: The rota came too late.        -> text
    Interviewer: Thank you.                  -> asked
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import dropwhile

from analyzer.clean import PARAGRAPH_BREAK, clean, count_paragraphs
from analyzer.ingest.answers import is_backchannel, says_nothing
from analyzer.ingest.prose.chats import find_chat
from analyzer.ingest.prose.edges.footer import strip_footer
from analyzer.ingest.prose.edges.text_head import head_lines, is_said_by_nobody
from analyzer.ingest.prose.forms import Kind, Piece, read_form
from analyzer.ingest.prose.forms.pieces import BOX, NUMBER
from analyzer.ingest.prose.letters import has_mail_ending
from analyzer.ingest.prose.mail import is_mail, is_reply, read_mail
from analyzer.ingest.prose.narrator import (
    count_first_person,
    has_first_person_singular,
    has_reported_speech,
    is_first_person_aside,
    is_third_person,
    split_off_writer,
    split_sentences,
)
from analyzer.ingest.prose.transcripts.dialogue import Dialogue, find_dialogue, numbered_leavers
from analyzer.ingest.prose.transcripts.minutes import split_minutes
from analyzer.ingest.prose.transcripts.roles import Turn, asks, self_reference
from analyzer.ingest.prose.transcripts.unlabelled import split_off_questions
from analyzer.ingest.sources.captions import captions_to_transcript
from analyzer.ingest.words import fold, phrases

_INLINE = re.compile(r"(?<=\S)\s+(?=(?:Q|A|F|R|P)\d{0,2}\s?:\s)")
_LABELLED = re.compile(
    r"^(?:[\[(][\d:., /apm-]{3,25}[\])]\s*|\d{1,2}:\d{2}(?::\d{2})?\s+)?(?:[^\n:]{1,45}[:：.]\s|[^\n]{1,30}\s[—–]\s)",
    re.MULTILINE,
)
# A whole line in italics in Markdown: "*What made you go?*".
_EMPHASISED = re.compile(r"^[ \t]*([*_])(?=[^\s*_])([^\n]*?[^\s*_])\1[ \t]*$", re.MULTILINE)
_ASIDE = re.compile(r"\s*[\[(][^\])]*[\])]\s*")
# Emoji reactions that chats show below a message: ":tada: 2 :eyes: 1".
_REACTIONS = re.compile(r"\s*(?::[\w+-]{2,30}:\s*\d{0,3}\s*)+")
_NOTED_POINT = re.compile(r"^([^\W\d_][^.?!:–—]{0,30}?)(?:\s[-–—]|\s?:)\s+(?=\S)")
_MIN_QUESTIONS = 2
_LONGEST_TITLE = 12
_SEVERAL = 3
_MIN_ASKING_SHARE = 0.8
_FIELDS_WITHIN = 8
_MIN_TOLD_SHARE = 0.2
_MIN_KEPT_SHARE = 0.2
_MIN_DROPPED_FIRST_PERSON = 6
_MIN_POINT_WORDS = 6
_LINE_BEGINNING = 40


@dataclass(frozen=True, slots=True)
class Interview:
    """One interview.

    Attributes:
        text: The leaver's own words only, one turn or line below the other.
        asked: The interviewer's words and the form's questions; notes and remarks of others, too.
        questions: The question that each paragraph of the text answers, "" where none is known; empty where none is.
        third: Whether somebody else wrote it down, in the third person ("She felt that …").
        day: The day on which the mail says it was sent.
    """

    text: str
    asked: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    third_person: bool = False
    day: date | None = None


def parse_interview(text: str) -> Interview:
    """Take an interview apart: transcript, questions and answers, form, review, notes, letter or free text.

    If a reader keeps next to nothing, although the text says "I" and "my" often, the text does not have that shape: a
    simpler reader is tried, and in the end all words are kept.
    """
    text = strip_footer(_EMPHASISED.sub(r"\2", text.replace("**", "")))
    dialogue = find_dialogue(text)
    if dialogue and not _drops_too_much(text, found := _from_dialogue(dialogue)):
        return found
    if not dialogue and (is_mail(text) or is_reply(text)) and not _drops_too_much(text, found := _from_mail(text)):
        return found
    found = _from_form(text, letter=False)
    return Interview(text) if _drops_too_much(text, found) else found


def _drops_too_much(text: str, found: Interview) -> bool:
    """Whether a reading keeps hardly any words, although the words it dropped often say "I" and "my"."""
    if len(found.text.split()) >= _MIN_KEPT_SHARE * len(text.split()):
        return False
    return count_first_person(text) - count_first_person(found.text) >= _MIN_DROPPED_FIRST_PERSON and self_reference(
        found.text
    ) < self_reference(text)


def parse_interviews(text: str) -> tuple[Interview, ...]:
    """Read one interview per numbered leaver of a transcript ("Leaver 1:", "Leaver 2:"); any other text is one."""
    dialogue = find_dialogue(text)
    people = numbered_leavers(dialogue) if dialogue else ()
    if not dialogue or not people:
        return (parse_interview(text),)
    return tuple(_from_dialogue(dialogue, person) for person in people)


def parse_answer(text: str, labels: Collection[str] = ()) -> Interview:
    """Read one cell of a table in the same way: chats, transcripts, questions and answers, and mails are taken apart.

    Args:
        text: The cell.
        labels: The speaker labels of the chats in the cell's column.
    """
    captions = captions_to_transcript(text)
    if captions == text and ":" in text and (chat := find_chat(text, labels)):
        return Interview("\n\n".join(chat.said), _keep_questions(chat.replies))
    if captions != text or _LABELLED.search(text):
        dialogue = find_dialogue(_INLINE.sub("\n", captions) if ":" in captions else captions)
        if dialogue:
            return _from_dialogue(dialogue)
    if "\n" in text and (is_mail(text) or is_reply(text) or has_mail_ending(text)):
        mail = read_mail(text)
        return Interview(mail.text, _keep_questions(mail.quoted))
    return Interview(text)


def _keep_questions(theirs: Sequence[str]) -> tuple[str, ...]:
    """Keep those of other people's words that ask something."""
    return tuple(words for words in theirs if "?" in words)


def _from_dialogue(dialogue: Dialogue, person: str = "") -> Interview:
    said, asked, question = list[tuple[str, str]](), list[str](), ""
    puts = any(asks(turn) for turn in dialogue.turns if turn.speaker in dialogue.asking)
    for turn in dialogue.turns:
        if turn.speaker in dialogue.asking:
            asked.append(turn.text)
            if not is_backchannel(turn.text):
                question = _questions_in(turn.text) if puts else turn.text
        elif not person or turn.speaker == person:
            said.append((_without_asides(turn.text), question))
    said = [turn for turn in said if not is_backchannel(turn[0])] or said
    questions = tuple(above for words, above in said if words for _ in range(count_paragraphs(words)))
    return Interview(PARAGRAPH_BREAK.join(words for words, _ in said if words), tuple(filter(None, asked)), questions)


def _questions_in(turn: str) -> str:
    """Return those sentences of an interviewer's turn that ask: "Good to know." says nothing of the answer below it."""
    sentences = (sentence for line in turn.split("\n") for sentence, _ in split_sentences(line))
    return " ".join(sentence for sentence in sentences if asks(Turn("", sentence)))


def _without_asides(text: str) -> str:
    """Drop lines in brackets, which are the transcriber's ("[pause]"), unless the speaker says "I" in round ones."""
    aside = (_ASIDE, _REACTIONS)
    lines = (
        line for line in text.split("\n") if is_first_person_aside(line) or not any(a.fullmatch(line) for a in aside)
    )
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _from_mail(text: str) -> Interview:
    mail = read_mail(text)
    letter = _from_form(mail.text, letter=True)
    return replace(letter, asked=(*mail.quoted, *letter.asked), day=mail.day)


def _from_form(text: str, *, letter: bool) -> Interview:
    told_below = text if letter else _without_head(text)
    pieces = tuple(_below_questions(read_form(told_below, letter=letter)))
    below = _drop_non_answers(_pieces_below_head(pieces, letter=letter))
    said = _join_lines(below)
    asked = tuple(piece.text for piece in pieces if piece.kind is Kind.ASKED and piece.text)
    titled = any(piece.kind is Kind.TITLE for piece in pieces)
    told, others, third = _split_off_others(said, text, titled=titled)
    return Interview(told, (*asked, *others), _find_questions(told, below), third_person=third)


def _without_head(text: str) -> str:
    """Return a text without the title with its day, and the fields beside it: nobody says that."""
    lines = [*dropwhile(lambda line: not line.strip(), text.split("\n"))]
    head = head_lines(lines)
    kept = [line for line in head if not is_said_by_nobody(line)]
    return "\n".join([*kept, *lines[len(head) :]]) if head else text


def _split_off_others(said: str, whole: str, *, titled: bool) -> tuple[str, tuple[str, ...], bool]:
    """Split a form's lines into the leaver's and those of others; also whether it is told in the third person.

    ``titled`` is whether its title already says that somebody else wrote it down.
    """
    minuted, others = split_minutes(said, whole)
    if others:
        return minuted, others, is_third_person(minuted)
    # In a report, a line such as "(I shall ask the workshop.)" is the writer's own, not the leaver's.
    lines = said.split("\n")
    bare = "\n".join(line for line in lines if not (is_first_person_aside(line) and _ASIDE.fullmatch(line)))
    if not is_third_person(bare, titled=titled):
        return *split_off_questions(said), False
    told, noted = split_off_writer(bare, whole)
    return told or bare, noted, True


def _below_questions(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield a form's pieces, each of the leaver's with the nearest question above it."""
    question = ""
    for piece in pieces:
        # A row of boxes to tick stands between a question and its answer.
        question = piece.text if piece.kind is Kind.ASKED and not BOX.match(piece.text) else question
        yield replace(piece, question=question) if piece.kind is Kind.OWN else piece


def _join_lines(pieces: Sequence[Piece]) -> str:
    """Join the leaver's lines; bullets, and answers to two questions, be it in the same words, stand apart."""
    lines = ("" if piece.kind is Kind.ASKED else ("\n" if piece.item else "") + piece.text for piece in pieces)
    return re.sub(r"\n{3,}", PARAGRAPH_BREAK, "\n".join(lines)).strip()


def _find_questions(told: str, pieces: Sequence[Piece]) -> tuple[str, ...]:
    """Find the question of each paragraph of what is left of a form's lines, in their order."""
    waiting = [(clean(piece.text), piece.question) for piece in pieces if piece.kind is Kind.OWN]
    questions = list[str]()
    for paragraph in clean(told).split(PARAGRAPH_BREAK):
        found = list[str]()
        for line in filter(None, map(str.strip, paragraph.split("\n"))):
            # Sentences may be gone from a line, and whole lines above it.
            begins = next((one for one, _ in split_sentences(line)), line)[:_LINE_BEGINNING].strip()
            at = next((at for at, (text, _) in enumerate(waiting) if begins in text), None)
            if at is not None:
                found.append(waiting[at][1])
                waiting = waiting[at + 1 :]
        questions.append(found[0] if found else "")
    return tuple(questions) if any(questions) else ()


def _pieces_below_head(pieces: tuple[Piece, ...], *, letter: bool) -> list[Piece]:
    """Return the leaver's lines and the questions, without what stands above them.

    In a form that asks, that is everything above the first question; elsewhere it is a short title.
    """
    structural = [at for at, piece in enumerate(pieces) if piece.structural]
    if len(structural) > _MIN_QUESTIONS and (
        _is_form_heading(pieces[structural[0] : structural[1]]) or _is_form_title(pieces, structural)
    ):
        structural = structural[1:]
    behind_head = structural[0] if len(structural) >= _MIN_QUESTIONS else _find_end_of_title(pieces)
    start = 0 if letter else min(behind_head, _find_first_account(pieces, behind_head))
    return [piece for piece in pieces[start:] if piece.kind in {Kind.OWN, Kind.BLANK, Kind.ASKED}]


def _find_first_account(pieces: Sequence[Piece], head: int) -> int:
    """Where, above the first question, somebody already tells something: full bullet points, or words about themselves.

    The head of a form holds little of that. If it is a large part of the text, the supposed first question is not one.
    """
    telling = [at for at, piece in enumerate(pieces[:head]) if piece.kind is Kind.OWN and _is_account(piece)]
    told = sum(len(pieces[at].text.split()) for at in telling)
    said = sum(len(piece.text.split()) for piece in pieces if piece.kind is Kind.OWN)
    return telling[0] if len(telling) > 1 and told > _MIN_TOLD_SHARE * said else head


def _is_account(piece: Piece) -> bool:
    """Whether a line is a bullet point, a point noted as "pay - late twice, …", or a sentence about somebody."""
    noted = _NOTED_POINT.match(piece.text)
    point = piece.item or (noted is not None and fold(noted[1]) not in phrases("fields"))
    told = _is_full_sentence(piece) and (has_first_person_singular(piece.text) or has_reported_speech(piece.text))
    return len(piece.text.split()) >= _MIN_POINT_WORDS and (point or told)


def _is_form_heading(section: tuple[Piece, ...]) -> bool:
    """Whether a heading is the form's title: it asks nothing, a name or role stands below, and nobody says "I"."""
    fields = [fold(piece.text) for piece in section if piece.kind is Kind.FORM]
    fielded = any(field in phrases("identity") for field in fields)
    # The title of a Markdown page ("# …") may stand above any kind of fields.
    fielded |= section[0].text.startswith("# ") and sum(field in phrases("fields") for field in fields) >= _SEVERAL
    said = any(piece.item or has_first_person_singular(piece.text) for piece in section)
    return fielded and not said and not section[0].text.endswith("?") and fold(section[0].text) not in phrases("labels")


def _is_form_title(pieces: Sequence[Piece], structural: Sequence[int]) -> bool:
    """Whether the first line is a form's title (its organisation, in capitals) and nearly all other headings ask."""
    top, section = pieces[structural[0]], pieces[structural[0] : structural[1]]
    first = all(piece.kind is Kind.BLANK for piece in pieces[: structural[0]])
    asking = sum(pieces[at].text.endswith("?") or NUMBER.match(pieces[at].text) is not None for at in structural[1:])
    if not first or top.text.endswith("?") or fold(top.text) in phrases("labels"):
        return False
    said = any(piece.item or has_first_person_singular(piece.text) for piece in section)
    return not said and asking >= max(_SEVERAL, _MIN_ASKING_SHARE * (len(structural) - 1))


def _drop_non_answers(pieces: list[Piece]) -> list[Piece]:
    """Drop "n/a" and the like where other answers say something; if all say nothing, the record is set aside later."""
    kept = [piece for piece in pieces if piece.kind is not Kind.OWN or not says_nothing(piece.text)]
    return kept if any(piece.kind is Kind.OWN for piece in kept) else pieces


def _find_end_of_title(pieces: tuple[Piece, ...]) -> int:
    """Where a text without questions begins: below its fields and a short title that ends unlike most other lines.

    What stands below a question or a heading is its answer, however short.
    """
    fielded = any(piece.kind is Kind.FORM for piece in pieces[:_FIELDS_WITHIN])
    stopped = sum(_is_full_sentence(piece) for piece in pieces)
    following = sum(piece.kind is Kind.OWN for piece in pieces)
    start = 0
    for at, piece in enumerate(pieces):
        if piece.kind is Kind.OWN:
            following -= 1
            gap = at + 1 < len(pieces) and pieces[at + 1].kind is not Kind.OWN
            titled = len(piece.text.split()) <= _LONGEST_TITLE and not piece.item and (gap or fielded)
            if not titled or _is_full_sentence(piece) or 2 * stopped <= following:
                break
        if piece.structural or not following:
            break
        start = at + 1
    return start


def _is_full_sentence(piece: Piece) -> bool:
    """Whether one of the leaver's lines ends as a sentence does."""
    return piece.kind is Kind.OWN and piece.text.endswith((".", "!", "?", "…", "”", '"'))
