"""Transcripts: who speaks each line, and which of the speakers ask.

A line is read as label and words ("Ada: …", "[00:04] Ada", "A. …", "AR — …"). A label is a speaker if it repeats or
names a role; a label within an answer ("Pay: poor.") is not.

For example:

    [00:04] Interviewer: Why are you leaving?
    [00:09] Ada Rowe: Pay: poor. Rota: worse.
    [00:31] Interviewer: Thank you.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile, pairwise, takewhile

from analyzer.ingest.prose.edges.titles import is_title
from analyzer.ingest.prose.forms.numbering import number_lettered_questions
from analyzer.ingest.prose.mail_headers import find_mail_header_lines
from analyzer.ingest.prose.narrator import has_first_person
from analyzer.ingest.prose.transcripts.dashed_turns import ASKING, find_dashed_turns
from analyzer.ingest.prose.transcripts.labelled_answers import find_labelled_answers
from analyzer.ingest.prose.transcripts.roles import (
    Turn,
    find_non_leavers,
    first_field,
    has_office_title,
    is_numbered_leaver,
    speaker_role,
    speaker_role_in_head,
    without_number,
)
from analyzer.ingest.words import fold, is_third_party_remark, phrases

_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?(?:\s?[AaPp]\.?[Mm]\.?)?"
# A time zone: "11:20 IST – Ada Rowe". Without a dash or bracket behind them, such letters are somebody's initials.
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
_LETTER_LABEL = re.compile(r"^([A-Z]{1,2}\d{0,3})[.)]\s+(.*)$")
_LABEL_END = re.compile(r"[:：]|\t")
_TAB = re.compile(rf"^({_NAME})\t+(.+)$")
# "DK  Thank you …": two blanks separate a name. Below a full stop they only separate sentences, as on typewriters.
_NAME_AND_BLANKS = re.compile(r"^([A-ZÀ-Þ][\w'’-]*(?: [A-ZÀ-Þ][\w'’-]*){0,2})[ \u00a0]{2,}(\S.*)$")
_NAME_AND_TIME = re.compile(rf"^({_NAME})(?:\s{{1,6}}|\s?[,|·•]\s?)[\[(]?(?:{_DAY})?{_CLOCK}[\])]?\s*$")
_FULL_NAME = re.compile(r"^((?:[A-ZÀ-Þ][\w'’.-]*,?\s){1,3}[A-ZÀ-Þ][\w'’.-]*)(?:\s+[\[(][^()\[\]]{1,60}[\])])?$")
_BRACKET_BEHIND_NAME = re.compile(r"\s+[\[(][^()\[\]]{1,60}[\])]$")
# "[00:04] DRIVER": in lower case, one word may as well be speech.
_ROLE_IN_CAPITALS = re.compile(r"^([A-ZÀ-Þ]{3,}(?:[ \u00a0][A-ZÀ-Þ]{2,}){0,2})$")
_NUMBERED_QUESTION = re.compile(r"^\s*(?:(?:[Qq]uestion|[Ff]rage|[Pp]regunta)\s*)?[QqF]?\d{1,3}\s*[.):]\s*(.*\S)\s*$")
_SYSTEM = re.compile(
    r"\b(?:joined|left|entered|ended|started|exported|muted|beigetreten|verlassen|rejoint|quitté|unido|salido)\b",
    re.IGNORECASE,
)
_RECORDING_NOTE = re.compile(
    r"^.{2,60}\b(?:started|stopped|startete|gestartet|beendet|démarré|arrêté|inició|detuvo|avviato|interrotto|gestart"
    r"|gestopt|iniciou|interrompeu)\b.{0,25}\b(?:trans[ck]ri\w+|recording|aufzeichnung|enregistrement|grabación"
    r"|registrazione|opname|gravação)\b.{0,12}$|^.{2,60}\b(?:trans[ck]ription|aufzeichnung) (?:gestartet|beendet)\W*$",
    re.IGNORECASE,
)
_NAME_WORD = re.compile(r"(?:\d{2,6}|[^\W\d_a-zß-ÿ][\w'’-]*\.?,?|de|van|von|der|da|di|del|la|le)$")
_ASKS = "?"
_QUESTION_SPEAKER = "q"
_NOBODY = ""
_FEWEST_TURNS = 4
# Words of a name, including a rank or an office.
_LONGEST_NAME = 7
_SEVERAL = 2


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A transcript, with its speakers told apart.

    Attributes:
        turns: In order; what stands before the first belongs to none.
        asking: The speakers who are not the leaver.
    """

    turns: tuple[Turn, ...]
    asking: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line's label, the words behind it, and the whole line in case the label turns out to be none.

    ``above``: Whether it is a name and a time alone, above the words; such a name need not repeat.
    """

    label: str
    text: str
    whole: str
    dashed: bool = False
    stamped: bool = False
    above: bool = False


def find_dialogue(text: str) -> Dialogue | None:
    """Return the transcript that a text is; None if its lines have no speakers, or it is a single line."""
    if "\n" not in text:
        return None
    whole = number_lettered_questions(text.split("\n"))
    heads = find_mail_header_lines(whole)  # "Von:" and "De:" repeat in a thread and are no speakers
    lines = [_Line("", line, line) if at in heads else _split_label(line) for at, line in enumerate(whole)]
    lines = _label_questions(_drop_untimed_labels(lines))
    speakers = _find_speakers(lines)
    speakers |= _find_interrupters(lines, speakers)
    if len(speakers) < 2:
        unnamed = find_dashed_turns(whole) or find_labelled_answers(whole)
        return Dialogue(unnamed, frozenset({ASKING})) if unnamed else None
    said = [at for at, line in enumerate(lines) if line.label in speakers]
    head = _join_lines(lines[: said[0]])
    below = [line for line in lines[said[0] :] if not line.text.isupper()]  # capitals: "CONFIDENTIAL" at the end
    speakers |= {line.label for line in below if line.label and speaker_role_in_head(line.label, head)}
    turns = _turns(lines, speakers)
    names = sum(1 for _ in takewhile(_only_names_speaker, turns))
    turns = turns[names:]
    head = _join_lines(lines[: said[min(names, len(said) - 1)]])
    labels = "\n".join(dict.fromkeys(_LABEL_END.split(lines[at].whole, maxsplit=1)[0] for at in said))  # "Ada (HR): …"
    asking = find_non_leavers(turns, speakers, f"{head}\n{labels}") if turns else set()
    asking |= {turn.speaker for turn in turns} - speakers
    if not asking or not any(turn.text for turn in turns if turn.speaker not in asking):
        return None
    return Dialogue(tuple(turns), frozenset(asking))


def _join_lines(lines: Sequence[_Line]) -> str:
    return "\n".join(line.whole for line in lines)


def numbered_leavers(dialogue: Dialogue) -> tuple[str, ...]:
    """The numbered speakers who answer ("Leaver 1", "Leaver 2"), in order of appearance; none if unnumbered."""
    found = tuple(dict.fromkeys(turn.speaker for turn in dialogue.turns if turn.speaker not in dialogue.asking))
    stems = {without_number(speaker) for speaker in found}
    numbered = all(without_number(speaker) != speaker for speaker in found)
    return found if len(found) > 1 and numbered and len(stems) == 1 else ()


def _split_label(line: str) -> _Line:
    """Split a line into label and words; the label is "" if there is none."""
    if _NUMBER_ALONE.match(line) or _RECORDING_NOTE.match(line):
        return _Line("", "", "")
    bare = _STAMP.sub("", line, count=1).strip()
    stamped = bare != line.strip()
    if match := _COLON.match(bare) or _BRACKETS.match(bare):
        named = len(match[1]) <= 45 and any(c.isalpha() for c in match[1])
        return _Line(fold(match[1]) if named else "", (match[2] or "").strip(), bare, stamped=stamped)
    return _split_label_without_colon(line, bare, stamped=stamped)


def _split_label_without_colon(line: str, bare: str, *, stamped: bool) -> _Line:
    """Read labels without a colon: a name above its turn, "A. …", "SM — …", "SM  …"."""
    if stamped and len(bare.split()) <= 8 and _SYSTEM.search(bare):
        return _Line("", "", "")
    if match := _NAME_AND_TIME.match(bare) or _NAME_AND_TIME.match(line.strip()):
        return _Line(fold(match[1]), "", bare, above=True)
    if stamped and (match := _FULL_NAME.match(bare) or _ROLE_IN_CAPITALS.match(bare)):
        return _Line(fold(match[1]), "", bare, stamped=stamped)
    if match := _LETTER_LABEL.match(bare):
        return _Line(fold(match[1]), match[2], bare)
    if match := _DASH.match(bare) or _TAB.match(bare) or _NAME_AND_BLANKS.match(bare):
        return _Line(fold(match[1]) if len(match[1].split()) <= 3 else "", match[2].strip(), bare, dashed=True)
    return _Line("", bare, bare, stamped=stamped)


def _drop_untimed_labels(lines: list[_Line]) -> list[_Line]:
    """If a time and a name stand above each turn, drop labels without a time: "Q2: the rota" is no speaker then."""
    named = Counter(line.label for line in lines if line.stamped and line.label and not line.text)
    if sum(often > 1 for often in named.values()) < _SEVERAL:
        return lines
    single = [_BRACKET_BEHIND_NAME.sub("", line.whole) for line in lines]
    words = Counter(
        word for line, word in zip(lines, single, strict=True) if line.stamped and word.istitle() and " " not in word
    )
    return [
        line
        if line.stamped and line.label
        # A single word that stands beside the time repeatedly is a name, too.
        else _Line(fold(word), "", line.whole, stamped=True)
        if line.stamped and words[word] > 1
        else _Line("", line.whole, line.whole)
        for line, word in zip(lines, single, strict=True)
    ]


def _label_questions(lines: list[_Line]) -> list[_Line]:
    """Label questions that have none ("1. Why?" above "A. Because"); Q1 and Q2 become the same speaker."""
    answers = sum(line.label in {"a", "r", "answer", "antwort", "reponse", "respuesta"} for line in lines)
    answers *= not any(line.label == _QUESTION_SPEAKER for line in lines)  # then numbers below an answer belong to it
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


def _find_speakers(lines: Sequence[_Line]) -> set[str]:
    """Find labels that repeat, and role words once there is one such label."""
    counts = Counter(line.label for line in lines if line.label)
    dashed = Counter(line.label for line in lines if line.label and line.dashed)
    roles = {label for label in counts if speaker_role(label) or is_numbered_leaver(label)}
    timed = {line.label for line in lines if line.stamped}  # a form's "Union rep: …" has no time before it
    repeated = {
        label
        for label, often in counts.items()
        if often >= (3 if dashed[label] == often else 2) and (label in timed or _is_label(label))
    }
    once = {label for label in roles if is_numbered_leaver(label) or _says_something(label, lines)} | _replies(lines)
    stamped = [line.label for line in lines if line.above]
    once |= set(stamped) if repeated.intersection(stamped) else set()
    speakers = repeated | once
    if speakers and all(speaker_role(label) == "interviewer" and len(label) > 1 for label in speakers):
        # The leaver, who answers the interviewer, may have only one turn.
        first = next(at for at, line in enumerate(lines) if line.label in speakers)
        speakers |= {line.label for line in lines[first:] if line.label and _is_label(line.label) and _is_short(line)}
    filled = sum(bool(line.text or line.label) for line in lines)
    if sum(counts[label] for label in speakers) < max(2, 0.12 * filled):
        return set()
    numbered = [speaker for speaker in once if is_numbered_leaver(speaker)]
    if not repeated and not _replies(lines) and len(numbered) < 2:
        return set()
    return speakers


def _is_short(line: _Line) -> bool:
    return len(line.label.split()) <= 3 and line.whole[:1].isupper()


def _is_label(label: str) -> bool:
    return (
        label not in phrases("labels")
        and label not in phrases("fields") - phrases("interviewer") - phrases("leaver")
        and not is_third_party_remark(label)
    )


def _says_something(label: str, lines: Sequence[_Line]) -> bool:
    """Whether a role that is named once says something; "Interviewer: Jo Park, HR" in a form's head does not."""
    said = [first_field(line.text) for line in lines if line.label == label]
    return any(
        text.endswith((_ASKS, ".", "!")) or (len(text.split()) > 5 and not all(map(is_title, text.split(","))))
        for text in said
    )


