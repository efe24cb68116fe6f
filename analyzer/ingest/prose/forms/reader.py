"""Read a form: classify each line by its words and the lines around it.

A line is the leaver's own unless it is recognised as a question or heading, a field, boilerplate, somebody else's
remark or a part for office use.

For example:

    Name: Ada Rowe                       <- FORM
    1. Why are you leaving?              <- ASKED
    The rota came too late.              <- OWN
    Interviewer's notes: seemed tired    <- REMARK
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from analyzer.ingest.dates import looks_like_date
from analyzer.ingest.prose.forms.accounts import find_account_title
from analyzer.ingest.prose.forms.boilerplate import STARS, find_program_lines, is_boilerplate, is_choice, is_scale
from analyzer.ingest.prose.forms.fields import find_unlisted_fields, holds_fields
from analyzer.ingest.prose.forms.numbering import find_numbered_points, number_lettered_questions, numbers_are_questions
from analyzer.ingest.prose.forms.pieces import BOX, BULLET, NUMBER, Kind, Piece, begins_with_phrase, strip_marks
from analyzer.ingest.prose.mail_headers import is_header_like_sentence
from analyzer.ingest.prose.narrator import has_first_person_singular, is_first_person_aside
from analyzer.ingest.words import fold, is_leaver_remark, is_third_party_remark, names_interviewer, phrases

_T = TypeVar("_T")
_TICKED = re.compile(r"(?:[☑☒✓✔■◼]|\[[xX✓]\]|\([xX]\))\s*([^☐☑☒✓✔□■◻◼\[(]+)")
_REMARK_AFTER_BOXES = re.compile(
    rf"^[^\W\d_].{{0,120}}?\s(?:(?:{BOX.pattern})\s*){{3,12}}(?:(?P<bar>\|)\s*|(?<=\s\s))(?P<said>[^\W\d_][^|]*?)[|\s]*$"
)
_SEVERAL = 3
_FILL = re.compile(r"_{2,}")
_LABEL = re.compile(
    r"^\s*(?:\*\*)?([^\W\d_][^:?!.\n]{0,60}?(?:\.\s?[^:?!.\n]{0,30})?)(?:\*\*)?\s?[:：](?:\*\*)?(?:\s+|$)(.*)$"
)
_QUESTION = re.compile(r"^(.{3,300}?\?)(?:\s*\([^)]{1,60}\))?(?:\s+(.*))?$")
# A question in two languages: "Was fehlte? / What was missing?".
_BILINGUAL_QUESTION = re.compile(r"\?\s?/\s")
_BILINGUAL_QUESTIONS = re.compile(r"^[^?]+\?\s?/\s[^?]+\?$")
_SLASH = re.compile(r"\s/\s")
_HEADING = re.compile(
    r"^\s*(?:#{1,6}\s|(?:section|part|abschnitt|teil|partie|secci[oó]n|parte)\s+(?:[A-Z]|\d+|[IVX]+)\b)", re.IGNORECASE
)
# A section's heading, such as "Part C – HR use only"; the section ends where the next begins.
_SECTION_HEADING = re.compile(
    r"^(?:section|part|abschnitt|teil|partie|volet|secci[oó]n|sezione|deel|secção|seção|parte|blo(?:ck|c|que|k|co)|blocco)"
    r"\s+(?:[A-Z]|\d+|[IVX]+)\b\W*",
    re.IGNORECASE,
)
# Headings of parts for HR: "8. What we think (reserved)", "PANEL SUMMARY (for HR use – do not copy)". "Communication
# (internal)" is none, but asks.
_IN_BRACKETS = re.compile(r"^[^.?!:()]{3,60}\(([^()]+)\)$")
_RESERVED = re.compile(r"(?:hr (?:use|only)|reserved|réservée?|reservad[oa]|riservat[oa])$", re.IGNORECASE)
_IF_SO = re.compile(
    r"^(?:if|wenn|falls|sofern|si|se|indien)\b.{2,40},\s?(?:please|bitte|veuillez|merci|por favor|si prega|gelieve)\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"(?:if|wenn|falls|sofern|si|se|indien)\b", re.IGNORECASE)
# Invitations to speak, which no answer contains: "Tell me about your team." among questions.
_INVITES = re.compile(
    r"^(?:(?:tell (?:me|us)|talk (?:me|us)|walk (?:me|us)) (?:about|through)|erzählen sie|schildern sie|parlez[ -]moi"
    r"|racontez[ -]moi|hábleme|cuénteme|mi (?:parli|racconti)|vertel eens|fale[ -]me|conte[ -]me)\b[^.!?]*[.:]?$",
    re.IGNORECASE,
)
_GRADE = re.compile(r"^\d{1,3}\s?(?:/|out of|von|sur|de|su|van)\s?\d{1,3}$", re.IGNORECASE)
# One pair of brackets around the whole line; "[laughs] The rota. (sighs)" is speech.
_BRACKETED = re.compile(r"^(?:\[[^\[\]]*\]|\((?:[^()]|\([^()]*\))*\))$")
_QUOTED_QUESTION = re.compile(r"^\s*[«„“\"‹]\s*([^«»„“”\"‹›]+\?)\s*[»“”\"›]\s*$")
_FEWEST_ASKED = 2
_ENDS = (".", "!", "…", "?", "”", '"', "»", ")")
_PRIVATE_FIELD = re.compile(
    r"contact|kontakt|contacto|e-?mail|courriel|correo|tel\b|signature|unterschrift|firma|forward|^cc$", re.IGNORECASE
)


def read_form(text: str, *, letter: bool = False) -> tuple[Piece, ...]:
    """Classify each line of a text without speakers, in order.

    Args:
        text: The text.
        letter: Whether it is a letter; there, short lines are no headings.
    """
    lines = number_lettered_questions(_unquote(text.split("\n")))
    is_form = len(BOX.findall(text)) + len(_FILL.findall(text)) >= 3
    listed = find_numbered_points(lines)
    numbered = numbers_are_questions([line for at, line in enumerate(lines) if at not in listed])
    fields = find_unlisted_fields(lines) | find_program_lines(lines)
    often = sum(_is_lone_question(line) for line in lines) >= 2
    pieces: list[Piece] = []
    below = _next_filled(lines, str.strip, "")
    for at, (line, after) in enumerate(zip(lines, below, strict=True)):
        adjoining = lines[at + 1] if at + 1 < len(lines) else ""
        before = lines[at - 1].strip() if at else ""
        around = _Context(before, adjoining.strip(), after.strip(), is_form, numbered, at in listed, often, letter)
        pieces.extend([Piece(Kind.FORM)] if at in fields else _read_line(line.strip(), around))
    kept = tuple(_drop_remarks_and_office_parts(pieces))
    title = find_account_title(pieces, kept)
    if title is None:
        return kept
    told = (Piece(Kind.OWN, pieces[title].said),) if pieces[title].said else ()
    return tuple(_drop_remarks_and_office_parts([*pieces[:title], Piece(Kind.TITLE), *told, *pieces[title + 1 :]]))


def _unquote(lines: Sequence[str]) -> Sequence[str]:
    """Remove the quotation marks around copied questions that stand on lines of their own."""
    copied = sum(_QUOTED_QUESTION.match(line) is not None for line in lines)
    return [_QUOTED_QUESTION.sub(r"\1", line) for line in lines] if copied >= _SEVERAL else lines


def _next_filled(items: Sequence[_T], is_filled: Callable[[_T], object], default: _T) -> list[_T]:
    """For each item, the next filled item below it, or ``default`` if there is none."""
    found = [default]
    for item in reversed(items[1:]):
        found.append(item if is_filled(item) else found[-1])
    return found[::-1][: len(items)]


@dataclass(frozen=True, slots=True)
class _Context:
    """The surroundings of a line.

    Attributes:
        before: The line above.
        adjoining: The line below.
        after: The next filled line below.
        is_form: Whether the text has several boxes or blanks to fill in.
        numbered: Whether the text's numbered lines are questions.
        listed: Whether the line belongs to a numbered list of somebody's points.
        asks_often: Whether several lines are nothing but a question.
        letter: Whether the text is a letter.
    """

    before: str
    adjoining: str
    after: str
    is_form: bool
    numbered: bool
    listed: bool
    asks_often: bool
    letter: bool


def _read_line(line: str, around: _Context) -> Iterator[Piece]:
    if not line:
        yield Piece(Kind.BLANK)
    elif any(begins_with_phrase(tongue, "office_use") for tongue in _SLASH.split(line)):
        yield Piece(Kind.OFFICE, structural=True)
    elif _is_reserved(line):
        yield Piece(Kind.REMARK, line, structural=True)
    elif is_boilerplate(line, around.before, around.after) or holds_fields(line):
        yield Piece(Kind.FORM)
    elif (part := _SECTION_HEADING.match(line)) and begins_with_phrase(line[part.end() :], "office_use"):
        yield Piece(Kind.OFFICE, line, structural=True)
    elif begins_with_phrase(line, "titles") and len(line.split()) <= 12 and not line.endswith("?"):
        yield Piece(Kind.FORM)
    elif BOX.search(line):
        yield Piece(Kind.ASKED, line, structural=True)
        yield from _own_words_beside_box(line)
    else:
        yield from _read_words(line, around)


def _is_reserved(line: str) -> bool:
    """Whether a heading says in brackets that the part below it is not for the leaver."""
    bracket = _IN_BRACKETS.match(NUMBER.sub("", line))
    return bracket is not None and (
        begins_with_phrase(bracket[1], "office_use") or _RESERVED.match(bracket[1]) is not None
    )


def _read_words(line: str, around: _Context) -> Iterator[Piece]:
    bare = strip_marks(line)
    if not bare:
        yield Piece(Kind.FORM, structural=around.is_form)
    elif _BRACKETED.match(line):
        yield from (Piece(Kind.OWN, bare),) if is_first_person_aside(line) else ()
    elif BULLET.match(line):
        yield Piece(Kind.OWN, bare, item=True)
    else:
        yield from _read_asked(line, around) or (Piece(Kind.OWN, bare),)


def _read_asked(line: str, around: _Context) -> tuple[Piece, ...]:
    """Read a label with its value, a question with its answer, or a heading; () if the line is none of them."""
    if is_header_like_sentence(line) or around.listed:
        return ()
    numbered = bool(NUMBER.match(line))
    if (match := _LABEL.match(line)) and (pieces := _read_label(match[1], match[2], around)):
        return pieces
    if (match := _LABEL.match(NUMBER.sub("", line))) and is_third_party_remark(fold(match[1])):
        return (Piece(Kind.REMARK, match[1], structural=True, said=match[2]),)
    twice = _BILINGUAL_QUESTIONS.match(line) or (numbered and line.endswith("?") and _BILINGUAL_QUESTION.search(line))
    if twice and not has_first_person_singular(line):
        return (Piece(Kind.ASKED, line, structural=True),)
    return _read_question(line, numbered, around) or _read_heading(line, numbered, around)


def _read_heading(line: str, numbered: bool, around: _Context) -> tuple[Piece, ...]:
    rated = numbered and (is_scale(around.after) or bool(BOX.search(around.after)))
    if not rated and not _is_heading(line, numbered, around):
        return ()
    remark = is_third_party_remark(fold(NUMBER.sub("", line)))
    return (Piece(Kind.REMARK if remark else Kind.ASKED, line, structural=True),)


def _read_label(label: str, value: str, around: _Context) -> tuple[Piece, ...]:
    name = fold(NUMBER.sub("", label))
    said = strip_marks(value)
    if _GRADE.match(said) or looks_like_date(said):
        return (Piece(Kind.FORM, label),)
    if is_third_party_remark(name):
        return (Piece(Kind.REMARK, label, structural=True, said=said),)
    if name in phrases("fields") or any(
        name.startswith(f"{field} ") and len(said.split()) < 8 for field in _long_fields()
    ):
        # A field's value is a fact; a whole sentence behind "Manager:" is a statement about the manager.
        sentence = len(said.split()) > 7 and said.endswith((".", "!", "…")) and not _PRIVATE_FIELD.search(label)
        return (Piece(Kind.FORM, label), Piece(Kind.OWN, said)) if sentence else (Piece(Kind.FORM, label),)
    if name in phrases("labels") or _asks(label) or (around.is_form and _FILL.search(value)):
        asked = Piece(Kind.ASKED, f"{label}:", structural=True)
        short_fact = around.is_form and name not in phrases("labels") and len(said.split()) < 4
        return (asked, Piece(Kind.OWN, said)) if said and not short_fact else (asked,)
    if not said and len(name.split()) <= 12:
        return (Piece(Kind.ASKED, f"{label}:", structural=len(name.split()) <= 6),)
    return ()


def _asks(label: str) -> bool:
    """Whether a label asks: "Tell us why", "If not, please say", "Other remarks of the employee"."""
    return (
        begins_with_phrase(label, "prompts")
        or _IF_SO.match(label) is not None
        or is_leaver_remark(fold(NUMBER.sub("", label)))
    )


def _read_question(line: str, numbered: bool, around: _Context) -> tuple[Piece, ...]:
    # "## Would you come back? Would you send a friend?"
    match = None if line.startswith("#") else _QUESTION.match(line)
    if not match:
        prompt = begins_with_phrase(NUMBER.sub("", line), "prompts") and (numbered or _is_instruction(line, around))
        prompt = prompt or (around.asks_often and _INVITES.match(line) is not None)
        return (Piece(Kind.ASKED, line, structural=True),) if prompt else ()
    asked, rest = Piece(Kind.ASKED, match[1], structural=True), strip_marks(match[2] or "")
    if not rest:
        alone = not re.search(r"[.!?…]\s", match[1]) or numbered or begins_with_phrase(match[1], "prompts")
        above = around.before == "" or around.before.endswith(("?", ":"))
        follows = above or around.is_form or numbered or (around.asks_often and _is_lone_question(line))
        return (asked,) if alone and follows else ()
    if is_choice(fold(rest)) or is_scale(rest) or _is_follow_up_question(rest, numbered):
        return (asked,)
    if "contact" in fold(match[1]).split() or "contacted" in fold(match[1]).split():
        return (asked,)
    # "Honestly? The people." is an answer.
    several = around.is_form and len(match[1].split()) > 1
    put_by_form = begins_with_phrase(match[1], "prompts") or several or _FILL.search(line)
    one_sentence = not re.search(r"[.!…]\s", match[1])
    if numbered or (put_by_form and one_sentence) or re.search(r"\?\s{2,}", line):
        return (asked, Piece(Kind.OWN, rest))
    return ()


def _is_follow_up_question(rest: str, numbered: bool) -> bool:
    """Whether the words behind a form's question are a second question: "If so, with whom?"."""
    asks = begins_with_phrase(rest, "prompts") or _CONDITION.match(rest) is not None or rest.startswith("¿")
    return numbered and rest.endswith("?") and asks and not has_first_person_singular(rest)


