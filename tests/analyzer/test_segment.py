import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.segment import (
    _ANY_CONTRAST_WORD,
    _CONTRAST,
    _LONG_SENTENCE_WORDS,
    _MISSED_SENTENCE_END,
    _SENTENCE_STARTER,
    slices,
)
from analyzer.segment import word_counter as counting
from analyzer.segment.word_counter import WordCounter

TOKEN = re.compile(r"\[[A-Z]{2,9}\]")
CHATTER = st.lists(
    st.sampled_from(
        [
            "the wait was long",
            "but",
            "we",
            "aber",
            ". ",
            ", ",
            "\n",
            "• ",
            "[NAME]",
            "1. ",
            "Weekly.",
            "The",
            "I",
            "!!",
            "😀",
            " ",
            "; ",
            "é",
            "待",
            "5",
        ]
    )
).map(" ".join)


def cut(text, language="en"):
    return [text[start:end] for start, end in slices(text, language)]


@pytest.mark.parametrize(
    ("text", "language", "statements"),
    [
        ("The rota changed daily. Nobody asked us.", "en", ["The rota changed daily.", "Nobody asked us."]),
        ("Pay\nRota\n• Parking", "en", ["Pay", "Rota", "Parking"]),
        ("-5 degrees in the office", "en", ["-5 degrees in the office"]),
        ("+1 for more staff", "en", ["+1 for more staff"]),
        (">2 hours of waiting", "en", [">2 hours of waiting"]),
        ("- 5 people left\n-We waited\n-1. Pay\n+ Rota", "en", ["5 people left", "We waited", "Pay", "Rota"]),
        ("1) pay 2) hours 3) managers", "en", ["pay", "hours", "managers"]),
        ("We saw to point 2) of the list", "en", ["We saw to point 2) of the list"]),
        ("1. No training at all.\n2. No breaks at night.", "en", ["No training at all.", "No breaks at night."]),
        ("Weekly. It hangs on a board in the hall.", "en", ["Weekly. It hangs on a board in the hall."]),
        ("The board hangs in the main hall. Weekly.", "en", ["The board hangs in the main hall. Weekly."]),
        (
            "The staff were so kind, but the wait was far too long",
            "en",
            ["The staff were so kind,", "but the wait was far too long"],
        ),
        ("I asked for help three times but never got it.", "en", ["I asked for help three times but never got it."]),
        ("It was nothing but the usual trouble with them.", "en", ["It was nothing but the usual trouble with them."]),
        (
            "Das Essen war wirklich gut, aber der Service war langsam. Am 3. Mai kam z.B. niemand.",
            "de",
            ["Das Essen war wirklich gut,", "aber der Service war langsam.", "Am 3. Mai kam z.B. niemand."],
        ),
        (
            "Le personnel est très gentil mais l'attente est trop longue.",
            "fr",
            ["Le personnel est très gentil", "mais l'attente est trop longue."],
        ),
        (
            "La comida estaba muy buena pero el servicio fue lento.",
            "es",
            ["La comida estaba muy buena", "pero el servicio fue lento."],
        ),
        (
            "the till crashed every day The new rota came on sundays",
            "en",
            ["the till crashed every day", "The new rota came on sundays"],
        ),
        ("[NAME].", "en", []),
        ("10/10 :)", "en", []),
        ("", "en", []),
        # Greetings and set phrases are no list of what is good or long.
        ("Good evening, good people", "en", ["Good evening, good people"]),
        ("long story, short version", "en", ["long story, short version"]),
        ("Gute Frage, nette Leute", "de", ["Gute Frage, nette Leute"]),
        ("good prices, short queues", "en", ["good prices,", "short queues"]),
    ],
)
def test_it_cuts_one_point_to_a_statement(text, language, statements):
    assert cut(text, language) == statements


def test_it_joins_a_wrapped_line_to_the_line_it_goes_on_from():
    text = (
        "The delivery came more than a week late and when it finally came the\nbox was open and half of it was missing."
    )
    assert cut(text) == [text]


def test_it_parts_a_run_on_chat_message_between_clauses():
    text = (
        "so i got there at nine and the desk was empty for ages and we stood in the cold for an hour and "
        "the man who came had no idea "
        "about the order and he told us to ring a number and they said it was not their job either"
    )
    parts = cut(text)
    assert len(parts) > 1
    assert all(len(part.split()) >= 5 for part in parts)


