"""Transcripts: who speaks each line, and which of them asks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile, pairwise, takewhile

from analyzer.ingest.prose.edges.titles import is_title
from analyzer.ingest.prose.forms.numbering import number_letters
from analyzer.ingest.prose.heads import find_head_lines
from analyzer.ingest.prose.talk.asking import (
    Turn,
    find_asking,
    first_field,
    has_office,
    is_numbered_part,
    part_in_head,
    part_of,
    without_number,
)
from analyzer.ingest.prose.talk.dashes import ASKING, find_dashed
from analyzer.ingest.prose.talk.formulas import find_answers
from analyzer.ingest.prose.voice import speaks_for_self
from analyzer.ingest.words import fold, is_remark, phrases

_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?(?:\s?[AaPp]\.?[Mm]\.?)?"
# "11:20 IST – Ada Rowe": without what parts it from the name, such letters are somebody's initials.
_CLOCK += r"(?:\s(?:[A-Z]{1,4}T|UTC|[+-]\d{2}:?\d{2})(?=\s*[-–—|\])]))?"
_DAY = r"\d{1,4}[./ -](?:\d{1,2}|[^\W\d_]{3,9}\.?)[./ -]\d{1,4},?\s+"
_TIME_OF_DAY = re.compile(r"\b\d{1,2}[:.h]\d{2}\b(?!\.?\d)")
_STAMP = re.compile(rf"^[\s>]*(?:[\[(]\s*(?:{_DAY})?{_CLOCK}\s*[\])]|(?:{_DAY})?{_CLOCK})(?:\s*[-–—|]\s*|\s+|$)")
_NUMBER_ALONE = re.compile(r"^\d{1,5}$")
_NAME = r"[@\w][\w.'’/&-]*(?:[ \u00a0][\w.'’/&()-]+){0,4}?"
_COLON = re.compile(
    rf"^\W{{0,4}}?({_NAME})\s*(?:[\[(][^\])]{{1,40}}[\])])?\s*(?:\*\*|__)?\s?[:：](?:\*\*|__)?(?:\s+(.*)|$)"
)
_BRACKETS = re.compile(r"^\[([^\W\d][^\]:]{1,30})\]\s+(\S.*)$")
_DASH = re.compile(rf"^({_NAME})\s+[—–-]{{1,2}}\s+(.*)$")
_DOT = re.compile(r"^([A-Z]{1,2}\d{0,3})[.)]\s+(.*)$")
_LABEL_END = re.compile(r"[:：]|\t")
_TAB = re.compile(rf"^({_NAME})\t+(.+)$")
# "DK  Thank you …": two blanks set a name apart; below a full stop they only part sentences, as typewriters have it.
_BLANKS = re.compile(r"^([A-ZÀ-Þ][\w'’-]*(?: [A-ZÀ-Þ][\w'’-]*){0,2})[ \u00a0]{2,}(\S.*)$")
_ALONE = re.compile(rf"^({_NAME})(?:\s{{1,6}}|\s?[,|·•]\s?)[\[(]?(?:{_DAY})?{_CLOCK}[\])]?\s*$")
_FULL_NAME = re.compile(r"^((?:[A-ZÀ-Þ][\w'’.-]*,?\s){1,3}[A-ZÀ-Þ][\w'’.-]*)(?:\s+[\[(][^()\[\]]{1,60}[\])])?$")
_BEHIND = re.compile(r"\s+[\[(][^()\[\]]{1,60}[\])]$")
# "[00:04] DRIVER": in small letters one word is as likely said.
_PART_ALONE = re.compile(r"^([A-ZÀ-Þ]{3,}(?:[ \u00a0][A-ZÀ-Þ]{2,}){0,2})$")
_NUMBERED_QUESTION = re.compile(r"^\s*(?:(?:[Qq]uestion|[Ff]rage|[Pp]regunta)\s*)?[QqF]?\d{1,3}\s*[.):]\s*(.*\S)\s*$")
_SYSTEM = re.compile(
    r"\b(?:joined|left|entered|ended|started|exported|muted|beigetreten|verlassen|rejoint|quitté|unido|salido)\b",
    re.IGNORECASE,
)
_RECORDING = re.compile(
    r"^.{2,60}\b(?:started|stopped|startete|gestartet|beendet|démarré|arrêté|inició|detuvo|avviato|interrotto|gestart"
    r"|gestopt|iniciou|interrompeu)\b.{0,25}\b(?:trans[ck]ri\w+|recording|aufzeichnung|enregistrement|grabación"
    r"|registrazione|opname|gravação)\b.{0,12}$|^.{2,60}\b(?:trans[ck]ription|aufzeichnung) (?:gestartet|beendet)\W*$",
    re.IGNORECASE,
)
_NAMED = re.compile(r"(?:\d{2,6}|[^\W\d_a-zß-ÿ][\w'’-]*\.?,?|de|van|von|der|da|di|del|la|le)$")
_ASKS = "?"
_QUESTION_SPEAKER = "q"
_NOBODY = ""
_FEWEST_TURNS = 4
# With a rank or an office.
_LONGEST_NAME = 7
_SEVERAL = 2


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A transcript, its speakers told apart.

    Attributes:
        turns: In order; what stands before the first is no part of them.
        asking: The speakers who are not the leaver.
    """

    turns: tuple[Turn, ...]
    asking: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line's label, what follows it, and the line as a whole for where the label turns out to be none.

    ``above``: A name and a time that stand alone above what is said, so that no name has to come up again.
    """

    label: str
    text: str
    whole: str
    dashed: bool = False
    stamped: bool = False
    above: bool = False


def find_dialogue(text: str) -> Dialogue | None:
    """The transcript that a text is, or None where its lines have no speakers; on one line, nobody answers."""
    if "\n" not in text:
        return None
    whole = number_letters(text.split("\n"))
    heads = find_head_lines(whole)  # "Von:" and "De:" come up again in a thread and are nobody who speaks
    lines = [_Line("", line, line) if at in heads else _split(line) for at, line in enumerate(whole)]
    lines = _label_questions(_without_untimed(lines))
    speakers = _speakers(lines)
    speakers |= _breaking_in(lines, speakers)
    if len(speakers) < 2:
        unnamed = find_dashed(whole) or find_answers(whole)
        return Dialogue(unnamed, frozenset({ASKING})) if unnamed else None
    said = [at for at, line in enumerate(lines) if line.label in speakers]
    head = _whole(lines[: said[0]])
    below = [line for line in lines[said[0] :] if not line.text.isupper()]  # a mark of secrecy ends what it began
    speakers |= {line.label for line in below if line.label and part_in_head(line.label, head)}
    turns = _turns(lines, speakers)
    names = sum(1 for _ in takewhile(_only_names, turns))
    turns = turns[names:]
    head = _whole(lines[: said[min(names, len(said) - 1)]])
    labels = "\n".join(dict.fromkeys(_LABEL_END.split(lines[at].whole, maxsplit=1)[0] for at in said))  # "Ada (HR): …"
    asking = find_asking(turns, speakers, f"{head}\n{labels}") if turns else set()
    asking |= {turn.speaker for turn in turns} - speakers
    if not asking or not any(turn.text for turn in turns if turn.speaker not in asking):
        return None
    return Dialogue(tuple(turns), frozenset(asking))


def _whole(lines: Sequence[_Line]) -> str:
    return "\n".join(line.whole for line in lines)


def leavers(dialogue: Dialogue) -> tuple[str, ...]:
    """The numbered speakers who answer ("Leaver 1", "Leaver 2"), in the order they come up; else none."""
    found = tuple(dict.fromkeys(turn.speaker for turn in dialogue.turns if turn.speaker not in dialogue.asking))
    stems = {without_number(speaker) for speaker in found}
    numbered = all(without_number(speaker) != speaker for speaker in found)
    return found if len(found) > 1 and numbered and len(stems) == 1 else ()


def _split(line: str) -> _Line:
    """A line's label and the rest of it; label "" where none stands there."""
    if _NUMBER_ALONE.match(line) or _RECORDING.match(line):
        return _Line("", "", "")
    bare = _STAMP.sub("", line, count=1).strip()
    stamped = bare != line.strip()
    if match := _COLON.match(bare) or _BRACKETS.match(bare):
        named = len(match[1]) <= 45 and any(c.isalpha() for c in match[1])
        return _Line(fold(match[1]) if named else "", (match[2] or "").strip(), bare, stamped=stamped)
    return _split_unmarked(line, bare, stamped=stamped)