def _is_lone_question(line: str) -> bool:
    """Whether a line is a single question, put to "you" or worded as in forms."""
    bare = NUMBER.sub("", line.strip())
    return bare.endswith("?") and not re.search(r"[.!?…]\s", bare) and begins_with_phrase(bare, "prompts")


def _is_instruction(line: str, around: _Context) -> bool:
    """Whether a line says how to fill in the form; "Please pay my last week", below a question, is an answer."""
    first, _, rest = fold(line).partition(" ")
    if line.endswith(":"):
        return True
    polite = first in {"please", "bitte", "veuillez", "merci", "por", "tick", "kreuzen", "cochez", "marque"}
    answers = around.before and first in {"please", "bitte", "por"} and not begins_with_phrase(rest, "prompts")
    return polite and around.is_form and not answers and not has_first_person_singular(line)


def _is_heading(line: str, numbered: bool, around: _Context) -> bool:
    bare = NUMBER.sub("", line).strip("*# ")
    words = bare.split()
    # "Pay." is an answer.
    asks = fold(bare) in phrases("labels") or (is_leaver_remark(fold(bare)) and not has_first_person_singular(bare))
    named = asks and not bare.endswith(".") and not around.before.endswith(("?", ":"))
    if _HEADING.match(line) or named:
        return True
    if _FILL.search(line) or (bare.endswith((*_ENDS, ",", ";")) and not bare.endswith(")")):
        return False
    if numbered:
        return len(words) <= 15 and around.numbered
    noted = around.before == "" and is_third_party_remark(fold(bare)) and names_interviewer(fold(bare))
    if noted or around.letter:
        return noted
    if len(words) <= 6 and STARS.match(around.adjoining):
        return True
    capitals = bare.isupper() and len(words) <= 10 and len(bare) > 3 and around.after != ""
    stands_over = around.before == "" and around.adjoining != "" and len(around.adjoining.split()) > len(words)
    titled = (
        len(words) <= 6
        and bare[:1].isupper()
        and stands_over
        and (len(around.adjoining.split()) >= 6 or bool(BULLET.match(around.adjoining)))
    )
    return capitals or titled


