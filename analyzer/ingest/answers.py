"""Recognise answers without content, and parse ratings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from analyzer.ingest.words import fold, phrases, rating_words

_MAX_BLANK_CHARS = 40
_PART_BREAK = re.compile(r"[.,;:!?()\-–—\n]+(?:\s+|$)|\s+[-–—]\s+")
_KEYBOARD_ROWS = (
    "qwertyuiop",
    "qwertzuiop",
    "azertyuiop",
    "asdfghjkl",
    "qsdfghjklm",
    "zxcvbnm",
    "yxcvbnm",
    "lkjhgfdsa",
)
_NON_LATIN_LETTER = re.compile(r"[^\W\d_a-zA-ZÀ-ɏ]")
_BLANK_WORD_LISTS = ("no_answer", "backchannel", "fillers", "nothing", "before_nothing", "before_nothing_asked")
_LEADING_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?")
_VOWEL = re.compile(r"[aeiouy]")
_REPLY_PREFIXES = re.compile(r"^(?:\s*(?:re|aw|sv|rif|res|antw|wg|fwd?|tr|rv)\s*:)+", re.IGNORECASE)
_QUALTRICS_UNANSWERED = "-99"  # Qualtrics' code for a question that was shown but not answered


def says_nothing(text: str, *, survey: bool = False, question: bool = False) -> bool:
    """Tell whether an answer is blank, has no letter or digit, is "n/a" in one of seven languages, or keyboard mashing.

    The whole answer must be empty of content: "nothing" counts, "nothing works" and "no heating" do not.

    Args:
        text: The answer.
        survey: Whether Qualtrics' code for an unanswered question counts, too.
        question: Whether it answers a question, below which "nothing good to say" and "there was nothing" have no more
            content than "nothing". Elsewhere they are complaints.
    """
    if len(text) > 4 * _MAX_BLANK_CHARS and not text.isspace():
        return not any(c.isalnum() for c in text)
    bare = text.strip()
    if (survey and bare == _QUALTRICS_UNANSWERED) or not any(c.isalnum() for c in bare):
        return True
    # fold() drops other scripts, so only text in Latin letters throughout can be compared.
    if len(bare) > _MAX_BLANK_CHARS or (not bare.isascii() and _NON_LATIN_LETTER.search(bare)):
        return False
    folded = fold(bare)
    if (
        _is_blank(folded, question)
        or _is_keyboard_mash(folded)
        or (question and _nothing(question, graded=True).fullmatch(folded))
    ):
        return True
    # An answer that begins with any other word has content. This shortcut holds for ASCII only: elsewhere, folding may
    # change the first word.
    if bare.isascii() and folded.partition(" ")[0] not in _blank_first_words():
        return False
    parts = [fold(part) for part in _PART_BREAK.split(bare) if any(c.isalnum() for c in part)]
    return _all_parts_blank(parts, question)


def _all_parts_blank(parts: Sequence[str], question: bool) -> bool:
    blank = [_is_blank(part, question) for part in parts]
    # "Nothing, all good." has no content, but "all good" by itself may be praise.
    content = phrases("content") if blank and blank[0] else frozenset()
    return any(blank) and all(
        none or part in content or _is_polite(part) for none, part in zip(blank, parts, strict=True)
    )


def _is_blank(folded: str, question: bool = False) -> bool:
    nothing = _nothing(question)
    return any(
        said in phrases("no_answer") or nothing.fullmatch(said) is not None
        for said in (folded, _without_fillers(folded))
    )


def _is_polite(folded: str) -> bool:
    return folded in phrases("backchannel") or not _without_fillers(folded)


def _without_fillers(folded: str) -> str:
    return " ".join(_fillers().sub(" ", folded).split())


@cache
def _fillers() -> re.Pattern[str]:
    return re.compile(rf"\b{_any_phrase('fillers')}\b")


@cache
def _nothing(question: bool, *, graded: bool = False) -> re.Pattern[str]:
    """Compile "absolutely nothing at all"; below a question also "there was nothing"; graded also "nothing good"."""
    nothing, before, asked, to_say = (
        _any_phrase(key) for key in ("nothing", "before_nothing", "before_nothing_asked", "nothing_to_say")
    )
    grade = f"(?: {_any_phrase('nothing_graded')})?" if graded else ""
    after = f"(?: {_any_phrase('after_nothing')}| {to_say})*"
    either = f"(?:{asked} |{before} )*"
    if question:
        return re.compile(f"{either}{nothing}{grade}{after}")
    return re.compile(f"(?:{before} )*{nothing}{grade}{after}|{either}{nothing}{grade} {to_say}{after}")


def _any_phrase(key: str) -> str:
    return f"(?:{'|'.join(sorted(phrases(key), key=len, reverse=True))})"


@cache
def _blank_first_words() -> frozenset[str]:
    """First words of all phrases without content; an answer that begins otherwise has some."""
    return frozenset(phrase.partition(" ")[0] for key in _BLANK_WORD_LISTS for phrase in phrases(key))


def _is_keyboard_mash(letters: str) -> bool:
    """Tell keys hit at random: one letter repeated, a run along a keyboard row, or a long word without a vowel."""
    if not letters.isalpha() or len(letters) < 2:
        return False
    half = letters[: max(3, len(letters) // 2)]
    runs = len(letters) >= 5 and any(half in row for row in _KEYBOARD_ROWS) and letters.replace(half, "") in half
    return len(set(letters)) == 1 or runs or (len(letters) >= 5 and not _VOWEL.search(letters))


def is_generic_subject(subject: str) -> bool:
    """Tell whether a subject line only names the kind of message: "Complaint", "Re: Chat transcript"."""
    return fold(_REPLY_PREFIXES.sub("", subject)) in phrases("message_kinds")


def parse_rating(text: str) -> float | None:
    """Return the number a rating begins with ("4/5", "3 stars", "4,5"), its count of stars, or 5 to 1 for a word."""
    text = text.strip()
    if match := _LEADING_NUMBER.match(text):
        return float(match[0].replace(",", "."))
    return float(text.count("★")) if "★" in text else rating_words().get(fold(text))


def is_backchannel(text: str) -> bool:
    """Tell whether a turn has no content, is a backchannel ("Genau", "Bye."), or a placeholder ("<Media omitted>")."""
    if says_nothing(text):
        return True
    if len(text) > _MAX_BLANK_CHARS:
        return False
    parts = [fold(part) for part in _PART_BREAK.split(text) if any(c.isalnum() for c in part)]
    known = phrases("backchannel") | phrases("placeholders")
    return fold(text) in known or all(_is_blank(part) or _is_polite(part) for part in parts)
