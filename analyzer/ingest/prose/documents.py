"""Read running text from TXT, DOCX, PDF and EML files: one interview, several, or a list of comments.

``plan_document`` decides which of the three shapes a text has and what its head says (unit, day); ``read_document``
then yields the records.

For example:

    Interview 1                 |  - The lift is slow.      |  Why are you leaving?
    The rota came late.         |  - Parking costs a lot.   |  The rota came late.
    Interview 2 …               |  - Friendly staff.        |  What would you change? …
    (interviews)                |  (lines)                  |  (interview)
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

from analyzer.ingest.answers import says_nothing
from analyzer.ingest.plan import Choices, DateOrder, IngestError, Plan, Shape
from analyzer.ingest.prose.edges.list_boilerplate import find_list_boilerplate, join_paragraph_lines
from analyzer.ingest.prose.edges.splitting import BULLET, Block, iter_list_items, split_at_lines, split_interviews
from analyzer.ingest.prose.edges.text_head import TextHead, read_text_head
from analyzer.ingest.prose.extraction import extract_text
from analyzer.ingest.prose.forms import Kind, Piece, read_form
from analyzer.ingest.prose.interview import Interview, parse_interview, parse_interviews
from analyzer.ingest.prose.letters import is_reply_to
from analyzer.ingest.prose.mail import describe_left_out_lines, find_mail_starts, find_quoted_lines, is_mail, is_reply
from analyzer.ingest.prose.reviews import Review, find_review_starts, is_rating_alone, read_review, read_reviews
from analyzer.ingest.prose.transcripts.dialogue import find_dialogue, numbered_leavers
from analyzer.ingest.sources.encodings import is_undecodable
from analyzer.types import Aside, RawRecord, SetAside, Side

_PREVIEW_RECORDS = 5
# At least this share of a form's lines are questions or headings. A long list of comments has a few that look the same.
_MIN_QUESTION_SHARE = 0.1
# Most lines of a mail with an unmarked quote below "X wrote:". A longer text may be a list that contains a quote.
_MAX_REPLY_LINES = 30

# Filled lines that are looked at to decide whether a text is a list; reading all of a long one would take too long.
_SAMPLED_LINES = 2000


def plan_document(
    path: Path, start: Plan, choices: Choices, side: Side | None, known_units: Collection[str] = ()
) -> Plan:
    """Complete ``start`` with what the running text holds.

    Unrated lines on the employees' side are read as one person's words. If one person counted as many, their words
    would get past the minimum number of people behind whatever is shown. A user may say that the lines are a list.

    Raises:
        IngestError: No text can be read from it, or ``choices`` do not fit.
    """
    if choices.roles:
        raise IngestError(f"{start.name} is running text and has no columns; leave the columns out.")
    text = extract_text(path, start)
    if not any(c.isalnum() for c in text):
        raise IngestError(
            f"{start.name} holds no text; if it is a scan, run text recognition over it first and try again."
        )
    found = _chosen_shape(choices.shape) if choices.shape else _find_shape(text)
    one_person = not choices.shape and found is Shape.LINES and side is Side.EMPLOYEE and not _is_rated(text)
    shape = Shape.INTERVIEW if one_person else found
    places = _places_in_heads(text, known_units) if shape is Shape.INTERVIEWS else ()
    records = [record for record in _records(text, shape, places) if isinstance(record, RawRecord)]
    head = _head_of_one(text, records, choices, known_units) if shape is Shape.INTERVIEW else TextHead()
    day = head.day if choices.day is None else date.fromisoformat(choices.day) if choices.day else None
    return replace(
        start,
        shape=shape,
        day=day,
        unit=head.unit if choices.unit is None else choices.unit or None,
        places=places,
        preview=tuple((record.text, _say_facts(record, day)) for record in records[:_PREVIEW_RECORDS]),
        notes=(
            *((_say_one_person(text),) if one_person else _say_left_out(text, shape, records)),
            *_say_head(head, records, choices),
        ),
    )


def _head_of_one(text: str, records: Sequence[RawRecord], choices: Choices, known_units: Collection[str]) -> TextHead:
    """Read the head of a text that is one interview; a mail or a review has its day elsewhere."""
    head = _read_head(text, known_units, DateOrder(choices.dates) if choices.dates else None)
    return replace(head, day=head.day or next((record.date for record in records), None))


def _read_head(text: str, known_units: Collection[str], order: DateOrder | None = None) -> TextHead:
    """Read the head of an interview; not of a mail, whose own header says when it was sent."""
    return TextHead() if is_mail(text) else read_text_head(text, order, known_units)


def _places_in_heads(text: str, known_units: Collection[str]) -> tuple[str, ...]:
    """Find the known units in the heads of several interviews: reading them later needs no others."""
    heads = (_read_head(block.text, known_units) for block in split_interviews(text)) if known_units else ()
    return tuple(sorted(frozenset[str]().union(*(head.known for head in heads))))


def _say_head(head: TextHead, records: list[RawRecord], choices: Choices) -> Iterator[str]:
    """Say what is taken from heads without quoting them: anything may stand there."""
    if choices.unit is None and any(record.unit for record in records):
        yield "Units, and days where they stand there, come from the head of each interview."
    unit, day = choices.unit is None and head.unit, choices.day is None and head.day
    if unit or day:
        yield f"From its head {'come unit and day' if unit and day else 'comes its unit' if unit else 'comes its day'}."
    if head.unsettled and choices.day is None:
        yield "Nothing settles whether day or month comes first in its head's date: say the day, else it has none."


def _say_facts(record: RawRecord, day: date | None) -> str:
    rating = "" if record.rating is None else f"rating {record.rating:g}"
    return " · ".join(filter(None, [rating, record.unit, str(day or record.date or "")]))


def _say_one_person(text: str) -> str:
    lines = sum(1 for _ in iter_list_items(text))
    return f"Its {lines:,} lines are read as one person's words: say that it is a list if each is another person's."


def _say_left_out(text: str, shape: Shape, records: list[RawRecord]) -> tuple[str, ...]:
    """Say how much of the e-mails in a paste is left out; not for a transcript, whose other speakers are not mail."""
    if shape is Shape.LINES or not (is_mail(text) or find_mail_starts(text.split("\n"))) or find_dialogue(text):
        return ()
    return tuple(filter(None, [describe_left_out_lines(text, (record.text for record in records))]))


def read_document(path: Path, plan: Plan) -> Iterator[RawRecord | SetAside]:
    """The interviews or comments of a planned text.

    Raises:
        IngestError: The file broke off.
    """
    for found in _records(extract_text(path, plan), plan.shape or Shape.INTERVIEW, plan.places):
        if isinstance(found, RawRecord):
            yield replace(found, date=plan.day or found.date, unit=plan.unit or found.unit)
        else:
            yield found


def _records(text: str, shape: Shape, places: Collection[str]) -> Iterator[RawRecord | SetAside]:
    if shape is Shape.LINES:
        yield from _comments(text)
        return
    blocks, answering = (
        ([Block(1, text)], []) if shape is Shape.INTERVIEW else _separate_replies(split_interviews(text))
    )
    yield from (SetAside(block.line, Aside.SKIPPED, "answer to the e-mail above it") for block in answering)
    found = [
        (block.line, one, review)
        for block in blocks
        for review in [read_review(block.text)]
        for one in ([parse_interview(review.text)] if shape is Shape.INTERVIEW else parse_interviews(review.text))
    ]
    several = shape is Shape.INTERVIEWS
    heads = {block.line: _read_head(block.text, places) if several else TextHead() for block in blocks}
    for number, (line, interview, review) in enumerate(found, start=1):
        yield _with_head(_record(number, line, interview, review), heads[line])


def _with_head(record: RawRecord | SetAside, head: TextHead) -> RawRecord | SetAside:
    """One record of several, with the unit and the day that the head of its own text names."""
    if isinstance(record, SetAside):
        return record
    return replace(record, date=record.date or head.day, unit=head.unit)


def _separate_replies(blocks: list[Block]) -> tuple[list[Block], list[Block]]:
    """Separate letters from replies to the letter above; the reply to a reply is by the first author again."""
    own, answering = blocks[:1], list[Block]()
    for above, block in pairwise(blocks):
        others = is_reply_to(block.text, above.text) and above not in answering
        (answering if others else own).append(block)
    return own, answering


def _comments(text: str) -> Iterator[RawRecord | SetAside]:
    """Yield a list's lines, or its reviews of several lines, each with the rating that it begins with."""
    lines = text.split("\n")
    heads = find_review_starts(lines)
    quoted = frozenset() if heads else find_quoted_lines(lines)
    yield from (SetAside(at + 1, Aside.SKIPPED, "quoted line") for at in sorted(quoted))
    frame = find_list_boilerplate(lines, [at for at, line in enumerate(lines) if BULLET.match(line)]) - quoted
    yield from (SetAside(at + 1, Aside.SKIPPED, "title, reply or button around comments") for at in sorted(frame))
    lines = ["" if at in quoted | frame else line for at, line in enumerate(lines)]
    blocks = (
        split_at_lines(lines, heads)
        if heads
        else _join_ratings(list(iter_list_items("\n".join(join_paragraph_lines(lines)))))
    )
    reviews = read_reviews([block.text for block in blocks])
    for number, (block, review) in enumerate(zip(blocks, reviews, strict=True), start=1):
        yield _record(number, block.line, Interview(review.text), review)


