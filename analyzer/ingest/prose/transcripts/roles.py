"""Which speakers of a transcript ask, and which of them is the leaver.

Labels that name a role ("Interviewer", "Leaver") decide first, then roles in the head ("Ada Rowe (leaver)"), then who
asks, answers and talks about themselves.

For example:

    Bo: Why are you leaving?           <- asks: not the leaver
    Ada: I never knew my shifts.       <- answers, about herself: the leaver
    Bo: Thank you, Ada.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analyzer.ingest.prose.narrator import count_first_person
from analyzer.ingest.words import fold, names_interviewer, phrases

_ASKS = "?"
_SPEAKER_NUMBER = re.compile(r"\s*\d+$")
# Fields side by side on one line of a head: "Employee: Ada Rowe | Interviewer: Bo Lind".
_FIELD_SEPARATOR = re.compile(r"\s*[|;·•\t]\s*|\s{3,}|\s[–—/]\s")
_BRACKETED = re.compile(r"([\w.'’ -]{2,50})\s*\(([^()]{2,40})\)(?:\s*[\[(](\w{1,4})[\])])?")
# The role stands behind the initials: "Dr Ada Rowe (AR), Human Resources / Bo Lind (BL), fitter".
_INITIALS = re.compile(r"\(([A-Z]{2,4})\)[\s,:–—-]*([^()/;|]{1,60})")
_INVITATION = re.compile(
    r"(?:(?:so|and|okay|ok|right|well|then|now|please|und|et|y|e|en)[,]?\s+)*(?:tell (?:me|us)|walk me|talk me|take me|"
    r"describe|give me|let['’]s|help me understand|i['’]d (?:like|love) to (?:hear|know|ask)|erzählen sie|"
    r"beschreiben sie|schildern sie|nennen sie|sagen sie|parlez|racontez|décrivez|dites|hábleme|cuénteme|dígame|"
    r"describa|mi (?:parli|racconti|dica)|descriva|vertel|beschrijf|noem|fale|conte|descreva|diga)\b",
    re.IGNORECASE,
)
_CONDUCTED_BY = frozenset(
    {"gesprach gefuhrt von", "interviewt von", "entretien mene par", "mene par", "entrevista realizada por", "notes by",
     "colloquio condotto da", "gesprek gevoerd door", "entrevista conduzida por", "interview conducted by"}
)  # fmt: skip
_PUNCTUATION = re.compile(r"[,.!?;:…–—]+")
# Weights in the leaver score, beside the shares of words said and of turns that ask: for beginning, for being addressed
# or named in the title, and for speaking about oneself rather than to somebody. The last is unreliable for few words,
# so _NEUTRAL_WORDS neutral ones are added.
_BEGINNING_WEIGHT, _NAMED_WEIGHT, _SELF_REFERENCE_WEIGHT = 0.2, 0.3, 1.0
_NEUTRAL_WORDS = 8
# Formal "you". The same words in lower case mean "they", or are articles.
_FORMAL_YOU = re.compile(r"(?<=[a-zß-ÿ,;]\s)(?:Sie|Ihnen|Ihr(?:e[nmrs]?)?|Lei|U)\b")
# A speaker who asks less often than in every fourth turn may be wondering aloud.
_MIN_ASKING_SHARE = 0.25
_MAX_REMARK_SHARE = 0.5
_SEVERAL = 2


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says in one go. ``speaker`` is the folded label."""

    speaker: str
    text: str


def find_non_leavers(turns: Sequence[Turn], speakers: set[str], head: str) -> set[str]:
    """Find the speakers who are not the leaver: by role words, by the head, otherwise by who answers whom.

    Normally one speaker is the leaver. Another speaker without a role counts as a leaver only while they answer, too;
    in doubt, words are kept.
    """
    roles = {speaker: _stated_role(speaker, speakers, head) for speaker in speakers}
    asking = {speaker for speaker, role in roles.items() if role in {"interviewer", "third_party"}}
    leaving = {speaker for speaker, role in roles.items() if role == "leaver"}
    officials = {speaker for speaker, role in roles.items() if role == "office"}
    undecided = speakers - asking - leaving
    talk = _measure_talk(turns, head)
    leaving = leaving or set(sorted(undecided - officials or undecided, key=talk.leaver_score)[-1:])
    rest = undecided - leaving
    # "Manager: never there." may stand in an answer; a label that names HR is a speaker.
    others = {one for one in rest & officials if names_interviewer(one)}
    others |= {one for one in rest if talk.asks_more(one) or talk.only_cuts_in(one, leaving)}
    others |= {
        one for one in rest if talk.only_remarks(one, leaving) and (talk.turns[one] == 1 or _is_present(one, head))
    }
    asking |= others if asking else others | ({talk.begins} & rest)
    return asking or set(sorted(rest, key=talk.leaver_score)[:1])


