"""Running text of TXT, DOCX, PDF and EML files: one interview, several, or a list of comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from analyzer.ingest.answers import says_nothing
from analyzer.ingest.plan import Choices, Format, IngestError, Plan, Shape
from analyzer.ingest.prose.aligned import unroll_columns
from analyzer.ingest.prose.edges.frame import find_frame, join_parts
from analyzer.ingest.prose.forms import Kind, Piece, read_form
from analyzer.ingest.prose.grid import put_below, unroll_blocks, unroll_grids
from analyzer.ingest.prose.interview import Interview, parse_interview, parse_interviews
from analyzer.ingest.prose.layout import lay_out
from analyzer.ingest.prose.letters import answers
from analyzer.ingest.prose.mail import begin_mails, find_quoted, is_answer, is_mail, say_left_out
from analyzer.ingest.prose.notices import stands_above_notice
from analyzer.ingest.prose.reviews import Review, begin_reviews, is_rating_alone, read_review, read_reviews
from analyzer.ingest.prose.talk.turns import find_dialogue, leavers
from analyzer.ingest.sources.captions import unroll_captions
from analyzer.ingest.sources.encodings import is_undecodable, open_lines
from analyzer.ingest.sources.message import read_message
from analyzer.ingest.words import fold
from analyzer.types import Aside, RawRecord, SetAside, Side

# docx and pypdf are slow to import: only a file of their kind pays for them.
if TYPE_CHECKING:
    from docx.table import Table
    from docx.text.paragraph import Paragraph

_SHOWN = 5
_BULLET = re.compile(r"^\s*(?:[-–—•·▪◦‣*+●]\s+|\d{1,4}[.)]\s+)")
_RULE = re.compile(r"^\s*(?:[-=*#~]\s?){3,}\s*$|^\f")
_NUMBERED = re.compile(
    r"^\W{0,6}(?:exit\s+)?(?:interview|leaver|employee|respondent|participant|person|case|record|transcript"
    r"|mitarbeiter(?:in)?|gespräch|austrittsgespräch|austrittsinterview|befragte[rn]?|entretien|salariée?"
    r"|collaborat(?:eur|rice)|entrevista|emplead[oa]|trabajadora?|persona)"
    r"\s*(?:no\.?|nr\.?|n[°º]|number|#)?\s*\d{1,4}\b(?!\s*[:：]\s*\S.{60})",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"^\W*(?:name|employee|leaver|interviewee|date|mitarbeiter(?:in)?|datum|nom|salariée?|nombre|emplead[oa]|fecha)\b[^:\n]{0,30}:",
    re.IGNORECASE | re.MULTILINE,
)
_LEAST_WORDS = 12
# Of a form's lines this many ask or head something; a long list of comments has one here and there that looks the same.
_SHARE_ASKED = 0.1
# Lines of an e-mail in which what it answers has no marks; a longer text may be a list that somebody quotes in.
_LONGEST_ANSWER = 30


@dataclass(frozen=True, slots=True)
class _Block:
    """A run of lines and where it begins."""

    line: int
    text: str


def plan_document(path: Path, start: Plan, choices: Choices, side: Side | None) -> Plan:
    """Complete ``start`` with what the running text holds.

    Lines of employees that are not rated are read as one person's, since one person counted as many would get past the
    least number of people behind whatever is shown; a person may say that they are a list.

    Raises:
        IngestError: No text can be read from it, or ``choices`` do not fit.
    """
    if choices.roles:
        raise IngestError(f"{start.name} is running text and has no columns; leave the columns out.")
    text = _text(path, start)
    if not any(c.isalnum() for c in text):
        raise IngestError(
            f"{start.name} holds no text; if it is a scan, run text recognition over it first and try again."
        )
    found = _chosen_shape(choices.shape) if choices.shape else _find_shape(text)
    one_person = not choices.shape and found is Shape.LINES and side is Side.EMPLOYEE and not _is_rated(text)
    shape = Shape.INTERVIEW if one_person else found
    records = [record for record in _records(text, shape) if isinstance(record, RawRecord)]
    day = date.fromisoformat(choices.day) if choices.day else None
    return replace(
        start,
        shape=shape,
        day=day,
        unit=choices.unit,
        preview=tuple((record.text, _say_facts(record, day)) for record in records[:_SHOWN]),
        notes=((_say_one_person(text),) if one_person else _say_left_out(text, shape, records)),
    )


def _say_facts(record: RawRecord, day: date | None) -> str:
    rating = "" if record.rating is None else f"rating {record.rating:g}"
    return " · ".join(filter(None, [rating, str(day or record.date or "")]))


def _say_one_person(text: str) -> str:
    lines = sum(1 for _ in _lines(text))
    return f"Its {lines:,} lines are read as one person's words: say that it is a list if each is another person's."


def _say_left_out(text: str, shape: Shape, records: list[RawRecord]) -> tuple[str, ...]:
    """What the look at a paste says of e-mails in it; a transcript's other speakers are no part of a mail."""
    mails = is_mail(text) or begin_mails(text.split("\n"))
    if shape is Shape.LINES or not mails or find_dialogue(text):
        return ()
    return tuple(filter(None, [say_left_out(text, (record.text for record in records))]))


