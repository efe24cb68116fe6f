"""The text of a PDF file, page by page, with what was typed into form fields below the question beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analyzer.ingest.plan import IngestError
from analyzer.ingest.prose.pasted_tables import format_question_answer

# pypdf is slow to import: only a PDF pays for it.
if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader
    from pypdf.generic import DictionaryObject, IndirectObject

# Deepest nesting of fields; in a damaged file a field may contain itself.
_MAX_FIELD_DEPTH = 32
# Points by which a question beside its field may stand lower than the field.
_LINE_TOLERANCE_POINTS = 4.0


@dataclass(frozen=True, slots=True)
class _Answer:
    """What somebody typed into a field.

    Attributes:
        label: The form's name for the field.
        value: The words.
        right: The field's right edge on the page, in points; None if it has no position.
        foot: Its lower edge, in points.
    """

    label: str
    value: str
    right: float | None
    foot: float


@dataclass(slots=True)
class _PageText:
    """The pieces of a page's text, and where each begins."""

    pieces: list[str] = field(default_factory=list)
    places: list[tuple[float, float]] = field(default_factory=list)

    def add(self, text: str, page: Sequence[float], line: Sequence[float], *_font: object) -> None:
        """Take a piece from pypdf: its words, the page's matrix and the line's."""
        self.pieces.append(text)
        across = line[4] * page[0] + line[5] * page[2] + page[4]
        self.places.append((across, line[4] * page[1] + line[5] * page[3] + page[5]))

    def above(self, answer: _Answer) -> int | None:
        """The piece above or beside an answer: the lowest above its foot, and of one line the nearest on the left."""
        if answer.right is None:
            return None
        over = [
            (high, across, at)
            for at, (across, high) in enumerate(self.places)
            if self.pieces[at].strip() and across <= answer.right and high >= answer.foot - _LINE_TOLERANCE_POINTS
        ]
        lowest = min(over, default=(0.0,))[0]
        return max(
            ((across, at) for high, across, at in over if high <= lowest + _LINE_TOLERANCE_POINTS), default=(0.0, None)
        )[1]


def pdf_text(path: Path, name: str) -> str:
    """Read a PDF file.

    Raises:
        IngestError: It is damaged, protected by a password or a scan.
    """
    import pypdf
    from pypdf.errors import PyPdfError

    try:
        reader = pypdf.PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise IngestError(f"{name} is protected by a password; save it without one and try again.")
        text = "\n".join(_page_texts(reader))
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
        OSError,
        NotImplementedError,
    ) as error:
        raise IngestError(
            f"{name} is damaged and cannot be read; save it again as PDF or TXT and try once more."
        ) from error
    if not any(c.isalnum() for c in text):
        raise IngestError(
            f"{name} is a PDF without text, probably a scan; run text recognition over it first and try again."
        )
    return text


def _page_texts(reader: PdfReader) -> Iterator[str]:
    seen: set[IndirectObject] = set()
    for page in reader.pages:
        answers = list(_answers(page, seen))
        yield _with_answers(page, answers) if answers else page.extract_text()


def _answers(page: PageObject, seen: set[IndirectObject]) -> Iterator[_Answer]:
    """Yield what was typed into a page's fields, in their order; a field that is shown again counts once."""
    for widget in _widgets(page):
        held = _with_parents(widget)
        named = getattr(next((one for one in held if "/T" in one), widget), "indirect_reference", None)
        value = _as_text(_first(held, "/V")) if _first(held, "/FT") == "/Tx" else ""
        if not value or named in seen:
            continue
        if named:
            seen.add(named)
        right, foot = _place(_first([widget], "/Rect"))
        yield _Answer(_as_text(_first(held, "/TU")) or _as_text(_first(held, "/T")), value, right, foot)


def _widgets(page: PageObject) -> Iterator[DictionaryObject]:
    from pypdf.generic import ArrayObject, DictionaryObject

    noted = _first([page], "/Annots")
    for each in noted if isinstance(noted, ArrayObject) else ():
        widget = each.get_object()
        if isinstance(widget, DictionaryObject) and _first([widget], "/Subtype") == "/Widget":
            yield widget


def _with_parents(widget: DictionaryObject) -> list[DictionaryObject]:
    """A widget and the fields that contain it, from the inside out: attributes are inherited from parents."""
    from pypdf.generic import DictionaryObject

    held = [widget]
    while len(held) < _MAX_FIELD_DEPTH and isinstance(parent := _first(held[-1:], "/Parent"), DictionaryObject):
        held.append(parent)
    return held


def _first(held: Sequence[DictionaryObject], key: str) -> Any:
    return next((one[key] for one in held if key in one), None)


def _as_text(value: Any) -> str:
    """The words of a string; a long one may be a stream, and one in an unknown encoding is left as bytes."""
    from pypdf.generic import StreamObject, create_string_object

    found = create_string_object(value.get_data()) if isinstance(value, StreamObject) else value
    if isinstance(found, bytes):
        found = found.decode("utf-8", "replace")
    return found.strip() if isinstance(found, str) else ""


def _place(corners: Any) -> tuple[float | None, float]:
    """The right and lower edge of a field."""
    try:
        left, low, right, high = map(float, corners)
    except (TypeError, ValueError):
        return None, 0.0
    return max(left, right), min(low, high)


def _with_answers(page: PageObject, answers: Sequence[_Answer]) -> str:
    """A page's text with each answer below its question; those without one follow, below their field's name."""
    shown = _PageText()
    page.extract_text(visitor_text=shown.add)
    below = defaultdict[int | None, list[_Answer]](list)
    for answer in answers:
        below[shown.above(answer)].append(answer)
    text = ""
    for at, piece in enumerate(shown.pieces):
        text += piece
        if at in below:
            done, _, asked = text.rstrip().rpartition("\n")
            text = "\n".join([done, *format_question_answer(asked.strip(), [answer.value for answer in below[at]]), ""])
    behind = (format_question_answer(one.label, [one.value]) if one.label else [one.value, ""] for one in below[None])
    return "\n".join([text, *(line for lines in behind for line in lines)])
