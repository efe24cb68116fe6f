import json
import os
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.clean import clean
from analyzer.redact import Redactor, packaged_name_finder
from analyzer.redact.spans import Span

NAMES = re.compile(r"\b(?:Odalys|rajesh|Nomvula|Brandt)\b")
PIECES = st.lists(
    st.sampled_from(
        ["Odalys", "Nomvula Brandt", "rajesh", "a@b.example", "07700 900555",
         "[NAME]", "\u200b", "\x00", "e\u0301", "\n", "the",
         "order",
         "4471902", "Mr", "X", "@jo_do", ", ", "7 Teasel Mews", "QL6 8ZX", "GB82WEST12345698765432",
         "born", "5 May 1938",
         "_", ":", "Name"]
    )
).map(" ".join)  # fmt: skip


def find_known(texts):
    return [tuple(Span(*match.span(), "NAME") for match in NAMES.finditer(text)) for text in texts]


REDACTOR = Redactor(find_known)


def test_it_tells_what_stood_where_in_the_original():
    text = "Thanks raj\u200besh, ring 07700 900555"
    redacted = REDACTOR.redact(text)
    assert redacted.text == "Thanks [NAME], ring [PHONE]"
    assert [(text[s.start : s.end], s.type) for s in redacted.spans] == [
        ("raj\u200besh", "NAME"),
        ("07700 900555", "PHONE"),
    ]


def test_it_takes_every_other_mention_of_a_name():
    finds_full_names = Redactor(
        lambda texts: [tuple(Span(*m.span(), "NAME") for m in re.finditer("Odalys Brandt", t)) for t in texts]
    )
    assert (
        finds_full_names.redact("Odalys Brandt left. Brandt's team misses Odalys.").text
        == "[NAME] left. [NAME]'s team misses [NAME]."
    )


def test_it_gives_overlapping_finds_one_token():
    assert REDACTOR.redact("odalys.Brandt@post.example").text == "[EMAIL]"


def test_it_spares_the_name_finder_texts_of_ordinary_words():
    read = []

    def note(texts):
        read.extend(texts)
        return [() for _ in texts]

    list(Redactor(note).redact_all(["The staff were kind.", "Nomvula was kind.", "thanks rajesh for waiting"]))
    assert read == ["Nomvula was kind.", "thanks rajesh for waiting"]


@given(st.one_of(PIECES, st.text()))
def test_it_changes_a_redacted_text_no_more(text):
    once = REDACTOR.redact(text)
    assert REDACTOR.redact(once.text).text == once.text
    assert clean(once.text) == once.text


@given(st.one_of(PIECES, st.text()))
def test_it_gives_ordered_spans_of_the_original(text):
    spans = REDACTOR.redact(text).spans
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))


@given(st.lists(PIECES, max_size=4))
def test_it_redacts_many_as_it_redacts_one(texts):
    assert list(REDACTOR.redact_all(texts)) == [REDACTOR.redact(text) for text in texts]


@pytest.mark.weights
@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("thanks rajesh for waiting so long", "thanks [NAME] for waiting so long"),
        ("Nomvula at the cheese counter deserves a prize.", "[NAME] at the cheese counter deserves a prize."),
        ("Wullie's drill never works", "[NAME]'s drill never works"),
        ("Merci à Clémence du rayon jardin", "Merci à [NAME] du rayon jardin"),
        ("Ms Okonjo-Bergström in catering fixed it", "Ms [NAME] in catering fixed it"),
        ("May I know why the shop shuts in May?", "May I know why the shop shuts in May?"),
        ("The Amazon parcel from Paris came late.", "The Amazon parcel from Paris came late."),
        ("ask for Deb", "ask for [NAME]"),
        ("Dot is the best", "[NAME] is the best"),
        ("Shout out to Chuck on nights", "Shout out to [NAME] on nights"),
        ("thanks curt", "thanks [NAME]"),
        ("Curt from the pharmacy called", "[NAME] from the pharmacy called"),
        ("my Sienna helped her aunt", "my [NAME] helped her aunt"),
    ],
)
def test_it_finds_names_with_the_packaged_tagger(text, redacted):
    assert Redactor(packaged_name_finder()).redact(text).text == redacted


@pytest.mark.weights
@pytest.mark.parametrize(
    "text",
    [
        "Cold, curt, no eye contact.",
        "Curt, cold, rude",
        "she was harsh",
        "wish yall didn't close at 6",
        "Tryna get a refill since Monday",
        "my Eliquis is 5x what it was",
        "Gabapentin never ready",
        "Sat in my Elantra for 50 minutes",
        "Scratched my 2019 Sienna in the lot",
        "your jasper store lost it again",
        "The dot on the label is gone",
    ],
)
def test_it_leaves_words_that_only_look_like_names(text):
    assert Redactor(packaged_name_finder()).redact(text).text == text


@pytest.mark.weights
def test_it_reads_long_texts_in_windows():
    text = "The queue was long and the room was cold. " * 60 + "Then Nomvula came and helped us."
    redacted = Redactor(packaged_name_finder()).redact(text)
    assert redacted.text == text.replace("Nomvula", "[NAME]")


@pytest.mark.weights
@pytest.mark.shared
@pytest.mark.skipif("HEADWATER_SHARED" not in os.environ, reason="HEADWATER_SHARED names no development data")
def test_it_leaves_no_listed_personal_data_in_an_interview():
    redactor = Redactor(packaged_name_finder())
    left = []
    for path in sorted(Path(os.environ["HEADWATER_SHARED"]).glob("**/interviews/*.json")):
        text = redactor.redact(path.with_suffix(".txt").read_text(encoding="utf-8")).text
        left += [(path.stem, word) for word in json.loads(path.read_text(encoding="utf-8"))["pii"] if word in text]
    assert left == []
