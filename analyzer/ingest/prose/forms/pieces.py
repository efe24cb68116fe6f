"""The kinds of lines in a form, and the marks before a line's words (boxes, bullets, numbers)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from analyzer.ingest.words import fold, phrases

BOX = re.compile(r"[☐☑☒✓✔✗✘□■◻◼⬜]|\[[ xX✓]?\]|\(\s?[xX]?\s?\)|(?:^|\s)[oO○●◯]\s{1,3}(?=\S+\s{2,}[oO○●◯]\s)")
BULLET = re.compile(r"^\s*(?:[-–—•·▪◦‣*+●○■□➢✔]\s+|[o§]\t\s*)")
NUMBER = re.compile(
    r"^\s*(?:(?:[Qq](?:uestion)?|[Ff]rage|[Pp]regunta)?\s*\d{1,2}(?:\.\d{1,2})?|Q|[Qq]uestion|Frage|Pregunta)\s*[.):]\s+"
)


class Kind(Enum):
    """What a line is.

    Attributes:
        BLANK: Empty.
        OWN: The leaver's words.
        ASKED: A question, heading or label that asks.
        FORM: Anything else that belongs to the form: fields, titles, boilerplate.
        REMARK: The label of somebody else's remark.
        TITLE: The title of the whole account, which somebody else wrote down.
        OFFICE: The heading of a part for office use.
    """

    BLANK = auto()
    OWN = auto()
    ASKED = auto()
    FORM = auto()
    REMARK = auto()
    TITLE = auto()
    OFFICE = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """A line or part of one.

    Attributes:
        kind: What it is.
        text: Its words.
        strong: Whether only forms have it: a question, a heading, a label, a box.
        item: Whether it begins with a bullet, so that the next line does not continue it.
        question: Of the leaver's words, what stands above them and asks.
        said: Of a remark's label, what stands beside it.
    """

    kind: Kind
    text: str = ""
    structural: bool = False
    item: bool = False
    question: str = ""
    said: str = ""


def strip_marks(text: str) -> str:
    """Remove a bullet, an answer's label ("A:") and the form's ruled line."""
    text = BULLET.sub("", text.strip())
    text = re.sub(r"^(?:A|R|Answer|Antwort|Réponse|Respuesta)\s?\d*\s?[.:]\s+", "", text)
    return text.strip().strip("_").strip()


def begins_with_phrase(text: str, key: str) -> bool:
    """Whether a text begins with a phrase listed under ``key``."""
    words = fold(text).split()
    return any(" ".join(words[:length]) in phrases(key) for length in range(1, 8))