def _replies(lines: Sequence[_Line]) -> set[str]:
    """Roles that answer right below a question, however briefly: "Q: Anything else?", "A: no"."""
    filled = [line for line in lines if line.whole]
    return {
        below.label
        for above, below in pairwise(filled)
        if speaker_role(above.label) == "interviewer" and _ASKS in above.text and speaker_role(below.label) == "leaver"
    }


def _find_interrupters(lines: Sequence[_Line], speakers: set[str]) -> set[str]:
    """Find speakers with one turn, or with a label like "Manager", who ask something or interrupt somebody.

    "Pay: poor." within an answer is no speaker: the answer continues without a new label. A time before each name is as
    good a sign.
    """
    spoken = [line for line in lines if line.label in speakers]
    stamped = any(line.stamped for line in spoken)
    named = [
        line for line in lines if line.label in speakers or (_kind_of_person_label(line) and line.stamped is stamped)
    ]
    if stamped:
        return {line.label for line in named if not is_third_party_remark(line.label)}
    kinds = {_kind_of_person_label(line) for line in spoken} - {"word"}
    renamed = any(above.label == below.label for above, below in pairwise(spoken))
    return {
        line.label
        for above, line, below in zip(named, named[1:], named[2:], strict=False)
        if len(speakers) > 1
        and speakers >= {above.label, below.label}
        and not is_third_party_remark(line.label)
        and (
            (_kind_of_person_label(line) in kinds and (_ASKS in line.text or above.label == below.label))
            or (above.label == below.label and not renamed)
        )
    }


