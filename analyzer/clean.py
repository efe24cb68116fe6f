"""Clean text: what is stored holds no invisible, control or bidi character, and each letter is written one way only (NFC).

Invisible characters hide words from readers and from redaction, NUL and lone surrogates break databases and files.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

import regex

_BREAK = regex.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
_HIDDEN = regex.compile(
    r"[[\p{Cc}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\ufff9-\ufffb]--[\n\t\u200c\u200d\ufe0e\ufe0f]]",
    regex.V1,
)
# Joiners shape Arabic and Indic words and build emoji; between Latin letters they only hide.
_JOINED = r"[\u0600-\u1cff\u2600-\u27bf\ufe0f\U0001f000-\U0001faff]"
_JOINER = regex.compile(rf"(?<!{_JOINED})[\u200c\u200d]|[\u200c\u200d](?!{_JOINED})")
_SUSPECT = regex.compile(rf"{_BREAK.pattern}|{_HIDDEN.pattern}|[\u200c\u200d]", regex.V1)
_CLUSTER = regex.compile(r"\X")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A clean text and where each of its characters stood in the original.

    Attributes:
        text: The clean text.
        starts: For each character, where what it stands for begins in the original; None where nothing changed.
        ends: For each character, where that ends.
    """

    text: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Return the slice of the original that ``text[start:end]`` stands for; the slice must not be empty."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def clean(text: str) -> str:
    """Return the text in NFC, lines ended by "\\n" alone, without control, invisible, bidi or unpaired characters."""
    return trace_clean(text).text


def trace_clean(text: str) -> Cleaned:
    """Clean a text and remember where each character came from."""
    if text.isascii() and text.isprintable():
        return Cleaned(text)
    if not _SUSPECT.search(text) and unicodedata.is_normalized("NFC", text):
        return Cleaned(text)
    cleaned = Cleaned(text, tuple(range(len(text))), tuple(range(1, len(text) + 1)))
    cleaned = _replace(cleaned, _BREAK, lambda _: "\n")
    cleaned = _replace(cleaned, _HIDDEN, lambda _: "")
    cleaned = _replace(cleaned, _JOINER, lambda _: "")
    return _replace(cleaned, _CLUSTER, lambda cluster: unicodedata.normalize("NFC", cluster))


def _replace(before: Cleaned, pattern: regex.Pattern[str], by: Callable[[str], str]) -> Cleaned:
    traced: list[tuple[str, int, int]] = []
    done = 0
    for match in pattern.finditer(before.text):
        first, last = before.origin(*match.span())
        traced += _kept(before, done, match.start())
        traced += [(character, first, last) for character in by(match[0])]
        done = match.end()
    traced += _kept(before, done, len(before.text))
    return Cleaned("".join(t[0] for t in traced), tuple(t[1] for t in traced), tuple(t[2] for t in traced))


def _kept(before: Cleaned, start: int, end: int) -> list[tuple[str, int, int]]:
    return [(before.text[i], *before.origin(i, i + 1)) for i in range(start, end)]
