"""What separates the messages of a pasted thread: mail headers, dividers, and attribution lines ("X wrote:").

For example:

    -----Original Message-----                       <- divider
    From: Ada Rowe <ada@mail.example>                <- header, with the lines below
    Sent: 3 May 2026
    Subject: Till
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from analyzer.ingest.plan import DateOrder
from analyzer.ingest.prose.sent_dates import find_day

_SENT_BY = ("from", "von", "de", "da", "van", "de la part de")
_SENT_TO = ("to", "cc", "bcc", "an", "à", "a", "para", "aan")
_SUBJECTS = ("subject", "betreff", "objet", "asunto", "oggetto", "onderwerp", "assunto")
_DAYS = ("date", "sent", "gesendet", "datum", "envoyé", "enviado", "fecha", "inviato", "data", "verzonden")
_OTHERS = ("reply-to", "attachments", "attachment", "anlagen", "anlage")
_KINDS: Mapping[str, str] = {
    name: kind
    for kind, names in zip(
        ("sender", "to", "subject", "day", "other"), (_SENT_BY, _SENT_TO, _SUBJECTS, _DAYS, _OTHERS), strict=True
    )
    for name in names
}
# Fields of English headers, where 03/04 may be either day. French headers also have "date" and "cc".
_ENGLISH = frozenset({"from", "to", "cc", "bcc", "subject", "date", "sent", "reply-to", "attachments", "attachment"})
_FIELD = re.compile(rf"^\s*\**({'|'.join(sorted(_KINDS, key=len, reverse=True))})\**\s?:(.*)$", re.IGNORECASE)
# Header on one line, as lists of messages have it: "From: … Subject: …".
_ONE_LINE = re.compile(
    rf"^\s*(?:from|von|de|da|van)\s?:\s*(.{{1,120}}?)\s+(?:{'|'.join(_SUBJECTS)})\s?:\s*(.*)$", re.IGNORECASE
)
_MOST_LINES = 16
_ADDRESS = re.compile(r"(?<![^@\s<>;,:\[\]])[^@\s<>;,:\[\]]+@[^@\s<>;,\[\]]+")
_PARTICLES = frozenset({"de", "la", "le", "les", "du", "des", "da", "di", "do", "van", "von", "der", "den", "of", "&"})
_DIVIDER = re.compile(
    r"^\s*(?:-{2,}\s*(?:original message|forwarded message|ursprüngliche nachricht|weitergeleitete nachricht"
    r"|message d'origine|message transféré|mensaje original|mensaje reenviado)\s*-{2,}|begin forwarded message:.*)\s*$",
    re.IGNORECASE,
)
_ATTRIBUTION = re.compile(
    r"^\s*(?:on .{5,120} wrote:|am .{5,120} schrieb .{1,80}:|le .{5,120} a écrit\s?:|el .{5,120} escribió:"
    r"|il .{5,120} ha scritto:|op .{5,120} (?:schreef .{1,80}|heeft .{1,80} geschreven):|em .{5,120} escreveu:)\s*$",
    re.IGNORECASE,
)
# What only mail programs write into "X wrote:": an address, a time, or a year right before a name.
_PROGRAM_MADE = re.compile(
    r"@|\b\d{1,2}[:.h]\d{2}\b(?![.\d])|\b(?:19|20)\d\d\b,?\s+(?:(?:schrieb|schreef|heeft)\s+)?[A-ZÀ-Þ]"
)
_QUOTE_MARKS = re.compile(r"^\s*(?:>\s?)+")


@dataclass(frozen=True, slots=True)
class MailHeader:
    """The header lines of a message, from ``begin`` up to ``end`` (exclusive), and what they say."""

    begin: int
    end: int
    sender: str = ""
    to: str = ""
    subject: str = ""
    day: date | None = None


def is_quoted_line(line: str) -> bool:
    """Whether a line begins with the ">" of a quote."""
    return _QUOTE_MARKS.match(line) is not None


def strip_quote_marks(line: str) -> str:
    """A line without the ">" of quotes."""
    return _QUOTE_MARKS.sub("", line)


def quote_depth(line: str) -> int:
    """How many times a line is quoted: the number of its ">" marks."""
    match = _QUOTE_MARKS.match(line)
    return match[0].count(">") if match else 0


def is_divider(line: str) -> bool:
    """Whether a line is a mail program's divider, such as "-----Original Message-----"."""
    return _DIVIDER.match(line) is not None


def find_addresses(text: str) -> frozenset[str]:
    """The e-mail addresses in a text, in lower case."""
    return frozenset(address.casefold() for address in _ADDRESS.findall(text))


def is_attribution_above_quote(lines: Sequence[str], at: int) -> bool:
    """Whether a line is "X wrote:" and lines marked with ">" follow."""
    return _ATTRIBUTION.match(lines[at]) is not None and any(map(is_quoted_line, lines[at + 1 : at + 3]))


