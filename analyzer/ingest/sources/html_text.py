"""Turn cells with HTML, as help desks and survey tools export them, into the text that a reader would see."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

# Elements whose content is not shown.
_HIDDEN_TAGS = frozenset({"style", "script", "head", "noscript", "template", "svg"})
_LINE_TAGS = ("p", "div", "br", "ul", "ol", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6")
_BLOCK_TAGS = frozenset(
    {*_LINE_TAGS, "table", "tbody", "thead", "blockquote", "pre", "section", "article", "header", "footer", "hr"}
)
_CELL_TAGS = frozenset({"td", "th"})
_INLINE_TAGS = frozenset(
    {"a", "b", "i", "u", "s", "em", "strong", "span", "font", "small", "big", "sub", "sup", "strike", "del", "ins"}
    | {"img", "code", "center", "label", "html", "body"}
)
HTML_TAGS = _HIDDEN_TAGS | _BLOCK_TAGS | _CELL_TAGS | _INLINE_TAGS
_TAG = re.compile(rf"</?(?:{'|'.join(sorted(HTML_TAGS))})(?:\s[^<>]*)?/?>|<!--", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:[a-z]{2,8}\d?|#\d{1,7}|#x[0-9a-f]{1,6});", re.IGNORECASE)
_QUOTE_TAG = "blockquote"
# Elements that always begin a new line, even after an empty one.
_SEPARATED_TAGS = frozenset({"p", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "table", "br"})


def plain_text(cell: str) -> str:
    """Return the text of a cell without tags, styles and scripts, and with entities decoded.

    What only looks like a tag ("<3", "<ann@post.example>") stays. Lines of a quoted mail get "> " before them.
    """
    if "<" in cell and _TAG.search(cell):
        reader = _TextExtractor()
        reader.feed(cell)
        reader.close()
        return reader.text()
    if "&" in cell and _ENTITY.search(cell):
        return _ENTITY.sub(lambda match: unescape(match[0]), cell).replace("\xa0", " ")
    return cell


class _TextExtractor(HTMLParser):
    """Collects the visible lines of a cell."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = [""]
        self._hidden_depth = 0
        self._quote_depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in _HIDDEN_TAGS:
            self._hidden_depth += 1
        elif tag not in HTML_TAGS:
            self.handle_data(self.get_starttag_text() or "")
        elif tag == "body":
            self._hidden_depth = 0  # an unclosed head ends here
        self._quote_depth += tag == _QUOTE_TAG
        self._break_at(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag not in HTML_TAGS:
            self.handle_data(self.get_starttag_text() or "")
        self._break_at(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN_TAGS:
            self._hidden_depth = max(0, self._hidden_depth - 1)
        self._quote_depth = max(0, self._quote_depth - (tag == _QUOTE_TAG))
        self._break_at(tag)

    def handle_data(self, data: str) -> None:
        if self._hidden_depth:
            return
        first, *rest = data.split("\n")
        self._lines[-1] += first
        for line in rest:
            self._begin_line()
            self._lines[-1] += line

    def text(self) -> str:
        """Return the lines, with at most one blank line in a row."""
        lines = (" ".join(line.replace("\xa0", " ").split()) for line in self._lines)
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()

    def _break_at(self, tag: str) -> None:
        if tag in _BLOCK_TAGS and (tag in _SEPARATED_TAGS or self._lines[-1].strip("> ")):
            self._begin_line()
        elif tag in _CELL_TAGS:
            self._lines[-1] += " "

    def _begin_line(self) -> None:
        self._lines.append("> " * self._quote_depth)
