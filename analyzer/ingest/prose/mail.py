"""Pasted e-mails and threads: the author's own message without header, greeting, signature and quoted replies.

A thread is cut into messages at mail headers, dividers and attribution lines ("X wrote:"). The author is whoever wrote
the newest message that no organisation sent; other people's words are dropped, or kept as what was asked.

For example:

    From: Ada Rowe <ada@mail.example>                      <- header
    The till froze again on Friday.                        <- text
    On 3 May 2026, 10:12, Service wrote:
    > What went wrong?                                     <- quoted
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import dropwhile, islice, pairwise, takewhile

from analyzer.ingest.answers import says_nothing
from analyzer.ingest.prose.letters import (
    find_letter_starts,
    find_opening,
    find_signed_letter_starts,
    is_closing,
    is_greeting,
    strip_letter,
)
from analyzer.ingest.prose.mail_headers import (
    MailHeader,
    find_addresses,
    find_attribution_day,
    find_mail_headers,
    is_attribution,
    is_attribution_above_quote,
    is_divider,
    is_quoted_line,
    quote_depth,
    strip_quote_marks,
)
from analyzer.ingest.prose.notices import find_notices
from analyzer.ingest.words import fold, phrases

_REPLY_SUBJECT = re.compile(r"^\s*(?:re|aw|sv|rif|res|antw|wg|fwd?|fw|tr|rv|i|enc)\s?:", re.IGNORECASE)
_FORWARD_SUBJECT = re.compile(
    r"forward|weitergeleitet|transféré|reenviado|^\s*(?:wg|fwd?|fw|tr|rv|enc)\s?:", re.IGNORECASE
)
_DOMAIN = re.compile(r"@[^\s>;,]+")
# "> 30 minutes at the desk" means "more than" and is no quote.
_MORE_THAN = re.compile(r"^\s*>\s?\d")
_FIRST_MARK = re.compile(r"^\s*>\s?")
_ITEM = re.compile(r"^\W*(?:\d{1,3}[.)]\s)?\W*")
_MIN_OWN_WORDS = 8
_LONGEST_NAME = 4
# Filled lines from the top of a text that are searched for its first mail header.
_HEADER_SEARCH_LINES = 40


@dataclass(slots=True)
class _Message:
    """One message of a thread.

    Attributes:
        sender: The author, as the header or "X wrote:" names them; "" if unknown.
        to: The addressee.
        answered: Whether it began at "X wrote:", so that the text above is somebody else's answer to it.
        attribution: The line "X wrote:" above quoted lines inside this message, which are X's; "" if there is none.
        day: When it was sent, if known.
        forwards: Whether it forwards what stands below it.
        body: Its lines; quoted ones still have their ">" marks.
    """

    sender: str = ""
    to: str = ""
    answered: bool = False
    attribution: str = ""
    day: date | None = None
    forwards: bool = False
    body: list[str] = field(default_factory=list)

    @property
    def plain(self) -> list[str]:
        """Its lines without quotes, greeting, closing and notices."""
        notices = find_notices(self.body)
        own = [line for at, line in enumerate(self.body) if at not in notices and not is_quoted_line(line)]
        return [line for line in own if not (is_greeting(line) or is_closing(line))]


@dataclass(frozen=True, slots=True)
class Mail:
    """What a pasted mail or thread says.

    Attributes:
        text: The author's own words.
        quoted: Other people's lines that the author quotes.
        day: When the author's words were sent, if known.
    """

    text: str
    quoted: tuple[str, ...]
    day: date | None


def is_mail(text: str) -> bool:
    """Whether a text has a mail header, quoted lines with answers, greeting and closing, or a letter's signature."""
    lines = [line for line in text.split("\n") if line.strip()]
    if (
        _has_inline_answers(lines)
        or _ends_quoting(lines)
        or find_mail_headers(list(map(strip_quote_marks, lines[:_HEADER_SEARCH_LINES])))
    ):
        return True
    greeted = find_opening(text.split("\n")) is not None and any(map(is_closing, lines[1:]))
    return greeted or bool(find_signed_letter_starts(text.split("\n")))


def is_reply(text: str) -> bool:
    """Whether "X wrote:" stands below other words; what follows it is quoted, with or without ">" marks."""
    lines = [line for line in text.split("\n") if line.strip()]
    return any(is_attribution(lines, at) for at in range(1, len(lines)))


