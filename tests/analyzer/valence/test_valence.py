import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.embed import load_embedder
from analyzer.types import PAIN_LIKE, Side, Valence
from analyzer.valence import Head, head_for
from analyzer.valence.overrule import is_blank
from analyzer.valence.training import CLASSES, Example, fit
from tests.fakes import WordEmbedder

PAINS = ["the till is slow", "cold food and slow staff", "never again", "we waited and waited"]
PRAISE = ["great staff", "lovely food", "excellent and quick", "we love the place"]
WISHES = ["please open on sundays", "you should open earlier", "more seats please", "I wish it had a garden"]
FACTS = ["I paid by card", "it was on a monday", "we came by train", "I ordered the soup"]


@pytest.fixture(scope="module")
def judged():
    embedder = WordEmbedder()
    examples = [
        Example(text, valence)
        for valence, texts in zip(CLASSES, (PAINS, PRAISE, WISHES, FACTS), strict=True)
        for text in texts
        for _ in range(20)
    ]
    head = Head(fit(examples, embedder.embed([example.text for example in examples])))
    return lambda *texts: head.judge(embedder.embed(texts), texts)


@pytest.mark.parametrize(("valence", "texts"), list(zip(CLASSES, (PAINS, PRAISE, WISHES, FACTS), strict=True)))
def test_it_knows_again_what_it_was_taught(judged, valence, texts):
    assert {verdict.valence for verdict in judged(*texts)} == {valence}


@pytest.mark.parametrize(
    "text", ["None", "Nothing.", "n/a", "N/A", "-", "", "Don't know", "Don’t know", "Nein", "Rien", "nada"]
)
def test_it_calls_a_blank_answer_neutral(judged, text):
    (verdict,) = judged(f" {text} ")
    assert (verdict.valence, verdict.severity) == (Valence.NEUTRAL, 0.0)


@pytest.mark.parametrize("text", ["No water for hours", "Nothing worked", "None of them listened", "no staff"])
def test_it_does_not_take_a_short_complaint_for_a_blank_answer(text):
    assert not is_blank(text)


@given(text=st.text(max_size=80))
def test_it_gives_severity_to_pains_and_wishes_alone(judged, text):
    (verdict,) = judged(text)
    assert (0.0 < verdict.severity <= 1.0) if verdict.valence in PAIN_LIKE else verdict.severity == 0.0


def test_it_finds_a_pain_worse_that_is_put_more_strongly(judged):
    plain, strong = judged("the till is slow", "the till is slow!!")
    assert plain.valence == strong.valence == Valence.PAIN
    assert strong.severity > plain.severity


def test_it_learns_how_bad_things_are():
    embedder = WordEmbedder()
    mild, grave = "the soup is cold", "the roof fell down"
    examples = [Example(mild, Valence.PAIN, severity=0.1), Example(grave, Valence.PAIN, severity=0.9)] * 30
    examples += [
        Example(text, valence) for valence, text in zip(CLASSES, ("x", "lovely", "more", "monday"), strict=True)
    ]
    head = Head(fit(examples, embedder.embed([example.text for example in examples])))
    first, second = head.judge(embedder.embed([mild, grave]), [mild, grave])
    assert 0.05 <= first.severity < 0.4
    assert 0.6 < second.severity <= 1.0


def test_it_takes_the_same_answer_for_what_the_question_asks():
    embedder = WordEmbedder()
    answers = ["parking", "the staff", "coffee", "the bus"]
    examples = [Example(text, Valence.PRAISE, asked="What was good?") for text in answers for _ in range(20)]
    examples += [Example(text, Valence.WISH, asked="What could be better?") for text in answers for _ in range(20)]
    examples += [Example("slow", Valence.PAIN), Example("on monday", Valence.NEUTRAL)]
    head = Head(fit(examples, embedder.embed([example.text for example in examples])))
    texts = ["the garden", "the garden"]
    verdicts = head.judge(embedder.embed(texts), texts, ["What did you like most?", "How can we improve?"])
    assert [verdict.valence for verdict in verdicts] == [Valence.PRAISE, Valence.WISH]


@pytest.mark.parametrize(
    ("asked", "text", "expected"),
    [
        ("What was good?", "Nothing.", Valence.PAIN),
        ("What was good?", "n/a", Valence.NEUTRAL),
        ("What could be better?", "Nothing.", Valence.NEUTRAL),
        ("", "Nothing.", Valence.NEUTRAL),
    ],
)
def test_it_hears_nothing_good_in_nothing(asked, text, expected):
    examples = [Example("a", valence) for valence in CLASSES]
    head = Head(fit(examples, np.eye(4, dtype=np.float32)))
    assert head.judge(np.zeros((1, 4), dtype=np.float32), [text], [asked])[0].valence is expected


@pytest.mark.parametrize("text", ["Parfait", "parfait !", "Génial", "Toll.", "Super, toll", "Perfetto"])
def test_it_takes_words_of_praise_alone_for_no_pain(text):
    """A head that takes everything for a pain, as the multilingual one takes the bare word "Parfait"."""
    embedder = WordEmbedder()
    taught = [Example(each, Valence.PAIN) for each in (*PAINS, text)] + [Example("great staff", Valence.PRAISE)]
    head = Head(fit(taught * 20, embedder.embed([example.text for example in taught * 20])))
    questions = ("", "Was hat Ihnen gefallen?", "Was könnte besser sein?", "What was bad?")
    found = [head.judge(embedder.embed([text]), [text], [asked])[0] for asked in questions]
    assert [each.valence for each in found] == [Valence.PRAISE, Valence.PRAISE, Valence.PAIN, Valence.PAIN]
    assert found[0].severity == 0.0
    for more in (f"{text} die Kasse", f"nicht {text}"):
        assert head.judge(embedder.embed([more]), [more])[0].valence is not Valence.PRAISE


