"""Cut a record into statements: exact slices that each say one thing.

sentencex finds the sentences (it has rules for some 300 languages); those that it ends at an abbreviation or a German
ordinal are put together again. On top of that, lines and bullets end a statement; one or two words, but for "Good
food.", join their neighbour; a contrast ("but", "aber", "mais", "pero") separates praise from complaint; run-on
sentences are cut between clauses, and others where they turn from one judged thing to another (turns.py).

For example:

    The team was great, but the rota came too late and nobody asked us.
    -> The team was great,
    -> but the rota came too late and nobody asked us.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

import sentencex

from analyzer.placeholders import REDACTION_MARK
from analyzer.segment.contacts import is_contact, without_contact_words
from analyzer.segment.points import find_cuts, may_connect
from analyzer.segment.stops import runs_on
from analyzer.segment.turns import find_turns, is_judged_thing
from analyzer.segment.word_counter import WordCounter

__all__ = ["Slice", "count_contacts", "slices", "without_contact_words"]

Slice = tuple[int, int]

_LONG_SENTENCE_WORDS = 40
# A sentence of more than this many words without a comma or full stop was dictated or hurried: its clauses are separate
# points.
_UNPAUSED_WORDS = 20
_TOKEN = re.compile(REDACTION_MARK)
# Fewer words than these are a fragment.
_MIN_STATEMENT_WORDS = 3
# Fewest words on either side of where a long sentence is halved.
_MIN_HALF_WORDS = 5
_LETTER = re.compile(r"[^\W\d_]")
# "-5 degrees", "+1 for that" and ">2 hours" are words; "-1. Pay" is a bullet before a number.
_BULLET = re.compile(r"(?:[\s•●○■▪◦·*☐☑☒✓✔✗★☆_\uf0b7]|[>+-](?!\d(?!\d?[.)]\s))|[–—]\s|o\t|\(?\d{1,2}[.)]\s)+")
_INLINE_BULLET = re.compile(r"\s[•●▪◦☐☑]\s")
# "1) pay 2) hours" is a list; a single such number is none.
_FIRST_NUMBER, _SECOND_NUMBER = (re.compile(rf"(?<!\S){number}\)\s") for number in (1, 2))
_BEFORE_NUMBER = r"\s(?=\d{1,2}\)\s)"
_SENTENCE_END = re.compile(r"[.!?…:;][\"'”’)\]]*\s*$")
# Texts are wrapped at margins of 60 to 110 characters.
_MIN_WRAP_WIDTH = 60
_MAX_WRAP_WIDTH = 110

_SUBJECT = (
    r"(?:i|i['’]\w+|we|we['’]\w+|they|they['’]\w+|he|he['’]s|she|she['’]s|it|it['’]s|you|you['’]\w+|there|the|my|"
    r"our|their|his|her|your|this|that|these|"
    r"those|a|an|some|no|nobody|nothing|everyone|everything|people|staff|customers|management|when|if|what|"
    r"ich|wir|er|sie|es|man|der|die|das|den|dem|mein\w*|unser\w*|ein\w*|kein\w*|niemand|nichts|wenn|leider|"
    r"je|nous|on|il|elle|ils|elles|vous|le|la|les|mon|ma|mes|notre|nos|un|une|ce|ça|personne|rien|aucun\w*|quand|si|"
    r"yo|nosotros|el|los|las|mi|mis|nadie|nada|hay|no|se|[jlcnd]['’]\w+)\b|\[[A-Z]+\]"
)
_CONTRAST_BEFORE_SUBJECT = (
    r"but|however|although|though|yet|whereas|aber|jedoch|allerdings|obwohl|mais|pourtant|cependant|alors que"
)
_CONTRAST_ANYWHERE = r"pero|aunque|sin embargo|però|maar|porém"
# Most texts have none of these words, and this check costs a tenth of a search for a contrast.
_ANY_CONTRAST_WORD = re.compile(rf"\s(?:{_CONTRAST_BEFORE_SUBJECT}|{_CONTRAST_ANYWHERE})", re.IGNORECASE)
_CONTRAST = re.compile(
    rf"(?:,|;|\s[-–—])?\s{{1,9}}(?<!\beven\s)(?<!\bas\s)"
    rf"(?=(?:(?:{_CONTRAST_BEFORE_SUBJECT}),?\s{{1,9}}(?:{_SUBJECT})|(?:{_CONTRAST_ANYWHERE})\b))",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    rf";\s{{1,9}}|\s[-–—]\s{{1,9}}|\.{{2,}}\s*|,\s{{1,9}}(?={_SUBJECT})|,?\s{{1,9}}(?=(?:and|so|then|also|plus|because|und|dann|weil|et|"
    rf"puis|donc|y|e)\s{{1,9}}(?:{_SUBJECT}))|"
    r",?\s{1,9}(?=(?:but|though|aber|mais|pero|maar|però)\s)",
    re.IGNORECASE,
)
_PAUSE = re.compile(r"[,;:]|\s[-–—]\s|\.\.")
# Sentence ends that sentencex misses: a capital without a full stop before it ("always late The new tills"), an emoji,
# "!!", and "me.", which it takes for an abbreviation.
_SENTENCE_STARTER = (
    r"(?:The|We|They|It|My|Our|He|She|You|This|That|There|No|Not|When|If|Every|Nobody|Nothing|After|Since|Why|"
    r"What|Please|A|An|On|At|In|"
    r"Being|Had|Got|Just|Very|Still|Only|Staff|Customers|Also|And|But|So|Never|Always|Good|Great|Bad|One|Two|How)"
)
# The pattern begins with the space itself, so that it is only tried at spaces.
_MISSED_SENTENCE_END = re.compile(
    r"\s(?:(?=\s{0,8}[A-ZÀ-Þ])(?:"
    r"(?<=[a-zß-ÿ0-9)]\s)(?<!\b(?:the|and)\s)(?<!\b(?:of|in|at|to|my|on)\s)(?<!\ba\s)(?<!\bcalled\s)\s{0,8}"
    rf"(?={_SENTENCE_STARTER}\s{{1,9}}[a-z])|(?:(?<=[!?][!?]\s)|(?<=[\u2600-\u27bf\U0001f300-\U0001faff]\s))\s{{0,8}}"
    r"(?=[A-ZÀ-Þ]))|(?<=\bme\.\s)\s{0,8})"
)
_TAKES_BUT = re.compile(r"\b(?:nothing|anything|all|choice|option)$", re.IGNORECASE)
_LONGEST_TAKES_BUT = len("anything")
_NOT_ONLY = re.compile(
    r"\b(?:not (?:only|just)|nicht nur|non seulement|no (?:solo|sólo)|non solo|niet alleen|não só)\b", re.IGNORECASE
)


def slices(text: str, language: str) -> tuple[Slice, ...]:
    """Return the (start, end) of each statement, in order, not overlapping.

    Every letter of the text lies in one of them, except bullets, redaction tokens that stand alone, and what says
    nothing but who wrote it or how to reach them ("Call me at [PHONE]").

    Args:
        text: A record's stored text.
        language: ISO 639-1 code, or "und".
    """
    return tuple(part for part in _parts(text, language) if not is_contact(text[slice(*part)]))


def count_contacts(text: str, language: str) -> int:
    """Count what ``slices`` leaves out since it says nothing but who wrote it or how to reach them."""
    return sum(is_contact(text[slice(*part)]) for part in _parts(text, language)) if "[" in text else 0


def _parts(text: str, language: str) -> Iterator[Slice]:
    parts = [part for block in _blocks(text) for part in _statements(text, block, language)]
    return (part for part in (_strip(text, *part) for part in parts) if _says_something(text, *part))


def _statements(text: str, block: Slice, language: str) -> list[Slice]:
    words = WordCounter(text, *block)
    cut = list(_sentences(text, block, language))
    if language != "de":
        cut = [part for s in cut for part in _split(words, s, _MISSED_SENTENCE_END, 3)]
    # Fragments are joined before points are separated: "Great location" is a point, though only two words.
    cut = _join_fragments(words, cut, language)
    if _ANY_CONTRAST_WORD.search(text, *block):
        cut = [part for s in cut for part in _split(words, s, _CONTRAST, 4)]
    cut = [part for s in cut for part in _split_points(words, s, language)]
    cut = [part for s in cut for part in _cut_at(s, find_turns(text, language, *s))]
    return [part for s in cut for part in _halve_if_long(words, s)]


def _split_points(words: WordCounter, part: Slice, language: str) -> Iterator[Slice]:
    text, (start, end) = words.text, part
    if not may_connect(text, language, start, end):
        yield part
        return
    length = words.count(start, end)
    unbroken = length > _UNPAUSED_WORDS and not _PAUSE.search(text, start, end)
    run_on = unbroken and (length > _LONG_SENTENCE_WORDS or not _SENTENCE_END.search(text, start, end))
    yield from _cut_at(part, find_cuts(text, language, start, end, run_on=run_on))


def _cut_at(part: Slice, cuts: Iterable[int]) -> Iterator[Slice]:
    start, end = part
    for cut in cuts:
        yield start, cut
        start = cut
    yield start, end


def _blocks(text: str) -> Iterator[Slice]:
    """Yield lines and bullets; a long line without an end, above one in lower case, was only wrapped there."""
    first = _FIRST_NUMBER.search(text)
    numbered = first is not None and _SECOND_NUMBER.search(text, first.end()) is not None
    if "\n" not in text and not numbered and not _INLINE_BULLET.search(text):
        yield 0, len(text)
        return
    start = 0
    longest = max(map(len, text.split("\n")))
    full = 0.75 * longest if _MIN_WRAP_WIDTH <= longest <= _MAX_WRAP_WIDTH else _MIN_WRAP_WIDTH
    ends = rf"\n|{_INLINE_BULLET.pattern}" + (rf"|{_BEFORE_NUMBER}" if numbered else "")
    for line in re.finditer(ends, text):
        last = text[max(start, text.rfind("\n", start, line.start()) + 1) : line.start()]
        after = text[line.end() : line.end() + 1]
        if (
            line[0] == "\n"
            and len(last) >= min(full, _MIN_WRAP_WIDTH)
            and not _SENTENCE_END.search(last)
            and after.islower()
        ):
            continue
        yield start, line.start()
        start = line.end()
    yield start, len(text)


def _sentences(text: str, block: Slice, language: str) -> Iterator[Slice]:
    start, end = block
    begun = start
    for found in sentencex.get_sentence_boundaries("en" if language == "und" else language, text[start:end]):
        stop = start + found["end_index"]
        if stop == end or not runs_on(text, language, stop):
            yield begun, stop
            begun = stop
    if begun < end:
        yield begun, end


def _split(words: WordCounter, part: Slice, pattern: re.Pattern[str], fewest: int) -> Iterator[Slice]:
    """Cut at each match that leaves at least ``fewest`` words on both sides."""
    start, end = part
    for match in pattern.finditer(words.text, start, end):
        left, right = words.count(start, match.start()), words.count(match.end(), end)
        if min(left, right) < fewest or _takes_what_follows(words.text, start, match.start()):
            continue
        if _NOT_ONLY.search(words.text, start, match.start()):
            # After "not only", no later match in the part is cut either.
            break
        yield start, match.end()
        start = match.end()
    yield start, end


def _takes_what_follows(text: str, start: int, end: int) -> bool:
    """Whether the last word belongs with what follows: "nothing but"."""
    while end > start and text[end - 1].isspace():
        end -= 1
    return _TAKES_BUT.search(text, max(start, end - _LONGEST_TAKES_BUT), end) is not None


def _halve_if_long(words: WordCounter, part: Slice) -> Iterator[Slice]:
    """Halve a run-on sentence at the clause boundary nearest its middle, as long as it is too long."""
    if _is_long(words, *part):
        cuts = [clause.end() for clause in _CLAUSE.finditer(words.text, *part)]
        yield from _halve(words, part, cuts)
    else:
        yield part


def _halve(words: WordCounter, part: Slice, cuts: Sequence[int]) -> Iterator[Slice]:
    start, end = part
    first = bisect_left(cuts, _MIN_HALF_WORDS, key=lambda cut: words.count(start, cut))
    last = bisect_right(cuts, -_MIN_HALF_WORDS, key=lambda cut: -words.count(cut, end))
    if first >= last or not _is_long(words, start, end):
        yield part
        return
    behind = bisect_left(cuts, start + end, first, last, key=lambda cut: 2 * cut)
    middle = min(cuts[max(behind - 1, first) : min(behind + 1, last)], key=lambda cut: abs(2 * cut - start - end))
    yield from _halve(words, (start, middle), cuts)
    yield from _halve(words, (middle, end), cuts)


def _is_long(words: WordCounter, start: int, end: int) -> bool:
    # Fewer characters cannot hold that many words; in scripts without spaces, every two characters may be a word.
    fewest = 2 * _LONG_SENTENCE_WORDS if words.text.isascii() else _LONG_SENTENCE_WORDS
    return end - start >= fewest and words.count(start, end) > _LONG_SENTENCE_WORDS


def _join_fragments(words: WordCounter, parts: Sequence[Slice], language: str) -> list[Slice]:
    """Join one or two words, but for "Good food.", to what follows in their block, or to what precedes at its end."""
    if len(parts) == 1:
        return list(parts)
    joined: list[Slice] = []
    waiting: int | None = None
    for start, end in parts:
        first = start if waiting is None else waiting
        if words.count(first, end) < _MIN_STATEMENT_WORDS and not is_judged_thing(words.text, language, first, end):
            waiting = first
        else:
            joined.append((first, end))
            waiting = None
    if waiting is not None:
        last = max((end for _, end in parts), default=waiting)
        joined[-1:] = [(joined[-1][0] if joined else waiting, last)]
    return joined


def _strip(text: str, start: int, end: int) -> Slice:
    bullet = _BULLET.match(text, start, end)
    start = bullet.end() if bullet else start
    while end > start and (text[end - 1].isspace() or text[end - 1] == "_"):
        end -= 1
    # "Clean rooms - | friendly staff"
    while end > start + 1 and text[end - 1] in "-–—" and text[end - 2].isspace():
        end = len(text[start : end - 1].rstrip()) + start
    return start, end


def _says_something(text: str, start: int, end: int) -> bool:
    said = text[start:end]
    return _LETTER.search(_TOKEN.sub("", said) if "[" in said else said) is not None
