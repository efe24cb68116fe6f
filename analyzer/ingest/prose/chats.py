"""Chats with a company in one cell: what the customer says, without the company's agents and bots.

A chat is recognised by labels of both sides ("Customer", "Agent"), by one side's labels beside times of day, or by
labels that other cells of the same column use.

For example:

    Agent Robin has joined the chat.       <- system message, dropped
    Agent Robin (10:02): How can I help?   -> replies
    Visitor 8812 (10:03): The app hangs.   -> said
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from analyzer.ingest.words import fold, phrases

_CLOCK = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[AaPp]\.?[Mm]\.?)?"
_DAY = r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}"
_STAMP = rf"(?:(?:{_DAY}[,T ]{{0,2}})?{_CLOCK}(?:\s?(?:Uhr|h|Z|UTC))?|(?:\d{{1,2}}h )?(?:\d{{1,2}}m )?\d{{1,2}}s)"
_LEADING_STAMP = re.compile(rf"^[\s>*-]*(?:[\[(]\s*{_STAMP}\s*[\])]|{_STAMP})\s*[-–—|:]?\s+")
# "Agent Robin (10:02): …", "Customer [12/03/2024 10:02] …", "Kundin, 10.02 Uhr: …"
_LABEL = re.compile(
    rf"^\W{{0,3}}(?P<label>[^\W\d_][^\n:\[\](){{}}]{{0,40}}?)\s*(?:\((?P<part>[^\W\d][^():\n]{{1,30}})\)\s*)?"
    rf"(?:,?\s*(?P<stamp>[\[(]\s*{_STAMP}\s*[\])]|{_STAMP})\s*:?|:)(?:\*\*)?(?:\s+|$)(?P<said>.*)$"
)
# "Agent Robin has joined the chat."
_SYSTEM_MESSAGE = re.compile(
    r"\b(?:joined|left the|ended|closed the|transferred|disconnected|beigetreten|verlassen|beendet|rejoint|quitté"
    r"|terminé|se ha unido|ha salido|finalizado|è entrat[oa]|ha lasciato|terminata|heeft .{2,20} verlaten|neemt deel"
    r"|entrou|saiu)\b",
    re.IGNORECASE,
)
# A possible label inside a line that holds several turns.
_INLINE_LABEL = re.compile(r"(?<=[.!?…)\]])\s+((?:[^\W\d_]+ ){0,2}\w+)(?=\s?:\s)")
_FEWEST_TURNS = 2
_LONGEST_SYSTEM = 9
_HEAD = re.compile(r"^[^\W\d][^:\n]{0,30}:(?:\s|$)")
_LONGEST_LABEL = 4
_FEWEST_STAMPED = 2
# At least this many cells must be chats before their labels count for the whole column.
_FEWEST_CHATS = 2


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat in a cell.

    Attributes:
        said: What the customer says, turn by turn.
        replies: What the company says.
    """

    said: tuple[str, ...]
    replies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Turn:
    label: str
    text: str
    side: str = ""
    stamped: bool = False


def find_chat(text: str, known: Collection[str] = ()) -> Chat | None:
    """Return the chat in a cell; None unless labels identify both sides, or one side beside times of day.

    Labels alone may be a list of subjects ("User: handy"). Without times, one label must repeat, the company must ask
    or have a name, or other cells of the column must be chats. Words above the first label are the customer's: a form's
    text, or the subject.

    Args:
        text: The cell.
        known: The labels of its column's chats, as ``chat_labels`` finds them.
    """
    above, turns = _turns(_one_turn_per_line(text).split("\n"))
    if not _has_both_sides(turns) and not _is_labelled(turns, known):
        return None
    sides = {turn.side for turn in turns}
    # A name that names no side belongs to the side that no label names.
    left = "desk" if "customer" in sides else "customer"
    turns = [replace(turn, side=turn.side or left) for turn in turns]
    said = tuple(turn.text for turn in turns if turn.side == "customer" and turn.text)
    replies = tuple(turn.text for turn in turns if turn.side == "desk" and turn.text)
    return Chat((above, *said) if above else said, replies)


