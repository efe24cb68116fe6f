"""Questionnaires, reviews and notes: which lines are the leaver's, which the form's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import count, takewhile

from analyzer.ingest.prose.edges.foot import is_contact
from analyzer.ingest.prose.heads import is_sentence
from analyzer.ingest.prose.voice import is_own_aside, speaks_for_one
from analyzer.ingest.words import fold, is_own_remark, is_remark, names_other, phrases

_BOX = re.compile(r"[☐☑☒✓✔✗✘□■◻◼⬜]|\[[ xX✓]?\]|\(\s?[xX]?\s?\)|(?:^|\s)[oO○●◯]\s{1,3}(?=\S+\s{2,}[oO○●◯]\s)")
_TICKED = re.compile(r"(?:[☑☒✓✔■◼]|\[[xX✓]\]|\([xX]\))\s*([^☐☑☒✓✔□■◻◼\[(]+)")
_FILL = re.compile(r"_{2,}")
_BULLET = re.compile(r"^\s*(?:[-–—•·▪◦‣*+●○■□➢✔]\s+|[o§]\t\s*)")
_NUMBER = re.compile(
    r"^\s*(?:(?:[Qq](?:uestion)?|[Ff]rage|[Pp]regunta)?\s*\d{1,2}(?:\.\d{1,2})?|Q|[Qq]uestion|Frage|Pregunta)\s*[.):]\s+"
)
_FIRST_NUMBER = re.compile(r"^\s*(\d{1,2})[.)]\s+\w")
_LETTER_AND_NUMBER = re.compile(r"^\s*([A-Z])\s?[.-]?\s?(\d{1,2})\s?[.):]\s+(?=\w)")
_LETTERED = re.compile(r"^\s*([A-Z])\s?[.)]\s+(?=\w)")
_LABEL = re.compile(
    r"^\s*(?:\*\*)?([^\W\d_][^:?!.\n]{0,60}?(?:\.\s?[^:?!.\n]{0,30})?)(?:\*\*)?\s?[:：](?:\*\*)?(?:\s+|$)(.*)$"
)
_QUESTION = re.compile(r"^(.{3,300}?\?)(?:\s*\([^)]{1,60}\))?(?:\s+(.*))?$")
_HEADING = re.compile(
    r"^\s*(?:#{1,6}\s|(?:section|part|abschnitt|teil|partie|secci[oó]n|parte)\s+(?:[A-Z]|\d+|[IVX]+)\b)", re.IGNORECASE
)
_BOILERPLATE = re.compile(
    r"^(?:helpful\?|\d+ people found|page \d+|seite \d+|p[aáà]gina \d+"
    r"|.{0,80}\s(?:page|seite|p[aáà]gina|pagina)\s+\d+\s*(?:/|of|von|sur|de|di|van)\s*\d+$"
    r"|thank you for (?:completing|taking|filling|your participation)|(?:vielen )?dank für (?:ihre|die) teilnahme"
    r"|(?:please|bitte|merci de|veuillez|por favor|si prega di|per favore|gelieve|favor)\s.{0,40}"
    r"\b(?:return|send back|zurücksenden|zurückgeben|abgeben|remettre|retourner|renvoyer|devolver|devuelva|entregar"
    r"|restituire|riconsegnare|terugsturen|inleveren|devolva|entregue)\b"
    r"|merci d['’]avoir|gracias por (?:completar|su participación)|grazie per (?:aver|la)|bedankt voor (?:het|uw)"
    r"|obrigad[oa] (?:por|pela)"
    # No sentence: "Confidential – for HR only" and not "Confidential letters lay open at the desk.".
    r"|(?:confidential|vertraulich|confidentiel|confidencial)\b(?!(?:\s+\w+){3}.*[.!…]$))",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"^(?:copyright\s*)?(?:©|\(c\)\s*\d{4}|(?<=t )\d{4}\b).{0,120}$", re.IGNORECASE)
# "I confirm that the above is true", right above the place to sign.
_DECLARES = re.compile(
    r"^i (?:hereby )?(?:confirm|declare|certify|consent|authori[sz]e)\b"
    r"|^(?:hiermit )?(?:ich )?(?:bestätige|erkläre|versichere|willige)(?: ich)?\b"
    r"|^(?:je(?: soussignée?\b.{0,40})? |j['’])(?:certifie|déclare|atteste|confirme|autorise)\b"
    r"|^(?:por la presente |yo )?(?:declaro|confirmo|certifico|autorizo)\b"
    r"|^(?:io )?(?:sottoscritt[oa] )?(?:dichiaro|confermo|autorizzo|acconsento)\b"
    r"|^(?:hierbij )?(?:ik )?(?:verklaar|bevestig)(?: ik)?\b",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"^\W*(?:signed|signature|\w+['’]s signature|unterschrift|datum,? unterschrift|ort,? datum|fait à|signé|firma"
    r"|firmado|in fede|handtekening|assinatura)\b",
    re.IGNORECASE,
)
_IF_SO = re.compile(
    r"^(?:if|wenn|falls|sofern|si|se|indien)\b.{2,40},\s?(?:please|bitte|veuillez|merci|por favor|si prega|gelieve)\b",
    re.IGNORECASE,
)
# What nobody says who answers: "Tell me about your team." among questions.
_INVITES = re.compile(
    r"^(?:(?:tell (?:me|us)|talk (?:me|us)|walk (?:me|us)) (?:about|through)|erzählen sie|schildern sie|parlez[ -]moi"
    r"|racontez[ -]moi|hábleme|cuénteme|mi (?:parli|racconti)|vertel eens|fale[ -]me|conte[ -]me)\b[^.!?]*[.:]?$",
    re.IGNORECASE,
)
_STARS = re.compile(r"^[★☆⭐\s]*[★☆⭐][★☆⭐\s]*$")
_GRADE = re.compile(r"^\d{1,3}\s?(?:/|out of|von|sur|de|su|van)\s?\d{1,3}$", re.IGNORECASE)
_RULE = re.compile(r"^[\s\-=_*#~—–·.]{3,}$")
_FEWEST_ASKED = 2
_ENDS = (".", "!", "…", "?", "”", '"', "»", ")")
_PRIVATE = re.compile(
    r"contact|kontakt|contacto|e-?mail|courriel|correo|tel\b|signature|unterschrift|firma|forward", re.IGNORECASE
)


class Kind(Enum):
    """What a line is."""

    BLANK = auto()
    OWN = auto()
    ASKED = auto()
    FORM = auto()
    REMARK = auto()
    OFFICE = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """A line or part of one.

    Attributes:
        kind: What it is.
        text: Its words.
        strong: Whether only a form has it: a question, a heading, a label, a box.
        item: Whether it begins with a bullet, so that the next line does not go on with it.
    """

    kind: Kind
    text: str = ""
    strong: bool = False
    item: bool = False


def read_form(text: str, *, letter: bool = False) -> tuple[Piece, ...]:
    """Each line of a text without speakers, by what it is, in order; in a letter, short lines are no headings."""
    lines = _number_letters(text.split("\n"))
    is_form = len(_BOX.findall(text)) + len(_FILL.findall(text)) >= 3
    listed = _find_list(lines)
    numbered = _asks_by_number([line for at, line in enumerate(lines) if at not in listed])
    often = sum(_is_lone_question(line) for line in lines) >= 2
    pieces: list[Piece] = []
    for at, line in enumerate(lines):
        after = next((later for later in lines[at + 1 :] if later.strip()), "")
        adjoining = lines[at + 1] if at + 1 < len(lines) else ""
        before = lines[at - 1].strip() if at else ""
        around = _Around(before, adjoining.strip(), after.strip(), is_form, numbered, at in listed, often, letter)
        pieces.extend(_read_line(line.strip(), around))
    return tuple(_drop_zones(pieces))


@dataclass(frozen=True, slots=True)
class _Around:
    """What a line stands among."""

    before: str
    adjoining: str
    after: str
    is_form: bool
    numbered: bool
    listed: bool
    asks_often: bool
    letter: bool


def _read_line(line: str, around: _Around) -> Iterator[Piece]:
    if not line:
        yield Piece(Kind.BLANK)
    elif _is_furniture(line, around):
        yield Piece(Kind.FORM)
    elif fold(line) in phrases("office_use") or _begins(line, "office_use"):
        yield Piece(Kind.OFFICE, strong=True)
    elif _begins(line, "titles") and len(line.split()) <= 12 and not line.endswith("?"):
        yield Piece(Kind.FORM)
    elif _BOX.search(line):
        yield Piece(Kind.ASKED, line, strong=True)
        yield from _own_option(line)
    else:
        yield from _read_words(line, around)


def _is_furniture(line: str, around: _Around) -> bool:
    """Whether a line is the form's and nobody's answer: rules, thanks, scales, "I confirm …" above the signature."""
    furniture = (_RULE, _BOILERPLATE, _STARS, _COPYRIGHT)
    declared = _DECLARES.match(line) is not None and _SIGNED.match(around.after) is not None
    return any(pattern.match(line) for pattern in furniture) or declared or is_contact(line) or _is_chosen(line, around)


def _read_words(line: str, around: _Around) -> Iterator[Piece]:
    bare = _bare(line)
    if not bare:
        yield Piece(Kind.FORM, strong=around.is_form)
    elif line.startswith(("[", "(")) and line.endswith(("]", ")")):
        yield from (Piece(Kind.OWN, bare),) if is_own_aside(line) else ()
    elif _BULLET.match(line):
        yield Piece(Kind.OWN, bare, item=True)
    else:
        yield from _read_asked(line, around) or (Piece(Kind.OWN, bare),)


def _read_asked(line: str, around: _Around) -> tuple[Piece, ...]:
    """A label with its value, a question with its answer or a heading; nothing where the line is none of them."""
    if is_sentence(line) or around.listed:
        return ()
    numbered = bool(_NUMBER.match(line))
    if (match := _LABEL.match(line)) and (pieces := _read_label(match[1], match[2], around)):
        return pieces
    if pieces := _read_question(line, numbered, around):
        return pieces
    rated = numbered and (_is_scale(around.after) or bool(_BOX.search(around.after)))
    if not rated and not _is_heading(line, numbered, around):
        return ()
    remark = is_remark(fold(_NUMBER.sub("", line)))
    return (Piece(Kind.REMARK if remark else Kind.ASKED, line, strong=True),)


def _read_label(label: str, value: str, around: _Around) -> tuple[Piece, ...]:
    name = fold(_NUMBER.sub("", label))
    said = _bare(value)
    if _GRADE.match(said):
        return (Piece(Kind.FORM, label),)
    if is_remark(name):
        return (Piece(Kind.REMARK, "" if said else label, strong=True),)
    if name in phrases("fields") or any(
        name.startswith(f"{field} ") and len(said.split()) < 8 for field in _long_fields()
    ):
        # A field's value is a fact; a whole sentence under "Manager:" is someone's word on the manager.
        sentence = len(said.split()) > 7 and said.endswith((".", "!", "…")) and not _PRIVATE.search(label)
        return (Piece(Kind.FORM, label), Piece(Kind.OWN, said)) if sentence else (Piece(Kind.FORM, label),)
    if name in phrases("labels") or _asks(label) or (around.is_form and _FILL.search(value)):
        asked = Piece(Kind.ASKED, f"{label}:", strong=True)
        short_fact = around.is_form and name not in phrases("labels") and len(said.split()) < 4
        return (asked, Piece(Kind.OWN, said)) if said and not short_fact else (asked,)
    if not said and len(name.split()) <= 12:
        return (Piece(Kind.ASKED, f"{label}:", strong=len(name.split()) <= 6),)
    return ()


def _asks(label: str) -> bool:
    """Whether a label asks: "Tell us why", "If not, please say", "Other remarks of the employee"."""
    return _begins(label, "prompts") or _IF_SO.match(label) is not None or is_own_remark(fold(_NUMBER.sub("", label)))


def _read_question(line: str, numbered: bool, around: _Around) -> tuple[Piece, ...]:
    match = _QUESTION.match(line)
    if not match:
        prompt = _begins(_NUMBER.sub("", line), "prompts") and (numbered or _is_instruction(line, around))
        prompt = prompt or (around.asks_often and _INVITES.match(line) is not None)
        return (Piece(Kind.ASKED, line, strong=True),) if prompt else ()
    asked, rest = Piece(Kind.ASKED, match[1], strong=True), _bare(match[2] or "")
    if not rest:
        alone = not re.search(r"[.!?…]\s", match[1]) or numbered or _begins(match[1], "prompts")
        above = around.before == "" or around.before.endswith(("?", ":"))
        follows = above or around.is_form or numbered or (around.asks_often and _is_lone_question(line))
        return (asked,) if alone and follows else ()
    if _is_choice(fold(rest)):
        return (asked,)
    if "contact" in fold(match[1]).split() or "contacted" in fold(match[1]).split():
        return (asked,)
    put_by_form = _begins(match[1], "prompts") or around.is_form or _FILL.search(line)
    one_sentence = not re.search(r"[.!…]\s", match[1])
    if numbered or (put_by_form and one_sentence) or re.search(r"\?\s{2,}", line):
        return (asked, Piece(Kind.OWN, rest))
    return ()


def _is_lone_question(line: str) -> bool:
    """A line that is one question, put to "you" or as forms put it."""
    bare = _NUMBER.sub("", line.strip())
    return bare.endswith("?") and not re.search(r"[.!?…]\s", bare) and _begins(bare, "prompts")


def _is_scale(line: str) -> bool:
    """The answers to choose from: "Agree / Neutral / Disagree", "1 2 3 4 5"."""
    steps = [fold(step) for step in re.split(r"[/|,;]|\s{2,}", line) if step.strip()]
    return len(steps) >= 3 and all(_is_choice(step) for step in steps)


def _is_chosen(line: str, around: _Around) -> bool:
    """Whether a line gives a scale, or the step that was picked from the scale above it."""
    return _is_scale(line) or (_is_scale(around.before) and _is_choice(fold(_bare(line))))


def _is_choice(folded: str) -> bool:
    return folded in phrases("closed") or folded.isdigit()


def _is_instruction(line: str, around: _Around) -> bool:
    """Whether a line tells how to fill a form in; "Please pay my last week" asks for something, below a question."""
    first, _, rest = fold(line).partition(" ")
    if line.endswith(":"):
        return True
    polite = first in {"please", "bitte", "veuillez", "merci", "por", "tick", "kreuzen", "cochez", "marque"}
    answers = around.before and first in {"please", "bitte", "por"} and not _begins(rest, "prompts")
    return polite and around.is_form and not answers and not speaks_for_one(line)


def _is_heading(line: str, numbered: bool, around: _Around) -> bool:
    bare = _NUMBER.sub("", line).strip("*# ")
    words = bare.split()
    # "Pay." is an answer.
    named = fold(bare) in phrases("labels") and not bare.endswith(".") and not around.before.endswith(("?", ":"))
    if _HEADING.match(line) or named:
        return True
    if _FILL.search(line) or (bare.endswith((*_ENDS, ",", ";")) and not bare.endswith(")")):
        return False
    if numbered:
        return len(words) <= 15 and around.numbered
    if around.letter:
        return False
    noted = around.before == "" and is_remark(fold(bare)) and names_other(fold(bare))
    if noted or (len(words) <= 6 and _STARS.match(around.adjoining)):
        return True
    capitals = bare.isupper() and len(words) <= 10 and len(bare) > 3 and around.after != ""
    stands_over = around.before == "" and around.adjoining != "" and len(around.adjoining.split()) > len(words)
    titled = (
        len(words) <= 6
        and bare[:1].isupper()
        and stands_over
        and (len(around.adjoining.split()) >= 6 or bool(_BULLET.match(around.adjoining)))
    )
    return capitals or titled


def _own_option(line: str) -> Iterator[Piece]:
    """Own words beside a box: "☑ Other: the commute doubled" is ticked and yet in the leaver's words."""
    for option in _TICKED.findall(line):
        match = _LABEL.match(option.strip())
        if match and fold(match[1]) in phrases("own_option") and len(_bare(match[2]).split()) >= 3:
            yield Piece(Kind.OWN, _bare(match[2]))


