"""Quote people's words safely inside a prompt.

A comment is untrusted and may contain instructions to the model (prompt injection). No filter can tell an instruction
from a complaint by its content, but the means can be removed: no character sequence of a chat template, a header or our
own delimiters is left.
"""

from __future__ import annotations

import re
import unicodedata

_TEMPLATE_TOKENS = re.compile(r"<[^<>\n]{1,60}>|\[/?[A-Z]{2,12}(?:[ _]?[A-Z0-9]+)?\]|<</?[A-Z]{2,12}>>")
_PLAIN_MARKS = frozenset(".,;:!?…'’()-–/&%€$£+¿¡«»。、؟،")
_LONGEST = 110


def quote(text: str) -> str:
    """Return redacted text on one line, in double quotes, made of letters, digits and plain punctuation only.

    Redaction tokens become an ellipsis, so that a model cannot pick them up; invisible characters go; double quotes
    become single ones, so that the text cannot end its own field; at most 110 characters stay, cut between words.
    """
    readable = unicodedata.normalize("NFKC", text)
    bare = _TEMPLATE_TOKENS.sub(" … ", readable).replace('"', "'").replace("“", "'").replace("”", "'")
    plain = " ".join("".join(_keep(character) for character in bare).split())
    return f'"{_shorten(plain)}"'


def _keep(character: str) -> str:
    if character in _PLAIN_MARKS:
        return character
    kind = unicodedata.category(character)
    if kind == "Cf":
        return ""
    return character if kind[0] in "LMN" else " "


def _shorten(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    return text[:_LONGEST].rsplit(" ", 1)[0] + " …"