@dataclass(frozen=True, slots=True)
class _Talk:
    """Statistics on how the speakers of a transcript talk to each other.

    Attributes:
        begins: Who speaks first.
        turns: How many turns each speaker has.
        words: How many words each says.
        asked: How many turns of each ask.
        answered: How many turns of each follow somebody else's question and ask nothing.
        cut_in: How often the first of a pair speaks between two turns of the second.
        called: How many turns of others address each by name.
        titled: The one speaker whom the top line names, or "".
        of_self: How much each speaks about themselves rather than to somebody, -1 to 1.
    """

    begins: str
    turns: Counter[str]
    words: Counter[str]
    asked: Counter[str]
    answered: Counter[str]
    cut_in: Counter[tuple[str, str]]
    called: Counter[str]
    titled: str
    self_reference: Mapping[str, float]

    def asks_more(self, speaker: str) -> bool:
        """Whether a speaker asks more often than they answer."""
        asked, turns = self.asked[speaker], self.turns[speaker]
        return asked > 0.5 * turns or (asked >= _MIN_ASKING_SHARE * turns and asked > self.answered[speaker])

    def only_cuts_in(self, speaker: str, leaving: set[str]) -> bool:
        """Whether a speaker never answers, and the leaver has a labelled turn again after theirs.

        "Pay: poor." within an answer is no speaker. A second leaver would be asked, too.
        """
        cut_in = sum(self.cut_in[speaker, leaver] for leaver in leaving)
        return 2 * cut_in >= self.turns[speaker] > 0 and not self.answered[speaker]

    def only_remarks(self, speaker: str, leaving: set[str]) -> bool:
        """Whether a speaker never answers, and says little compared with the leaver."""
        most = max((self.words[leaver] for leaver in leaving), default=0)
        return not self.answered[speaker] and self.words[speaker] <= _MAX_REMARK_SHARE * most

    def leaver_score(self, speaker: str) -> float:
        """Score how much a speaker looks like the leaver.

        The leaver speaks more, and about themselves; asks less; is addressed by name, or named in the title; and does
        not begin.
        """
        asking = self.asked[speaker] / (self.turns[speaker] or 1)
        called = speaker == self.titled, 0 < self.called[speaker] == max(self.called.values())
        said = self.words[speaker] / (self.words.total() or 1)
        signs = (
            _NAMED_WEIGHT * sum(called)
            + _SELF_REFERENCE_WEIGHT * self.self_reference[speaker]
            - _BEGINNING_WEIGHT * (speaker == self.begins)
        )
        return said - asking + signs


def _measure_talk(turns: Sequence[Turn], head: str) -> _Talk:
    questions = [asks(turn) for turn in turns]
    words = Counter[str]()
    for turn in turns:
        words[turn.speaker] += len(turn.text.split())
    return _Talk(
        turns[0].speaker,
        turns=Counter(turn.speaker for turn in turns),
        words=words,
        asked=Counter(turn.speaker for turn, asking in zip(turns, questions, strict=True) if asking),
        answered=Counter(
            turn.speaker
            for above, asked, turn, asking in zip(turns, questions, turns[1:], questions[1:], strict=False)
            if asked and not asking and above.speaker != turn.speaker
        ),
        cut_in=Counter(
            (turn.speaker, above.speaker)
            for above, turn, below in zip(turns, turns[1:], turns[2:], strict=False)
            if above.speaker == below.speaker
        ),
        called=_count_called(turns, set(words)),
        titled=_find_titled(set(words), head.partition("\n")[0]),
        self_reference={
            one: self_reference(" ".join(turn.text for turn in turns if turn.speaker == one)) for one in words
        },
    )


def self_reference(text: str) -> float:
    """Score whether a text is about its speaker ("I", "my": up to 1) or addresses somebody ("you": down to -1)."""
    words = fold(text).split()
    own = count_first_person(text)
    others = sum(word in phrases("of_another") for word in words) + len(_FORMAL_YOU.findall(text))
    return (own - others) / (own + others + _NEUTRAL_WORDS)


