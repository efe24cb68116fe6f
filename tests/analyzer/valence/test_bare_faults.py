"""A few words with a bad one are no praise, whatever a head makes of them."""

import pytest

from analyzer.types import Valence
from tests.analyzer.valence.test_overrule import judged

PAIN, PRAISE, WISH = Valence.PAIN, Valence.PRAISE, Valence.WISH
LIKED = "What did you like?"


@pytest.mark.parametrize("text", ["Bad soup", "Schale zerbrochen", "Soupe infecte", "Sopa asquerosa", "Zuppa scadente"])
def test_it_takes_no_few_words_with_a_bad_one_for_praise(text: str) -> None:
    assert judged(text, "", PRAISE, PAIN) is PAIN


@pytest.mark.parametrize(
    "text",
    [
        "Soup",
        "No bad soup",
        "Bad soup, lovely bread",
        "It used to be bad",
        "Nobody was ever rude",
        "Bad weather that day, yet the crew brought soup to all of us",
    ],
)
def test_it_leaves_to_the_head_what_something_may_turn(text: str) -> None:
    assert judged(text, "", PRAISE, PAIN) is PRAISE


def test_it_leaves_an_answer_to_what_was_good_to_the_head() -> None:
    assert judged("Broken soup bowl", LIKED, PRAISE, PAIN) is PRAISE