def _split_unmarked(line: str, bare: str, *, stamped: bool) -> _Line:
    """Labels without a colon: a name above its turn, "A. …", "SM — …", "SM  …"."""
    if stamped and len(bare.split()) <= 8 and _SYSTEM.search(bare):
        return _Line("", "", "")
    if match := _ALONE.match(bare) or _ALONE.match(line.strip()):
        return _Line(fold(match[1]), "", bare, above=True)
    if stamped and (match := _FULL_NAME.match(bare) or _PART_ALONE.match(bare)):
        return _Line(fold(match[1]), "", bare, stamped=stamped)
    if match := _DOT.match(bare):
        return _Line(fold(match[1]), match[2], bare)
    if match := _DASH.match(bare) or _TAB.match(bare) or _BLANKS.match(bare):
        return _Line(fold(match[1]) if len(match[1].split()) <= 3 else "", match[2].strip(), bare, dashed=True)
    return _Line("", bare, bare, stamped=stamped)


def _without_untimed(lines: list[_Line]) -> list[_Line]:
    """Where a time and a name stand above what each says, "Q2: the rota" within it is nobody else who speaks."""
    named = Counter(line.label for line in lines if line.stamped and line.label and not line.text)
    if sum(often > 1 for often in named.values()) < _SEVERAL:
        return lines
    single = [_BEHIND.sub("", line.whole) for line in lines]
    words = Counter(
        word for line, word in zip(lines, single, strict=True) if line.stamped and word.istitle() and " " not in word
    )
    return [
        line
        if line.stamped and line.label
        # One word beside the time, time and again, is a name as well.
        else _Line(fold(word), "", line.whole, stamped=True)
        if line.stamped and words[word] > 1
        else _Line("", line.whole, line.whole)
        for line, word in zip(lines, single, strict=True)
    ]


