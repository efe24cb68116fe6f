"""Word forms: what was filled in, wherever Word keeps it, and what the form itself says left out."""

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from analyzer.ingest import Choices, Format, IngestError, Plan, inspect, read
from analyzer.ingest.prose.extraction import extract_text
from analyzer.types import RawRecord

WHY, CHANGE = "Why are you leaving?", "What would you change?"
ROTA, BOAT = "The rota came out late and nobody told us.", "Two people on the late boat."


@pytest.fixture
def save(tmp_path):
    def write(document):
        path = tmp_path / "form.docx"
        document.save(str(path))
        return path

    return write


def lines(path):
    return [line for line in extract_text(path, Plan(path.name, Format.DOCX)).split("\n") if line]


def answers(path):
    return [one.text for one in read(path, inspect(path, path.name, Choices())) if isinstance(one, RawRecord)]


def run(text, tag="t"):
    return f'<w:r><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def control(content, about=""):
    return f"<w:sdt><w:sdtPr>{about}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def add(document, *blocks):
    body = document.element.body
    for block in blocks:
        wrapped = parse_xml(f"<w:body {nsdecls('w')}>{block}</w:body>")
        for child in list(wrapped):
            body.sectPr.addprevious(child)


def paragraph(content):
    return f"<w:p>{content}</w:p>"


def table(*rows):
    cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def test_read_it_reads_what_was_filled_into_content_controls(save):
    document = docx.Document()
    add(
        document,
        paragraph(run(WHY)),
        control(paragraph(control(run(ROTA)))),
        paragraph(run(CHANGE)),
        paragraph(run("Well: ") + control(run(BOAT))),
    )
    assert answers(save(document)) == [f"{ROTA}\n\nWell: {BOAT}"]


def test_read_it_reads_controls_around_tables_rows_and_cells(save):
    document = docx.Document()
    first = f"<w:tr><w:tc>{paragraph(run(WHY))}</w:tc>{control(f'<w:tc>{paragraph(run(ROTA))}</w:tc>')}</w:tr>"
    second = control(f"<w:tr><w:tc>{paragraph(run(CHANGE))}</w:tc><w:tc>{control(paragraph(run(BOAT)))}</w:tc></w:tr>")
    add(document, control(f"<w:tbl><w:tblPr/><w:tblGrid/>{first}{second}</w:tbl>"), paragraph(""))
    assert lines(save(document)) == [WHY, ROTA, CHANGE, BOAT]


@pytest.mark.parametrize(
    ("hint", "kept"),
    [("<w:showingPlcHdr/>", []), ('<w:showingPlcHdr w:val="0"/>', ["Click here to enter text."])],
)
def test_read_it_leaves_out_what_a_form_says_in_a_field_that_nobody_filled(save, hint, kept):
    document = docx.Document()
    add(document, paragraph(run(WHY)), paragraph(control(run("Click here to enter text."), hint)))
    assert lines(save(document)) == [WHY, *kept]


def test_read_it_reads_tracked_insertions_and_no_deletions(save):
    document = docx.Document()
    tracked = 'w:id="1" w:author="A"'
    add(
        document,
        paragraph(
            run("The rota ")
            + f"<w:del {tracked}>{run('was fine.', 'delText')}</w:del>"
            + f"<w:ins {tracked}>{control(run('came out late.'))}</w:ins>"
            + f"<w:moveFrom {tracked}>{run(' It went.')}</w:moveFrom>"
        ),
        paragraph(f"<w:moveTo {tracked}>{run('It went.')}</w:moveTo>"),
        paragraph(f'<w:fldSimple w:instr="FORMTEXT">{run(BOAT)}</w:fldSimple>'),
    )
    assert lines(save(document)) == ["The rota came out late.", "It went.", BOAT]


def test_read_it_reads_tables_in_tables(save):
    document = docx.Document()
    inner = table([paragraph(run(WHY)), paragraph(run(ROTA))], [paragraph(run(CHANGE)), paragraph(run(BOAT))])
    add(document, table([paragraph("") + inner + paragraph("")]), paragraph(""))
    assert lines(save(document)) == [WHY, ROTA, CHANGE, BOAT]


def test_read_it_reads_a_merged_cell_once(save):
    document = docx.Document()
    merged = document.add_table(rows=3, cols=3)
    for row, (asked, first, second) in enumerate(
        [(WHY, ROTA, BOAT), ("", "The lift.", ""), (CHANGE, "Kind crew.", "")]
    ):
        for cell, text in zip(merged.rows[row].cells, (asked, first, second), strict=True):
            cell.text = text
    merged.cell(0, 0).merge(merged.cell(1, 0))
    merged.cell(2, 1).merge(merged.cell(2, 2))
    found = lines(save(document))
    assert [line.strip() for line in found] == [WHY, ROTA, BOAT, "The lift.", CHANGE, "Kind crew."]


def test_read_it_keeps_columns_apart_where_cells_are_merged(save):
    document = docx.Document()
    merged = document.add_table(rows=4, cols=3)
    rows = [("Topic", "Question", "Answer"), ("Work", WHY, ROTA), ("", CHANGE, BOAT), ("Team", "Who was kind?", "All.")]
    for row, texts in zip(merged.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    merged.cell(1, 0).merge(merged.cell(2, 0))
    found = "\n".join(lines(save(document)))
    assert [found.count(text) for text in (WHY, ROTA, CHANGE, BOAT, "All.")] == [1] * 5
    assert found.count("Work") <= 1


def test_read_it_refuses_a_damaged_word_file_with_one_sentence(save):
    document = docx.Document()
    add(document, paragraph(control(run(ROTA))))
    path = save(document)
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(IngestError, match=r"damaged"):
        answers(path)