def test_it_judges_no_statements():
    examples = [Example("a", valence) for valence in CLASSES]
    head = Head(fit(examples, np.eye(4, dtype=np.float32)))
    assert head.judge(np.zeros((0, 4), dtype=np.float32), []) == ()


def test_it_fits_a_head_for_an_embedder_it_has_never_seen():
    embedder = WordEmbedder()
    texts = ["The staff were rude and nobody helped.", "Lovely staff, thank you!"]
    verdicts = head_for(embedder, Side.CUSTOMER).judge(embedder.embed(texts), texts)
    assert [verdict.valence for verdict in verdicts] == [Valence.PAIN, Valence.PRAISE]


@pytest.mark.weights
@pytest.mark.parametrize("choice", ["english", "multilingual"])
def test_it_ships_a_head_for_each_packaged_embedder(choice):
    embedder = load_embedder(choice, {})
    texts = {
        "We queued for fifty minutes and then the counter closed.": Valence.PAIN,
        "The lady at the desk was not helpful.": Valence.PAIN,
        "No complaints, everyone was so kind.": Valence.PRAISE,
        "You could not fault them.": Valence.PRAISE,
        "It would be great if you offered evening appointments.": Valence.WISH,
        "I started there in the spring of last year.": Valence.NEUTRAL,
        "Nothing": Valence.NEUTRAL,
    }
    verdicts = head_for(embedder, Side.CUSTOMER).judge(embedder.embed(list(texts)), list(texts))
    assert {text: verdict.valence for text, verdict in zip(texts, verdicts, strict=True)} == texts


@pytest.mark.weights
@pytest.mark.parametrize("choice", ["english", "multilingual"])
def test_it_tells_opposites_apart_that_speak_of_one_matter(choice):
    embedder = load_embedder(choice, {})
    said = {
        ("", "I am still waiting for my money."): Valence.PAIN,
        ("", "They gave me my money back the same day."): Valence.PRAISE,
        ("", "It crashes every time I open it."): Valence.PAIN,
        ("", "It has never crashed on me."): Valence.PRAISE,
        ("What could we do better?", "Parking"): Valence.WISH,
        ("What was good?", "The nurses"): Valence.PRAISE,
        ("What could we do better?", "None"): Valence.NEUTRAL,
        ("What could we do better?", "The staff were lovely and the room was spotless."): Valence.PRAISE,
    }
    questions, texts = zip(*said, strict=True)
    verdicts = head_for(embedder, Side.CUSTOMER).judge(embedder.embed(texts), texts, questions)
    found = {key: verdict.valence for key, verdict in zip(said, verdicts, strict=True)}
    assert found == said


@pytest.mark.weights
@pytest.mark.parametrize("choice", ["english", "multilingual"])
def test_it_tells_what_is_given_back_after_a_but_from_what_is_taken_away(choice):
    embedder = load_embedder(choice, {})
    texts = {
        "but it came good in the end": Valence.PRAISE,
        "but nobody rang back": Valence.PAIN,
        "hasn't crashed once since I got it": Valence.PRAISE,
        "used to be my favourite, now it is one advert after another": Valence.PAIN,
        "love it, just needs a bigger keyboard": Valence.WISH,
    }
    verdicts = head_for(embedder, Side.CUSTOMER).judge(embedder.embed(list(texts)), list(texts))
    assert {text: verdict.valence for text, verdict in zip(texts, verdicts, strict=True)} == texts


@pytest.mark.weights
@pytest.mark.parametrize("choice", ["english", "multilingual"])
def test_it_finds_danger_worse_than_a_blemish(choice):
    embedder = load_embedder(choice, {})
    texts = ["The napkins were a bit thin.", "He was left bleeding on the floor and nearly died."]
    mild, grave = head_for(embedder, Side.CUSTOMER).judge(embedder.embed(texts), texts)
    assert mild.severity < 0.4
    assert grave.severity > 0.6


@pytest.mark.weights
def test_it_judges_other_languages():
    embedder = load_embedder("multilingual", {})
    texts = {
        "Der Bus kam wieder nicht und niemand sagte Bescheid.": Valence.PAIN,
        "Personne ne m'a rappelé, c'est honteux.": Valence.PAIN,
        "El camarero fue muy atento.": Valence.PRAISE,
        "Sarebbe bello avere più posti a sedere.": Valence.WISH,
    }
    verdicts = head_for(embedder, Side.CUSTOMER).judge(embedder.embed(list(texts)), list(texts))
    assert {text: verdict.valence for text, verdict in zip(texts, verdicts, strict=True)} == texts


@pytest.mark.weights
@pytest.mark.parametrize("choice", ["english", "multilingual"])
def test_it_takes_an_employees_list_of_perks_for_praise(choice):
    embedder = load_embedder(choice, {})
    texts = [
        "Staff canteen, free parking, flexible start times.",
        "You can move between departments",
        "Free tea and a decent break room",
    ]
    verdicts = head_for(embedder, Side.EMPLOYEE).judge(embedder.embed(texts), texts)
    assert [verdict.valence for verdict in verdicts] == [Valence.PRAISE] * 3
