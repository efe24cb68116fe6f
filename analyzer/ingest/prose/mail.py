"""Pasted e-mails: their author's message without headers, greeting, signature and quoted replies."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from analyzer.ingest.answers import says_nothing
from analyzer.ingest.words import fold, phrases

_HEADER = re.compile(
    r"^[>\s]*\**(from|to|cc|bcc|date|sent|subject|reply-to|von|an|gesendet|datum|betreff|de|à|a|envoyé|objet|para|enviado"
    r"|asunto|fecha|da|inviato|data|oggetto|van|aan|verzonden|onderwerp|assunto|attachments?|anlagen?)\**\s?:\s*(.*)$",
    re.IGNORECASE,
)
_FROM = re.compile(r"^[>\s]*\**(?:from|von|de|da|van|de la part de)\**\s?:\s*(.*)$", re.IGNORECASE)
_SENT_BY = frozenset({"from", "von", "de", "da", "van"})
_SENT_TO = frozenset({"to", "cc", "an", "à", "a", "para", "aan"})
_SUBJECTS = frozenset({"subject", "betreff", "objet", "asunto", "oggetto", "onderwerp", "assunto"})
# "From: … Subject: …" on one line, as lists of messages have it.
_ONE_LINE = re.compile(
    rf"^\s*(?:from|von|de|da|van)\s?:\s*(.{{1,120}}?)\s+(?:{'|'.join(sorted(_SUBJECTS))})\s?:\s*(.*)$", re.IGNORECASE
)
_ANSWER = re.compile(r"^\s*(?:re|aw|sv|rif|res|antw|wg|fwd?|tr|rv|i|enc)\s?:", re.IGNORECASE)
_ADDRESS = re.compile(r"[^@\s<>;,]+@[^@\s<>;,]+")
_DOMAIN = re.compile(r"@[^\s>;,]+")
_MOST_HEADERS = 8
_DIVIDER = re.compile(
    r"^\s*(?:-{2,}\s*(?:original message|forwarded message|ursprüngliche nachricht|weitergeleitete nachricht"
    r"|message d'origine|message transféré|mensaje original|mensaje reenviado)\s*-{2,}|begin forwarded message:.*)\s*$",
    re.IGNORECASE,
)
_QUOTED = re.compile(
    r"^\s*(?:on .{5,120} wrote:|am .{5,120} schrieb .{1,80}:|le .{5,120} a écrit\s?:|el .{5,120} escribió:"
    r"|il .{5,120} ha scritto:|op .{5,120} (?:schreef .{1,80}|heeft .{1,80} geschreven):|em .{5,120} escreveu:)\s*$",
    re.IGNORECASE,
)
_DEVICE = re.compile(
    r"^\s*(?:sent from my|gesendet von meinem|von meinem .{2,20} gesendet|envoyé de mon|envoyé depuis|enviado desde mi"
    r"|get outlook for)\b",
    re.IGNORECASE,
)
_POSTSCRIPT = re.compile(r"^\s*p\.?\s?p?\.?\s?s\.?\b[:.\s]", re.IGNORECASE)
_MARK = re.compile(r"^\s*(?:>\s?)+")
# "> 30 minutes at the desk" is nobody's quote.
_MORE_THAN = re.compile(r"^\s*>\s?\d")
_FEWEST_OWN = 8
_HR_WORDS = frozenset(
    (
        "hr",
        "people",
        "personnel",
        "personal",
        "personalabteilung",
        "rh",
        "rrhh",
        "humanas",
        "humanos",
        "umane",
        "humaines",
        "resources",
        "recruiting",
    )
)
# Who answers customers.
_SERVICE_WORDS = frozenset(
    (
        *("service", "services", "support", "care", "helpdesk", "customer", "complaints", "info", "noreply"),
        *("kundenservice", "kundendienst", "kundenbetreuung", "beschwerdemanagement", "clients", "clientele"),
        *("atencion", "soporte", "assistenza", "klantenservice", "atendimento", "apoio"),
    )
)


@dataclass(slots=True)
class _Message:
    """One of a thread's messages.

    Attributes:
        sender: Whose it is, as its head or "X wrote:" has it; "" where nothing says so.
        to: To whom it was written.
        answered: Whether "X wrote:" heads it, so that what stands above is somebody else's answer.
        marked: Whether "X wrote:" stands above marked lines in it: these are X's.
        body: Its lines; those that it quotes still have their marks.
    """

    sender: str = ""
    to: str = ""
    answered: bool = False
    marked: bool = False
    body: list[str] = field(default_factory=list)

    @property
    def plain(self) -> list[str]:
        """Its lines without those that it quotes, without greeting and closing."""
        return [line for line in self.body if not (_MARK.match(line) or _is_greeting(line) or _is_closing(line))]


def is_mail(text: str) -> bool:
    """Whether a text has an e-mail's headers, quoted lines with answers, or a greeting above and a closing below."""
    lines = [line for line in text.split("\n") if line.strip()]
    if _answers_between(lines) or _ends_quoting(lines) or any(map(_ONE_LINE.match, lines[:1])):
        return True
    headers = {match[1].casefold() for line in lines[:40] if (match := _HEADER.match(line))}
    if len(headers) >= 2 and headers & (_SENT_BY | _SUBJECTS):
        return True
    return any(_is_greeting(line) for line in lines[:4]) and any(_is_closing(line) for line in lines[1:])