def chat_labels(cells: Sequence[str]) -> tuple[str, ...]:
    """Return the labels that a column's chats use for speakers; none if most cells with such labels are no chats.

    A cell with one turn of each side does not show by itself what it is; the other cells of the column do.
    """
    chats, matters = 0, 0
    found: set[str] = set()
    for cell in cells:
        turns = _turns(_one_turn_per_line(cell).split("\n"))[1] if ":" in cell else []
        if _has_both_sides(turns):
            chats += 1
            found.update(turn.label for turn in turns if turn.side)
        else:
            matters += _names_both_sides(turns)
    return tuple(sorted(found)) if chats >= _FEWEST_CHATS and chats >= matters else ()


def _is_labelled(turns: Sequence[_Turn], known: Collection[str]) -> bool:
    """Whether the column's chats make these turns a chat: all their labels are known, or they identify both sides."""
    return bool(known and turns) and (_names_both_sides(turns) or all(turn.label in known for turn in turns))


def _names_both_sides(turns: Sequence[_Turn]) -> bool:
    return {"desk", "customer"} <= {turn.side for turn in turns}


def _has_both_sides(turns: Sequence[_Turn]) -> bool:
    sides = {turn.side for turn in turns}
    labels = {turn.label for turn in turns}
    if labels & (phrases("interviewer") - phrases("company_writers")):
        return False  # an interview, in which "employee" is who answers
    stamped = sum(turn.stamped for turn in turns) >= _FEWEST_STAMPED
    if _names_both_sides(turns):
        return stamped or len(turns) > len(labels) or any(map(_is_agent_talk, turns))
    told = {turn.side for turn in turns if turn.label not in phrases("desk_labels")} - {""}
    return bool(told) and "" in sides and stamped


def _is_agent_talk(turn: _Turn) -> bool:
    """Whether a turn of the company asks or has a person's name; "User: handy", "Support: slow" are subjects."""
    named = len(turn.label.split()) > 1 and not _side_of_words(turn.label)
    return turn.side == "desk" and ("?" in turn.text or named)


def _one_turn_per_line(text: str) -> str:
    """Put each turn of a chat that lost its line breaks on a line of its own."""
    if "\n" in text.strip() or text.count(":") < _FEWEST_TURNS:
        return text
    return _INLINE_LABEL.sub(lambda match: f"\n{match[1]}" if _side_of_label(match[1]) else match[0], text)


def _turns(lines: Sequence[str]) -> tuple[str, list[_Turn]]:
    """Return the words above the first turn, and the turns."""
    above: list[str] = []
    turns: list[_Turn] = []
    for line in lines:
        if turn := _read_turn(line):
            turns.append(turn)
        elif len(line.split()) <= _LONGEST_SYSTEM and _SYSTEM_MESSAGE.search(line):
            continue
        elif turns:
            turns[-1] = replace(turns[-1], text=f"{turns[-1].text}\n{line}".strip())
        elif not _HEAD.match(line):
            above.append(line)
    return "\n".join(above).strip(), turns


def _read_turn(line: str) -> _Turn | None:
    """Read the turn that a line begins; without a time, its label must name a side."""
    bare = _LEADING_STAMP.sub("", line, count=1)
    match = _LABEL.match(bare)
    if not match:
        return None
    label = fold(match["label"])
    stamped = bare != line or match["stamp"] is not None
    side = _side_of_label(match["part"] or "") or _side_of_label(match["label"])
    if not label or len(label.split()) > _LONGEST_LABEL or not (side or stamped):
        return None
    return _Turn(label, match["said"].strip(), side, stamped)


def _side_of_label(label: str) -> str:
    """Return the side that a label names ("Agent", "Agent Robin", "Visitor 8812", "Me"); "" if it names none.

    The words beside the telling ones must be a name or number: "Guest wifi" and "Staff on Sundays" are subjects.
    """
    words = [word.strip("*.,-–") for word in label.split()]
    words = [word for word in words if word]
    # The longest match decides: "Customer service" is not a customer.
    for length in range(len(words), 0, -1):
        for told, rest in ((words[:length], words[length:]), (words[-length:], words[:-length])):
            if side := _side_of_words(fold(" ".join(told))):
                return side if all(word[0].isupper() or word.isdigit() for word in rest) else ""
    return ""


def _side_of_words(words: str) -> str:
    if words in phrases("customer_writers") or words in phrases("writers_themselves"):
        return "customer"
    return "desk" if words in phrases("company_writers") or words in phrases("desk_labels") else ""