def read_document(path: Path, plan: Plan) -> Iterator[RawRecord | SetAside]:
    """The interviews or comments of a planned text.

    Raises:
        IngestError: The file broke off.
    """
    for found in _records(_text(path, plan), plan.shape or Shape.INTERVIEW):
        yield replace(found, date=plan.day or found.date, unit=plan.unit) if isinstance(found, RawRecord) else found


def _records(text: str, shape: Shape) -> Iterator[RawRecord | SetAside]:
    if shape is Shape.LINES:
        yield from _comments(text)
        return
    blocks, answering = ([_Block(1, text)], []) if shape is Shape.INTERVIEW else _part_answers(_blocks(text))
    yield from (SetAside(block.line, Aside.SKIPPED, "answer to the e-mail above it") for block in answering)
    found = [
        (block.line, one, review)
        for block in blocks
        for review in [read_review(block.text)]
        for one in ([parse_interview(review.text)] if shape is Shape.INTERVIEW else parse_interviews(review.text))
    ]
    for number, (line, interview, review) in enumerate(found, start=1):
        yield _record(number, line, interview, review)


def _part_answers(blocks: list[_Block]) -> tuple[list[_Block], list[_Block]]:
    """Whose words count, and what somebody else answered them; who answers that is the first again."""
    own, answering = blocks[:1], list[_Block]()
    for above, block in pairwise(blocks):
        others = answers(block.text, above.text) and above not in answering
        (answering if others else own).append(block)
    return own, answering


def _comments(text: str) -> Iterator[RawRecord | SetAside]:
    """A list's lines, or its reviews of several lines, each with the rating that it begins with."""
    lines = text.split("\n")
    heads = begin_reviews(lines)
    quoted = frozenset() if heads else find_quoted(lines)
    yield from (SetAside(at + 1, Aside.SKIPPED, "quoted line") for at in sorted(quoted))
    frame = find_frame(lines, [at for at, line in enumerate(lines) if _BULLET.match(line)]) - quoted
    yield from (SetAside(at + 1, Aside.SKIPPED, "title, reply or button around comments") for at in sorted(frame))
    lines = ["" if at in quoted | frame else line for at, line in enumerate(lines)]
    blocks = _cut(lines, heads, keep=True) if heads else _with_ratings(list(_lines("\n".join(join_parts(lines)))))
    reviews = read_reviews([block.text for block in blocks])
    for number, (block, review) in enumerate(zip(blocks, reviews, strict=True), start=1):
        yield _record(number, block.line, Interview(review.text), review)


