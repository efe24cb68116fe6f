"""Tell who wrote a message nested in a row: the customer, or the company's staff and machines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from analyzer.ingest.words import column_phrases, fold, phrases

# Help desks' names for the writer of a message, its part, the customer who opened the ticket, and the staff on it.
_WRITER_KEYS = frozenset(
    {"author", "sender", "from", "by", "writer", "user", "created by", "posted by", "speaker", "actor"}
)
_ROLE_KEYS = frozenset({"role", "type", "kind"})
_CUSTOMER_KEYS = frozenset(
    {"requester", "customer", "client", "contact", "consumer", "reporter", "end user", "opened by"}
)
_STAFF_KEYS = frozenset({"assignee", "agent", "admin assignee", "owner", "assigned to", "handled by", "responder"})
_IDENTIFYING_KEYS = frozenset({"id", "name", "email", "address", "full name", "display name"})
# Keys whose value is the part of a writer: "agent", "end user".
_PART_KEYS = (
    _WRITER_KEYS | {"role", "direction"} | {f"{writer} {role}" for writer in _WRITER_KEYS for role in _ROLE_KEYS}
)
# Yes-or-no keys, with the value that means that the message is from the company, or internal.
_COMPANY_FLAGS: Mapping[str, bool] = {
    **dict.fromkeys(("incoming", "inbound", "public", "is public", "from customer", "is customer"), False),
    **dict.fromkeys(("outgoing", "outbound", "internal", "is internal", "private", "is private", "is note"), True),
    **dict.fromkeys(("is agent", "is admin", "is staff", "is bot", "from agent", "staff", "from staff", "bot"), True),
}


@dataclass(frozen=True, slots=True)
class Participants:
    """The identifiers (ids, names, addresses) of the customer who opened a ticket, and of the staff who work on it."""

    customers: frozenset[str]
    staff: frozenset[str]


def find_participants(row: Mapping[str, object]) -> Participants:
    """Collect the customer and the staff that a row names beside its messages."""
    return Participants(
        frozenset(_identifiers_under(row, _CUSTOMER_KEYS)), frozenset(_identifiers_under(row, _STAFF_KEYS))
    )


def is_by_company(message: Mapping[str, object], known: Participants) -> bool:
    """Tell whether a nested object holds words that no customer wrote: an agent's, a machine's, or an internal note.

    In doubt, the words are the customer's.

    Args:
        message: The object.
        known: The customer and the staff that the row names.
    """
    if not any(isinstance(value, str) and _holds_words(key) for key, value in message.items()):
        return False
    parts = list(_writer_parts(message))
    if any(part in phrases("company_writers") | phrases("interviewer") for part in parts):
        return True
    if any(part in phrases("customer_writers") for part in parts):
        return False
    flags = (
        value is _COMPANY_FLAGS[_fold_key(key)] for key, value in message.items() if _fold_key(key) in _COMPANY_FLAGS
    )
    return any(flags) or _is_by_someone_else(_identifiers_under(message, _WRITER_KEYS), known)


def _writer_parts(message: Mapping[str, object]) -> Iterator[str]:
    """Yield the words that say what part the writer has: "admin", "end user"."""
    for key, value in message.items():
        name = _fold_key(key)
        if isinstance(value, Mapping) and name in _WRITER_KEYS:
            yield from (fold(str(inner)) for each, inner in value.items() if _fold_key(each) in _ROLE_KEYS)
        elif isinstance(value, str) and name in _PART_KEYS:
            yield fold(value)


def _identifiers_under(row: Mapping[str, object], whom: frozenset[str]) -> Iterator[str]:
    """Yield the identifiers under the keys ``whom``: ids, names and addresses."""
    for key, value in row.items():
        name = _fold_key(key)
        if isinstance(value, Mapping) and name in whom:
            yield from (
                _normalise_identifier(inner)
                for each, inner in value.items()
                if _fold_key(each) in _IDENTIFYING_KEYS and inner
            )
        elif isinstance(value, str | int) and value and (name in whom or name.removesuffix(" id") in whom):
            yield _normalise_identifier(value)


def _is_by_someone_else(writers: Iterator[str], known: Participants) -> bool:
    """Tell whether a writer is staff, or differs from the customer in the same kind of identifier."""
    for writer in writers:
        if writer in known.staff - known.customers:
            return True
        alike = {each for each in known.customers if _identifier_kind(each) == _identifier_kind(writer)}
        if alike and writer not in alike:
            return True
    return False


@lru_cache(maxsize=4_096)
def _fold_key(key: str) -> str:
    """Fold a key; cached, since every row has the same few."""
    return fold(key)


@lru_cache(maxsize=4_096)
def _holds_words(key: str) -> bool:
    return column_phrases("text").match(fold(key))


def _normalise_identifier(value: object) -> str:
    return str(value).strip().casefold()


def _identifier_kind(told: str) -> str:
    return "id" if told.isdigit() else "address" if "@" in told else "name"