def _drop_zones(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Drop what follows "for office use only", to the end, and what follows a remark, to the end of its paragraph.

    Below a heading that says whose they are, that is the paragraph or list below it; in a form, all up to the next.
    """
    asked, above, below = 0, Piece(Kind.BLANK), Piece(Kind.BLANK)
    dropping = heading = False
    for at, piece in enumerate(pieces):
        if piece.kind is Kind.OFFICE:
            return
        asked += piece.kind is Kind.ASKED and piece.strong and not dropping
        if piece.kind is Kind.REMARK:
            dropping, heading = True, names_other(fold(piece.text))
        elif piece.strong:
            dropping = False
        elif piece.kind is Kind.BLANK and dropping:
            below = next((later for later in pieces[at:] if later.kind is not Kind.BLANK), piece)
            dropping = heading and (asked >= _FEWEST_ASKED or above.kind is Kind.REMARK or (above.item and below.item))
        if piece.kind is not Kind.BLANK:
            above = piece
        if not dropping:
            yield piece


def _asks_by_number(lines: Sequence[str]) -> bool:
    """Whether the numbered lines ask: most are questions or headings, with other lines between them."""
    numbered = [at for at, line in enumerate(lines) if _NUMBER.match(line)]
    filled = sum(bool(line.strip()) for line in lines)
    ended = sum(lines[at].rstrip().endswith((".", "!")) for at in numbered)
    return len(numbered) >= 2 and filled > 1.5 * len(numbered) and ended < 0.6 * len(numbered)


def _find_list(lines: Sequence[str]) -> frozenset[int]:
    """Where numbers right below each other, from 1 on, list somebody's wishes: none asks or heads what stands below.

    Such a list is an answer, below a heading or a question; a form that begins with one may ask by it.
    """
    numbers = [int(match[1]) if (match := _FIRST_NUMBER.match(line)) else 0 for line in lines]
    found: set[int] = set()
    for begin in (at for at, number in enumerate(numbers) if number == 1):
        end = begin + sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(numbers[begin:], count(1))))
        asks = sum("?" in line or line.rstrip().endswith(":") or bool(_BOX.search(line)) for line in lines[begin:end])
        apart = end == len(lines) or not lines[end].strip()
        if end - begin > 1 and apart and 5 * asks <= end - begin and any(map(str.strip, lines[:begin])):
            found.update(range(begin, end))
    return frozenset(found)


def _number_letters(lines: Sequence[str]) -> Sequence[str]:
    """Questions lettered A, B, C and on, or B1, B2, C1, are numbered, so that "A." is not taken for an answer."""
    letters = [match[1] if (match := _LETTERED.match(line)) else "" for line in lines]
    found = [letter for letter in letters if letter]
    if _asks_by_code(lines):
        return [_LETTER_AND_NUMBER.sub(r"\2. ", line) for line in lines]
    if len(found) < 3 or found != [chr(ord("A") + at) for at in range(len(found))]:
        return lines
    return [
        _LETTERED.sub(f"{ord(letter) - ord('A') + 1}. ", line) if letter else line
        for line, letter in zip(lines, letters, strict=True)
    ]


def _asks_by_code(lines: Sequence[str]) -> bool:
    """Whether questions begin with a letter and a number; below questions without, "A1." and "R2." are answers."""
    coded = [match for line in lines if (match := _LETTER_AND_NUMBER.match(line))]
    codes = [(match[1], int(match[2])) for match in coded]
    letters = {letter for letter, _ in codes}
    answers = letters <= {"A", "R"} and any("?" in line for line in lines if not _LETTER_AND_NUMBER.match(line))
    return len(codes) > 1 and codes == sorted(set(codes)) and letters.isdisjoint({"Q", "F", "P"}) and not answers


def _bare(text: str) -> str:
    """Without bullet, answer label and the form's ruled line."""
    text = _BULLET.sub("", text.strip())
    text = re.sub(r"^(?:A|R|Answer|Antwort|Réponse|Respuesta)\s?\d*\s?[.:]\s+", "", text)
    return text.strip().strip("_").strip()


def _begins(text: str, key: str) -> bool:
    words = fold(text).split()
    return any(" ".join(words[:length]) in phrases(key) for length in range(1, 8))


def _long_fields() -> frozenset[str]:
    return frozenset(
        field for field in phrases("fields") if " " in field or field in {"interviewer", "employee", "name", "date"}
    )
