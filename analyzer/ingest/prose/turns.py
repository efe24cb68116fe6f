"""Transcripts: who speaks each line, and which of them asks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from analyzer.ingest.prose.heads import find_head_lines
from analyzer.ingest.words import fold, is_remark, phrases

_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?(?:\s?[AaPp]\.?[Mm]\.?)?"
_DAY = r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?\s+"
_STAMP = re.compile(rf"^[\s>]*(?:[\[(]\s*(?:{_DAY})?{_CLOCK}\s*[\])]|(?:{_DAY})?{_CLOCK})(?:\s*[-–—|]\s*|\s+|$)")
_CUE = re.compile(rf"^\s*{_CLOCK}\s*-->\s*{_CLOCK}.*$|^WEBVTT\b.*$|^\d{{1,5}}$")
_VOICE = re.compile(r"^<v\s+([^>]+)>(.*?)(?:</v>)?$")
_NAME = r"[@\w][\w.'’/&-]*(?:[ \u00a0][\w.'’/&()-]+){0,4}?"
_COLON = re.compile(
    rf"^\W{{0,4}}?({_NAME})\s*(?:[\[(][^\])]{{1,40}}[\])])?\s*(?:\*\*|__)?\s?[:：](?:\*\*|__)?(?:\s+(.*)|$)"
)
_BRACKETS = re.compile(r"^\[([^\W\d][^\]:]{1,30})\]\s+(\S.*)$")
_DASH = re.compile(rf"^({_NAME})\s+[—–-]{{1,2}}\s+(.*)$")
_DOT = re.compile(r"^([A-Z]{1,2}\d{0,3})[.)]\s+(.*)$")
_TAB = re.compile(rf"^({_NAME})\t+(.+)$")
_ALONE = re.compile(rf"^({_NAME})\s{{1,6}}[\[(]?{_CLOCK}[\])]?\s*$")
_SPEAKER_NUMBER = re.compile(r"\s*\d+$")
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
_BRACKETED = re.compile(r"([\w.'’ -]{2,50})\s*\(([^()]{2,40})\)")
_PROMPT = re.compile(
    r"(?:(?:so|and|okay|ok|right|well|then|now|please|und|et|y|e|en)[,]?\s+)*(?:tell (?:me|us)|walk me|talk me|take me|"
    r"describe|give me|let['’]s|help me understand|i['’]d (?:like|love) to (?:hear|know|ask)|erzählen sie|"
    r"beschreiben sie|schildern sie|nennen sie|sagen sie|parlez|racontez|décrivez|dites|hábleme|cuénteme|dígame|"
    r"describa|mi (?:parli|racconti|dica)|descriva|vertel|beschrijf|noem|fale|conte|descreva|diga)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(r"(?:[^\W\d_a-zß-ÿ][\w'’-]*\.?,?|de|van|von|der|da|di|del|la|le)$")
_OPEN_ENDED = re.compile(r"[^\s.!?…:]\s*$")
_CONDUCTED = frozenset(
    {"gesprach gefuhrt von", "interviewt von", "entretien mene par", "mene par", "entrevista realizada por", "notes by",
     "colloquio condotto da", "gesprek gevoerd door", "entrevista conduzida por", "interview conducted by"}
)  # fmt: skip
_ASKS = "?"
_QUESTION_SPEAKER = "q"


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says in one go. ``speaker`` is the folded label."""

    speaker: str
    text: str


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
    """A line's label, what follows it, and the line as a whole for where the label turns out to be none."""

    label: str
    text: str
    whole: str
    dashed: bool = False


def find_dialogue(text: str) -> Dialogue | None:
    """The transcript that a text is, or None where its lines have no speakers; on one line, nobody answers."""
    if "\n" not in text:
        return None
    whole = text.split("\n")
    heads = find_head_lines(whole)  # "Von:" and "De:" come up again in a thread and are nobody who speaks
    lines = [_Line("", line, line) if at in heads else _split(line) for at, line in enumerate(whole)]
    lines = _label_questions(lines)
    speakers = _speakers(lines)
    if len(speakers) < 2:
        return None
    said = [at for at, line in enumerate(lines) if line.label in speakers]
    speakers |= {line.label for line in lines if line.label and _part_in_head(line.label, _whole(lines[: said[0]]))}
    turns = _turns(lines, speakers, subtitles="-->" in text)
    names = sum(1 for _ in takewhile(_only_names, turns))
    turns = turns[names:]
    asking = _asking(turns, speakers, _whole(lines[: said[min(names, len(said) - 1)]])) if turns else set()
    asking |= {turn.speaker for turn in turns} - speakers
    if not asking or not any(turn.text for turn in turns if turn.speaker not in asking):
        return None
    return Dialogue(tuple(turns), frozenset(asking))