def find_quoted_lines(lines: Sequence[str]) -> frozenset[int]:
    """Find the quoted lines and "X wrote:" lines in a list of comments; none if ">" is the list's bullet."""
    marked = [at for at in range(len(lines)) if _is_quoted(lines, at)]
    return frozenset(marked if 2 * len(marked) < sum(bool(line.strip()) for line in lines) else ())


def _is_quoted(lines: Sequence[str], at: int) -> bool:
    return is_attribution(lines, at) or (is_quoted_line(lines[at]) and not _MORE_THAN.match(lines[at]))


def find_mail_starts(lines: Sequence[str]) -> list[int]:
    """Find where each of several people's e-mails begins, pasted one after the other; empty for a thread of replies.

    Each mail has a sender of its own, and no sender is another mail's addressee. Without headers, a greeting opens each
    letter or a signature ends it.
    """
    heads = find_mail_headers(lines)
    if not any(any(line.strip() for line in lines[: head.begin]) for head in heads) and not _is_thread(lines):
        return find_letter_starts(lines) or find_signed_letter_starts(lines)
    if len(heads) < 2 or not all(head.sender for head in heads):
        return []
    begins = [head.begin for head in heads]
    above = " ".join(lines[: begins[0]]).split()
    if above:
        # A short title above belongs to the first mail; longer words above are one more record.
        begins = [0, *(begins if len(above) >= _MIN_OWN_WORDS else begins[1:])]
        return begins if _write_to_one_addressee(heads) and all(_is_organisation(head.to) for head in heads) else []
    several = _differ_by_address(heads) or _write_to_one_addressee(heads) or _differ_by_subject(heads)
    return begins if several else []


def _is_thread(lines: Sequence[str]) -> bool:
    """Whether a text quotes something."""
    return any(is_quoted_line(line) or is_divider(line) or is_attribution(lines, at) for at, line in enumerate(lines))


def _differ_by_address(heads: Sequence[MailHeader]) -> bool:
    senders = [find_addresses(head.sender) for head in heads]
    recipients = [find_addresses(head.to) for head in heads]
    # Without addresses on both sides, nothing shows whether one mail replies to the other.
    if not all(senders) or not all(recipients):
        return False
    everybody = frozenset().union(*senders)
    return len(everybody) > 1 and everybody.isdisjoint(frozenset().union(*recipients))


def _write_to_one_addressee(heads: Sequence[MailHeader]) -> bool:
    """Whether several people write to one addressee, or to an organisation, and nobody replies to any of them."""
    if not all(head.to.strip() for head in heads) or len({fold(head.sender) for head in heads}) < 2:
        return False
    to_one = len({fold(head.to) for head in heads}) == 1 or all(_is_organisation(head.to) for head in heads)
    return to_one and not any(
        _is_organisation(one.sender) or _may_be_same_person(one.sender, two.to) for one in heads for two in heads
    )


def _differ_by_subject(heads: Sequence[MailHeader]) -> bool:
    """Whether mails without addressees differ: each has another sender and another subject."""
    senders = {fold(head.sender) for head in heads}
    subjects = {fold(head.subject) for head in heads} - {""}
    answers = any(_REPLY_SUBJECT.match(head.subject) or head.to for head in heads)
    return not answers and len(senders) == len(subjects) == len(heads)


def describe_left_out_lines(text: str, kept: Iterable[str]) -> str:
    """Say in one sentence how many lines of pasted e-mails are in none of the records; "" if none are missing."""
    said = {_comparable(line) for record in kept for line in record.split("\n")}
    lines = list(filter(None, map(_comparable, text.split("\n"))))
    left = sum(line not in said for line in lines)
    if not left:
        return ""
    verb = "is" if left == 1 else "are"
    return (
        f"{left:,} of {len(lines):,} lines {verb} left out as head, greeting, signature, notice or quote of an e-mail."
    )


def _comparable(line: str) -> str:
    """A line for comparison with records: without its bullet or number, and "" if it holds only symbols."""
    bare = _ITEM.sub("", line).strip()
    return bare if any(c.isalnum() for c in bare) else ""