@given(st.one_of(CHATTER, st.text()), st.sampled_from(["en", "de", "fr", "und", "zh"]))
def test_it_gives_ordered_slices_and_loses_no_word(text, language):
    found = slices(text, language)
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert all(a[1] <= b[0] for a, b in pairwise(found))
    assert all(text[start:end] == text[start:end].strip() for start, end in found)
    edges = [0, *(edge for pair in found for edge in pair), len(text)]
    outside = [text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)]
    assert not any(character.isalpha() for gap in outside for character in TOKEN.sub("", gap).replace("o\t", ""))


# What may stand before or behind the end of a sentence without a stop, and around a contrast.
PIECES = (
    "The |tills|and|called|a|me.|!!|😀|☀|but| aber|ſin embargo|WHEREAS|maıs|I |we| |  |\n|,|;| - |0|)|ß|É|alors que|"
    "[NAME]|d'un|待|ก|_"
)
SEAMS = st.lists(st.sampled_from(PIECES.split("|")), max_size=12).map("".join)
# The rule in plain words, which the one in use states so that only spaces are tried.
PLAINLY = re.compile(
    r"(?<=[a-zß-ÿ0-9)])(?<!\b(?:the|and))(?<!\b(?:of|in|at|to|my|on))(?<!\ba)(?<!\bcalled)\s{1,9}"
    rf"(?={_SENTENCE_STARTER}\s{{1,9}}[a-z])|(?<=\bme\.)\s{{1,9}}|(?<=[!?][!?])\s{{1,9}}(?=[A-ZÀ-Þ])|"
    rf"(?<=[\u2600-\u27bf\U0001f300-\U0001faff])\s{{1,9}}(?=[A-ZÀ-Þ])"
)


@given(SEAMS)
def test_it_sees_a_new_sentence_wherever_the_plain_rule_does(text):
    assert [m.span() for m in _MISSED_SENTENCE_END.finditer(text)] == [m.span() for m in PLAINLY.finditer(text)]


@given(SEAMS)
def test_a_contrast_never_stands_where_no_word_turns(text):
    assert _ANY_CONTRAST_WORD.search(text) or not _CONTRAST.search(text)


def words(text):
    return WordCounter(text, 0, len(text)).count(0, len(text))


@given(SEAMS)
def test_it_counts_a_redaction_token_as_one_word(text):
    assert words(text) == words(TOKEN.sub(" x ", text))


@given(st.text(alphabet="a 待ก'", max_size=2 * _LONG_SENTENCE_WORDS - 1))
def test_few_characters_hold_few_words(text):
    assert words(text) <= _LONG_SENTENCE_WORDS or not (text.isascii() or len(text) < _LONG_SENTENCE_WORDS)


@given(CHATTER, st.integers(0), st.integers(0))
def test_words_between_two_spaces_are_those_that_the_part_holds_alone(text, first, second):
    spaces = [at for at, sign in enumerate(f"{text} ") if sign == " "]
    start, end = sorted((spaces[first % len(spaces)], spaces[second % len(spaces)]))
    assert WordCounter(text, 0, len(text)).count(start, end) == words(text[start:end])


class Looks:
    """A pattern that counts how often a text was searched."""

    def __init__(self, pattern):
        self.pattern, self.made = pattern, 0

    def finditer(self, *where):
        self.made += 1
        return self.pattern.finditer(*where)


@pytest.mark.parametrize(
    "said", ["we waited a long time, the manager was rude, it was cold, ", "but the ", "me. ", "x; ", "nothing but we "]
)
def test_twice_as_long_a_sentence_is_twice_the_work(said, monkeypatch):
    counts = []
    plain, looks = WordCounter.count, Looks(counting._WORD)
    monkeypatch.setattr(WordCounter, "count", lambda *given: counts.append(1) or plain(*given))
    monkeypatch.setattr(counting, "_WORD", looks)
    cut(said * 200)
    once = len(counts)
    cut(said * 400)
    assert looks.made <= 2
    assert len(counts) - once <= 3 * once + 50
