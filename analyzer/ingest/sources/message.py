"""A saved e-mail (.eml) → who wrote it to whom, when, about what, and its text; attachments are left out."""

from __future__ import annotations

import re
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

from analyzer.ingest.plan import IngestError
from analyzer.ingest.sources.markup import plain_text

_HEADER_FIELD = re.compile(rb"[A-Za-z][A-Za-z0-9-]*:[ \t]?|[ \t]")
# Fields that mail programs write for each other: whoever copies a mail by hand has none of them.
_TECHNICAL_FIELD = re.compile(
    rb"^(?:MIME-Version|Message-ID|Received|Return-Path|Delivered-To|DKIM-Signature|Content-Type"
    rb"|Content-Transfer-Encoding):",
    re.IGNORECASE | re.MULTILINE,
)
_SHOWN_FIELDS = ("From", "To", "Subject", "Date")


def is_message(start: bytes, name: str) -> bool:
    """Whether a file that starts so is an e-mail as programs store it, by the lines above its first blank one."""
    head = start.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").split(b"\n\n", maxsplit=1)[0]
    *lines, last = head.split(b"\n")
    fields = all(map(_HEADER_FIELD.match, lines or [last])) and not head[:1].isspace()
    return fields and (_TECHNICAL_FIELD.search(head) is not None or Path(name).suffix.lower() == ".eml")


def read_message(path: Path, name: str) -> str:
    """The message below the lines that head it, as a mail program shows it.

    Raises:
        IngestError: It has no text, or is damaged.
    """
    try:
        with path.open("rb") as file:
            message = BytesParser(policy=policy.default).parse(file)
        head = [f"{field}: {' '.join(str(message[field]).split())}" for field in _SHOWN_FIELDS if message[field]]
        text = _text(message)
    except (ValueError, LookupError, AttributeError, TypeError, AssertionError, RecursionError, OSError) as error:
        raise IngestError(
            f"{name} is a damaged e-mail and cannot be read; copy its text into a TXT file and try once more."
        ) from error
    if not any(c.isalnum() for c in text):
        raise IngestError(f"{name} is an e-mail without text of its own; give what is attached to it as a file.")
    return "\n".join([*head, "", text])


def _text(message: EmailMessage) -> str:
    """What was written, as plain text where the mail has it: HTML says the same with marks around it."""
    body = message.get_body(("plain", "html"))
    if body is None or body.get_content_maintype() != "text":
        return ""
    try:
        text = str(body.get_content())
    except LookupError:  # a character set that nobody knows
        text = bytes(body.get_payload(decode=True)).decode("utf-8", "replace")
    return plain_text(text) if body.get_content_subtype() == "html" else text