def _whole(lines: Sequence[_Line]) -> str:
    return "\n".join(line.whole for line in lines)


def leavers(dialogue: Dialogue) -> tuple[str, ...]:
    """The numbered speakers who answer ("Leaver 1", "Leaver 2"), in the order they come up; else none."""
    found = tuple(dict.fromkeys(turn.speaker for turn in dialogue.turns if turn.speaker not in dialogue.asking))
    stems = {_SPEAKER_NUMBER.sub("", speaker) for speaker in found}
    numbered = all(_SPEAKER_NUMBER.search(speaker) for speaker in found)
    return found if len(found) > 1 and numbered and len(stems) == 1 else ()


def _split(line: str) -> _Line:
    """A line's label and the rest of it; label "" where none stands there."""
    if _CUE.match(line) or _RECORDING.match(line):
        return _Line("", "", "")
    bare = _STAMP.sub("", line, count=1).strip()
    if match := _VOICE.match(bare) or _COLON.match(bare) or _BRACKETS.match(bare):
        named = len(match[1]) <= 45 and any(c.isalpha() for c in match[1])
        return _Line(fold(match[1]) if named else "", (match[2] or "").strip(), bare)
    return _split_unmarked(line, bare)


def _split_unmarked(line: str, bare: str) -> _Line:
    """Labels without a colon: a name above its turn, "A. …", "SM — …"."""
    if bare != line.strip() and len(bare.split()) <= 8 and _SYSTEM.search(bare):
        return _Line("", "", "")
    if match := _ALONE.match(bare) or _ALONE.match(line.strip()):
        return _Line(fold(match[1]), "", bare)
    if match := _DOT.match(bare):
        return _Line(fold(match[1]), match[2], bare)
    if match := _DASH.match(bare) or _TAB.match(bare):
        return _Line(fold(match[1]) if len(match[1].split()) <= 3 else "", match[2].strip(), bare, dashed=True)
    return _Line("", bare, bare)


def _label_questions(lines: list[_Line]) -> list[_Line]:
    """Questions without a speaker, "1. Why?" above "A. Because", get one; Q1 and Q2 are the same speaker."""
    answers = sum(line.label in {"a", "r", "answer", "antwort", "reponse", "respuesta"} for line in lines)
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
    roles = {label for label in counts if _part(label) or _is_numbered_part(label)}
    repeated = {
        label for label, often in counts.items() if often >= (3 if dashed[label] == often else 2) and _is_label(label)
    }
    once = {label for label in roles if _is_numbered_part(label) or _holds_words(label, lines)} | _replies(lines)
    speakers = repeated | once
    if speakers and all(_part(label) == "interviewer" and len(label) > 1 for label in speakers):
        # Whoever answers the interviewer may speak up only once.
        first = next(at for at, line in enumerate(lines) if line.label in speakers)
        speakers |= {line.label for line in lines[first:] if line.label and _is_label(line.label) and _is_short(line)}
    filled = sum(bool(line.text or line.label) for line in lines)
    if sum(counts[label] for label in speakers) < max(2, 0.12 * filled):
        return set()
    numbered = [speaker for speaker in once if _is_numbered_part(speaker)]
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
    return any(
        line.label == label and (len(line.text.split()) > 5 or line.text.endswith((_ASKS, ".", "!"))) for line in lines
    )


def _replies(lines: Sequence[_Line]) -> set[str]:
    """Parts that answer right below a question, however few their words: "Q: Anything else?", "A: no"."""
    filled = [line for line in lines if line.whole]
    return {
        below.label
        for above, below in pairwise(filled)
        if _part(above.label) == "interviewer" and _ASKS in above.text and _part(below.label) == "leaver"
    }


