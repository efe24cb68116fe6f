"""Files of every accepted format, and those that are refused with a sentence."""

import json
import zipfile

import docx
import openpyxl
import pytest

from analyzer.ingest import Choices, DateOrder, Format, IngestError, Role, Shape, inspect, read, summarise
from analyzer.types import RawRecord

WORDS = ("The rota came out late and nobody told us.", "They lost my parcel twice.", "The queue was long – again.")
TABLE = "id,date,site,comment\n" + "".join(f'R{at},2024-03-0{at + 1},Leeds,"{text}"\n' for at, text in enumerate(WORDS))


@pytest.fixture
def put(tmp_path):
    def write(name, data):
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    return write


def texts(path, choices=None):
    plan = inspect(path, path.name, choices or Choices())
    return [one.text for one in read(path, plan) if isinstance(one, RawRecord)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_inspect_it_finds_the_encoding(put, encoding):
    path = put("c.csv", TABLE.encode(encoding))
    assert inspect(path, "c.csv").encoding == encoding
    assert texts(path) == list(WORDS)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_inspect_it_finds_the_delimiter(put, delimiter):
    path = put("c.csv", TABLE.replace(",", delimiter))
    assert inspect(path, "c.csv").delimiter == delimiter
    assert texts(path) == list(WORDS)


def test_inspect_it_knows_a_table_by_its_content_where_the_name_does_not_tell(put):
    assert inspect(put("export.txt", TABLE.replace(",", "\t")), "export.txt").format is Format.CSV


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("a.json", json.dumps([{"id": at, "comment": text} for at, text in enumerate(WORDS)])),
        ("b.json", json.dumps({"count": 3, "tickets": [{"comment": {"body": text}} for text in WORDS]})),
        ("c.jsonl", "\n".join(json.dumps({"comment": text}) for text in WORDS)),
        ("d.txt", "\n".join(f"- {text}" for text in WORDS)),
    ],
)
def test_read_it_reads_lists_of_every_kind(put, name, body):
    assert texts(put(name, body)) == list(WORDS)


def test_inspect_it_names_nested_columns_by_their_path(put):
    body = json.dumps([{"via": {"channel": "web"}, "satisfaction_rating": {"comment": text}} for text in WORDS])
    plan = inspect(put("z.json", body), "z.json")
    assert [(one.name, one.role) for one in plan.columns] == [
        ("via.channel", Role.ATTRIBUTE),
        ("satisfaction_rating.comment", Role.TEXT),
    ]


def test_read_it_reads_every_sheet_with_the_same_columns_and_fills_merged_cells(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"] = "Cover"
    for month in ("May", "June"):
        sheet = book.create_sheet(month)
        sheet.append([f"Comments of {month}"])
        sheet.merge_cells("A1:C1")
        sheet.append(["date", "site", "comment"])
        for at, text in enumerate(WORDS):
            sheet.append([45000 + at, "Leeds" if at == 0 else None, text])
        sheet.merge_cells("B3:B5")
    path = tmp_path / "book.xlsx"
    book.save(path)
    plan = inspect(path, "book.xlsx")
    found = [one for one in read(path, plan) if isinstance(one, RawRecord)]
    assert plan.sheets == ("May", "June")
    assert [one.text for one in found] == [*WORDS, *WORDS]
    assert {one.unit for one in found} == {"Leeds"}
    assert found[0].date.isoformat() == "2023-03-15"


def test_read_it_reads_paragraphs_and_tables_of_a_word_file(tmp_path):
    document = docx.Document()
    document.add_heading("Leaver form", 1)
    table = document.add_table(rows=0, cols=2)
    rows = [
        ("Name", "Ilka Thornquist"),
        ("Why are you leaving?", WORDS[0]),
        ("What would you change?", "Two on the late boat."),
    ]
    for label, value in rows:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, value
    document.add_paragraph("Anything else?")
    document.add_paragraph("The crew was kind.")
    path = tmp_path / "form.docx"
    document.save(str(path))
    (text,) = texts(path)
    assert [line for line in text.split("\n") if line] == [WORDS[0], "Two on the late boat.", "The crew was kind."]


def test_read_it_reads_a_pdf_with_text(put):
    assert texts(put("note.pdf", _pdf("I left because the rota came out late every single week."))) == [
        "I left because the rota came out late every single week."
    ]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("e.csv", b"", "is empty"),
        ("b.txt", b"  \n \n", "only blank lines"),
        ("p.png", b"\x89PNG\r\n\x1a\n\x00\x01", "no text that can be read"),
        ("o.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 20, "old or password-protected"),
        ("z.xlsx", b"PK\x03\x04 broken", "damaged"),
        ("p.pdf", b"%PDF-1.4\nnothing", "damaged"),
        ("j.json", b'{"a": [1, 2]}', "no list of objects"),
        ("j.json", b'[{"comment": "The rota is late"}, {"com', "valid JSON"),
        ("t.csv", b"id,rating\n1,5\n2,4\n3,3\n", "no column of open text, only these: id, rating"),
        ("h.csv", b"id,comment\n", "column names but no rows"),
        ("w.txt", b"<!DOCTYPE html><html><body>hello</body></html>", "web page"),
    ],
)
def test_inspect_it_refuses_with_one_sentence(put, name, data, said):
    with pytest.raises(IngestError, match=said):
        texts(put(name, data))


