"""The text of a Word file: its paragraphs, tables and form fields in the order in which they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analyzer.ingest.plan import IngestError
from analyzer.ingest.prose.pasted_tables import format_question_answer, unroll_grids

# docx is slow to import: only a Word file pays for it.
if TYPE_CHECKING:
    from docx.oxml.document import CT_Body
    from docx.table import Table, _Cell, _Row
    from docx.text.paragraph import Paragraph

# Elements around the content of form fields and of tracked insertions. Tracked deletions stay out.
_WRAPPER_TAGS = ("w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:smartTag", "w:customXml", "w:fldSimple")
_OFF = ("0", "false", "off")


def docx_text(path: Path, name: str) -> str:
    """Read a Word file.

    Raises:
        IngestError: It is damaged.
    """
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        document = docx.Document(str(path))
        _unwrap_fields(document.element.body)
        return "\n".join(_all_lines(list(document.iter_inner_content())))
    except (PackageNotFoundError, KeyError, ValueError, SyntaxError, AttributeError, OSError) as error:
        raise IngestError(
            f"{name} is damaged and cannot be opened; save it again as DOCX or TXT and try once more."
        ) from error


def _unwrap_fields(body: CT_Body) -> None:
    """Move the content of fields and tracked insertions to their place: docx only reads a block's direct children."""
    from docx.oxml.ns import qn

    for hint in list(body.iter(qn("w:showingPlcHdr"))):
        if hint.get(qn("w:val")) not in _OFF:
            _remove_placeholder(hint.getparent().getparent())
    for around in list(body.iter(*map(qn, _WRAPPER_TAGS))):
        for child in list(around):
            around.addprevious(child)
        around.getparent().remove(around)


def _remove_placeholder(field: Any) -> None:
    """Remove the placeholder that the form itself shows in an empty field ("Click here to enter text")."""
    from docx.oxml.ns import qn

    for run in list(field.iter(qn("w:r"))):
        run.getparent().remove(run)


def _all_lines(blocks: Sequence[Paragraph | Table]) -> Iterator[str]:
    """Yield the lines of all blocks, a blank one above each question in bold: Word sets them apart without one."""
    headings = _find_bold_headings(blocks)
    for at, block in enumerate(blocks):
        if at in headings:
            yield ""
        yield from _lines(block)


def _find_bold_headings(blocks: Sequence[Paragraph | Table]) -> frozenset[int]:
    """Find the paragraphs that are all in bold, if only those ask; elsewhere the answers may be the bold ones."""
    from docx.text.paragraph import Paragraph

    filled = {at: one for at, one in enumerate(blocks) if isinstance(one, Paragraph) and one.text.strip()}
    bold = {at for at, paragraph in filled.items() if _is_bold(paragraph)}
    asking = {at for at, paragraph in filled.items() if paragraph.text.rstrip().endswith("?")}
    return frozenset(bold if asking and asking <= bold else ())


def _is_bold(paragraph: Paragraph) -> bool:
    """Whether all words are in bold, be it by hand or by a style."""
    styled = bool(paragraph.style and paragraph.style.font.bold)
    runs = [run for run in paragraph.runs if run.text.strip()]
    return bool(runs) and all(bool(run.style.font.bold) or styled if run.bold is None else run.bold for run in runs)


def _lines(block: Paragraph | Table) -> Iterator[str]:
    from docx.text.paragraph import Paragraph

    if not isinstance(block, Paragraph):
        yield from _table_lines(block)
        return
    listed = bool(block.style and block.style.name and block.style.name.startswith("List"))
    heading = bool(block.style and block.style.name and block.style.name.startswith(("Heading", "Title")))
    mark = "• " if listed else "# " if heading else ""
    yield mark + block.text if block.text.strip() else ""


def _table_lines(table: Table) -> Iterator[str]:
    rows = [list(_cells(row)) for row in table.rows]
    flat = "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in rows)
    unrolled = unroll_grids(flat)
    if unrolled != flat:
        yield unrolled
        return
    for row in rows:
        yield from _cells_as_lines([cell for cell in row if cell.strip()])


def _cells(row: _Row) -> Iterator[str]:
    """Yield a row's cells; a merged cell gives its text once, and "" for the other columns and rows that it covers."""
    from docx.table import _Cell

    for cell in row._tr.tc_lst:
        yield _cell_text(_Cell(cell, row.table))
        yield from [""] * (cell.grid_span - 1)


def _cell_text(cell: _Cell) -> str:
    from docx.text.paragraph import Paragraph

    return "\n".join(
        block.text if isinstance(block, Paragraph) else "\n".join(_table_lines(block)).strip()
        for block in cell.iter_inner_content()
    )


def _cells_as_lines(cells: Sequence[str]) -> Iterator[str]:
    """Write a row of two cells as a question or label and its answer; in a wider row each cell is a line."""
    if len(cells) == 2 and "\n" not in cells[0].strip():
        yield from format_question_answer(cells[0].strip(), [cells[1]])
    else:
        yield from cells
    yield ""
