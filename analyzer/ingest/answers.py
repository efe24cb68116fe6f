"""Answers that say nothing."""

from __future__ import annotations

import re

from analyzer.ingest.words import fold, phrases

_LONGEST = 40
_UNANSWERED = "-99"  # Qualtrics' code for a question that was seen and not answered


def says_nothing(text: str, *, survey: bool = False) -> bool:
    """Whether an answer is blank, holds no letter or digit, or is "n/a" in one of four languages.

    Args:
        text: The answer.
        survey: Whether Qualtrics' code for a question left open counts.
    """
    if len(text) > 4 * _LONGEST and not text.isspace():
        return not any(c.isalnum() for c in text)
    bare = text.strip()
    if survey and bare == _UNANSWERED:
        return True
    if not any(c.isalnum() for c in bare):
        return True
    # Folding drops other scripts: only text that is Latin throughout may be compared.
    if len(bare) > _LONGEST or re.search(r"[^\W\d_a-zA-ZÀ-ɏ]", bare):
        return False
    return fold(bare) in phrases("no_answer")


def keeps_talking(text: str) -> bool:
    """Whether a turn says nothing, or only keeps a conversation going: "Yes.", "Exactly", "Genau"."""
    return says_nothing(text) or (len(text) <= _LONGEST and fold(text) in phrases("backchannel"))
