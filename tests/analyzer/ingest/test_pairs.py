"""One respondent's answers as survey tools export them; the respondent is invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from analyzer.ingest import inspect, read
from analyzer.ingest.prose.extraction.survey_pairs import holds_survey_pairs
from analyzer.types import RawRecord, Side

_ROWS = (
    ("Field", "Value"),
    ("Response ID", "R_1"),
    ("EndDate", "2025-08-21 15:39:02 EDT"),
    ("IPAddress", "203.0.113.77"),
    ("RecipientFirstName", "Cy"),
    ("Q1_consent - I understand that HR reads this.", "I agree"),
    ("Q2 - Which of these played a part? (select all)", "Pay,Workload,Other"),
    ("Q2_TEXT - Other (please specify)", "The vans had no heating"),
    ("Q3_1 - Rate the following: Pay", "Very dissatisfied"),
    ("Q4 - What did you enjoy least?", "Nights alone.\n\nAlso, the lift was broken."),
    ("Q5 - How likely are you to recommend us?", "5"),
    ("Q6 - May we contact you?", "Yes, at home"),
    ("Q7 - Anything else?", "N/A"),
    ("Topics (auto)", "Pay; Workload"),
    ("Admin note (B. Lind)", "Reviewed. The vans will be looked at next month."),
)
_SAID = "The vans had no heating\n\nNights alone.\n\nAlso, the lift was broken."


def _text(rows: tuple[tuple[str, ...], ...], mark: str) -> str:
    return "\n".join(mark.join(f'"{cell}"' for cell in row) for row in rows)


@pytest.mark.parametrize("wide", [False, True])
@pytest.mark.parametrize("mark", [",", ";"])
def test_only_what_somebody_wrote_is_theirs_and_they_are_one_person(tmp_path: Path, mark: str, wide: bool) -> None:
    rows = tuple(("R_1", f"field_{at}", *row) if wide else row for at, row in enumerate(_ROWS))
    path = tmp_path / "export.txt"
    path.write_text(_text(rows, mark) + ("\n# end of export" if wide else ""), encoding="utf-8")

    records = list(read(path, inspect(path, path.name, side=Side.EMPLOYEE)))

    assert [record.text for record in records if isinstance(record, RawRecord)] == [_SAID]


@pytest.mark.parametrize(
    "rows",
    [
        tuple((f"R_{who}", "q1", "Why did you leave?", f"The pay was {who} too low.") for who in range(6)),
        tuple((str(at), "Was it fair?" if at < 2 else "Not fair.", "No heating.") for at in range(12)),
        tuple((f"T-{at}", "Where is my order?", f"It never came on day {at}.") for at in range(12)),
        tuple((str(at), "The queue, again.") for at in range(12)),
    ],
)
def test_several_peoples_comments_are_no_such_table(rows: tuple[tuple[str, ...], ...]) -> None:
    assert not holds_survey_pairs(_text(rows, ","))
