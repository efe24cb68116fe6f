"""Pages of wikis and heads of forms: what folds, callouts, notes below points, and fields of any name."""

import pytest

from analyzer.ingest import inspect, read
from analyzer.ingest.prose.extraction.wiki_pages import flatten_wiki_page
from analyzer.ingest.prose.forms.fields import find_unlisted_fields, holds_fields
from analyzer.ingest.prose.interview import parse_interview
from analyzer.types import RawRecord, Side

PAGE = """# Leaving: Cy Fox

Owner: @Bea Lund
Status: Done
Team: Depot
Last day: 3 May
Tags: nights, vans

<aside>
Send the page to the leaver first. Don't argue.
</aside>

<details>
<summary>1. How do you feel? (ice breaker)</summary>

- the vans are never cleaned
    - *BL: asked who signs for it. He laughed.*
    - *CF: nobody signs*

</details>

<details>
<summary>2. What if we'd done it? What is it?</summary>

- pay the nights

</details>

<aside>
"I would come back for a clean van."
</aside>
"""


def test_read_it_keeps_of_a_page_with_folds_what_the_leaver_said(tmp_path):
    path = tmp_path / "page.md"
    path.write_text(PAGE, encoding="utf-8")
    (found,) = read(path, inspect(path, "page.md", side=Side.EMPLOYEE))
    assert isinstance(found, RawRecord)
    assert [line for line in found.text.split("\n") if line] == [
        "the vans are never cleaned",
        "*CF: nobody signs*",
        "pay the nights",
        '"I would come back for a clean van."',
    ]
    assert any("What is it?" in asked for asked in found.asked)


HEAD = """Name: Cy Fox
Directorate: South Depots
Last working day: 3 May
Site: Leeds
Canteen: poor"""


def test_find_fields_it_knows_a_field_by_the_fields_around_it():
    assert find_unlisted_fields(HEAD.split("\n")) == {1}


@pytest.mark.parametrize("own", ["Canteen: poor", "Pay: Low", "Canteen: Not for me"])
def test_find_fields_it_leaves_what_may_be_an_answer(own):
    assert find_unlisted_fields(HEAD.replace("Directorate: South Depots", own).split("\n")) == frozenset()


def test_unfold_it_reads_a_fold_and_its_summary_on_one_line():
    page = (
        "# Leaving\n\n<details><summary>Would you come back? Send a friend?</summary>\n\nFor a clean van.\n\n</details>"
    )
    assert flatten_wiki_page(page).strip() == "# Leaving\n\n## Would you come back? Send a friend?\n\nFor a clean van."
    assert parse_interview(flatten_wiki_page(page)).text == "For a clean van."


def test_unfold_it_leaves_out_comments_in_the_margin_and_their_anchors():
    said = "1. Why?\n\n«Nine contracts and no end.»[AR1] She goes to a school.\n\n"
    notes = "[AR1] Eight, ask payroll.\n[BL2] It stays. – B. Lind\n"
    assert flatten_wiki_page(said + notes) == said.replace("[AR1]", "")
    assert flatten_wiki_page("[AR1] A note and nothing else.") == "[AR1] A note and nothing else."


def test_parse_interview_a_section_of_remarks_ends_at_the_next_heading():
    page = "# Leaving\n\n## AI summary\n\n- He liked the van.\n\nMay contain mistakes.\n\n"
    page += "## Why?\n\nThe nights never end.\n"
    notes = "\n## HR notes\n\n- [x] keys\n- [ ] letter\n\nHe is tired, not mad."
    assert parse_interview(page + notes).text == "The nights never end."


@pytest.mark.parametrize(
    "line",
    [
        "Name: Cy Fox          Crew no.: 3361",
        "Ainm / Name:  Cy Fox      Uimh. / Staff no.: RM21906",
        "Letzter Tag / Last day:             30.11.2031",
        "Ort, Datum / Place, date:   Ost, 24.11.31        Unterschrift / Signature:  gez. C. Fox-Vogt",
        "Datum: 3 mei 2031     Duur: __/__",
        "Unterschrift Mitarbeiter: ________     Unterschrift PW: ________",
    ],
)
def test_is_fielded_it_tells_fields_side_by_side_and_in_two_languages(line):
    assert holds_fields(line)


@pytest.mark.parametrize(
    "line",
    [
        "Manager: Absent     Pay: Late",
        "Manager: never there     Pay: late",
        "Canteen: Good     Car park: Bad",
        "Name: Cy Fox",
        "Team / Manager: never there when I called",
        "Reason: The Nights     Date: 3 May",
    ],
)
def test_is_fielded_it_leaves_answers_alone(line):
    assert not holds_fields(line)