def is_answer(text: str) -> bool:
    """Whether "X wrote:" stands below something: what follows it is quoted, with marks or without."""
    lines = [line for line in text.split("\n") if line.strip()]
    return any(map(_QUOTED.match, lines[1:]))


def find_quoted(lines: Sequence[str]) -> frozenset[int]:
    """Which lines of a list of comments are quoted, or say who is; none where such marks are its bullets."""
    marked = [at for at, line in enumerate(lines) if _is_quoted(line)]
    return frozenset(marked if 2 * len(marked) < sum(bool(line.strip()) for line in lines) else ())


def _is_quoted(line: str) -> bool:
    return bool(_QUOTED.match(line) or (_MARK.match(line) and not _MORE_THAN.match(line)))


def begin_mails(lines: Sequence[str]) -> list[int]:
    """Where the e-mails of several people begin that were pasted one after the other; empty for a thread of answers.

    Each has a sender of its own, and none of them is written to in another.
    """
    begins = [at for at, line in enumerate(lines) if not _MARK.match(line) and _FROM.match(line)]
    if len(begins) < 2 or any(line.strip() for line in lines[: begins[0]]):
        return []
    headed = [_headers(lines[at : at + _MOST_HEADERS]) for at in begins]
    return begins if _differ_by_address(headed) or _differ_by_subject(headed) else []


def _differ_by_address(headed: Sequence[Mapping[str, str]]) -> bool:
    senders = [_addresses(one.get("sent", "")) for one in headed]
    recipients = [_addresses(one.get("to", "")) for one in headed]
    # Without an address on either side nobody can tell whether one answers the other.
    if not all(senders) or not all(recipients):
        return False
    everybody = frozenset().union(*senders)
    return len(everybody) == len(headed) and everybody.isdisjoint(frozenset().union(*recipients))


def _differ_by_subject(headed: Sequence[Mapping[str, str]]) -> bool:
    """Where nothing says to whom they were written: nobody wrote two of them, and no two are about the same."""
    senders = {fold(one["sent"]) for one in headed}
    subjects = {fold(one.get("subject", "")) for one in headed} - {""}
    answers = any(_ANSWER.match(one.get("subject", "")) or "to" in one for one in headed)
    return not answers and len(senders) == len(subjects) == len(headed)


def read_mail(text: str) -> tuple[str, tuple[str, ...]]:
    """The author's own message, and what it quotes: others' words of the same thread are in neither or the second."""
    messages = [message for message in _messages(text.split("\n")) if any(line.strip() for line in message.body)]
    parted = [_part_quoted(message) for message in _own(messages)]
    said = "\n\n".join(filter(None, (_body(lines) for lines, _ in parted)))
    return said, tuple(line for _, quoted in parted for line in quoted)


def _own(messages: Sequence[_Message]) -> Sequence[_Message]:
    """The messages of whoever wrote the uppermost that no organisation sent, as far as their heads tell."""
    own = [message for message in messages if not _is_organisation(message.sender)] or messages[:1]
    # What an organisation forwards, or a message says that says nothing else, is all that is there.
    if not own or own[0] is not messages[0] or own[0].answered or says_nothing(" ".join(own[0].plain)):
        return own
    author = own[0].sender or next((message.to for message in messages[1:2]), "")
    known = bool(author) and sum(len(line.split()) for line in own[0].plain) >= _FEWEST_OWN
    others = [message for message in own[1:] if message.answered or (known and not _is_by(message.sender, author))]
    return [message for message in own if message not in others]


def _is_organisation(sender: str) -> bool:
    name = set(fold(_DOMAIN.sub(" ", sender)).split())
    return bool(name & _SERVICE_WORDS or set(fold(sender).split()) & _HR_WORDS)