def read_mail(text: str) -> Mail:
    """Read the author's message and what it quotes; other people's words from the thread are dropped or ``quoted``."""
    messages = [message for message in _messages(text.split("\n")) if any(line.strip() for line in message.body)]
    own = _messages_of_author(messages)
    parted = [_split_quotes(message) for message in own]
    said = [
        _strip_sender_name(strip_letter(lines), message.sender) for message, (lines, _) in zip(own, parted, strict=True)
    ]
    quoted = tuple(line for _, lines in parted for line in lines)
    before = [*map(_earlier_words_of_sender, own), *_words_quoted_by_others(messages, own, said)]
    return Mail(
        "\n\n".join(filter(None, (*said, *before))),
        quoted,
        _find_day([m for m, words in zip(own, said, strict=True) if words]),
    )


def _earlier_words_of_sender(message: _Message) -> str:
    """The sender's own earlier words that this message quotes: the notice to which HR replied, below HR's reply."""
    bare = [strip_quote_marks(line).strip() for line in message.body]
    depths = [*map(quote_depth, message.body), 0]
    said: list[str] = []
    for at, line in enumerate(bare if message.sender else ()):
        if depths[at] and is_attribution(bare, at) and _may_be_same_person(line, message.sender):
            end = next(below for below in range(at + 1, len(depths)) if depths[below] < max(1, depths[at + 1]))
            said += bare[at + 1 : end]
    return _strip_sender_name(strip_letter(said), message.sender)


def _words_quoted_by_others(
    messages: Sequence[_Message], own: Sequence[_Message], said: Sequence[str]
) -> Iterator[str]:
    """Yield the author's words that other people's messages quote below "X wrote:", unless the thread has them already.

    Deeper quotes (one more ">") are what was asked.
    """
    authors = [one.sender for one in own if one.sender]
    known = {fold(line) for words in said for line in words.split("\n")}
    for message in messages:
        marked = [line for line in message.body if is_quoted_line(line)]
        if (
            message in own
            or not marked
            or not any(_may_be_same_person(message.attribution, author) for author in authors)
        ):
            continue
        depth = min(map(quote_depth, marked))
        lines = [strip_quote_marks(line).strip() for line in marked if quote_depth(line) == depth]
        new = [line for line in lines if not line or fold(line) not in known]
        known |= set(map(fold, new))
        yield _strip_sender_name(strip_letter(new), message.attribution)


def _strip_sender_name(said: str, sender: str) -> str:
    """Remove the sender's name at the end of a message, and a closing with a comma on the line right above it."""
    above, _, last = said.rpartition("\n")
    named = {fold(word) for word in last.split()} & {word for word in fold(sender).split() if len(word) > 2}
    alone = all(len(word) <= 2 or word.strip("(\"'")[:1].isupper() for word in last.split())
    if not (above.strip() and named and alone) or len(last.split()) > _LONGEST_NAME or last.endswith(("!", "?")):
        return said
    above, _, leave = above.rstrip().rpartition("\n")
    leaves = leave.endswith(",") and len(leave.split()) <= _LONGEST_NAME and above.strip()
    return (above if leaves else f"{above}\n{leave}").strip()


def _find_day(own: Sequence[_Message]) -> date | None:
    """When the author's newest message was sent; for a forwarded one, the day on which the original was written."""
    to_desk = [message for message in own if _is_organisation(message.to)]
    for message in to_desk or [message for message in own if not message.forwards] or own:
        all_quoted = message.attribution and says_nothing(" ".join(message.plain))
        return find_attribution_day(message.attribution) if all_quoted else message.day
    return None


def _messages_of_author(messages: Sequence[_Message]) -> Sequence[_Message]:
    """The messages by the author of the newest message that no organisation sent, as far as the headers tell."""
    own = [message for message in messages if not _is_organisation(message.sender)] or messages[:1]
    # If an organisation forwards a message, or sends one without own words, the rest of the thread is all there is.
    if not own or own[0] is not messages[0] or own[0].answered or says_nothing(" ".join(own[0].plain)):
        return own
    if own[0].forwards:
        return own[1:] if own[1:] and _is_signed_by_hr(own[0].body) else own
    author = own[0].sender or next((message.to for message in messages[1:2]), "")
    known = bool(author) and not _is_organisation(author)
    known = known and sum(len(line.split()) for line in own[0].plain) >= _MIN_OWN_WORDS
    others = [
        message
        for message in own[1:]
        # A message by somebody else to an organisation is a customer's, whoever forwarded it.
        if message.answered
        or (known and not _may_be_same_person(message.sender, author) and not _is_organisation(message.to))
    ]
    return [message for message in own if message not in others]


