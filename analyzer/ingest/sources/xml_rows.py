"""XML: read repeated elements as flat rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from xml.parsers import expat

from analyzer.ingest.plan import IngestError
from analyzer.ingest.sources.html_text import HTML_TAGS
from analyzer.ingest.sources.json_rows import FlatRow, flatten

_CHUNK_CHARS = 1 << 16
_SAMPLE_ELEMENTS = 20_000
# Maximum depth of the elements that are rows, and of any element.
_MAX_ROW_DEPTH = 6
_MAX_DEPTH = 60
# Root elements of office files and web pages.
_OFFICE_ROOT_TAGS = frozenset({"Workbook", "ss:Workbook", "w:wordDocument", "pkg:package", "office:document", "html"})


@dataclass(slots=True)
class _Element:
    """An element that is being read."""

    path: str
    line: int
    fields: dict[str, object] = field(default_factory=dict)
    text: list[str] = field(default_factory=list)

    @property
    def value(self) -> object:
        """Its text, or its fields (attributes and children); if it has both, its fields with the text under "text"."""
        said = "".join(self.text)
        return {**self.fields, "text": said} if self.fields and said.strip() else self.fields or said


def find_elements(path: Path, encoding: str, name: str) -> str:
    """Find the path of the elements that are rows: repeated ones nearest to the root.

    Of several at one depth, those with fields are preferred, and then the most frequent ones.

    Raises:
        IngestError: The file is no XML that may be read, or no element in it is repeated.
    """
    counts: Counter[str] = Counter()
    with_fields: set[str] = set()
    for element in islice(_elements(path, encoding, name, ""), _SAMPLE_ELEMENTS):
        counts[element.path] += 1
        if element.fields:
            with_fields.add(element.path)
    found = [each for each, often in counts.items() if often > 1 and 1 < _depth(each) <= _MAX_ROW_DEPTH]
    if not found:
        raise IngestError(f"{name} holds no elements that come again; give XML with one element per comment, or CSV.")
    return min(found, key=lambda each: (_depth(each), each not in with_fields, -counts[each]))


def element_rows(path: Path, encoding: str, rows: str, name: str) -> Iterator[tuple[int, FlatRow | str]]:
    """Yield the line where each row begins, and its flattened content.

    Raises:
        IngestError: The file breaks off.
    """
    for element in _elements(path, encoding, name, rows):
        value = element.value
        yield element.line, flatten(value if isinstance(value, dict) else {"text": value})


def _elements(path: Path, encoding: str, name: str, wanted: str) -> Iterator[_Element]:
    """Yield every element at the path ``wanted``, or all elements if it is "", in the order in which they end."""
    reader = _ElementReader(name, wanted)
    try:
        with path.open(encoding=encoding, errors="replace", newline="") as file:
            while chunk := file.read(_CHUNK_CHARS):
                reader.parser.Parse(chunk.replace("\0", ""), False)
                yield from reader.take()
            reader.parser.Parse("", True)
            yield from reader.take()
    except expat.ExpatError as error:
        raise IngestError(
            f"{name} breaks off or is no valid XML; export it again or as CSV and try once more."
        ) from error


class _ElementReader:
    """Builds elements with a parser that knows no entities except XML's own five, and opens no other file."""

    def __init__(self, name: str, wanted: str) -> None:
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.StartElementHandler = self._begin
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._add_text
        self._name = name
        self._wanted = wanted
        self._open: list[_Element] = []
        self._ended: list[_Element] = []

    def take(self) -> list[_Element]:
        """Return the elements that have ended since the last call."""
        ended, self._ended = self._ended, []
        return ended

    def _refuse(self, *_: object) -> None:
        raise IngestError(
            f"{self._name} declares a document type, as no export needs to, so it was not opened; export it as CSV."
        )

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        if not self._open and tag in _OFFICE_ROOT_TAGS:
            raise IngestError(
                f"{self._name} is an office file or web page saved as XML; open it in Excel or Word and save it as "
                ".xlsx or .docx."
            )
        if len(self._open) >= _MAX_DEPTH:
            raise IngestError(f"{self._name} is nested too deeply to be an export; export it as CSV.")
        path = f"{self._open[-1].path}/{tag}" if self._open else tag
        self._open.append(_Element(path, self.parser.CurrentLineNumber, dict(attributes)))

    def _end(self, tag: str) -> None:
        element = self._open.pop()
        if not self._wanted or element.path == self._wanted:
            self._ended.append(element)
        if not self._open or (self._wanted and not element.path.startswith(f"{self._wanted}/")):
            return
        if tag.casefold() in HTML_TAGS:
            self._open[-1].text.append(_as_html(tag, element))
        else:
            _add_field(self._open[-1].fields, tag, element.value if self._wanted else "")

    def _add_text(self, data: str) -> None:
        if self._wanted and self._open and self._open[-1].path.startswith(self._wanted):
            self._open[-1].text.append(data)


def _as_html(tag: str, element: _Element) -> str:
    """Restore HTML inside a comment, for ``plain_text`` to read."""
    return f"<{tag}>{''.join(element.text)}</{tag}>"


def _add_field(fields: dict[str, object], tag: str, value: object) -> None:
    """Add a child; several of the same name become a list."""
    known = fields.get(tag)
    if tag not in fields:
        fields[tag] = value
    elif isinstance(known, list):
        known.append(value)
    else:
        fields[tag] = [known, value]


def _depth(path: str) -> int:
    return path.count("/") + 1
