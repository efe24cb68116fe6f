"""Wiki pages exported as Markdown, with sections that fold, callouts and margin comments.

Titles of folded sections become headings. Callouts, comments and other people's notes are dropped.

For example:

    <details><summary>Why do you leave?</summary>     -> ## Why do you leave?
    - The vans are dirty.
        - *BL: asked about the vans.*                 -> (removed)
"""

from __future__ import annotations

import re

from analyzer.ingest.prose.narrator import has_first_person_singular

_SUMMARY = re.compile(
    r"^[ \t]*(?:<details(?:\s[^<>\n]*)?>\s*)?<summary>\s*(.*?)\s*</summary>[ \t]*$", re.IGNORECASE | re.MULTILINE
)
_FOLDS = re.compile(r"^[ \t]*</?details(?:\s[^<>\n]*)?>[ \t]*$", re.IGNORECASE | re.MULTILINE)
_CALLOUT = re.compile(r"^[ \t]*<aside(?:\s[^<>\n]*)?>(.*?)</aside>[ \t]*$", re.IGNORECASE | re.MULTILINE | re.DOTALL)
# A note by somebody else: an indented, italic bullet that begins with initials, "    - *BL: asked about pay.*".
_INITIALLED_NOTE = re.compile(r"^[ \t]+[-*+] +([*_])([A-ZÀ-Þ])([A-ZÀ-Þ]):\s[^\n]+\1[ \t]*$\n?", re.MULTILINE)
# Margin comments as word processors print them: "[AR1]" behind the words, and again before the comment at the end.
_ANCHOR = re.compile(r"\[[A-ZÀ-Þ]{2,3}\d{1,3}\]")
_COMMENT = re.compile(rf"^[ \t]*{_ANCHOR.pattern}[ \t]+\S[^\n]*$\n?", re.MULTILINE)


def flatten_wiki_page(text: str) -> str:
    """Return a page with headings for folded sections, and without callouts and notes on the leaver's points.

    A callout with a first person singular may quote the leaver and stays. So do notes, if the page names nobody with
    their initials below its title.
    """
    below = text.partition("\n")[2]
    text = _INITIALLED_NOTE.sub(lambda note: "" if _names_initials(note[2], note[3], below) else note[0], text)
    text = _without_comments(text)
    if "</" not in text:
        return text
    text = _CALLOUT.sub(lambda callout: callout[1] if has_first_person_singular(callout[1]) else "", text)
    return _FOLDS.sub("", _SUMMARY.sub(r"## \1", text))


def _without_comments(text: str) -> str:
    said = _COMMENT.sub("", text)
    anchored = _ANCHOR.findall(said)
    return _ANCHOR.sub("", said) if anchored and len(said) < len(text) else text


def _names_initials(first: str, last: str, text: str) -> bool:
    return re.search(rf"\b{first}[\w'’-]+ (?:[\w'’.-]+ )?{last}[\w'’-]+", text) is not None
