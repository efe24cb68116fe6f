"""Extract the text of a TXT, DOCX, PDF or EML file, in lines and paragraphs."""

from __future__ import annotations

from pathlib import Path

from analyzer.ingest.plan import Format, Plan
from analyzer.ingest.prose.aligned import unroll_columns, unroll_drawn
from analyzer.ingest.prose.grid import unroll_blocks, unroll_grids
from analyzer.ingest.prose.layout import lay_out, strip_line_numbers, strip_pages
from analyzer.ingest.prose.opened.dictated import write_signs
from analyzer.ingest.prose.opened.folds import unfold
from analyzer.ingest.prose.opened.journal import unroll_journal
from analyzer.ingest.prose.opened.messages import unroll_messages
from analyzer.ingest.prose.opened.pages import pdf_text
from analyzer.ingest.prose.opened.pairs import unroll_pairs
from analyzer.ingest.prose.opened.word import docx_text
from analyzer.ingest.sources.captions import unroll_captions
from analyzer.ingest.sources.encodings import open_lines
from analyzer.ingest.sources.message import read_message


def open_text(path: Path, plan: Plan) -> str:
    """Read a planned file's text, and normalise its layout.

    Tables, chat exports, ticket journals and dictations become lines of plain text; page breaks and margins are undone.

    Raises:
        IngestError: It is damaged, protected by a password or a scan.
    """
    if plan.format is Format.DOCX:
        text = docx_text(path, plan.name)
    elif plan.format is Format.PDF:
        text = pdf_text(path, plan.name)
    elif plan.format is Format.EML:
        text = read_message(path, plan.name)
    else:
        text = "".join(line for _, line in open_lines(path, plan.encoding or ""))
    text = text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    text = unroll_messages(unroll_journal(unroll_captions(strip_line_numbers(unroll_pairs(text)))))
    text = strip_pages(write_signs(unfold(text)))
    text = unroll_blocks(unroll_columns(unroll_drawn(text)))
    text = unroll_grids(text)
    return lay_out(text, printed=plan.format is Format.PDF)
