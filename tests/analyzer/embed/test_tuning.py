"""What is added to MiniLM's weights, and what it is for."""

import json
from pathlib import Path

import numpy as np
import pytest

from analyzer.embed.minilm import TUNING, MiniLMEmbedder
from analyzer.weights import MINILM, locate

SAMPLES = Path(__file__).parents[3] / "samples" / "linkbench"
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


@pytest.mark.weights
@pytest.mark.parametrize("side", ["employee", "customer"])
def test_it_brings_together_what_is_said_of_one_matter_that_it_never_learnt_of(side):
    rows = [
        json.loads(line)
        for kind in ("bank", "plain")
        for line in (SAMPLES / f"holdout-novel-{kind}.jsonl").read_text("utf-8").splitlines()
    ]
    chosen = [row for row in rows if row["side"] == side and row["mechanism"]]
    texts, own = [row["text"] for row in chosen], np.array([row["mechanism"] for row in chosen])

    def fellows(tuning):
        vectors = MiniLMEmbedder(locate(MINILM), MINILM, tuning).embed(texts)
        alike = vectors @ vectors.T
        np.fill_diagonal(alike, -1)
        return (own[np.argsort(-alike, axis=1)[:, :5]] == own[:, None]).mean()

    assert fellows(TUNING) > fellows(None) + 0.03
