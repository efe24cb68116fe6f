"""Footers of records, which are removed: how the record is kept, its form number or scale, a contact.

Only whole paragraphs at the end are removed, and none in which anybody says "I" or "we".

For example:

    The rota came too late.

    Form HR-14 Issue 6
    Please do not write below this line.       <- footer
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from analyzer.ingest.dates import looks_like_date
from analyzer.ingest.prose.edges.paragraphs import paragraphs
from analyzer.ingest.prose.narrator import has_first_person
from analyzer.ingest.words import begins, fold

_SENTENCES = re.compile(r"(?<=[.!?…])\s+")
# Ruled lines separate paragraphs as blank lines do.
_RULE = re.compile(r"^[\s\-=_*#~—–·.]*$")
_MAX_SENTENCE_WORDS = 14
_MOST_PARAGRAPHS = 4
# Beginnings of a record's footer, not of a statement: "CONFIDENTIAL – do not copy", "8 rows returned", "HRP-14 App C
# Issue 6", "Legend: 1 = …".
_RECORD_NOTE = re.compile(
    r"^(?:(?:confidential|vertraulich|confidentiel|confidencial|riservato|vertrouwelijk)\s*(?:[–—:-]|\W*$)"
    r"|\d+ (?:rows?|records?|zeilen|einträge|lignes|filas|righe|rijen|linhas)\b(?: \w+)?\W*$"
    r"|(?:form|template|formular|vordruck|formulaire|formulario|modello|modulo|formulier|modelo) ?n?[or]?[.°º]* ?\d"
    r"|(?:legend|legende|légende|leyenda|legenda)\s?:"
    r"|(?-i:[A-Z]{2,})[ -]?\d+\b.{0,20}\b(?:rev|issue|version|stand|ausgabe|édition)\b)",
    re.IGNORECASE,
)
_PHONE = r"\+?\(?\d[\d ()./-]{6,18}\d"
_MAIL = r"[^@\s<>;,]+@[^@\s<>;,]+\.\w+"
# The repetition is bounded: otherwise a printed row of numbers causes catastrophic backtracking.
_REACHED = rf"(?:{_PHONE}|{_MAIL})(?:\s*[/,;|·]?\s*(?:{_PHONE}|{_MAIL})){{0,3}}"
_CONTACT = re.compile(rf"^(?:[^\W\d_][\w'’/-]*\.?:?(?: [^\W\d][\w'’/-]*:?){{0,5}}(?:\s:)?\s+)?({_REACHED})\.?$")
_FIELD = re.compile(r"^[^\W\d_][^:.?!]{1,40}:\s*(?:[\w.]+\s?){0,3}$")
_FEWEST_DIGITS = 9
# "Please do not write below this line."
_DO_NOT_WRITE_BELOW = re.compile(
    r"(?:n['’]t|\b(?:not|nicht|rien|pas|no|non|niet|não))\b.{1,30}\b(?:below this line|unter dieser (?:linie|zeile)"
    r"|sous cette ligne|debajo de esta línea|sotto questa riga|onder deze (?:lijn|regel)|abaixo desta linha)\b",
    re.IGNORECASE,
)


def is_contact(line: str) -> bool:
    """Whether a line is nothing but a contact: "Mobile 0151 2345 6789", "ada@mail.example"."""
    match = _CONTACT.match(line.strip())
    if not match or looks_like_date(match[1]):
        return False
    return "@" in match[1] or sum(c.isdigit() for c in match[1]) >= _FEWEST_DIGITS


def strip_footer(text: str) -> str:
    """Remove the last paragraphs if they describe the record; in doubt, or if anybody says "I" or "we", they stay."""
    lines = text.split("\n")
    end = next((at for at, line in enumerate(lines) if _says_not_to_write_below(line)), len(lines))
    parts = paragraphs(lines[: end + 1], _RULE.match)
    kept = len(parts)
    while kept > 1 and len(parts) - kept < _MOST_PARAGRAPHS and _is_foot([lines[at] for at in parts[kept - 1]]):
        kept -= 1
    return text if kept == len(parts) and end == len(lines) else "\n".join(lines[: parts[kept - 1][-1] + 1])


def _says_not_to_write_below(line: str) -> bool:
    """Whether a line says not to write below it."""
    return not has_first_person(line) and any(
        _DO_NOT_WRITE_BELOW.search(sentence) and len(sentence.split()) <= _MAX_SENTENCE_WORDS
        for sentence in _SENTENCES.split(line)
    )


def _is_foot(lines: Sequence[str]) -> bool:
    sentences = [sentence.strip("*_[]() ") for line in lines for sentence in _SENTENCES.split(line.strip())]
    telling = [_describes_record(one) or is_contact(one) or _says_not_to_write_below(one) for one in sentences]
    if has_first_person(" ".join(lines)) or not any(telling):
        return False
    return all(
        len(one.split()) <= _MAX_SENTENCE_WORDS and (told or _is_field(one))
        for one, told in zip(sentences, telling, strict=True)
    )


def _describes_record(sentence: str) -> bool:
    return _RECORD_NOTE.match(sentence) is not None or begins(fold(sentence), "record_foot")


def _is_field(sentence: str) -> bool:
    """Whether a line is one form field or several side by side: "Approved by: A.S.   Seen by: ____"."""
    cells = [cell for cell in re.split(r"\t+|\s{2,}|_{2,}", sentence.rstrip(".")) if cell.strip()]
    return any(":" in cell for cell in cells) and all(_FIELD.match(cell) or len(cell.split()) == 1 for cell in cells)
