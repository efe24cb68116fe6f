"""What stands in a text in place of personal data: our tokens, and the masks of whoever handed the text in."""

from __future__ import annotations

import re

# Redaction puts these in: "[NAME]", "[EMAIL]".
REDACTED = r"\[[A-Z]{2,9}\]"
# "XXXX", and dates such as "XX/XX/2021".
_HIDDEN = re.compile(rf"{REDACTED}|\bXX+(?:[/-](?:XX+|\d+))+\b|\bXXX+\b")
_LETTER = re.compile(r"[^\W\d_]")


def without_hidden(text: str) -> str:
    """Leave out what stands for personal data; a text of nothing else stays as it is.

    Texts are embedded so, or they would be alike for having something hidden
    (docs/decisions/0029-names-that-cover-their-theme.md).
    """
    left = " ".join(_HIDDEN.sub(" ", text).split())
    return left if _LETTER.search(left) else text