def _join_ratings(blocks: list[Block]) -> list[Block]:
    """Join each comment of a list with a rating that stands alone on the line above it."""
    joined: list[Block] = []
    for block in blocks:
        above = joined[-1] if joined else None
        if (
            above
            and above.line == block.line - 1
            and is_rating_alone(above.text)
            and read_review(block.text).rating is None
        ):
            joined[-1] = replace(above, text=f"{above.text}\n{block.text}")
        else:
            joined.append(block)
    return joined


def _record(number: int, line: int, interview: Interview, review: Review) -> RawRecord | SetAside:
    if is_undecodable(interview.text):
        return SetAside(line, Aside.PROBLEM, "bytes that are no text in the file's encoding")
    if says_nothing(interview.text):
        return SetAside(line, Aside.NO_ANSWER, "no answer")
    voice = (("voice", "third"),) if interview.third_person else ()
    return RawRecord(
        id=str(number),
        line=line,
        text=interview.text,
        asked=interview.questions,
        date=review.day or interview.day,
        rating=review.rating,
        attributes=voice,
    )


def _find_shape(text: str) -> Shape:
    if _is_rated(text):
        return Shape.LINES
    blocks = split_interviews(text)
    dialogue = find_dialogue(text)
    if len(blocks) > 1 or (dialogue and numbered_leavers(dialogue)):
        return Shape.INTERVIEWS
    if dialogue or is_mail(text) or (text.count("\n") < _MAX_REPLY_LINES and is_reply(text)):
        return Shape.INTERVIEW
    return Shape.LINES if _is_comment_list(_beginning(text)) else Shape.INTERVIEW


