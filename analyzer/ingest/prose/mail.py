"""Pasted e-mails: the leaver's message without headers, greeting, signature and quoted replies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from analyzer.ingest.words import fold, phrases

_HEADER = re.compile(
    r"^[>\s]*\**(from|to|cc|bcc|date|sent|subject|reply-to|von|an|gesendet|datum|betreff|de|à|a|envoyé|objet|para|enviado"
    r"|asunto|fecha|attachments?|anlagen?)\**\s?:\s*(.*)$",
    re.IGNORECASE,
)
_FROM = re.compile(r"^[>\s]*\**(?:from|von|de|de la part de)\**\s?:\s*(.*)$", re.IGNORECASE)
_SENT_BY = frozenset({"from", "von", "de"})
_SENT_TO = frozenset({"to", "cc", "an", "à", "a", "para"})
_ADDRESS = re.compile(r"[^@\s<>;,]+@[^@\s<>;,]+")
_MOST_HEADERS = 8
_DIVIDER = re.compile(
    r"^\s*(?:-{2,}\s*(?:original message|forwarded message|ursprüngliche nachricht|weitergeleitete nachricht"
    r"|message d'origine|message transféré|mensaje original|mensaje reenviado)\s*-{2,}|begin forwarded message:.*)\s*$",
    re.IGNORECASE,
)
_QUOTED = re.compile(
    r"^\s*(?:on .{5,120} wrote:|am .{5,120} schrieb .{1,80}:|le .{5,120} a écrit\s?:|el .{5,120} escribió:)\s*$",
    re.IGNORECASE,
)
_DEVICE = re.compile(
    r"^\s*(?:sent from my|gesendet von meinem|von meinem .{2,20} gesendet|envoyé de mon|envoyé depuis|enviado desde mi"
    r"|get outlook for)\b",
    re.IGNORECASE,
)
_POSTSCRIPT = re.compile(r"^\s*p\.?\s?p?\.?\s?s\.?\b[:.\s]", re.IGNORECASE)
_MARK = re.compile(r"^\s*(?:>\s?)+")
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
        "humaines",
        "resources",
        "recruiting",
    )
)


@dataclass(frozen=True, slots=True)
class _Message:
    """``body`` still has the marks of quoted lines."""

    sender: str
    body: tuple[str, ...]


def is_mail(text: str) -> bool:
    """Whether a text has an e-mail's headers, answers between quoted lines, or a greeting above and a closing below."""
    lines = [line for line in text.split("\n") if line.strip()]
    if _answers_between(lines):
        return True
    headers = {match[1].casefold() for line in lines[:40] if (match := _HEADER.match(line))}
    if len(headers) >= 2 and headers & {"from", "von", "de", "subject", "betreff", "objet", "asunto"}:
        return True
    return any(_is_greeting(line) for line in lines[:4]) and any(_is_closing(line) for line in lines[1:])


def begin_mails(lines: Sequence[str]) -> list[int]:
    """Where the e-mails of several people begin that were pasted one after the other; empty for a thread of answers.

    Each has a sender of its own, and none of them is written to in another.
    """
    begins = [at for at, line in enumerate(lines) if not _MARK.match(line) and _FROM.match(line)]
    headed = [_headers(lines[at : at + _MOST_HEADERS]) for at in begins]
    senders = [_addresses(one.get("sent", "")) for one in headed]
    recipients = [_addresses(one.get("to", "")) for one in headed]
    # Without an address on either side nobody can tell whether one answers the other.
    if len(begins) < 2 or not all(senders) or not all(recipients) or any(line.strip() for line in lines[: begins[0]]):
        return []
    everybody = frozenset().union(*senders)
    apart = len(everybody) == len(begins) and everybody.isdisjoint(frozenset().union(*recipients))
    return begins if apart else []


def read_mail(text: str) -> tuple[str, tuple[str, ...]]:
    """The leaver's own message, and what it quotes: what HR wrote in the same thread is in neither or the second."""
    messages = [message for message in _messages(text.split("\n")) if any(line.strip() for line in message.body)]
    own = [message for message in messages if not _HR_WORDS & set(fold(message.sender).split())] or messages[:1]
    parted = [_part_quoted(message.body) for message in own]
    said = "\n\n".join(filter(None, (_body(lines) for lines, _ in parted)))
    return said, tuple(line for _, quoted in parted for line in quoted)


def _headers(lines: Sequence[str]) -> dict[str, str]:
    """Who sent a message and to whom, from the lines that head it."""
    found = {"sent": lines[0]}
    for line in lines[1:]:
        header = _HEADER.match(line)
        if not header or _FROM.match(line):
            break
        if header[1].casefold() in _SENT_TO:
            found["to"] = f"{found.get('to', '')} {header[2]}"
    return found


def _addresses(text: str) -> frozenset[str]:
    return frozenset(address.casefold() for address in _ADDRESS.findall(text))


def _part_quoted(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """What a message says, and the others' words that it quotes; a message quoted as a whole says what it quotes."""
    plain = [line for line in lines if not _MARK.match(line)]
    quoted = [_MARK.sub("", line).strip() for line in lines if _MARK.match(line)]
    words = sum(len(line.split()) for line in plain if not (_is_greeting(line) or _is_closing(line)))
    if quoted and words >= _FEWEST_OWN:
        return [*plain], [line for line in quoted if line]
    return [_MARK.sub("", line) for line in lines], []


def _answers_between(lines: Sequence[str]) -> bool:
    """Whether plain lines answer quoted ones that ask."""
    marked = [bool(_MARK.match(line)) for line in lines]
    turns = sum(a != b for a, b in pairwise(marked))
    asking = sum("?" in line for line, mark in zip(lines, marked, strict=True) if mark)
    answering = sum("?" in line for line, mark in zip(lines, marked, strict=True) if not mark)
    return turns >= 3 and asking > answering


def _messages(lines: list[str]) -> list[_Message]:
    messages: list[_Message] = []
    sender, heading = "", False
    body: list[str] = []
    for at, line in enumerate(lines):
        header = None if _MARK.match(line) else _HEADER.match(line)
        if _QUOTED.match(line) and any(map(_MARK.match, lines[at + 1 : at + 3])):
            continue  # the marks say whose words follow
        opens = _DIVIDER.match(line) or _QUOTED.match(line) or (header and _FROM.match(line))
        if opens and not heading:
            messages.append(_Message(sender, tuple(body)))
            sender, body, heading = (line if _QUOTED.match(line) else ""), [], not _QUOTED.match(line)
        if heading and header:
            sender = header[2] if header[1].casefold() in _SENT_BY else sender
        elif header and not any(text.strip() for text in body):
            heading = True
        elif not opens:
            heading = heading and not line.strip()
            body.append(line)
    return [*messages, _Message(sender, tuple(body))]


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
