import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.embed import load_embedder
from analyzer.types import Valence
from analyzer.valence import PAIN_LIKE, Head, head_for, is_blank
from analyzer.valence.training import ORDER, Example, fit
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
        for valence, texts in zip(ORDER, (PAINS, PRAISE, WISHES, FACTS), strict=True)
        for text in texts
        for _ in range(20)
    ]
    head = Head(fit(examples, embedder.embed([example.text for example in examples])))
    return lambda *texts: head.judge(embedder.embed(texts), texts)


@pytest.mark.parametrize(("valence", "texts"), list(zip(ORDER, (PAINS, PRAISE, WISHES, FACTS), strict=True)))
def test_it_knows_again_what_it_was_taught(judged, valence, texts):
    assert {verdict.valence for verdict in judged(*texts)} == {valence}


@pytest.mark.parametrize("text", ["None", "Nothing.", "n/a", "N/A", "-", "", "Don't know", "Nichts.", "Rien", "nada"])
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


def test_it_judges_no_statements():
    examples = [Example("a", valence) for valence in ORDER]
    head = Head(fit(examples, np.eye(4, dtype=np.float32)))
    assert head.judge(np.zeros((0, 4), dtype=np.float32), []) == ()


def test_it_fits_a_head_for_an_embedder_it_has_never_seen():
    embedder = WordEmbedder()
    texts = ["The staff were rude and nobody helped.", "Lovely staff, thank you!"]
    verdicts = head_for(embedder).judge(embedder.embed(texts), texts)
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
    verdicts = head_for(embedder).judge(embedder.embed(list(texts)), list(texts))
    assert {text: verdict.valence for text, verdict in zip(texts, verdicts, strict=True)} == texts


@pytest.mark.weights
def test_it_judges_other_languages():
    embedder = load_embedder("multilingual", {})
    texts = {
        "Der Bus kam wieder nicht und niemand sagte Bescheid.": Valence.PAIN,
        "Personne ne m'a rappelé, c'est honteux.": Valence.PAIN,
        "El camarero fue muy atento.": Valence.PRAISE,
        "Sarebbe bello avere più posti a sedere.": Valence.WISH,
    }
    verdicts = head_for(embedder).judge(embedder.embed(list(texts)), list(texts))
    assert {text: verdict.valence for text, verdict in zip(texts, verdicts, strict=True)} == texts