def _is_organisation(sender: str) -> bool:
    name = set(fold(_DOMAIN.sub(" ", sender)).split())
    return bool(name & phrases("service_senders") or set(fold(sender).split()) & phrases("hr_senders"))


def _is_signed_by_hr(lines: Sequence[str]) -> bool:
    """Whether a signature shows that HR forwards what leavers write: "Regards, Ada Rowe, HR Operations"."""
    below = filter(str.strip, dropwhile(lambda line: not is_closing(line), lines))
    return any(phrases("hr_senders") & set(fold(line).split()) for line in islice(below, _LONGEST_NAME))


def _may_be_same_person(sender: str, author: str) -> bool:
    """Whether two header values may name one person: by their addresses, otherwise by a word of their names."""
    if find_addresses(sender) and find_addresses(author):
        return not find_addresses(sender).isdisjoint(find_addresses(author))
    named, known = (set(fold(_DOMAIN.sub(" ", each)).split()) for each in (sender, author))
    return any(len(word) > 2 for word in named & known)


def _split_quotes(message: _Message) -> tuple[list[str], list[str]]:
    """Split a message into its own lines and other people's; if it is one big quote, the quote is the message."""
    quoted = [strip_quote_marks(line).strip() for line in message.body if is_quoted_line(line)]
    words = sum(len(line.split()) for line in message.plain)
    if quoted and (words >= _MIN_OWN_WORDS or (message.attribution and not says_nothing(" ".join(message.plain)))):
        return [line for line in message.body if not is_quoted_line(line)], [line for line in quoted if line]
    return [strip_quote_marks(line) for line in message.body], []


def _ends_quoting(lines: Sequence[str]) -> bool:
    """Whether a text ends with marked lines below "X wrote:" or a divider."""
    last = next((at for at in range(len(lines), 0, -1) if not is_quoted_line(lines[at - 1])), 0)
    return 0 < last < len(lines) and (is_attribution_above_quote(lines, last - 1) or is_divider(lines[last - 1]))


def _has_inline_answers(lines: Sequence[str]) -> bool:
    """Whether unmarked lines answer marked lines that ask."""
    marked = [is_quoted_line(line) for line in lines]
    turns = sum(a != b for a, b in pairwise(marked))
    asking = sum("?" in line for line, mark in zip(lines, marked, strict=True) if mark)
    answering = sum("?" in line for line, mark in zip(lines, marked, strict=True) if not mark)
    return turns >= 3 and asking > answering


def _messages(lines: Sequence[str]) -> list[_Message]:
    heads = {at: head for head in find_mail_headers(lines) for at in range(head.begin, head.end)}
    messages, opened = [_Message()], False
    for at, line in enumerate(lines):
        if head := heads.get(at):
            if at == head.begin:
                messages = messages if opened else [*messages, _Message()]
                messages[-1].sender, messages[-1].to, messages[-1].day = head.sender, head.to, head.day
                messages[-1].forwards = _FORWARD_SUBJECT.search(head.subject) is not None
            opened = False
        elif is_attribution_above_quote(lines, at):
            messages[-1].attribution = line  # the ">" marks show which words are X's
        elif is_attribution(lines, at):
            messages.append(_Message(line, answered=True, day=find_attribution_day(line)))
        elif is_divider(line):
            messages[-1].forwards = messages[-1].forwards or _FORWARD_SUBJECT.search(line) is not None
            messages.append(_Message())
            opened = True
        else:
            opened = opened and not line.strip()
            messages[-1].body.append(line)
    for one in messages:
        if one.sender and not (one.answered or one.attribution):
            one.body = _unwrap(one.body)
    return messages


def _unwrap(body: list[str]) -> list[str]:
    """Remove the ">" that forwarding put before each line of a message that answers quotes between their lines."""
    lines = [_FIRST_MARK.sub("", line) for line in body]
    filled = [at for at, line in enumerate(body) if line.strip()]
    marked = list(takewhile(lambda at: is_quoted_line(body[at]), filled))
    end = marked[-1] + 1 if marked else 0
    answers = _has_inline_answers([lines[at] for at in marked]) and not any(map(is_quoted_line, body[end:]))
    return [*lines[:end], *body[end:]] if answers else body