def is_attribution(lines: Sequence[str], at: int) -> bool:
    """Whether a line is a mail program's "X wrote:"; "On 3 May my manager wrote:" is an author's own sentence."""
    if _ATTRIBUTION.match(lines[at]) is None:
        return False
    return is_attribution_above_quote(lines, at) or _PROGRAM_MADE.search(lines[at]) is not None


def find_attribution_day(line: str) -> date | None:
    """The day in "On 3 May 2026, X wrote:"; in languages other than English the day stands before the month."""
    return find_day(line, None if line.lstrip().casefold().startswith("on ") else DateOrder.DMY)


def find_mail_headers(lines: Sequence[str]) -> tuple[MailHeader, ...]:
    """Find mail headers: usually two lines or more that name sender, addressee, day or subject.

    A single such line within a text is prose: "From: the second week on, it got worse."
    """
    heads: list[MailHeader] = []
    for at, line in enumerate(lines):
        if (heads and at < heads[-1].end) or not line.strip():
            continue
        if head := _read_one_line(lines, at) or _read_head(lines, at):
            heads.append(head)
    return tuple(heads)


def find_mail_header_lines(lines: Sequence[str]) -> frozenset[int]:
    """Find all lines of mail headers."""
    return frozenset(at for head in find_mail_headers(lines) for at in range(head.begin, head.end))


def _read_one_line(lines: Sequence[str], at: int) -> MailHeader | None:
    match = _ONE_LINE.match(lines[at])
    if not match or not _is_address_or_name(match[1]) or not (find_addresses(match[1]) or _is_below_gap(lines[:at])):
        return None
    return MailHeader(at, at + 1, match[1], subject=match[2])


def _read_head(lines: Sequence[str], at: int) -> MailHeader | None:
    fields: list[tuple[str, str]] = []
    end = at
    for below, line in enumerate(lines[at : at + _MOST_LINES], start=at):
        if not line.strip() and below == end:
            continue
        field = _read_field(line)
        gap = below > end
        if not field or any(field[0] == kind and (gap or kind == "sender") for kind, _ in fields):
            break
        fields.append(field)
        end = below + 1
    if not fields:
        return None
    said = {kind: " ".join(value for key, value in fields if key == kind) for kind, _ in fields}
    if not _is_head(fields, lines[:at]):
        return None
    day = find_day(said.get("day", ""), _order(lines[at:end]))
    return MailHeader(at, end, said.get("sender", ""), said.get("to", ""), said.get("subject", ""), day)


def _order(head: Sequence[str]) -> DateOrder | None:
    """The order of day and month in a header's 03/04: day first, unless the header is English, which leaves it open."""
    fields = {match[1].casefold() for line in head if (match := _FIELD.match(line))}
    return None if fields <= _ENGLISH else DateOrder.DMY


def _is_head(fields: Sequence[tuple[str, str]], above: Sequence[str]) -> bool:
    kinds = {kind for kind, _ in fields}
    divided = is_divider(next((line for line in reversed(above) if line.strip()), ""))
    if divided and "sender" in kinds:
        return True
    told = any(find_addresses(value) or (kind == "day" and value) for kind, value in fields)
    if len(fields) < 2:
        return False
    if "sender" in kinds:
        return told or _is_below_gap(above)
    at_top = not any(line.strip() for line in above)
    return (at_top or divided) and "subject" in kinds and (told or "to" in kinds)


def _is_below_gap(above: Sequence[str]) -> bool:
    return not any(c.isalnum() for line in above[-1:] for c in line)


def _read_field(line: str) -> tuple[str, str] | None:
    """The kind and value of a header line; None if it is a sentence that only begins like one."""
    match = _FIELD.match(line)
    if not match:
        return None
    kind, value = _KINDS[match[1].casefold()], match[2].strip("* \t")
    fits = {
        "sender": _is_address_or_name(value),
        "to": not value or _is_address_or_name(value),
        "day": not value or (any(c.isdigit() for c in value) and len(value.split()) <= 10),
    }
    return (kind, value) if fits.get(kind, True) else None


def is_subject_line(line: str) -> bool:
    """Whether a line is a letter's subject: "Betreff: Kündigung"."""
    match = _FIELD.match(line)
    return match is not None and _KINDS[match[1].casefold()] == "subject"


def is_header_like_sentence(line: str) -> bool:
    """Whether a line begins like a mail header's and is prose: "To: be honest, I am fed up."."""
    match = _FIELD.match(line)
    value = match[2].strip() if match else ""
    if len(value.split()) < 2 or not value.endswith((".", "!", "?", "…")):
        return False
    return _read_field(line) is None or value[0].islower()


def _is_address_or_name(value: str) -> bool:
    """Whether a value is an address or may be a name: "Anna Reed", "Service client"."""
    if find_addresses(value):
        return True
    words = value.strip("\"'“”„ ").split()
    if not 0 < len(words) <= 10 or (value.endswith((".", "!", "?", ",", ":")) and len(words) > 3):
        return False
    lower = [word for word in words if word[0].islower() and word.casefold() not in _PARTICLES]
    return len(lower) <= (2 if not words[0][0].islower() or len(words) <= 2 else 0)