def test_inspect_it_refuses_a_scanned_pdf(put):
    with pytest.raises(IngestError, match="without text"):
        inspect(put("scan.pdf", _pdf("")), "scan.pdf")


def test_inspect_it_refuses_a_file_over_the_limit(put):
    with pytest.raises(IngestError, match="more than"):
        inspect(put("c.csv", TABLE), "c.csv", limit=50)


def test_inspect_it_refuses_a_zip_bomb_unopened(tmp_path):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<a/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (64 * 1024 * 1024))
    with pytest.raises(IngestError, match="would unpack"):
        inspect(path, "bomb.xlsx")


def test_inspect_it_refuses_xml_entities(tmp_path):
    path = tmp_path / "laughs.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE x [<!ENTITY a "ha">]><x>&a;</x>')
    with pytest.raises(IngestError, match="XML declarations"):
        inspect(path, "laughs.docx")


@pytest.mark.parametrize(
    ("body", "shape"),
    [
        ("HR: Why?\nEE: The rota.\nHR: And?\nEE: The lift.", Shape.INTERVIEW),
        (
            "I left because of the rota. It never came on time.\n\nMy team was kind, though, and taught me a lot.",
            Shape.INTERVIEW,
        ),
        (
            "Leaver 1\nWhy did you go?\nThe rota was late.\n\nLeaver 2\nWhy did you go?\nThe pay was low.",
            Shape.INTERVIEWS,
        ),
        (
            "HR: Why?\nEE: The rota.\nHR: So?\nEE: Late.\n---\nHR: Why?\nEE: No lift.\nHR: So?\nEE: Stairs.",
            Shape.INTERVIEWS,
        ),
        ("Great staff.\nSlow till.\nThe queue was long.\nNo parking at all.", Shape.LINES),
        ("• Great staff.\n• Slow till.\n• The queue was long.", Shape.LINES),
    ],
)
def test_inspect_it_decides_what_a_text_holds(put, body, shape):
    assert inspect(put("t.txt", body), "t.txt").shape is shape


def test_inspect_it_lets_a_person_decide_what_a_text_holds(put):
    path = put("t.txt", "Great staff.\nSlow till.\nLong queue.\nNo parking.")
    assert len(texts(path, Choices(shape="interview"))) == 1
    with pytest.raises(IngestError, match="no shape"):
        inspect(path, "t.txt", Choices(shape="poem"))


def test_read_it_makes_one_record_of_each_interview(put):
    body = "Leaver 1\nWhy did you go?\nThe rota was late.\n\nLeaver 2\nWhy did you go?\nThe pay was low."
    assert texts(put("t.txt", body)) == ["The rota was late.", "The pay was low."]


def test_read_it_joins_lines_that_were_broken_at_the_margin(put):
    body = (
        "HR: What made you decide to leave us after all of those years here?\n"
        "EE: The heating in the packing hall failed in October and nobody\n"
        "came to look at it, so we packed in coats and gloves for weeks and\n"
        "I fell ill twice.\n"
        "HR: Did you say so to anybody at the time, to your lead for example?\n"
        "EE: To three of them, one after the other, and each one said that it\n"
        "was on the list."
    )
    (text,) = texts(put("t.txt", body))
    assert "nobody came to look at it, so we packed in coats and gloves for weeks and I fell ill twice." in text


def test_to_dict_it_prints_what_programs_read(put):
    path = put("c.csv", TABLE + "R9,2024-03-09,Leeds,n/a\nTotal,,,4\nR10,2024\n")
    found = summarise(path, inspect(path, "c.csv")).to_dict()
    assert found["columns"] == [
        {"name": "id", "role": "id"},
        {"name": "date", "role": "date"},
        {"name": "site", "role": "unit"},
        {"name": "comment", "role": "text"},
    ]
    counts = {key: found[key] for key in ("rows", "records", "no_answer", "skipped", "error", "header_rows", "format")}
    assert counts == {
        "rows": 6, "records": 3, "no_answer": 1, "skipped": 1, "error": None, "header_rows": 1, "format": "csv",
    }  # fmt: skip
    assert found["problem_rows"] == [{"line": 7, "reason": "2 fields where 4 were expected"}]


