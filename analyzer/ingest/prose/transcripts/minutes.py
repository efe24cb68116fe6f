"""Minutes in full sentences that begin with a person whom the head names by initials or role.

Sentences that begin with the leaver are kept; those that begin with anybody else, and what continues them, are not.

For example:

    Present: Ada Rowe (AR, leaver), Bo Lind (BL, HR)
    BL asked about pay. AR said it came late twice.     -> AR said it came late twice.
    BL thanked AR.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from analyzer.ingest.prose.narrator import THIRD_PERSON_PRONOUN, has_unquoted_first_person, split_sentences
from analyzer.ingest.prose.transcripts.courtesies import ASKS
from analyzer.ingest.prose.transcripts.roles import (
    Turn,
    find_non_leavers,
    has_office_title,
    speaker_role,
    speaker_role_in_head,
)
from analyzer.ingest.words import fold

# "Ada Rowe, Head of People (AR)", and "Ada Rowe (leaver)".
_NAME_WITH_INITIALS = re.compile(r"[\w.,)] \(([A-ZÀ-Þ]{2,4})\)")
_NAME_WITH_ROLE = re.compile(r"(?<![\w'’.])([A-ZÀ-Þ][\w'’.-]+(?: [A-ZÀ-Þ][\w'’-]+){1,3}) \(([^()]{2,40})\)")
_TITLE = (
    r"(?:(?:Mrs?|Ms|Mx|Dr|Herr|Frau|Fr|Hr|Mme|Mlle|M|Madame|Monsieur|Sra?|Señora?|Sig|Sig\.ra|Signora?|Mevr|Dhr|Mevrouw)"
    r"\.? )?"
)
_FIRST_NAME = re.compile(rf"{_TITLE}([^\W\d_][\w'’-]*)")
# Verbs of others in a paragraph that the leaver begins; "PD is never there." is the leaver's view of PD.
_SPEECH_VERB = re.compile(
    r"\W+(?:\w+ )?(?:said|says|ask(?:ed|s)|thank(?:ed|s)|explain(?:ed|s)|not(?:ed|es)|replie[ds]|remarked|reminded"
    r"|wish(?:ed|es)|confirm(?:ed|s)|told|promised|offered|agreed|added|sagte?|frag(?:t|te)|dankte?|wünschte?|erklärte?"
    r"|wies|weist|bestätigte?|antwortete?|versprach|a (?:dit|demandé|remercié|expliqué|répondu|précisé|rappelé|promis"
    r"|souhaité)|dit|demande|remercie|souhaite|explique|répond|précise|rappelle|dijo|dice|pregunt[óa]|agradec(?:ió|e)|explic[óa]"
    r"|respond(?:ió|e)|dese[óa]|recuerda|prometió|ha (?:detto|chiesto|risposto|spiegato|ringraziato|augurato)|chiede"
    r"|ringrazia|spiega|risponde|ricorda|augura|zei|zegt|wenste?|vr(?:oeg|aagt)|bedankte?|antwoord(?:t|de)|disse|diz|pergunt(?:ou|a)"
    r"|agradec(?:eu|e)|respond(?:eu|e)|explicou|desej(?:ou|a))\b|\s?:"
)
_NUMBER = re.compile(r"^\s*\d{1,2}(?:\.\d{1,2})*[.)]?\s+(?=[A-ZÀ-Þ])")
_LABEL = re.compile(rf"{_FIRST_NAME.pattern}\s?:\s*")
_PRONOUN = re.compile(THIRD_PERSON_PRONOUN, re.IGNORECASE)
_FEWEST_SENTENCES = 4
# Share of the lines, from the first such sentence to the last, that must begin with one.
_SHARE_BEGUN = 0.5


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence: its line, the person it begins with ("" for nobody), and whether it begins inside a quotation."""

    line: int
    who: str
    text: str
    quoted: bool


