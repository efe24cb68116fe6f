"""Clean text before it is stored: no invisible, control or bidi characters, and Unicode normal form C.

Invisible characters hide words from readers and from redaction; NUL and lone surrogates break databases and files.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import is_normalized, normalize

import regex

# Stands between paragraphs, and so between the answers of one record.
PARAGRAPH_BREAK = "\n\n"
_LINE_BREAK = regex.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
_INVISIBLE = regex.compile(
    r"[[\p{Cc}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\ufff9-\ufffb]--[\n\t\u200c\u200d\ufe0e\ufe0f]]",
    regex.V1,
)
# Joiners shape Arabic and Indic words and build emoji; between Latin letters they would only hide something.
_JOINABLE = r"[\u0600-\u1cff\u2600-\u27bf\ufe0f\U0001f000-\U0001faff]"
_JOINER = regex.compile(rf"(?<!{_JOINABLE})[\u200c\u200d]|[\u200c\u200d](?!{_JOINABLE})")
_SUSPECT = regex.compile(rf"{_LINE_BREAK.pattern}|{_INVISIBLE.pattern}|[\u200c\u200d]", regex.V1)
_GRAPHEME = regex.compile(r"\X")


@dataclass(frozen=True, slots=True)
class TracedText:
    """An edited text with the position of each of its characters in the original.

    Attributes:
        text: The edited text.
        starts: For each character, the start of its source in the original; None if nothing was changed.
        ends: For each character, the end of its source.
    """

    text: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Return the slice of the original that ``text[start:end]`` stands for; the slice must not be empty."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]

    def replace(self, edits: Sequence[tuple[int, int, str]]) -> TracedText:
        """Apply edits (start, end, new text), which are in order and do not overlap."""
        if not edits:
            return self
        kept: list[tuple[str, int, int]] = []
        done = 0
        for start, end, new in edits:
            first, last = self.origin(start, end)
            kept += self._trace_characters(done, start)
            kept += [(character, first, last) for character in new]
            done = end
        kept += self._trace_characters(done, len(self.text))
        return TracedText("".join(k[0] for k in kept), tuple(k[1] for k in kept), tuple(k[2] for k in kept))

    def _trace_characters(self, start: int, end: int) -> list[tuple[str, int, int]]:
        return [(self.text[i], *self.origin(i, i + 1)) for i in range(start, end)]


def clean(text: str) -> str:
    """Return the text in NFC, with line feeds only, and no control, invisible, bidi or unpaired characters."""
    return trace_clean(text).text


def count_paragraphs(text: str) -> int:
    """Count the paragraphs that a text has once it is clean: redaction keeps their number."""
    return clean(text).count(PARAGRAPH_BREAK) + 1


def trace_clean(text: str) -> TracedText:
    """Clean a text and keep the original position of each character."""
    traced = TracedText(text)
    if (text.isascii() and text.isprintable()) or not (_SUSPECT.search(text) or not is_normalized("NFC", text)):
        return traced
    for pattern, new in ((_LINE_BREAK, "\n"), (_INVISIBLE, ""), (_JOINER, "")):
        traced = traced.replace([(*match.span(), new) for match in pattern.finditer(traced.text)])
    clusters = ((match.span(), match[0]) for match in _GRAPHEME.finditer(traced.text))
    return traced.replace([(*span, normalize("NFC", c)) for span, c in clusters if not is_normalized("NFC", c)])
