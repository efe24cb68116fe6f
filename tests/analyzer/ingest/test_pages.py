"""Pages of wikis and heads of forms: what folds, callouts, notes below points, and fields of any name."""

import pytest

from analyzer.ingest import inspect, read
from analyzer.ingest.prose.forms.fields import find_fields
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
    assert find_fields(HEAD.split("\n")) == {1}


@pytest.mark.parametrize("own", ["Canteen: poor", "Pay: Low", "Canteen: Not for me"])
def test_find_fields_it_leaves_what_may_be_an_answer(own):
    assert find_fields(HEAD.replace("Directorate: South Depots", own).split("\n")) == frozenset()