def _with_ratings(blocks: list[_Block]) -> list[_Block]:
    """Lines of a list, each with the rating that stands alone in the line above it."""
    joined: list[_Block] = []
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
    voice = (("voice", "third"),) if interview.third else ()
    return RawRecord(
        id=str(number),
        line=line,
        text=interview.text,
        asked=interview.asked,
        date=review.day or interview.day,
        rating=review.rating,
        attributes=voice,
    )


def _find_shape(text: str) -> Shape:
    if _is_rated(text):
        return Shape.LINES
    blocks = _blocks(text)
    dialogue = find_dialogue(text)
    if len(blocks) > 1 or (dialogue and leavers(dialogue)):
        return Shape.INTERVIEWS
    if dialogue or is_mail(text) or (text.count("\n") < _LONGEST_ANSWER and is_answer(text)):
        return Shape.INTERVIEW
    return Shape.LINES if _stands_alone(text) else Shape.INTERVIEW


def _is_rated(text: str) -> bool:
    """Whether a text is reviews: each of several lines or paragraphs begins with a rating."""
    lines = text.split("\n")
    reviews = read_reviews([line for line in lines if line.strip()])
    rated = len(reviews) > 1 and all(review.rating is not None and review.text for review in reviews)
    return rated or bool(begin_reviews(lines))


def _stands_alone(text: str) -> bool:
    """Whether each line is a comment of its own: many short lines, no form around them, no voice that runs on."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    # Whatever the last line is, it heads nothing: "Good." is a comment, too.
    strong = sum(piece.strong for piece in [*filter(_is_filled, read_form(text.replace("**", "")))][:-1])
    if len(lines) < 3 or strong >= max(2, _SHARE_ASKED * len(lines)):
        return False
    bullets = sum(bool(_BULLET.match(line)) for line in lines)
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


def _lines(text: str) -> Iterator[_Block]:
    """Each line or bullet; a line that goes on below its bullet belongs to it."""
    lines = text.split("\n")
    bulleted = sum(bool(_BULLET.match(line)) for line in lines) > 0.5 * sum(bool(line.strip()) for line in lines)
    held: _Block | None = None
    for number, line in enumerate(lines, start=1):
        bare = _BULLET.sub("", line).strip()
        if not bare:
            continue
        if bulleted and held and not _BULLET.match(line) and line[0].isspace():
            held = replace(held, text=f"{held.text} {bare}")
            continue
        if held:
            yield held
        held = _Block(number, bare)
    if held:
        yield held


def _blocks(text: str) -> list[_Block]:
    """Interviews one after the other, parted by numbered headings, by ruled lines or by the heads of e-mails."""
    lines = text.split("\n")
    if mails := begin_mails(lines):
        return _cut(lines, mails, keep=True)
    heads = [at for at, line in enumerate(lines) if _NUMBERED.match(line) and len(line) < 90]
    if len(heads) > 1 and not _is_transcript(lines, heads):
        return _cut(lines, heads, keep=False)
    rules = [at for at, line in enumerate(lines) if _RULE.match(line) and not stands_above_notice(lines, at)]
    blocks = _cut(lines, [0, *rules], keep=True) if rules else []
    return blocks if len(blocks) > 1 and _begin_anew(blocks) else [_Block(1, text)]


def _begin_anew(blocks: list[_Block]) -> bool:
    """Whether each part is an interview of its own: rules also part a form's sections, or a title from its text."""
    found = [parse_interview(block.text) for block in blocks]
    if not all(any(c.isalnum() for c in one.text) for one in found):
        return False
    openings = {fold(one.asked[0]) for one in found if one.asked}
    if not openings:
        return all(len(one.text.split()) >= _LEAST_WORDS for one in found)
    headed = all(_HEAD.search(block.text) or is_mail(block.text) for block in blocks)
    return headed or (len(openings) < len(found) and all(one.asked for one in found))


