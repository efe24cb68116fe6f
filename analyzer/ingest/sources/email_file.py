"""Read a saved e-mail (.eml): sender, recipient, date, subject and text, without attachments."""

from __future__ import annotations

import re
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

from analyzer.ingest.plan import IngestError
from analyzer.ingest.sources.html_text import plain_text

_HEADER_FIELD = re.compile(rb"[A-Za-z][A-Za-z0-9-]*:[ \t]?|[ \t]")
# Header fields that only mail programs write: a mail copied by hand has none of them.
_TECHNICAL_FIELD = re.compile(
    rb"^(?:MIME-Version|Message-ID|Received|Return-Path|Delivered-To|DKIM-Signature|Content-Type"
    rb"|Content-Transfer-Encoding):",
    re.IGNORECASE | re.MULTILINE,
)
_SHOWN_FIELDS = ("From", "To", "Subject", "Date")


def is_message(start: bytes, name: str) -> bool:
    """Tell from its header, the lines above the first blank one, whether a file is an e-mail saved by a program."""
    head = start.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").split(b"\n\n", maxsplit=1)[0]
    *lines, last = head.split(b"\n")
    fields = all(map(_HEADER_FIELD.match, lines or [last])) and not head[:1].isspace()
    return fields and (_TECHNICAL_FIELD.search(head) is not None or Path(name).suffix.lower() == ".eml")


def read_message(path: Path, name: str) -> str:
    """Return sender, recipient, subject and date, and the text below them, as a mail program shows it.

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
    """Return the body: the plain text if there is one, else the text of the HTML."""
    body = message.get_body(("plain", "html"))
    if body is None or body.get_content_maintype() != "text":
        return ""
    try:
        text = str(body.get_content())
    except LookupError:  # an unknown character set
        text = bytes(body.get_payload(decode=True)).decode("utf-8", "replace")
    return plain_text(text) if body.get_content_subtype() == "html" else text
