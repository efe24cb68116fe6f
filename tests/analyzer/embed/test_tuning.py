"""What is added to the embedders' weights, and what it is for."""

import numpy as np
import pytest

from analyzer.embed import e5
from analyzer.embed.e5 import E5Embedder
from analyzer.embed.minilm import TUNING, MiniLMEmbedder
from analyzer.weights import E5, MINILM, locate

TEXTS = ["The till froze twice today.", "Slow.", "I waited an hour for my coffee and nobody said a word."]


@pytest.mark.weights
def test_it_adds_the_products_of_thin_matrices_to_the_weights():
    import torch
    from transformers import AutoModel, AutoTokenizer

    folder = str(locate(MINILM).parent)
    network, tokenizer = AutoModel.from_pretrained(folder).eval(), AutoTokenizer.from_pretrained(folder)
    with np.load(TUNING) as thin, torch.no_grad():
        for name in {part.rpartition(".")[0] for part in thin.files}:
            up, down = (torch.from_numpy(thin[f"{name}.{part}"].astype(np.float32)) for part in ("up", "down"))
            network.get_parameter(name).add_(up @ down)
        for text, vector in zip(TEXTS, MiniLMEmbedder(locate(MINILM), MINILM).embed(TEXTS), strict=True):
            states = network(**tokenizer(text, return_tensors="pt")).last_hidden_state[0].mean(dim=0).numpy()
            assert states @ vector / np.linalg.norm(states) > 0.999


@pytest.mark.weights
def test_vectors_of_another_tuning_are_never_taken_for_these():
    tuned, untuned = (MiniLMEmbedder(locate(MINILM), MINILM, tuning).fingerprint for tuning in (TUNING, None))
    assert tuned != untuned
    tuned, untuned = (E5Embedder(locate(E5), E5, tuning).fingerprint for tuning in (e5.TUNING, None))
    assert tuned != untuned


@pytest.mark.weights
def test_it_brings_together_what_is_said_of_one_matter_that_it_never_learnt_of():
    from scripts.embedder_corpus import held_out, told_apart

    for name, texts, own in held_out():
        untuned, tuned = (
            told_apart(MiniLMEmbedder(locate(MINILM), MINILM, tuning).embed(texts[::2]), own[::2])
            for tuning in (None, TUNING)
        )
        assert tuned > untuned + 0.05, name


@pytest.mark.weights
def test_it_does_so_for_several_languages():
    """The same of the multilingual one, on an eighth of the statements and on how near their own translations are."""
    from scripts.embedder_corpus import held_out, told_apart

    embedders = [E5Embedder(locate(E5), E5, tuning) for tuning in (None, e5.TUNING)]
    for name, texts, own in held_out():
        untuned, tuned = (told_apart(each.embed(texts[::8]), own[::8]) for each in embedders)
        assert tuned > untuned + 0.05, name
    said = ["The rota changes every week and nobody tells us.", "Die Heizung war die ganze Nacht kaputt."]
    meant = ["El horario cambia cada semana y nadie nos avisa.", "Le chauffage était en panne toute la nuit."]
    own, others = (embedders[1].embed(said) @ embedders[1].embed(meant).T)[[[0, 1], [0, 1]], [[0, 1], [1, 0]]]
    assert (own > others + 0.3).all()