def _kind_of_person_label(line: _Line) -> str:
    """How a label names a person: "initials", "name", "office", "word", the word before a number, or ""."""
    match = _COLON.match(line.whole)
    if not match or fold(match[1]) != line.label or not line.text:
        return ""
    words, stem = match[1].split(), without_number(line.label)
    if stem != line.label:
        return stem if len(words) <= 2 else ""
    if speaker_role(line.label) or has_office_title(line.label):
        return "office" if len(words) <= 4 else ""
    if len(words) == 1:
        return "initials" if match[1].isupper() and 2 <= len(match[1]) <= 3 else "word" if match[1][0].isupper() else ""
    return "name" if len(words) <= 4 and all(map(_NAME_WORD.match, words)) else ""


def _turns(lines: Sequence[_Line], speakers: set[str]) -> list[Turn]:
    """Collect what each speaker says in one go."""
    turns: list[Turn] = []
    below = _closing_note(lines, speakers)
    for line in lines[: len(lines) - len(below)]:
        if line.label in speakers or (bool(turns) and is_third_party_remark(line.label)):
            turns.append(Turn(line.label, line.text))
        elif turns:
            turns[-1] = replace(turns[-1], text=f"{turns[-1].text}\n{line.whole}")
    note = [Turn(_NOBODY, _join_lines(below))] if below else []
    return [replace(turn, text=turn.text.strip()) for turn in (*turns, *note)]