def _beginning(text: str) -> str:
    lines = text.split("\n")
    filled = [at for at, line in enumerate(lines) if line.strip()]
    return "\n".join(lines[: filled[_SAMPLED_LINES]]) if len(filled) > _SAMPLED_LINES else text


def _is_rated(text: str) -> bool:
    """Whether a text is a list of reviews: each of several lines or paragraphs begins with a rating."""
    lines = text.split("\n")
    reviews = read_reviews([line for line in lines if line.strip()])
    rated = len(reviews) > 1 and all(review.rating is not None and review.text for review in reviews)
    return rated or bool(find_review_starts(lines))


def _is_comment_list(text: str) -> bool:
    """Whether each line is its own comment: many short lines, without a form's questions or sentences across lines."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    # The last line is never a heading: "Good." may be a comment, too.
    structural = sum(piece.structural for piece in [*filter(_is_filled, read_form(text.replace("**", "")))][:-1])
    if len(lines) < 3 or structural >= max(2, _MIN_QUESTION_SHARE * len(lines)):
        return False
    bullets = sum(bool(BULLET.match(line)) for line in lines)
    if bullets >= 0.8 * len(lines):
        return True
    begun = sum(not line[0].islower() for line in lines) / len(lines)
    paragraphs = re.split(r"\n\s*\n", text.strip())
    apart = len(paragraphs) >= 0.8 * len(lines)
    words = sorted(len(line.split()) for line in lines)[len(lines) // 2]
    if begun < 0.6:
        return False
    return words <= 25 if apart else words <= 40


def _is_filled(piece: Piece) -> bool:
    return piece.kind is not Kind.BLANK


def _chosen_shape(shape: str) -> Shape:
    if shape not in set(Shape):
        raise IngestError(f'"{shape}" is no shape of a text; give interview, interviews or lines.')
    return Shape(shape)
