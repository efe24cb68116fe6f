import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.clean import clean, trace_clean

NASTY = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("aé\u0301\u200b\u200c\u200d\u202e\ufeff\x00\r\n\u0915\u1100\u1161\u11a8\u2764\ufe0f\U0001f525"),
    )
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("jo\u200bhn", "john"),
        ("a\u202eb\u202c", "ab"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("nul\x00 and \ufeffmark", "nul and mark"),
        ("cafe\u0301", "café"),
        ("❤\ufe0f\u200d🔥 می\u200cخواهم", "❤\ufe0f\u200d🔥 می\u200cخواهم"),
        ("a tab\tstays", "a tab\tstays"),
    ],
)
def test_it_strips_what_hides_and_keeps_what_shows(text, expected):
    assert clean(text) == expected


@given(NASTY)
def test_it_changes_a_clean_text_no_more(text):
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    once.encode("utf-8")


@given(NASTY)
def test_it_traces_each_character_to_a_place_in_the_original(text):
    traced = trace_clean(text)
    places = [traced.origin(i, i + 1) for i in range(len(traced.text))]
    assert places == sorted(places)
    assert all(0 <= start < end <= len(text) for start, end in places)


def test_it_traces_a_hidden_character_into_the_slice_around_it():
    assert trace_clean("hi jo\u200bhn").origin(3, 7) == (3, 8)