def _closing_note(lines: Sequence[_Line], speakers: set[str]) -> Sequence[_Line]:
    """The lines below the last turn that nobody said: they tell when the talk ended, or name a speaker.

    Only if no other turn has paragraphs, and never if they have a first person.
    """
    said = [at for at, line in enumerate(lines) if line.label in speakers]
    below = list(dropwhile(lambda line: line.whole, lines[said[-1] :]))
    talk = pairwise(lines[said[0] : said[-1] + 1])
    paragraphs = any(not above.whole and line.whole and line.label not in speakers for above, line in talk)
    text = _join_lines(below)
    if len(said) < _FEWEST_TURNS or paragraphs or has_first_person(text):
        return []
    folded = f" {fold(text)} "
    told = any(f" {speaker} " in folded for speaker in speakers if len(speaker) > 1) or _TIME_OF_DAY.search(text)
    return below if told else []


def _only_names_speaker(turn: Turn) -> bool:
    """Whether a turn only says who has a role: "Employee: Ada Rowe" in a transcript's head."""
    words = first_field(turn.text.split("\n")[0]).split()
    stated = speaker_role(turn.speaker) or speaker_role(without_number(turn.speaker))
    return bool(stated) and 0 < len(words) <= _LONGEST_NAME and all(map(_NAME_WORD.match, words))