def _is_by(sender: str, author: str) -> bool:
    """Whether two heads may name one person: by their addresses, or else by a word of their names."""
    if _addresses(sender) and _addresses(author):
        return not _addresses(sender).isdisjoint(_addresses(author))
    named, known = (set(fold(_DOMAIN.sub(" ", each)).split()) for each in (sender, author))
    return any(len(word) > 2 for word in named & known)


def _headers(lines: Sequence[str]) -> dict[str, str]:
    """Who sent a message, to whom and about what, from the lines that head it."""
    one_line = _ONE_LINE.match(lines[0])
    found = {"sent": one_line[1], "subject": one_line[2]} if one_line else {"sent": _MARK.sub("", lines[0])}
    for line in lines[1:]:
        header = _HEADER.match(line)
        if not header or _FROM.match(line):
            break
        if header[1].casefold() in _SENT_TO:
            found["to"] = f"{found.get('to', '')} {header[2]}"
        if header[1].casefold() in _SUBJECTS:
            found["subject"] = header[2]
    return found


def _addresses(text: str) -> frozenset[str]:
    return frozenset(address.casefold() for address in _ADDRESS.findall(text))


def _part_quoted(message: _Message) -> tuple[list[str], list[str]]:
    """What a message says, and the others' words that it quotes; a message quoted as a whole says what it quotes."""
    quoted = [_MARK.sub("", line).strip() for line in message.body if _MARK.match(line)]
    words = sum(len(line.split()) for line in message.plain)
    if quoted and (words >= _FEWEST_OWN or (message.marked and not says_nothing(" ".join(message.plain)))):
        return [line for line in message.body if not _MARK.match(line)], [line for line in quoted if line]
    return [_MARK.sub("", line) for line in message.body], []


def _ends_quoting(lines: Sequence[str]) -> bool:
    """Whether "X wrote:" or a divider stands above marked lines that are the last."""
    last = next((at for at in range(len(lines), 0, -1) if not _MARK.match(lines[at - 1])), 0)
    return 0 < last < len(lines) and bool(_QUOTED.match(lines[last - 1]) or _DIVIDER.match(lines[last - 1]))


def _answers_between(lines: Sequence[str]) -> bool:
    """Whether plain lines answer quoted ones that ask."""
    marked = [bool(_MARK.match(line)) for line in lines]
    turns = sum(a != b for a, b in pairwise(marked))
    asking = sum("?" in line for line, mark in zip(lines, marked, strict=True) if mark)
    answering = sum("?" in line for line, mark in zip(lines, marked, strict=True) if not mark)
    return turns >= 3 and asking > answering


def _messages(lines: Sequence[str]) -> list[_Message]:
    messages, heading = [_Message()], False
    for at, line in enumerate(lines):
        answered = _QUOTED.match(line) is not None
        if answered and any(map(_MARK.match, lines[at + 1 : at + 3])):
            messages[-1].marked = True
            continue  # the marks say whose words follow
        header = None if _MARK.match(line) else _HEADER.match(line)
        opens = answered or _DIVIDER.match(line) or (header and _FROM.match(line))
        if opens and not heading:
            messages.append(_Message(line if answered else "", answered=answered))
            heading = not answered
        if header and (heading or not any(text.strip() for text in messages[-1].body)):
            heading = True
            _note(messages[-1], header)
        elif not opens:
            heading = heading and not line.strip()
            messages[-1].body.append(line)
    return messages


def _note(message: _Message, header: re.Match[str]) -> None:
    """Write down what a line of a message's head says of it."""
    if header[1].casefold() in _SENT_BY:
        one_line = _ONE_LINE.match(header[0])
        message.sender = one_line[1] if one_line else header[2]
    if header[1].casefold() in _SENT_TO:
        message.to = f"{message.to} {header[2]}"


def _body(lines: Sequence[str]) -> str:
    kept: list[str] = []
    signing = False
    for line in lines:
        if _POSTSCRIPT.match(line):
            signing = False
        if line.strip() == "--" or _is_closing(line):
            signing = True
        greeting = _is_greeting(line) and not any(text.strip() for text in kept)
        if not (signing or greeting or _DEVICE.match(line)):
            kept.append(line.strip())
    return "\n".join(kept).strip()


def _is_greeting(line: str) -> bool:
    words = fold(line).split()
    opening = any(" ".join(words[:length]) in phrases("greetings") for length in (1, 2, 3, 5))
    return opening and len(words) <= 8 and not line.rstrip().endswith((".", "?"))


def _is_closing(line: str) -> bool:
    text = line.strip()
    return fold(text) in phrases("closings") and (text.endswith((",", "!", ".")) or len(text.split()) <= 5)
