"""Cut a record into statements: exact slices that each say one thing.

Sentences come from sentencex (rules for some 300 languages). On top of them: lines and bullets end a statement, one
or two words join their neighbour, a contrast ("but", "aber", "mais", "pero") parts praise from complaint, and run-on
sentences part between clauses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import sentencex

from analyzer.hidden import REDACTED
from analyzer.segment.points import connects, find_cuts

Slice = tuple[int, int]

_LONG = 40
# A sentence this long without comma or stop is dictated or hurried: its clauses are points of their own.
_BREATH = 20
_TOKEN = re.compile(REDACTED)
_ONE_WORD = r"[^\W_]++(?:['’-][^\W_]++)*+"
_WORD = re.compile(_ONE_WORD)
# One or two words are a fragment; this sees the third without counting on.
_FEWEST_WORDS = 3
_ENOUGH_WORDS = re.compile(rf"(?:[\W_]*+{_ONE_WORD}){{{_FEWEST_WORDS}}}")
# Chinese, Japanese and Thai write no spaces: two characters count as a word.
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")
_LETTER = re.compile(r"[^\W\d_]")
_BULLET = re.compile(r"(?:[\s•●○■▪◦·*>☐☑☒✓✔✗★☆_\uf0b7+-]|[–—]\s|o\t|\(?\d{1,2}[.)]\s)+")
_INLINE_BULLET = re.compile(r"\s[•●▪◦☐☑]\s")
_ENDED = re.compile(r"[.!?…:;][\"'”’)\]]*\s*$")
# Lines are broken at a margin of 60 to 110 letters.
_WRAP = 60
_MARGIN = 110

_SUBJECT = (
    r"(?:i|i['’]\w+|we|we['’]\w+|they|they['’]\w+|he|he['’]s|she|she['’]s|it|it['’]s|you|you['’]\w+|there|the|my|"
    r"our|their|his|her|your|this|that|these|"
    r"those|a|an|some|no|nobody|nothing|everyone|everything|people|staff|customers|management|when|if|what|"
    r"ich|wir|er|sie|es|man|der|die|das|den|dem|mein\w*|unser\w*|ein\w*|kein\w*|niemand|nichts|wenn|leider|"
    r"je|nous|on|il|elle|ils|elles|vous|le|la|les|mon|ma|mes|notre|nos|un|une|ce|ça|personne|rien|aucun\w*|quand|si|"
    r"yo|nosotros|el|los|las|mi|mis|nadie|nada|hay|no|se|[jlcnd]['’]\w+)\b|\[[A-Z]+\]"
)
_TURNS = r"but|however|although|though|yet|whereas|aber|jedoch|allerdings|obwohl|mais|pourtant|cependant|alors que"
_TURNS_ALONE = r"pero|aunque|sin embargo|però|maar|porém"
# Most texts hold none of these, and to look for them first takes a tenth of looking for a contrast.
_TURN = re.compile(rf"\s(?:{_TURNS}|{_TURNS_ALONE})", re.IGNORECASE)
_CONTRAST = re.compile(
    rf"(?:,|;|\s[-–—])?\s{{1,9}}(?<!\beven\s)(?<!\bas\s)"
    rf"(?=(?:(?:{_TURNS}),?\s{{1,9}}(?:{_SUBJECT})|(?:{_TURNS_ALONE})\b))",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    rf";\s{{1,9}}|\s[-–—]\s{{1,9}}|\.{{2,}}\s*|,\s{{1,9}}(?={_SUBJECT})|,?\s{{1,9}}(?=(?:and|so|then|also|plus|because|und|dann|weil|et|"
    rf"puis|donc|y|e)\s{{1,9}}(?:{_SUBJECT}))|"
    r",?\s{1,9}(?=(?:but|though|aber|mais|pero|maar|però)\s)",
    re.IGNORECASE,
)
_PAUSE = re.compile(r"[,;:]|\s[-–—]\s|\.\.")
# Where sentencex sees no end: a capital with no stop before it ("always late The new tills"), an emoji, "!!",
# and "me.", which it takes for an abbreviation.
_STARTER = (
    r"(?:The|We|They|It|My|Our|He|She|You|This|That|There|No|Not|When|If|Every|Nobody|Nothing|After|Since|Why|"
    r"What|Please|A|An|On|At|In|"
    r"Being|Had|Got|Just|Very|Still|Only|Staff|Customers|Also|And|But|So|Never|Always|Good|Great|Bad|One|Two|How)"
)
# It begins with the space itself, so that only spaces are tried.
_UNSTOPPED = re.compile(
    r"\s(?:(?=\s{0,8}[A-ZÀ-Þ])(?:"
    r"(?<=[a-zß-ÿ0-9)]\s)(?<!\b(?:the|and)\s)(?<!\b(?:of|in|at|to|my|on)\s)(?<!\ba\s)(?<!\bcalled\s)\s{0,8}"
    rf"(?={_STARTER}\s{{1,9}}[a-z])|(?:(?<=[!?][!?]\s)|(?<=[\u2600-\u27bf\U0001f300-\U0001faff]\s))\s{{0,8}}"
    r"(?=[A-ZÀ-Þ]))|(?<=\bme\.\s)\s{0,8})"
)
_NO_CONTRAST = re.compile(
    r"\b(?:nothing|anything|all|choice|option)\s*$|\b(?:not only|nicht nur|non seulement|no solo|no sólo)\b",
    re.IGNORECASE,
)


def slices(text: str, language: str) -> tuple[Slice, ...]:
    """Return the (start, end) of each statement, in order, not overlapping.

    Every letter of the text lies in one of them, but for redaction tokens that stand alone and bullets.

    Args:
        text: A record's stored text.
        language: ISO 639-1 code, or "und".
    """
    parts = [part for block in _blocks(text) for part in _statements(text, block, language)]
    return tuple(part for part in (_strip(text, *part) for part in parts) if _says_something(text, *part))


def _statements(text: str, block: Slice, language: str) -> list[Slice]:
    sentences = list(_sentences(text, block, language))
    cut = [part for s in sentences for part in _split(text, s, _UNSTOPPED, 3)] if language != "de" else sentences
    # A fragment joins its neighbour before points are parted: "Great location" is one, though only two words.
    cut = _join_fragments(text, cut)
    if _TURN.search(text, *block):
        cut = [part for s in cut for part in _split(text, s, _CONTRAST, 4)]
    cut = [part for s in cut for part in _part_points(text, s, language)]
    return [part for s in cut for part in _shorten(text, s)]


def _part_points(text: str, part: Slice, language: str) -> Iterator[Slice]:
    start, end = part
    if not connects(text, language, start, end):
        yield part
        return
    words = _words(text[start:end])
    unbroken = words > _BREATH and not _PAUSE.search(text, start, end)
    run_on = unbroken and (words > _LONG or not _ENDED.search(text, start, end))
    for cut in find_cuts(text, language, start, end, run_on=run_on):
        yield start, cut
        start = cut
    yield start, end


def _blocks(text: str) -> Iterator[Slice]:
    """Yield lines and bullets; a long line without an end that goes on in lower case was only wrapped."""
    if "\n" not in text and not _INLINE_BULLET.search(text):
        yield 0, len(text)
        return
    start = 0
    longest = max(map(len, text.split("\n")))
    full = 0.75 * longest if _WRAP <= longest <= _MARGIN else _WRAP
    for line in re.finditer(r"\n|" + _INLINE_BULLET.pattern, text):
        before, after = text[start : line.start()], text[line.end() : line.end() + 1]
        last = before.rpartition("\n")[2]
        if line[0] == "\n" and len(last) >= min(full, _WRAP) and not _ENDED.search(last) and after.islower():
            continue
        yield start, line.start()
        start = line.end()
    yield start, len(text)


def _sentences(text: str, block: Slice, language: str) -> Iterator[Slice]:
    start, end = block
    for found in sentencex.get_sentence_boundaries("en" if language == "und" else language, text[start:end]):
        yield start + found["start_index"], start + found["end_index"]


def _split(text: str, part: Slice, pattern: re.Pattern[str], fewest: int) -> Iterator[Slice]:
    """Cut at each match that leaves ``fewest`` words or more on both sides."""
    start, end = part
    for match in pattern.finditer(text, start, end):
        left, right = _words(text[start : match.start()]), _words(text[match.end() : end])
        if min(left, right) >= fewest and not _NO_CONTRAST.search(text, start, match.start()):
            yield start, match.end()
            start = match.end()
    yield start, end


def _shorten(text: str, part: Slice) -> Iterator[Slice]:
    """Halve a run-on sentence at the clause boundary nearest its middle, for as long as it is long."""
    start, end = part
    # So few characters hold no more words; where no spaces are written, every second one may be a word.
    if end - start < (2 * _LONG if text.isascii() else _LONG) or _words(text[start:end]) <= _LONG:
        yield part
        return
    cuts = [m.end() for m in _CLAUSE.finditer(text, start, end) if _stands(text, (start, m.end()), (m.end(), end))]
    if not cuts:
        yield part
        return
    middle = min(cuts, key=lambda cut: abs(2 * cut - start - end))
    yield from _shorten(text, (start, middle))
    yield from _shorten(text, (middle, end))


def _stands(text: str, *parts: Slice) -> bool:
    return all(_words(text[start:end]) >= 5 for start, end in parts)


def _join_fragments(text: str, parts: Sequence[Slice]) -> list[Slice]:
    """Join one or two words to what follows them in their block, or to what came before where nothing follows."""
    joined: list[Slice] = []
    waiting: int | None = None
    for start, end in parts:
        first = start if waiting is None else waiting
        if not _ENOUGH_WORDS.match(text, first, end) and _words(text[first:end]) < _FEWEST_WORDS:
            waiting = first
        else:
            joined.append((first, end))
            waiting = None
    if waiting is not None:
        last = max((end for _, end in parts), default=waiting)
        joined[-1:] = [(joined[-1][0] if joined else waiting, last)]
    return joined


def _words(text: str) -> int:
    """Count words; a redaction token is one, as any word in brackets."""
    unspaced = 0 if text.isascii() else len(_UNSPACED.findall(text)) // 2
    return len(_WORD.findall(text)) + unspaced


def _strip(text: str, start: int, end: int) -> Slice:
    bullet = _BULLET.match(text, start, end)
    start = bullet.end() if bullet else start
    while end > start and (text[end - 1].isspace() or text[end - 1] == "_"):
        end -= 1
    return start, end


def _says_something(text: str, start: int, end: int) -> bool:
    said = text[start:end]
    return _LETTER.search(_TOKEN.sub("", said) if "[" in said else said) is not None