def _label_questions(lines: list[_Line]) -> list[_Line]:
    """Questions without a speaker, "1. Why?" above "A. Because", get one; Q1 and Q2 are the same speaker."""
    answers = sum(line.label in {"a", "r", "answer", "antwort", "reponse", "respuesta"} for line in lines)
    answers *= not any(line.label == _QUESTION_SPEAKER for line in lines)  # numbers below an answer are its own, then
    labelled = []
    for line in lines:
        label = re.sub(
            r"^(q|question|frage|f|p|pregunta|a|r|answer|antwort|reponse|respuesta) ?\d+$", r"\1", line.label
        )
        if not label and answers and (match := _NUMBERED_QUESTION.match(line.text)):
            labelled.append(_Line(_QUESTION_SPEAKER, match[1], line.whole))
        else:
            labelled.append(replace(line, label=label))
    return labelled


def _speakers(lines: Sequence[_Line]) -> set[str]:
    """Labels that come up again, and words for a part in an interview once one label does."""
    counts = Counter(line.label for line in lines if line.label)
    dashed = Counter(line.label for line in lines if line.label and line.dashed)
    roles = {label for label in counts if part_of(label) or is_numbered_part(label)}
    timed = {line.label for line in lines if line.stamped}  # a form's "Union rep: …" has no time before it
    repeated = {
        label
        for label, often in counts.items()
        if often >= (3 if dashed[label] == often else 2) and (label in timed or _is_label(label))
    }
    once = {label for label in roles if is_numbered_part(label) or _holds_words(label, lines)} | _replies(lines)
    stamped = [line.label for line in lines if line.above]
    once |= set(stamped) if repeated.intersection(stamped) else set()
    speakers = repeated | once
    if speakers and all(part_of(label) == "interviewer" and len(label) > 1 for label in speakers):
        # Whoever answers the interviewer may speak up only once.
        first = next(at for at, line in enumerate(lines) if line.label in speakers)
        speakers |= {line.label for line in lines[first:] if line.label and _is_label(line.label) and _is_short(line)}
    filled = sum(bool(line.text or line.label) for line in lines)
    if sum(counts[label] for label in speakers) < max(2, 0.12 * filled):
        return set()
    numbered = [speaker for speaker in once if is_numbered_part(speaker)]
    if not repeated and not _replies(lines) and len(numbered) < 2:
        return set()
    return speakers


def _is_short(line: _Line) -> bool:
    return len(line.label.split()) <= 3 and line.whole[:1].isupper()


def _is_label(label: str) -> bool:
    return (
        label not in phrases("labels")
        and label not in phrases("fields") - phrases("interviewer") - phrases("leaver")
        and not is_remark(label)
    )


