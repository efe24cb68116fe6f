"""Laws of reading: what was written comes back, and nothing but a sentence stops a file."""

import csv
import io
import json
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analyzer.ingest import Choices, IngestError, inspect, read, summarise
from analyzer.types import RawRecord

WORDS = st.text(st.sampled_from("abcdefghij éüßñ,;\t|\"'\n.!-"), min_size=1, max_size=40)
NAMES = ("id", "site", "comment")
ROLES = Choices(roles={"id": "id", "site": "unit", "comment": "text"})
DIALECTS = st.sampled_from([",", ";", "\t", "|"])
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"])


@given(st.lists(WORDS, min_size=3, max_size=12), DIALECTS, ENCODINGS, st.sampled_from(["\n", "\r\n"]))
def test_read_it_gives_back_the_table_that_was_written(texts, delimiter, encoding, ending):
    rows = [(f"R{at}", f"Site {at % 2}", f"word {text} end") for at, text in enumerate(texts)]
    written = io.StringIO()
    writer = csv.writer(written, delimiter=delimiter, lineterminator=ending, quoting=csv.QUOTE_ALL)
    writer.writerows([NAMES, *rows])
    found = _read("table.csv", written.getvalue().encode(encoding), ROLES)
    assert [(one.id, one.unit, one.text) for one in found if isinstance(one, RawRecord)] == rows
    assert len(found) == len(rows)


@given(st.lists(WORDS, min_size=1, max_size=12), st.booleans())
def test_read_it_gives_back_the_objects_that_were_written(texts, lines):
    rows = [{"id": f"R{at}", "about": {"site": "S"}, "comment": f"word {text} end"} for at, text in enumerate(texts)]
    body = "\n".join(map(json.dumps, rows)) if lines else json.dumps({"found": rows})
    found = _read("list.jsonl" if lines else "list.json", body.encode(), Choices(roles={"id": "id", "comment": "text"}))
    assert [(one.id, one.text) for one in found] == [(row["id"], row["comment"]) for row in rows]


@pytest.mark.parametrize("name", ["x.csv", "x.xlsx", "x.json", "x.jsonl", "x.txt", "x.docx", "x.pdf", "x.eml"])
@given(data=st.binary(max_size=300))
@example(data=b"PK\x03\x04 not a zip")
@example(data=b"%PDF-1.7 nothing")
@example(data=b"\xff\xfe\x00")
@example(data=b'id,comment\n1,"open')
@example(data=b'[{"a": 1}, {"a":')
@example(data=b"[" * 300)
@example(data=b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: a/b; c*0*=\n")
def test_inspect_and_read_it_stops_at_nothing_but_a_sentence(name, data):
    with suppress(IngestError):
        assert _read(name, data, Choices())


@given(st.text(max_size=400))
def test_read_it_takes_any_text_as_interview_or_lines(text):
    try:
        found = _read("note.txt", text.encode("utf-8", "ignore"), Choices())
    except IngestError:
        return
    assert all(one.line >= 1 for one in found)


@given(
    st.lists(
        st.sampled_from(["The rota is late.", "n/a", "", "Total", "-", "Nobody listens to us."]),
        min_size=1,
        max_size=15,
    )
)
def test_summarise_it_counts_every_row_once(texts):
    body = "id,site,comment\n" + "".join(f'{at},Leeds,"{text}"\n' for at, text in enumerate(texts))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "t.csv"
        path.write_text(body)
        summary = summarise(path, inspect(path, "t.csv", ROLES))
    assert (
        summary.rows == len(texts) == summary.records + summary.no_answer + len(summary.skipped) + len(summary.problems)
    )


def _read(name, data, choices):
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        return list(read(path, inspect(path, name, choices)))
