"""Journals of tickets: what the leaver wrote in them, and nobody else; all people invented."""

from __future__ import annotations

import pytest

from analyzer.ingest.prose.extraction.ticket_journal import unroll_journal
from analyzer.ingest.prose.interview import parse_interview

_ENTRIES = (
    ("Bo Lind", "Work notes", "The lead says the headsets are on order."),
    (
        "Ada Rowe",
        "Additional comments",
        "Hi Bo, here it is.\n\n  a) The phones never stop.\n  ---\n  b) My lead was fair.",
    ),
    ("System", "Email sent", "Subject: Reminder, your answers are due."),
    ("Bo Lind", "Additional comments", "Hi Ada, can you answer here?\n  a) What was hard?\n  b) How were you led?"),
    ("System", "Field changes", "Assignment group: Tier 1 -> Tier 2"),
)


@pytest.mark.parametrize(
    "head",
    [
        "2024-09-20 11:0{at}:55  {by}  ->  {kind} (visible)",
        "2024-09-20 11:0{at}:55 - {by} ({kind})",
        "20.09.2024, 11:0{at} | {by} | {kind}",
        "[9/20/2024 11:0{at} AM] {by} – {kind}:",
    ],
)
def test_only_the_leavers_entries_are_theirs(head: str) -> None:
    entries = (f"{head.format(at=at, by=by, kind=kind)}\n  {said}\n" for at, (by, kind, said) in enumerate(_ENTRIES))
    ticket = "\n".join(["HR-1 | Exit | Closed", "Opened for:  Ada Rowe", *entries, "-----", "Reopen count: 0"])

    read = parse_interview(unroll_journal(ticket))

    assert " ".join(read.text.split()) == "Hi Bo, here it is. a) The phones never stop. b) My lead was fair."


def test_one_persons_diary_stays_as_it_is() -> None:
    diary = "\n".join(f"2024-09-2{at} 11:00 - Ada Rowe (night shift)\nNobody came." for at in range(4))

    assert unroll_journal(diary) == diary


def test_a_chat_with_dashes_is_no_journal() -> None:
    chat = "\n".join(f"2024-09-2{at} 11:00 - {by} - the rota changed" for at, by in enumerate(("Ada", "Bo") * 2))

    assert unroll_journal(chat) == chat