def _holds_words(label: str, lines: Sequence[_Line]) -> bool:
    """Whether a once-named part says something: "Interviewer: Jo Park, HR" in a form's head says who, not what."""
    said = [first_field(line.text) for line in lines if line.label == label]
    return any(
        text.endswith((_ASKS, ".", "!")) or (len(text.split()) > 5 and not all(map(is_title, text.split(","))))
        for text in said
    )


def _replies(lines: Sequence[_Line]) -> set[str]:
    """Parts that answer right below a question, however few their words: "Q: Anything else?", "A: no"."""
    filled = [line for line in lines if line.whole]
    return {
        below.label
        for above, below in pairwise(filled)
        if part_of(above.label) == "interviewer" and _ASKS in above.text and part_of(below.label) == "leaver"
    }


def _breaking_in(lines: Sequence[_Line], speakers: set[str]) -> set[str]:
    """Those named like the others who speak only once or as "Manager", and put a question or cut in on somebody.

    "Pay: poor." within an answer is no speaker: whoever said it goes on without being named again. Where a time stands
    before each name, it tells as much.
    """
    spoken = [line for line in lines if line.label in speakers]
    stamped = any(line.stamped for line in spoken)
    named = [line for line in lines if line.label in speakers or (_person_kind(line) and line.stamped is stamped)]
    if stamped:
        return {line.label for line in named if not is_remark(line.label)}
    kinds = {_person_kind(line) for line in spoken} - {"word"}
    renamed = any(above.label == below.label for above, below in pairwise(spoken))
    return {
        line.label
        for above, line, below in zip(named, named[1:], named[2:], strict=False)
        if len(speakers) > 1
        and speakers >= {above.label, below.label}
        and not is_remark(line.label)
        and (
            (_person_kind(line) in kinds and (_ASKS in line.text or above.label == below.label))
            or (above.label == below.label and not renamed)
        )
    }


def _person_kind(line: _Line) -> str:
    """How a label names a person: by initials, a name, an office, a word or a word and a number; else ""."""
    match = _COLON.match(line.whole)
    if not match or fold(match[1]) != line.label or not line.text:
        return ""
    words, stem = match[1].split(), without_number(line.label)
    if stem != line.label:
        return stem if len(words) <= 2 else ""
    if part_of(line.label) or has_office(line.label):
        return "office" if len(words) <= 4 else ""
    if len(words) == 1:
        return "initials" if match[1].isupper() and 2 <= len(match[1]) <= 3 else "word" if match[1][0].isupper() else ""
    return "name" if len(words) <= 4 and all(map(_NAMED.match, words)) else ""


def _turns(lines: Sequence[_Line], speakers: set[str]) -> list[Turn]:
    """What each says in one go."""
    turns: list[Turn] = []
    below = _closing_note(lines, speakers)
    for line in lines[: len(lines) - len(below)]:
        if line.label in speakers or (bool(turns) and is_remark(line.label)):
            turns.append(Turn(line.label, line.text))
        elif turns:
            turns[-1] = replace(turns[-1], text=f"{turns[-1].text}\n{line.whole}")
    note = [Turn(_NOBODY, _whole(below))] if below else []
    return [replace(turn, text=turn.text.strip()) for turn in (*turns, *note)]


def _closing_note(lines: Sequence[_Line], speakers: set[str]) -> Sequence[_Line]:
    """What stands apart below the last turn and tells when the talk ended, or speaks of a speaker: nobody said it.

    Only where no other turn has paragraphs, and never what anybody says of themselves.
    """
    said = [at for at, line in enumerate(lines) if line.label in speakers]
    below = list(dropwhile(lambda line: line.whole, lines[said[-1] :]))
    talk = pairwise(lines[said[0] : said[-1] + 1])
    paragraphs = any(not above.whole and line.whole and line.label not in speakers for above, line in talk)
    text = _whole(below)
    if len(said) < _FEWEST_TURNS or paragraphs or speaks_for_self(text):
        return []
    folded = f" {fold(text)} "
    told = any(f" {speaker} " in folded for speaker in speakers if len(speaker) > 1) or _TIME_OF_DAY.search(text)
    return below if told else []


def _only_names(turn: Turn) -> bool:
    """Whether it says only who plays a part: "Employee: Ada Rowe" in the head of a transcript."""
    words = first_field(turn.text.split("\n")[0]).split()
    stated = part_of(turn.speaker) or part_of(without_number(turn.speaker))
    return bool(stated) and 0 < len(words) <= _LONGEST_NAME and all(map(_NAMED.match, words))
