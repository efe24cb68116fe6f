"""Who wrote a message that is nested in a row: the customer, or the company's own people and machines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from analyzer.ingest.words import fold, names, phrases

# What help desks call the writer of a message, and whoever opened the conversation or works on it.
_WRITERS = frozenset(
    {"author", "sender", "from", "by", "writer", "user", "created by", "posted by", "speaker", "actor"}
)
_ROLES = frozenset({"role", "type", "kind"})
_OPENERS = frozenset({"requester", "customer", "client", "contact", "consumer", "reporter", "end user", "opened by"})
_WORKERS = frozenset({"assignee", "agent", "admin assignee", "owner", "assigned to", "handled by", "responder"})
_TELLING = frozenset({"id", "name", "email", "address", "full name", "display name"})
# Keys whose value says by itself what part a writer has.
_PARTS = _WRITERS | {"role", "direction"} | {f"{writer} {role}" for writer in _WRITERS for role in _ROLES}
# Keys that say by a yes or no whose a message is, and what they say where it is the company's or for its eyes alone.
_FLAGS: Mapping[str, bool] = {
    **dict.fromkeys(("incoming", "inbound", "public", "is public", "from customer", "is customer"), False),
    **dict.fromkeys(("outgoing", "outbound", "internal", "is internal", "private", "is private", "is note"), True),
    **dict.fromkeys(("is agent", "is admin", "is staff", "is bot", "from agent", "staff", "from staff", "bot"), True),
}


@dataclass(frozen=True, slots=True)
class Known:
    """How a row names whoever opened it, and who works on it for the company."""

    openers: frozenset[str]
    workers: frozenset[str]


def find_known(row: Mapping[str, object]) -> Known:
    """Whom a row names beside its messages."""
    return Known(frozenset(_named(row, _OPENERS)), frozenset(_named(row, _WORKERS)))


def is_by_company(message: Mapping[str, object], known: Known) -> bool:
    """Whether a nested object holds words that no customer wrote: an agent's, a machine's, or a note.

    In doubt the words are the customer's.

    Args:
        message: The object.
        known: Who is known from the row around it.
    """
    if not any(isinstance(value, str) and _holds_words(key) for key, value in message.items()):
        return False
    parts = list(_parts(message))
    if any(part in phrases("company_writers") | phrases("interviewer") for part in parts):
        return True
    if any(part in phrases("customer_writers") for part in parts):
        return False
    flags = (value is _FLAGS[_key(key)] for key, value in message.items() if _key(key) in _FLAGS)
    return any(flags) or _is_by_other(_named(message, _WRITERS), known)


def _parts(message: Mapping[str, object]) -> Iterator[str]:
    """The words that say what part a writer has: "admin", "end user"."""
    for key, value in message.items():
        name = _key(key)
        if isinstance(value, Mapping) and name in _WRITERS:
            yield from (fold(str(inner)) for each, inner in value.items() if _key(each) in _ROLES)
        elif isinstance(value, str) and name in _PARTS:
            yield fold(value)


def _named(row: Mapping[str, object], whom: frozenset[str]) -> Iterator[str]:
    """What tells one person from another under the keys ``whom``: ids, names and addresses."""
    for key, value in row.items():
        name = _key(key)
        if isinstance(value, Mapping) and name in whom:
            yield from (_told(inner) for each, inner in value.items() if _key(each) in _TELLING and inner)
        elif isinstance(value, str | int) and value and (name in whom or name.removesuffix(" id") in whom):
            yield _told(value)


def _is_by_other(writers: Iterator[str], known: Known) -> bool:
    """Whether a writer works for the company, or is not the one who opened the row, told in the same way."""
    for writer in writers:
        if writer in known.workers - known.openers:
            return True
        alike = {each for each in known.openers if _way(each) == _way(writer)}
        if alike and writer not in alike:
            return True
    return False


@lru_cache(maxsize=4_096)
def _key(key: str) -> str:
    """A key folded: the same few come again in every row."""
    return fold(key)


@lru_cache(maxsize=4_096)
def _holds_words(key: str) -> bool:
    return names("text").match(fold(key))


def _told(value: object) -> str:
    return str(value).strip().casefold()


def _way(told: str) -> str:
    return "id" if told.isdigit() else "address" if "@" in told else "name"