def split_minutes(text: str, whole: str) -> tuple[str, tuple[str, ...]]:
    """Split minutes into the leaver's sentences and the others'; all words are kept if no head says who is who.

    Args:
        text: Lines without what a form asks.
        whole: The text as it was read; its head has initials or roles behind names.
    """
    lines = [_NUMBER.sub("", line) for line in text.split("\n")]
    people = _find_people(whole)
    said = list(_read_sentences_of(lines, people))
    begun = [one for one in said if one.who]
    if len(begun) < _FEWEST_SENTENCES or not _is_minuted(lines, begun):
        return text, ()
    leavers = _find_leavers(begun, set(people.values()), whole.partition(begun[0].text)[0])
    if not leavers:
        return text, ()
    theirs = _find_others_sentences(said, leavers)
    kept: list[list[str]] = [[] for _ in lines]
    for one in said:
        if one not in theirs and one.line >= begun[0].line:
            kept[one.line].append(_LABEL.sub("", one.text) if one.who in leavers else one.text)
    left = (" ".join(found) for found, line in zip(kept, lines, strict=True) if found or not line)
    return "\n".join(left).strip(), tuple(one.text for one in said if one in theirs)


def _find_people(whole: str) -> Mapping[str, str]:
    """Map the words that may begin a sentence to people: initials, and first and last names of those with a role."""
    found = {initials: initials for initials in _NAME_WITH_INITIALS.findall(whole)}
    for line in whole.split("\n"):
        names = _NAME_WITH_ROLE.findall(line)
        told = any(speaker_role(fold(part)) or has_office_title(fold(part)) for _, part in names)
        for first, *_, last in (name.split() for name, _ in names if told):
            found |= {first: last, last: last}
    return found


def _read_sentences_of(lines: Sequence[str], people: Mapping[str, str]) -> Iterator[_Sentence]:
    for at, line in enumerate(lines):
        told = _NAME_WITH_INITIALS.search(line) or _NAME_WITH_ROLE.search(line)
        for text, quoted in split_sentences(line):
            begins = _FIRST_NAME.match(text)
            yield _Sentence(at, people.get(begins[1], "") if begins and not (quoted or told) else "", text, quoted)


def _is_minuted(lines: Sequence[str], begun: Sequence[_Sentence]) -> bool:
    """Whether most lines begin with a person, and nobody says "I": "TH shouted at me." is no minute."""
    among = [line for line in lines[begun[0].line : begun[-1].line + 1] if line.strip()]
    told = any(has_unquoted_first_person(line) for line in among if not _LABEL.match(line))
    return len({one.line for one in begun}) >= _SHARE_BEGUN * len(among) and not told


def _find_leavers(begun: Sequence[_Sentence], people: set[str], head: str) -> set[str]:
    """Find the persons whom the head calls leaver, if sentences begin with them; otherwise those who do not ask.

    In the second case somebody else has to ask most, and the leaver has to be named most by others; in doubt there is
    none.
    """
    speakers = {one.who for one in begun}
    stated = {one for one in people if speaker_role_in_head(fold(one), head) == "leaver"}
    if stated or len(speakers) == 1:
        return stated & speakers
    asking = find_non_leavers([Turn(fold(one.who), one.text) for one in begun], set(map(fold, speakers)), head)
    leavers = {one for one in speakers if fold(one) not in asking}
    named = Counter(
        one for one in speakers for said in begun if said.who != one and re.search(rf"\b{re.escape(one)}\b", said.text)
    )
    asked = Counter(said.who for said in begun if ASKS.search(said.text))
    fits = asked and not _most(asked) & leavers and (not named or _most(named) & leavers)
    return leavers if fits else set()


def _most(often: Counter[str]) -> set[str]:
    return {one for one, times in often.items() if times == max(often.values())}


def _find_others_sentences(said: Sequence[_Sentence], leavers: set[str]) -> set[_Sentence]:
    """Find sentences that begin with somebody other than the leaver, and those that continue them.

    A continuation is a quotation, or a sentence "She …" that names the leaver as somebody else.
    """
    named = re.compile(rf"\b(?:{'|'.join(map(re.escape, leavers))})\b")
    joined = r"(?:[,;:–—]|\b(?:and|but|und|aber|et|mais|y|pero|e|ma|en|maar|mas))"
    answers = re.compile(rf"{joined}\s+(?:{named.pattern}|{THIRD_PERSON_PRONOUN})")
    theirs: set[_Sentence] = set()
    above = None
    for one in said:
        within = above is not None and above.line == one.line
        if one.who:
            acts = not within or above in theirs or _SPEECH_VERB.match(_FIRST_NAME.sub("", one.text, count=1))
            others = one.who not in leavers and bool(acts) and not answers.search(one.text)
        else:
            goes_on = one.quoted or (_PRONOUN.match(one.text) and named.search(one.text))
            others = bool(goes_on) and within and above in theirs
        if others:
            theirs.add(one)
        above = one
    return theirs