def _count_called(turns: Sequence[Turn], speakers: set[str]) -> Counter[str]:
    called = Counter[str]()
    for turn in turns:
        alone = _isolated_words(turn.text)
        called.update(one for one in speakers if one != turn.speaker and _name(one) in alone)
    return called


def _find_titled(speakers: set[str], title: str) -> str:
    words = fold(title).split()
    named = [one for one in speakers if _name(one) in words]
    return named[0] if len(named) == 1 else ""


def _name(speaker: str) -> str:
    return next(iter(speaker.split()), "")


def _isolated_words(text: str) -> set[str]:
    """Words that stand alone between punctuation marks, as a name does in "Thanks for coming, Ada."."""
    return {fold(piece) for piece in _PUNCTUATION.split(text) if len(piece.split()) == 1 < len(piece.strip())}


def asks(turn: Turn) -> bool:
    """Whether a turn has a question or invites to speak: "Tell me about your team."."""
    return _ASKS in turn.text or any(
        _INVITATION.match(sentence) for sentence in re.split(r"(?<=[.!?…,])\s+", turn.text)
    )


def speaker_role(label: str) -> str:
    """The role that a label names: "interviewer", "leaver", "third_party", or "" if it names none."""
    for part in ("third_party", "interviewer", "leaver"):
        if label in phrases(part):
            return part
    return ""


def is_numbered_leaver(label: str) -> bool:
    """Whether a label is a numbered leaver's: "Leaver 2"."""
    return bool(_SPEAKER_NUMBER.search(label)) and speaker_role(without_number(label)) == "leaver"


def without_number(label: str) -> str:
    """A label without its number: "speaker" for "speaker 2"."""
    return _SPEAKER_NUMBER.sub("", label)


def has_office_title(label: str) -> bool:
    """Whether a label names somebody who speaks for the organisation: "HR adviser", "Area manager"."""
    return not phrases("offices").isdisjoint(label.split())


def speaker_role_in_head(speaker: str, head: str) -> str:
    """The role that the lines above the first turn give a speaker: "Interviewer: Ada Rowe", "Bo Lind (HR team)"."""
    name = speaker.split(maxsplit=1)[0]
    for line in head.split("\n"):
        for field_and_value in _FIELD_SEPARATOR.split(line):
            label, _, value = field_and_value.partition(":")
            field = fold(label)
            stated = speaker_role(field) or ("interviewer" if field in _CONDUCTED_BY else "")
            if stated and name in {*fold(value).split(), _initials(fold(value.partition(",")[0]).split())}:
                return stated
        for match in _BRACKETED.finditer(_INITIALS.sub(r"(\2) [\1]", line)):
            words = fold(match[1]).split()
            if name in {*words[-4:], fold(match[3] or "")} or (len(name) > 1 and _initials(words).endswith(name)):
                return _role_in_brackets(match[2])
    return ""


def _is_present(speaker: str, head: str) -> bool:
    """Whether the head lists a speaker among others, with their role: "Present: …, Bo Lind (steward)"."""
    listed = [_BRACKETED.findall(line) for line in head.split("\n")]
    names = [fold(name) for line in listed if len(line) >= _SEVERAL for name, *_ in line]
    return any(f" {speaker} " in f" {name} " for name in names)


def _initials(words: Sequence[str]) -> str:
    return "".join(word[0] for word in words)


def first_field(value: str) -> str:
    """The first field of a head's line: "Ada Rowe" in "Ada Rowe | Interviewer: Bo Lind"."""
    first, *beside = _FIELD_SEPARATOR.split(value.strip())
    return first if any(":" in field for field in beside) else value


def _role_in_brackets(said: str) -> str:
    """The role in "(leaver, CNC setter)" or "(HR adviser, notes)"."""
    found = [part for piece in said.split(",") if (part := speaker_role(fold(piece)))]
    return found[0] if found else "office" if has_office_title(fold(said)) else ""


def _stated_role(speaker: str, speakers: set[str], head: str) -> str:
    label = without_number(speaker)
    # "A" is the answer to "Q"; if "B" speaks to "A", both are initials.
    initials = len(label) == 1 and "q" not in speakers and all(len(one) == 1 for one in speakers)
    stated = "" if initials else speaker_role(label)
    return stated or speaker_role_in_head(speaker, head) or ("office" if has_office_title(label) else "")
