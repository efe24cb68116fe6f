import re

import pytest

from analyzer.wordlists import Lexicon, any_phrase_pattern


@pytest.mark.parametrize(
    ("word", "kinds"),
    [
        ("cold", {"bad"}),
        ("colder", set()),
        ("wait", {"bad", "long"}),
        ("waiting", {"long"}),
        ("wai", set()),
        ("", set()),
    ],
)
def test_a_word_is_of_each_kind_that_lists_it_or_its_stem(word: str, kinds: set[str]) -> None:
    assert Lexicon({"bad": ["cold", "wait"], "long": ["wait*"]}).kinds(word) == kinds


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("no complaints", True),
        ("complaining", True),
        ("not bad.", True),
        ("not badly", False),
        ("a/b", True),
        ("nota/b", False),
    ],
)
def test_a_phrase_is_found_as_whole_words_with_any_ending_where_a_star_stands(text: str, found: bool) -> None:
    assert bool(re.search(any_phrase_pattern(["complain*", "not bad", "a/b"]), text)) is found
