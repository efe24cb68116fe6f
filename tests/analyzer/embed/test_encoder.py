"""Our own encoder against the library whose arithmetic it repeats."""

import numpy as np
import pytest
import torch

from analyzer.embed import load_embedder
from analyzer.embed.encoder import MAX_NUMPY_TOKENS, Encoder
from analyzer.embed.minilm import MiniLMEmbedder
from analyzer.processor import best_device, best_precision
from analyzer.weights import MINILM, locate

TEXTS = ["The till froze twice today.", "Slow.", "I waited an hour for my coffee and nobody said a word.", ""]


@pytest.mark.weights
def test_it_gives_the_vectors_that_sentence_transformers_gives():
    from sentence_transformers import SentenceTransformer

    theirs = SentenceTransformer(str(locate(MINILM).parent), device="cpu").encode(TEXTS, normalize_embeddings=True)
    ours = MiniLMEmbedder(locate(MINILM), MINILM, tuning=None).embed(TEXTS)
    assert (np.asarray(theirs) * ours).sum(axis=1).min() > 0.9995


@pytest.mark.weights
@pytest.mark.parametrize("choice", ["english", "multilingual"])
@pytest.mark.parametrize(("precision", "least"), [("float32", 0.9999), ("int8", 0.99)])
def test_a_few_texts_get_without_torch_the_vectors_that_many_get_with_it(choice, precision, least, monkeypatch):
    monkeypatch.setattr("analyzer.embed.encoder.encoder_precision", lambda: precision)
    monkeypatch.setattr("analyzer.embed.encoder.torch_is_imported", lambda: False)
    few = load_embedder(choice, {}).embed(TEXTS[:3])
    monkeypatch.setattr("analyzer.embed.encoder.MAX_NUMPY_TOKENS", 0)
    many = load_embedder(choice, {}).embed(TEXTS[:3])
    assert (few * many).sum(axis=1).min() > least


@pytest.mark.weights
@pytest.mark.parametrize(
    ("precision", "least"),
    [
        ("float32", 0.9999),
        ("int8", 0.999),
        pytest.param(
            "bfloat16",
            0.999,
            marks=pytest.mark.skipif(best_precision() != "bfloat16", reason="this processor does not multiply bf16"),
        ),
    ],
)
def test_a_text_has_the_same_vector_whatever_is_in_its_batch(precision, least, monkeypatch):
    monkeypatch.setattr("analyzer.embed.encoder.encoder_precision", lambda: precision)
    monkeypatch.setattr("analyzer.embed.encoder.MAX_NUMPY_TOKENS", 0)
    embedder = load_embedder("english", {})
    alone = np.concatenate([embedder.embed([text]) for text in TEXTS])
    together = embedder.embed([*TEXTS, "much more of a text " * 9])[:-1]
    assert (together * alone).sum(axis=1).min() > least


@pytest.mark.parametrize(
    ("imported", "precision", "wanted"),
    [
        (False, "float32", ["few", "few", "many", "many"]),
        (True, "float32", ["many"] * 4),
        (True, "int8", ["few", "few", "many", "many"]),
    ],
)
def test_it_leaves_numpy_when_texts_become_many_or_torch_is_there(imported, precision, wanted, monkeypatch):
    told = []
    monkeypatch.setattr("analyzer.embed.encoder.torch_is_imported", lambda: imported)
    monkeypatch.setattr("analyzer.embed.encoder.encoder_precision", lambda: precision)
    monkeypatch.setattr("analyzer.embed.encoder.NumpyBert", lambda weights: Told("few", told))
    monkeypatch.setattr("analyzer.encoder.bert.Bert", lambda *_: Told("many", told))
    encoder = Encoder(lambda: None, lambda texts: [], 2)
    for count in (1, MAX_NUMPY_TOKENS - 1, 1, 1):
        encoder.for_tokens(count)([], [])
    assert told == wanted


class Told:
    """Says which encoder it stands for whenever it is used."""

    def __init__(self, name, told):
        self.encode = lambda ids: told.append(name)


@pytest.mark.weights
def test_all_that_a_layer_multiplies_lies_on_its_device():
    """A tensor left on the CPU would stop it: torch computes shapes on "meta", and mixes it with no other device."""
    from analyzer.encoder.bert import Bert

    weights = MiniLMEmbedder(locate(MINILM), MINILM)._file.weights()
    bert = Bert(weights, "bfloat16", device="meta")
    hidden = torch.empty((6, 384), device="meta")
    for step in bert._layers:
        hidden = step(hidden, torch.Size((2, 3)), torch.empty((2, 1, 1, 3), device="meta"))
    assert (hidden.shape, hidden.dtype, hidden.device.type) == ((6, 384), torch.float32, "meta")


@pytest.mark.weights
@pytest.mark.parametrize("there", [True, False])
def test_many_texts_are_read_by_a_gpu_if_torch_finds_one(there, monkeypatch):
    from analyzer.encoder import bert

    devices = []

    class Noting(bert.Bert):
        def __init__(self, weights, precision, calibration, device):
            devices.append(device)
            super().__init__(weights, precision, calibration)

    monkeypatch.setattr(torch.cuda, "is_available", lambda: there)
    monkeypatch.setattr(bert, "Bert", Noting)
    monkeypatch.setattr("analyzer.embed.encoder.MAX_NUMPY_TOKENS", 0)
    best_device.cache_clear()
    try:
        load_embedder("english", {}).embed(TEXTS)
    finally:
        best_device.cache_clear()
    assert devices == ["cuda" if there else "cpu"]
