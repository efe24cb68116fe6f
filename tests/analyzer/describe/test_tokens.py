"""Words of any script, and how a name made of them is written."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from analyzer.describe.spans import Spans, write_name
from analyzer.describe.tokens import Tokens, tokenise
from analyzer.segment.word_counter import WordCounter
from analyzer.valence.cues import words

# Hindi, Tamil, Yoruba, Persian with a joiner inside its first word.
MARKED = ["कर्मचारी बहुत बुरे थे", "ஊழியர்கள் விலை", "afẹ́fẹ́ lọ́wọ́", "می\u200cخواهم بروم"]


def tokens_of(text: str) -> Tokens:
    return tokenise([text], np.zeros(1, dtype=np.int64))


@pytest.mark.parametrize("text", MARKED)
def test_vowel_signs_are_part_of_the_word_they_stand_in(text: str) -> None:
    whole = text.split()
    found = tokens_of(text)
    assert [found.words[at] for at in found.ids] == whole
    assert words(text) == whole
    assert WordCounter(text, 0, len(text)).count(0, len(text)) == len(whole)


def test_the_look_of_an_emoji_is_no_part_of_a_word() -> None:
    assert words("❤\ufe0f nice") == ["❤", "nice"]


@pytest.mark.parametrize(("text", "name"), [("ძვირი", "ძვირი"), ("parking", "Parking"), ("éclair", "Éclair")])
def test_a_name_opens_with_a_capital_where_its_script_writes_words_so(text: str, name: str) -> None:
    run = Spans(np.zeros((1, 1), dtype=np.int64), np.ones(1), csr_matrix(np.ones((1, 1))))
    assert write_name(run, tokens_of(text), 0) == name