def _is_transcript(lines: list[str], heads: list[int]) -> bool:
    """Whether the numbered lines are turns ("Leaver 1: It was the rota."), not headings."""
    said = sum(
        len(re.split(r"[:：]", lines[at], maxsplit=1)[-1].split()) > 3 and bool(re.search(r"\d\s*[:：]", lines[at]))
        for at in heads
    )
    return said > 0.5 * len(heads)


def _cut(lines: list[str], marks: list[int], *, keep: bool) -> list[_Block]:
    ends = [*marks[1:], len(lines)]
    cut = []
    for begin, end in zip(marks, ends, strict=True):
        first = begin if keep and not _RULE.match(lines[begin]) else begin + 1
        text = "\n".join(lines[first:end])
        if any(c.isalnum() for c in text):
            cut.append(_Block(first + 1, text))
    return cut


def _chosen_shape(shape: str) -> Shape:
    if shape not in set(Shape):
        raise IngestError(f'"{shape}" is no shape of a text; give interview, interviews or lines.')
    return Shape(shape)


def _text(path: Path, plan: Plan) -> str:
    if plan.format is Format.DOCX:
        text = _docx_text(path, plan.name)
    elif plan.format is Format.PDF:
        text = _pdf_text(path, plan.name)
    elif plan.format is Format.EML:
        text = read_message(path, plan.name)
    else:
        text = "".join(line for _, line in open_lines(path, plan.encoding or ""))
    text = text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    text = unroll_grids(unroll_blocks(unroll_columns(unroll_captions(text))))
    return lay_out(text, printed=plan.format is Format.PDF)


def _docx_text(path: Path, name: str) -> str:
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        document = docx.Document(str(path))
        return "\n".join(line for block in document.iter_inner_content() for line in _docx_lines(block))
    except (PackageNotFoundError, KeyError, ValueError, SyntaxError, AttributeError, OSError) as error:
        raise IngestError(
            f"{name} is damaged and cannot be opened; save it again as DOCX or TXT and try once more."
        ) from error


def _docx_lines(block: Paragraph | Table) -> Iterator[str]:
    from docx.text.paragraph import Paragraph

    if isinstance(block, Paragraph):
        listed = bool(block.style and block.style.name and block.style.name.startswith("List"))
        heading = bool(block.style and block.style.name and block.style.name.startswith(("Heading", "Title")))
        mark = "• " if listed else "# " if heading else ""
        yield mark + block.text if block.text.strip() else ""
        return
    flat = "\n".join("\t".join(" ".join(cell.text.split()) for cell in row.cells) for row in block.rows)
    unrolled = unroll_grids(flat)
    if unrolled != flat:
        yield unrolled
        return
    for row in block.rows:
        seen: list[str] = []
        for cell in row.cells:
            if cell.text.strip() and cell.text not in seen:
                seen.append(cell.text)
        yield from _cells_as_lines(seen)


def _cells_as_lines(cells: list[str]) -> Iterator[str]:
    """A row of two is a question or label and its answer; a wider row that asks nothing gives its cells in turn."""
    if len(cells) == 2 and "\n" not in cells[0].strip():
        yield from put_below(cells[0].strip(), [cells[1]])
    else:
        yield from cells
    yield ""


def _pdf_text(path: Path, name: str) -> str:
    import pypdf
    from pypdf.errors import PyPdfError

    try:
        reader = pypdf.PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise IngestError(f"{name} is protected by a password; save it without one and try again.")
        text = "\n".join(page.extract_text() for page in reader.pages)
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
        OSError,
        NotImplementedError,
    ) as error:
        raise IngestError(
            f"{name} is damaged and cannot be read; save it again as PDF or TXT and try once more."
        ) from error
    if not any(c.isalnum() for c in text):
        raise IngestError(
            f"{name} is a PDF without text, probably a scan; run text recognition over it first and try again."
        )
    return text
