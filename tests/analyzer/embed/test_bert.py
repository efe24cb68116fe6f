"""Our own encoder against the library whose arithmetic it repeats."""

import numpy as np
import pytest

from analyzer.embed import load_embedder
from analyzer.weights import MINILM, locate

TEXTS = ["The till froze twice today.", "Slow.", "I waited an hour for my coffee and nobody said a word.", ""]


@pytest.mark.weights
def test_it_gives_the_vectors_that_sentence_transformers_gives():
    from sentence_transformers import SentenceTransformer

    theirs = SentenceTransformer(str(locate(MINILM).parent), device="cpu").encode(TEXTS, normalize_embeddings=True)
    ours = load_embedder("english", {}).embed(TEXTS)
    assert (np.asarray(theirs) * ours).sum(axis=1).min() > 0.9995
