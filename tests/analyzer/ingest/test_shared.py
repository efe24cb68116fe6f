"""Real files kept outside the repository: the folder is named by HEADWATER_SHARED."""

import csv
import json
import os
from pathlib import Path

import pytest

from analyzer.ingest import IngestError, inspect, read, summarise
from analyzer.types import RawRecord

SHARED = os.environ.get("HEADWATER_SHARED", "")
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED, reason="HEADWATER_SHARED names no folder with development data"),
]
DATA = Path(SHARED) / "data"
INTERVIEWS = sorted(DATA.glob("interviews/*.txt")) if SHARED else []
MANIFEST = (DATA / "messy/MANIFEST.csv").read_text(encoding="utf-8").splitlines() if SHARED else []
MESSY = [row for row in csv.DictReader(MANIFEST) if int(row["expected_rows"]) > 0]


@pytest.mark.parametrize("path", INTERVIEWS, ids=lambda path: path.stem)
def test_read_it_keeps_the_leavers_statements_and_nobody_elses(path):
    truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    plan = inspect(path, path.name)
    (record,) = read(path, plan)
    missing = [said for said in truth["employee_statements"] if said not in record.text]
    assert len(missing) <= 0.05 * len(truth["employee_statements"])
    assert [said for said in truth["interviewer_text"] if said in record.text] == []


@pytest.mark.parametrize("row", MESSY, ids=lambda row: row["file"])
def test_summarise_it_counts_the_rows_of_hostile_files(row):
    path = DATA / "messy" / row["file"]
    if "no open text" in row["text_column"]:
        with pytest.raises(IngestError, match="no column of open text"):
            inspect(path, path.name)
        return
    found = summarise(path, inspect(path, path.name))
    assert found.records + found.no_answer + len(found.problems) == int(row["expected_rows"])
    texts = [column.name for column in found.plan.columns if column.role == "text"]
    expected = {"(Leaver turns)": [], '4th: "Comment "': ["Comment (4)"]}.get(row["text_column"], [row["text_column"]])
    assert texts == expected


def test_read_it_reads_a_made_up_world_without_a_question_in_it():
    questions = ("Why are you leaving?", "What could we have done better?", "Anything else you want us to know?")
    cell = "\n".join(f"Q: {asked}\nA: The rota was late." for asked in questions)
    path = DATA.parent / "linkbench" / "plain-dev.jsonl"
    plan = inspect(path, path.name)
    records = [one for one in read(path, plan) if isinstance(one, RawRecord)]
    assert records
    assert not any(asked in one.text for one in records for asked in (*questions, cell))
