"""The text of a TXT, DOCX, PDF or EML file, laid out in lines and paragraphs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from analyzer.ingest.plan import Format, IngestError, Plan
from analyzer.ingest.prose.aligned import unroll_columns
from analyzer.ingest.prose.grid import put_below, unroll_blocks, unroll_grids
from analyzer.ingest.prose.layout import lay_out
from analyzer.ingest.sources.captions import unroll_captions
from analyzer.ingest.sources.encodings import open_lines
from analyzer.ingest.sources.message import read_message

# docx and pypdf are slow to import: only a file of their kind pays for them.
if TYPE_CHECKING:
    from docx.table import Table
    from docx.text.paragraph import Paragraph


def open_text(path: Path, plan: Plan) -> str:
    """Read a planned file's text.

    Raises:
        IngestError: It is damaged, protected by a password or a scan.
    """
    if plan.format is Format.DOCX:
        text = _docx_text(path, plan.name)
    elif plan.format is Format.PDF:
        text = _pdf_text(path, plan.name)
    elif plan.format is Format.EML:
        text = read_message(path, plan.name)
    else:
        text = "".join(line for _, line in open_lines(path, plan.encoding or ""))
    text = text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    text = unroll_grids(unroll_blocks(unroll_columns(unroll_captions(text))))
    return lay_out(text, printed=plan.format is Format.PDF)


def _docx_text(path: Path, name: str) -> str:
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        document = docx.Document(str(path))
        return "\n".join(line for block in document.iter_inner_content() for line in _docx_lines(block))
    except (PackageNotFoundError, KeyError, ValueError, SyntaxError, AttributeError, OSError) as error:
        raise IngestError(
            f"{name} is damaged and cannot be opened; save it again as DOCX or TXT and try once more."
        ) from error


def _docx_lines(block: Paragraph | Table) -> Iterator[str]:
    from docx.text.paragraph import Paragraph

    if isinstance(block, Paragraph):
        listed = bool(block.style and block.style.name and block.style.name.startswith("List"))
        heading = bool(block.style and block.style.name and block.style.name.startswith(("Heading", "Title")))
        mark = "• " if listed else "# " if heading else ""
        yield mark + block.text if block.text.strip() else ""
        return
    flat = "\n".join("\t".join(" ".join(cell.text.split()) for cell in row.cells) for row in block.rows)
    unrolled = unroll_grids(flat)
    if unrolled != flat:
        yield unrolled
        return
    for row in block.rows:
        seen: list[str] = []
        for cell in row.cells:
            if cell.text.strip() and cell.text not in seen:
                seen.append(cell.text)
        yield from _cells_as_lines(seen)


def _cells_as_lines(cells: list[str]) -> Iterator[str]:
    """A row of two is a question or label and its answer; a wider row that asks nothing gives its cells in turn."""
    if len(cells) == 2 and "\n" not in cells[0].strip():
        yield from put_below(cells[0].strip(), [cells[1]])
    else:
        yield from cells
    yield ""


def _pdf_text(path: Path, name: str) -> str:
    import pypdf
    from pypdf.errors import PyPdfError

    try:
        reader = pypdf.PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise IngestError(f"{name} is protected by a password; save it without one and try again.")
        text = "\n".join(page.extract_text() for page in reader.pages)
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
