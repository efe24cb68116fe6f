import gc
import re
import weakref
from pathlib import Path

import numpy as np
import pytest

from analyzer import embed
from analyzer.embed import EmbedderError, load_embedder, mostly_english

ENGLISH = [
    "The till froze twice today.",
    "I waited an hour for my coffee.",
    "My manager always had time for us.",
    "Nobody told us about the new prices, so we heard of them from the customers at the counter.",
]
GERMAN = [
    "Die Kasse ist heute zweimal eingefroren.",
    "Ich habe eine Stunde auf meinen Kaffee gewartet.",
    "Meine Chefin hatte immer Zeit für uns.",
    "Niemand hat uns die neuen Preise genannt, wir erfuhren sie von den Kunden am Tresen.",
]


@pytest.mark.parametrize(
    ("languages", "expected"),
    [
        ({}, True),
        ({"und": 900}, True),
        ({"en": 95, "de": 5}, True),
        ({"en": 94, "de": 6, "und": 900}, False),
        ({"en": 70, "de": 30}, False),
        ({"fr": 10}, False),
    ],
)
def test_it_calls_text_english_when_nearly_all_of_what_is_known_is(languages, expected):
    assert mostly_english(languages) is expected


def test_it_says_in_one_sentence_that_an_embedder_cannot_be_had():
    with pytest.raises(EmbedderError, match="'nowhere/no-such-model' is neither a folder"):
        load_embedder("nowhere/no-such-model", {})


@pytest.fixture(scope="module", params=["english", "multilingual"])
def embedder(request):
    return load_embedder(request.param, {})


@pytest.mark.weights
def test_it_gives_a_text_the_same_vector_whatever_its_neighbours(embedder):
    together = embedder.embed(ENGLISH)
    alone = np.concatenate([embedder.embed([text]) for text in ENGLISH])
    assert (together * alone).sum(axis=1).min() > 0.999


@pytest.mark.weights
def test_it_gives_the_same_texts_the_same_vectors_in_any_order(embedder):
    np.testing.assert_array_equal(embedder.embed(ENGLISH[::-1]), embedder.embed(ENGLISH)[::-1])


@pytest.mark.weights
def test_it_gives_unit_vectors_of_single_precision(embedder):
    vectors = embedder.embed([*ENGLISH, "", "word " * 2000])
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, rtol=1e-5)


@pytest.mark.weights
def test_it_finds_the_translation_of_each_statement():
    embedder = load_embedder("auto", {"de": 300, "en": 200})
    similar = embedder.embed(ENGLISH) @ embedder.embed(GERMAN).T
    assert similar.argmax(axis=1).tolist() == [0, 1, 2, 3]


@pytest.mark.weights
def test_it_lays_statements_by_meaning_and_not_by_language():
    embedder = load_embedder("multilingual", {})
    vectors = embedder.embed([*ENGLISH, *GERMAN])
    similar = vectors @ vectors.T
    np.fill_diagonal(similar, -1.0)
    assert similar.argmax(axis=1).tolist() == [4, 5, 6, 7, 0, 1, 2, 3]
    directions = np.load(Path(embed.__file__).with_name("e5_languages.npy"), allow_pickle=False)
    np.testing.assert_allclose(directions @ directions.T, np.eye(len(directions)), atol=1e-5)
    np.testing.assert_allclose(vectors @ directions.T, 0.0, atol=1e-5)


@pytest.mark.weights
def test_it_names_model_weights_and_precision_in_the_fingerprint():
    name, precision, tokens = load_embedder("auto", {"en": 1}).fingerprint.split("/")
    assert re.fullmatch(r"all-MiniLM-L6-v2@53aa51172d14\+[0-9a-f]{12}", name)
    assert precision in {"bfloat16", "int8", "float32"}
    assert tokens == "256"


@pytest.mark.weights
def test_it_takes_a_folder_and_knows_its_weights_by_their_digest(tmp_path):
    from analyzer.embed.minilm import MiniLMEmbedder
    from analyzer.embed.sentence import open_model
    from analyzer.weights import MINILM, locate

    open_model(str(locate(MINILM).parent)).save(str(tmp_path / "mine"))
    mine = load_embedder(str(tmp_path / "mine"), {})
    untuned = MiniLMEmbedder(locate(MINILM), MINILM, tuning=None)
    similar = (mine.embed(ENGLISH) * untuned.embed(ENGLISH)).sum(axis=1)
    assert similar.min() > 0.999
    assert mine.fingerprint.startswith(f"{tmp_path / 'mine'}@")


@pytest.mark.parametrize("choice", ["english", "multilingual"])
def test_its_weights_go_with_it(choice):
    embedder = load_embedder(choice, {})
    embedder.embed(["The till froze."])
    gone = weakref.ref(embedder._model)
    gc.disable()
    try:
        del embedder
        assert gone() is None
    finally:
        gc.enable()
