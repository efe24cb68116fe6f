"""Extract the text of a TXT, DOCX, PDF or EML file, in lines and paragraphs."""

from __future__ import annotations

from pathlib import Path

from analyzer.ingest.plan import Format, Plan
from analyzer.ingest.prose.extraction.chat_exports import unroll_chat_export
from analyzer.ingest.prose.extraction.dictation import replace_spoken_punctuation
from analyzer.ingest.prose.extraction.docx_file import docx_text
from analyzer.ingest.prose.extraction.pdf_file import pdf_text
from analyzer.ingest.prose.extraction.survey_pairs import unroll_survey_pairs
from analyzer.ingest.prose.extraction.ticket_journal import unroll_journal
from analyzer.ingest.prose.extraction.wiki_pages import flatten_wiki_page
from analyzer.ingest.prose.layout import strip_line_numbers, strip_pages, unwrap_lines
from analyzer.ingest.prose.pasted_tables import unroll_grids, unroll_repeated_labels
from analyzer.ingest.prose.text_tables import unroll_aligned_columns, unroll_drawn_tables
from analyzer.ingest.sources.captions import captions_to_transcript
from analyzer.ingest.sources.email_file import read_message
from analyzer.ingest.sources.encodings import open_lines


def extract_text(path: Path, plan: Plan) -> str:
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
    text = unroll_chat_export(unroll_journal(captions_to_transcript(strip_line_numbers(unroll_survey_pairs(text)))))
    text = strip_pages(replace_spoken_punctuation(flatten_wiki_page(text)))
    text = unroll_repeated_labels(unroll_aligned_columns(unroll_drawn_tables(text)))
    text = unroll_grids(text)
    return unwrap_lines(text, printed=plan.format is Format.PDF)