def _own_words_beside_box(line: str) -> Iterator[Piece]:
    """Yield own words beside a box: "☑ Other: the commute doubled" is ticked, and yet in the leaver's words.

    So are the words behind a row of boxes without names: "Pay: ☐ ☐ ☑ | never on time".
    """
    if (match := _REMARK_AFTER_BOXES.match(line)) and (match["bar"] or len(match["said"].split()) >= _SEVERAL):
        yield Piece(Kind.OWN, match["said"], item=True)
    for option in _TICKED.findall(line):
        match = _LABEL.match(option.strip())
        if match and fold(match[1]) in phrases("own_option") and len(strip_marks(match[2]).split()) >= 3:
            yield Piece(Kind.OWN, strip_marks(match[2]))


def _drop_remarks_and_office_parts(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Drop everything below "for office use only", and each remark with the rest of its paragraph.

    A section of a form that is for office use ends at the next section. A heading that says whose remarks follow covers
    the paragraph or list below it; in a form, and below a Markdown heading or a reserved one, it covers everything up
    to the next heading.
    """
    blank = Piece(Kind.BLANK)
    asked, above, dropping, heading, office, section = 0, blank, False, False, False, False
    following = _next_filled(pieces, lambda piece: piece.kind is not Kind.BLANK, blank)
    last = max((at for at, piece in enumerate(pieces) if _SECTION_HEADING.match(piece.text)), default=0)
    for at, (piece, below) in enumerate(zip(pieces, following, strict=True)):
        if piece.kind is Kind.OFFICE and not piece.text:
            return
        # If nothing marks where the first section ends, it may hold the leaver's words, too.
        ended = at < last or asked
        office = (piece.kind is Kind.OFFICE and bool(ended)) or (office and not _SECTION_HEADING.match(piece.text))
        if office:
            continue
        asked += piece.kind is Kind.ASKED and piece.structural and not dropping
        if piece.kind is Kind.REMARK:
            above_others = "" if piece.said else piece.text
            dropping, heading, section = True, names_interviewer(fold(above_others)), above_others.startswith("#")
            section |= _is_reserved(above_others)
        elif piece.structural and not (heading and BOX.search(piece.text)):
            dropping = False
        elif piece.kind is Kind.BLANK and dropping:
            listed = above.kind is Kind.REMARK or (above.item and below.item)
            dropping = section or (heading and (asked >= _FEWEST_ASKED or listed))
        if piece.kind is not Kind.BLANK:
            above = piece
        if not dropping:
            yield piece


def _long_fields() -> frozenset[str]:
    return frozenset(
        field for field in phrases("fields") if " " in field or field in {"interviewer", "employee", "name", "date"}
    )