def _turns(lines: Sequence[_Line], speakers: set[str], *, subtitles: bool) -> list[Turn]:
    """What each says in one go. Subtitles break in mid-sentence, and their next line names its speaker again."""
    turns: list[Turn] = []
    for line in lines:
        named = line.label in speakers or (bool(turns) and is_remark(line.label))
        if subtitles and turns and _goes_on(turns[-1], line, named):
            turns[-1] = replace(turns[-1], text=f"{turns[-1].text.rstrip()} {line.text}")
        elif named:
            turns.append(Turn(line.label, line.text))
        elif turns:
            turns[-1] = replace(turns[-1], text=f"{turns[-1].text}\n{line.whole}")
    return [replace(turn, text=turn.text.strip()) for turn in turns]


def _goes_on(turn: Turn, line: _Line, named: bool) -> bool:
    same = line.label == turn.speaker if named else not line.label
    return same and bool(_OPEN_ENDED.search(turn.text)) and bool(line.text)


def _asking(turns: Sequence[Turn], speakers: set[str], head: str) -> set[str]:
    """Who asks: by the word for their part where there is one, else by what the head says, else by how they talk."""
    parts = {speaker: _part(_SPEAKER_NUMBER.sub("", speaker)) or _part_in_head(speaker, head) for speaker in speakers}
    asking = {speaker for speaker, part in parts.items() if part in {"interviewer", "third_party"}}
    open_ = {speaker for speaker, part in parts.items() if not part}
    shares = {speaker: _asking_share(speaker, turns) for speaker in speakers}
    if open_ and (asking or any(part == "leaver" for part in parts.values())):
        answering = speakers - asking
        most = min(answering, key=lambda speaker: shares[speaker])
        asking |= {speaker for speaker in open_ if speaker != most and shares[speaker] > 0.5}
        if not asking:
            asking = {max(open_, key=lambda speaker: shares[speaker])}
        return asking
    if asking:
        return asking
    most_asking = max(
        sorted(speakers, key=lambda speaker: speaker != turns[0].speaker),
        key=lambda speaker: shares[speaker] - _spoken_share(speaker, turns) + 0.2 * (speaker == turns[0].speaker),
    )
    speaking = max(speakers - {most_asking}, key=lambda speaker: _spoken_share(speaker, turns))
    return {s for s in speakers if s == most_asking or (shares[s] > 0.6 and s != speaking)}


def _only_names(turn: Turn) -> bool:
    """Whether it says only who plays a part: "Employee: Ada Rowe" in the head of a transcript."""
    words = turn.text.split()
    return bool(_part(turn.speaker)) and 0 < len(words) <= 5 and all(map(_NAMED.match, words))


def _part_in_head(speaker: str, head: str) -> str:
    """The part that the lines above the first turn give a name: "Interviewer: Ada Rowe", "Ada Rowe (People team)"."""
    name = speaker.split(maxsplit=1)[0]
    for line in head.split("\n"):
        label, _, value = line.partition(":")
        field = fold(label)
        stated = _part(field) or ("interviewer" if field in _CONDUCTED else "")
        if stated and name in fold(value).split():
            return stated
        for match in _BRACKETED.finditer(line):
            words = fold(match[1]).split()
            if name in words[-4:] or (len(name) > 1 and "".join(word[0] for word in words).endswith(name)):
                return _part(fold(match[2]))
    return ""


def _asking_share(speaker: str, turns: Sequence[Turn]) -> float:
    """The share of a speaker's turns that ask: with a question mark, or "Tell me about …", "Walk me through …"."""
    said = [turn.text for turn in turns if turn.speaker == speaker]
    return sum(_ASKS in text or _prompts(text) for text in said) / len(said) if said else 0.0


def _prompts(text: str) -> bool:
    return any(_PROMPT.match(sentence) for sentence in re.split(r"(?<=[.!?…,])\s+", text))


def _spoken_share(speaker: str, turns: Sequence[Turn]) -> float:
    """The share of all words: who is interviewed says more."""
    words = sum(len(turn.text.split()) for turn in turns) or 1
    return sum(len(turn.text.split()) for turn in turns if turn.speaker == speaker) / words


def _part(label: str) -> str:
    """The part that a label names: "interviewer", "leaver", "third_party", or "" where the label does not say."""
    for part in ("third_party", "interviewer", "leaver"):
        if label in phrases(part):
            return part
    return ""


def _is_numbered_part(label: str) -> bool:
    return bool(_SPEAKER_NUMBER.search(label)) and _part(_SPEAKER_NUMBER.sub("", label)) == "leaver"