@pytest.mark.parametrize(
    ("dates", "order", "unsettled"),
    [
        (("01/02/2024", "03/04/2024", "24/05/2024"), DateOrder.DMY, False),
        (("01/02/2024", "03/04/2024", "05/24/2024"), DateOrder.MDY, False),
        (("01/02/2024", "03/04/2024", "05/06/2024"), None, True),
        (("2024-02-01", "2024-04-03", "2024-06-05"), None, False),
    ],
)
def test_inspect_it_settles_day_and_month_by_any_row(put, dates, order, unsettled):
    body = "date,comment\n" + "".join(f"{day},{text}\n" for day, text in zip(dates, WORDS, strict=True))
    plan = inspect(put("c.csv", body), "c.csv")
    assert (plan.date_order, plan.dates_unsettled) == (order, unsettled)


@pytest.mark.parametrize("told", [Choices(), Choices(dates="dmy")])
def test_inspect_it_says_that_dates_of_both_orders_stand_in_one_column(put, told):
    body = "date,comment\n" + "".join(
        f"{day},{text}\n" for day, text in zip(("23/06/2025", "09/20/2025", "03/04/2025"), WORDS, strict=True)
    )
    (note,) = inspect(put("c.csv", body), "c.csv", told).notes
    assert note.startswith("The dates mix two orders: 1 can only be day first and 1 only month first")


@pytest.mark.parametrize(
    ("days", "told", "said"),
    [
        (("23/06/2025", "20/09/2025", "03/04/2025"), Choices(), "day first, since some can be read in no other way"),
        (("06/23/2025", "09/20/2025", "03/04/2025"), Choices(), "01/11 is 11 January."),
        (("23/06/2025", "20/09/2025", "03/04/2025"), Choices(dates="dmy"), ""),
        (("23/06/2025", "20/09/2025", "03/03/2025"), Choices(), ""),
        (("2025-06-23", "2025-09-20", "2025-04-03"), Choices(), ""),
    ],
)
def test_inspect_it_says_how_it_reads_dates_that_could_be_read_otherwise(put, days, told, said):
    body = "date,comment\n" + "".join(f"{day},{text}\n" for day, text in zip(days, WORDS, strict=True))
    notes = " ".join(inspect(put("d.csv", body), "d.csv", told).notes)
    assert said in notes
    assert bool(notes) is bool(said)


def test_read_it_leaves_out_dates_that_nothing_settles_unless_told(put):
    path = put("c.csv", "date,comment\n" + "".join(f"03/0{at + 2}/2024,{text}\n" for at, text in enumerate(WORDS)))
    plan = inspect(path, "c.csv")
    told = inspect(path, "c.csv", Choices(dates="dmy"))
    assert [one.date for one in read(path, plan)] == [None, None, None]
    assert [one.date.month for one in read(path, told)] == [2, 3, 4]


def _pdf(text):
    """The smallest PDF that shows one line."""
    stream = f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET".encode() if text else b""
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 200] /Contents 4 0 R /Resources 6 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Font << /F1 5 0 R >> >>",
    ]
    body, places = b"%PDF-1.4\n", []
    for at, part in enumerate(parts, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (at, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        body
        + b"xref\n0 7\n0000000000 65535 f \n"
        + table
        + b"trailer << /Size 7 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(body)
    )


def mail(sender, recipient, text):
    return f"From: {sender}\nSent: 3 March 2025\nTo: {recipient}\n\nDear team,\n\n{text}\n\nRegards\n\n"


def test_read_it_parts_mails_of_several_people_and_keeps_a_thread_whole(put):
    shop = "help@shop.example"
    several = "".join(mail(f"Guest <g{at}@x.example>", shop, text) for at, text in enumerate(WORDS))
    assert texts(put("several.txt", several)) == list(WORDS)
    thread = (
        mail("g@x.example", shop, WORDS[0]) + mail(shop, "g@x.example", "Why?") + mail("g@x.example", shop, WORDS[1])
    )
    assert len(texts(put("thread.txt", thread))) == 1
    assert len(texts(put("twice.txt", mail("g@x.example", shop, WORDS[0]) + mail("g@x.example", shop, WORDS[1])))) == 1
