"""Placeholders for personal data in a text: our redaction marks, and masks that were in it when it came."""

from __future__ import annotations

import re

# Marks put in by our redaction: "[NAME]", "[EMAIL]".
REDACTION_MARK = r"\[[A-Z]{2,9}\]"
# Those marks, and others' masks: "XXXX", and dates such as "XX/XX/2021".
_HIDDEN = re.compile(rf"{REDACTION_MARK}|\bXX+(?:[/-](?:XX+|\d+))+\b|\bXXX+\b")
_LETTER = re.compile(r"[^\W\d_]")


def without_placeholders(text: str) -> str:
    """Remove placeholders for personal data; a text that consists of nothing else is returned as it is.

    Texts are embedded without them, or they would be similar merely because something is hidden in them
    (docs/decisions/0029-names-that-cover-their-theme.md).
    """
    left = " ".join(_HIDDEN.sub(" ", text).split())
    return left if _LETTER.search(left) else text
