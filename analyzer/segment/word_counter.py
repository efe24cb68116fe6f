"""Count the words of any part of a block quickly, after finding once where each word begins."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from analyzer.spelling import run_pattern

_RUN = run_pattern(r"[^\W_]")
_WORD = re.compile(rf"{_RUN}(?:['’-]{_RUN})*+")
# Chinese, Japanese and Thai have no spaces between words: two characters count as a word.
_UNSPACED_SCRIPT = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True)
class WordCounter:
    """Counts words of ``text[start:end]``; they are found at the first count, as most texts are cut without one."""

    text: str
    start: int
    end: int

    def count(self, start: int, end: int) -> int:
        """Count the words between two positions, neither of which is inside a word; a redaction token counts as one."""
        unspaced = (bisect_left(self._unspaced, end) - bisect_left(self._unspaced, start)) // 2
        return bisect_left(self._starts, end) - bisect_left(self._starts, start) + unspaced

    @cached_property
    def _starts(self) -> list[int]:
        return [word.start() for word in _WORD.finditer(self.text, self.start, self.end)]

    @cached_property
    def _unspaced(self) -> list[int]:
        if self.text.isascii():
            return []
        return [sign.start() for sign in _UNSPACED_SCRIPT.finditer(self.text, self.start, self.end)]
